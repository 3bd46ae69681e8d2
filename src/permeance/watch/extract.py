"""From a text to its claims: each sentence is asked which actions it tells of, how surely, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from permeance.terms.claim import Action, Claim, Source, Span
from permeance.watch.assembly import claim_of, share_of
from permeance.watch.found import Found
from permeance.watch.heard import Heard, Passage
from permeance.watch.line_breaks import Flowing, flowing
from permeance.watch.mentions import found_in
from permeance.watch.parties import goods
from permeance.watch.reconciling import reconciled
from permeance.watch.sentences import Stretch, paragraphs, sentences
from permeance.watch.shares import share_in
from permeance.watch.sources import attributions, carried

# A paragraph without any of these words and without goods is about something else.
_TRADE = re.compile(
    r"\b(?:exports?|exporters?|tariffs?|quotas?|licen[cs]es?|licensing|shipments?|controls|restrictions|curbs"
    r"|applications?|permits?|approvals?|clearances?|rules?|bans?|sanctions|truce|deliver(?:y|ies)|embargo|blacklist"
    r"|entity list|announcement \d+|minerals|metals|(?:fast|green) (?:lane|channel)|chips?|customs|suppl(?:y|ies)"
    r"|fees)\b",
    re.IGNORECASE,
)


def read_claims(text: str, published: date | None = None) -> tuple[Claim, ...]:
    """All claims of a text in its order; `text[claim.span.start:claim.span.end]` is the quote.

    Wrapped or not, a text makes the same claims; quotes, cues and words of time are as in the original.
    """
    flow = flowing(text)
    return tuple(_in_original(claim, text, flow) for claim in _claims(flow.text, published))


def _in_original(claim: Claim, text: str, flow: Flowing) -> Claim:
    """The claim with its words as the original has them, line breaks included."""
    if flow.text is text:
        return claim

    def verbatim(words: str | None) -> str | None:
        if not words:
            return words
        at = flow.text.find(words, claim.span.start)
        at = at if at >= 0 else flow.text.find(words)
        return text[slice(*flow.original(at, at + len(words)))]

    start, end = flow.original(claim.span.start, claim.span.end)
    when = replace(claim.time, expr=verbatim(claim.time.expr))
    return replace(claim, span=Span(start, end, text[start:end]), cue=verbatim(claim.cue), time=when)


def _claims(text: str, published: date | None) -> tuple[Claim, ...]:
    found: dict[tuple[object, ...], Claim] = {}
    goods_before: tuple[str, ...] = ()
    for paragraph in paragraphs(text):
        goods_before = goods(text, paragraph.start, paragraph.end) or goods_before
        is_trade = bool(_TRADE.search(text, paragraph.start, paragraph.end))
        passage = Passage(text, paragraph, published, goods_before, is_trade)
        for is_verb, claim in _paragraph_claims(passage):
            told = {(before.action, before.actor) for before in found.values()}
            if is_verb or (claim.action, claim.actor) not in told:
                key = (claim.action, claim.certainty, claim.actor, claim.source.type, claim.source.n)
                found.setdefault(key, claim)
    return tuple(sorted(found.values(), key=lambda claim: claim.span.start))


def _paragraph_claims(passage: Passage) -> list[tuple[bool, Claim]]:
    """Claims of a paragraph, each with whether a verb tells it; an action said again is the same claim."""
    kept: dict[tuple[str, str, str], tuple[bool, Claim]] = {}
    previous: Source | None = None
    for sentence in sentences(passage.text, passage.whole):
        spoken = attributions(passage.text, sentence)
        for is_verb, claim in _sentence_claims(passage, sentence, Heard(spoken, previous)):
            if is_verb or claim.action not in {told.action for _, told in kept.values()}:
                kept.setdefault((claim.action, claim.polarity, claim.actor), (is_verb, claim))
        previous = spoken[-1].source if spoken else carried(previous, passage.text, sentence)
    return list(kept.values())


def _sentence_claims(passage: Passage, sentence: Stretch, heard: Heard) -> Iterator[tuple[bool, Claim]]:
    """Claims of a sentence, each with whether a verb tells it; a noun only takes up what a verb told before."""
    text = passage.text
    items = goods(text, sentence.start, sentence.end) or passage.goods
    share = share_in(text, sentence, items)
    if share:
        yield True, share_of(passage, sentence, heard, items, share)
        heard = replace(heard, numbers_taken=((share[0], share[1]),))
    made: list[tuple[Found, Claim]] = []
    threat: Found | None = None
    for found in found_in(text, sentence):
        if found.clause.is_condition or (threat and _is_threatened(text, threat, found)):
            continue
        claim = claim_of(passage, sentence, found, heard)
        if claim is None:
            continue
        made.append((found, claim))
        threat = found if found.action is Action.THREATEN else threat
    yield from reconciled(made)


def _is_threatened(text: str, threat: Found, found: Found) -> bool:
    return threat.end <= found.start <= threat.clause.end
