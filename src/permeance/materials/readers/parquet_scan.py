"""The pages of a Parquet file looked through before they are unpacked: how large each is, and in what way it is packed.

The library unpacks a page whole, and some ways of packing make a long text of a few bytes for each row. The footer may
say anything of both, so the heads of the pages themselves are read: a few bytes of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BufferedReader
from typing import Any

_WINDOWS = (512, 64 * 1024, 1024 * 1024)  # bytes of a head; statistics in it may be long
_DICTIONARY_PAGE = 2
_PREFIXED = 7  # DELTA_BYTE_ARRAY: a text begins as the one before
_NEVER_CODES = frozenset({6, _PREFIXED})  # DELTA_LENGTH_BYTE_ARRAY: cannot be read as codes
_DEEPEST = 8  # of a structure in a head


class PageError(ValueError):
    """A head that is none."""


@dataclass(slots=True)
class Chunk:
    """What the pages of one column in one row group are; sizes in bytes, unpacked."""

    largest: int = 0
    dictionary: int = 0
    prefixed: int = 0
    can_be_codes: bool = True

    @property
    def is_coded(self) -> bool:
        return self.dictionary > 0 and self.can_be_codes


def scan_chunk(file: BufferedReader, column: Any) -> Chunk:
    """Look through a chunk, by its description in the footer. Raises PageError where a page does not begin soundly."""
    begin, found = column.data_page_offset, Chunk()
    if column.has_dictionary_page and 0 < (column.dictionary_page_offset or 0) < begin:
        begin = column.dictionary_page_offset
    place, left = begin, column.num_values
    while left > 0 and place < begin + column.total_compressed_size:
        head, length = _head(file, place)
        unpacked, packed = _size(head.get(2)), _size(head.get(3))
        found.largest = max(found.largest, unpacked)
        data = head.get(5) or head.get(8) or {}
        if head.get(1) == _DICTIONARY_PAGE:
            found.dictionary = max(found.dictionary, unpacked)
        elif data:
            left -= _size(data.get(1))
            way = data.get(4 if 8 in head else 2)
            found.can_be_codes &= way not in _NEVER_CODES
            if way == _PREFIXED:
                found.prefixed = max(found.prefixed, unpacked)
        place += length + packed
    return found


def _size(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise PageError("a page of no size")
    return value


def _head(file: BufferedReader, place: int) -> tuple[dict[int, Any], int]:
    """The head of the page that begins at a place, by the numbers of its fields, and its length."""
    for window in _WINDOWS:
        file.seek(place)
        compact = _Compact(file.read(window))
        try:
            return compact.structure(0), compact.at
        except IndexError:
            continue
    raise PageError("a page whose head does not end")


class _Compact:
    """Reads Thrift's compact protocol, as far as heads of pages need it; IndexError where the bytes end."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def structure(self, depth: int) -> dict[int, Any]:
        if depth > _DEEPEST:
            raise PageError("a page whose head is nested too deep")
        fields: dict[int, Any] = {}
        number = 0
        while first := self._byte():
            number = number + (first >> 4) if first >> 4 else self._signed()
            fields[number] = self._value(first & 15, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self._byte()
        if kind in (4, 5, 6):
            return self._signed()
        if kind == 7:
            return self._skip(8)
        if kind == 8:
            return self._skip(self._varint())
        if kind == 12:
            return self.structure(depth + 1)
        raise PageError("a page whose head holds what none does")

    def _byte(self) -> int:
        self.at += 1
        return self.raw[self.at - 1]

    def _varint(self) -> int:
        value = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
        raise PageError("a page whose head holds too long a number")

    def _signed(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def _skip(self, length: int) -> None:
        self.at += length
        if self.at > len(self.raw):
            raise IndexError
