"""Days and shares as prose writes them."""

from __future__ import annotations

from datetime import date

from permeance.exposure.outcome import Span

SHARE_DIGITS = 9  # of a share that are not left over from adding up weights


def iso(day: date | None) -> str | None:
    """`2025-06-09`; None where there is no day."""
    return day.isoformat() if day else None


def prose(day: date | None, beyond: str = "beyond the horizon") -> str:
    """A date as prose writes it: `9 June 2025`."""
    return f"{day.day} {day:%B %Y}" if day else beyond


def percent(share: float) -> str:
    """A share in whole per cent, never rounded to none or to all: `under 1 %`, `over 99 %`."""
    share = round(share, SHARE_DIGITS)
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{share * 100:.0f} %"


def spread(span: Span) -> str:
    """Between which days 8 runs in 10 lie."""
    low, high = span.p10, span.p90
    if low is not None and low == high:
        words = "8 runs in 10 or more on that very day"
    elif low is None or high is None:
        words = f"8 in 10: from {prose(low)} to beyond the horizon"
    elif (low.year, low.month) == (high.year, high.month):
        words = f"8 in 10: between {low.day} and {prose(high)}"
    else:
        words = f"8 in 10: between {prose(low)} and {prose(high)}"
    return words + provisional_words(span)


def provisional_words(span: Span) -> str:
    """By how much a date may be off because it lies in a year whose working calendar is not published."""
    return f", give or take {span.off_days} working days" if span.off_days else ""
