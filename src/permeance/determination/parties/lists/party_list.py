"""A list of parties as data with history, and whether it may say of anybody that he is not on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from permeance.terms.problem import Problem

# Where a list itself says that it reaches further than the name: `X and its subsidiaries`.
_AFFILIATES = re.compile(
    r"[,;]?\s*(?:\(?\s*(?:and|including|with|incl\.?)\s+(?:all\s+(?:of\s+)?)?(?:its|their|his|any|all)?\s*(?:\d+\s+)?"
    r"(?:subsidiaries|affiliates|affiliated companies|branches|subsidiary companies)\b.*|(?:及其|和其)(?:所有|全部)?"
    r"(?:子公司|关联公司|关联企业|附属|分公司|下属).*)$",
    re.IGNORECASE,
)
HIDDEN = frozenset({"repealed", "ended", "not_yet"})  # states in which a list says nothing of the day


@dataclass(frozen=True, slots=True)
class Party:
    """One listed party: its name first, then the other names that the list gives it, and its days on the list.

    Spans are half-open, as in the law: `delisted_on` is the first day on which it stands no more on the list.
    `affiliates` is what the list itself says of others that it reaches through this party; nothing is inferred.
    """

    names: tuple[str, ...]
    countries: tuple[str, ...] = ()
    programme: str = ""
    listed_on: date | None = None
    delisted_on: date | None = None
    suspended: tuple[tuple[date, date | None], ...] = ()
    affiliates: str = ""
    note: str = ""

    def stands_on(self, day: date) -> bool:
        return (self.listed_on is None or self.listed_on <= day) and (
            self.delisted_on is None or day < self.delisted_on
        )

    def is_suspended_on(self, day: date) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in self.suspended)


@dataclass(frozen=True, slots=True)
class PartyList:
    """A list as it was read. `file` is where it stands: the name of a file, or of an instrument of the law.

    `dated` is the day of which it is: stated, or else the newest day in it, which can only be too early. `count` is how
    many parties it says it has; `complete` is false where it says that some are missing. `faults` are what could not be
    read of it. `state` is how a list of the law stands on the day asked for.
    """

    id: str
    title: str
    file: str
    form: str
    parties: tuple[Party, ...]
    dated: date | None
    complete: bool = True
    count: int | None = None
    keeps_history: bool = False
    affiliates: str = ""
    state: str = "in_force"
    state_note: str = ""
    faults: tuple[Problem, ...] = ()

    @property
    def is_searched(self) -> bool:
        return self.state not in HIDDEN

    def age_days(self, on: date, known: date) -> int | None:
        """How much older the list is than the later of the day asked for and the day known; None of an undated one."""
        return None if self.dated is None else (max(on, known) - self.dated).days

    def gaps(self, on: date, known: date, max_age_days: int) -> list[Problem]:
        """Why a name that is not found on this list is not clear of it: unread, incomplete, stale or of another day.

        `on` is the day for which it is asked who is listed. A list of a later day has lost those who were taken off
        since, unless it keeps history; one of long before knows nobody who was put on since.
        """
        if not self.is_searched:
            return []
        return [*self.faults, *self._not_whole(), *self._of_another_day(on, known, max_age_days)]

    def _not_whole(self) -> Iterator[Problem]:
        if not self.parties and not self.faults and self.count is None:
            yield self._gap("no party", "at least one party", "get the list anew; an empty list clears nobody")
        if not self.complete or (self.count is not None and self.count > len(self.parties)):
            read = (
                f"{len(self.parties)} of {self.count} names" if self.count is not None else "a list declared incomplete"
            )
            yield self._gap(read, "all names of the list", "screen against a full list too; this one clears nobody")

    def _of_another_day(self, on: date, known: date, max_age_days: int) -> Iterator[Problem]:
        age, latest = self.age_days(on, known), min(on, known)
        if self.dated is None or age is None:
            if self.parties or not self.faults:
                remedy = f"say its day: --list {self.file}@YYYY-MM-DD"
                yield self._gap("no date", "a list of which the day is known", remedy)
        elif self.dated > latest and not self.keeps_history:
            remedy = "use the list as it was on that day; this one does not say who was taken off since"
            yield self._gap(f"a list of {self.dated}", f"one of {latest} or earlier, or with history", remedy)
        elif age > max_age_days:
            remedy = "get the list anew, or say its day, or allow more with --max-age-days"
            if on > known:
                remedy = "ask about an earlier day (--on): no list says who will be put on it; or get the list anew"
            day = f" on {on}" if on > known else ""
            yield self._gap(f"a list {age} days old{day} (of {self.dated})", f"at most {max_age_days} days", remedy)

    def _gap(self, found: str, allowed: str, remedy: str) -> Problem:
        return Problem(self.file, None, None, found, allowed, remedy)


def split_affiliates(name: str) -> tuple[str, str]:
    """The name alone, and the words by which the list reaches further: `X Ltd and its subsidiaries`."""
    found = _AFFILIATES.search(name)
    if found is None or not name[: found.start()].strip():
        return name, ""
    return name[: found.start()].strip(), found[0].strip(" ,;()（）")


def named(names: Iterator[str] | list[str]) -> tuple[tuple[str, ...], str]:
    """Names without doubles and without what they say of affiliates, and that."""
    found: dict[str, None] = {}
    reach = ""
    for name in names:
        alone, words = split_affiliates(" ".join(name.split()))
        reach = reach or words
        if alone:
            found.setdefault(alone, None)
    return tuple(found), reach
