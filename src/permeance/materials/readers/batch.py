"""A table in batches of rows, column by column: for tables that are longer than memory should hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from permeance.terms.problem import Problem

if TYPE_CHECKING:
    import pyarrow

ROWS = 65_536  # of a batch, where nobody asks for another number


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows that follow each other, blank and faulty ones left out.

    `rows` is the row of the file in which each stands (int64). Each column is a `string` array or a
    `dictionary<int32, string>` array, in which each value stands once; none holds a null: an empty cell is `""`.
    """

    rows: pyarrow.Array
    columns: Mapping[str, pyarrow.Array]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Batches:
    """A table whose rows are read as they are asked for, once.

    `problems` holds what is wrong with the table as a whole; the rows that are left out join it as they are met, so
    it is complete when the batches are at their end. Iterating raises BadInputError where the rest of the file
    cannot be used. `columns` is the header as found; `separator` that of a CSV file.
    """

    file: str
    columns: tuple[str, ...]
    batches: Iterator[Batch]
    separator: str = ","
    problems: list[Problem] = field(default_factory=list)

    def __iter__(self) -> Iterator[Batch]:
        return self.batches
