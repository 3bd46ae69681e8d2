"""CSV as people write it is read; a hostile or broken file is refused by its line, and the other rows stand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from permeance.materials.readers import csv as reader
from permeance.materials.readers import csv_lines
from permeance.materials.readers.csv import Table, open_csv, read_csv
from permeance.terms.problem import BadInputError

GOOD = ("A", "oxide")


def read(tmp_path: Path, raw: bytes) -> Table:
    path = tmp_path / "items.csv"
    path.write_bytes(raw)
    return read_csv(path, ("id",), ("form",))


def refusal(tmp_path: Path, raw: bytes) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        read(tmp_path, raw)
    lines = str(caught.value).splitlines()
    assert all(line.startswith("items.csv") and len(line) < 300 for line in lines)
    return lines


def cells(table: Table) -> list[tuple[str, str]]:
    return [(row["id"], row["form"]) for row in table.rows]


@pytest.mark.parametrize(
    "raw",
    [
        b"id,form\nA,oxide\n",
        b"id,form\nA,oxide",
        b"\xef\xbb\xbfid,form\nA,oxide\n",
        b"id,form\r\nA,oxide\r\n",
        b"id,form\rA,oxide\r",
        b"id;form\nA;oxide\n",
        b"id\tform\nA\toxide\n",
        b'"id","form"\n"A","oxide"\n',
        b" id , form \n A , oxide \n",
        b"id,form\n\nA,oxide\n,\n\n",
        b"form,id\noxide,A\n",
        b'\xef\xbb\xbf"id";"form"\r\n"A";"oxide"\r\n',
    ],
)
def test_a_table_reads_the_same_however_it_was_saved(tmp_path: Path, raw: bytes) -> None:
    table = read(tmp_path, raw)
    assert cells(table) == [GOOD]
    assert table.problems == ()


def test_a_newline_in_quotes_stays_in_its_cell_and_later_rows_keep_their_line_in_the_file(tmp_path: Path) -> None:
    table = read(tmp_path, b'id,form\n"A","first\nsecond"\nB,oxide\n')
    assert cells(table) == [("A", "first\nsecond"), ("B", "oxide")]
    assert [row.number for row in table.rows] == [2, 4]


def test_commas_inside_a_semicolon_table_are_text(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b"id;form\nA;x,y,z\n")) == [("A", "x,y,z")]


def test_a_formula_is_text_and_nothing_is_computed(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b"id,form\n=1+1,@SUM(A1)\n")) == [("=1+1", "@SUM(A1)")]


def test_chinese_and_signs_beyond_the_first_plane_are_read(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "id,form\n磁体,𠀀\n".encode())) == [("磁体", "𠀀")]


def test_rows_of_a_wrong_width_are_named_and_the_others_stand(tmp_path: Path) -> None:
    table = read(tmp_path, b"id,form\nA\nB,x,y\nC,oxide\n")
    assert cells(table) == [("C", "oxide")]
    assert [(p.row, p.found, p.allowed) for p in table.problems] == [
        (2, "1 cell", "2, as in the header"),
        (3, "3 cells", "2, as in the header"),
    ]


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_a_huge_cell_is_named_and_the_rows_after_it_are_read(tmp_path: Path, quote: bytes) -> None:
    table = read(tmp_path, b"id,form\nA," + quote + b"x" * 200_000 + quote + b"\nB,oxide\n")
    assert cells(table) == [("B", "oxide")]
    assert [(p.row, p.found) for p in table.problems] == [(2, "a cell of over 20000 characters")]


def test_a_cell_at_the_limit_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"id,form\nA," + b"x" * reader.MAX_CELL + b"\n").problems == ()


@pytest.mark.parametrize("raw", [b'id,form\nA,oxide\nB,"x\nC,y\n', b'id,form\nA,oxide\nB,"x"y\nC,y\n'])
def test_broken_quoting_ends_the_reading_and_says_so(tmp_path: Path, raw: bytes) -> None:
    table = read(tmp_path, raw)
    assert cells(table) == [GOOD]
    (problem,) = table.problems
    assert problem.row == 3
    assert problem.found.startswith("broken quoting")
    assert "no row from here on was read" in problem.remedy


def test_a_column_that_is_not_known_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    table = read(tmp_path, b"id,colour,\nA,red,\n")
    assert [row["id"] for row in table.rows] == ["A"]
    assert [(p.row, p.key, p.found) for p in table.problems] == [
        (1, "colour", "a column that is not known"),
        (1, None, "a column without a name"),
    ]


@pytest.mark.parametrize("column", ["forms", "fo rm", " form_"])
def test_a_column_under_nearly_its_name_is_named_with_the_right_one(tmp_path: Path, column: str) -> None:
    (problem,) = read(tmp_path, f"id,{column}\nA,oxide\n".encode()).problems
    assert problem.remedy == "rename it to form, if that is meant; it was not read"
    assert refusal(tmp_path, b"ids,form\nA,x\n")[0] == (
        "items.csv, row 1, id: found no such column; allowed: this column is required; rename the column 'ids' to id"
    )


@pytest.mark.parametrize("column", ["Form", "FORM  ", "\u00a0form\u00a0", "\uff26\uff4f\uff52\uff4d", "\u3000form"])
def test_a_column_in_another_case_width_or_among_spaces_is_the_column(tmp_path: Path, column: str) -> None:
    table = read(tmp_path, f"ID ,{column}\nA,oxide\n".encode())
    assert (cells(table), table.problems) == ([GOOD], ())


def test_one_column_in_two_spellings_is_the_column_twice(tmp_path: Path) -> None:
    assert "row 1, form: found the column twice" in refusal(tmp_path, b"id,form,Form \nA,x,y\n")[0]


@pytest.mark.parametrize("title", ["Items of the plant,", "Items", ""])
def test_a_header_below_a_title_is_pointed_at_in_one_message(tmp_path: Path, title: str) -> None:
    assert refusal(tmp_path, f"{title}\n\nid;form\nA;oxide\n".encode()) == [
        "items.csv, row 1: found no header in row 1; row 3 looks like it; allowed: the header in row 1; "
        "delete the 2 rows above it; the table was not read"
    ]


def test_a_header_of_far_too_many_columns_is_one_message(tmp_path: Path) -> None:
    wide = b"id," + b",".join(b"c%d" % n for n in range(300_000))
    assert refusal(tmp_path, wide + b"\n") == [
        "items.csv, row 1: found 300,001 columns; allowed: at most 2,000; keep the columns that are known"
    ]


def test_trailing_columns_without_a_name_do_not_count_as_one_column_twice(tmp_path: Path) -> None:
    assert cells(read(tmp_path, b"id,form,,\nA,oxide,,\n")) == [GOOD]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "row 1: found an empty file; allowed: a header with id"),
        (b" \n\n", "row 1: found an empty file"),
        (b"\nids,form\nA,x\n", "row 1: found an empty first line"),
        (b"form\noxide\n", "row 1, id: found no such column"),
        (b"id,id\nA,B\n", "row 1, id: found the column twice"),
        (b'"id,form\n', "row 1: found broken quoting"),
        ("id,form\nA,café\n".encode("latin-1"), "row 2: found a byte that is not UTF-8 (0xe9)"),
        ("id,form\nA,x\n".encode("utf-16"), "found text in UTF-16; allowed: a CSV file in UTF-8; save it as CSV UTF-8"),
        (
            b"PK\x03\x04",
            "found an Excel workbook or another archive; allowed: a CSV file in UTF-8; save it as CSV UTF-8 or, if it is a workbook, as .xlsx",
        ),
        (b"id,form\nA,x\nB,\x00\n", "row 3: found a NUL character"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, raw: bytes, says: str) -> None:
    assert any(says in line for line in refusal(tmp_path, raw))


def test_a_header_without_rows_is_a_problem(tmp_path: Path) -> None:
    table = read(tmp_path, b"id,form\n")
    assert [(p.row, p.found) for p in table.problems] == [(2, "no row below the header")]


def test_a_file_above_the_size_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 16)
    assert cells(read(tmp_path, b"id,form\nA,oxide\n")) == [GOOD]  # sixteen bytes
    assert refusal(tmp_path, b"id,form\nA,oxides\n") == [
        "items.csv: found 17 bytes; allowed: at most 16; split the file"
    ]


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"none.csv: found No such .*allowed: a CSV file that can be read; check"):
        read_csv(tmp_path / "none.csv", ("id",))
    with pytest.raises(BadInputError, match=f"{tmp_path.name}: found a folder; allowed: a CSV file; give the path"):
        read_csv(tmp_path, ("id",))


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("bad", [b"\xe9,", b"\xe7\xa3", b"\xff"])
def test_a_bad_byte_is_told_with_its_line_wherever_the_reading_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int, bad: bytes
) -> None:
    monkeypatch.setattr(csv_lines, "_CHUNK", chunk)
    (line,) = refusal(tmp_path, "id,form\n磁体,磁\nB,".encode() + bad)
    assert line == f"items.csv, row 3: found a byte that is not UTF-8 (0x{bad[0]:02x}); allowed: UTF-8; save as UTF-8"


def test_rows_come_as_they_are_asked_for_and_a_fault_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes(b"id,form\n" + b"A,oxide\n" * 50_000 + b"B\nC,x\nD,\0\n")
    opened = open_csv(path, ("id",), ("form",))
    rows = iter(opened.rows)
    assert [next(rows).number for _ in range(50_001)] == [*range(2, 50_002), 50_003]
    assert [problem.row for problem in opened.problems] == [50_002]
    with pytest.raises(BadInputError, match="row 50004: found a NUL character"):
        next(rows)


def test_a_line_without_an_end_is_refused_before_it_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_lines, "MAX_LINE", 100)
    assert refusal(tmp_path, b"id,form\nA," + b"x" * 200) == [
        "items.csv, row 2: found a line of over 100 characters; allowed: lines that end; export the table as CSV again"
    ]


def test_the_limit_of_a_cell_in_the_whole_process_stays_as_it_was(tmp_path: Path) -> None:
    before = csv.field_size_limit(77)
    try:
        assert cells(read(tmp_path, b"id,form\n" + b"x" * 500 + b",oxide\n")) == [("x" * 500, "oxide")]
        assert csv.field_size_limit() == 77
    finally:
        csv.field_size_limit(before)
