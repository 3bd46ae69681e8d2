"""Delays of a case other than the decision: shortest, most likely, longest, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Delay:
    """A delay in working or calendar days, as a triangle; `source` says `assumption` where none was found."""

    name: str
    days: tuple[int, int, int]
    unit: str
    what: str
    source: str

    def chances(self) -> list[float]:
        """The chance of each whole number of days, index 0 on, from the triangular density at whole days."""
        low, mode, high = self.days
        weights = [0.0] * (high + 1)
        for day in range(low, high + 1):
            if day <= mode:
                weights[day] = (day - low + 1) / (mode - low + 1)
            else:
                weights[day] = (high - day + 1) / (high - mode + 1)
        total = sum(weights)
        return [weight / total for weight in weights]

    def remaining(self, waited: int) -> list[float]:
        """The chance of each further number of days, given that it has not ended after `waited` days.

        A delay that has outrun its longest ends on the next day: an assumption, since no table says more.
        """
        later = self.chances()[waited + 1 :]
        if waited <= 0 or not sum(later):
            return [0.0, 1.0] if waited > 0 else self.chances()
        return [0.0, *(chance / sum(later) for chance in later)]


@cache
def shipped_delays() -> Mapping[str, Delay]:
    """The shipped delays by name; every one is an assumption and says so."""
    text = resources.files("permeance.foresight").joinpath("delays.yaml").read_text(encoding="utf-8")
    return {
        name: Delay(name, tuple(row["days"]), row["unit"], row["what"], row["source"])
        for name, row in yaml.safe_load(text).items()
    }
