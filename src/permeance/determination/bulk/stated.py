"""Properties in rows: what is stated, and the figures of what is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from permeance.determination.bulk.column import Codes32, Column, split
from permeance.determination.item_table import Cells
from permeance.law.vocabulary import MASS

MEASURE = 1_000_000  # a figure stands in millionths of its unit
MOST = 2**43
Structure = tuple[tuple[str, str | None], ...]  # of each property its key, and its word; None where it has a figure


@dataclass(frozen=True, slots=True)
class Measured:
    """The structures of N rows, and their figures: those of row i stand at start[row[i]] on in `figures`."""

    structure: Codes32
    row: Codes32
    start: NDArray[np.int64]
    figures: NDArray[np.int64]


class Stated:
    """The structures of all property cells that were seen, and their figures."""

    def __init__(self, measures: frozenset[str], separator: str) -> None:
        self._measures = measures
        self.structures = Column("properties", self._structure, separator)
        self._figures: dict[str, tuple[int, ...]] = {}

    def of(self, cells: pa.Array | None, rows: int) -> Measured:
        """The structure of each row, FAULTY where a cell cannot be read, and its figures."""
        if cells is None:
            none = pa.array(np.zeros(rows, dtype=np.int32))
            cells = pa.DictionaryArray.from_arrays(none, pa.array([""]))
        texts, places = split(cells)
        classes = np.fromiter(map(self.structures.code, texts), dtype=np.int32, count=len(texts))
        own = [self._figures.get(text, ()) for text in texts]
        start = np.concatenate([[0], np.cumsum([len(figures) for figures in own])]).astype(np.int64)
        figures = np.fromiter((one for figures in own for one in figures), dtype=np.int64)
        return Measured(classes[places], places, start, figures)

    def _structure(self, cells: Cells) -> Structure:
        stated = {key: value for key, value in cells.properties().items() if key != MASS}
        figures = {key: figure for key in stated if (figure := self._figure(key, stated)) is not None}
        self._figures[cells.row["properties"]] = tuple(figures[key] for key in sorted(figures))
        return tuple((key, None if key in figures else stated[key]) for key in sorted(stated))

    def _figure(self, key: str, stated: Mapping[str, str]) -> int | None:
        """The figure in whole millionths; None for a word, and for a figure that is finer or too large."""
        if key not in self._measures:
            return None
        figure = Decimal(stated[key]) * MEASURE
        return int(figure) if figure == int(figure) and figure < MOST else None


def with_figures(structure: Structure, figure: Any) -> dict[str, Any]:
    """The properties of a structure, those measured as the figures that `figure` gives by their place."""
    found, place = dict[str, Any](), 0
    for key, word in structure:
        if word is None:
            found[key] = figure(place)
            place += 1
        else:
            found[key] = word
    return found
