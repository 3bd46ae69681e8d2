"""Writes the answer as an Excel workbook in which no cell of the company's tables can become a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from permeance import __version__
from permeance.exposure.assess import Assessment
from permeance.exposure.rendering import SHARE_DIGITS, percent
from permeance.exposure.report import words
from permeance.exposure.report.sheets import Cell, Column, Kind, Sheet, sheets
from permeance.terms.file_placing import put_in_place

LONGEST = 32_767  # UTF-16 units in a cell, by Excel
LONGEST_PROPERTY = 255  # characters
CUT = " ... (cut here: a cell holds no more)"
MOST_ROWS = 1_000_000  # of a sheet; Excel has a few more
FIRST_DAY = 1900  # the first year that Excel has days of
LEAST_WIDTH, ROOM = 9, 2  # in characters; the room is for the arrow of the filter
NOTE_WIDTH, LINE_HEIGHT = 110, 15  # how wide a sentence above a table runs, in characters; a line of it in points
FROZEN_WIDTH = 26  # a first column that is no wider than this stays in sight
INK, PAPER, RULE, STOP = "#1b1b1b", "#f2efe6", "#d8d2c4", "#a8321f"
# What XML cannot hold, halves of characters, and what would turn the order of a line around.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
LIKE_A_FORMULA = re.compile(r"\s*[=+\-@]")


def write_workbook(assessment: Assessment, path: Path) -> None:
    """Write the workbook and put it in place whole or not at all. Raises BadInputError where it cannot."""
    put_in_place(path, workbook(assessment), "--xlsx")


def workbook(assessment: Assessment) -> bytes:
    """The workbook: the same bytes for the same assessment."""
    properties = {
        "title": fit(words.title(assessment))[:LONGEST_PROPERTY],
        "subject": words.made(assessment),
        "author": f"permeance {__version__}",
        "comments": words.NO_ADVICE,
        "created": datetime.combine(assessment.company.as_of, time()),
    }
    return xlsx_of(sheets(assessment), properties, synthetic=assessment.company.synthetic)


def xlsx_of(pages: Iterable[Sheet], properties: Mapping[str, object], *, synthetic: bool = False) -> bytes:
    """Sheets as a file. Nothing is made a formula, a link or a number for how its text looks."""
    made = BytesIO()
    as_it_is = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with Workbook(made, {"in_memory": True, **as_it_is}) as book:
        book.set_properties(dict(properties))
        writer = _Writer(book, synthetic=synthetic)
        for page in pages:
            writer.add(page)
    return made.getvalue()


def fit(text: str) -> str:
    """The text as a cell can hold it: without what XML cannot, and no longer than Excel allows."""
    text = UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LONGEST // 2 and _units(text) > LONGEST:
        kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
        text = kept.decode("utf-16-le", "ignore") + CUT
    return text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Writer:
    """Writes sheets into one workbook; each way to show a cell is made once."""

    def __init__(self, book: Workbook, *, synthetic: bool) -> None:
        self.book, self.synthetic = book, synthetic
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def add(self, sheet: Sheet) -> None:
        """One sheet: sentences and headings that stay in sight, rows, and what there is to say of them."""
        page = self.book.add_worksheet(sheet.name)
        rows = sheet.rows[:MOST_ROWS]
        widths = [_width(column, (row[n] for row in rows)) for n, column in enumerate(sheet.columns)]
        label = [f"{words.SYNTHETIC} {words.INVENTED}"] if self.synthetic else []
        cut = [f"Only the first {MOST_ROWS:,} rows of {len(sheet.rows):,} are shown."] if rows != sheet.rows else []
        head = self._notes(page, 0, [*label, *sheet.notes, *cut], widths)
        for n, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
            page.set_column(n, n, width)
            page.write_string(head, n, column.title, self._heading())
        for r, row in enumerate(rows, start=head + 1):
            for c, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
                self._write(page, (r, c), column, cell)
        last = head + len(rows)
        page.autofilter(head, 0, last, len(widths) - 1)
        page.freeze_panes(head + 1, 1 if widths[0] <= FROZEN_WIDTH else 0)
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, len(widths) - 1)}"})
        self._notes(page, last + 2, sheet.after, widths)
        self._print(page, head)

    def _notes(self, page: Worksheet, first: int, notes: Iterable[str], widths: list[float]) -> int:
        """Sentences over as many columns as they need, from a row on; gives the row that comes next."""
        last = next((n for n in range(len(widths)) if sum(widths[: n + 1]) >= NOTE_WIDTH), len(widths) - 1)
        said = [fit(note.strip()) for note in notes]
        room = 0.9 * sum(widths[: last + 1])
        for row, text in enumerate(said, start=first):
            look: dict[str, Any] = {"text_wrap": True, "valign": "top", "font_color": INK}
            if row == 0:  # the label of invented data, or the answer
                look |= {"bold": True, "font_color": STOP if self.synthetic else INK}
            elif row == 1 and self.synthetic:
                look["bold"] = True
            shown = self._format(**look)
            if last:
                page.merge_range(row, 0, row, last, "", shown)
            page.write_string(row, 0, text, shown)
            page.set_row(row, LINE_HEIGHT * math.ceil(_wide(text) / room))
        return first + len(said)

    def _write(self, page: Worksheet, place: tuple[int, int], column: Column, cell: Cell) -> None:
        """One cell by what it is; all text as text, whatever it begins with."""
        look: dict[str, Any] = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": RULE}
        if column.strong:
            look["bold"] = True
        if isinstance(cell, date) and cell.year < FIRST_DAY:
            cell = cell.isoformat()
        if cell is None:
            page.write_blank(*place, None, self._format(**look))
        elif isinstance(cell, str):
            text = fit(cell)
            # Excel then leaves it text even where somebody edits the cell.
            quoted = {"quote_prefix": True} if LIKE_A_FORMULA.match(text) else {}
            page.write_string(*place, text, self._format(**look, **quoted))
        elif isinstance(cell, date):
            shown = self._format(**look, num_format="yyyy-mm-dd", align="left")
            page.write_datetime(*place, datetime.combine(cell, time()), shown)
        else:
            number = round(float(cell), SHARE_DIGITS) if column.kind is Kind.SHARE else float(cell)
            page.write_number(*place, number, self._format(**look, num_format=_number_format(column.kind, number)))

    def _heading(self) -> Format:
        return self._format(
            bold=True, text_wrap=True, valign="top", bottom=2, bg_color=PAPER, font_color=INK, bottom_color=INK
        )

    def _print(self, page: Worksheet, head: int) -> None:
        """Landscape A4, as wide as the table, the sentences and headings on every page."""
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.repeat_rows(0, head)
        label = words.SYNTHETIC if self.synthetic else ""
        page.set_footer(f"&L{label}&C&A&Rpermeance {__version__}, page &P of &N")

    def _format(self, **look: Any) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]


def _number_format(kind: Kind, number: float) -> str:
    """A share never looks like none or all where it is not; days won have a sign."""
    if kind is Kind.GAIN:
        return "+0;-0;0"
    if kind is Kind.SHARE:
        shown = percent(number)
        return "0 %" if shown[0].isdigit() else f'"{shown}"'
    return "#,##0" if number == int(number) else "#,##0.######"


def _width(column: Column, cells: Iterable[Cell]) -> float:
    """As wide as the longest line of its cells and the longest word of its heading, within bounds."""
    longest = max((_wide(line) for cell in cells for line in _text(cell).split("\n")), default=0)
    heading = max(_wide(word) for word in column.title.split())
    title = min(_wide(column.title), column.most)
    return max(LEAST_WIDTH, heading + ROOM, min(max(longest, title) + ROOM, column.most))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _wide(text: str) -> int:
    """Characters of Latin width: a Chinese one takes two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
