"""A Parquet file gives what the same table in CSV gives, or says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.materials.readers import parquet, parquet_ends
from permeance.materials.readers.arrow_text import cells_of
from permeance.materials.readers.csv import MAX_CELL, Table
from permeance.materials.readers.table import read_table
from permeance.terms.problem import BadInputError


def saved(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    pq.write_table(pa.table(columns), path, **options)
    return path


def read(path: Path, required: tuple[str, ...] = ("id",), optional: tuple[str, ...] = ("form", "on")) -> Table:
    return read_table(path, required, optional, sheet="items")


def refusal(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        read(path)
    lines = [str(problem) for problem in caught.value.problems]
    assert all(line.startswith(path.name) and len(line) < 400 for line in lines)
    return "\n".join(lines)


def texts(array: Any) -> list[str]:
    return [str(text) for text in cells_of(array).to_pylist()]


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        (pa.array([" A ", None, "Mu\u0308nchen", "\u3000磁体\u00a0", "=1+1"]), ["A", "", "M\u00fcnchen", "磁体", "=1+1"]),
        (pa.array(["A", None, "A"]).dictionary_encode(), ["A", "", "A"]),
        (pa.array(["A", " A", "A "]).dictionary_encode(), ["A", "A", "A"]),
        (pa.array(["A", None], pa.large_string()), ["A", ""]),
        (pa.array([4711, None, -1]), ["4711", "", "-1"]),
        (pa.array([2**64 - 1], pa.uint64()), ["18446744073709551615"]),
        (pa.array([7, 8, 7], pa.int8()).dictionary_encode(), ["7", "8", "7"]),
        (pa.array([True, False, None]), ["yes", "no", ""]),
        (pa.array([12.1, 0.1 + 0.2, 1e-7, 1e22, -0.0, 85051110.0]), ["12.1", "0.30000000000000004", "0.0000001", "1" + "0" * 22, "0", "85051110"]),
        (pa.array([12.1, 0.3], pa.float32()), ["12.1", "0.3"]),
        (pa.array([12.1], pa.float32()).cast(pa.float16()), ["12.1"]),
        (pa.array([float("nan"), None, float("inf")]), ["", "", "inf"]),
        (pa.array([Decimal("12.50"), Decimal("0.00"), None]), ["12.50", "0.00", ""]),
        (pa.array([Decimal("0.00000001")]), ["0.00000001"]),
        (pa.array([Decimal("9" * 60)], pa.decimal256(60)), ["9" * 60]),
        (pa.array([date(2026, 3, 15), None]), ["2026-03-15", ""]),
        (pa.array([date(2026, 3, 15)], pa.date64()), ["2026-03-15"]),
        (pa.array([datetime(2026, 3, 15), datetime(2026, 3, 15, 13, 5)]), ["2026-03-15", "2026-03-15 13:05"]),
        (pa.array([datetime(2026, 3, 15, 13, 5, 7, 250_000)]), ["2026-03-15 13:05:07.25"]),
        (pa.array([datetime(2026, 3, 15, 0, 0, 0, 1)]), ["2026-03-15 00:00:00.000001"]),
        (pa.array([datetime(2026, 3, 15, tzinfo=UTC)]), ["2026-03-15"]),
        (pa.array([datetime(2026, 3, 14, 22, tzinfo=UTC)]), ["2026-03-14 22:00Z"]),
        (pa.array([datetime(2026, 3, 15, tzinfo=timezone(timedelta(hours=8)))]), ["2026-03-15"]),
        (pa.nulls(3), ["", "", ""]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("coded", [True, False])
def test_a_value_is_the_text_that_it_would_be_in_csv(
    tmp_path: Path, values: Any, cells: list[str], coded: bool
) -> None:
    ids = [f"A{n}" for n in range(len(values))]
    table = read(saved(tmp_path / "items.parquet", {"id": ids, "form": values}, use_dictionary=coded))
    assert [row["form"] for row in table.rows] == cells
    assert [row["id"] for row in table.rows] == ids
    assert [row.number for row in table.rows] == list(range(2, 2 + len(values)))
    assert table.problems == ()


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_a_float_reads_back_from_its_cell(values: list[float]) -> None:
    cells = texts(pa.array(values, pa.float64()))
    assert [float(cell) for cell in cells] == values
    assert all("e" not in cell for cell in cells)


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False)))
def test_a_float_of_half_the_width_reads_back_and_shows_no_digits_that_nobody_wrote(values: list[float]) -> None:
    cells = texts(pa.array(values, pa.float32()))
    assert [float(np.float32(cell)) for cell in cells] == values


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=9)))
def test_a_decimal_is_exact(values: list[Decimal]) -> None:
    cells = texts(pa.array(values, pa.decimal128(38, 9)))
    assert [Decimal(cell) for cell in cells] == values
    assert all("E" not in cell for cell in cells)


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_a_whole_number_is_exact(values: list[int]) -> None:
    assert texts(pa.array(values, pa.int64())) == [str(value) for value in values]


@pytest.mark.parametrize(
    "values",
    [
        pa.array([b"A"]),
        pa.array([b"AB"], pa.binary(2)),
        pa.array([["A"]]),
        pa.array([{"a": 1}]),
        pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
        pa.array([time(13, 5)]),
        pa.array([timedelta(days=1)]),
    ],
    ids=lambda values: str(values.type),
)
def test_values_of_another_type_are_refused_by_their_column(tmp_path: Path, values: Any) -> None:
    path = saved(tmp_path / "items.parquet", {"id": ["A"], "form": values})
    message = refusal(path)
    assert "items.parquet, row 1, form: found values of the type " in message
    assert "allowed: text, whole numbers, decimals, floats, yes or no (boolean), dates or timestamps" in message
    assert message.endswith("write the column as text")
    plain = saved(path, {"id": ["A"], "colour": values})
    assert [p.found for p in read(plain).problems] == ["a column that is not known"], "what is not read may be anything"


def test_the_header_is_read_as_in_csv(tmp_path: Path) -> None:
    path = tmp_path / "items.parquet"
    assert read(saved(path, {"ID ": ["A"], "\uff26orm": ["oxide"]})).columns == ("id", "form")
    assert "row 1, id: found no such column; allowed: this column is required; rename the column 'ids'" in refusal(
        saved(path, {"ids": ["A"]})
    )
    assert "row 1, form: found the column twice" in refusal(saved(path, {"id": ["A"], "form": ["x"], "Form": ["y"]}))
    twice = pa.Table.from_arrays([pa.array(["A"]), pa.array(["x"]), pa.array(["y"])], ["id", "form", "form"])
    pq.write_table(twice, path)
    assert "row 1, form: found the column twice" in refusal(path)
    (problem,) = read(
        saved(
            path,
            {"id": ["A"], "forms": ["x"], "form.x": [1]},
        )
    ).problems[:1]
    assert problem.remedy == "rename it to form, if that is meant; it was not read"
    assert "row 1, id: found no such column" in refusal(saved(path, {}))


def test_columns_whose_names_begin_as_a_known_one_does_are_not_taken_for_it(tmp_path: Path) -> None:
    table = read(saved(tmp_path / "items.parquet", {"form.x": [["y"]], "form": ["oxide"], "id": ["A"], "id.x": [1]}))
    assert [dict(row.cells) for row in table.rows] == [{"form": "oxide", "id": "A"}]


def test_a_file_without_rows_is_a_problem(tmp_path: Path) -> None:
    table = read(saved(tmp_path / "items.parquet", {"id": pa.array([], pa.string())}))
    assert [(p.row, p.found) for p in table.problems] == [(2, "no row below the header")]


@pytest.mark.parametrize("coded", [True, False])
def test_blank_rows_are_passed_over_and_later_rows_keep_their_number(tmp_path: Path, coded: bool) -> None:
    columns = {"id": ["A", None, " ", "B"], "form": ["x", "", None, "x"]}
    table = read(saved(tmp_path / "items.parquet", columns, use_dictionary=coded))
    assert [(row.number, row["id"]) for row in table.rows] == [(2, "A"), (5, "B")]


def test_a_row_that_holds_something_in_a_column_that_is_not_read_is_not_passed_over(tmp_path: Path) -> None:
    table = read(saved(tmp_path / "items.parquet", {"id": ["A", ""], "colour": ["red", "blue"]}))
    assert [(row.number, row["id"]) for row in table.rows] == [(2, "A"), (3, "")]


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize("letter", ["x", "磁"])
def test_a_huge_cell_is_named_and_the_other_rows_stand(tmp_path: Path, coded: bool, letter: str) -> None:
    cells = [letter * MAX_CELL, letter * (MAX_CELL + 1), "oxide", letter * 200_000]
    table = read(saved(tmp_path / "items.parquet", {"id": list("ABCD"), "form": cells}, use_dictionary=coded))
    assert [(row.number, len(row["form"])) for row in table.rows] == [(2, MAX_CELL), (4, 5)]
    found = "a cell of over 20000 characters"
    assert [(p.row, p.found) for p in table.problems] == [(3, found), (5, found)]


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize(
    ("value", "says"),
    [
        (b"caf\xe9", "row 4, form: found a byte that is not UTF-8 (0xe9); allowed: UTF-8"),
        (b"\xed\xa0\x80", "row 4, form: found a byte that is not UTF-8 (0xed)"),
        (b"a\0b", "row 4, form: found a NUL character; allowed: text"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_row(
    tmp_path: Path, value: bytes, says: str, coded: bool
) -> None:
    raw = pa.array([b"x", b"y", value, b"x"])
    cells = pa.StringArray.from_buffers(len(raw), *raw.buffers()[1:])
    assert says in refusal(saved(tmp_path / "items.parquet", {"id": list("ABCD"), "form": cells}, use_dictionary=coded))


def test_control_characters_are_cells_as_in_csv(tmp_path: Path) -> None:
    table = read(saved(tmp_path / "items.parquet", {"id": ["a\x1b[2Jb", "\x1f\x85C\x1c"]}))
    assert [row["id"] for row in table.rows] == ["a\x1b[2Jb", "C"]


def whole(path: Path) -> bytes:
    return saved(path, {"id": ["A", "B"], "form": ["oxide", "metal"]}).read_bytes()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda _: b"", "found an empty file; allowed: a Parquet file"),
        (lambda _: b"id,form\nA,oxide\n", "found a file that is no Parquet file"),
        (lambda _: b"PAR1", "found a Parquet file whose end is missing"),
        (lambda raw: raw[: len(raw) // 2], "found a Parquet file whose end is missing"),
        (lambda raw: raw[:-8] + b"\xff\xff\xff\x7fPAR1", "found a Parquet file whose end is missing"),
        (lambda raw: raw[:-8] + b"\x08\0\0\0PAR1", "found a Parquet file that cannot be read"),
        (lambda raw: raw[:-4] + b"PARE", "found an encrypted Parquet file"),
        (lambda raw: b"PAR1" + b"\xff" * 40 + raw[44:], "found a Parquet file that cannot be read"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_in_one_message(
    tmp_path: Path, make: Callable[[bytes], bytes], says: str
) -> None:
    path = tmp_path / "items.parquet"
    path.write_bytes(make(whole(path)))
    message = refusal(path)
    assert says in message
    assert "\n" not in message


def test_a_folder_and_a_missing_file_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "items.parquet").mkdir()
    assert "items.parquet: found a folder; allowed: a Parquet file" in refusal(tmp_path / "items.parquet")
    assert "none.parquet: found No such file" in refusal(tmp_path / "none.parquet")


def test_a_damaged_byte_is_refused_or_changes_nothing_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "items.parquet"
    columns = {"id": [f"A{n}" for n in range(50)], "form": ["oxide", "metal"] * 25}
    raw = saved(path, columns, write_page_checksum=True, store_schema=False).read_bytes()
    sound = [dict(row.cells) for row in read(path).rows]
    pages = pq.ParquetFile(path).metadata.row_group(0)
    end = max(pages.column(n).data_page_offset + pages.column(n).total_compressed_size for n in range(2))
    for at in range(0, len(raw), 7):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :])
        try:
            found = [dict(row.cells) for row in read(path).rows]
        except BadInputError:
            found = sound
        assert found == sound or at >= end, at  # beyond the pages stands the footer, which has no checksum


def test_a_text_that_every_row_repeats_is_held_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, long = 200_000, "x" * 19_000  # 3.8 GB as text
    cells = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), [long])
    path = saved(tmp_path / "items.parquet", {"id": np.arange(rows), "form": cells})
    assert path.stat().st_size < 2_000_000
    before = pa.total_allocated_bytes()
    for batch in parquet.open_parquet(path, ("id",), ("form",)):
        assert batch.columns["form"].dictionary.to_pylist() == [long]
        assert pa.total_allocated_bytes() - before < 100_000_000
    assert "found over 67,108,864 bytes of text, unpacked; allowed: no more than that; split the file" in refusal(path)


@pytest.mark.parametrize("columns", [2_001, 60_000])
def test_a_table_of_far_too_many_columns_is_refused_in_one_message(tmp_path: Path, columns: int) -> None:
    names = ["id", *(f"c{n}" for n in range(columns - 1))]
    pq.write_table(pa.Table.from_arrays([pa.array(["A"])] * columns, names), tmp_path / "items.parquet")
    message = refusal(tmp_path / "items.parquet")
    assert f"found {columns:,} columns; allowed: at most 2,000" in message or "found a description of" in message
    assert "\n" not in message


def test_a_footer_of_too_many_columns_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "items.parquet", {"id": ["A"]})
    monkeypatch.setattr(parquet_ends, "MAX_FOOTER", 16)
    assert "found a description of " in refusal(path)
    assert "write fewer columns, larger row groups" in refusal(path)
