"""Words of time and the days they mean, counted from the day of publication. What is too vague stays undated."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from permeance.terms.claim import ClaimTime

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "eighteen": 18, "half a": 0,
}  # fmt: skip
_M = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_N = r"(?:\d{1,3}|" + "|".join(word for word in _NUMBERS if word != "half a") + r")"
# The shapes of a moment, each with the rule that dates it; the first that matches at a place wins.
_MOMENTS = {
    "iso": r"(?P<iso>\d{4}-\d\d-\d\d)",
    "day": rf"(?P<day_m>{_M})\s+(?P<day_d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<day_y>(?:19|20)\d\d))?",
    "european": rf"(?:the\s+)?(?P<eur_d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<eur_m>{_M})\b(?:,?\s+(?P<eur_y>(?:19|20)\d\d))?",
    "months": rf"(?P<two_a>{_M})\s+(?:or|and|to)\s+(?P<two_b>{_M})(?:,?\s+(?P<two_y>(?:19|20)\d\d))?",
    "part": rf"(?P<part>early|mid|late|the beginning of|the start of|the end of|end)[\s-]+(?P<part_m>{_M})(?:,?\s+(?P<part_y>(?:19|20)\d\d))?",
    "month": rf"(?:(?P<which_m>last|next|this)\s+)?(?P<month>{_M})\b(?:,?\s+(?:of\s+)?(?P<month_y>(?:19|20)\d\d|this year|next year|last year))?",
    "quarter": r"(?:the\s+)?(?P<quarter>first|second|third|fourth|last|final)\s+quarter(?:\s+(?:of\s+)?(?P<quarter_y>(?:19|20)\d\d|this year|next year|last year|the year))?|Q(?P<q>[1-4])(?:\s+(?P<q_y>(?:19|20)\d\d))?",
    "half": r"(?:the\s+)?(?P<half>first|second)\s+half(?:\s+of\s+(?P<half_y>(?:19|20)\d\d|this year|next year|last year|the year))?",
    "year_part": r"(?P<year_part>early|mid|late|the beginning of|the start of|the end of|end)(?:[\s-]+in)?[\s-]+(?P<year_part_y>(?:19|20)\d\d|this year|next year|the year|last year)|(?P<year_end>year[\s-]end)",
    "relative": r"(?P<relative>today|yesterday|tomorrow)",
    "spoken": r"(?P<spoken>(?:last|this|next)\s+(?:week|month|quarter|year))",
    "weekday": rf"(?:(?P<which_d>last|next|this|coming)\s+)?(?P<weekday>{_WEEKDAY})",
    "year": r"(?P<year>(?:19|20)\d\d)\b(?!\s*(?:tonnes|tons|applications|companies|pact|quota|per|%|percent))",
}
_MOMENT = "(?:" + "|".join(_MOMENTS.values()) + ")"
_LEADS = (
    r"(?P<lead>not before|no earlier than|at least until|up to|as of|as from|effective from|effective|starting from"
    r"|starting on|starting in|starting|beginning on|beginning in|beginning|from|since|until|till|through|by the end of"
    r"|by|before|ahead of|after|within|in|on|for|during|over|at|around)"
)
_POINT = re.compile(rf"\b{_LEADS}\s+(?:around\s+|about\s+)?{_MOMENT}(?!\w)", re.IGNORECASE)
_BARE = re.compile(
    r"\b(?:(?P<relative>today|yesterday|tomorrow)|(?P<spoken>(?:last|this|next)\s+(?:week|month|quarter|year))"
    rf"|(?:earlier\s+)(?P<earlier>this\s+(?:week|month|year))|(?P<which_d>last|next)\s+(?P<weekday>{_WEEKDAY})"
    rf"|(?P<which_m>last|next)\s+(?P<month>{_M}))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:soon|shortly|imminently|in the (?:coming|next) (?:days|weeks|months)|within (?:days|weeks|months)"
    r"|(?:coming|next) (?:days|weeks|months)|in the (?:near|short|medium|long|longer) term|in the near future"
    r"|in the foreseeable future|for now|for the time being|recently|in recent (?:days|weeks|months)|at a later date"
    r"|eventually|immediately|with immediate effect|in due course)\b",
    re.IGNORECASE,
)
_AHEAD = {"soon": 90, "shortly": 30, "days": 10, "weeks": 42}
_SPAN = re.compile(
    rf"\b(?:for|by|within)\s+(?:a\s+period\s+of\s+|another\s+|a\s+further\s+|at least\s+|up to\s+|the next\s+)?"
    rf"(?P<n>{_N})[\s-]+(?:more\s+|additional\s+)?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_OPEN_END = {"from", "since", "as of", "as from", "effective", "effective from", "starting", "after", "not before",
             "no earlier than"}  # fmt: skip
_OPEN_START = {"until", "till", "through", "by", "before", "at least until", "up to", "ahead of", "by the end of"}
_PAST, _FUTURE = -1, 1


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of time at a place, with the first and last day they mean; `role` is point, from, until, span or vague."""

    start: int
    end: int
    role: str
    first: date | None
    last: date | None
    days: int = 0
    months: int = 0


def expressions(text: str, start: int, end: int, published: date | None, is_past: bool) -> list[Expression]:
    """Every expression between two places; a weekday or month without a year takes the side of the tense."""
    side = _PAST if is_past else _FUTURE
    found = [
        *_points(text, start, end, published, side),
        *_spans(text, start, end),
        *_vague(text, start, end, published),
    ]
    found.sort(key=lambda e: (e.start, -e.end))
    kept: list[Expression] = []
    for expression in found:
        if not kept or expression.start >= kept[-1].end:
            kept.append(expression)
    return kept


def combined(text: str, found: list[Expression]) -> ClaimTime:
    """One time from all expressions of a clause: a start, an end, a duration that leads from one to the other."""
    if not found:
        return ClaimTime()
    first = last = None
    for expression in found:
        if expression.role in ("point", "vague"):
            first, last = first or expression.first, last or expression.last
        elif expression.role == "from":
            first = first or expression.first
        elif expression.role == "until":
            last = expression.last
    for expression in found:
        if expression.role == "span" and first and (last is None or last == first):
            last = _later(first, expression)
    lead = found[0]
    joined = all(not text[a.end : b.start].strip(" ,") for a, b in zip(found, found[1:], strict=False))
    expr = text[lead.start : found[-1].end] if joined else text[lead.start : lead.end]
    return ClaimTime(expr, first, last) if first is None or last is None or first <= last else ClaimTime(expr)


def _later(first: date, span: Expression) -> date | None:
    try:
        month = first.month - 1 + span.months
        year, month = first.year + month // 12, month % 12 + 1
        day = min(first.day, calendar.monthrange(year, month)[1])
        return date(year, month, day) + timedelta(span.days)
    except (ValueError, OverflowError):
        return None


def _points(text: str, start: int, end: int, published: date | None, side: int) -> Iterator[Expression]:
    for match in [*_POINT.finditer(text, start, end), *_BARE.finditer(text, start, end)]:
        groups = match.groupdict()
        lead = re.sub(r"\s+(?:on|in)$", "", re.sub(r"\s+", " ", (groups.get("lead") or "on").lower()))
        lead = "starting" if lead.startswith(("starting", "beginning")) else lead
        if groups.get("month") and groups["month"][0].islower():  # `may` and `march` as verbs
            continue
        if lead == "by" and groups.get("year") is None and groups.get("weekday") is None and not _names_day(groups):
            continue
        try:
            days = _dated(groups, published, side)
        except (ValueError, OverflowError):
            days = None
        first, last = days or (None, None)
        if lead in _OPEN_END:
            role, last = "from", None
        elif lead in _OPEN_START:
            role = "until"
            if lead in ("before", "ahead of") and first and first > date.min:
                last = first - timedelta(1)
            first = None
        else:
            role = "point"
        yield Expression(match.start(), match.end(), role, first, last)


def _names_day(groups: dict[str, str | None]) -> bool:
    return any(value for key, value in groups.items() if key != "lead")


def _dated(groups: dict[str, str | None], published: date | None, side: int) -> tuple[date, date] | None:
    """First and last day of a moment; None where no day of publication says which year."""
    get = groups.get
    if iso := get("iso"):
        return (date.fromisoformat(iso),) * 2
    for kind in ("day", "eur"):
        if get(f"{kind}_d"):
            return _day(_month(get(f"{kind}_m")), int(get(f"{kind}_d") or 0), get(f"{kind}_y"), published, side)
    if get("two_a"):
        first = _month_span(_month(get("two_a")), get("two_y"), published, side)
        last = first and _month_span(_month(get("two_b")), str(first[0].year), published, side)
        return (first[0], last[1]) if first and last else None
    if get("part"):
        return _part_of_month(get("part") or "", _month_span(_month(get("part_m")), get("part_y"), published, side))
    if get("month"):
        year = get("month_y") or {"last": "past", "next": "future"}.get((get("which_m") or "").lower())
        return _month_span(_month(get("month")), year, published, side)
    if get("weekday"):
        return _weekday(get("weekday") or "", (get("which_d") or "").lower(), published, side)
    if word := get("relative"):
        shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[word.lower()]
        return (published + timedelta(shift),) * 2 if published else None
    if word := get("spoken") or get("earlier"):
        return _spoken(word.lower(), published)
    return _part_of_year(get, published)


def _part_of_year(found: Callable[[str], Any], published: date | None) -> tuple[date, date] | None:
    numbers = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
    if found("quarter") or found("q"):
        year = _year(found("quarter_y") or found("q_y"), published)
        number = int(found("q") or 0) or numbers[found("quarter").lower()]
        return _months(year, number * 3 - 2, number * 3)
    if found("half"):
        year = _year(found("half_y"), published)
        return _months(year, 1, 6) if found("half").lower() == "first" else _months(year, 7, 12)
    if found("year_end"):
        return _months(_year(None, published), 10, 12)
    if part := found("year_part"):
        year = _year(found("year_part_y"), published)
        early, mid = part.lower() in ("early", "the beginning of", "the start of"), part.lower() == "mid"
        return _months(year, 1, 3) if early else _months(year, 5, 8) if mid else _months(year, 10, 12)
    return _months(int(found("year")), 1, 12) if found("year") else None


def _year(word: str | None, published: date | None) -> int | None:
    if word and word.isdigit():
        return int(word)
    if published is None:
        return None
    return published.year + {"next year": 1, "last year": -1}.get((word or "").lower(), 0)


def _months(year: int | None, first: int, last: int) -> tuple[date, date] | None:
    if year is None:
        return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _month(word: str | None) -> int:
    return _MONTHS[(word or "").lower().rstrip(".")]


def _day(month: int, day: int, year: str | None, published: date | None, side: int) -> tuple[date, date] | None:
    if year:
        return (date(int(year), month, day),) * 2
    if published is None:
        return None
    near = [date(published.year + shift, month, day) for shift in (-1, 0, 1)]
    right = [d for d in near if (d <= published if side == _PAST else d >= published)]
    return ((right[-1] if side == _PAST else right[0]),) * 2


def _month_span(month: int, year: str | None, published: date | None, side: int) -> tuple[date, date] | None:
    if year not in (None, "past", "future"):
        return _months(_year(year, published), month, month)
    if published is None:
        return None
    side = {"past": _PAST, "future": _FUTURE}.get(year or "", side)
    if side == _PAST:
        return _months(published.year - (month > published.month), month, month)
    return _months(published.year + (month < published.month), month, month)


def _part_of_month(part: str, span: tuple[date, date] | None) -> tuple[date, date] | None:
    if span is None:
        return None
    first, last = span
    if part.lower() in ("early", "the beginning of", "the start of"):
        return first, first.replace(day=10)
    return (first.replace(day=11), first.replace(day=20)) if part.lower() == "mid" else (first.replace(day=21), last)


def _weekday(word: str, which: str, published: date | None, side: int) -> tuple[date, date] | None:
    if published is None:
        return None
    side = {"last": _PAST, "next": _FUTURE, "coming": _FUTURE}.get(which, side)
    away = (published.weekday() - _DAYS[word.lower()]) % 7
    return (published - timedelta(away) if side == _PAST else published + timedelta((7 - away) % 7),) * 2


def _spoken(word: str, published: date | None) -> tuple[date, date] | None:
    if published is None:
        return None
    shift = {"last": -1, "this": 0, "next": 1}[word.split()[0]]
    unit = word.split()[-1]
    if unit == "week":
        monday = published - timedelta(published.weekday()) + timedelta(7 * shift)
        return monday, monday + timedelta(6)
    if unit == "year":
        return _months(published.year + shift, 1, 12)
    length = 1 if unit == "month" else 3
    place = published.year * 12 + (published.month - 1) // length * length + shift * length
    return _months(place // 12, place % 12 + 1, place % 12 + length)


def _spans(text: str, start: int, end: int) -> Iterator[Expression]:
    for match in _SPAN.finditer(text, start, end):
        word, unit = match["n"].lower(), match["unit"].lower()
        number = int(word) if word.isdigit() else _NUMBERS[word]
        days = number * {"day": 1, "week": 7}.get(unit, 0)
        months = number * {"month": 1, "year": 12}.get(unit, 0)
        yield Expression(match.start(), match.end(), "span", None, None, days, months)


def _vague(text: str, start: int, end: int, published: date | None) -> Iterator[Expression]:
    for match in _VAGUE.finditer(text, start, end):
        days = _AHEAD.get(match[0].lower().split()[-1])
        ahead = match[0].lower().split()[0] not in ("recently",) and "recent" not in match[0].lower()
        dated = published is not None and days is not None and ahead
        last = published + timedelta(days) if dated and published and days else None
        yield Expression(match.start(), match.end(), "vague", published if dated else None, last)
