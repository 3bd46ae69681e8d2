"""The pages of a Parquet file looked through before they are unpacked: how large each is, and in what way it is packed.

The library unpacks a page whole, and some ways of packing make a long text of a few bytes for each row. The footer may
say anything of both, so the heads of the pages themselves are read: a few bytes of each. Where they stand is read from
the footer here as well: what the library offers for that ends the whole process at a faulty footer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Any

_WINDOWS = (512, 64 * 1024, 1024 * 1024)  # bytes of a head; statistics in it may be long
_DICTIONARY_PAGE = 2
_PREFIXED = 7  # DELTA_BYTE_ARRAY: a text begins as the one before
_CODES = frozenset({2, 8})  # PLAIN_DICTIONARY and RLE_DICTIONARY
_NEVER_CODES = frozenset({6, _PREFIXED})  # DELTA_LENGTH_BYTE_ARRAY: cannot be read as codes
_DEEPEST = 16  # of structures and lists in each other


class PageError(ValueError):
    """A head that is none."""


@dataclass(slots=True)
class Chunk:
    """What the pages of one column in one row group are: sizes in bytes, unpacked, and how many values are no codes."""

    largest: int = 0
    dictionary: int = 0
    prefixed: int = 0
    can_be_codes: bool = True
    values: int = 0
    plain: int = 0

    @property
    def is_coded(self) -> bool:
        return self.dictionary > 0 and self.can_be_codes


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in the file the pages of a chunk stand, and how many values they hold."""

    begin: int
    end: int
    values: int


def stretches(footer: bytes, columns: Collection[str]) -> Iterator[dict[str, Stretch]]:
    """For each row group where the chunks of some columns are. Raises PageError for a footer that is none."""
    try:
        told = _Compact(footer).structure(0)
    except IndexError:
        raise PageError("a description that ends early") from None
    for group in _structures(told.get(4)):
        found = {}
        for chunk in _structures(group.get(1)):
            about = chunk.get(3)
            if isinstance(about, dict) and (name := _top_level(about.get(3))) in columns:
                begin, codes = _size(about.get(9)), about.get(11)
                if isinstance(codes, int) and 0 < codes < begin:
                    begin = codes
                found[name] = Stretch(begin, begin + _size(about.get(7)), _size(about.get(5)))
        yield found


def _top_level(path: object) -> str:
    """The name of a column that is not nested, from its path; nothing for another."""
    if isinstance(path, list) and len(path) == 1 and isinstance(path[0], bytes):
        return path[0].decode(errors="replace")
    return ""


def _structures(value: object) -> list[dict[int, Any]]:
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise PageError("a description that holds what none does")
    return value


def scan_chunk(file: BufferedReader, at: Stretch) -> Chunk:
    """Look through the pages of a chunk. Raises PageError where one does not begin soundly."""
    found, place, left = Chunk(), at.begin, at.values
    while left > 0 and place < at.end:
        head, length = _head(file, place)
        unpacked, packed = _size(head.get(2)), _size(head.get(3))
        found.largest = max(found.largest, unpacked)
        data = head.get(5) or head.get(8) or {}
        if not isinstance(data, dict):
            raise PageError("a head that holds what none does")
        if head.get(1) == _DICTIONARY_PAGE:
            found.dictionary = max(found.dictionary, unpacked)
        elif data:
            values = _size(data.get(1))
            left -= values
            found.values += values
            way = data.get(4 if 8 in head else 2)
            found.can_be_codes &= way not in _NEVER_CODES
            found.plain += values if way not in _CODES else 0
            if way == _PREFIXED:
                found.prefixed = max(found.prefixed, unpacked)
        place += length + packed
    return found


def _size(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise PageError("a size that is none")
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
    """Reads Thrift's compact protocol, as far as footers and heads of pages need it; IndexError where the bytes end."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def structure(self, depth: int) -> dict[int, Any]:
        """The values of its fields, by their numbers."""
        if depth > _DEEPEST:
            raise PageError("a head that is nested too deep")
        fields: dict[int, Any] = {}
        number = 0
        while first := self._byte():
            number = number + (first >> 4) if first >> 4 else self._signed()
            fields[number] = self._value(first & 15, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        if kind in (1, 2):
            return kind == 1
        if kind in (4, 5, 6):
            return self._signed()
        reads: dict[int, Callable[[], Any]] = {
            3: self._byte,
            7: lambda: self._bytes(8),
            8: lambda: self._bytes(self._varint()),
            9: lambda: self._list(depth),
            10: lambda: self._list(depth),
            12: lambda: self.structure(depth + 1),
        }
        if kind not in reads:
            raise PageError("a head that holds what none does")
        return reads[kind]()

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
        raise PageError("a head that holds too long a number")

    def _signed(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def _bytes(self, length: int) -> bytes:
        self.at += length
        if self.at > len(self.raw):
            raise IndexError
        return self.raw[self.at - length : self.at]

    def _list(self, depth: int) -> list[Any]:
        if depth > _DEEPEST:
            raise PageError("a head that is nested too deep")
        first = self._byte()
        length, kind = first >> 4, first & 15
        if length == 15:
            length = self._varint()
        if length > len(self.raw) - self.at:  # each takes a byte at least
            raise IndexError
        if kind in (1, 2):
            return [self._byte() == 1 for _ in range(length)]
        return [self._value(kind, depth + 1) for _ in range(length)]
