"""Compositions in rows: what is written beside the figures as a shape, and the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from permeance.kernels import written_row
from permeance.kernels.parts import Skeletons
from permeance.materials.composition import CompositionError, Part, known_name, parse_parts, share_alone
from permeance.terms.composition import Share


class Kind(IntEnum):
    """How the share of a part is written: `Dy 3`, `Dy 1-2`, `Dy <3`, `Fe rest`, `Tb4O7`; as the kernel tells it."""

    POINT = written_row.POINT
    RANGE = written_row.RANGE
    LIMIT = written_row.LIMIT
    REST = written_row.REST
    ALONE = written_row.ALONE


NOTHING, UNREADABLE = 0, -1  # the shape of an empty cell, and that of one which is no composition


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a composition without their figures; none where no composition is given."""

    parts: tuple[tuple[str, Kind], ...]

    @property
    def figures(self) -> int:
        """How many figures a composition of this shape has."""
        return sum(written_row.FIGURES[kind] for _, kind in self.parts)

    def written(self, figure: Callable[[int], Any]) -> list[Part]:
        """The parts with their figures, which `figure` gives by their place."""
        place, found = 0, list[Part]()
        for name, kind in self.parts:
            own = [figure(place + n) for n in range(written_row.FIGURES[kind])]
            place += len(own)
            found.append(Part(name, _share(name, kind, own)))
        return found


def _share(name: str, kind: Kind, figures: Sequence[Any]) -> Share | None:
    if kind is Kind.REST:
        return None
    if kind is Kind.ALONE:
        return share_alone(name)
    return Share(0 if kind is Kind.LIMIT else figures[0], figures[-1])


@dataclass(frozen=True, slots=True)
class Shaped:
    """The shapes of N rows, and their figures: those of row i stand at start[row[i]] on in `figures`."""

    shape: NDArray[np.int32]
    row: NDArray[np.int32]
    start: NDArray[np.int64]
    figures: NDArray[np.int64]


class Shapes:
    """The shapes of all compositions that were seen."""

    def __init__(self) -> None:
        self.known: list[Shape] = [Shape(())]
        self._numbers: dict[Shape, int] = {self.known[NOTHING]: NOTHING}
        self._read: dict[str, tuple[int, tuple[int, ...]]] = {"": (NOTHING, ())}
        self._skeletons = Skeletons()
        self._of_skeleton: list[int] = []

    def of(self, cells: pa.Array | None, rows: int) -> Shaped:
        """The shape of each cell: int32[N], UNREADABLE where it is no composition."""
        if cells is None:
            none = np.full(rows, NOTHING, dtype=np.int32)
            return Shaped(none, none, np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64))
        if not pa.types.is_dictionary(cells.type):
            return self._written(cells.fill_null(""))
        texts = self._written(cells.dictionary.fill_null(""))
        places = cells.indices.to_numpy(zero_copy_only=False)
        return Shaped(texts.shape[places], texts.row[places], texts.start, texts.figures)

    def _written(self, texts: pa.Array) -> Shaped:
        """Shapes and figures of texts: by the kernel as far as it reads them, else by the exact reader."""
        wide = pa.types.is_large_string(texts.type)
        _, offsets, data = texts.buffers()
        begins = np.frombuffer(offsets, dtype=np.int64 if wide else np.int32)[texts.offset :][: len(texts) + 1]
        read = self._skeletons.read(begins, np.frombuffer(data or b"", dtype=np.uint8))
        for number in range(len(self._of_skeleton), len(self._skeletons)):
            self._of_skeleton.append(self._named(self._skeletons.parts(number)))
        shape = np.array([*self._of_skeleton, NOTHING], dtype=np.int32)[read.skeleton]
        row = np.arange(len(texts), dtype=np.int32)
        left = np.flatnonzero((read.skeleton < 0) & (np.diff(begins) > 0))
        exact = [self._reading(text) for text in texts.take(pa.array(left)).to_pylist()]
        shape[left] = [number for number, _ in exact]
        row[left] = len(texts) + np.arange(len(left))
        lengths = np.fromiter((len(own) for _, own in exact), dtype=np.int64, count=len(exact))
        start = np.concatenate([read.start[:-1], len(read.figures) + np.cumsum(lengths) - lengths])
        more = np.fromiter((one for _, own in exact for one in own), dtype=np.int64)
        return Shaped(shape, row, start, np.concatenate([read.figures, more]))

    def _named(self, parts: Sequence[tuple[str, int]]) -> int:
        """The shape of a skeleton, its names as they are known; UNREADABLE where one is not, or two mean the same."""
        try:
            named = tuple((known_name(name), Kind(kind)) for name, kind in parts)
        except CompositionError:
            return UNREADABLE
        twice = len({name for name, _ in named}) < len(named)
        return UNREADABLE if twice else self._number(Shape(named))

    def _reading(self, text: str) -> tuple[int, tuple[int, ...]]:
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = self._new(text)
        return known

    def _new(self, text: str) -> tuple[int, tuple[int, ...]]:
        try:
            parts = parse_parts(text)
        except CompositionError:
            return UNREADABLE, ()
        found, figures = list[tuple[str, Kind]](), list[int]()
        for part in parts:
            kind = _kind(part.share)
            found.append((part.name, kind))
            if part.share is not None:
                figures += {Kind.RANGE: [part.share.low, part.share.high]}.get(kind, [part.share.high])
        return self._number(Shape(tuple(found))), tuple(figures)

    def _number(self, shape: Shape) -> int:
        if shape not in self._numbers:
            self._numbers[shape] = len(self.known)
            self.known.append(shape)
        return self._numbers[shape]


def _kind(share: Share | None) -> Kind:
    if share is None:
        return Kind.REST
    if share.low == share.high:
        return Kind.POINT
    return Kind.LIMIT if share.low == 0 else Kind.RANGE
