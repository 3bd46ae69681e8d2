"""The cells of a company folder: names, amounts, days, and facts that count as unknown where they cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from math import ceil
from typing import TypeVar

from permeance.determination.item_table import Cells, doubt
from permeance.exposure.folder.names import Names, did_you_mean
from permeance.kernels.plant import MICRO
from permeance.materials.readers.csv import WHOLE_ROW, Row
from permeance.terms.problem import BadInputError, Problem

T = TypeVar("T")
LONGEST_NAME = 200
LEAST, MOST = Decimal("0.000001"), Decimal(10**9)  # what one cell may say of pieces; the least is a micro-unit
MOST_IN_ALL = 10**12  # pieces of one item in all rows; more would overflow the run-down
_NEAR_WORD = 0.7
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


class FolderCells(Cells):
    """The cells of one row, with the problems that do not keep it from being read, and notes on what was done."""

    def __init__(self, file: str, row: Row) -> None:
        super().__init__(file, row)
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def known_or(self, otherwise: T, read: Callable[[], T], meanwhile: str = "it counts as unknown") -> T:
        """A fact of the row; one that cannot be read is a problem and `otherwise` is taken, the row stands."""
        try:
            return read()
        except BadInputError as error:
            told = {(problem.key, problem.found) for problem in self.problems}
            self.problems += [
                replace(problem, remedy=f"{problem.remedy}; until then {meanwhile}")
                for problem in error.problems
                if (problem.key, problem.found) not in told
            ]
            return otherwise

    def whole_row(self) -> None:
        """Nothing, or BadInputError where the row cannot be read at all."""
        if self.row.faults and WHOLE_ROW in self.row.faults:
            raise BadInputError([self.row.faults[WHOLE_ROW]])

    def stated(self, column: str) -> str | None:
        """A text, or None where the cell is empty or cannot be read."""
        return self.known_or(None, lambda: self.text(column))

    def kept(self, column: str) -> str:
        """A text that decides nothing; empty where the cell cannot be read."""
        return self.stated(column) or ""

    def plain(self, column: str, reader: Callable[[str], Decimal], allowed: str) -> Decimal | None:
        """As in any table; text in a workbook is as doubtful as a cell between semicolons: Excel kept it as it came."""
        unclear = doubt(self.row[column], ";") if column in self.row.as_text else None
        if unclear is not None:
            remedy = "write it as a number, or as text without a thousands separator"
            raise self.fault(column, f"the text {unclear}", allowed, remedy)
        share = self.row[column].removesuffix("%").strip()
        if column.endswith("_pct") and share != self.row[column] and _NUMBER.fullmatch(share):
            raise self.fault(column, repr(self.row[column][:40]), allowed, f"write {share[:40]}")
        return super().plain(column, reader, allowed)

    def name(self, column: str, what: str) -> str:
        """The name that the row gives: one line of text that can be printed."""
        name = self.row[column]
        if not name:
            raise self.fault(column, "nothing", what, "name it")
        if len(name) > LONGEST_NAME or not name.isprintable():
            allowed = f"one line of at most {LONGEST_NAME} characters that can be printed"
            raise self.fault(column, repr(name[:60]), allowed, "shorten it, or take the line break out")
        return name

    def name_of(self, column: str, names: Names) -> str:
        """A name that another table must give."""
        name = self.row[column]
        if name in names.known:
            return name
        if name in names.left_out:
            found = f"{name[:60]!r}, which is in row {names.left_out[name]} of {names.file}"
            raise self.fault(column, found, "a name whose row has no problem of its own", "mend that row first")
        remedy = did_you_mean(name, names, f"add it to {names.file} or mend the name")
        if names.unnamed:
            row = f"row {names.unnamed[0]} of {names.file}"
            remedy = f"mend {row} first, whose name cannot be read; if it is not there, {remedy}"
        raise self.fault(column, repr(name[:60]) if name else "nothing", f"a name of {names.file}", remedy)

    def optional_name_of(self, column: str, names: Names) -> str | None:
        """A name that another table must give, or None where the cell is empty."""
        return self.name_of(column, names) if self.row[column] else None

    def number(self, column: str, allowed: str = "a number of zero or more") -> Decimal | None:
        """A plain number of zero or more, or None where the cell is empty."""
        value = self.plain(column, plain_number, allowed)
        if value is not None and not 0 <= value <= 10**15:
            raise self.fault(column, self.row[column][:40], allowed, "correct the figure")
        return value

    def whole(self, column: str, least: int, most: int) -> int | None:
        """A whole number (`2` or `2.0`), or None where the cell is empty."""
        allowed = f"a whole number from {least} to {most}"
        value = self.number(column, allowed)
        if value is not None and (value != int(value) or not least <= value <= most):
            raise self.fault(column, self.row[column][:40], allowed, "correct the figure")
        return None if value is None else int(value)

    def amount(self, column: str, *, zero: bool = False) -> Decimal:
        """A number of pieces; a figure that the run-down has to round by over 1 % is noted."""
        kind = "a number of zero or more" if zero else "a number above zero"
        allowed = f"{kind}, from {LEAST} to {MOST:,}" if not zero else f"{kind}, up to {MOST:,}"
        value = self.number(column, allowed)
        if value is None:
            raise self.fault(column, "nothing", allowed, "give the figure")
        if not (LEAST <= value <= MOST or (zero and value == 0)):
            remedy = "correct the figure, or count the item in another unit"
            raise self.fault(column, self.row[column][:40], allowed, remedy)
        micro = Fraction(value) * MICRO
        if ceil(micro) > micro * Fraction(101, 100):
            place = f"{self.file}, row {self.row.number}, {column}"
            self.notes.append(f"{place}: {self.row[column]} is counted as {Decimal(ceil(micro)) / MICRO}")
        return value

    def optional_amount(self, column: str) -> Decimal | None:
        """A number of pieces above zero, or None where the cell is empty."""
        return self.amount(column) if self.row[column] else None

    def day_text(self, column: str) -> str:
        """As in any table; that a time of day is not used is noted."""
        text = super().day_text(column)
        if text != self.row[column]:
            self.notes.append(
                f"{self.file}, {column}: a day with a time is read as that day; what is filed after office hours may "
                "count as of the next working day, and the hour is not used"
            )
        return text

    def past_day(self, column: str, as_of: date) -> date | None:
        """A day of something that has happened, so one that is not after the as-of day."""
        day = self.day(column)
        if day is not None and day > as_of:
            allowed = f"on or before the as-of day ({as_of})"
            raise self.fault(column, day.isoformat(), allowed, "mend the date, or ask as of a later day")
        return day

    def choice(self, column: str, allowed: Collection[str], otherwise: str) -> str:
        """One word of a closed list, in whatever case and with whatever between its parts: `Mon - Fri` is mon-fri.

        `otherwise` where the cell is empty.
        """
        word = self.row[column] or otherwise
        plain = {_joined(known): known for known in allowed}
        if _joined(word) not in plain:
            near = get_close_matches(_joined(word[:40]), plain, n=1, cutoff=_NEAR_WORD)
            remedy = f"did you mean {plain[near[0]]}? if not, choose one of these" if near else "choose one of these"
            raise self.fault(column, repr(word[:40]) if word else "nothing", ", ".join(allowed), remedy)
        return plain[_joined(word)]


class Totals:
    """How much of each item the rows of a table add up to, so that a sum beyond all measure is named."""

    def __init__(self, most: int = MOST_IN_ALL) -> None:
        self.sums: dict[str, Fraction] = {}
        self.most = most

    def add(self, cells: FolderCells, item: str, qty: Fraction) -> None:
        total = self.sums.get(item, Fraction(0)) + qty
        if total > self.most:
            found = f"over {self.most:,} of {item} with the rows above"
            raise cells.fault("qty", found, f"at most {self.most:,} in all", "correct the figures")
        self.sums[item] = total


def _joined(word: str) -> str:
    return re.sub(r"[\s_-]+", "", word).casefold()


def plain_number(text: str) -> Decimal:
    """`12`, `0.5`, `1e3`; ValueError for anything else, `1,000`, `1_000`, `NaN` and `inf` among it."""
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        raise ValueError(text[:40])
    return Decimal(text)
