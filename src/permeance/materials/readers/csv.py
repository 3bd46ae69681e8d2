"""CSV as people write it: read whole or refused with the line, never half understood."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

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
    text = _text(path)
    before = csv.field_size_limit(MAX_BYTES)  # its own limit would end the reading at a long cell: we name its row
    try:
        return _table(path.name, text, (required, optional), empty)
    finally:
        csv.field_size_limit(before)  # it is the whole process's


def _table(name: str, text: str, columns: tuple[Sequence[str], Sequence[str]], empty: bool) -> Table:
    separator = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise BadInputError([_broken(name, 1, error)]) from None
    if not any(header):
        raise BadInputError([no_header(name, text, columns[0])])
    problems, usable = header_problems(name, header, *columns)
    if not usable:
        raise BadInputError(problems)
    rows = [replace(row, separator=separator) for row in _rows(reader, name, header, problems)]
    if not rows and not problems and not empty:
        problems.append(Problem(name, 2, None, "no row below the header", "at least one row", "add a row"))
    return Table(name, tuple(header), tuple(rows), tuple(problems))


def _text(path: Path) -> str:
    name, raw = path.name, read_bytes(path, MAX_BYTES, "a CSV file")
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


def no_header(name: str, text: str, required: Sequence[str]) -> Problem:
    found = "an empty first line" if text.strip() else "an empty file"
    return Problem(name, 1, None, found, "a header with " + ", ".join(required), "begin the file with its header")


def _broken(name: str, row: int, error: csv.Error) -> Problem:
    """Where quoting breaks, nobody can tell any more which row a line belongs to."""
    remedy = "mend the row; no row from here on was read"
    return Problem(name, row, None, f"broken quoting ({error})", "balanced quotes", remedy)


def header_problems(
    name: str, header: list[str], required: Sequence[str], optional: Sequence[str]
) -> tuple[list[Problem], bool]:
    """What is wrong with the header, and whether the table can be read all the same."""
    known = (*required, *optional)
    missing = [
        Problem(name, 1, column, "no such column", "this column is required", _add_or_rename(column, header, known))
        for column in required
        if column not in header
    ]
    doubled = [
        Problem(name, 1, column[:60], "the column twice", "each column once", "remove one of the two")
        for column in dict.fromkeys(header)
        if column and header.count(column) > 1
    ]
    strange = [
        Problem(
            name,
            1,
            column[:60] or None,
            "a column that is not known" if column else "a column without a name",
            ", ".join(known),
            _renamed(column, header, known),
        )
        for column in dict.fromkeys(header)
        if column not in known
    ]
    return missing + doubled + strange, not (missing or doubled)


def _add_or_rename(column: str, header: list[str], known: Sequence[str]) -> str:
    """What to do about a column that is missing: it may stand there under a name that is nearly its own."""
    near = next((strange for strange in header if strange not in known and _near(strange, [column])), None)
    return f"add the column {column}" if near is None else f"rename the column {near[:60]!r} to {column}"


def _renamed(column: str, header: list[str], known: Sequence[str]) -> str:
    near = _near(column, [name for name in known if name not in header])
    return f"rename it{f' to {near}, if that is meant' if near else ''}; it was not read"


def _near(column: str, names: Sequence[str]) -> str | None:
    """The name that was probably meant: `ship_date` for `Ship Date`."""
    plain = re.sub(r"[\s_-]+", "_", column.lower())
    return next(iter(get_close_matches(plain, names, n=1, cutoff=0.8)), None)


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
