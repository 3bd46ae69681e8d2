"""From profile, setting and day of rows to their verdicts: each combination that the law can tell apart, once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from permeance.determination.asked import Asked
from permeance.determination.bulk.column import FAULTY, Codes32
from permeance.determination.bulk.combined import WIDE, Combined
from permeance.determination.bulk.profile import Profile, told
from permeance.determination.bulk.settings import NO_DAY, Setting
from permeance.determination.bulk.verdict import Verdict, verdict_of
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, decide, determine, next_change
from permeance.determination.findings import applies_to
from permeance.determination.predicates import Topic
from permeance.determination.reasons import Truth
from permeance.determination.screening import screen
from permeance.kernels.spans import find_spans
from permeance.law.instrument import Provision, Role
from permeance.law.snapshot import Snapshot

UNDECIDED = -2
_FIRST_DAY = 1


class Life:
    """The spans of one profile in one setting. Between two of its days nothing that is left of the law begins or ends.

    Span 0 is that of rows without a day, span 1 reaches up to the first day. Each is decided when a row lies in it.
    """

    def __init__(self, asked: Asked, days: Sequence[date], on: date | None) -> None:
        self._asked, self._on = asked, on
        self.begins = [NO_DAY, _FIRST_DAY, *(day.toordinal() for day in days)]
        self.verdicts = [UNDECIDED] * len(self.begins)

    def determination(self, span: int) -> Determination:
        """The answer in a span."""
        day = date.fromordinal(self.begins[span]) if span else self._on
        decided = decide(self._asked, day)
        return replace(decided, next_change=next_change(decided, self._asked))


class Verdicts:
    """The verdicts of all rows that were seen."""

    def __init__(self, snapshot: Snapshot, on: date | None) -> None:
        self.verdicts: list[Verdict] = []
        self._snapshot, self._on = snapshot, on
        self._numbers: dict[Verdict, int] = {}
        self._groups = Combined(WIDE, WIDE)  # of a profile and a setting
        self._alike: dict[Hashable, Life] = {}
        self._screenings: dict[tuple[str | None, ...], tuple[bool, frozenset[date]]] = {}
        self._lives: list[Life | None] = []  # of each group; None where its setting contradicts itself

    def of(
        self,
        profiles: Codes32,
        settings: Codes32,
        days: NDArray[np.int32],
        say: Callable[[int, int], tuple[Profile, Setting]],
        crossing: Callable[[int], Crossing],
    ) -> Codes32:
        """The verdict of each row: int32[N], FAULTY where a code is, or where the setting contradicts itself.

        `days` are the ordinals of their days, NO_DAY for none. `say` tells what two codes stand for, `crossing` reads
        one row whole.
        """
        groups = self._groups.of(profiles, settings)
        fresh = np.flatnonzero(groups >= len(self._lives))
        _, first = np.unique(groups[fresh], return_index=True)
        for row in map(int, fresh[first]):
            said = say(int(profiles[row]), int(settings[row]))
            self._lives.append(self._life(*said, partial(crossing, row)))
        return self._found(np.where(groups < 0, len(self._lives), groups), days)

    def _found(self, groups: Codes32, days: NDArray[np.int32]) -> Codes32:
        """The verdict of each row from its group and day; what no row asked for yet is decided."""
        lives = [life.begins if life else [NO_DAY] for life in (*self._lives, None)]
        start = np.cumsum([0, *map(len, lives)])
        begins = np.fromiter((day for life in lives for day in life), dtype=np.int64)
        spans = np.empty(len(groups), dtype=np.int64)
        find_spans(groups, days, start, begins, spans)
        held = self._held()
        asked = spans[held[spans] == UNDECIDED]
        for span in map(int, np.unique(asked)):
            group = int(np.searchsorted(start, span, side="right")) - 1
            self._decide(self._lives[group], span - int(start[group]))
        return self._held()[spans] if asked.size else held[spans]

    def _held(self) -> Codes32:
        listed = (life.verdicts if life else [FAULTY] for life in (*self._lives, None))
        return np.fromiter((verdict for verdicts in listed for verdict in verdicts), dtype=np.int32)

    def _decide(self, life: Life | None, span: int) -> None:
        if life is not None and life.verdicts[span] == UNDECIDED:  # one life may be that of several groups
            life.verdicts[span] = self._number(verdict_of(life.determination(span)))

    def _life(self, profile: Profile, setting: Setting, crossing: Callable[[], Crossing]) -> Life | None:
        """The life of goods of this profile in this setting; the same one where what is left of the law is the same."""
        if setting.contradicts:
            return None
        asked = Asked(_between(setting), self._snapshot)
        left = {
            p.key: (profile.of[p.key], outcome) for p in self._snapshot.provisions
            if p.key in profile.of and (outcome := self._left(asked, p)) is not None
        }  # fmt: skip
        apart = (setting.ship_from, setting.destination is None, setting.evidence, setting.intentionally_added)
        screened = self._screened(setting)
        signature = (profile.gaps, *apart, screened, tuple(left.items()))
        if signature not in self._alike:
            days = self._days(left.keys(), setting)
            self._alike[signature] = Life(Asked(crossing(), self._snapshot, frozenset(left)), days, self._on)
        return self._alike[signature]

    def alone(self, crossing: Crossing) -> int:
        """The verdict of one row that is decided alone."""
        return self._number(verdict_of(determine(crossing, self._snapshot, self._on)))

    def _number(self, verdict: Verdict) -> int:
        if verdict not in self._numbers:
            self._numbers[verdict] = len(self.verdicts)
            self.verdicts.append(verdict)
        return self._numbers[verdict]

    def _left(self, asked: Asked, provision: Provision) -> Any:
        """How the conditions on place and parties came out; None where one fails."""
        if provision.role is not Role.EXCLUSION and not applies_to(provision, asked.crossing, self._snapshot):
            return None  # an exclusion holds wherever its entry does
        tests = [*asked.about(Topic.PLACE, provision), *asked.about(Topic.PARTY, provision)]
        return None if any(t.truth is Truth.FALSE for t in tests) else tuple(map(told, tests))

    def _days(self, left: Collection[str], setting: Setting) -> tuple[date, ...]:
        """The days on which what is left begins or ends, or the screening of the parties turns."""
        state = self._snapshot.clearing.get(setting.ship_from or "")
        days = {day for p in self._snapshot.provisions if p.key in left for day in _turns(p)}
        return tuple(sorted(days | self._screened(setting)[1] | ({state.since} if state else set())))

    def _screened(self, setting: Setting) -> tuple[bool, frozenset[date]]:
        """Whether the screening of goods that may be caught is incomplete at first, and on which days that turns."""
        key = (setting.ship_from, setting.end_user, setting.consignee)
        if key not in self._screenings:
            between, found = _between(setting), list[tuple[date, bool]]()
            lists = [p for p in self._snapshot.provisions if p.conditions.parties]
            for day in sorted({date.min, *(day for p in lists for day in _turns(p))}):
                found.append((day, screen(between, self._snapshot, day, may_catch=True).incomplete))
            turning = (day for (day, now), (_, before) in zip(found[1:], found, strict=False) if now is not before)
            self._screenings[key] = found[0][1], frozenset(turning)
        return self._screenings[key]


def _turns(provision: Provision) -> set[date]:
    """The days on which a provision's segments begin or end."""
    return {day for s in provision.segments for day in (s.starts, s.ends) if day is not None}


def _between(setting: Setting) -> Crossing:
    """A crossing of which only the setting is said."""
    return Crossing(
        "",
        ship_from=setting.ship_from,
        destination=setting.destination,
        origin=setting.origin,
        military_end_user=setting.military_end_user,
        end_user=setting.end_user,
        consignee=setting.consignee,
    )
