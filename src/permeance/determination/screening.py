"""Which party lists a determination could screen against: one that nobody read clears nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from permeance.determination.crossing import Crossing
from permeance.determination.findings import applies_to, standing_on
from permeance.determination.reasons import Truth
from permeance.law.instrument import Provision, Role, Status
from permeance.law.snapshot import Snapshot

if TYPE_CHECKING:
    from permeance.determination.parties.name_index import Match


@dataclass(frozen=True, slots=True)
class Unread:
    """A notice in force of which not all names were read."""

    instrument: str
    title: str
    countries: tuple[str, ...]
    read: int
    count: int


@dataclass(frozen=True, slots=True)
class Possible:
    """A listed name that a party may be, without being the same name: a person has to look before goods move.

    `score` is that of `permeance screen`, from 0 to 100, and `reasons` are its words.
    """

    party: str
    listed: str
    instrument: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """The parties that were screened, the names they may be, and the notices that could not be screened in full.

    `lists` is how many notices were in force. It does not change the answer: it says what the answer leaves out.
    """

    parties: tuple[str, ...]
    lists: int
    unread: tuple[Unread, ...]
    possible: tuple[Possible, ...] = ()

    @property
    def incomplete(self) -> bool:
        """Whether a person has to clear the parties first: a list not read, no party named, or one nearly listed."""
        return bool(self.unread or self.possible) or (self.lists > 0 and not self.parties)


def screen(crossing: Crossing, snapshot: Snapshot, day: date | None, *, may_catch: bool) -> Screening:
    """The state of the screening on the day; goods that nothing may catch need none."""
    parties = crossing.parties
    if not may_catch:
        return Screening(parties, 0, ())
    listing = [p for p in snapshot.of_role(Role.ENTRY) if p.conditions.parties and applies_to(p, crossing, snapshot)]
    holding = [p for p in listing if _holds(p, day)]
    unread = tuple(_unread(p, snapshot) for p in holding if p.conditions.parties and not p.conditions.parties.complete)
    first = crossing.destination or ""
    unread = tuple(sorted(unread, key=lambda u: first not in u.countries))
    return Screening(parties, len(holding), unread, tuple(_possible(parties, holding)))


def _possible(parties: Iterable[str], holding: Iterable[Provision]) -> list[Possible]:
    """The listed names that the parties may be, the likest first. One that is the same decides: it is not told here."""
    found = [
        Possible(party, names[match.place], provision.instrument, match.score, match.reasons)
        for party in parties
        for provision in holding
        if provision.conditions.parties and (names := provision.conditions.parties.names)
        for match in _alike(party, names)
        if not match.is_same
    ]
    return sorted(found, key=lambda possible: -possible.score)


@lru_cache(maxsize=65_536)  # a table names the same few parties in row after row
def _alike(party: str, names: tuple[str, ...]) -> tuple[Match, ...]:
    """What the matcher of `permeance screen` finds; a list is made ready once, when the first party is named."""
    from permeance.determination.parties.name_index import index_of  # noqa: PLC0415  (numpy, only where it is needed)

    return tuple(index_of(names).search(party))


def _holds(provision: Provision, day: date | None) -> bool:
    covers, standing = standing_on(provision, day)
    suspended = standing.status is Status.SUSPENDED and standing.unsettled is None
    return covers is not Truth.FALSE and not suspended


def _unread(provision: Provision, snapshot: Snapshot) -> Unread:
    parties = provision.conditions.parties
    if parties is None:
        raise ValueError(f"{provision.key} lists no parties")
    title = snapshot.instruments[provision.instrument].title
    return Unread(provision.instrument, title, parties.countries, len(parties.names), parties.count)
