"""Trade names and magnet grades: the elements that one stands for, with shares that it does not tell."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

TEST = "a test report on the lot by ICP-OES or ICP-MS"
LONGEST = 40  # characters in which somebody may have spelt a grade


@dataclass(frozen=True, slots=True)
class Grade:
    """A magnet grade as makers name them: of which family, and on which elements a test settles what it leaves open.

    A grade is a promise about magnetism and no statement of contents: an N42 is made with dysprosium or without.
    """

    name: str
    family: str
    settled_on: tuple[str, ...]


@cache
def families() -> Mapping[str, tuple[str, ...]]:
    """The elements of each shipped trade name, the other names among them: `DyFe` and `FeDy` hold Dy and Fe."""
    return {name: tuple(row["holds"].split()) for row in _rows("trade_names.csv") for name in _names(row)}


@cache
def trade_names() -> Mapping[str, str]:
    """The name under which each shipped trade name is kept: `FeDy` is `DyFe`."""
    return {name: row["name"] for row in _rows("trade_names.csv") for name in _names(row)}


@cache
def leaving_open() -> frozenset[str]:
    """The names that say nothing of what else is in the goods, whoever says that the list is whole.

    A grade is one, and `ferrite`, which holds barium, strontium and others beside what it names.
    """
    beside = (name for row in _rows("trade_names.csv") if row["kind"].endswith("beside") for name in _names(row))
    return frozenset(grades()).union(beside)


@cache
def grades() -> Mapping[str, Grade]:
    """Every magnet grade of the shipped series by name: `N42SH`, `SmCo26`, `Y30`."""
    return {grade.name: grade for row in _rows("magnet_grades.csv") for grade in _series(row)}


def open_elements(name: str) -> tuple[str, ...] | None:
    """The elements that a trade name or a grade stands for, whose shares are open; None for any other name."""
    grade = grades().get(name)
    return families().get(grade.family if grade else name)


@lru_cache(maxsize=4_096)
def grade_named(text: str) -> Grade | None:
    """The grade that a text for people names: `n42 SH`, `N-42SH` and `N42SH, nickel plated` are N42SH.

    `SmCo 2:17` names a kind of magnet and no grade; None there, and where several grades are named.
    """
    whole = grade_meant(text)
    words = re.findall(r"[A-Z]+\d+[A-Z]*(?:-\d)?", text.upper())
    named = {whole} if whole else {_capitals()[word] for word in words if word in _capitals()}
    return grades()[named.pop()] if len(named) == 1 else None


def grade_meant(text: str) -> str | None:
    """The name of the grade that is spelt otherwise: `n42sh`, `N42 SH`, `N-42SH` and `42SH` are `N42SH`."""
    if len(text) > LONGEST:
        return None
    first = "N" if re.match(r"\d\d[A-Za-z]", text) else ""
    return _capitals().get(first + re.sub(r"(?<=.)[\s_-]", "", text).upper())


@cache
def _capitals() -> Mapping[str, str]:
    return {name.upper().replace("-", ""): name for name in grades()} | {name.upper(): name for name in grades()}


def _names(row: Mapping[str, str]) -> list[str]:
    return [row["name"], *row["other_names"].split()]


def _series(row: Mapping[str, str]) -> Iterator[Grade]:
    for figure in range(int(row["first"]), int(row["last"]) + 1):
        for suffix in ("", *row["suffixes"].split()):
            yield Grade(f"{row['series']}{figure}{suffix}", row["family"], tuple(row["settled_on"].split()))


def _rows(file: str) -> list[dict[str, str]]:
    text = resources.files("permeance.materials").joinpath(file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
