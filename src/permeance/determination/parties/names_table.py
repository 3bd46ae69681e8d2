"""A table of names to be screened, CSV or Excel, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from permeance.determination.parties.lists.rows import Faults, name_fault, other_names
from permeance.materials.readers.csv import Row
from permeance.materials.readers.ids import faulty_id
from permeance.materials.readers.table import read_table
from permeance.terms.place import country_code, country_remedy
from permeance.terms.problem import Problem

REQUIRED = ("id", "name")
OPTIONAL = ("other_names", "country", "address", "city", "role", "note")
UNREAD = ("address", "city", "role", "note")  # kept for the reader's own use; nothing is decided by them


@dataclass(frozen=True, slots=True)
class Named:
    """One party to be screened: its name, its other names, and its country where one is given."""

    id: str
    row: int
    names: tuple[str, ...]
    country: str | None


def read_names(path: Path) -> tuple[list[tuple[Row, Named | Problem]], list[Problem]]:
    """Every row as a party or as the problem that keeps it from being one, and what else is wrong with the table.

    A country that cannot be read is a problem, and the name is screened all the same. Raises BadInputError where the
    file as a whole cannot be used.
    """
    table = read_table(path, REQUIRED, OPTIONAL, sheet="names")
    problems, first = list(table.problems), dict[str, int]()
    answered: list[tuple[Row, Named | Problem]] = []
    for row in table.rows:
        answered.append((row, _row(table.file, row, first, problems)))
        first.setdefault(row["id"], row.number)
    return answered, problems


def _row(file: str, row: Row, first: dict[str, int], problems: list[Problem]) -> Named | Problem:
    problem = faulty_id(file, row, first, "the party")
    if problem is not None:
        return problem
    fault = name_fault(row["name"])
    if fault is not None:
        return Problem(file, row.number, "name", *fault, "write the party's name; the row was not screened")
    faults = Faults(file)
    others = other_names(row["other_names"].split(";"), row.number, "other_names", faults)
    problems += faults.all()
    names = tuple(dict.fromkeys(" ".join(name.split()) for name in (row["name"], *others)))
    return Named(row["id"], row.number, names, _country(file, row, problems))


def _country(file: str, row: Row, problems: list[Problem]) -> str | None:
    word = row["country"]
    try:
        return country_code(word) if word else None
    except ValueError as error:
        remedy = f"{country_remedy(word)}; the name was screened all the same"
        problems.append(Problem(file, row.number, "country", repr(word[:40]), str(error), remedy))
        return None
