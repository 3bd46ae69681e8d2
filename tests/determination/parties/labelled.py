"""The labelled pairs: which of two names, one Han and one Latin or both Latin, are one party's; and the score of a matcher.

How they were made is said in README.md beside them. Which half a Han name belongs to is fixed by its hash, not by hand.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from permeance.determination.parties.glossary import glossary
from permeance.determination.parties.likeness import alike
from permeance.determination.parties.reading import Reading, read, simplified

HERE = Path(__file__).parent
DEVELOPMENT, HELD_OUT = "development", "held out"


@dataclass(frozen=True)
class Figures:
    """How many of the pairs that belong together were found, and how many were said to that do not."""

    found: int
    missed: int
    wrong: int

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed)

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong)

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + self.wrong + self.missed)


def part_of(han: str) -> str:
    return DEVELOPMENT if hashlib.sha256(han.encode()).digest()[0] % 2 == 0 else HELD_OUT


def han_pairs(part: str, *, without_established: bool = False) -> dict[tuple[str, str], bool]:
    """Every Han name of a part with every Latin one of it, and with the hard ones written beside it: the same or not."""
    rows = [row for row in _rows("han_latin.csv") if part_of(row["han"]) == part]
    if without_established:
        rows = [row for row in rows if not any(known in simplified(row["han"]) for known in glossary().established)]
    same = {(row["han"], row["latin"]) for row in rows if row["same"] == "yes"}
    every = {(han, latin): False for han, _ in same for _, latin in same}
    return every | {(row["han"], row["latin"]): False for row in rows} | dict.fromkeys(same, True)


def latin_pairs() -> dict[tuple[str, str], bool]:
    return {(row["one"], row["other"]): row["same"] == "yes" for row in _rows("latin.csv")}


def _rows(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def score(one: str, other: str, known: dict[str, tuple[Reading, ...]] | None = None) -> tuple[float, tuple[str, ...]]:
    """The best score of any two readings, with its reasons."""
    known = {} if known is None else known
    for name in (one, other):
        known.setdefault(name, read(name))
    return max((alike(a, b) for a in known[one] for b in known[other]), key=lambda found: found[0])


def measured(pairs: Iterable[tuple[tuple[str, str], bool]], threshold: float) -> Figures:
    """The figures of the matcher on labelled pairs at a threshold."""
    known: dict[str, tuple[Reading, ...]] = {}
    found = missed = wrong = 0
    for (one, other), same in pairs:
        said = score(one, other, known)[0] >= threshold
        found += said and same
        missed += same and not said
        wrong += said and not same
    return Figures(found, missed, wrong)
