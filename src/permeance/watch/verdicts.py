"""How sure a claim is in the end: what its words say, and what the kind of act and the one who announces it add."""

from __future__ import annotations

import re
from datetime import date

from permeance.terms.claim import Action, Certainty, ClaimTime, Source, SourceType
from permeance.watch.certainty import Verdict, certainty
from permeance.watch.found import Found
from permeance.watch.mentions import BILL
from permeance.watch.moments import MOMENT
from permeance.watch.sentences import Stretch

_SPEECH = {Action.THREATEN, Action.DENY}
_STATES = {Action.DELAY, Action.SUSPEND, Action.NEGOTIATE, Action.THREATEN, Action.RETALIATE, Action.DENY}
_NEGATED = re.compile(r"\b(?:not|never|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|shall|would|won['’]t|wouldn['’]t)\b|['’]ll\b", re.IGNORECASE)
_UNTIL = ("until", "till")
_CONDITION = re.compile(
    r"\b(?:unless|until|till|if|only (?:when|once|after)|provided (?:that|the|they|it)|(?:as|so) long as|while"
    r"|on condition|in the event|without)\b",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\s*(?:(?:at least|the|early|mid|late|end of|start of|end)[\s-]+)*{MOMENT}(?!\w)", re.IGNORECASE)
_WITHDRAWN = re.compile(
    r"\b(?:was|were|has been|have been|had been|is|are)\s+(?:\w+ly\s+)?"
    r"(?:withdrawn|dropped|shelved|abandoned|scrapped|rejected|voted down|thrown out)\b",
    re.IGNORECASE,
)
_INTENT = re.compile(
    r"(?:plan|intend|hop|expect|due|set|schedul|promis|pledg|vow|want|aim|consider|mull|weigh|agree|propos)",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"\b(?:but|before|then)\b[^.;]{0,50}\b(?:dropp\w+|abandon\w+|shelv\w+|scrapp\w+|gave|given up"
    r"|backed (?:down|off|away|out)|decided against|thought better"
    r"|(?:has|have|had|did) not (?:yet )?(?:done|do) so|never (?:did|happened)|came to nothing|come to nothing"
    r"|changed (?:its|their|his|her) minds?|withdr[ea]w\w*|ditched)\b",
    re.IGNORECASE,
)


def verdict_on(text: str, sentence: Stretch, found: Found) -> Verdict | None:
    """How sure; None for what somebody only asks for. To threaten or deny is an act and certain as such."""
    words = (found.start, found.end)
    if found.action is Action.DENY and _denies_nothing(text, found):
        return None
    if found.action in _SPEECH:
        return Verdict(Certainty.CERTAIN, words)
    verdict = certainty(text, sentence, words, found.clause, found.form)
    verdict = _given_up(text, sentence, found, _conditioned(text, sentence, found, verdict))
    if verdict.is_plea:
        return None
    if found.is_under_review:
        return Verdict(Certainty.UNCOMMITTED, words) if verdict.certainty is Certainty.CERTAIN else None
    return _by_action(text, found, verdict)


def _denies_nothing(text: str, found: Found) -> bool:
    """`did not deny`, `declined to confirm or deny`, `neither confirmed nor denied`."""
    is_negated = _NEGATED.search(found.clause.chain) or re.search(r"\b(?:nor|or)\s+$", text[: found.start][-5:])
    return found.form == "infinitive" or bool(is_negated)


def _by_action(text: str, found: Found, verdict: Verdict) -> Verdict:
    """What an act adds: to name a levy or quicker approvals is to have none yet; to announce a refusal is to refuse."""
    words = text[found.start : found.end].lower()
    if found.action not in _STATES and not found.is_verb and verdict.certainty is Certainty.CERTAIN:
        return Verdict(Certainty.PROBABLE, verdict.cue)
    if found.action is Action.REFUSE and re.search(r"\bno\b", words) and verdict.cue:
        is_will = verdict.certainty is Certainty.PROBABLE and text[slice(*verdict.cue)] == "will"
        return Verdict(Certainty.CERTAIN, verdict.cue) if is_will else verdict
    return verdict


def _conditioned(text: str, sentence: Stretch, found: Found, verdict: Verdict) -> Verdict:
    """`will not resume until the quarrel is settled` hangs on an event; `not until 1 March` is a promise for a day."""
    will = _WILL.search(text, found.clause.start, found.end)
    if verdict.certainty is not Certainty.CERTAIN_NOT or not will:
        return verdict
    for condition in _CONDITION.finditer(text, sentence.start, sentence.end):
        if found.start < condition.start() < found.end:
            continue
        is_ahead = condition.start() < found.start
        if is_ahead and (text[sentence.start : condition.start()].strip(' “"') or condition[0].lower() in _UNTIL):
            continue
        if condition[0].lower() in _UNTIL and _DAY.match(text, condition.end()):
            return Verdict(Certainty.PROBABLE, will.span())
        return Verdict(Certainty.PROBABLE_NOT, verdict.cue)
    return verdict


def _given_up(text: str, sentence: Stretch, found: Found, verdict: Verdict) -> Verdict:
    """`had planned to cut quotas but dropped the idea`: it will not be."""
    if found.form == "infinitive" and BILL.search(text, found.clause.start, found.start):
        withdrawn = _WITHDRAWN.search(text, found.end, sentence.end)
        return Verdict(Certainty.CERTAIN_NOT, withdrawn.span()) if withdrawn else verdict
    if verdict.certainty not in (Certainty.PROBABLE, Certainty.POSSIBLE) or verdict.cue is None:
        return verdict
    if not _INTENT.match(text[slice(*verdict.cue)]):
        return verdict
    dropped = _GIVEN_UP.search(text, found.end, sentence.end)
    return Verdict(Certainty.CERTAIN_NOT, dropped.span()) if dropped else verdict


def announced(text: str, verdict: Verdict, when: ClaimTime, source: Source, published: date | None) -> Verdict:
    """A promise that the authority itself dates is certain; without a date, or from others, it is probable.

    The word of the authority that something will not be needs no day.
    """
    if verdict.certainty is Certainty.CERTAIN_NOT and verdict.cue and _is_foretold(text, verdict.cue[0], source):
        return Verdict(Certainty.PROBABLE_NOT, verdict.cue)
    if verdict.certainty is not Certainty.PROBABLE or verdict.cue is None:
        return verdict
    is_will = re.fullmatch(r"will|shall|would|['’]ll", text[slice(*verdict.cue)], re.IGNORECASE)
    if is_will and source.type is SourceType.OFFICIAL and (when.start or when.end):
        return Verdict(Certainty.CERTAIN, verdict.cue)
    return verdict


def _is_foretold(text: str, start: int, source: Source) -> bool:
    """`will not` in the mouth of someone who does not decide is a forecast; who decides can say that it will not be."""
    if source.type in (SourceType.OFFICIAL, SourceType.AUTHOR):
        return False
    return bool(re.search(r"\b(?:will|would|shall)\s+(?:\w+ly\s+)?$", text[max(0, start - 20) : start], re.IGNORECASE))


def is_future(text: str, found: Found) -> bool:
    return bool(
        re.search(
            r"\b(?:will|shall|would|to|must|needs?|requires?)\b", text[found.clause.near : found.end], re.IGNORECASE
        )
    )
