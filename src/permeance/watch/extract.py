"""From a text to its claims: each sentence is asked which actions it tells of, how surely, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

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
from permeance.watch.certainty import Verdict, certainty
from permeance.watch.instruments import instrument_of
from permeance.watch.mentions import Found, found_in
from permeance.watch.parties import actor_of, default_actor, firm, goods, targets_of
from permeance.watch.quantities import quantities
from permeance.watch.sentences import Stretch, paragraphs, sentences
from permeance.watch.shares import share_in
from permeance.watch.sources import AUTHOR, Attribution, attributions, carried, source_of
from permeance.watch.timing import time_of

_FORMAL = {Action.IMPOSE, Action.TIGHTEN, Action.EXTEND, Action.SUSPEND, Action.EASE, Action.REPEAL}
_SPEECH = {Action.THREATEN, Action.DENY}
_LOOK_BACK = 1_000  # characters before a sentence in which its actor may be named
_NEEDS_NO_GOODS = {Action.THREATEN, Action.DENY, Action.RETALIATE}
# A paragraph without any of these words and without goods is about something else.
_TRADE = re.compile(
    r"\b(?:exports?|exporters?|tariffs?|quotas?|licen[cs]es?|licensing|shipments|controls|restrictions|curbs"
    r"|applications|permits|rules?|bans?|sanctions|truce|deliver(?:y|ies)|embargo|blacklist|entity list|minerals"
    r"|metals|chips?|customs|suppl(?:y|ies)|fees)\b",
    re.IGNORECASE,
)
_ANALYST = re.compile(r"\b(?:analysts?|observers?|experts?|economists?|fellow|argues?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph and what it names: rules look here where a sentence leaves something out."""

    text: str
    whole: Stretch
    published: date | None
    goods: tuple[str, ...]
    is_trade: bool


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who speaks in a sentence and in the one before, and which numbers a statement of share has used up."""

    spoken: list[Attribution]
    previous: Source | None
    numbers_taken: tuple[tuple[int, int], ...] = ()


def read_claims(text: str, published: date | None = None) -> tuple[Claim, ...]:
    """All claims of a text in its order; `text[claim.span.start:claim.span.end]` is the quote."""
    found: dict[tuple[object, ...], Claim] = {}
    goods_before: tuple[str, ...] = ()
    for paragraph in paragraphs(text):
        goods_before = goods(text, paragraph.start, paragraph.end) or goods_before
        is_trade = bool(_TRADE.search(text, paragraph.start, paragraph.end))
        passage = _Passage(text, paragraph, published, goods_before, is_trade)
        for claim in _paragraph_claims(passage):
            key = (claim.action, claim.certainty, claim.actor, claim.source.type, claim.source.n)
            found.setdefault(key, claim)
    return tuple(sorted(found.values(), key=lambda claim: claim.span.start))


def _paragraph_claims(passage: _Passage) -> list[Claim]:
    """Claims of a paragraph, each action of an actor once: said again, it is the same claim."""
    kept: dict[tuple[str, str, str], Claim] = {}
    previous: Source | None = None
    for sentence in sentences(passage.text, passage.whole):
        spoken = attributions(passage.text, sentence)
        for is_verb, claim in _sentence_claims(passage, sentence, _Heard(spoken, previous)):
            if is_verb or claim.action not in {told.action for told in kept.values()}:
                kept.setdefault((claim.action, claim.polarity, claim.actor), claim)
        previous = spoken[-1].source if spoken else carried(previous, passage.text, sentence)
    return list(kept.values())


def _sentence_claims(passage: _Passage, sentence: Stretch, heard: _Heard) -> Iterator[tuple[bool, Claim]]:
    """Claims of a sentence, each with whether a verb tells it; a noun only takes up what a verb told before."""
    text = passage.text
    items = goods(text, sentence.start, sentence.end) or passage.goods
    share = share_in(text, sentence, items)
    if share:
        yield True, _share(passage, sentence, heard, items, share)
        heard = replace(heard, numbers_taken=((share[0], share[1]),))
    made: list[tuple[Found, Claim]] = []
    threat: Found | None = None
    for found in found_in(text, sentence):
        if found.clause.is_condition or (threat and _is_threatened(text, threat, found)):
            continue
        claim = _claim(passage, sentence, found, heard)
        if claim is None:
            continue
        made.append((found, claim))
        threat = found if found.action is Action.THREATEN else threat
    yield from _reconciled(made)


def _is_threatened(text: str, threat: Found, found: Found) -> bool:
    return threat.end <= found.start <= threat.clause.end


def _reconciled(made: list[tuple[Found, Claim]]) -> Iterator[tuple[bool, Claim]]:
    """Two ways to tell one thing are one claim: not applying a paused rule, not speeding up what takes longer.

    What a denial denies is certain not to be. A retaliation is named only where no exacter act is.
    """
    acts = {found.action: (found, claim) for found, claim in made}
    for found, claim in made:
        other = {Action.IMPOSE: Action.SUSPEND, Action.EXPEDITE: Action.DELAY}.get(claim.action)
        if claim.polarity == "-" and other in acts and acts[other][1].polarity == "+":
            continue
        if claim.action is Action.RETALIATE and acts.keys() & {Action.IMPOSE, Action.TIGHTEN, Action.THREATEN}:
            continue
        denial, denied = acts.get(Action.DENY, (None, None))
        if denial and denied and denial.end <= found.start <= denial.clause.end:
            not_so = replace(claim, certainty=Certainty.CERTAIN_NOT, cue=denied.cue, source=denied.source)
            yield found.is_verb, replace(not_so, register=Register.CLAIM)
            continue
        yield found.is_verb, claim


def _claim(passage: _Passage, sentence: Stretch, found: Found, heard: _Heard) -> Claim | None:
    text, words = passage.text, (found.start, found.end)
    verdict = _verdict(text, sentence, found)
    items = _items(passage, sentence, found)
    if verdict is None or (not items and found.action not in _NEEDS_NO_GOODS and not passage.is_trade):
        return None
    spoken = [
        a for a in heard.spoken if found.action is Action.THREATEN or "threat" not in text[a.start : a.end].lower()
    ]
    mutual = found.action is Action.NEGOTIATE
    named = actor_of(text, sentence, (found.clause.start, found.clause.end), words, found.is_received, mutual)
    instrument = instrument_of(text, sentence, found)
    actor = _actor(passage, sentence, found, named, items, instrument)
    source = (
        source_of(text, sentence, words, spoken)
        or carried(heard.previous, text, sentence)
        or _acting(text, sentence, found)
    )
    is_past = (
        found.action is not Action.THREATEN
        and not verdict.certainty.value.startswith(("PS", "PR", "Uu"))
        and not _is_future(text, found)
    )
    when, taken = time_of(text, sentence, found, passage.published, is_past)
    verdict = _announced(text, verdict, when, source, passage.published)
    register = _register(found.action, verdict.certainty, source)
    numbers = quantities(text, found.clause.start, found.clause.end, (*taken, *heard.numbers_taken))
    targets = targets_of(text, sentence, (found.clause.start, found.clause.end), actor)
    claim = Claim(
        found.action, actor, instrument, items, targets, verdict.certainty, _cue(text, verdict, words), source, when,
        register, _span(text, sentence), numbers,
    )  # fmt: skip
    return replace(claim, incomplete=_incomplete(claim, named is None))


def _verdict(text: str, sentence: Stretch, found: Found) -> Verdict | None:
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


def _announced(text: str, verdict: Verdict, when: ClaimTime, source: Source, published: date | None) -> Verdict:
    """A promise that the authority itself dates is certain; without a date, or from others, it is probable."""
    if verdict.certainty is not Certainty.PROBABLE or verdict.cue is None:
        return verdict
    is_will = re.fullmatch(r"will|shall|would|['’]ll", text[slice(*verdict.cue)], re.IGNORECASE)
    if is_will and source.type is SourceType.OFFICIAL and (when.start or when.end):
        return Verdict(Certainty.CERTAIN, verdict.cue)
    return verdict


def _is_future(text: str, found: Found) -> bool:
    return bool(
        re.search(
            r"\b(?:will|shall|would|to|must|needs?|requires?)\b", text[found.clause.near : found.end], re.IGNORECASE
        )
    )


def _items(passage: _Passage, sentence: Stretch, found: Found) -> tuple[str, ...]:
    """Goods of the clause, else of the sentence, of the paragraph, or of the last one before it that names any."""
    clause = goods(passage.text, found.clause.start, found.clause.end)
    return clause or goods(passage.text, sentence.start, sentence.end) or passage.goods


def _actor(
    passage: _Passage,
    sentence: Stretch,
    found: Found,
    named: str | None,
    items: tuple[str, ...],
    instrument: Instrument,
) -> str:
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


_ORGAN = re.compile(r"\b(?:ministry|regulator|customs|commission|ARECOMS|White House|Trump|president)\b", re.IGNORECASE)


def _acting(text: str, sentence: Stretch, found: Found) -> Source:
    """An organ of a state that acts in the open is its own source; else the writer says so."""
    organ = _ORGAN.search(text, found.clause.start, found.start)
    if organ and found.form == "finite":
        return Source(SourceType.OFFICIAL, 1, organ[0])
    return AUTHOR


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


def _share(
    passage: _Passage,
    sentence: Stretch,
    heard: _Heard,
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
