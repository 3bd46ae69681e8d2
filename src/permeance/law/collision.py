"""Two texts of one day that say opposite things of the same law: nobody can tell which of them holds.

A later text overlays an earlier one, and an entry adds to another; in these there is an order, or none is needed. Of
two texts that became public on the same day and are known as firmly there is none, so the law is not compiled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from permeance.law.conditions import Conditions
from permeance.law.instrument import Instrument, Provision, Role, Segment, Status
from permeance.terms.problem import Problem


@dataclass(frozen=True, slots=True)
class _Laid:
    """A segment laid over a provision, by which instrument, and in which file."""

    file: str
    by: str
    segment: Segment
    own: bool

    @property
    def words(self) -> str:
        end = f" until {self.segment.ends}" if self.segment.ends else ""
        return f"{self.by} ({self.segment.status.replace('_', ' ')} from {self.segment.starts}{end})"


@dataclass(slots=True)
class _Clash:
    """Two segments that cannot both hold, and all provisions over which they lie."""

    one: _Laid
    other: _Laid
    over: list[str] = field(default_factory=list)


def collisions(instruments: Mapping[str, Instrument]) -> Iterator[Problem]:
    """One problem for each pair of texts that collide, both named; the instruments by their file."""
    yield from _statuses(instruments)
    yield from _exclusions(instruments)


def _statuses(instruments: Mapping[str, Instrument]) -> Iterator[Problem]:
    """Acts that give a provision two statuses on the same days, or another than its own text of that day does."""
    clashes: dict[tuple[_Laid, _Laid], _Clash] = {}
    for file, instrument in instruments.items():
        for provision in instrument.provisions:
            for one, other in combinations(_life(file, provision, instruments), 2):
                if _opposed(one, other, provision):
                    clashes.setdefault((one, other), _Clash(one, other)).over.append(provision.key)
    for clash in clashes.values():
        more = f" and {len(clash.over) - 1} more" if len(clash.over) > 1 else ""
        both = f"{clash.one.words} against {clash.other.words}"
        found = f"{both}, both known on {clash.one.segment.known}, on {clash.over[0]}{more}"
        allowed = "one status of a provision on a day by the texts of one day"
        yield Problem(clash.other.file, None, "acts", found, allowed, "end the one where the other begins")


def _life(file: str, provision: Provision, instruments: Mapping[str, Instrument]) -> list[_Laid]:
    own = [_Laid(file, provision.instrument, segment, own=True) for segment in provision.segments]
    acts = [
        _Laid(place, instrument.id, act.segment, own=False)
        for place, instrument in instruments.items()
        for act in instrument.acts
        if act.touches(provision)
    ]
    return own + acts


def _opposed(one: _Laid, other: _Laid, provision: Provision) -> bool:
    """Whether two segments of one day, known as firmly, differ; those of one file are held apart where it is read."""
    first, second = one.segment, other.segment
    firmness = [(segment.confidence or provision.confidence).decides for segment in (first, second)]
    apart = (one.own and other.own) or first.status is second.status or firmness[0] is not firmness[1]
    return not apart and _meet(first, second)


def _meet(one: Segment, other: Segment) -> bool:
    """Whether two segments became known on one day and have a day in common."""
    begin = max(one.starts, other.starts)
    return one.known == other.known and all(s.ends is None or begin < s.ends for s in (one, other))


def _exclusions(instruments: Mapping[str, Instrument]) -> Iterator[Problem]:
    """Exclusions of the same goods of which one is hedged and the other not, or that leave an entry nothing."""
    placed = [(file, p) for file, instrument in instruments.items() for p in instrument.provisions]
    exclusions = [(file, p) for file, p in placed if p.role is Role.EXCLUSION]
    entries = [p for _, p in placed if p.role is Role.ENTRY]
    for (_, one), (file, other) in combinations(exclusions, 2):
        shared = [p.key for p in entries if _names(one, p) and _names(other, p)]
        alike = one.conditions == other.conditions and one.hedge != other.hedge
        if alike and shared and _stand_together(one, other):
            found = f"{_taken(one)} against {_taken(other)}, of the same goods under {shared[0]}"
            allowed = "one word of texts of one day on whether goods are surely outside"
            yield Problem(
                file, None, f"{other.id}.hedge", found, allowed, "give both the same hedge, or tell them apart"
            )
    for file, exclusion in exclusions:
        for entry in entries:
            whole = exclusion.conditions in (Conditions(), entry.conditions)
            if whole and _names(exclusion, entry) and _stand_together(exclusion, entry):
                found = f"{exclusion.key} takes out all that {entry.key} catches, both known on one day"
                allowed = "an exclusion that leaves its entry something"
                remedy = "narrow what it takes out, or write a repeal as an act"
                yield Problem(file, None, f"{exclusion.id}.when", found, allowed, remedy)


def _names(exclusion: Provision, entry: Provision) -> bool:
    return bool({entry.key, f"{entry.instrument}/*"} & set(exclusion.excludes))


def _taken(exclusion: Provision) -> str:
    return f"{exclusion.key} ({exclusion.hedge or 'without a hedge'})"


def _stand_together(one: Provision, other: Provision) -> bool:
    """Whether two provisions are known as firmly and in force on a common day, by texts of one day."""
    live = [[s for s in p.segments if s.status is Status.IN_FORCE] for p in (one, other)]
    return one.confidence is other.confidence and any(_meet(a, b) for a in live[0] for b in live[1])
