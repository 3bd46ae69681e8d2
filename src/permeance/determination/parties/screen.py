"""Names held against lists: who is on one, who may be, who is clear, and of whom nothing can be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from permeance.determination.parties.lists.party_list import Party, PartyList
from permeance.determination.parties.name_index import DEFAULT_THRESHOLD, Match, NameIndex
from permeance.terms.problem import Problem

MAX_AGE_DAYS = 30


class Disposition(StrEnum):
    """What is to be done about a name. Only `clear` lets goods move without a person's look."""

    HIT = "hit"
    POSSIBLE = "possible"
    CLEAR = "clear"
    UNSCREENED = "unscreened"


@dataclass(frozen=True, slots=True)
class Hit:
    """One listed party that a name is, or may be."""

    party_list: PartyList
    party: Party
    given: str
    matched: str
    match: Match
    suspended: bool

    @property
    def affiliates(self) -> str:
        """What the list itself says of others that it reaches through this party; empty where it says nothing."""
        return self.party.affiliates or self.party_list.affiliates

    @property
    def state(self) -> str:
        """How the listing stands on the day: as its list does, or suspended for this party."""
        return "suspended" if self.suspended else self.party_list.state


@dataclass(frozen=True, slots=True)
class Screened:
    """What is said of one name. `why` gives the reason for a disposition in a sentence."""

    disposition: Disposition
    why: str
    hits: tuple[Hit, ...]

    @property
    def score(self) -> float | None:
        """The best score, 0 to 100; None where no listed name is alike enough."""
        return self.hits[0].match.score if self.hits else None


@dataclass(frozen=True)
class Screener:
    """Lists made ready to be searched, for one day.

    `on` is the day for which it is asked who is listed, `known` the day up to which a list may be known; a list clears
    only for days of which it tells, which is reckoned by both. `threshold` is the least score of a name that a person
    has to look at, `max_age_days` how old a list may be.
    """

    lists: tuple[PartyList, ...]
    on: date
    known: date
    threshold: float = DEFAULT_THRESHOLD
    max_age_days: int = MAX_AGE_DAYS

    @cached_property
    def gaps(self) -> tuple[Problem, ...]:
        """Why no name can be called clear; empty where every list is whole, fresh and sound."""
        if not any(found.is_searched for found in self.lists):
            allowed, remedy = "at least one list that holds on the day", "give a list with --list, or another day"
            return (Problem("lists", None, None, "no list to screen against", allowed, remedy),)
        return tuple(gap for found in self.lists for gap in self.gaps_of(found))

    def gaps_of(self, party_list: PartyList) -> list[Problem]:
        """Why a name that is not found on one of the lists is not clear of it."""
        return party_list.gaps(self.on, self.known, self.max_age_days)

    @cached_property
    def _listed(self) -> list[tuple[PartyList, Party, str]]:
        return [
            (found, party, name)
            for found in self.lists
            if found.is_searched
            for party in found.parties
            if party.stands_on(self.on) and (party.listed_on is None or party.listed_on <= self.known)
            for name in party.names
        ]

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex([name for _, _, name in self._listed])

    def make_ready(self) -> None:
        """Read every listed name now, which takes a while for a long list, and not when the first name is screened."""
        _ = self._index

    def names_of(self, party_list: PartyList) -> int:
        """How many names of a list are searched, other names of a party counted too."""
        return sum(1 for found, _, _ in self._listed if found is party_list)

    def screen(self, *names: str) -> Screened:
        """One party by its name, and by its other names where it has some."""
        best: dict[tuple[int, int], Hit] = {}
        for given in names:
            for match in self._index.search(given, self.threshold):
                found, party, name = self._listed[match.place]
                key = id(found), id(party)
                if key not in best or match.score > best[key].match.score:
                    best[key] = Hit(found, party, given, name, match, party.is_suspended_on(self.on))
        hits = tuple(sorted(best.values(), key=lambda hit: -hit.match.score))
        return Screened(*self._judged(hits), hits)

    def _judged(self, hits: Sequence[Hit]) -> tuple[Disposition, str]:
        same = [hit for hit in hits if hit.match.is_same]
        if same:
            held = [hit for hit in same if hit.state != "suspended"]
            return (
                Disposition.HIT,
                "a listed name" if held else "a listed name, and the listing is suspended on the day",
            )
        if hits:
            return Disposition.POSSIBLE, "a person has to look: nearly a listed name"
        if self.gaps:
            more = f", and {len(self.gaps) - 1} more" if len(self.gaps) > 1 else ""
            return Disposition.UNSCREENED, f"not cleared: {self.gaps[0].file} is {self.gaps[0].found}{more}"
        return Disposition.CLEAR, f"no listed name scores {self.threshold:g} or more"
