"""When an action happens: the time words of its clause, without those that only date the saying."""

from __future__ import annotations

import re
from datetime import date

from permeance.terms.claim import Action, ClaimTime
from permeance.watch.found import Found
from permeance.watch.lexicon import saying
from permeance.watch.sentences import Stretch
from permeance.watch.time_expressions import Expression, combined, expressions, opens_a_saying

# `said on Tuesday`, `told parliament on Wednesday`, `a statement of June 7`: that dates the saying, not the act.
_OCCASION = (
    "asked|statement|report|interview|briefing|readout|call|talks|meeting|notice|published|released|issued|truce|visit"
)
_SAYS = re.compile(
    rf"(?:\b{saying()}\b(?:\s+(?:(?!that\b)[\w.'’]+)){{0,3}}|\b(?:{_OCCASION})(?:\s+\w+){{0,2}})\s*,?\s*$",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"\b(?:announced|unveiled|published|issued)\s+(?:late\s+)?\Z", re.IGNORECASE)
_PARTICIPLE = re.compile(
    rf"(?P<aux>\b(?:has|have|had|is|are|was|were|be|been|being|get|got|not)\s+(?:\w+ly\s+)?)?"
    rf"\b(?!(?:need|{saying()})\b)(?P<word>[A-Za-z]{{3,}}(?:ed|en|wn))\s+\Z"
)
_ANNOUNCES_NEXT = re.compile(r"(?:,?\s+[\w.'’-]+){0,7}?\s+announced\b")
_ENACTED = (Action.IMPOSE, Action.TIGHTEN, Action.EXTEND, Action.SUSPEND, Action.REPEAL)


def time_of(
    text: str, sentence: Stretch, found: Found, published: date | None, is_past: bool
) -> tuple[ClaimTime, tuple[tuple[int, int], ...]]:
    """The time of an action, and the places of all time words in its clause."""
    start, end = _reach(text, sentence, found)
    here = expressions(text, start, end, published, is_past)
    taken = tuple((e.start, e.end) for e in here)
    dated = [
        e for e in here if not (_dates_the_saying(text, sentence, found, e) or _dates_a_participle(text, found, e))
    ]
    if not dated and found.action in _ENACTED:  # an act without a day of its own takes that of its announcement
        dated = [e for e in here if e.role == "point" and _dates_an_announcement(text, sentence, e)]
    return combined(text, dated), taken


def _reach(text: str, sentence: Stretch, found: Found) -> tuple[int, int]:
    """The clause; a relative clause (`..., which it put on hold`) shares the time words of the sentence's start."""
    start, end = found.clause.start, found.clause.end
    opener = text[max(sentence.start, start - 10) : start]
    if re.search(r"\bwhich\s*$", opener, re.IGNORECASE):
        start = sentence.start
    return start, end


def _dates_a_participle(text: str, found: Found, expression: Expression) -> bool:
    """`licences granted in 2025 will not be renewed`: the year tells which licences, not when they are renewed."""
    participle = _PARTICIPLE.search(text, found.clause.start, expression.start)
    if not participle or participle["aux"] or text[participle.start("word")].isupper():
        return False
    start, end = participle.span("word")
    return end <= found.start or found.end <= start


def _dates_the_saying(text: str, sentence: Stretch, found: Found, expression: Expression) -> bool:
    """`said on Tuesday`, `on Tuesday said`; the day on which a denial opens is that of the denial itself."""
    if expression.role in ("from", "until"):
        return False
    before = text[max(sentence.start, expression.start - 60) : expression.start]
    opens = found.action is not Action.DENY and opens_a_saying(text, expression.start, expression.end)
    return opens or bool(_SAYS.search(before))


def _dates_an_announcement(text: str, sentence: Stretch, expression: Expression) -> bool:
    opens = opens_a_saying(text, expression.start, expression.end)
    after = opens and _ANNOUNCES_NEXT.match(text, expression.end)
    return bool(after or _ANNOUNCES.search(text, sentence.start, expression.start))
