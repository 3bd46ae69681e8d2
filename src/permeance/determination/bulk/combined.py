"""Several codes of a row as one: rows that agree in all of them get the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from permeance.kernels.codes import Codes

MOST_BITS = 62
WIDE = 31  # bits for codes of which there may be as many as rows


class Combined:
    """One code for a tuple of codes, each below two to the power of its width; below zero where one of them is."""

    def __init__(self, *widths: int) -> None:
        if sum(widths) > MOST_BITS:
            raise ValueError(f"{sum(widths)} bits in all, at most {MOST_BITS}")
        self._widths = widths
        self._codes = Codes()

    def of(self, *codes: NDArray[np.int32]) -> NDArray[np.int32]:
        """The combined code of each row: int32[N]. OverflowError where a code is too large for its width."""
        keys = np.zeros(len(codes[0]), dtype=np.int64)
        faulty = np.zeros(len(keys), dtype=np.bool_)
        for one, width in zip(codes, self._widths, strict=True):
            if len(one) and int(one.max()) >= 1 << width:
                raise OverflowError(f"over {2**width:,} different cells in a column")
            faulty |= one < 0
            keys = (keys << width) | one
        if not faulty.any():
            return self._codes.of(keys)
        found = np.full(len(keys), -1, dtype=np.int32)
        found[~faulty] = self._codes.of(keys[~faulty])
        return found

    def __len__(self) -> int:
        return self._codes.count

    def parts(self, code: int) -> Sequence[int]:
        """The codes that a combined code stands for."""
        key, found = int(self._codes.keys[code]), list[int]()
        for width in reversed(self._widths):
            found.append(key & ((1 << width) - 1))
            key >>= width
        return found[::-1]
