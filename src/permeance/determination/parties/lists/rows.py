"""The rows of a big CSV file of a public list: read as they are, each faulty one named, a file cut off noticed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from permeance.determination.names import is_name
from permeance.materials.readers.csv_lines import csv_text
from permeance.terms.day import read_day
from permeance.terms.problem import BadInputError, Problem

MAX_BYTES = 512 * 1024 * 1024
LONGEST_NAME = 1_000  # characters
MOST_NAMED = 20  # faults named one by one; the others are counted
_CUT_OFF = "the file ends in the middle of a line"


@dataclass(slots=True)
class Faults:
    """What is wrong with a list file: the first faults one by one, the others by their number."""

    file: str
    named: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, row: int | None, key: str | None, found: str, allowed: str, remedy: str) -> None:
        if len(self.named) < MOST_NAMED:
            self.named.append(Problem(self.file, row, key, found, allowed, remedy))
        else:
            self.more += 1

    def all(self) -> tuple[Problem, ...]:
        if not self.more:
            return tuple(self.named)
        found = f"{self.more} more faults of this kind or another"
        return (*self.named, Problem(self.file, None, None, found, "a sound list", "get the list anew"))


def header_of(path: Path) -> tuple[str, ...]:
    """The names of the columns, or none where the file does not begin as a CSV file does."""
    with path.open("rb") as file:
        first = file.readline(64 * 1024).decode("utf-8-sig", errors="replace")
    try:
        return tuple(next(csv.reader([first.rstrip("\r\n")]), ()))
    except csv.Error:
        return ()


def rows_of(path: Path, faults: Faults) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row with its line; a row with too many or too few cells is a fault and left out.

    Raises BadInputError where the file cannot be read as UTF-8 text, or has no header.
    """
    text = csv_text(path, MAX_BYTES)
    if text and not text.endswith(("\n", "\r")):
        faults.add(
            text.count("\n") + 1, None, _CUT_OFF, "a whole list, which ends with a line end", "get the list anew"
        )
    before = csv.field_size_limit(MAX_BYTES)
    try:
        yield from _rows(csv.reader(io.StringIO(text, newline=""), strict=True), path.name, faults)
    finally:
        csv.field_size_limit(before)


def _rows(reader: Iterator[list[str]], name: str, faults: Faults) -> Iterator[tuple[int, Mapping[str, str]]]:
    number = 0
    header: list[str] = []
    while True:
        start = getattr(reader, "line_num", number) + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            faults.add(
                start, None, f"broken quoting ({error})", "balanced quotes", "get the list anew; it was read up to here"
            )
            return
        if not header:
            header = cells
        elif len(cells) == len(header):
            yield start, dict(zip(header, cells, strict=True))
        elif any(cells):
            found = f"{len(cells)} cells"
            faults.add(
                start, None, found, f"{len(header)}, as in the header", "get the list anew; the row was left out"
            )
    if not header:
        raise BadInputError([Problem(name, None, None, "an empty file", "a list of parties", "get the list anew")])


def named_rows(path: Path, faults: Faults) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of `rows_of` whose `name` can be read; any other is a fault and left out."""
    for number, row in rows_of(path, faults):
        fault = name_fault(row["name"])
        if fault is None:
            yield number, row
        else:
            faults.add(number, "name", *fault, "get the list anew; the row was left out")


def name_fault(name: str) -> tuple[str, str] | None:
    """What is wrong with a name, and what is allowed; None where it can be read."""
    if not is_name(name):
        return ("no name" if not name.strip() else f"{name[:40]!r}, a name without a letter"), "a name"
    if len(name) > LONGEST_NAME:
        return f"a name of {len(name):,} characters", f"at most {LONGEST_NAME}"
    return None


def other_names(words: Iterable[str], number: int, key: str, faults: Faults) -> list[str]:
    """The other names of a party; one without a letter says nothing, one that is too long is a fault."""
    kept = []
    for word in words:
        fault = name_fault(word)
        if fault is None:
            kept.append(word)
        elif len(word) > LONGEST_NAME:
            faults.add(number, key, *fault, "shorten it; this other name was left out")
    return kept


def day_of(text: str) -> date | None:
    """The day at the beginning of a cell, `2024-03-01T10:00:00`; None where there is none."""
    try:
        return read_day(text.strip()[:10])
    except ValueError:
        return None


def newest(days: Iterator[date | None] | list[date | None], until: date) -> date | None:
    """The newest day up to one: a day to come in a row makes no list fresher."""
    return max((day for day in days if day is not None and day <= until), default=None)
