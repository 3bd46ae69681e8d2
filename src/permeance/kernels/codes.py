"""Whole numbers as codes: 0 for the first kind that was seen, 1 for the next, and so on, over any number of batches."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from permeance.kernels.draws import mixed

_EMPTY = -1
_FIRST_SLOTS = 1 << 10
_FILLED = 0.5  # of the slots, at most


class Codes:
    """The codes of all keys that were seen so far; `keys[code]` is the key."""

    def __init__(self, slots: int = _FIRST_SLOTS) -> None:
        self._slots = np.full(slots, _EMPTY, dtype=np.int64)
        self._keys = np.empty(int(slots * _FILLED), dtype=np.int64)
        self.count = 0

    @property
    def keys(self) -> NDArray[np.int64]:
        """The keys in the order of their codes."""
        return self._keys[: self.count]

    def of(self, keys: NDArray[np.int64]) -> NDArray[np.int32]:
        """The code of each key: int32[N]; a key that was not seen before gets the next code."""
        codes = np.empty(len(keys), dtype=np.int32)
        done = 0
        while True:
            done, self.count = _code(keys, codes, done, self._slots, self._keys, self.count)
            if done == len(keys):
                return codes
            self._grow()

    def _grow(self) -> None:
        slots = np.full(2 * len(self._slots), _EMPTY, dtype=np.int64)
        own = self.keys
        self._keys = np.empty(int(len(slots) * _FILLED), dtype=np.int64)
        _code(own, np.empty(len(own), dtype=np.int32), 0, slots, self._keys, 0)
        self._slots = slots


@njit(cache=True, nogil=True)
def _code(keys: Any, codes: Any, done: Any, slots: Any, known: Any, count: Any) -> tuple[int, int]:
    """Code keys from the place `done` on, until all are or the table is full: how far it came, and how many codes."""
    mask = slots.shape[0] - 1
    for i in range(done, keys.shape[0]):
        slot = np.int64(mixed(np.uint64(keys[i])) >> np.uint64(1)) & mask  # neighbours do not crowd
        while slots[slot] >= 0 and known[slots[slot]] != keys[i]:
            slot = (slot + 1) & mask
        if slots[slot] < 0:
            if count == known.shape[0]:
                return i, count
            slots[slot] = count
            known[count] = keys[i]
            count += 1
        codes[i] = slots[slot]
    return keys.shape[0], count
