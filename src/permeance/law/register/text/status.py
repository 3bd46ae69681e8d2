"""How the law stands on a day, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from permeance.law.instrument import Provision
from permeance.law.register.state import State, provisions_of, state_on
from permeance.law.register.text.words import block, prose, spoken, standing, words
from permeance.law.snapshot import Snapshot


def status_text(snapshot: Snapshot, day: date) -> Iterator[str]:
    own = provisions_of(snapshot)
    states = [state_on(p, day).state for p in snapshot.provisions]
    counted = {state: states.count(state) for state in State if state in states}
    summary = ", ".join(f"{n} {words(state)}" for state, n in counted.items()) or "none"
    lapsed = " Where a text has lapsed nobody can tell before newer text is read." if State.LAPSED in counted else ""
    yield from block(f"Provisions on {prose(day)}, as known on {prose(snapshot.known)}: {summary}.{lapsed}", hanging=0)
    yield ""
    for instrument in sorted(snapshot.instruments.values(), key=lambda i: (i.jurisdiction, i.published, i.id)):
        yield from _status(instrument.id, own[instrument.id], day)


def _status(name: str, own: tuple[Provision, ...], day: date) -> Iterator[str]:
    """One line where all provisions of an instrument stand alike, else one for each way in which they stand."""
    groups: dict[str, list[str]] = {}
    for provision in own:
        groups.setdefault(_stands(provision, day), []).append(provision.id)
    for text, ids in groups.items():
        which = f" {', '.join(ids)}" if len(groups) > 1 else ""
        yield from block(f"{name}{which}: {text}")


def _stands(provision: Provision, day: date) -> str:
    stands = state_on(provision, day)
    segment, text = stands.segment, standing(stands)
    if stands.state is State.NOT_YET:
        text += f", from {prose(min(s.starts for s in provision.segments))}"
    elif stands.letter_of_law is None and segment is not None and segment.by != provision.instrument:
        text += f" {spoken(None, segment.ends)}".rstrip() + f", by {segment.by}"
    return text if provision.confidence.decides else f"{text}; {provision.confidence}, so it decides nothing"
