"""Batches hold, cell for cell and row for row, what `read_table` gives, of every kind of file and size of batch."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from permeance.materials.readers.batch import Batches
from permeance.materials.readers.batches import open_batches
from permeance.materials.readers.csv import MAX_CELL
from permeance.materials.readers.table import read_table
from permeance.terms.problem import BadInputError, Problem

COLUMNS = ("id", "form", "end_use")
TEXT = pa.string()
CODED = pa.dictionary(pa.int32(), pa.string())


def rows_of(batches: Batches, most: int) -> Iterator[tuple[int, dict[str, str]]]:
    for batch in batches:
        assert 0 < len(batch) <= most
        assert all(len(cells) == len(batch) for cells in batch.columns.values())
        for cells in batch.columns.values():
            assert cells.type in (TEXT, CODED)
            assert cells.null_count == 0
            if cells.type == CODED:
                values = cells.dictionary.to_pylist()
                assert None not in values
                assert len(set(values)) == len(values)
        for number, *cells in zip(
            batch.rows.to_pylist(), *(cells.to_pylist() for cells in batch.columns.values()), strict=True
        ):
            yield number, dict(zip(batch.columns, cells, strict=True))


def check(path: Path, most: int) -> None:
    """That both ways of reading agree, in what they give and in what they refuse."""
    required, optional = COLUMNS[:1], COLUMNS[1:]
    try:
        table = read_table(path, required, optional, sheet="items")
    except BadInputError as error:
        refused = error.problems
    else:
        refused = []
    if refused:
        with pytest.raises(BadInputError) as caught:
            list(open_batches(path, required, optional, sheet="items", rows=most))
        assert caught.value.problems == refused
        return
    batches = open_batches(path, required, optional, sheet="items", rows=most)
    known = [column for column in table.columns if column in COLUMNS]
    expected = [(row.number, {column: row[column] for column in known}) for row in table.rows]
    assert list(rows_of(batches, most)) == expected
    assert tuple(batches.problems) == table.problems
    assert (batches.file, batches.columns) == (table.file, table.columns)
    assert {row.separator for row in table.rows} <= {batches.separator}


CELL = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "oxide", " oxide", "=1+1", "x;y", 'say "so"', "two\nlines", "Mu\u0308", "\u00a0磁体"]),
    st.text(max_size=4),
    st.just("x" * (MAX_CELL + 1)),
)
HEADER = st.lists(st.sampled_from([*COLUMNS, "ID", " Form ", "colour"]), unique=True, max_size=5)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str | None]]]:
    header = draw(HEADER)
    return header, draw(st.lists(st.lists(CELL, min_size=len(header), max_size=len(header)), max_size=12))


@settings(deadline=None)
@given(tables(), st.sampled_from([1, 2, 5, 100]), st.sampled_from([",", ";", "\t"]))
def test_of_csv(table: tuple[list[str], list[list[str | None]]], most: int, separator: str) -> None:
    header, rows = table
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=separator).writerows([header, *rows])
        check(path, most)


@settings(deadline=None)
@given(tables(), st.sampled_from([1, 2, 5, 100]))
def test_of_excel(table: tuple[list[str], list[list[str | None]]], most: int) -> None:
    header, rows = table
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("items")
            for r, row in enumerate([header, *rows]):
                for c, cell in enumerate(row):
                    if cell is not None and cell.isprintable() and len(cell) < 30_000:
                        sheet.write_string(r, c, cell)
        check(path, most)


@settings(deadline=None)
@given(tables(), st.sampled_from([1, 2, 5, 100]), st.booleans(), st.sampled_from([1, 3, 100]))
def test_of_parquet(table: tuple[list[str], list[list[str | None]]], most: int, coded: bool, group: int) -> None:
    header, rows = table
    arrays = [pa.array([row[n] for row in rows], pa.string()) for n in range(len(header))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.parquet"
        pq.write_table(pa.Table.from_arrays(arrays, header), path, use_dictionary=coded, row_group_size=group)
        check(path, most)


@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=12))
def test_a_table_gives_the_same_cells_as_parquet_and_as_csv(rows: list[list[str | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "items.parquet", Path(folder) / "items.csv"
        arrays = [pa.array([row[n] for row in rows], pa.string()) for n in range(3)]
        pq.write_table(pa.Table.from_arrays(arrays, COLUMNS), one)
        with other.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *rows])
        found = []
        for path in (one, other):
            try:
                table = read_table(path, COLUMNS[:1], COLUMNS[1:], sheet="items")
                found.append(([dict(row.cells) for row in table.rows], [p.found for p in table.problems]))
            except BadInputError as error:
                found.append(([], [p.found for p in error.problems]))
        assert found[0] == found[1]


def test_a_file_is_read_as_its_batches_are_asked_for_and_what_is_left_out_joins_the_problems(tmp_path: Path) -> None:
    path = tmp_path / "items.parquet"
    cells = ["A", "x" * (MAX_CELL + 1), "C", "D", "y" * (MAX_CELL + 1)]
    pq.write_table(pa.table({"id": cells, "colour": cells}), path)
    batches = open_batches(path, ("id",), sheet="items", rows=2)
    numbers = []
    seen: list[list[Problem]] = [list(batches.problems)]
    for batch in batches:
        numbers.append(batch.rows.to_pylist())
        seen.append(list(batches.problems))
    assert numbers == [[2], [4, 5]]
    assert [len(problems) for problems in seen] == [1, 2, 2]
    assert [problem.row for problem in batches.problems] == [1, 3, 6]


def test_a_fault_late_in_a_file_is_told_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "items.parquet"
    pq.write_table(pa.table({"id": ["A", "B", "C\0"]}), path)
    batches = iter(open_batches(path, ("id",), sheet="items", rows=2))
    assert next(batches).columns["id"].to_pylist() == ["A", "B"]
    with pytest.raises(BadInputError, match="row 4, id: found a NUL character"):
        next(batches)
