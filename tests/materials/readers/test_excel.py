"""A workbook gives what the same table in CSV gives, or says what is wrong with it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from permeance.materials.readers import excel, workbook_scan
from permeance.materials.readers.csv import Table
from permeance.materials.readers.excel import read_workbook
from permeance.materials.readers.table import read_table
from permeance.terms.problem import BadInputError

Write = Callable[[Any, Any], None]


def book(path: Path, write: Write, sheet: str = "items") -> Path:
    with xlsxwriter.Workbook(path) as made:
        write(made, made.add_worksheet(sheet))
    return path


def rows_of(*rows: list[object]) -> Write:
    def write(_: Any, sheet: Any) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return write


def read(path: Path, required: tuple[str, ...] = ("item",), optional: tuple[str, ...] = ("qty", "on")) -> Table:
    return read_table(path, required, optional, sheet="items")


def refusal(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        read(path)
    return "\n".join(map(str, caught.value.problems))


def test_figures_are_as_they_were_typed(tmp_path: Path) -> None:
    typed = ["12.1", "0.1", "99.95", "0.0000001", "123456789012345", "7", "-3.5", "1000000"]
    path = book(tmp_path / "items.xlsx", rows_of(["item", "qty"], *(["A", float(text)] for text in typed)))
    assert [row["qty"] for row in read(path).rows] == typed


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_no_figure_of_up_to_15_digits_is_changed(number: Any) -> None:
    text = format(number, "f")
    assert excel._plain(float(text)) == (text.rstrip("0").rstrip(".") or "0")


def test_what_adds_up_to_a_hair_less_in_binary_is_shown_as_excel_shows_it(tmp_path: Path) -> None:
    path = book(tmp_path / "items.xlsx", rows_of(["item", "qty"], ["A", 12.299999999999999], ["B", 0.1 + 0.2]))
    assert [row["qty"] for row in read(path).rows] == ["12.3", "0.3"]


def test_days_and_answers_and_part_numbers_are_text_as_in_csv(tmp_path: Path) -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["item", "qty", "on"])
        sheet.write(1, 0, 4711)
        sheet.write(1, 1, True)
        sheet.write_datetime(1, 2, datetime(2025, 5, 12), made.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write(2, 0, 42, made.add_format({"num_format": "00000"}))
        sheet.write_datetime(2, 2, datetime(2025, 5, 12, 13, 5), made.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write(3, 0, "  Mu\u0308nchen ")

    rows = read(book(tmp_path / "items.xlsx", write)).rows
    assert [row["item"] for row in rows] == ["4711", "00042", "M\u00fcnchen"]
    assert (rows[0]["qty"], rows[0]["on"]) == ("yes", date(2025, 5, 12).isoformat())
    assert rows[1]["on"] == "2025-05-12 13:05", "a time of day is not dropped in silence"
    assert [row.number for row in rows] == [2, 3, 4]


def test_a_share_shown_in_per_cent_is_not_read_as_a_hundredth(tmp_path: Path) -> None:
    def write(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["item", "qty"])
        sheet.write_row(1, 0, ["A", 0.12], made.add_format({"num_format": "0%"}))
        sheet.write(2, 0, "B")
        sheet.write(2, 1, 0.125, made.add_format({"num_format": '0.0"x"%'}))

    assert [row["qty"] for row in read(book(tmp_path / "items.xlsx", write)).rows] == ["12%", "12.5%"]


def test_a_formula_counts_with_its_stored_result_and_without_one_is_a_problem(tmp_path: Path) -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["item", "qty"])
        for number, result in enumerate([7, "", "#REF!"], start=1):
            sheet.write(number, 0, f"A{number}")
            sheet.write_formula(number, 1, "=3+4", None, result)

    table = read(book(tmp_path / "items.xlsx", write))
    assert [(row["item"], row["qty"]) for row in table.rows] == [("A1", "7")]
    assert [(p.row, p.key, p.found) for p in table.problems] == [
        (3, "qty", "a formula whose result is not stored"),
        (4, "qty", "the error #REF!"),
    ]


def test_merged_cells_are_named_and_their_rows_left_out(tmp_path: Path) -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["item", "qty"])
        sheet.merge_range("A2:A3", "A")
        sheet.write(1, 1, 5)
        sheet.write(2, 1, 6)
        sheet.write_row(3, 0, ["B", 7])

    table = read(book(tmp_path / "items.xlsx", write))
    assert [row["item"] for row in table.rows] == ["B"]
    assert [(p.row, p.found) for p in table.problems] == [(2, "merged cells A2:A3"), (3, "merged cells A2:A3")]


def test_a_header_below_a_merged_title_is_pointed_at_in_one_message(tmp_path: Path) -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "Stock at the end of the week")
        sheet.write_row(2, 0, ["Item ", "QTY", "on"])
        sheet.write_row(3, 0, ["A", 5])

    message = refusal(book(tmp_path / "items.xlsx", write))
    assert message.count("found") == 1
    assert "found no header in row 1; row 3 looks like it" in message
    assert "delete the 2 rows above it" in message


def test_a_hidden_sheet_is_not_read_and_said(tmp_path: Path) -> None:
    def write(made: Any, sheet: Any) -> None:
        made.add_worksheet("other").activate()
        sheet.hide()

    assert "a hidden sheet; allowed: one that can be seen; show the sheet" in refusal(book(tmp_path / "i.xlsx", write))


def test_the_only_sheet_is_read_whatever_its_name_and_of_several_the_named_one(tmp_path: Path) -> None:
    plain = rows_of(["item"], ["A"])
    assert len(read(book(tmp_path / "one.xlsx", plain, "Sheet1")).rows) == 1

    def two(made: Any, sheet: Any) -> None:
        plain(made, sheet)
        made.add_worksheet("more")

    assert len(read(book(tmp_path / "two.xlsx", two, " Items")).rows) == 1
    assert "the sheets 'Sheet1', 'more'; allowed: one sheet, or one named items" in refusal(
        book(tmp_path / "which.xlsx", two, "Sheet1")
    )


def test_a_header_is_checked_as_in_csv(tmp_path: Path) -> None:
    assert "row 1, item: found no such column" in refusal(book(tmp_path / "a.xlsx", rows_of(["Item No"], ["A"])))
    assert "an empty first line" in refusal(book(tmp_path / "b.xlsx", rows_of([], ["Item No"], ["A"])))
    assert "an empty file" in refusal(book(tmp_path / "c.xlsx", rows_of()))
    empty = read(book(tmp_path / "d.xlsx", rows_of(["item", "", ""], [])))
    assert [p.found for p in empty.problems] == ["no row below the header"]


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """A sound workbook of which one part is replaced or added."""
    book(path, rows_of(["item"], ["A"]))
    with zipfile.ZipFile(path) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    return zipped(path, {**parts, name: content})


FAR = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_bytes(b""), "found an empty file"),
        (lambda path: path.write_bytes(b"item\nA\n"), "found a file that is no Excel workbook"),
        (lambda path: path.write_bytes(b"PK\x03\x04 and no more"), "found a damaged archive"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600), "found an old Excel workbook"),
        (
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le")),
            "found a workbook under a password; allowed: one without; take the password off",
        ),
        (lambda path: zipped(path, {"a.txt": b"x"}), "found an archive that is no Excel workbook"),
        (lambda path: with_part(path, "xl/vbaProject.bin", b"x"), "found a workbook with macros"),
        (lambda path: with_part(path, "xl/worksheets/sheet1.xml", b"<worksheet"), "found XML that cannot be read"),
        (lambda path: with_part(path, "xl/worksheets/sheet1.xml", FAR), "found a cell in row 1,048,576, column 16,384"),
        (lambda path: with_part(path, "xl/worksheets/sheet1.xml", LAUGHS), "found a document type in its XML"),
        (lambda path: with_part(path, "xl/workbook.xml", b"<workbook/>"), "found no sheet that is seen"),
    ],
)
def test_a_hostile_workbook_is_refused_with_what_to_do(tmp_path: Path, make: Any, says: str) -> None:
    make(tmp_path / "items.xlsx")
    assert says in refusal(tmp_path / "items.xlsx")


def test_an_archive_that_unpacks_to_more_than_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_part(tmp_path / "items.xlsx", "xl/media/zeros.bin", b"\0" * 3_000_000)
    assert len(read(path).rows) == 1
    monkeypatch.setattr(workbook_scan, "MAX_UNPACKED", 1_000_000)
    assert "over 0 MiB once unpacked" in refusal(path)
    monkeypatch.setattr(excel, "MAX_BYTES", 100)
    assert "at most 100" in refusal(path)


@pytest.mark.parametrize("at", range(0, 6_000, 97))
def test_a_damaged_byte_is_refused_or_changes_nothing_that_is_read(tmp_path: Path, at: int) -> None:
    path = book(tmp_path / "items.xlsx", rows_of(["item", "qty"], ["A", 12.1]))
    raw = bytearray(path.read_bytes())
    raw[at % len(raw)] ^= 0xFF
    path.write_bytes(raw)
    try:
        found = [(row["item"], row["qty"]) for row in read(path).rows]
    except BadInputError:
        found = [("A", "12.1")]
    assert found == [("A", "12.1")]


def test_a_sheet_is_named_in_messages(tmp_path: Path) -> None:
    workbook = read_workbook(book(tmp_path / "company.xlsx", rows_of(["item", "size"], ["A", 1]), "Items"))
    table = workbook.table(workbook.sheet_named("items") or "", ("item",))
    assert [p.file for p in table.problems] == ["company.xlsx, sheet Items"]
