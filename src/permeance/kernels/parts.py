"""Written compositions read in bulk: `Nd 28; Dy 0.05-0.2; Fe rest` becomes a skeleton and its figures.

A skeleton is a row with its figures taken out: each name, and how its share is written. What the fast grammar reads
means what the exact reader of compositions takes it to mean; any other row is left to that reader. Which substance a
name means, and so whether two names mean one, is not known here, nor is it asked what the shares sum to.
"""

from __future__ import annotations

import secrets
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from permeance.kernels.eights import digits, eight, first, inlined, letters, run
from permeance.kernels.written_row import KIND_AT, MAX_LENGTH, PADDING, REFUSED, REST, ROOM, read_row

MOST_SKELETONS = 2**20
_LAST_BELOW = np.uint64(ord("0")) << KIND_AT  # a word that holds a kind is below every word of eight bytes of a name
_NAME = (np.uint64(1) << KIND_AT) - np.uint64(1)
_FREE = -1


class Table(NamedTuple):
    """Skeletons by content: `slots` i64[S] find a number by its hash, S a power of two; -1 is free.

    Of skeleton k, `hashes` u64[K] has the hash and `words` u64[W] the content, from `start` i64[K + 1] at k to k + 1:
    eight bytes of a name in each word, in the last of a name at most seven and above them the kind. `key` is an odd
    number drawn anew for each table, so that no input can be written to collide.
    """

    slots: NDArray[Any]
    hashes: NDArray[Any]
    start: NDArray[Any]
    words: NDArray[Any]
    key: np.uint64
    most: int


class Parts(NamedTuple):
    """Of row n the number `skeleton` i32[N], -1 where it was not read, and its figures in parts per billion by weight.

    They are `figures` i64[M] from `start` i64[N + 1] at n to n + 1: one of a point, low and high of a range, the high
    of a limit, none of a rest or of a name alone.
    """

    skeleton: NDArray[Any]
    start: NDArray[Any]
    figures: NDArray[Any]


class Skeletons:
    """The skeletons met so far, numbered as they came; they stay from batch to batch."""

    def __init__(self, room: int = 4_096, most: int = MOST_SKELETONS) -> None:
        room = min(room, most)
        self._count = 0
        self._table = Table(
            np.full(_slots_for(room), _FREE, dtype=np.int64),
            np.zeros(room, dtype=np.uint64),
            np.zeros(room + 1, dtype=np.int64),
            np.zeros(room, dtype=np.uint64),
            np.uint64(secrets.randbits(64) | 1),
            most,
        )

    def __len__(self) -> int:
        return self._count

    def parts(self, number: int) -> list[tuple[str, int]]:
        """Names of a skeleton and how the share of each is written: `[("Nd", POINT), ("Fe", REST)]`."""
        if not 0 <= number < self._count:
            raise IndexError(number)
        found, name = [], b""
        for word in self._table.words[self._table.start[number] : self._table.start[number + 1]].tolist():
            kind = word >> int(KIND_AT)
            if word >= _LAST_BELOW:
                name += word.to_bytes(8, "little")
                continue
            name += (word & int(_NAME)).to_bytes(7, "little").rstrip(b"\0")
            found.append((name.decode("ascii"), kind))
            name = b""
        return found

    def read(self, offsets: NDArray[Any], data: NDArray[np.uint8]) -> Parts:
        """Read the rows `data[offsets[n]:offsets[n + 1]]`, as Arrow holds strings: offsets i32 or i64, data u8.

        Whether a row is null is not looked at. Raises ValueError where the offsets fall or point outside the data.
        """
        offsets, data = _checked(offsets, data)
        rows = offsets.size - 1
        few = max(16, min(rows * 8, data.size // 2))
        parts = Parts(np.empty(rows, np.int32), np.zeros(rows + 1, np.int64), np.empty(few, np.int64))
        # The kernel looks at bytes beyond a row; where there are none the last rows are read from a copy.
        inner = max(0, int(np.searchsorted(offsets, data.size - PADDING, side="right")) - 1)
        parts = self._read(offsets, data, (0, inner, 0), parts)
        shift = int(offsets[inner])
        tail = np.concatenate((data[shift : int(offsets[-1])], np.zeros(PADDING, np.uint8)))
        tail.flags.writeable = False
        parts = self._read(offsets, tail, (inner, rows, shift), parts)
        return parts._replace(figures=parts.figures[: parts.start[-1]])

    def _read(self, offsets: NDArray[Any], data: NDArray[Any], span: tuple[int, int, int], parts: Parts) -> Parts:
        row, last, shift = span
        while row < last:
            row, self._count = read_rows(offsets, data, (row, last, shift), self._count, self._table, parts)
            if row < last:
                parts = self._grown(parts, int(parts.start[row]))
        return parts

    def _grown(self, parts: Parts, used: int) -> Parts:
        """Room for one row more at least, in the table and in the figures."""
        table, count = self._table, self._count
        if table.words.size - table.start[count] < ROOM:
            table = table._replace(words=_longer(table.words, 2 * table.words.size + ROOM))
        if table.hashes.size == count < table.most:
            room = min(max(2 * count, 1), table.most)
            slots = np.full(_slots_for(room), _FREE, dtype=np.int64)
            table = table._replace(
                slots=slots, hashes=_longer(table.hashes, room), start=_longer(table.start, room + 1)
            )
            place_all(table, count)
        self._table = table
        if parts.figures.size - used < MAX_LENGTH // 2:
            parts = parts._replace(figures=_longer(parts.figures, 2 * parts.figures.size + MAX_LENGTH))
        return parts


def _checked(offsets: NDArray[Any], data: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Both as the kernel takes them; read-only, so that it is compiled once for each type of offsets."""
    if data.dtype != np.uint8 or offsets.dtype not in (np.int32, np.int64):
        raise ValueError(f"found data {data.dtype}, offsets {offsets.dtype}; allowed: uint8, and int32 or int64")
    if not offsets.size or offsets[0] < 0 or offsets[-1] > data.size or np.any(offsets[1:] < offsets[:-1]):
        raise ValueError(
            "found offsets that fall or point outside the data; allowed: 0 to the size of the data, rising"
        )
    offsets, data = np.ascontiguousarray(offsets).view(), np.ascontiguousarray(data).view()
    offsets.flags.writeable = data.flags.writeable = False
    return offsets, data


def _slots_for(room: int) -> int:
    """A power of two, so many that at most every fourth is taken."""
    return max(2, 1 << (4 * room - 1).bit_length())


def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    """The same numbers in an array of this size; what follows them is not set."""
    longer = np.empty(size, dtype=array.dtype)
    longer[: array.size] = array
    return longer


@njit(cache=True, nogil=True)
def read_rows(offsets: Any, data: Any, span: Any, count: Any, table: Any, parts: Any) -> Any:
    """The row before which it stopped, as an array was full or that row the last, and the count of the skeletons.

    `span` is the first row to read, the row to stop before, and the place of `data` in the bytes that `offsets` count.
    """
    row, last, shift = span
    bytes_at, figures_at = data.ctypes.data - shift, parts.figures.ctypes.data
    words_at, start_at, hashes_at = table.words.ctypes.data, table.start.ctypes.data, table.hashes.ctypes.data
    lookup = (table.slots.ctypes.data, table.slots.shape[0], hashes_at, start_at, words_at)
    used, figures_end = figures_at + 8 * parts.start[row], figures_at + 8 * parts.figures.shape[0]
    free, has_room = words_at + 8 * table.start[count], _has_room(table, count)
    while row < last:
        begin, end = np.int64(offsets[row]), np.int64(offsets[row + 1])
        number = np.int64(REFUSED)
        if end - begin <= MAX_LENGTH:
            if not has_room or figures_end - used < 4 * (end - begin):
                break
            place, stop, filled, code = read_row(bytes_at + end, (bytes_at + begin, free, used, table.key))
            if place != REFUSED and stop > free:
                number = _number(lookup, free, stop, code)
                if number == _FREE:
                    number = _added(table, count, (stop - words_at) // 8, code)
                if number >= 0:
                    used = filled
                if number == count:
                    count += 1
                    free, has_room = stop, _has_room(table, count)
        parts.skeleton[row] = number
        row += 1
        parts.start[row] = (used - figures_at) // 8
    return row, count


@njit(cache=True, nogil=True)
def _has_room(table: Any, count: Any) -> Any:
    """Whether the words of any row can be written down, and a new skeleton kept."""
    few_words = table.words.shape[0] - table.start[count] < ROOM
    return not few_words and (table.hashes.shape[0] > count or count >= table.most)


@inlined
def _number(lookup: Any, free: Any, stop: Any, code: Any) -> Any:
    """The number of the skeleton whose words lie from `free` to `stop`; -1 where it is not in the table."""
    slots_at, slots, hashes_at, start_at, words_at = lookup
    slot = _first_slot(code, slots)
    while True:
        number = np.int64(eight(slots_at + 8 * slot))
        if number == _FREE:
            return number
        if eight(hashes_at + 8 * number) == code:
            begin, behind = np.int64(eight(start_at + 8 * number)), np.int64(eight(start_at + 8 * number + 8))
            if 8 * (behind - begin) == stop - free and _same(words_at + 8 * begin, free, stop):
                return number
        slot = (slot + 1) & (slots - 1)


@inlined
def _first_slot(code: Any, slots: Any) -> Any:
    """Where to look first: bits from the upper half of the hash, as many as number the slots."""
    return np.int64(code >> np.uint64(32)) & (slots - 1)


@inlined
def _same(place: Any, free: Any, stop: Any) -> Any:
    """Whether the words from `place` on are those from `free` to `stop`."""
    while free < stop:
        if eight(place) != eight(free):
            return False
        place, free = place + 8, free + 8
    return True


@njit(cache=True, nogil=True)
def _added(table: Any, count: Any, stop: Any, code: Any) -> Any:
    """The number of a new skeleton, in the free words before `stop`; -1 where it cannot stand or the table is full."""
    begin = table.start[count]
    if count >= table.most or not _has_names(table.words, begin, stop) or _repeats(table.words, begin, stop):
        return np.int64(REFUSED)
    table.hashes[count] = code
    table.start[count + 1] = stop
    _place(table, count)
    return count


@njit(cache=True, nogil=True)
def _place(table: Any, number: Any) -> None:
    """Put a skeleton into the first free slot from its hash on."""
    slots = table.slots.shape[0]
    slot = _first_slot(table.hashes[number], slots)
    while table.slots[slot] != _FREE:
        slot = (slot + 1) & (slots - 1)
    table.slots[slot] = number


@njit(cache=True, nogil=True)
def _has_names(words: Any, begin: Any, stop: Any) -> Any:
    """Whether every name is letters and digits, a letter first."""
    is_first = True
    for n in range(begin, stop):
        is_last = words[n] < _LAST_BELOW
        name = words[n] & _NAME if is_last else words[n]
        marks = letters(name)
        if is_first and not marks & np.uint64(0x80):
            return False
        count = run(marks | digits(name), 8)
        if count < 8 and first(name, count) != name:
            return False
        is_first = is_last
    return True


@njit(cache=True, nogil=True)
def _repeats(words: Any, begin: Any, stop: Any) -> Any:
    """Whether a name stands twice, or two parts are the rest."""
    rests, one = 0, begin
    while one < stop:
        behind = _behind(words, one)
        rests += words[behind - 1] >> KIND_AT == np.uint64(REST)
        other = behind
        while other < stop:
            if _same_name(words, one, other):
                return True
            other = _behind(words, other)
        one = behind
    return rests > 1


@njit(cache=True, nogil=True)
def _behind(words: Any, place: Any) -> Any:
    """The first word behind the name that begins here."""
    while words[place] >= _LAST_BELOW:
        place += 1
    return place + 1


@njit(cache=True, nogil=True)
def _same_name(words: Any, one: Any, other: Any) -> Any:
    while words[one] == words[other] and words[one] >= _LAST_BELOW:
        one, other = one + 1, other + 1
    return words[one] < _LAST_BELOW and words[other] < _LAST_BELOW and words[one] & _NAME == words[other] & _NAME


@njit(cache=True, nogil=True)
def place_all(table: Any, count: Any) -> None:
    """Put every skeleton into the slots, which are free."""
    for number in range(count):
        _place(table, number)
