"""An item table, row by row, as crossings: what a cell must look like, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from permeance.determination.crossing import EVIDENCE, Crossing
from permeance.law.folder import shipped_vocabulary
from permeance.law.vocabulary import OTHER
from permeance.materials.composition import CompositionError, parse_composition
from permeance.materials.readers.csv import Row
from permeance.materials.readers.ids import faulty_id
from permeance.materials.readers.table import read_table
from permeance.terms.composition import Composition
from permeance.terms.day import FIRST_YEAR, IN_THOSE_YEARS, LAST_YEAR, day_remedy, read_day, without_time
from permeance.terms.fact import Fact
from permeance.terms.form import Form
from permeance.terms.place import country_code, country_remedy
from permeance.terms.problem import BadInputError, Problem

REQUIRED = ("id",)
OPTIONAL = (
    "description", "form", "composition", "hs_code", "origin", "ship_from", "destination", "ship_date",
    "end_user", "end_use", "value", "properties", "exporter", "consignee", "military_end_user", "closed",
    "intentionally_added", "evidence", "reporting_limit_ppm", "grade",
)  # fmt: skip
MOST, DECIMALS = 10**15, 12  # beyond these a figure is a slip, and exact arithmetic on it only costs time
SHOWN = 8  # how many of the known words a message shows where none is near
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
_COMMA = re.compile(r"[+-]?[\d.]*,[\d,]*", re.ASCII)
_FIGURE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
T = TypeVar("T")


def read_items(path: Path) -> tuple[list[tuple[Row, Crossing | Problem]], list[Problem]]:
    """Every row of an item table as a crossing or as the problem that keeps it from being one."""
    table = read_table(path, REQUIRED, OPTIONAL, sheet="items")
    seen: dict[str, int] = {}
    answered: list[tuple[Row, Crossing | Problem]] = []
    for row in table.rows:
        answered.append((row, row_or_problem(table.file, row, seen)))
        seen.setdefault(row["id"], row.number)
    return answered, list(table.problems)


def row_or_problem(file: str, row: Row, seen: Mapping[str, int]) -> Crossing | Problem:
    """One row as a crossing, or the first thing that is wrong with it; `seen` holds the row in which each id stood."""
    problem = faulty_id(file, row, seen, "the item")
    if problem is not None:
        return problem
    try:
        return crossing_of(Cells(file, row))
    except BadInputError as error:
        return error.problems[0]


def figure(text: str) -> Decimal:
    """A number of zero or more as people write it, with a point; ValueError where it is none, or out of all measure."""
    if _FIGURE.fullmatch(text.strip()) is None:
        raise ValueError("a plain number with a point")
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -DECIMALS or not 0 <= value <= MOST:
        raise ValueError(f"a number from 0 to {MOST:,} with at most {DECIMALS} decimals")
    return value


def doubt(cell: str, separator: str) -> str | None:
    """Why a number may be another than it seems: `12.000` is twelve thousand where semicolons separate the cells."""
    if separator == ";" and _THOUSANDS.fullmatch(cell):
        return f"{cell!r}, which may be {cell.replace('.', '')} or {cell.partition('.')[0]} and a fraction"
    return None


def number_remedy(cell: str) -> str:
    """What to do about a cell that is not a plain number, as far as its cause can be seen."""
    if cell.startswith(("-", "−")):
        return "check the sign"
    if _COMMA.fullmatch(cell):
        return "write a point for a decimal comma, and no thousands separator"
    return "write a plain number with a point, no thousands separator"


class Cells:
    """The cells of one row, read as values; a faulty one raises BadInputError with its place."""

    def __init__(self, file: str, row: Row) -> None:
        self.file, self.row = file, row

    def text(self, column: str) -> str | None:
        return self.row[column] or None

    def read(self, column: str, reader: Callable[[str], T], allowed: str, remedy: str) -> T | None:
        """The value of a cell, or None where it is empty."""
        cell = self.row[column]
        if not cell:
            return None
        try:
            return reader(cell)
        except (ValueError, InvalidOperation):
            raise self.fault(column, repr(cell[:80]), allowed, remedy) from None

    def fault(self, column: str, found: str, allowed: str, remedy: str) -> BadInputError:
        return BadInputError([Problem(self.file, self.row.number, column, found, allowed, remedy)])

    def day(self, column: str) -> date | None:
        """An ISO date within the years that this project can speak about."""
        if not self.row[column]:
            return None
        try:
            value = read_day(self.day_text(column))
        except ValueError as error:
            raise self.fault(column, str(error), IN_THOSE_YEARS, day_remedy(self.row[column])) from None
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise self.fault(column, value.isoformat(), IN_THOSE_YEARS, "check the year")
        return value

    def day_text(self, column: str) -> str:
        """What stands in a cell for a day, without the time of day that a spreadsheet may keep with it."""
        return without_time(self.row[column])

    def fact(self, column: str) -> Fact:
        found = self.read(column, Fact.parse, "yes, no, unknown or empty", "state the fact or leave it empty")
        return Fact.UNKNOWN if found is None else found

    def country(self, column: str) -> str | None:
        cell = self.row[column]
        try:
            return country_code(cell) if cell else None
        except ValueError as error:
            raise self.fault(column, repr(cell[:80]), str(error), country_remedy(cell)) from None

    def number(self, column: str, allowed: str = "a number of zero or more") -> Decimal | None:
        return self.plain(column, figure, allowed)

    def plain(self, column: str, reader: Callable[[str], Decimal], allowed: str) -> Decimal | None:
        """A number that can be read in one way only, or None where the cell is empty."""
        unclear = doubt(self.row[column], self.row.separator)
        if unclear is not None:
            raise self.fault(column, unclear, allowed, "write it without a thousands separator, or with other decimals")
        return self.read(column, reader, allowed, number_remedy(self.row[column]))

    def form(self, column: str = "form") -> Form | None:
        return self.read(column, lambda cell: Form(cell.lower()), ", ".join(Form), "choose one of these")

    def composition(self) -> Composition | None:
        closed, limit = self.fact("closed"), self.number("reporting_limit_ppm")
        if not self.row["composition"]:
            return None
        try:
            return parse_composition(self.row["composition"], closed, limit)
        except CompositionError as error:
            raise self.fault("composition", error.found, error.allowed, error.remedy) from None

    def evidence(self) -> str | None:
        word = self.row["evidence"].lower()
        if word and word not in EVIDENCE:
            raise self.fault("evidence", repr(word[:40]), " or ".join(sorted(EVIDENCE)), "choose one of the two")
        return word or None

    def properties(self) -> dict[str, str]:
        pairs = [pair.strip() for pair in self.row["properties"].split(";") if pair.strip()]
        found: dict[str, str] = {}
        vocabulary = shipped_vocabulary()
        for pair in pairs:
            key, _, value = (part.strip() for part in pair.partition("="))
            if not value:
                raise self.fault("properties", repr(pair[:60]), "key=value; key=value", "give the key and its value")
            if key not in vocabulary.properties:
                raise self.fault("properties", f"the key {key[:60]!r}", *_near(key, vocabulary.properties))
            if key in found:
                raise self.fault("properties", f"the key {key} twice", "each key once", "remove one of the two")
            if key in vocabulary.measures:
                self._measure(pair, value)
            else:
                words = vocabulary.words.get(key) or {OTHER, *vocabulary.products}
                if value not in words:
                    raise self.fault("properties", repr(f"{key}={value[:40]}"), *_near(value, words))
            found[key] = value
        return found

    def _measure(self, pair: str, value: str) -> None:
        try:
            figure(value)
        except ValueError:
            allowed = "key=number, the number zero or more with a point"
            raise self.fault("properties", repr(pair[:60]), allowed, "write the figure without its unit") from None


def _near(found: str, known: Iterable[str]) -> tuple[str, str]:
    """What is allowed in place of an unknown word, the nearest ones first, and what to do."""
    words = sorted(known)
    near = get_close_matches(found, words, n=3, cutoff=0.5)
    shown = near or words[:SHOWN]
    more = len(words) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else ""), "use one of these; the reference lists them all"


def crossing_of(cells: Cells) -> Crossing:
    """One row as a crossing. Raises BadInputError for the first cell that cannot be read."""
    crossing = Crossing(
        id=cells.row["id"],
        form=cells.form(),
        composition=cells.composition(),
        ship_from=cells.country("ship_from"),
        destination=cells.country("destination"),
        ship_date=cells.day("ship_date"),
        description=cells.row["description"],
        grade=cells.row["grade"],
        customs_code=cells.text("hs_code"),
        origin=cells.country("origin"),
        exporter=cells.text("exporter"),
        consignee=cells.text("consignee"),
        end_user=cells.text("end_user"),
        end_use=cells.text("end_use"),
        military_end_user=cells.fact("military_end_user"),
        intentionally_added=cells.fact("intentionally_added"),
        evidence=cells.evidence(),
        properties=cells.properties(),
    )
    found = contradiction(crossing)
    if found is not None:
        raise cells.fault(*found)
    return crossing


def contradiction(crossing: Crossing) -> tuple[str, str, str, str] | None:
    """Two cells of a row that cannot both be so: the column, what was found, what is allowed, what to do."""
    stated = crossing.properties.get("product")
    forms = shipped_vocabulary().forms(stated) if stated else frozenset(Form)
    if crossing.form is not None and crossing.form not in forms:
        found, allowed = f"product={stated} in the form {crossing.form}", ", ".join(sorted(forms))
        return "properties", found, f"product={stated} in one of the forms {allowed}", "correct one of the two"
    if crossing.ship_from is not None and crossing.ship_from == crossing.destination:
        return "destination", crossing.ship_from, "another country than ship_from", "name where it crosses to"
    return None
