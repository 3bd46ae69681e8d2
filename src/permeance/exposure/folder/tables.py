"""The tables of one folder, read one after the other: sound rows are built, every fault is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from permeance.exposure.folder.cells import FolderCells
from permeance.exposure.folder.names import Names
from permeance.exposure.folder.settings import KEYS, SettingsSheet
from permeance.exposure.folder.sheets import SHEETS, UNUSED_COLUMNS
from permeance.materials.readers.csv import Row, Table, read_csv
from permeance.materials.readers.excel import ENDING, OTHER_ENDINGS, Workbook, read_workbook
from permeance.materials.readers.header import UNKNOWN, own_columns
from permeance.terms.problem import BadInputError, Problem

T = TypeVar("T")
EXCEL_ENDINGS = OTHER_ENDINGS | {ENDING}
TABLE_ENDINGS = EXCEL_ENDINGS | {".csv", ".tsv", ".parquet"}
MOST_NAMED = 10  # columns that nobody reads
BOOK = "company"  # the workbook that may hold every table, a sheet each


class Tables:
    """A folder's tables, with the problems found in them and notes on what is missing or not used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.read: set[str] = set()
        self.seen: dict[str, Table | None] = {}  # each table that was looked for, as it was found
        self.files: dict[str, str] = {}  # where each table was found, as messages name it
        self._books: dict[Path, Workbook | None] = {}
        self.left_out: dict[str, list[Row]] = {}

    def rows(self, name: str, build: Callable[[FolderCells], T], *, once: bool = False) -> list[T]:
        """What is built from the rows of a table; a faulty row is a problem and left out.

        With `once` a row that repeats an earlier one in every cell is a fault: it would count double.
        """
        table = self._read(name)
        built: list[T] = []
        first: dict[tuple[str, ...], int] = {}
        for row in table.rows if table else ():
            if not row.faults and not any(map(row.shown, self._columns(name))):
                continue  # nothing but a remark in a column of somebody's own
            cells, content = FolderCells(self.file(name), row), tuple(row.cells.values())
            try:
                cells.whole_row()
                if once and content in first and not row.faults:
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
                told = {(problem.row, problem.key, problem.found) for problem in error.problems}
                cells.problems = [p for p in cells.problems if (p.row, p.key, p.found) not in told]
            self.problems += cells.problems
            self.notes += cells.notes
        return built

    def _columns(self, name: str) -> tuple[str, ...]:
        return (*SHEETS[name].required, *SHEETS[name].optional)

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

    def file(self, name: str) -> str:
        """Where a table stands, as messages name it: `stock.csv`, or `company.xlsx, sheet stock`."""
        return self.files.get(name, f"{name}.csv")

    def faulty(self, name: str) -> bool:
        """Whether anything in a table could not be used."""
        return any(problem.file == self.file(name) for problem in self.problems)

    def is_there(self, name: str) -> bool:
        return self._is_csv(name) or self._own_book(name) is not None or self._sheet(name) is not None

    def lost(self, name: str) -> str | None:
        """How a table lacks, as a message says it after its name; None where it could be read."""
        if self.seen.get(name) is not None:
            return "holds no sound row" if self.left_out.get(name) and not self._any_sound(name) else None
        return "could not be read" if self.is_there(name) else "is missing"

    def _any_sound(self, name: str) -> bool:
        table = self.seen[name]
        return table is not None and len(table.rows) > len(self.left_out.get(name, ()))

    def names(self, name: str, column: str, known: Collection[str]) -> Names:
        """The names that a table gives, for the tables that refer to it."""
        rows = self.left_out.get(name, ())
        left_out = {row.shown(column): row.number for row in rows if row.shown(column)}
        unnamed = tuple(row.number for row in rows if row.is_doubtful(column) and not row.shown(column))
        return Names(self.file(name), known, left_out, unnamed)

    def settings_sheet(self) -> SettingsSheet | None:
        """The sheet `company` of the workbook; None where there is none. A key is read in any case."""
        book = self.company_book()
        sheet = book.sheet_named(BOOK) if book else None
        if book is None or sheet is None:
            return None
        columns = ("key", "value", "note")
        table = self._without_own(book.table(sheet, columns[:2], columns[2:], empty=True), columns)
        sound = table.sound()
        self.problems += sound.problems
        given = [row for row in sound.rows if row["value"]]
        keys = [key.lower() if (key := row["key"]).lower() in KEYS else key for row in given]
        return SettingsSheet(
            table.file,
            {key: row["value"] for key, row in zip(keys, given, strict=True)},
            {key: row.number for key, row in zip(keys, given, strict=True)},
            frozenset("" if row.is_doubtful("key") else row.shown("key").lower() for row in table.rows if row.faults),
        )

    def reads_sheet(self, name: str, sheet: str) -> bool:
        """Whether a table is read from this sheet of the workbook."""
        return self._sheet(name) == sheet and self.other(name) is None

    def other(self, name: str) -> str | None:
        """The file that goes before the sheet of the workbook."""
        own = self._own_book(name)
        return f"{name}.csv" if self._is_csv(name) else own.name if own else None

    def _is_csv(self, name: str) -> bool:
        path = self.folder / f"{name}.csv"
        return path.is_symlink() or path.exists()

    def own_books(self) -> dict[str, Path]:
        """Workbooks that bear the name of a table, for which there is no CSV file."""
        books = [p for p in sorted(self.folder.iterdir()) if p.suffix.lower() in EXCEL_ENDINGS]
        return {p.stem.lower(): p for p in books if p.stem.lower() in SHEETS and not self._is_csv(p.stem.lower())}

    def _own_book(self, name: str) -> Path | None:
        return self.own_books().get(name)

    def company_path(self) -> Path | None:
        books = [p for p in sorted(self.folder.iterdir()) if p.suffix.lower() in EXCEL_ENDINGS]
        return next((p for p in books if p.stem.lower() == BOOK), None)

    def company_book(self) -> Workbook | None:
        path = self.company_path()
        return self._book(path) if path else None

    def _book(self, path: Path) -> Workbook | None:
        """A workbook, read once; one that cannot be read is a problem once."""
        if path not in self._books:
            self._books[path] = None
            try:
                self._books[path] = read_workbook(path)
            except BadInputError as error:
                self.problems += error.problems
        return self._books[path]

    def _sheet(self, name: str) -> str | None:
        book = self.company_book()
        return book.sheet_named(name) if book else None

    def look(self, name: str) -> None:
        """Read a table of which no row is built, so that what is wrong with it as a whole is said."""
        try:
            table = self._table(name) if self.is_there(name) else None
            self.problems += table.sound().problems if table else ()
        except BadInputError as error:
            self.problems += error.problems
            table = None
        self.seen[name] = table
        if table is None and not self.is_there(name) and SHEETS[name].cost is None:
            self.problems.append(self._absent(name))

    def _absent(self, name: str) -> Problem:
        """A table that is needed and not there."""
        company = self.company_path()
        found = f"neither such a file nor a sheet of {company.name}" if company else "no such file"
        allowed = "a table with " + ", ".join(SHEETS[name].required)
        return Problem(f"{name}.csv", None, None, found, allowed, "add it")

    def _read(self, name: str) -> Table | None:
        """The table, or None with a note where it is absent; a table that cannot be read is a problem."""
        sheet, there = SHEETS[name], self.is_there(name)
        try:
            table = self._table(name) if there else None
        except BadInputError as error:
            self.problems += error.problems
            table = None
        self.seen[name] = table
        if table is None:
            if not there and sheet.cost is None:
                self.problems.append(self._absent(name))
            if sheet.cost is None:
                raise BadInputError(self.problems)
            if sheet.cost:
                self.notes.append(f"{self.file(name)} {'could not be read' if there else 'is missing'}: {sheet.cost}")
            return None
        self.read.add(name)
        self.problems += table.problems
        for column in UNUSED_COLUMNS.get(name, ()):
            if any(row.shown(column) for row in table.rows):
                self.notes.append(f"{self.file(name)}, {column}: read but not used yet")
        return table

    def _table(self, name: str) -> Table | None:
        """The table as it stands; a column that somebody keeps in it for himself is noted."""
        table = self._found(name)
        return table and self._without_own(table, self._columns(name))

    def _without_own(self, table: Table, known: Sequence[str]) -> Table:
        own = own_columns(table.columns, known)
        if own:
            named = ", ".join(repr(column[:40]) for column in own[:MOST_NAMED])
            more = f" and {len(own) - MOST_NAMED} more" if len(own) > MOST_NAMED else ""
            self.notes.append(f"{table.file}: left unread, since the table has no such column: {named}{more}")
        shown = {column[:60] for column in own}
        problems = [p for p in table.problems if not (p.found == UNKNOWN and p.key in shown)]
        return replace(table, problems=tuple(problems))

    def _found(self, name: str) -> Table | None:
        """From a CSV file, else from a workbook of the table's name, else from its sheet in the company's workbook."""
        sheet = SHEETS[name]
        own = self._own_book(name)
        if self._is_csv(name):
            path, may_be_empty = self.folder / f"{name}.csv", sheet.cost is not None
            return read_csv(path, sheet.required, sheet.optional, empty=may_be_empty, faulty=True)
        self.files[name] = own.name if own else f"{BOOK}{ENDING}"
        book = self._book(own) if own else self.company_book()
        if book is None:
            return None
        which = book.the_sheet(name) if own else self._sheet(name)
        self.files[name] = f"{book.file}, sheet {(which or name).strip()[:40]}"
        return book.table(which or name, sheet.required, sheet.optional, empty=sheet.cost is not None)
