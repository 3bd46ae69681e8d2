"""A sheet as values: what is said above its table, its columns, its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from permeance.exposure.outcome import Span
from permeance.exposure.rendering import prose

Cell = str | date | int | float | Decimal | None
Row = Sequence[Cell]


class Kind(Enum):
    """How the numbers of a column are shown: as they are, as shares of 1, or as days won and lost."""

    PLAIN = auto()
    SHARE = auto()
    GAIN = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `most` is the width in characters beyond which the text of a cell is wrapped."""

    title: str
    kind: Kind = Kind.PLAIN
    most: int = 24
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the columns, and a value for each column in every row.

    `notes` stand above the table and stay in sight, so they are few; `after` stand below it.
    """

    name: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    after: tuple[str, ...] = ()


def span_columns(*before: str) -> tuple[Column, ...]:
    """Three columns for a date at 10, 50 and 90 per cent."""
    return tuple(Column(" ".join((*before, name)), most=14, strong=name == "P50") for name in ("P10", "P50", "P90"))


def dates(span: Span, beyond: str = prose(None)) -> tuple[Cell, ...]:
    """The three dates; words where there is none."""
    return (span.p10 or beyond, span.p50 or beyond, span.p90 or beyond)


def listed(parts: Iterable[object]) -> str | None:
    """Several things in one cell, one a line."""
    return "\n".join(map(str, parts)) or None


def spaced(word: str) -> str:
    """A word of the contract as prose has it: `licence required`."""
    return word.replace("_", " ")
