"""A moment in words and the days that it means: `Nov. 10`, `early 2026`, `Friday`, `the second quarter`."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta

Days = tuple[date, date]
Groups = Mapping[str, str | None]
PAST, FUTURE = -1, 1

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_Y = r"(?:19|20)\d\d"
_SAID_YEAR = rf"{_Y}|this year|next year|last year|the year"
_PART = r"early|mid|late|the beginning of|the start of|the end of|end"
_NO_YEAR = r"(?!\s*(?:tonnes|tons|applications|companies|pact|quota|per|%|percent))"  # `2012 tonnes`, `a 2012 pact`
# The shapes of a moment. The first that matches at a place wins, so that longer ones stand first.
_SHAPES = (
    r"(?P<iso>\d{4}-\d\d-\d\d)",
    rf"(?P<day_m>{MONTH})\s+(?P<day_d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<day_y>{_Y}))?",
    rf"(?:the\s+)?(?P<eur_d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<eur_m>{MONTH})\b(?:,?\s+(?P<eur_y>{_Y}))?",
    rf"(?P<two_a>{MONTH})\s+(?:or|and|to)\s+(?P<two_b>{MONTH})(?:,?\s+(?P<two_y>{_Y}))?",
    rf"(?P<part>{_PART})[\s-]+(?P<part_m>{MONTH})(?:,?\s+(?P<part_y>{_Y}))?",
    rf"(?:(?P<which_m>last|next|this)\s+)?(?P<month>{MONTH})\b(?:,?\s+(?:of\s+)?(?P<month_y>{_SAID_YEAR}))?",
    r"(?:the\s+)?(?P<quarter>first|second|third|fourth|last|final)\s+quarter"
    rf"(?:\s+(?:of\s+)?(?P<quarter_y>{_SAID_YEAR}))?",
    rf"Q(?P<q>[1-4])(?:\s+(?P<q_y>{_Y}))?",
    rf"(?:the\s+)?(?P<half>first|second)\s+half(?:\s+of\s+(?P<half_y>{_SAID_YEAR}))?",
    rf"(?P<year_part>{_PART})(?:[\s-]+in)?[\s-]+(?P<year_part_y>{_SAID_YEAR})",
    r"(?P<year_end>year[\s-]end)",
    r"(?P<relative>today|yesterday|tomorrow)",
    r"(?P<spoken>(?:last|this|next)\s+(?:week|month|quarter|year))",
    rf"(?:(?P<which_d>last|next|this|coming)\s+)?(?P<weekday>{WEEKDAY})",
    rf"(?P<year>{_Y})\b{_NO_YEAR}",
)
MOMENT = "(?:" + "|".join(_SHAPES) + ")"


def dated(groups: Groups, published: date | None, side: int) -> Days | None:
    """First and last day of a moment; None where no day of publication says which year.

    `side` is PAST or FUTURE: where a weekday or a month without a year lies.
    """
    for group, rule in _RULES.items():
        word = groups.get(group)
        if word:
            try:
                return rule(word, groups, published, side)
            except (ValueError, OverflowError):  # 31 April, 29 February
                return None
    return None


def _american(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    return _day(_month(groups.get("day_m")), int(word), groups.get("day_y"), published, side)


def _european(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    return _day(_month(groups.get("eur_m")), int(word), groups.get("eur_y"), published, side)


def _two_months(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    first = _month_span(_month(word), groups.get("two_y"), published, side)
    last = first and _month_span(_month(groups.get("two_b")), str(first[0].year), published, side)
    return (first[0], last[1]) if first and last else None


def _part(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    return _part_of_month(word, _month_span(_month(groups.get("part_m")), groups.get("part_y"), published, side))


def _in_month(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    said = {"last": "past", "next": "future"}.get((groups.get("which_m") or "").lower())
    return _month_span(_month(word), groups.get("month_y") or said, published, side)


def _quarter(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    number = int(word) if word.isdigit() else _ORDINALS[word.lower()]
    year = _year(groups.get("quarter_y") or groups.get("q_y"), published)
    return _months(year, number * 3 - 2, number * 3)


def _half(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    first = 1 if word.lower() == "first" else 7
    return _months(_year(groups.get("half_y"), published), first, first + 5)


def _part_of_year(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    """Early is the first quarter, the end the last; the middle lies around June."""
    year = _year(groups.get("year_part_y"), published)
    if word.lower() in ("early", "the beginning of", "the start of"):
        return _months(year, 1, 3)
    return _months(year, 5, 8) if word.lower() == "mid" else _months(year, 10, 12)


def _relative(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[word.lower()]
    return (published + timedelta(shift),) * 2 if published else None


def _on_weekday(word: str, groups: Groups, published: date | None, side: int) -> Days | None:
    return _weekday(word, (groups.get("which_d") or "").lower(), published, side)


_RULES: Mapping[str, Callable[[str, Groups, date | None, int], Days | None]] = {
    "iso": lambda word, groups, published, side: (date.fromisoformat(word),) * 2,
    "day_d": _american,
    "eur_d": _european,
    "two_a": _two_months,
    "part": _part,
    "month": _in_month,
    "weekday": _on_weekday,
    "relative": _relative,
    "spoken": lambda word, groups, published, side: _spoken(word.lower(), published),
    "earlier": lambda word, groups, published, side: _spoken(word.lower(), published),
    "quarter": _quarter,
    "q": _quarter,
    "half": _half,
    "year_end": lambda word, groups, published, side: _months(_year(None, published), 10, 12),
    "year_part": _part_of_year,
    "year": lambda word, groups, published, side: _months(int(word), 1, 12),
}


def _year(word: str | None, published: date | None) -> int | None:
    if word and word.isdigit():
        return int(word)
    if published is None:
        return None
    return published.year + {"next year": 1, "last year": -1}.get((word or "").lower(), 0)


def _months(year: int | None, first: int, last: int) -> Days | None:
    if year is None:
        return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _month(word: str | None) -> int:
    return _MONTHS[(word or "").lower().rstrip(".")]


def _day(month: int, day: int, year: str | None, published: date | None, side: int) -> Days | None:
    if year:
        return (date(int(year), month, day),) * 2
    if published is None:
        return None
    near = [date(published.year + shift, month, day) for shift in (-1, 0, 1)]
    right = [d for d in near if (d <= published if side == PAST else d >= published)]
    return ((right[-1] if side == PAST else right[0]),) * 2


def _month_span(month: int, year: str | None, published: date | None, side: int) -> Days | None:
    if year not in (None, "past", "future"):
        return _months(_year(year, published), month, month)
    if published is None:
        return None
    side = {"past": PAST, "future": FUTURE}.get(year or "", side)
    if side == PAST:
        return _months(published.year - (month > published.month), month, month)
    return _months(published.year + (month < published.month), month, month)


def _part_of_month(part: str, span: Days | None) -> Days | None:
    if span is None:
        return None
    first, last = span
    if part.lower() in ("early", "the beginning of", "the start of"):
        return first, first.replace(day=10)
    return (first.replace(day=11), first.replace(day=20)) if part.lower() == "mid" else (first.replace(day=21), last)


def _weekday(word: str, which: str, published: date | None, side: int) -> Days | None:
    if published is None:
        return None
    side = {"last": PAST, "next": FUTURE, "coming": FUTURE}.get(which, side)
    away = (published.weekday() - _DAYS[word.lower()]) % 7
    return (published - timedelta(away) if side == PAST else published + timedelta((7 - away) % 7),) * 2


def _spoken(word: str, published: date | None) -> Days | None:
    if published is None:
        return None
    shift = {"last": -1, "this": 0, "next": 1}[word.split(maxsplit=1)[0]]
    unit = word.rsplit(maxsplit=1)[-1]
    if unit == "week":
        monday = published - timedelta(published.weekday()) + timedelta(7 * shift)
        return monday, monday + timedelta(6)
    if unit == "year":
        return _months(published.year + shift, 1, 12)
    length = 1 if unit == "month" else 3
    place = published.year * 12 + (published.month - 1) // length * length + shift * length
    return _months(place // 12, place % 12 + 1, place % 12 + length)
