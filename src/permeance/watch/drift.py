"""What changed between two reports of one action: certainty, number and kind of sources, numbers.

Two claims are held to be about one action where action and actor agree and the goods do not contradict. That is a
comparison of words: it says that reports differ, not which is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from permeance.terms.claim import Claim, SourceType


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference: what another report says (`there`), and what this one does (`here`)."""

    change: str
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
    nearness = -abs(a.certainty.rank - b.certainty.rank)
    return a.polarity == b.polarity, a.targets == b.targets, a.source.type == b.source.type, nearness


def _differences(here: Claim, there: Claim) -> Iterator[Drift]:
    def one(change: str, a: object, b: object) -> Drift:
        return Drift(change, here, there, None if a is None else str(a), None if b is None else str(b))

    if here.polarity != there.polarity:
        yield one("polarity_changed", here.certainty, there.certainty)
    elif here.certainty.rank != there.certainty.rank:
        raised = here.certainty.rank > there.certainty.rank
        yield one("certainty_raised" if raised else "certainty_lowered", here.certainty, there.certainty)
    if here.source.type != there.source.type:
        dropped = here.source.type in (SourceType.AUTHOR, SourceType.MEDIA)
        yield one("source_dropped" if dropped else "source_changed", here.source.type, there.source.type)
    elif here.source.n != there.source.n:
        fewer = (here.source.n or 0) < (there.source.n or 0)
        yield one("fewer_sources" if fewer else "more_sources", here.source.n, there.source.n)
    if {(q.value, q.unit) for q in here.quantity} != {(q.value, q.unit) for q in there.quantity}:
        yield one("numbers_changed", _numbers(here), _numbers(there))


def _numbers(claim: Claim) -> str | None:
    return "; ".join(f"{q.value:g} {q.unit}" for q in claim.quantity) or None
