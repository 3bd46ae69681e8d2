"""The lists that come with the law: every notice that lists parties, as known on one day and standing on another."""

from __future__ import annotations

from datetime import date

from permeance.determination.parties.lists.party_list import Party, PartyList
from permeance.law.instrument import Provision, Role
from permeance.law.register.state import State, state_on
from permeance.law.snapshot import Snapshot


def shipped_lists(snapshot: Snapshot, on: date) -> tuple[PartyList, ...]:
    """The notices of the snapshot that list parties, in the order of their publication."""
    listing = [p for p in snapshot.of_role(Role.ENTRY) if p.conditions.parties]
    listing.sort(key=lambda p: (snapshot.instruments[p.instrument].published, p.instrument))
    return tuple(_list_of(provision, snapshot, on) for provision in listing)


def _list_of(provision: Provision, snapshot: Snapshot, on: date) -> PartyList:
    instrument, parties = snapshot.instruments[provision.instrument], provision.conditions.parties
    if parties is None:
        raise ValueError(f"{provision.key} lists no parties")
    standing = state_on(provision, on)
    effect = provision.effect.value.replace("_", " ") if provision.effect else ""
    programme = f"{provision.regime.replace('_', ' ')}: {effect}"
    start = min(segment.starts for segment in provision.segments)
    return PartyList(
        id=provision.instrument,
        title=instrument.title,
        file=provision.instrument,
        form="law",
        parties=tuple(Party((name,), parties.countries, programme, start) for name in parties.names),
        dated=min(instrument.verified, snapshot.known),
        complete=parties.complete,
        count=parties.count,
        keeps_history=True,
        state=standing.state.value,
        state_note=_note(standing.state, standing.segment.by if standing.segment else ""),
    )


def _note(state: State, by: str) -> str:
    if state is State.LAPSED:
        return f"its suspension by {by} has passed and no newer text is known" if by else "no newer text is known"
    return f"by {by}" if state is not State.IN_FORCE and by else ""
