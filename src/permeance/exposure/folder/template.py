"""An empty company folder to fill in: CSV tables with a guide, or one workbook with drop-downs and notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from permeance.exposure.folder.choices import CHOICES
from permeance.exposure.folder.guide import GUIDES, SETTINGS, is_day
from permeance.exposure.folder.sheets import SHEETS
from permeance.exposure.folder.tables import BOOK
from permeance.terms.problem import BadInputError, Problem

FILLED_ROWS = 2_000  # how far down drop-downs and formats reach
_TEXT_COLUMNS = frozenset(
    {"item", "parent", "product", "hs_code", "application", "licence", "po", "po_line", "version"}
)


def write_template(folder: Path, *, excel: bool) -> list[Path]:
    """Write the tables into a folder and give their paths. Where one exists, BadInputError and nothing is written."""
    contents = _workbook_files() if excel else _csv_files()
    taken = [name for name in contents if (folder / name).exists() or (folder / name).is_symlink()]
    if taken:
        allowed, remedy = "files that are not there yet", "choose another folder, or move them; nothing was written"
        raise BadInputError([Problem(name, None, None, "a file that is there", allowed, remedy) for name in taken])
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            with (folder / name).open("xb") as file:
                file.write(content)
            written.append(folder / name)
    except OSError as error:
        for path in written:
            path.unlink()
        found = f"{error.strerror} ({error.filename})"
        remedy = "choose another folder; nothing was written"
        raise BadInputError([Problem(str(folder), None, None, found, "a folder to write into", remedy)]) from None
    return written


def _csv_files() -> dict[str, bytes]:
    files = {f"{name}.csv": ",".join(_columns(name)) + "\n" for name in SHEETS}
    files["company.toml"] = _SETTINGS_FILE
    files["README.txt"] = _readme(excel=False)
    return {name: text.encode() for name, text in files.items()}


def _workbook_files() -> dict[str, bytes]:
    return {f"{BOOK}.xlsx": _workbook(), "README.txt": _readme(excel=True).encode()}


def _columns(table: str) -> tuple[str, ...]:
    return (*SHEETS[table].required, *SHEETS[table].optional)


_SETTINGS_FILE = """# Take the mark # away from a line to fill it in.
# name = "Example Motors"
# country = "US"
# as_of = 2025-05-12             # the day of the question; without it today
# synthetic = true               # if the figures are invented
# priority = ["LINE-1", "LINE-2"]  # who is served first in a shortage
# closed = ["2026-05-01", "2026-12-24:2027-01-01"]  # days on which no line builds; none is assumed

# Days that you know better than the shipped ones: [shortest, most likely, longest].
# [delays]
# transit_air = [3, 5, 10]
"""


def _readme(*, excel: bool) -> str:
    lines = [
        "How to fill this folder in",
        "==========================",
        "",
        "Only items, bom and demand are needed. A table without rows says that there is nothing of its kind: no stock,",
        f"nothing filed. Where you do not know, delete the {'sheet' if excel else 'file'} instead.",
        "Days are written as 2025-05-12, numbers with a point and without separators.",
        "",
        "  permeance check FOLDER    says what is wrong or missing, and what that costs",
        "  permeance assess FOLDER   says which line stops on which day",
        "",
    ]
    for name, guide in GUIDES.items():
        needed = " (needed)" if SHEETS[name].cost is None else ""
        lines += [f"{name}{needed}: a row is {guide.row}", ""]
        for column in _columns(name):
            mark = "*" if column in SHEETS[name].required else " "
            words = CHOICES.get((name, column), ())
            listed = f" ({', '.join(words)})" if words else ""
            lines.append(f"  {mark} {column:20} {guide.columns[column]}{listed}")
        shown = "; ".join(f"{column} = {value}" for column, value in guide.example.items())
        lines += ["", f"    Example: {shown}", ""]
    lines.append("Columns marked * must be there.")
    return "\n".join(lines) + "\n"


def _workbook() -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2025, 1, 1)})  # the same bytes whenever it is written
        formats = {
            "needed": book.add_format({"bold": True, "bg_color": "#D9E6F2", "bottom": 1}),
            "header": book.add_format({"bg_color": "#F2F2F2", "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"num_format": "@"}),
        }
        for name in SHEETS:
            _sheet(book.add_worksheet(name), name, formats)
        _settings(book.add_worksheet(BOOK), formats)
    return made.getvalue()


def _sheet(sheet: xlsxwriter.worksheet.Worksheet, name: str, formats: Mapping[str, xlsxwriter.format.Format]) -> None:
    guide = GUIDES[name]
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(_columns(name)):
        needed = column in SHEETS[name].required
        sheet.write_string(0, place, column, formats["needed" if needed else "header"])
        example = guide.example.get(column)
        note = guide.columns[column] + (f"\nExample: {example}" if example else "") + ("\nNeeded." if needed else "")
        sheet.write_comment(0, place, note, {"x_scale": 1.6})
        shown = formats["day"] if is_day(name, column) else formats["text"] if column in _TEXT_COLUMNS else None
        sheet.set_column(place, place, max(11, len(column) + 3), shown)
        words = CHOICES.get((name, column))
        if words:
            allowed = {"validate": "list", "source": list(words), "error_message": "Choose one of the list."}
            sheet.data_validation(1, place, FILLED_ROWS, place, allowed)


def _settings(sheet: xlsxwriter.worksheet.Worksheet, formats: Mapping[str, xlsxwriter.format.Format]) -> None:
    sheet.write_row(0, 0, ["key", "value", "note"], formats["header"])
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 2, 40)
    for row, (key, note) in enumerate(SETTINGS.items(), start=1):
        sheet.write_row(row, 0, [key, "", note])
        if key == "as_of":
            sheet.write_blank(row, 1, None, formats["day"])
