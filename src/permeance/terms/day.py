"""A day as people write it for us: year-month-day; of any other way the message says what to write instead."""

from __future__ import annotations

import re
from datetime import date

ALLOWED = "a date such as 2026-03-15"
REMEDY = "write year-month-day"
FIRST_YEAR, LAST_YEAR = 2000, 2030  # the years of which this project can speak
IN_THOSE_YEARS = f"{ALLOWED}, from {FIRST_YEAR} to {LAST_YEAR}"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


_PARTS = re.compile(r"(\d{1,4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,4})", re.ASCII)
_WITH_TIME = re.compile(r"(\d{4}-\d\d-\d\d) (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?", re.ASCII)


def without_time(text: str) -> str:
    """`2026-11-20 14:30` as `2026-11-20`; all else as it is."""
    found = _WITH_TIME.fullmatch(text)
    return found[1] if found else text


def day_remedy(text: str) -> str:
    """What to write for a day in another order: `write 2026-11-20` for 20.11.2026, both readings for 5/6/2026."""
    found = _PARTS.fullmatch(text.strip())
    numbers = [int(part) for part in found.groups()] if found else []
    if found and len(found[1]) == 4 and len(found[3]) <= 2:
        readings = [numbers]
    elif found and len(found[3]) == 4 and len(found[1]) <= 2:
        readings = [[numbers[2], numbers[1], numbers[0]], [numbers[2], numbers[0], numbers[1]]]
    else:
        readings = []
    days = sorted({day.isoformat() for reading in readings if (day := _day(*reading))})
    if not days:
        return REMEDY
    return f"write {days[0]}" if len(days) == 1 else f"write {' or '.join(days)}, whichever is meant"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(text: str) -> date:
    """`2026-03-15` as a date. ValueError, which says what was found, for 20260315, 2026-W11-7, 15.3.2026."""
    if not _DAY.fullmatch(text):
        raise ValueError(repr(text[:40]))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r}, which is not in the calendar") from None
