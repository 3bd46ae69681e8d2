"""Columns of Arrow as cells of a table: the text that the same value would be in CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

ALLOWED = "text, whole numbers, decimals, floats, yes or no (boolean), dates or timestamps"
_BLANKS = " \t\n\v\f\r\x1c\x1d\x1e\x1f"  # what `str.strip` takes away, of ASCII
_STAMP = re.compile(r"(\S+) (\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d{4})?")


def is_text(kind: pa.DataType) -> bool:
    """Whether values of this type are text."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def can_be_read(kind: pa.DataType) -> bool:
    """Whether values of this type can be cells."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    tests = (is_text, *(test for test, _ in _TEXTS))
    return any(test(kind) for test in tests)


def cells_of(array: pa.Array) -> pa.Array:
    """Values as text that is not yet tidied: `string` or `dictionary<int32, string>`, an empty cell for a null."""
    if not pa.types.is_dictionary(array.type):
        return pc.fill_null(_texts(array), "")
    values = pc.fill_null(_texts(array.dictionary), "")
    codes = array.indices.cast(pa.int32())
    if codes.null_count:
        codes = pc.fill_null(codes, len(values))
        values = pa.concat_arrays([values, pa.array([""], pa.string())])
    return pa.DictionaryArray.from_arrays(codes, values)


def values_of(cells: pa.Array) -> pa.Array:
    """The values that occur in a column of text, perhaps more than once."""
    return cells.dictionary if pa.types.is_dictionary(cells.type) else cells


def where(cells: pa.Array, of_values: pa.Array) -> pa.Array:
    """For each row whether its value is meant, from whether each of `values_of` is."""
    return of_values.take(cells.indices) if pa.types.is_dictionary(cells.type) else of_values


def tidied(cells: pa.Array) -> pa.Array:
    """Cells as every reader of tables gives them: no space around, one spelling for a name with an umlaut."""
    values = values_of(cells)
    plain = pc.string_is_ascii(values)
    tidy = pc.ascii_trim(values, characters=_BLANKS)
    if not _all(plain):
        others = pc.invert(plain)
        composed = [normalize("NFC", text.strip()) for text in values.filter(others).to_pylist()]
        tidy = pc.replace_with_mask(tidy, others, pa.array(composed, pa.string()))
    if not pa.types.is_dictionary(cells.type):
        return tidy
    coded = pa.DictionaryArray.from_arrays(cells.indices, tidy)
    if 2 * len(tidy) > len(coded):
        return coded.cast(pa.string())
    return coded if pc.count_distinct(tidy).as_py() == len(tidy) else coded.cast(pa.string()).dictionary_encode()


def _all(truths: pa.Array) -> bool:
    return bool(pc.all(truths, min_count=0).as_py())


def _texts(values: pa.Array) -> pa.Array:
    if is_text(values.type):
        return values.cast(pa.string())
    return next(text for test, text in _TEXTS if test(values.type))(values)


def _each(words: Callable[[Iterable[Any]], Iterable[str | None]]) -> Callable[[pa.Array], pa.Array]:
    """Writes each distinct value once."""

    def texts(values: pa.Array) -> pa.Array:
        coded = values.dictionary_encode()
        return pa.array(words(coded.dictionary), pa.string()).take(coded.indices)

    return texts


def _floats(values: pa.Array) -> list[str]:
    """The shortest decimals that read back to the same floats, of their own width; nothing for what is no number."""
    return [
        "" if np.isnan(value) else np.format_float_positional(value, unique=True, trim="-") if value else "0"
        for value in values.to_numpy(zero_copy_only=False)
    ]


def _decimals(values: pa.Array) -> list[str]:
    return [format(value, "f") for value in values.to_pylist() if isinstance(value, Decimal)]


def _stamps(values: pa.Array) -> list[str]:
    return [_stamp(text) for text in values.cast(pa.string()).to_pylist()]


def _stamp(text: str) -> str:
    """A timestamp at midnight as its day; of another the time without zeros at its end, and its zone."""
    found = _STAMP.fullmatch(text)
    if found is None:
        return text
    day, minutes, seconds, fraction, zone = (part or "" for part in found.groups())
    fraction = fraction.rstrip("0")
    if minutes == "00:00" and not seconds.strip("0") and not fraction:
        return day
    rest = f":{seconds}" + (f".{fraction}" if fraction else "") if seconds.strip("0") or fraction else ""
    return f"{day} {minutes}{rest}{zone}"


_TEXTS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[pa.Array], pa.Array]], ...] = (
    (pa.types.is_null, lambda values: values.cast(pa.string())),
    (pa.types.is_integer, lambda values: values.cast(pa.string())),
    (pa.types.is_boolean, lambda values: pc.if_else(values, "yes", "no")),
    (pa.types.is_date, lambda values: values.cast(pa.date32()).cast(pa.string())),
    (pa.types.is_timestamp, _each(_stamps)),
    (pa.types.is_decimal, _each(_decimals)),
    (pa.types.is_float16, lambda values: pa.array(_floats(values), pa.string())),
    (pa.types.is_floating, _each(_floats)),
)
