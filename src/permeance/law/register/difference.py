"""What became known of the law between two days, and what began, ended or lapsed in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from permeance.law.instrument import Provision, Segment, Status
from permeance.law.register.state import (
    State,
    boundaries_of,
    collapsed,
    day_before,
    provisions_of,
    span,
    state_on,
)
from permeance.law.snapshot import Snapshot
from permeance.terms.citation import Confidence


class Kind(StrEnum):
    """What happened. CHANGE is a day on which provisions come to stand otherwise; all else became known."""

    PUBLISHED = "published"
    PARTIES = "parties_listed"
    RULING = "ruling"
    IN_FORCE = "in_force"
    SUSPENSION = "suspension"
    REPEAL = "repeal"
    STATEMENT = "statement"
    CHANGE = "change"


_KINDS = {Status.IN_FORCE: Kind.IN_FORCE, Status.SUSPENDED: Kind.SUSPENSION, Status.REPEALED: Kind.REPEAL}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on `day`, caused by an instrument or a statement.

    `starts` and `ends` are the half-open span of what became known, `before` and `after` the states of a change.
    `what` is a title or the words of the source. `confidence` is that of the cause where it is known.
    """

    day: date
    kind: Kind
    by: str
    what: str
    provisions: tuple[str, ...]
    starts: date | None = None
    ends: date | None = None
    before: State | None = None
    after: State | None = None
    confidence: Confidence | None = None


def difference(snapshot: Snapshot, since: date) -> tuple[Event, ...]:
    """What happened after `since`, up to the day that the snapshot knows, that day included; in date order."""
    differ = _Difference(snapshot, since)
    events = [*differ.published(), *differ.segments(), *differ.statements(), *differ.changes()]
    order = list(Kind)
    return tuple(sorted(events, key=lambda e: (e.day, order.index(e.kind), e.by, e.provisions)))


class _Difference:
    """One snapshot looked at since a day."""

    def __init__(self, snapshot: Snapshot, since: date) -> None:
        self.snapshot, self.since = snapshot, since
        self.own = provisions_of(snapshot)

    def _new(self, day: date) -> bool:
        return self.since < day <= self.snapshot.known

    def _title(self, by: str, else_: str) -> str:
        instrument = self.snapshot.instruments.get(by)
        return instrument.title if instrument else else_

    def published(self) -> Iterator[Event]:
        for instrument in self.snapshot.instruments.values():
            if self._new(instrument.published):
                own = self.own[instrument.id]
                spans = [p.segments[0] for p in own] or [act.segment for act in instrument.acts]
                starts = min((segment.starts for segment in spans), default=None)
                keys = collapsed((p.key for p in own), self.own)
                yield Event(instrument.published, Kind.PUBLISHED, instrument.id, instrument.title, keys, starts)

    def segments(self) -> Iterator[Event]:
        """New segments, one event for all provisions over which the same one lies."""
        for (kind, by, confidence, segment), provisions in self._grouped().items():
            keys = collapsed((p.key for p in provisions), self.own)
            what = self._what(kind, by, provisions)
            yield Event(segment.known, kind, by, what, keys, segment.starts, segment.ends, confidence=confidence)

    def _grouped(self) -> dict[tuple[Kind, str, Confidence, Segment], list[Provision]]:
        groups: dict[tuple[Kind, str, Confidence, Segment], list[Provision]] = {}
        for provision in self.snapshot.provisions:
            for segment in provision.segments:
                kind = self._kind(provision, segment)
                if kind and self._new(segment.known):
                    confidence = segment.confidence or provision.confidence
                    groups.setdefault((kind, segment.by, confidence, _bare(segment)), []).append(provision)
        return groups

    def _kind(self, provision: Provision, segment: Segment) -> Kind | None:
        """What a segment is news of; none where it only says from when a text holds that was published that day."""
        instrument = self.snapshot.instruments[provision.instrument]
        first = segment.by == instrument.id and segment.status is Status.IN_FORCE
        if first and instrument.kind == "rulings":
            return Kind.RULING
        if first and provision.conditions.parties:
            return Kind.PARTIES
        if first and segment.known == instrument.published:
            return None
        return _KINDS[segment.status]

    def _what(self, kind: Kind, by: str, provisions: list[Provision]) -> str:
        if kind is Kind.RULING:
            return "; ".join(provision.title for provision in provisions)
        if kind is Kind.PARTIES:
            count = sum(p.conditions.parties.count for p in provisions if p.conditions.parties)
            return f"{count} {'party' if count == 1 else 'parties'}: {self._title(by, by)}"
        return self._title(by, by)

    def statements(self) -> Iterator[Event]:
        """What was said of the end of a segment, which changes no law."""
        found: dict[tuple[date, str, str, date, Confidence], list[str]] = {}
        for provision in self.snapshot.provisions:
            for segment in provision.segments:
                said = segment.political
                if said and self._new(said.known):
                    case = (said.known, segment.by, said.source, said.until, said.confidence)
                    found.setdefault(case, []).append(provision.key)
        for (day, by, source, until, confidence), keys in found.items():
            over = collapsed(keys, self.own)
            yield Event(day, Kind.STATEMENT, by, source, over, ends=_after(until), confidence=confidence)

    def changes(self) -> Iterator[Event]:
        found: dict[tuple[date, str, State, State], list[str]] = {}
        for provision in self.snapshot.provisions:
            for day in filter(self._new, boundaries_of(provision)):
                before, after = state_on(provision, day_before(day)), state_on(provision, day)
                if before.state is not after.state:
                    by = after.segment.by if after.segment else provision.instrument
                    found.setdefault((day, by, before.state, after.state), []).append(provision.key)
        for (day, by, was, now), keys in found.items():
            yield Event(day, Kind.CHANGE, by, self._title(by, by), collapsed(keys, self.own), before=was, after=now)


def _bare(segment: Segment) -> Segment:
    """The segment apart from what was said of its end and how firmly it is known: the same on every provision."""
    by, status, starts, ends, known = span(segment)
    return Segment(Status(status), starts, ends, known, by)


def _after(last: date) -> date:
    """The half-open end of what lasts until a day, that day included."""
    return date.fromordinal(last.toordinal() + 1)
