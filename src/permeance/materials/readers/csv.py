"""CSV as people write it: read whole or refused with the line, never half understood."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader
from itertools import chain, islice
from pathlib import Path
from unicodedata import normalize

from permeance.materials.readers.csv_lines import KIND, MAX_BYTES, MAX_LINE, check_length, lines_of
from permeance.materials.readers.header import MOST_ABOVE, header_problems, lower_header, named, no_header
from permeance.terms.file_bytes import open_regular
from permeance.terms.problem import BadInputError, Problem

MAX_CELL = 20_000
MOST_NAMED = 20  # cells of one table that cannot be read
WHOLE_ROW = ""  # in the faults of a row: all of it


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its line in the file (the header is line 1 where it stands alone) and its cells.

    `faults` holds what keeps a cell from being read, by its column; under `WHOLE_ROW` what keeps the row from it.
    """

    number: int
    cells: Mapping[str, str]
    separator: str = ","
    faults: Mapping[str, Problem] | None = None
    as_text: Collection[str] = ()  # columns of a workbook whose cell holds as text what may be a figure

    def __getitem__(self, column: str) -> str:
        """The cell. Raises BadInputError where it holds no value of its own."""
        if self.faults and column in self.faults:
            raise BadInputError([self.faults[column]])
        return self.cells.get(column, "")

    def shown(self, column: str) -> str:
        """The cell as far as it can be read, for messages."""
        return self.cells.get(column, "")

    def is_doubtful(self, column: str) -> bool:
        """Whether what stands in a cell may be another thing than was meant."""
        return self.faults is not None and (column in self.faults or WHOLE_ROW in self.faults)


@dataclass(frozen=True, slots=True)
class Table:
    """A read table: file name, columns as found, rows, and the rows that could not be read."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    def sound(self) -> Table:
        """The table without the rows of which a cell cannot be read; each such cell is then a problem."""
        faults = [fault for row in self.rows if row.faults for fault in dict.fromkeys(row.faults.values())]
        if not faults:
            return self
        problems = [replace(fault, remedy=f"{fault.remedy}; the row was left out") for fault in faults[:MOST_NAMED]]
        left = len(faults) - MOST_NAMED
        if left > 0:
            found = f"{left:,} more cells without a value of their own"
            remedy = "mend them; their rows were left out"
            problems.append(Problem(self.file, None, None, found, "a value in each", remedy))
        rows = tuple(row for row in self.rows if not row.faults)
        return replace(self, rows=rows, problems=(*self.problems, *problems))


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table whose header is read and whose rows come as they are asked for, once; faulty ones join the problems."""

    file: str
    columns: tuple[str, ...]
    separator: str
    rows: Iterator[Row]
    problems: list[Problem]


def read_csv(
    path: Path, required: Sequence[str], optional: Sequence[str] = (), *, empty: bool = False, faulty: bool = False
) -> Table:
    """Read a table with a header. Raises BadInputError where the file as a whole cannot be used.

    Required columns must be there; a column that is not known is named as a problem and left unread. A row
    with too many or too few cells is named and left out; the others stand. A header alone is a problem unless
    `empty` says that there may be no row. With `faulty` such a row is handed on with its
    fault, which is no problem yet.
    """
    opened = open_csv(path, required, optional, empty=empty, most=MAX_BYTES, faulty=faulty)
    rows = tuple(opened.rows)
    return Table(opened.file, opened.columns, rows, tuple(opened.problems))


def open_csv(
    path: Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    empty: bool = False,
    most: int | None = None,
    faulty: bool = False,
) -> OpenTable:
    """A table as `read_csv` reads it, row by row, of a file of at most so many bytes or of any length.

    Raises BadInputError as `read_csv` does, for what stands behind the header only as the rows come to it.
    """
    file = open_regular(path, KIND)
    try:
        check_length(path.name, file, most)
        opened = _opened(path.name, file, (required, optional), empty)
        return opened if faulty else replace(opened, rows=_sound(opened.rows, opened.problems))
    except BaseException:
        file.close()
        raise


def _opened(name: str, file: BufferedReader, columns: tuple[Sequence[str], Sequence[str]], empty: bool) -> OpenTable:
    lines = lines_of(name, file)
    above = list(islice(lines, MOST_ABOVE))
    separator = _delimiter(above[0] if above else "")
    reader = csv.reader(chain(above, lines), delimiter=separator, strict=True)
    try:
        header = named(_next(reader) or [], *columns)
    except csv.Error as error:
        raise BadInputError([_broken(name, 1, error)]) from None
    problems, usable = header_problems(name, header, *columns) if any(header) else ([], False)
    if not usable:
        lower = lower_header(name, _first_rows("".join(above)), *columns)
        text = next((line for line in chain(above, lines) if line.strip()), "")
        raise BadInputError([lower] if lower else problems or [no_header(name, text, columns[0])])
    rows = _rows(reader, Header(name, header, {*columns[0], *columns[1]}), problems, separator)
    return OpenTable(name, tuple(header), separator, _all(rows, file, problems, name, empty), problems)


def _all(rows: Iterator[Row], file: BufferedReader, problems: list[Problem], name: str, empty: bool) -> Iterator[Row]:
    """The rows, or that there are none."""
    try:
        first = next(rows, None)
        if first is not None:
            yield first
            yield from rows
        elif not problems and not empty:
            problems.append(Problem(name, 2, None, "no row below the header", "at least one row", "add a row"))
    finally:
        file.close()


def _sound(rows: Iterator[Row], problems: list[Problem]) -> Iterator[Row]:
    """The rows that could be read; what is wrong with the others joins the problems."""
    for row in rows:
        if row.faults:
            faults = dict.fromkeys(row.faults.values())
            problems += [replace(fault, remedy=f"{fault.remedy}; the row was left out") for fault in faults]
        else:
            yield row


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next row as it was split; its own limit would end the reading at a long cell: we name its row."""
    before = csv.field_size_limit(MAX_LINE)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)  # it is the whole process's


def _delimiter(text: str) -> str:
    """Comma, or semicolon or tab where the header has more of them (as spreadsheets in Europe write)."""
    header = text[: len(text) if (end := re.search(r"[\r\n]", text)) is None else end.start()]
    return max((",", ";", "\t"), key=header.count)


def _first_rows(text: str) -> Iterator[list[str]]:
    """The first lines as rows, each by its own separator: a title above the header has none."""
    for line in text[:MAX_CELL].splitlines()[:MOST_ABOVE]:
        try:
            yield next(csv.reader([line], delimiter=_delimiter(line)), [])
        except csv.Error:
            yield []


def _broken(name: str, row: int, error: csv.Error) -> Problem:
    """Where quoting breaks, nobody can tell any more which row a line belongs to."""
    remedy = "mend the row; no row from here on was read"
    return Problem(name, row, None, f"broken quoting ({error})", "balanced quotes", remedy)


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns as found, and those of them that are read."""

    file: str
    columns: Sequence[str]
    known: Collection[str]


def _rows(reader: Iterator[list[str]], header: Header, problems: list[Problem], separator: str) -> Iterator[Row]:
    number, columns = 1, header.columns
    while True:
        number = getattr(reader, "line_num", number) + 1
        try:
            cells = _next(reader)
        except csv.Error as error:
            problems.append(_broken(header.file, number, error))
            return
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            found = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
            fault = Problem(header.file, number, None, found, f"{len(columns)}, as in the header", "mend the row")
            read = dict(zip(columns, (_tidied(cell[:MAX_CELL]) for cell in cells), strict=False))
            yield Row(number, read, separator, {WHOLE_ROW: fault})
        elif max(map(len, cells)) > MAX_CELL:
            yield _with_long_cells(header, number, dict(zip(columns, cells, strict=True)), separator)
        else:
            yield Row(number, dict(zip(columns, map(_tidied, cells), strict=True)), separator)


def _with_long_cells(header: Header, number: int, cells: Mapping[str, str], separator: str) -> Row:
    long = [column for column, cell in cells.items() if len(cell) > MAX_CELL]
    faults = too_long(header.file, number, [column for column in long if column in header.known])
    read = {column: "" if column in long else _tidied(cell) for column, cell in cells.items()}
    return Row(number, read, separator, faults or None)


def too_long(file: str, row: int, columns: Sequence[str]) -> dict[str, Problem]:
    """The fault of cells of one row that are too long: it is told once, by the first of them."""
    found = f"a cell of over {MAX_CELL} characters"
    return dict.fromkeys(columns, Problem(file, row, next(iter(columns), None), found, "shorter text", "shorten it"))


def _tidied(cell: str) -> str:
    """Without spaces around; one spelling for a name with an umlaut."""
    text = cell.strip()
    return text if text.isascii() else normalize("NFC", text)
