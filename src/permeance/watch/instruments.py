"""Which kind of rule an action is about, by the nouns around it."""

from __future__ import annotations

import re

from permeance.terms.claim import Action, Instrument
from permeance.watch.found import Found
from permeance.watch.sentences import Stretch

_KINDS = (
    (Instrument.GENERAL_LICENCE, "general (?:export )?licen[cs]es?"),
    (Instrument.TARIFF, "tariffs?|(?:import |export )?dut(?:y|ies)|(?:export )?tax(?:es)?|lev(?:y|ies)"),
    (Instrument.QUOTA, "quotas?|allocations?"),
    (Instrument.EXPORT_BAN, r"bans?|banned|banning|embargo(?:es)?|prohibit\w*|outlaw\w*"),
    (Instrument.EXPORT_LICENCE, r"licen[cs]\w+|permits?|applications?|approvals?|clearances?|(?:green )?channel"),
    (Instrument.EXPORT_LICENCE, r"controls?|restrictions?|curbs?|restrict\w*|limit\w*"),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _KINDS)
_HALT = re.compile(r"\b(?:halt|suspension|suspended|stop|freeze)\b.{0,30}\b(?:exports?|shipments)\b", re.IGNORECASE)


def instrument_of(text: str, sentence: Stretch, found: Found) -> Instrument:
    """The kind named nearest behind the act, then in its clause, then in its sentence; else other."""
    if found.action in (Action.EXTEND, Action.REPEAL, Action.IMPOSE) and _HALT.search(
        text, found.start, found.clause.end
    ):
        return Instrument.SUSPENSION
    replaced = "replac" in text[found.start : found.end].lower()  # what replaces a rule stands behind `with`
    for start, end in (
        (found.end if replaced else found.start, min(found.clause.end, found.end + 60)),
        (found.clause.start, found.clause.end),
        (sentence.start, sentence.end),
    ):
        places = [(m.start(), kind) for kind, matcher in _PATTERNS if (m := matcher.search(text, start, end))]
        if places:
            return min(places, key=lambda place: place[0])[1]
    return Instrument.EXPORT_LICENCE if found.action in (Action.EXPEDITE, Action.APPROVE) else Instrument.OTHER
