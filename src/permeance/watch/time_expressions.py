"""Words of time and the days they mean, counted from the day of publication. What is too vague stays undated."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from permeance.terms.claim import ClaimTime
from permeance.watch.moments import FUTURE, MOMENT, MONTH, PAST, WEEKDAY, dated

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "eighteen": 18,
}  # fmt: skip
_N = r"(?:\d{1,3}|" + "|".join(_NUMBERS) + r")"
_LEADS = (
    r"(?P<lead>not before|no earlier than|at least until|up to|as of|as from|effective from|effective|starting from"
    r"|starting on|starting in|starting|beginning on|beginning in|beginning|from|since|until|till|through|by the end of"
    r"|by|before|ahead of|after|within|in|on|for|during|over|at|around)"
)
_POINT = re.compile(rf"\b{_LEADS}\s+(?:around\s+|about\s+)?{MOMENT}(?!\w)", re.IGNORECASE)
_BARE = re.compile(
    r"\b(?:(?P<relative>today|yesterday|tomorrow)|(?P<spoken>(?:last|this|next)\s+(?:week|month|quarter|year))"
    rf"|(?:earlier\s+)(?P<earlier>this\s+(?:week|month|year))|(?P<which_d>last|next)\s+(?P<weekday>{WEEKDAY})"
    rf"|(?P<which_m>last|next)\s+(?P<month>{MONTH}))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:soon|shortly|imminently|in the (?:coming|next) (?:days|weeks|months)|within (?:days|weeks|months)"
    r"|(?:coming|next) (?:days|weeks|months)|in the (?:near|short|medium|long|longer) term|in the near future"
    r"|in the foreseeable future|for now|for the time being|recently|in recent (?:days|weeks|months)|at a later date"
    r"|eventually|immediately|with immediate effect|in due course)\b",
    re.IGNORECASE,
)
# `on Monday denied`, `On Monday, the ministry said`: the day on which somebody spoke, behind whatever is spoken of.
# Not `put`, `added` or `refused`, by which something is done as well.
_SPOKE = (
    r"(?:\w+ly\s+)?(?:said|says|told|stated|denied|denies|announced|confirmed|warned|wrote|insisted|claimed|indicated"
    r"|acknowledged|admitted|pledged|vowed|promised|noted|stressed|(?:refused|declined) to (?:say|comment|confirm))\b"
)
_SUBJECT = r"(?:(?!(?:will|would|may|could|can|is|are|was|were|has|have|had|that|which|who|after|as|if)\b)[\w.'’-]+\s+)"
_SPEAKS = re.compile(rf"\s+{_SPOKE}")
_SOMEBODY_SPEAKS = re.compile(rf",?\s+{_SUBJECT}{{1,6}}?{_SPOKE}")
_AHEAD = {"soon": 90, "shortly": 30, "days": 10, "weeks": 42}
_SPAN = re.compile(
    rf"\b(?:for|by|within)\s+(?:a\s+period\s+of\s+|another\s+|a\s+further\s+|at least\s+|up to\s+|the next\s+)?"
    rf"(?P<n>{_N})[\s-]+(?:more\s+|additional\s+)?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_OPEN_END = {"from", "since", "as of", "as from", "effective", "effective from", "starting", "after", "not before",
             "no earlier than"}  # fmt: skip
_OPEN_START = {"until", "till", "through", "by", "before", "at least until", "up to", "ahead of", "by the end of"}


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
    side = PAST if is_past else FUTURE
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


def opens_a_saying(text: str, start: int, end: int) -> bool:
    """Whether words of time at a place say when somebody spoke; before a subject only where they open the sentence."""
    return bool(_SPEAKS.match(text, end) or (text[start].isupper() and _SOMEBODY_SPEAKS.match(text, end)))


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
    joined = all(not text[a.end : b.start].strip(" ,") for a, b in pairwise(found))
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
        lies = PAST if opens_a_saying(text, match.start(), match.end()) else side
        first, last = dated(groups, published, lies) or (None, None)
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
