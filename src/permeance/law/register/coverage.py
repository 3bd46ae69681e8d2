"""The coverage register: every instrument, how much of it is modelled, how firmly, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from permeance.law.instrument import Instrument, Provision, Role
from permeance.law.register.state import State, acts_of, provisions_of, states_of
from permeance.law.snapshot import Snapshot
from permeance.terms.citation import Confidence


@dataclass(frozen=True, slots=True)
class Covered:
    """One instrument in the register. `state` is None where its provisions do not all stand alike."""

    instrument: Instrument
    provisions: int
    entries: int
    acts: int
    states: Mapping[State, int]
    confidence: Mapping[Confidence, int]

    @property
    def state(self) -> State | None:
        return next(iter(self.states)) if len(self.states) == 1 else None


def coverage(snapshot: Snapshot, day: date) -> tuple[Covered, ...]:
    """Every instrument known, those of states that clear first, each state's in the order of publication."""
    own = provisions_of(snapshot)

    def order(instrument: Instrument) -> tuple[bool, str, date, str]:
        state = instrument.jurisdiction
        return state not in snapshot.clearing, state, instrument.published, instrument.id

    return tuple(
        _covered(instrument, snapshot, own[instrument.id], day)
        for instrument in sorted(snapshot.instruments.values(), key=order)
    )


def _covered(instrument: Instrument, snapshot: Snapshot, own: tuple[Provision, ...], day: date) -> Covered:
    acts = acts_of(instrument, snapshot)
    theirs = [act.segment.confidence for act in acts if act.segment.confidence]
    return Covered(
        instrument=instrument,
        provisions=len(own),
        entries=sum(p.role is Role.ENTRY for p in own),
        acts=len(acts),
        states=states_of(instrument, snapshot, own, day),
        confidence=counts([*(p.confidence for p in own), *theirs]),
    )


def counts(found: Iterable[Confidence]) -> dict[Confidence, int]:
    """How many of each confidence, the firmest first."""
    counted = Counter(found)
    return {confidence: counted[confidence] for confidence in Confidence if counted[confidence]}
