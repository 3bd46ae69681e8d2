"""How sure a claim is in the end: what its words say, and what the kind of act and the one who announces it add."""

from __future__ import annotations

import re
from datetime import date

from permeance.terms.claim import Action, Certainty, ClaimTime, Source, SourceType
from permeance.watch.certainty import Verdict, certainty
from permeance.watch.mentions import Found
from permeance.watch.sentences import Stretch

_SPEECH = {Action.THREATEN, Action.DENY}


def verdict_on(text: str, sentence: Stretch, found: Found) -> Verdict | None:
    """How sure; None for what somebody only asks for. To threaten or deny is an act and certain as such."""
    words = (found.start, found.end)
    if found.action in _SPEECH:
        return Verdict(Certainty.CERTAIN, words)
    verdict = certainty(text, sentence, words, found.clause, found.form)
    if verdict.is_plea:
        return None
    if found.is_under_review:
        return Verdict(Certainty.UNCOMMITTED, words) if verdict.certainty is Certainty.CERTAIN else None
    return _by_action(text, found, verdict)


def _by_action(text: str, found: Found, verdict: Verdict) -> Verdict:
    """What an act by its nature adds: a levy that is only named is no rule yet, a refusal is made by announcing it."""
    words = text[found.start : found.end].lower()
    if found.action is Action.IMPOSE and not found.is_verb and verdict.certainty is Certainty.CERTAIN:
        return Verdict(Certainty.PROBABLE, verdict.cue)
    if found.action is Action.REFUSE and re.search(r"\bno\b", words) and verdict.cue:
        is_will = verdict.certainty is Certainty.PROBABLE and text[slice(*verdict.cue)] == "will"
        return Verdict(Certainty.CERTAIN, verdict.cue) if is_will else verdict
    return verdict


def announced(text: str, verdict: Verdict, when: ClaimTime, source: Source, published: date | None) -> Verdict:
    """A promise that the authority itself dates is certain; without a date, or from others, it is probable."""
    if verdict.certainty is not Certainty.PROBABLE or verdict.cue is None:
        return verdict
    is_will = re.fullmatch(r"will|shall|would|['’]ll", text[slice(*verdict.cue)], re.IGNORECASE)
    if is_will and source.type is SourceType.OFFICIAL and (when.start or when.end):
        return Verdict(Certainty.CERTAIN, verdict.cue)
    return verdict


def is_future(text: str, found: Found) -> bool:
    return bool(
        re.search(
            r"\b(?:will|shall|would|to|must|needs?|requires?)\b", text[found.clause.near : found.end], re.IGNORECASE
        )
    )
