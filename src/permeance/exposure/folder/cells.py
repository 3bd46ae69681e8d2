"""Cells that several tables of a company folder read alike: names of another table, and amounts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from permeance.determination.item_table import Cells


def known_name(cells: Cells, column: str, known: Iterable[str], file: str) -> str:
    name = cells.row[column]
    if name not in known:
        found = repr(name[:60]) if name else "nothing"
        raise cells.fault(column, found, f"a name of {file}", f"add it to {file} or mend the name")
    return name


def positive(cells: Cells, column: str, *, zero: bool = False) -> Decimal:
    allowed = "a number of zero or more" if zero else "a number above zero"
    value = cells.number(column, allowed)
    if value is None or (value == 0 and not zero):
        raise cells.fault(column, repr(cells.row[column]), allowed, "correct the figure")
    return value
