"""The tables of one folder, read one after the other: sound rows are built, every fault is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from permeance.exposure.folder.cells import FolderCells, Names
from permeance.exposure.folder.sheets import SHEETS, UNUSED_COLUMNS
from permeance.materials.readers.csv import Row, Table, read_csv
from permeance.terms.problem import BadInputError, Problem

T = TypeVar("T")
EXCEL_ENDINGS = frozenset({".xls", ".xlsx", ".xlsm", ".ods"})
TABLE_ENDINGS = EXCEL_ENDINGS | {".csv", ".tsv", ".parquet"}


class Tables:
    """A folder's tables, with the problems found in them and notes on what is missing or not used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.read: set[str] = set()
        self.left_out: dict[str, list[Row]] = {}

    def rows(self, name: str, build: Callable[[FolderCells], T], *, once: bool = False) -> list[T]:
        """What is built from the rows of a table; a faulty row is a problem and left out.

        With `once` a row that repeats an earlier one in every cell is a fault: it would count double.
        """
        table = self._read(name)
        built: list[T] = []
        first: dict[tuple[str, ...], int] = {}
        for row in table.rows if table else ():
            cells, content = FolderCells(f"{name}.csv", row), tuple(row.cells.values())
            try:
                if once and content in first:
                    allowed = "each row once"
                    raise cells.fault(
                        "", f"the same cells as row {first[content]}", allowed, "add up what belongs together"
                    )
                first[content] = row.number
                built.append(build(cells))
            except BadInputError as error:
                self.left_out.setdefault(name, []).append(row)
                self.problems += [
                    replace(p, key=p.key or None, remedy=f"{p.remedy}; the row was left out") for p in error.problems
                ]
            self.problems += cells.problems
            self.notes += cells.notes
        return built

    def keyed(self, name: str, column: str, build: Callable[[FolderCells], T]) -> dict[str, T]:
        """Rows by the name in a column; a name that comes again is a problem and the first row stands."""
        found: dict[str, T] = {}
        first: dict[str, int] = {}

        def named(cells: FolderCells) -> None:
            key = cells.row[column]
            if key in found:
                raise cells.fault(column, f"{key[:60]!r} again (first in row {first[key]})", "each once", "remove one")
            found[key], first[key] = build(cells), cells.row.number

        self.rows(name, named)
        return found

    def faulty(self, name: str) -> bool:
        """Whether anything in a table could not be used."""
        return any(problem.file == f"{name}.csv" for problem in self.problems)

    def is_there(self, name: str) -> bool:
        path = self.folder / f"{name}.csv"
        return path.is_symlink() or path.exists()

    def names(self, name: str, column: str, known: Collection[str]) -> Names:
        """The names that a table gives, for the tables that refer to it."""
        left_out = {row[column]: row.number for row in self.left_out.get(name, ())}
        return Names(f"{name}.csv", known, left_out)

    def note_strangers(self) -> None:
        """Note every table in the folder that nothing reads: a misspelt name would otherwise pass in silence."""
        read = {f"{name}.csv" for name in SHEETS} | {book.name for book in self._workbooks().values()}
        strange = [p for p in sorted(self.folder.iterdir()) if p.suffix.lower() in TABLE_ENDINGS and p.name not in read]
        for path in strange[:10]:
            note = (
                f"{path.name[:80]!r} was not read: the tables are {', '.join(f'{name}.csv' for name in sorted(SHEETS))}"
            )
            excel = "; Excel is not read yet, save each sheet as CSV UTF-8 under the name of its table"
            self.notes.append(note + (excel if path.suffix.lower() in EXCEL_ENDINGS else ""))

    def _workbooks(self) -> dict[str, Path]:
        """Workbooks that bear the name of a table, for which there is no CSV file."""
        books = [p for p in sorted(self.folder.iterdir()) if p.suffix.lower() in EXCEL_ENDINGS]
        return {p.stem.lower(): p for p in books if p.stem.lower() in SHEETS and not self.is_there(p.stem.lower())}

    def _read(self, name: str) -> Table | None:
        """The table, or None with a note where it is absent; a table that cannot be read is a problem."""
        path, sheet, there = self.folder / f"{name}.csv", SHEETS[name], self.is_there(name)
        try:
            table = self._table(path, name) if there else None
        except BadInputError as error:
            self.problems += error.problems
            table = None
        if table is None:
            self.problems += self._missing(name)
            if sheet.cost is None:
                raise BadInputError(self.problems)
            if sheet.cost:
                self.notes.append(f"{name}.csv {'could not be read' if there else 'is missing'}: {sheet.cost}")
            return None
        self.read.add(name)
        self.problems += table.problems
        for column in UNUSED_COLUMNS.get(name, ()):
            if any(row[column] for row in table.rows):
                self.notes.append(f"{name}.csv, {column}: read but not used yet")
        return table

    def _missing(self, name: str) -> list[Problem]:
        """What to say of a table that is not there: a workbook stands in its place, or the folder needs it."""
        if self.is_there(name):
            return []
        book, file = self._workbooks().get(name), f"{name}.csv"
        if book is not None:
            remedy = f"save its sheet as CSV UTF-8 under the name {file}"
            return [Problem(book.name, None, None, "an Excel workbook, which is not read yet", file, remedy)]
        if SHEETS[name].cost is not None:
            return []
        allowed = "a table with " + ", ".join(SHEETS[name].required)
        return [Problem(file, None, None, "no such file", allowed, "add it")]

    def _table(self, path: Path, name: str) -> Table:
        sheet = SHEETS[name]
        return read_csv(path, sheet.required, sheet.optional, empty=sheet.cost is not None)
