"""How much of an element a constituent holds, by the sourced conversion factors where there is one."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class ElementFactor:
    """Kilograms of element in one kilogram of a pure constituent (exact), and where the figure comes from."""

    constituent: str
    element: str
    factor: Fraction
    source: str

    def __str__(self) -> str:
        return f"{float(self.factor):.9f}".rstrip("0")


@cache
def oxide_factors() -> Mapping[str, ElementFactor]:
    """The shipped factors by oxide formula: `Dy2O3` has 0.87132."""
    text = resources.files("permeance.materials").joinpath("oxide_factors.csv").read_text(encoding="utf-8")
    return {
        row["oxide"]: ElementFactor(row["oxide"], row["element"], Fraction(row["factor"]), row["source"])
        for row in csv.DictReader(text.splitlines())
    }
