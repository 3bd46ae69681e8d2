"""The tables of one folder, read one after the other: sound rows are built, every fault is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from permeance.determination.item_table import Cells
from permeance.exposure.folder.sheets import SHEETS, UNUSED_COLUMNS
from permeance.materials.readers.csv import Table, read_csv
from permeance.terms.problem import BadInputError, Problem

T = TypeVar("T")


class Tables:
    """A folder's tables, with the problems found in them and notes on what is missing or not used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.read: set[str] = set()

    def rows(self, name: str, build: Callable[[Cells], T]) -> list[T]:
        """What is built from the rows of a table; a faulty row is a problem and left out."""
        table = self._read(name)
        built: list[T] = []
        for row in table.rows if table else ():
            try:
                built.append(build(Cells(f"{name}.csv", row)))
            except BadInputError as error:
                self.problems += error.problems
        return built

    def keyed(self, name: str, column: str, build: Callable[[Cells], T]) -> dict[str, T]:
        """Rows by the name in a column; a name that comes again is a problem and the first row stands."""
        found: dict[str, T] = {}
        first: dict[str, int] = {}

        def once(cells: Cells) -> None:
            value, key = build(cells), cells.row[column]
            if key in found:
                raise cells.fault(column, f"{key[:60]!r} again (first in row {first[key]})", "each once", "remove one")
            found[key], first[key] = value, cells.row.number

        self.rows(name, once)
        return found

    def _read(self, name: str) -> Table | None:
        """The table, or None with a note where it is absent; a table that cannot be read is a problem."""
        path, sheet = self.folder / f"{name}.csv", SHEETS[name]
        if not path.exists():
            if sheet.cost is None:
                allowed = "a table with " + ", ".join(sheet.required)
                missing = Problem(f"{name}.csv", None, None, "no such file", allowed, "add it")
                raise BadInputError([*self.problems, missing])
            if sheet.cost:
                self.notes.append(f"{name}.csv is missing: {sheet.cost}")
            return None
        try:
            table = read_csv(path, sheet.required, sheet.optional)
        except BadInputError as error:
            self.problems += error.problems
            if sheet.cost is None:
                raise BadInputError(self.problems) from None
            if sheet.cost:
                self.notes.append(f"{name}.csv could not be read: {sheet.cost}")
            return None
        self.read.add(name)
        self.problems += table.problems
        for column in UNUSED_COLUMNS.get(name, ()):
            if any(row[column] for row in table.rows):
                self.notes.append(f"{name}.csv, {column}: read but not used yet")
        return table
