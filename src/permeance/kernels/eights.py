"""Eight bytes at once: bytes of a text as one word, the first byte lowest, and marks in it.

A mark is the highest bit of a byte. Which byte is marked is told from its own eight bits alone, so that bytes above
127 and control characters are never taken for something else.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

# The functions of one row are part of the loop over rows: a call costs as much as what they do.
inlined: Any = partial(njit, cache=True, nogil=True, forceinline=True, error_model="numpy")
_intrinsic: Any = intrinsic  # its declared type does not know that the first argument is not given in a call
_LOW, _HIGH = np.uint64(0x7F7F7F7F7F7F7F7F), np.uint64(0x8080808080808080)
_ONE, _THREE, _SEVEN = np.uint64(1), np.uint64(3), np.uint64(7)
_SMALL = np.uint64(0x2020202020202020)  # set in a small letter and not in a capital
_EACH = 0x0101010101010101
_DIGIT_FROM, _DIGIT_ABOVE = np.uint64(_EACH * (0x80 - ord("0"))), np.uint64(_EACH * (0x7F - ord("9")))
_LETTER_FROM, _LETTER_ABOVE = np.uint64(_EACH * (0x80 - ord("a"))), np.uint64(_EACH * (0x7F - ord("z")))
_ABOVE_BLANK, _ENDS = np.uint64(_EACH * (0x7F - ord(" "))), np.uint64(_EACH * ord(";"))
_POINTS = np.uint64(_EACH * ord("."))
_PAIRS, _FOURS, _EIGHT = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0000FFFF0000FFFF), np.uint64(0xFFFFFFFF)
_VALUES = np.uint64(0x0F0F0F0F0F0F0F0F)
_TEN, _HUNDRED, _MYRIAD = np.uint64(10), np.uint64(100), np.uint64(10_000)


def word_of(text: bytes) -> np.uint64:
    """At most eight bytes as a word; `word_of(b"A;")` is 0x3B41."""
    return np.uint64(int.from_bytes(text, "little"))


@_intrinsic
def byte(typing_context: Any, place: Any) -> Any:
    """The byte at an address."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.load(builder.inttoptr(arguments[0], context.get_value_type(types.uint8).as_pointer()))

    return types.uint8(types.int64), build


@_intrinsic
def eight(typing_context: Any, place: Any) -> Any:
    """The word at an address, which need not be a multiple of eight."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.load(builder.inttoptr(arguments[0], context.get_value_type(types.uint64).as_pointer()), align=1)

    return types.uint64(types.int64), build


@_intrinsic
def put(typing_context: Any, place: Any, word: Any) -> Any:
    """Write a word to an address that is a multiple of eight."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        builder.store(arguments[1], builder.inttoptr(arguments[0], context.get_value_type(types.uint64).as_pointer()))
        return context.get_dummy_value()

    return types.void(types.int64, word), build


@_intrinsic
def _zeros_below(typing_context: Any, word: Any) -> Any:
    """The number of bits below the lowest that is set; 64 of no bit."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], context.get_constant(types.boolean, False))

    return types.uint64(types.uint64), build


@inlined
def digits(word: Any) -> Any:
    """Marks of the digits 0 to 9."""
    low = word & _LOW
    return ((low + _DIGIT_FROM) ^ (low + _DIGIT_ABOVE)) & ~word & _HIGH


@inlined
def letters(word: Any) -> Any:
    """Marks of the letters A to Z and a to z."""
    low = (word | _SMALL) & _LOW
    return ((low + _LETTER_FROM) ^ (low + _LETTER_ABOVE)) & ~word & _HIGH


@inlined
def unseparated(word: Any) -> Any:
    """Marks of the bytes that do not end a name: no blank, control character or `;`; of those above 127, of some."""
    return ((word & _LOW) + _ABOVE_BLANK) & (((word ^ _ENDS) & _LOW) + _LOW) & _HIGH


@inlined
def points(word: Any) -> Any:
    """Marks of the decimal points."""
    apart = word ^ _POINTS
    return ~(((apart & _LOW) + _LOW) | apart) & _HIGH


@inlined
def run(marks: Any, most: Any) -> Any:
    """How many bytes from the first on are marked, at most `most`."""
    return min(np.int64(_zeros_below(~marks & _HIGH) >> _THREE), most)


@inlined
def first(word: Any, count: Any) -> Any:
    """The first `count` bytes, at most seven, the others zero."""
    return word & ((_ONE << (np.uint64(count) << _THREE)) - _ONE)


@inlined
def figure(word: Any, count: Any, point: Any) -> Any:
    """The value of the first `count` bytes, one to seven: digits, and a point where one is marked; `1.25` is 125."""
    before = (point >> _SEVEN) - _ONE  # bits of the bytes before the point; all where there is none
    values = first(word & _VALUES, count)
    values = (values & before) | ((values >> np.uint64(8)) & ~before)
    width = np.uint64(count - (point != 0))
    values <<= np.uint64(64) - (width << _THREE)
    values = (values * _TEN + (values >> np.uint64(8))) & _PAIRS
    values = (values * _HUNDRED + (values >> np.uint64(16))) & _FOURS
    return np.int64((values * _MYRIAD + (values >> np.uint64(32))) & _EIGHT)


@inlined
def decimals(count: Any, point: Any) -> Any:
    """How many of `count` bytes stand behind the point; none where there is no point."""
    return count - 1 - np.int64(_zeros_below(point) >> _THREE) if point else np.int64(0)
