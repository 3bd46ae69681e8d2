"""A table of any known kind of file in batches, cell for cell what `read_table` gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from permeance.materials.readers.batch import ROWS, Batch, Batches
from permeance.materials.readers.csv import OpenTable, Row, open_csv
from permeance.materials.readers.table import is_parquet, is_workbook, read_table


def open_batches(
    path: Path, required: Sequence[str], optional: Sequence[str] = (), *, sheet: str, rows: int = ROWS
) -> Batches:
    """A table in batches of at most so many rows; the columns in them are those that are known and in the table.

    A Parquet or CSV file may be of any length and is read as its batches are asked for; a workbook at once. Raises
    BadInputError where the file as a whole cannot be used.
    """
    if is_parquet(path):
        from permeance.materials.readers.parquet import open_parquet  # noqa: PLC0415 (heavy, and seldom needed)

        return open_parquet(path, required, optional, rows=rows)
    if is_workbook(path):
        table = read_table(path, required, optional, sheet=sheet)
        opened = OpenTable(table.file, table.columns, ",", iter(table.rows), list(table.problems))
    else:
        opened = open_csv(path, required, optional)
    columns = [column for column in opened.columns if column in {*required, *optional}]
    batches = _batches(opened.rows, columns, rows)
    return Batches(opened.file, opened.columns, batches, opened.separator, opened.problems)


def _batches(table: Iterator[Row], columns: Sequence[str], rows: int) -> Iterator[Batch]:
    import pyarrow as pa  # noqa: PLC0415

    while some := list(islice(table, rows)):
        numbers = pa.array([row.number for row in some], pa.int64())
        yield Batch(numbers, {column: pa.array([row.cells[column] for row in some], pa.string()) for column in columns})
