"""Which texts of a long column stood in an earlier row, by their hashes: tens of millions are too long to keep."""

from __future__ import annotations

import secrets
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from permeance.kernels.draws import mixed

NEW = -1
MOST_ROWS = 2**32 - 2
_FIRST_SLOTS = 1 << 20
_FULLEST = 0.75


class Repeats:
    """The texts that were seen, each as 95 bits of two hashes whose keys are drawn anew for each table, and its row.

    In a hundred million rows two texts are taken for one with a likelihood of some 10^-13, and none can be made so.
    """

    def __init__(self, slots: int = _FIRST_SLOTS) -> None:
        self._slots = np.zeros(
            (slots, 2), dtype=np.uint64
        )  # a hash, 0 where free; another hash and the row, 32 bits each
        self._count = 0
        self._keys = np.array([secrets.randbits(64) | 1 for _ in range(2)], dtype=np.uint64)

    def first_rows(self, offsets: NDArray[Any], data: NDArray[np.uint8], rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of each text the row in which it stood first: int64[N], NEW where it did not stand before.

        Text n is data[offsets[n] : offsets[n + 1]], in row rows[n]. ValueError where a row is beyond 2**32.
        """
        if len(rows) and int(rows.max()) > MOST_ROWS:
            raise ValueError(f"row {rows.max():,}, at most {MOST_ROWS:,}")
        while self._count + len(rows) > len(self._slots) * _FULLEST:
            larger = np.zeros((4 * len(self._slots), 2), dtype=np.uint64)
            _move(self._slots, larger)
            self._slots = larger
        found = np.empty(len(rows), dtype=np.int64)
        self._count += _find(offsets, data, rows, self._slots, self._keys, found)
        return found


@njit(cache=True, nogil=True)
def _move(slots: Any, larger: Any) -> None:
    for s in range(slots.shape[0]):
        if slots[s, 0] != 0:
            slot = _free(larger, slots[s, 0], np.uint64(0), False)
            larger[slot, 0], larger[slot, 1] = slots[s, 0], slots[s, 1]


@njit(cache=True, nogil=True)
def _find(offsets: Any, data: Any, rows: Any, slots: Any, keys: Any, found: Any) -> Any:
    """Look every text up and put in those that are new: how many these are."""
    count = 0
    for n in range(rows.shape[0]):
        length = np.uint64(offsets[n + 1] - offsets[n])  # without it bytes of zero could end a text unseen
        one, other = mixed(keys[0] ^ length), keys[1] + length
        for begin in range(offsets[n], offsets[n + 1], 8):
            end, word = min(begin + 8, offsets[n + 1]), np.uint64(0)
            for place in range(end - 1, begin - 1, -1):
                word = word << np.uint64(8) | np.uint64(data[place])
            one, other = mixed(one ^ word), (other ^ word ^ (word >> np.uint64(29))) * keys[1]
        one, other = one | np.uint64(1), mixed(other) >> np.uint64(32)
        slot = _free(slots, one, other, True)
        if slots[slot, 0] == 0:
            slots[slot, 0], slots[slot, 1] = one, other << np.uint64(32) | np.uint64(rows[n])
            found[n] = NEW
            count += 1
        else:
            found[n] = np.int64(slots[slot, 1] & np.uint64(0xFFFFFFFF))
    return count


@njit(cache=True, nogil=True)
def _free(slots: Any, one: Any, other: Any, same: Any) -> Any:
    """The slot of a text, or the free one where it belongs; any text takes a slot of its own unless `same` is asked."""
    mask = np.uint64(slots.shape[0] - 1)
    slot = (one >> np.uint64(1)) & mask
    while slots[slot, 0] != 0 and not (same and slots[slot, 0] == one and slots[slot, 1] >> np.uint64(32) == other):
        slot = (slot + np.uint64(1)) & mask
    return slot
