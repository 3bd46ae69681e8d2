"""Which party lists a determination could screen against: a list that nobody read clears nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permeance.determination.crossing import Crossing
from permeance.determination.findings import applies_to, standing_on
from permeance.determination.reasons import Truth
from permeance.law.instrument import Provision, Role, Status
from permeance.law.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Unread:
    """A notice in force of which not all names were read."""

    instrument: str
    title: str
    countries: tuple[str, ...]
    read: int
    count: int


@dataclass(frozen=True, slots=True)
class Screening:
    """The parties that were screened and the notices that could not be screened against in full.

    `lists` is how many notices were in force. It does not change the answer: it says what the answer leaves out.
    """

    parties: tuple[str, ...]
    lists: int
    unread: tuple[Unread, ...]

    @property
    def incomplete(self) -> bool:
        return bool(self.unread) or (self.lists > 0 and not self.parties)


def screen(crossing: Crossing, snapshot: Snapshot, day: date | None, *, may_catch: bool) -> Screening:
    """The state of the screening on the day; goods that nothing may catch need none."""
    parties = tuple(dict.fromkeys(name for name in (crossing.end_user, crossing.consignee) if name))
    if not may_catch:
        return Screening(parties, 0, ())
    listing = [p for p in snapshot.of_role(Role.ENTRY) if p.conditions.parties and applies_to(p, crossing, snapshot)]
    holding = [p for p in listing if _holds(p, day)]
    unread = tuple(_unread(p, snapshot) for p in holding if p.conditions.parties and not p.conditions.parties.complete)
    first = crossing.destination or ""
    return Screening(parties, len(holding), tuple(sorted(unread, key=lambda u: first not in u.countries)))


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
