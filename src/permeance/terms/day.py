"""A day as people write it for us: year-month-day, and in no other way."""

from __future__ import annotations

import re
from datetime import date

ALLOWED = "a date such as 2026-03-15"
REMEDY = "write year-month-day"
FIRST_YEAR, LAST_YEAR = 2000, 2030  # the years of which this project can speak
IN_THOSE_YEARS = f"{ALLOWED}, from {FIRST_YEAR} to {LAST_YEAR}"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_day(text: str) -> date:
    """`2026-03-15` as a date. ValueError, which says what was found, for 20260315, 2026-W11-7, 15.3.2026."""
    if not _DAY.fullmatch(text):
        raise ValueError(repr(text[:40]))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r}, which is not in the calendar") from None
