"""One claim put together: the action, whose it is, on which goods, how sure, who says so and when."""

from __future__ import annotations

import re
from dataclasses import replace

from permeance.terms.claim import (
    Action,
    Certainty,
    Claim,
    ClaimTime,
    Instrument,
    Quantity,
    Register,
    Source,
    SourceType,
    Span,
)
from permeance.watch.actors import acting, actor_in
from permeance.watch.certainty import Verdict
from permeance.watch.found import Found
from permeance.watch.heard import Heard, Passage
from permeance.watch.instruments import instrument_of
from permeance.watch.parties import actor_of, goods, targets_of
from permeance.watch.quantities import quantities
from permeance.watch.sentences import Stretch
from permeance.watch.sources import AUTHOR, carried, source_of
from permeance.watch.timing import time_of
from permeance.watch.verdicts import announced, is_future, verdict_on

_FORMAL = {Action.IMPOSE, Action.TIGHTEN, Action.EXTEND, Action.SUSPEND, Action.EASE, Action.REPEAL}
_NEEDS_NO_GOODS = {Action.THREATEN, Action.DENY, Action.RETALIATE}
_ANALYST = re.compile(r"\b(?:analysts?|observers?|experts?|economists?|fellow|argues?)\b", re.IGNORECASE)


def claim_of(passage: Passage, sentence: Stretch, found: Found, heard: Heard) -> Claim | None:
    text, words = passage.text, (found.start, found.end)
    verdict = verdict_on(text, sentence, found)
    items = _items(passage, sentence, found)
    if verdict is None or (not items and found.action not in _NEEDS_NO_GOODS and not passage.is_trade):
        return None
    spoken = [
        a for a in heard.spoken if found.action is Action.THREATEN or "threat" not in text[a.start : a.end].lower()
    ]
    mutual = found.action is Action.NEGOTIATE
    named = actor_of(text, sentence, (found.clause.start, found.clause.end), words, found.is_received, mutual)
    instrument = instrument_of(text, sentence, found)
    actor = actor_in(passage, sentence, found, named, items, instrument)
    source = (
        source_of(text, sentence, words, spoken)
        or carried(heard.previous, text, sentence)
        or acting(text, sentence, found)
    )
    is_past = (
        found.action is not Action.THREATEN
        and not verdict.certainty.value.startswith(("PS", "PR", "Uu"))
        and not is_future(text, found)
    )
    when, taken = time_of(text, sentence, found, passage.published, is_past)
    verdict = announced(text, verdict, when, source, passage.published)
    register = _register(found.action, verdict.certainty, source)
    numbers = quantities(text, found.clause.start, found.clause.end, (*taken, *heard.numbers_taken))
    targets = targets_of(text, sentence, (found.clause.start, found.clause.end), actor)
    claim = Claim(
        found.action, actor, instrument, items, targets, verdict.certainty, _cue(text, verdict, words), source, when,
        register, _span(text, sentence), numbers,
    )  # fmt: skip
    return replace(claim, incomplete=_incomplete(claim, named is None))


def _items(passage: Passage, sentence: Stretch, found: Found) -> tuple[str, ...]:
    """Goods of the clause, else of the sentence, of the paragraph, or of the last one before it that names any."""
    clause = goods(passage.text, found.clause.start, found.clause.end)
    return clause or goods(passage.text, sentence.start, sentence.end) or passage.goods


def _register(action: Action, sure: Certainty, source: Source) -> Register:
    if sure is Certainty.CERTAIN and action in _FORMAL and source.type in (SourceType.OFFICIAL, SourceType.AUTHOR):
        return Register.MEASURE
    analyst = source.type is SourceType.NAMED_PERSON or (source.who is not None and _ANALYST.search(source.who))
    return Register.OPINION if analyst and not sure.is_certain else Register.CLAIM


def _cue(text: str, verdict: Verdict, words: tuple[int, int]) -> str | None:
    start, end = verdict.cue or words
    return text[start:end]


def _span(text: str, sentence: Stretch) -> Span:
    return Span(sentence.start, sentence.end, text[sentence.start : sentence.end])


def _incomplete(claim: Claim, no_actor: bool) -> tuple[str, ...]:
    """What the text leaves open: nothing of it is guessed, an actor is inferred and named here."""
    missing = ["actor"] if no_actor else []
    missing += [] if claim.items else ["items"]
    missing += ["sources_n"] if claim.source.type is SourceType.ANONYMOUS and claim.source.n is None else []
    if claim.time.start is None and claim.time.end is None:
        missing.append("time")
    for place, number in enumerate(claim.quantity):
        parts = (("what", number.what), ("stage", number.stage), ("year", number.year))
        is_share = claim.action is Action.STATE_SHARE
        missing += [f"quantity[{place}].{key}" for key, value in parts if value is None and (is_share or key == "what")]
    return tuple(missing)


def share_of(
    passage: Passage,
    sentence: Stretch,
    heard: Heard,
    items: tuple[str, ...],
    share: tuple[int, int, str, tuple[Quantity, ...]],
) -> Claim:
    text = passage.text
    start, end, holder, numbers = share
    source = source_of(text, sentence, (start, end), heard.spoken) or AUTHOR
    claim = Claim(
        Action.STATE_SHARE, holder, Instrument.OTHER, tuple(i for i in items if i != "goods"), ("ALL",),
        Certainty.CERTAIN, None, source, ClaimTime(), Register.CLAIM, _span(text, sentence), _named(numbers),
    )  # fmt: skip
    return replace(claim, incomplete=tuple(part for part in _incomplete(claim, False) if part != "time"))


def _named(numbers: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    return tuple(n for n in numbers if 0 < n.value <= 100)
