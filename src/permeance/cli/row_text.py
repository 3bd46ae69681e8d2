"""Columns of answers as lines of CSV or JSON; a value that many rows share is written out once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from permeance.cli.output import json_piece, printable
from permeance.terms.problem import Problem

TEXT = pa.large_string()  # many rows at once may be more than two gigabytes
MOST_ROWS = 16_384  # made into lines at once
FAULTY = ("id", "row", "problem")  # all that is said of a row that could not be answered
_PLAIN_CSV = r"^([A-Za-z0-9][ !#-+\--:<-~]*)?$"  # no mark that ends or quotes a cell, and no beginning of a formula
_PLAIN_JSON = r"^[ !#-\[\]-~]*$"
_OF_A_PROBLEM = {field.name for field in fields(Problem)}
_QUOTED = re.compile(r'[",;\t\r\n]')
# Excel takes these for a formula, at the beginning of a cell or where another program may split it.
_FORMULA = re.compile(r"""(^|[",;\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])""")


def csv_cell(text: str) -> str:
    """A text as a cell of CSV: in quotes where it must be, and a formula nowhere.

    `=1+1` is `'=1+1`, as Excel itself marks what is text. What would command a terminal is an escape.
    """
    if not text.isprintable():
        text = "\n".join("\t".join(map(printable, line.split("\t"))) for line in text.split("\n"))
    text = _FORMULA.sub(r"\1'", text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def csv_text(value: object) -> str:
    """A value as the text of a cell: lists joined by `; `, what is in a thing by `: `."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        if value.keys() == _OF_A_PROBLEM:
            return str(Problem(**value))
        return ": ".join(text for text in map(csv_text, value.values()) if text)
    if isinstance(value, list):
        return "; ".join(map(csv_text, value))
    return value.isoformat() if isinstance(value, date) else str(value)


class _Column:
    """Writes one column; the texts of a dictionary are kept as long as the next one is the same."""

    def __init__(self, write: Callable[[object], str], plain: str, quote: str, lead: str = "") -> None:
        self.write, self.plain, self.quote, self.lead = write, plain, quote, lead
        self.known: tuple[pa.Array, pa.Array] | None = None
        self.null = lead + write(None)

    def texts(self, values: pa.Array) -> pa.Array:
        if not pa.types.is_dictionary(values.type):
            return self._texts(values)
        if self.known is None or not self.known[0].equals(values.dictionary):
            self.known = (values.dictionary, self._texts(values.dictionary))
        return pc.fill_null(self.known[1].take(values.indices), self.null)

    def _texts(self, values: pa.Array) -> pa.Array:
        if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
            texts = self._strings(values.cast(TEXT))
        elif pa.types.is_date(values.type):
            texts = self._strings(values.cast(pa.date32()).cast(TEXT))
        elif pa.types.is_integer(values.type):
            texts = values.cast(TEXT)
        elif pa.types.is_boolean(values.type):
            texts = pc.if_else(values, *(pa.scalar(self.write(truth), TEXT) for truth in (True, False)))
        else:
            texts = pa.array([None if value is None else self.write(value) for value in values.to_pylist()], TEXT)
        if self.lead:
            texts = _joined([pa.scalar(self.lead, TEXT), texts], "")
        return pc.fill_null(texts, self.null)

    def _strings(self, values: pa.Array) -> pa.Array:
        plain = pc.fill_null(pc.match_substring_regex(values, self.plain), True)
        quote = pa.scalar(self.quote, TEXT)
        texts = _joined([quote, values, quote], "") if self.quote else values
        if not pc.all(plain, min_count=0).as_py():
            others = pc.invert(plain)
            written = [self.write(text) for text in values.filter(others).to_pylist()]
            texts = pc.replace_with_mask(texts, others, pa.array(written, TEXT))
        return texts


def _joined(parts: Sequence[Any], separator: str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, pa.scalar(separator, TEXT))


def _sliced(columns: Mapping[str, pa.Array]) -> Iterator[dict[str, pa.Array]]:
    rows = len(next(iter(columns.values()), ()))
    for begin in range(0, rows, MOST_ROWS):
        yield {name: values.slice(begin, MOST_ROWS) for name, values in columns.items()}


def _bytes(lines: pa.Array) -> memoryview:
    """The lines one after the other, as they lie in memory."""
    offsets, data = lines.buffers()[1:]
    places = pa.Array.from_buffers(pa.int64(), lines.offset + len(lines) + 1, [None, offsets])
    begin, end = places[lines.offset].as_py(), places[lines.offset + len(lines)].as_py()
    return memoryview(data)[begin:end] if data is not None else memoryview(b"")


class CsvLines:
    """Lines of CSV; `parts` are the cells of one row."""

    def __init__(self, names: Sequence[str]) -> None:
        self.columns = {name: _Column(lambda value: csv_cell(csv_text(value)), _PLAIN_CSV, "") for name in names}

    def head(self) -> str:
        return ",".join(map(csv_cell, self.columns)) + "\r\n"

    def of(self, columns: Mapping[str, pa.Array]) -> Iterator[memoryview]:
        for some in _sliced(columns):
            cells = [column.texts(some[name]) for name, column in self.columns.items()]
            cells[-1] = _joined([cells[-1], pa.scalar("\r\n", TEXT)], "")
            yield _bytes(_joined(cells, ","))


class JsonLines:
    """Objects of JSON, one a line; of a faulty row only what stands in `FAULTY`, of another all but that."""

    def __init__(self, names: Sequence[str]) -> None:
        self.columns = {name: _Column(json_piece, _PLAIN_JSON, '"', json_piece(name) + ": ") for name in names}
        apart = set(FAULTY[1:]) if "problem" in names else set()
        self.sound = [name for name in names if name not in apart]
        self.faulty = [name for name in FAULTY if name in names] if apart else []

    def of(self, columns: Mapping[str, pa.Array]) -> Iterator[memoryview]:
        """The lines of some rows, each with a comma at its end."""
        for some in _sliced(columns):
            texts = {name: column.texts(some[name]) for name, column in self.columns.items()}
            whole = partial(_object, texts)
            lines = whole(self.sound)
            if self.faulty:
                lines = pc.if_else(some["problem"].is_null(), lines, whole(self.faulty))
            yield _bytes(lines)


def _object(texts: Mapping[str, pa.Array], names: Sequence[str]) -> pa.Array:
    begin, end = pa.scalar("    {", TEXT), pa.scalar("},\n", TEXT)
    return _joined([begin, _joined([texts[name] for name in names], ", "), end], "")
