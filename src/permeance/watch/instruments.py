"""Which kind of rule an action is about, by the nouns around it."""

from __future__ import annotations

import re

from permeance.terms.claim import Action, Instrument
from permeance.watch.mentions import Found
from permeance.watch.sentences import Stretch

_KINDS = (
    (Instrument.GENERAL_LICENCE, r"general licen[cs]es?"),
    (Instrument.TARIFF, r"tariffs?|import dut(?:y|ies)|export (?:tax|taxes|dut(?:y|ies)|lev(?:y|ies))|lev(?:y|ies)|dut(?:y|ies)|tax"),
    (Instrument.QUOTA, r"quotas?|allocations?"),
    (Instrument.EXPORT_BAN, r"bans?|banned|banning|embargo(?:es)?|prohibit\w*|prohibition|outlaw\w*"),
    (Instrument.EXPORT_LICENCE, r"licen[cs]\w+|permits?|applications?|approvals?|clearances?|controls?|restrictions?|curbs?"
                                r"|green channel|channel|restrict\w*|limit\w*"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _KINDS)
_HALT = re.compile(r"\b(?:halt|suspension|suspended|stop|freeze)\b.{0,30}\b(?:exports?|shipments)\b", re.IGNORECASE)


def instrument_of(text: str, sentence: Stretch, found: Found) -> Instrument:
    """The kind named nearest behind the act, then in its clause, then in its sentence; else other."""
    if found.action in (Action.EXTEND, Action.REPEAL, Action.IMPOSE) and _HALT.search(
        text, found.start, found.clause.end
    ):
        return Instrument.SUSPENSION
    for start, end in (
        (found.start, min(found.clause.end, found.end + 60)),
        (found.clause.start, found.clause.end),
        (sentence.start, sentence.end),
    ):
        places = [(m.start(), kind) for kind, matcher in _PATTERNS if (m := matcher.search(text, start, end))]
        if places:
            return min(places, key=lambda place: place[0])[1]
    return Instrument.EXPORT_LICENCE if found.action in (Action.EXPEDITE, Action.APPROVE) else Instrument.OTHER
