"""What changed between two reports of one action: certainty, number and kind of sources, numbers.

Two claims are held to be about one action where action and actor agree and the goods do not contradict. That is a
comparison of words: it says that reports differ, not which is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from permeance.terms.claim import Claim, SourceType


class Change(StrEnum):
    """What differs, seen from this report: `certainty_raised` is surer here than there."""

    POLARITY_CHANGED = "polarity_changed"
    CERTAINTY_RAISED = "certainty_raised"
    CERTAINTY_LOWERED = "certainty_lowered"
    SOURCE_DROPPED = "source_dropped"
    SOURCE_CHANGED = "source_changed"
    FEWER_SOURCES = "fewer_sources"
    MORE_SOURCES = "more_sources"
    NUMBERS_CHANGED = "numbers_changed"


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference: what another report says (`there`), and what this one does (`here`)."""

    change: Change
    here: Claim
    there: Claim
    value_here: str | None
    value_there: str | None


def drift(here: Iterable[Claim], there: Iterable[Claim]) -> list[Drift]:
    """Every difference between the claims of this report and their likest counterparts in another."""
    others = list(there)
    found: list[Drift] = []
    for claim in here:
        alike = [other for other in others if _same_act(claim, other)]
        if alike:
            found += _differences(claim, max(alike, key=lambda other: _likeness(claim, other)))
    return found


def _same_act(a: Claim, b: Claim) -> bool:
    same_state = a.actor.split(".")[0] == b.actor.split(".")[0]
    return a.action == b.action and same_state and (not a.items or not b.items or bool(set(a.items) & set(b.items)))


def _likeness(a: Claim, b: Claim) -> tuple[bool, bool, bool, int]:
    """What counts first: both say that it happens or not, then that the other names a source that may get lost."""
    nearness = -abs(a.certainty.rank - b.certainty.rank)
    has_source = b.source.type is not SourceType.AUTHOR
    return a.polarity == b.polarity, has_source, a.targets == b.targets, nearness


def _differences(here: Claim, there: Claim) -> Iterator[Drift]:
    def one(change: Change, a: object, b: object) -> Drift:
        return Drift(change, here, there, None if a is None else str(a), None if b is None else str(b))

    if here.polarity != there.polarity:
        yield one(Change.POLARITY_CHANGED, here.certainty, there.certainty)
    elif here.certainty.rank != there.certainty.rank:
        raised = here.certainty.rank > there.certainty.rank
        yield one(Change.CERTAINTY_RAISED if raised else Change.CERTAINTY_LOWERED, here.certainty, there.certainty)
    if here.source.type != there.source.type:
        dropped = here.source.type in (SourceType.AUTHOR, SourceType.MEDIA)
        yield one(Change.SOURCE_DROPPED if dropped else Change.SOURCE_CHANGED, here.source.type, there.source.type)
    elif here.source.n != there.source.n:
        fewer = (here.source.n or 0) < (there.source.n or 0)
        yield one(Change.FEWER_SOURCES if fewer else Change.MORE_SOURCES, here.source.n, there.source.n)
    if {(q.value, q.unit) for q in here.quantity} != {(q.value, q.unit) for q in there.quantity}:
        yield one(Change.NUMBERS_CHANGED, _numbers(here), _numbers(there))


def _numbers(claim: Claim) -> str | None:
    return "; ".join(f"{q.value:g} {q.unit}" for q in claim.quantity) or None
