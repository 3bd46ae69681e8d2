"""What is wrong with rows of a batch: the same problem that the row alone would have."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from permeance.determination.item_table import row_or_problem
from permeance.kernels.repeats import NEW, Repeats
from permeance.materials.readers.csv import Row
from permeance.materials.readers.ids import LONGEST_ID
from permeance.terms.problem import Problem


class Ids:
    """The ids of a table, each of which may stand once."""

    def __init__(self) -> None:
        self._repeats = Repeats()

    def faulty(self, ids: pa.Array, rows: NDArray[np.int64]) -> dict[int, int | None]:
        """By their places in the batch, the ids that cannot stand: the row of the first, or None for one badly written.

        `ids` holds no null; `rows` are the rows of the file.
        """
        plain = ids.dictionary_decode() if pa.types.is_dictionary(ids.type) else ids
        _, offsets, data = plain.buffers()
        begins = np.frombuffer(offsets, dtype=np.int32)[plain.offset :][: len(plain) + 1]
        first = self._repeats.first_rows(begins, np.frombuffer(data or b"", dtype=np.uint8), rows)
        found: dict[int, int | None] = {int(n): int(first[n]) for n in np.flatnonzero(first != NEW)}
        return found | dict.fromkeys(map(int, np.flatnonzero(_badly_written(plain))))


def _badly_written(ids: pa.Array) -> NDArray[np.bool_]:
    """Which ids are empty, too long, or hold what cannot be printed."""
    lengths = pc.utf8_length(ids).to_numpy(zero_copy_only=False)
    odd = ~pc.ascii_is_printable(ids).to_numpy(zero_copy_only=False)
    for n in np.flatnonzero(odd):
        odd[n] = not ids[int(n)].as_py().isprintable()
    bad: NDArray[np.bool_] = odd | (lengths == 0) | (lengths > LONGEST_ID)
    return bad


def row_at(columns: Mapping[str, pa.Array], place: int, number: int, separator: str) -> Row:
    """One row of a batch, its number in the file given."""
    return Row(number, {name: array[place].as_py() or "" for name, array in columns.items()}, separator)


def problem_of(file: str, row: Row, first: int | None) -> Problem:
    """What is wrong with a row that is known to be faulty; `first` is the row in which its id stood, if it did."""
    found = row_or_problem(file, row, {} if first is None else {row["id"]: first})
    if isinstance(found, Problem):
        return found
    raise AssertionError(f"{file}, row {row.number}: refused in bulk, and sound alone")
