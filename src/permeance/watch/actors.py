"""Whose act it is: the state or firm that the sentence names, else the one that the text or the goods point to."""

from __future__ import annotations

import re

from permeance.terms.claim import Action, Instrument, Source, SourceType
from permeance.watch.found import Found
from permeance.watch.heard import Passage
from permeance.watch.parties import actor_of, default_actor, firm
from permeance.watch.sentences import Stretch
from permeance.watch.sources import AUTHOR

_LOOK_BACK = 1_000  # characters before a sentence in which its actor may be named
_ORGAN = re.compile(r"\b(?:ministry|regulator|customs|commission|ARECOMS|White House|Trump|president)\b", re.IGNORECASE)


def actor_in(
    passage: Passage,
    sentence: Stretch,
    found: Found,
    named: str | None,
    items: tuple[str, ...],
    instrument: Instrument,
) -> str:
    """The actor of an action; `named` is the state that its own sentence names, if any."""
    if found.action is Action.NEGOTIATE and (company := firm(passage.text, sentence.start, found.start)):
        return company
    if named == "CN.GOV" and _is_ministry(passage.text, sentence, found):
        return "CN.MOFCOM"
    if named:
        return named
    if found.action in (Action.NEGOTIATE, Action.REFUSE, Action.SUSPEND) and not found.is_received:
        company = firm(passage.text, sentence.start, found.start)
        if company:
            return company
    near = Stretch(max(passage.whole.start, sentence.start - _LOOK_BACK), sentence.end)
    inferred = actor_of(passage.text, near, (near.start, found.start), (found.start, found.end), False)
    if inferred and not (inferred == "US.GOV" and instrument is not Instrument.TARIFF):
        return inferred
    holder = default_actor(items)
    is_ministry = holder == "CN.GOV" and re.search(
        r"\bthe ministry\b", passage.text[found.clause.start : found.start], re.I
    )
    return "CN.MOFCOM" if is_ministry else holder


def _is_ministry(text: str, sentence: Stretch, found: Found) -> bool:
    """`Chinese permits, the commerce ministry said`: where China is only an adjective the ministry is the actor."""
    as_noun = re.search(r"\b(?:China|Beijing|Xi)\b", text[sentence.start : sentence.end])
    ministry = re.search(r"\bcommerce ministry\b", text[sentence.start : sentence.end], re.IGNORECASE)
    return bool(ministry) and not as_noun and found.action is not Action.NEGOTIATE


def acting(text: str, sentence: Stretch, found: Found) -> Source:
    """An organ of a state that acts in the open is its own source; else the writer says so."""
    organ = _ORGAN.search(text, found.clause.start, found.start)
    if organ and found.form == "finite":
        return Source(SourceType.OFFICIAL, 1, organ[0])
    return AUTHOR
