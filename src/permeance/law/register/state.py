"""How provisions and instruments stand on a day, in the words that a register shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from permeance.law.instrument import Act, Instrument, Provision, Segment
from permeance.law.snapshot import Snapshot


class State(StrEnum):
    """How a text stands on one day.

    LAPSED: a dated end of the newest text has passed without newer text, so the day is open whatever the letter says.
    ENDED: a dated end has passed, and newer text has taken over or the letter leaves nothing in force.
    """

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    REPEALED = "repealed"
    NOT_YET = "not_yet"
    ENDED = "ended"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class StateOn:
    """How a provision stands on a day: its state, and the segment that says so.

    `letter_of_law` is what the texts alone give, where the day is open: after a lapse, or where the text that governs
    was not read. `reverify` then names what has to be looked at again.
    """

    state: State
    segment: Segment | None
    letter_of_law: State | None = None
    reverify: tuple[str, ...] = ()


def state_on(provision: Provision, day: date) -> StateOn:
    """The state of one provision on a day, as the snapshot that it comes from knows it."""
    standing = provision.standing_on(day)
    if standing.segment is not None:
        letter = State(standing.segment.status)
    else:
        letter = State.NOT_YET if standing.lapsed is None else State.ENDED
    open_ = standing.unsettled
    if open_ is None:
        return StateOn(letter, standing.segment)
    state = letter if standing.lapsed is None else State.LAPSED
    return StateOn(state, open_, letter, tuple(dict.fromkeys((open_.by, provision.instrument))))


def next_change(provision: Provision, day: date) -> date | None:
    """The first day after this one on which the provision stands otherwise, by the texts known."""
    now = state_on(provision, day)
    for boundary in boundaries_of(provision):
        if boundary > day:
            then = state_on(provision, boundary)
            if (then.state, then.reverify) != (now.state, now.reverify):
                return boundary
    return None


def boundaries_of(provision: Provision) -> list[date]:
    """Every day on which a segment of the provision starts or has ended, in order."""
    return sorted({day for s in provision.segments for day in (s.starts, s.ends) if day is not None})


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def provisions_of(snapshot: Snapshot) -> Mapping[str, tuple[Provision, ...]]:
    """The provisions known, by instrument; an instrument that only acts on others has none."""
    found: dict[str, list[Provision]] = {key: [] for key in snapshot.instruments}
    for provision in snapshot.provisions:
        found[provision.instrument].append(provision)
    return {key: tuple(provisions) for key, provisions in found.items()}


def act_state(act: Act, provisions: Iterable[Provision], day: date) -> State:
    """How an act upon other instruments stands on a day: it lapses where it ends and nothing newer is known."""
    segment = act.segment
    if day < segment.starts:
        return State.NOT_YET
    if segment.covers(day):
        return State.IN_FORCE
    open_ = [p.standing_on(day).lapsed for p in provisions if act.touches(p)]
    return State.LAPSED if any(s is not None and span(s) == span(segment) for s in open_) else State.ENDED


def acts_of(instrument: Instrument, snapshot: Snapshot) -> tuple[Act, ...]:
    """What the instrument does to others, as far as it was known."""
    return tuple(act for act in instrument.acts if act.segment.known <= snapshot.known)


def span(segment: Segment) -> tuple[str, str, date, date | None, date]:
    """What makes a segment the same one on every provision that it lies over."""
    return segment.by, segment.status, segment.starts, segment.ends, segment.known


def states_of(instrument: Instrument, snapshot: Snapshot, own: Iterable[Provision], day: date) -> dict[State, int]:
    """How many provisions and acts of an instrument stand in which state, in the order of `State`."""
    states = [state_on(provision, day).state for provision in own]
    states += [act_state(act, snapshot.provisions, day) for act in acts_of(instrument, snapshot)]
    return {state: states.count(state) for state in State if state in states}


def collapsed(keys: Iterable[str], own: Mapping[str, tuple[Provision, ...]]) -> tuple[str, ...]:
    """Keys of provisions, as `INSTRUMENT/*` where they are all of an instrument's."""
    wanted = tuple(dict.fromkeys(keys))
    found: list[str] = []
    for name in dict.fromkeys(key.partition("/")[0] for key in wanted):
        listed = [key for key in wanted if key.partition("/")[0] == name]
        found += [f"{name}/*"] if len(listed) == len(own[name]) > 1 else listed
    return tuple(found)
