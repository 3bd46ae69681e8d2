"""How far the shipped law can be trusted on a day: how old it is, what has lapsed or soon will, what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from permeance.law.instrument import Provision, Segment, Status
from permeance.law.limits import Limit, leaves
from permeance.law.register.coverage import counts
from permeance.law.register.state import State, collapsed, day_before, provisions_of, span, state_on
from permeance.law.snapshot import Snapshot
from permeance.terms.citation import Confidence
from permeance.terms.problem import Problem

STALE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Lapse:
    """A dated end of a newest text: the first day that it leaves open, what it leaves open, and what was said of it.

    `letter_of_law` is what the texts alone give from that day on.
    """

    day: date
    status: Status
    by: str
    provisions: tuple[str, ...]
    letter_of_law: State
    political_until: date | None


@dataclass(frozen=True, slots=True)
class PartlyRead:
    """A printed list or a list of parties of which not every name was read. `count` where the text says how many."""

    provision: str
    read: int
    count: int | None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a person has to know before relying on the law of a snapshot."""

    verified_oldest: date | None
    verified_newest: date | None
    stale: Mapping[date, tuple[str, ...]]
    confidence: Mapping[Confidence, int]
    lapsed: tuple[Lapse, ...]
    lapsing: tuple[Lapse, ...]
    lists: tuple[PartlyRead, ...]
    parties: tuple[PartlyRead, ...]
    unread: Mapping[str, Confidence]
    figures: Mapping[str, tuple[Limit, ...]]

    @property
    def problems(self) -> list[Problem]:
        """What a new look at the sources would mend: texts that have lapsed, and instruments not looked at lately."""
        return [*map(_lapse_problem, self.lapsed), *(_stale_problem(day, ids) for day, ids in self.stale.items())]


def verify(snapshot: Snapshot, within_days: int) -> Verification:
    """The state of the law's sources, seen from the day that the snapshot knows."""
    day = snapshot.known
    seen = sorted((i.verified, i.id) for i in snapshot.instruments.values())
    old = [(when, name) for when, name in seen if (day - when).days > STALE_DAYS]
    return Verification(
        verified_oldest=seen[0][0] if seen else None,
        verified_newest=seen[-1][0] if seen else None,
        stale={when: tuple(name for then, name in old if then == when) for when, _ in old},
        confidence=counts(provision.confidence for provision in snapshot.provisions),
        lapsed=_lapses(snapshot, date.min, day),
        lapsing=_lapses(snapshot, day, _later(day, within_days)),
        lists=tuple(
            PartlyRead(p.key, len(p.conditions.named.names), None)
            for p in snapshot.provisions
            if p.conditions.named and not p.conditions.named.complete
        ),
        parties=tuple(
            PartlyRead(p.key, len(p.conditions.parties.names), p.conditions.parties.count)
            for p in snapshot.provisions
            if p.conditions.parties and not p.conditions.parties.complete
        ),
        unread=_unread(snapshot),
        figures={p.key: found for p in snapshot.provisions if (found := _unread_figures(p))},
    )


def _lapses(snapshot: Snapshot, after: date, until: date) -> tuple[Lapse, ...]:
    """Texts whose dated end falls after one day and by another, and leaves the days from then on open."""
    own, last = provisions_of(snapshot), min(until, snapshot.known)
    groups: dict[tuple[object, ...], list[tuple[str, Segment, State]]] = {}
    for provision in snapshot.provisions:
        for segment in provision.segments:
            ends = segment.ends
            if ends is None or not after < ends <= until:
                continue
            lapsed = provision.standing_on(max(ends, last)).lapsed
            letter = state_on(provision, max(ends, last)).letter_of_law
            if lapsed == segment and letter is not None:
                groups.setdefault((*span(segment), letter), []).append((provision.key, segment, letter))
    lapses = [
        Lapse(
            segment.ends,
            segment.status,
            segment.by,
            collapsed((key for key, _, _ in group), own),
            letter,
            segment.political.until if segment.political else None,
        )
        for group in groups.values()
        for _, segment, letter in group[:1]
        if segment.ends is not None
    ]
    return tuple(sorted(lapses, key=lambda lapse: (lapse.day, lapse.by)))


def _later(day: date, days: int) -> date:
    """The day so many days on, or the last that a calendar knows."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _unread(snapshot: Snapshot) -> dict[str, Confidence]:
    """Provisions that decide nothing on the day: not read, or known from memory, or governed by such a text."""
    found: dict[str, Confidence] = {}
    for provision in snapshot.provisions:
        segment = provision.standing_on(snapshot.known).segment
        firmness = [provision.confidence, *([segment.confidence] if segment and segment.confidence else [])]
        weak = [confidence for confidence in firmness if not confidence.decides]
        if weak:
            found[provision.key] = weak[0]
    return found


def _unread_figures(provision: Provision) -> tuple[Limit, ...]:
    """The limits of a provision of which the figure was not read, or is known from memory."""
    limits = provision.conditions.limits
    return tuple(leaf for leaf in (leaves(limits) if limits else ()) if leaf.confidence and not leaf.confidence.decides)


def _lapse_problem(lapse: Lapse) -> Problem:
    words = {Status.SUSPENDED: "the suspension", Status.IN_FORCE: "the text", Status.REPEALED: "the repeal"}
    return Problem(
        "law data",
        None,
        lapse.by,
        f"{words[lapse.status]} of {', '.join(lapse.provisions)} with its last day on {day_before(lapse.day)}",
        "a newer text that says what holds since",
        "look for it; until it is read the answer for these is unknown",
    )


def _stale_problem(day: date, names: tuple[str, ...]) -> Problem:
    return Problem(
        "law data",
        None,
        ", ".join(names),
        f"sources last looked at on {day}",
        f"at most {STALE_DAYS} days ago",
        "look for newer text, or update permeance",
    )
