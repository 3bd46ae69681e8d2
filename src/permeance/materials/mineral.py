"""Minerals by name: the compound that one is, or the elements that it holds in shares that vary."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Mineral:
    """A mineral: `formula` where its make-up is fixed, else the elements that it `holds` and those that it `may_hold`.

    An element that it may hold is neither there for certain nor ruled out, even in a closed composition.
    """

    name: str
    formula: str | None
    holds: tuple[str, ...]
    may_hold: tuple[str, ...]


@cache
def minerals() -> Mapping[str, Mineral]:
    """The shipped minerals by name, in lower case; other names lead to the same mineral."""
    text = resources.files("permeance.materials").joinpath("minerals.csv").read_text(encoding="utf-8")
    found: dict[str, Mineral] = {}
    for row in csv.DictReader(text.splitlines()):
        holds, may_hold = tuple(row["holds"].split()), tuple(row["may_hold"].split())
        mineral = Mineral(row["mineral"], row["formula"] or None, holds, may_hold)
        found |= dict.fromkeys((row["mineral"], *row["other_names"].split()), mineral)
    return found
