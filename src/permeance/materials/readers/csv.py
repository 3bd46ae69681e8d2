"""CSV as people write it: read whole or refused with the line, never half understood."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from permeance.materials.readers.header import MOST_ABOVE, header_problems, lower_header, named, no_header
from permeance.terms.file_bytes import read_bytes
from permeance.terms.problem import BadInputError, Problem

MAX_BYTES = 64 * 1024 * 1024
MAX_CELL = 20_000
# How files begin that are often saved under the name of a table.
NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook or another archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its line in the file (the header is line 1 where it stands alone) and its cells."""

    number: int
    cells: Mapping[str, str]
    separator: str = ","

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A read table: file name, columns as found, rows, and the rows that could not be read."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_csv(path: Path, required: Sequence[str], optional: Sequence[str] = (), *, empty: bool = False) -> Table:
    """Read a table with a header. Raises BadInputError where the file as a whole cannot be used.

    Required columns must be there; a column that is not known is named as a problem and left unread. A row
    with too many or too few cells is named and left out; the others stand. A header alone is a problem unless
    `empty` says that there may be no row.
    """
    text = csv_text(path)
    before = csv.field_size_limit(MAX_BYTES)  # its own limit would end the reading at a long cell: we name its row
    try:
        return _table(path.name, text, (required, optional), empty)
    finally:
        csv.field_size_limit(before)  # it is the whole process's


def _table(name: str, text: str, columns: tuple[Sequence[str], Sequence[str]], empty: bool) -> Table:
    separator = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = named(next(reader, []), *columns)
    except csv.Error as error:
        raise BadInputError([_broken(name, 1, error)]) from None
    problems, usable = header_problems(name, header, *columns) if any(header) else ([], False)
    if not usable:
        lower = lower_header(name, _first_rows(text), *columns)
        raise BadInputError([lower] if lower else problems or [no_header(name, text, columns[0])])
    rows = [replace(row, separator=separator) for row in _rows(reader, name, header, problems)]
    if not rows and not problems and not empty:
        problems.append(Problem(name, 2, None, "no row below the header", "at least one row", "add a row"))
    return Table(name, tuple(header), tuple(rows), tuple(problems))


def csv_text(path: Path, most: int | None = None) -> str:
    """The text of a CSV file of at most so many bytes, or of `MAX_BYTES`.

    Raises BadInputError where it is none, with the row.
    """
    name, raw = path.name, read_bytes(path, most or MAX_BYTES, "a CSV file")
    kind = next((words for start, words in NOT_CSV.items() if raw.startswith(start)), None)
    if kind is not None:
        workbook = " or, if it is a workbook, as .xlsx" if "Excel" in kind else ""
        raise BadInputError([Problem(name, None, None, kind, "a CSV file in UTF-8", f"save it as CSV UTF-8{workbook}")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise BadInputError(
            [
                Problem(
                    name,
                    row,
                    None,
                    f"a byte that is not UTF-8 (0x{raw[error.start]:02x})",
                    "UTF-8",
                    "save as UTF-8",
                )
            ]
        ) from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise BadInputError([Problem(name, row, None, "a NUL character", "text", "export the table as CSV again")])
    return text


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


def _rows(reader: Iterator[list[str]], name: str, header: list[str], problems: list[Problem]) -> Iterator[Row]:
    number = 1
    while True:
        number = getattr(reader, "line_num", number) + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(_broken(name, number, error))
            return
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            found = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
            allowed = f"{len(header)}, as in the header"
            problems.append(Problem(name, number, None, found, allowed, "mend the row; it was left out"))
        elif any(len(cell) > MAX_CELL for cell in cells):
            problems.append(
                Problem(name, number, None, f"a cell of over {MAX_CELL} characters", "shorter text", "shorten it")
            )
        else:
            composed = (normalize("NFC", cell.strip()) for cell in cells)  # one spelling for a name with an umlaut
            yield Row(number, dict(zip(header, composed, strict=True)))
