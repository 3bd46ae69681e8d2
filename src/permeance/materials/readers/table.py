"""A table in whichever of the known kinds of file it lies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from permeance.materials.readers.csv import Table, read_csv
from permeance.materials.readers.excel import ENDING, OTHER_ENDINGS, read_workbook


def is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet"


def is_workbook(path: Path) -> bool:
    return path.suffix.lower() in {ENDING, *OTHER_ENDINGS}


def read_table(path: Path, required: Sequence[str], optional: Sequence[str] = (), *, sheet: str) -> Table:
    """Read a CSV file, a Parquet file or one sheet of a workbook, by the ending of its name.

    Of a workbook the sheet of the given name is read, else the only one that is seen. Raises BadInputError where the
    file as a whole cannot be used.
    """
    if is_parquet(path):
        from permeance.materials.readers.parquet import read_parquet  # noqa: PLC0415 (heavy, and seldom needed)

        return read_parquet(path, required, optional)
    if is_workbook(path):
        book = read_workbook(path)
        return book.table(book.the_sheet(sheet), required, optional).sound()
    return read_csv(path, required, optional)
