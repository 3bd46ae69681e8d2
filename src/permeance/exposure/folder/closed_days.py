"""The days on which no line of a plant builds, as a settings file or a cell of a sheet gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from permeance.terms.day import FIRST_YEAR, LAST_YEAR, read_day, without_time

ALLOWED = f"days such as 2026-05-01, or 2026-12-24:2027-01-01 with both days included, from {FIRST_YEAR} to {LAST_YEAR}"
MOST_SPANS = 400
Closed = tuple[tuple[date, date], ...]


def closed_days(entries: Iterable[object]) -> tuple[Closed, list[str]]:
    """The spans, first and last day included, in their order, and the entries that are none, as they were found."""
    found, strange = list[tuple[date, date]](), list[str]()
    for number, entry in enumerate(entries):
        if number == MOST_SPANS:
            strange.append(f"over {MOST_SPANS} entries")
            break
        try:
            found.append(_span(entry))
        except ValueError:
            strange.append(repr(str(entry) if isinstance(entry, date) else entry)[:60])
    return tuple(sorted(set(found))), strange


def _span(entry: object) -> tuple[date, date]:
    if type(entry) is date:
        entry = entry.isoformat()
    text = without_time(entry.strip()) if isinstance(entry, str) else ""
    first, _, last = (part.strip() for part in text.partition(":"))
    span = read_day(first), read_day(last or first)
    if span[1] < span[0] or span[0].year < FIRST_YEAR or span[1].year > LAST_YEAR:
        raise ValueError(entry)
    return span
