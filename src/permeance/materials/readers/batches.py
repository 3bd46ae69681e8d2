"""A table of any known kind of file in batches, cell for cell what `read_table` gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from permeance.materials.readers.batch import ROWS, Batch, Batches
from permeance.materials.readers.csv import Row
from permeance.materials.readers.table import is_parquet, read_table


def open_batches(
    path: Path, required: Sequence[str], optional: Sequence[str] = (), *, sheet: str, rows: int = ROWS
) -> Batches:
    """A table in batches of at most so many rows; the columns in them are those that are known and in the table.

    A Parquet file is read as its batches are asked for, the other kinds of file at once. Raises BadInputError where
    the file as a whole cannot be used.
    """
    if is_parquet(path):
        from permeance.materials.readers.parquet import open_parquet  # noqa: PLC0415 (heavy, and seldom needed)

        return open_parquet(path, required, optional, rows=rows)
    table = read_table(path, required, optional, sheet=sheet)
    columns = [column for column in table.columns if column in {*required, *optional}]
    separator = table.rows[0].separator if table.rows else ","
    problems = list(table.problems)
    return Batches(table.file, table.columns, _batches(table.rows, columns, rows), separator, problems)


def _batches(table: Sequence[Row], columns: Sequence[str], rows: int) -> Iterator[Batch]:
    import pyarrow as pa  # noqa: PLC0415

    left = iter(table)
    while some := list(islice(left, rows)):
        numbers = pa.array([row.number for row in some], pa.int64())
        yield Batch(numbers, {column: pa.array([row[column] for row in some], pa.string()) for column in columns})
