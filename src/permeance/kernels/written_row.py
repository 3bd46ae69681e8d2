"""One written composition, byte by byte no more than it must: `Nd 28; Dy 0.05-0.2; Fe rest` as words and figures.

The grammar is part of that of the exact reader of compositions, and means the same. Pieces stand between `;`, blanks
around them. A name is letters and digits; behind it stand blanks and a share, or nothing. All figures are whole parts
per billion by weight.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from permeance.kernels.eights import (
    byte,
    decimals,
    digits,
    eight,
    figure,
    first,
    inlined,
    letters,
    points,
    put,
    run,
    unseparated,
    word_of,
)

MAX_LENGTH = 2_000  # bytes of a row
MOST_DIGITS = 12  # of a figure
MOST_WORDS = 64  # of a row: one for each part, one more for each eight bytes of its name
MOST = 1_005_000_000  # a share in parts per billion: 100 % and the tolerance of a sum
POINT, RANGE, LIMIT, REST, ALONE = 1, 2, 3, 4, 5  # how a share is written; below every byte of a name
FIGURES = {POINT: 1, RANGE: 2, LIMIT: 1, REST: 0, ALONE: 0}
REFUSED = -1
PADDING = 16  # bytes that must follow those of a row, whatever they are
ROOM = MOST_WORDS + MAX_LENGTH // 8 + 1  # words that a row may write before it is refused

KIND_AT = np.uint64(56)
_PERCENT, _PPM, _PPB = 7, 3, 0  # powers of ten
_TENS = 10 ** np.arange(MOST_DIGITS + 1, dtype=np.int64)
_BLANK, _END, _LESS, _DASH, _POINT, _PERCENT_SIGN, _ZERO, _NINE = (np.uint8(code) for code in b" ;<-.%09")
_SPREAD = np.uint64(32)
_WT, _PPM_WORD, _PPB_WORD, _BAL = (word_of(text) for text in (b"wt%", b"ppm", b"ppb", b"bal"))
_REST, _BALANCE, _REMAINDE, _R = (word_of(text) for text in (b"rest", b"balance", b"remainde", b"r"))
_CAPITALS = tuple(word_of(b" " * count) for count in range(9))  # what makes the first letters small


@inlined
def read_row(end: Any, at: Any) -> Any:
    """Write down the words and figures of a row, and say up to where: place, word, figure, and the hash of the words.

    `at` is the same four before: the first byte of the row, the next word and figure that are free, and a number to
    begin the hash with, odd. Where a row is refused its place is -1. There must be ROOM for words, half as many
    figures as bytes, and PADDING bytes behind the row.
    """
    place, word, used, code = at
    key, most = code, word + 8 * MOST_WORDS
    while True:
        while place < end and (byte(place) == _BLANK or byte(place) == _END):
            place += 1
        if place == end:
            break
        place, word, last, code = _name(end, (place, word, code), key)
        if place < 0 or word >= most:
            return np.int64(REFUSED), word, used, code
        place, kind, used = _share(place, end, used)
        if place < 0:
            return np.int64(REFUSED), word, used, code
        last |= np.uint64(kind) << KIND_AT
        put(word, last)
        word += 8
        code = _hashed(code, last, key)
    return place, word, used, code


@inlined
def _hashed(code: Any, word: Any, key: Any) -> Any:
    """The hash with one word more; its upper half depends on every bit of them all."""
    code = (code ^ word) * key
    return (code ^ (code >> _SPREAD)) * key


@inlined
def _name(end: Any, at: Any, key: Any) -> Any:
    """The place behind a name, the next free word, the last word of the name, and the hash of those before it."""
    place, word, code = at
    eight_bytes = eight(place)
    count = run(unseparated(eight_bytes), end - place)
    while count == 8:
        if run(letters(eight_bytes) | digits(eight_bytes), count) < count:
            return np.int64(REFUSED), word, eight_bytes, code
        put(word, eight_bytes)
        word += 8
        code = _hashed(code, eight_bytes, key)
        place += 8
        eight_bytes = eight(place)
        count = run(unseparated(eight_bytes), end - place)
    return place + count, word, first(eight_bytes, count), code


@inlined
def _share(place: Any, end: Any, used: Any) -> Any:
    """The place behind the part, its kind, and the next free figure, from the place behind its name."""
    less = np.int64(byte(place + 1) == _LESS)
    begin = place + 1 + less
    word = eight(begin)
    dots = points(word)
    count = run(digits(word) | dots, end - begin)
    if byte(place) != _BLANK or not 0 < count < 8 or not _is_figure(count, first(dots, count)):
        return _any_share(place, end, used)
    # most are written so: one blank, and a short figure or limit in per cent
    dots, behind = first(dots, count), begin + count
    value, places = figure(word, count, dots), decimals(count, dots)
    if behind < end and byte(behind) != _END:
        return _ended(behind, end, used, value, places, less)
    share = value * _TENS[_PERCENT - places]
    put(used, share)
    return (behind if share <= MOST else np.int64(REFUSED)), POINT + less * (LIMIT - POINT), used + 8


@njit(cache=True, nogil=True)
def _any_share(name_end: Any, end: Any, used: Any) -> Any:
    """What `_share` says, of a share however it is written."""
    place = _skipped(name_end, end)
    if place == end or byte(place) == _END:
        return place, ALONE, used
    if place == name_end:
        return np.int64(REFUSED), ALONE, used
    less = np.int64(byte(place) == _LESS)
    if less:
        place = _skipped(place + 1, end)
    elif byte(place) > _NINE:
        return _rest(place, end), REST, used
    place, low, places = _figure(place, end)
    if place < 0:
        return np.int64(REFUSED), ALONE, used
    return _ended(place, end, used, low, places, less)


@njit(cache=True, nogil=True)
def _ended(place: Any, end: Any, used: Any, low: Any, low_places: Any, less: Any) -> Any:
    """What `_share` says, from the place behind the first figure: there may be a second one and a unit."""
    high, high_places, kind, power = low, low_places, POINT, _PERCENT
    place = _skipped(place, end)
    if place < end and byte(place) == _DASH:
        place, high, high_places = _figure(_skipped(place + 1, end), end)
        if place < 0:
            return np.int64(REFUSED), ALONE, used
        place, kind = _skipped(place, end), RANGE
    if place < end and byte(place) != _END:
        place, power = _unit(place, end)
    low, high = _whole(low, power - low_places), _whole(high, power - high_places)
    if place < 0 or min(low, high) < 0 or max(low, high) > MOST or (low > high and not less):
        return np.int64(REFUSED), ALONE, used
    if less or kind == POINT:
        put(used, high)
        return place, (LIMIT if less else POINT), used + 8
    put(used, low)
    put(used + 8, high)
    return place, RANGE, used + 16


@inlined
def _skipped(place: Any, end: Any) -> Any:
    """The first place from `place` on that holds no blank."""
    while place < end and byte(place) == _BLANK:
        place += 1
    return place


@inlined
def _is_figure(count: Any, dots: Any) -> Any:
    """Whether digits and points, `count` bytes of them, are a figure: one point at most, and digits on both sides."""
    outer = (dots >> np.uint64(7)) & (np.uint64(1) | (np.uint64(1) << np.uint64(8 * count - 8)))
    return not outer and not dots & (dots - np.uint64(1))


@inlined
def _figure(place: Any, end: Any) -> Any:
    """The place behind a figure, its digits as a number, and how many of them are decimals."""
    word = eight(place)
    dots = points(word)
    count = run(digits(word) | dots, end - place)
    if count == 8:
        return _long_figure(place, end)
    if count <= 0 or not _is_figure(count, first(dots, count)):
        return np.int64(REFUSED), np.int64(0), np.int64(0)
    dots = first(dots, count)
    return place + count, figure(word, count, dots), decimals(count, dots)


@njit(cache=True, nogil=True)
def _long_figure(place: Any, end: Any) -> Any:
    """What `_figure` says, of eight bytes and more."""
    begin, point, value = place, np.int64(REFUSED), np.int64(0)
    stop = min(end, begin + MOST_DIGITS + 2)
    while place < stop and (byte(place) == _POINT or _ZERO <= byte(place) <= _NINE):
        if byte(place) != _POINT:
            value = value * 10 + np.int64(byte(place) - _ZERO)
        elif point >= 0:
            return np.int64(REFUSED), value, np.int64(0)
        else:
            point = place
        place += 1
    count = place - begin - (point >= 0)
    if count > MOST_DIGITS or point == begin or point == place - 1:
        return np.int64(REFUSED), value, np.int64(0)
    return place, value, (place - 1 - point if point >= 0 else np.int64(0))


@inlined
def _whole(value: Any, power: Any) -> Any:
    """The value times ten to the power; -1 where that is not whole, or more than any share."""
    if power >= 0:
        return value * _TENS[power] if value <= MOST else np.int64(REFUSED)
    ten = _TENS[-power]
    return value // ten if value % ten == 0 else np.int64(REFUSED)


@inlined
def _unit(place: Any, end: Any) -> Any:
    """The place behind the part and the power of ten of its unit, from the first byte of the unit."""
    word = _eight_of_row(place, end)
    three = first(word | _CAPITALS[3], 3)
    if byte(place) == _PERCENT_SIGN:
        return _closed(place + 1, end), _PERCENT
    if first(word | _CAPITALS[2], 3) == _WT:
        return _closed(place + 3, end), _PERCENT
    if three == _PPM_WORD:
        return _closed(place + 3, end), _PPM
    if three == _PPB_WORD:
        return _closed(place + 3, end), _PPB
    return np.int64(REFUSED), _PERCENT


@inlined
def _rest(place: Any, end: Any) -> Any:
    """The place behind a part whose share is the rest, from the first byte of that word."""
    word = _eight_of_row(place, end)
    if first(word | _CAPITALS[4], 4) == _REST:
        return _closed(place + 4, end)
    if first(word | _CAPITALS[7], 7) == _BALANCE:
        return _closed(place + 7, end)
    if first(word | _CAPITALS[3], 3) == _BAL:
        return _closed(place + 3 + (place + 3 < end and byte(place + 3) == _POINT), end)
    if word | _CAPITALS[8] == _REMAINDE and place + 8 < end and byte(place + 8) | np.uint8(0x20) == _R:
        return _closed(place + 9, end)
    return np.int64(REFUSED)


@inlined
def _eight_of_row(place: Any, end: Any) -> Any:
    """The word at a place of the row; zero beyond the end."""
    return eight(place) if end - place >= 8 else first(eight(place), end - place)


@inlined
def _closed(place: Any, end: Any) -> Any:
    """The place of the `;` or the end, where nothing but blanks stands before it."""
    place = _skipped(place, end)
    return place if place == end or byte(place) == _END else np.int64(REFUSED)
