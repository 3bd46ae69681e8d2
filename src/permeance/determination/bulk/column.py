"""One column of a table in which each distinct cell is read once, by the very reader of a single row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from permeance.determination.item_table import Cells
from permeance.materials.readers.csv import Row
from permeance.terms.problem import BadInputError

FAULTY = -1
Codes32 = NDArray[np.int32]


class Column:
    """The classes of a column's cells: cells of one class say the same. `said[c]` is what those of class c say.

    A cell that cannot be read has the class FAULTY; what is wrong with it is said by the row that it stands in.
    `texts[c]` is the cell that stood first in its class.
    """

    def __init__(self, name: str, read: Callable[[Cells], Hashable], separator: str = ",") -> None:
        self.name, self._read, self._separator = name, read, separator
        self.said: list[Any] = []
        self.texts: list[str] = []
        self._classes: dict[Hashable, int] = {}
        self._known: dict[str, int] = {}

    def of(self, cells: pa.Array | None, rows: int) -> Codes32:
        """The class of each cell: int32[N]; without the column every cell is empty."""
        if cells is None:
            return np.full(rows, self.code(""), dtype=np.int32)
        texts, places = split(cells)
        classes = np.fromiter(map(self.code, texts), dtype=np.int32, count=len(texts))
        found: Codes32 = classes[places]
        return found

    def code(self, text: str) -> int:
        """The class of a cell with this text."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._new(text)
        return known

    def _new(self, text: str) -> int:
        try:
            said = self._read(Cells("", Row(0, {self.name: text}, self._separator)))
        except BadInputError:
            return FAULTY
        if said not in self._classes:
            self._classes[said] = len(self.said)
            self.said.append(said)
            self.texts.append(text)
        return self._classes[said]


def split(cells: pa.Array) -> tuple[Sequence[str], NDArray[np.int32]]:
    """The distinct texts of an array and the place of each cell's text among them; null is the empty text."""
    coded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
    texts = ["" if text is None else text for text in coded.dictionary.to_pylist()]
    places = coded.indices
    if places.null_count:
        places = places.fill_null(len(texts))
        texts.append("")
    return texts, places.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
