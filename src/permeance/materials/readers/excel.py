"""Excel workbooks (.xlsx) as people keep them: each sheet a table, its cells as text just as CSV would give them.

A figure is written with at most 15 digits, as many as Excel keeps of what is typed: 12.1 is 12.1. A day is written as
2025-05-12. Formulas count with the results that Excel stored; macros and passwords are refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from permeance.materials.readers.csv import MAX_CELL, Row, Table, too_long
from permeance.materials.readers.header import MOST_ABOVE, header_problems, lower_header, named, no_header
from permeance.materials.readers.workbook_scan import SheetScan, WorkbookError, scan
from permeance.terms.file_bytes import read_bytes
from permeance.terms.problem import BadInputError, Problem

MAX_BYTES = 64 * 1024 * 1024
ENDING = ".xlsx"
OTHER_ENDINGS = frozenset({".xls", ".xlsm", ".xlsb", ".ods"})
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_ALLOWED = "an Excel workbook (.xlsx)"


@dataclass(frozen=True, slots=True)
class Cells:
    """A sheet as text, row by row from row 1 on, with what keeps rows from being read, by row."""

    hidden: bool
    rows: tuple[tuple[str, ...], ...]
    faults: tuple[tuple[int, int, int, str], ...]  # row, first and last column (from 0), what was found
    as_text: Collection[tuple[int, int]] = ()  # row, column (from 0) of text that begins as a figure


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: its file and its sheets by name, in their order."""

    file: str
    sheets: Mapping[str, Cells]

    def sheet_named(self, name: str) -> str | None:
        """The sheet that bears a name, in whatever case it is written."""
        return next((sheet for sheet in self.sheets if sheet.strip().lower() == name), None)

    def the_sheet(self, name: str) -> str:
        """The sheet of that name, else the only one that is not hidden. Raises BadInputError where it is not clear."""
        named, seen = self.sheet_named(name), [sheet for sheet, cells in self.sheets.items() if not cells.hidden]
        if named is not None:
            return named
        if len(seen) == 1:
            return seen[0]
        found = "the sheets " + ", ".join(repr(sheet[:40]) for sheet in seen[:8]) if seen else "no sheet that is seen"
        problem = Problem(self.file, None, None, found, f"one sheet, or one named {name}", f"name it {name}")
        raise BadInputError([problem])

    def table(self, sheet: str, required: Sequence[str], optional: Sequence[str] = (), *, empty: bool = False) -> Table:
        """A sheet as a table, by the rules of `read_csv`; a row of which a cell holds no value has it in its faults.

        Raises BadInputError where the sheet cannot be used.
        """
        label, cells = f"{self.file}, sheet {sheet.strip()[:40]}", self.sheets[sheet]
        if cells.hidden:
            remedy = "show the sheet, or delete it"
            raise BadInputError([Problem(label, None, None, "a hidden sheet", "one that can be seen", remedy)])
        header = cells.rows[0] if cells.rows else ()
        used = max((n + 1 for row in cells.rows for n, cell in enumerate(row) if cell), default=0)
        header = tuple(named(header[:used], required, optional))
        problems, usable = header_problems(label, list(header), required, optional) if any(header) else ([], False)
        if not usable:
            lower = lower_header(label, cells.rows[:MOST_ABOVE], required, optional)
            above = "rows" if any(any(row) for row in cells.rows) else ""
            raise BadInputError([lower] if lower else problems or [no_header(label, above, required)])
        known = {*required, *optional}
        problems += _header_faults(label, header, known, cells.faults)
        rows = list(_rows(label, header, known, cells))
        if not rows and not problems and not empty:
            problems.append(Problem(label, 2, None, "no row below the header", "at least one row", "add a row"))
        return Table(label, header, tuple(rows), tuple(problems))


def read_workbook(path: Path) -> Workbook:
    """Read a workbook. Raises BadInputError where the file as a whole cannot be used."""
    raw = read_bytes(path, MAX_BYTES, _ALLOWED, "split it, or save its sheets as CSV")
    try:
        return Workbook(path.name, _sheets(raw))
    except WorkbookError as error:
        problem = Problem(path.name, None, None, error.found, error.allowed, error.remedy)
        raise BadInputError([problem]) from None


def _sheets(raw: bytes) -> Mapping[str, Cells]:
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise WorkbookError("a workbook under a password", "one without", "take the password off and save it")
        raise WorkbookError("an old Excel workbook", _ALLOWED, "save it as .xlsx in Excel")
    if not raw.startswith(_ZIP):
        found = "an empty file" if not raw else "a file that is no Excel workbook"
        raise WorkbookError(found, _ALLOWED, "save it as .xlsx in Excel")
    scanned = scan(raw)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(raw)) as book:
            return {
                meta.name: _cells(book.get_sheet_by_name(meta.name), scanned[meta.name], _is_hidden(meta.visible))
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet and meta.name in scanned
            }
    except (CalamineError, ValueError, OverflowError):
        found = "a workbook that cannot be read"
        raise WorkbookError(found, "a workbook as Excel writes it", "save it again in Excel") from None


def _is_hidden(visible: SheetVisibleEnum) -> bool:
    return visible is not SheetVisibleEnum.Visible


def _cells(sheet: CalamineSheet, scanned: SheetScan, hidden: bool) -> Cells:
    # An empty sheet has no area; else rows are counted from row 1 on.
    grid = sheet.to_python(skip_empty_area=False) if scanned.rows else []
    faults = [(row + 1, column, column, what) for (row, column), what in sorted(scanned.bad.items())]
    faults += _merged(sheet.merged_cell_ranges or [], scanned)
    rows, as_text = [], set()
    for r, row in enumerate(grid):
        texts = [_text(value) for value in row]
        for c, value in enumerate(row):
            if isinstance(value, float) and (r, c) in scanned.percent:
                texts[c] = f"{_plain(value * 100)}%"
            elif isinstance(value, float) and (r, c) in scanned.padded:
                texts[c] = texts[c].zfill(scanned.padded[r, c])
            elif isinstance(value, float) and abs(value) >= 10**15:
                faults.append((r + 1, c, c, "a figure of over 15 digits, of which Excel keeps 15"))
            elif isinstance(value, str) and texts[c][:1].isdigit():
                as_text.add((r + 1, c))
        rows.append(tuple(texts))
    return Cells(hidden, tuple(rows), tuple(sorted(faults, key=lambda fault: fault[0])), as_text)


def _merged(
    ranges: Collection[tuple[tuple[int, int], tuple[int, int]]], scanned: SheetScan
) -> Iterator[tuple[int, int, int, str]]:
    """Each row that a merged cell touches within the table: which row or column its value is meant for is not known."""
    for (top, left), (bottom, right) in ranges:
        if left < scanned.columns:
            found = f"merged cells {_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
            for row in range(top, min(bottom + 1, scanned.rows)):
                yield row + 1, left, right, found


def _rows(label: str, header: Sequence[str], known: Collection[str], cells: Cells) -> Iterator[Row]:
    """The rows below the header that hold anything, with what is wrong with them."""
    faults = _faults(label, header, known, cells)
    as_text: dict[int, list[str]] = {}
    for number, place in cells.as_text:
        as_text.setdefault(number, []).extend(header[place : place + 1])
    for number, row in enumerate(cells.rows[1:], start=2):
        if any(row) or number in faults:
            read = {name: cell if len(cell) <= MAX_CELL else "" for name, cell in zip(header, row, strict=False)}
            yield Row(number, read, faults=faults.get(number), as_text=as_text.get(number, ()))


def _header_faults(
    label: str, header: Sequence[str], known: Collection[str], faults: Iterable[tuple[int, int, int, str]]
) -> Iterator[Problem]:
    """What keeps names of the header from being read; a name that no known column bears does not matter."""
    for row, first, _, found in faults:
        named = header[first] if first < len(header) else ""
        if row == 1 and (named in known or not named):
            done = f"{_remedy(found)}; the header stands as read"
            yield Problem(label, 1, named[:60] or _letters(first), found, _OWN_VALUE, done)


def _faults(
    label: str, header: Sequence[str], known: Collection[str], cells: Cells
) -> Mapping[int, Mapping[str, Problem]]:
    """What keeps cells of the known columns from being read, by row and column; nothing reads the others."""
    found: dict[int, dict[str, Problem]] = {}
    for row, first, last, what in cells.faults:
        for column in header[first : last + 1] if row > 1 else ():
            if column in known:
                fault = Problem(label, row, column, what, _OWN_VALUE, _remedy(what))
                found.setdefault(row, {}).setdefault(column, fault)
    for number, texts in enumerate(cells.rows[1:], start=2):
        if max(map(len, texts), default=0) > MAX_CELL:
            long = [n for n, text in zip(header, texts, strict=False) if n in known and len(text) > MAX_CELL]
            if long:
                found[number] = too_long(label, number, long) | found.get(number, {})
    return found


def _remedy(found: str) -> str:
    return _REMEDIES.get(found.split(maxsplit=1)[0], _REMEDIES["the"])


_OWN_VALUE = "a value in a cell of its own"
_REMEDIES = {
    "the": "mend the formula",
    "a": "open the workbook in Excel and save it, or write the value as text",
    "merged": "unmerge them and write each row out",
}


def _letters(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def _text(value: str | bool | float | date | datetime | time | timedelta) -> str:
    """A cell as CSV would have it."""
    if isinstance(value, str):
        return normalize("NFC", value.strip())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return _plain(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _plain(value: float) -> str:
    """A figure as it was typed: Excel keeps 15 digits of it, and a float of 17 would show what nobody wrote."""
    text = format(Decimal(format(value, ".15g")), "f")
    return "0" if text in ("-0", "0") else text
