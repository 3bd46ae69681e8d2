"""From what is known of pending cases to sampled decision and arrival days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from permeance.foresight.decision_time import DecisionTime
from permeance.foresight.delays import Delay
from permeance.kernels.arrivals import (
    CALENDAR_DAYS,
    NEVER,
    SKIP,
    WORKING_DAYS,
    CaseTables,
    DayTables,
    as_key,
    sample_arrivals,
    share_threshold,
)
from permeance.kernels.draws import thresholds_of
from permeance.licensing.clock import Pause
from permeance.terms.working_calendar import WorkingCalendar

STAGES = 7
DECISION = 4
AFTER_DECISION = ("issue", "customs")
BEFORE_DAYS, AFTER_DAYS = 800, 2_600  # days around the as-of day for which the calendar is laid out
REFERRED_STRETCH = 2.0  # a referred case has no limit; twice the usual median is an assumption
Days = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PendingCase:
    """What an outsider knows of one case on the as-of day, reduced to what its waiting depends on.

    `waits_for` names the stages still to come, in order, out of forwarding, acceptance, answering, resubmission and
    decision; `counted_days` are the working days that the clock has counted so far, `waited_days` those for which the
    first other stage has run. Both are of the day `start`, counted from the as-of day, on which the case was last heard
    of: what comes next may have come before the as-of day. After the day `lapses` its licence brings nothing.
    """

    id: str
    waits_for: tuple[str, ...]
    counted_days: int
    waited_days: int
    granted: bool
    referred: bool
    route: str
    time: DecisionTime
    start: int = 0
    lapses: int | None = None

    @property
    def stages(self) -> tuple[str, ...]:
        """Every stage still to come, by the name of its delay; `decision` has none of its own."""
        return (*self.waits_for, *AFTER_DECISION, self.route)


@dataclass(frozen=True, slots=True)
class CaseForecast:
    """Sampled days of all cases, counted from the as-of day: [replications, cases]; NEVER where refused."""

    decided: Days
    arrived: Days


def forecast(
    cases: Sequence[PendingCase],
    calendar: WorkingCalendar,
    as_of: date,
    delays: Mapping[str, Delay],
    sampling: tuple[int, int],
) -> CaseForecast:
    """Sample when each case is decided and its goods arrive. `sampling` is (seed, replications)."""
    seed, replications = sampling
    if not cases:
        empty = np.empty((replications, 0), dtype=np.int32)
        return CaseForecast(empty, empty)
    tables = _tables(cases, delays)
    days = day_tables(calendar, as_of)
    decided, arrived = sample_arrivals(np.uint64(seed), 0, replications, tables, days)
    for number, case in enumerate(cases):
        if case.lapses is not None:
            arrived[arrived[:, number] > case.lapses, number] = NEVER
    return CaseForecast(decided, arrived)


def counted_so_far(calendar: WorkingCalendar, accepted: date, as_of: date, pauses: Sequence[Pause]) -> int:
    """Working days that the clock has counted up to the as-of day, by the likely calendar where unpublished."""
    days = (accepted + timedelta(days=n) for n in range(1, (as_of - accepted).days + 1))
    return sum(calendar.likely_working_day(d) and not any(p.stops(d) for p in pauses) for d in days)


def _tables(cases: Sequence[PendingCase], delays: Mapping[str, Delay]) -> CaseTables:
    """Lay the stages of all cases out as arrays: slots 0 to 4 until the decision, then issue and customs, transit."""
    shape = (len(cases), STAGES + 1)
    kind = np.full(shape, SKIP, dtype=np.int8)
    offset, length = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    slices: list[NDArray[np.uint64]] = []

    def put(case: int, stage: int, counts: int, chances: Sequence[float] | NDArray[np.float64]) -> None:
        kind[case, stage] = counts
        offset[case, stage] = sum(part.size for part in slices)
        slices.append(thresholds_of(np.asarray(chances)))
        length[case, stage] = len(chances)

    for number, case in enumerate(cases):
        running = case.stages[0]
        for stage, name in [*enumerate(case.waits_for), *enumerate(AFTER_DECISION, DECISION + 1)]:
            if name == "decision":
                stretch = REFERRED_STRETCH if case.referred else 1.0
                put(number, DECISION, WORKING_DAYS, case.time.remaining(case.counted_days, stretch))
            else:
                put(number, stage, WORKING_DAYS, delays[name].remaining(case.waited_days if name == running else 0))
        transit = delays[case.route]
        put(number, 7, CALENDAR_DAYS if transit.unit == "calendar" else WORKING_DAYS, transit.chances())
    certain = share_threshold(1.0)
    grant = [certain if case.granted else share_threshold(case.time.granted) for case in cases]
    return CaseTables(
        keys=np.array([as_key(case.id) for case in cases], dtype=np.uint64),
        start=np.array([max(case.start, 1 - BEFORE_DAYS) for case in cases], dtype=np.int32),
        kind=kind,
        offset=offset,
        length=length,
        thresholds=np.concatenate(slices),
        decision_stage=np.full(len(cases), DECISION, dtype=np.int32),
        grant_threshold=np.array(grant, dtype=np.uint64),
    )


@lru_cache(maxsize=8)  # asked for anew by every lever
def day_tables(calendar: WorkingCalendar, as_of: date) -> DayTables:
    """The working days around the as-of day, laid out for the kernels; unpublished years by the likely calendar."""
    span = range(-BEFORE_DAYS, AFTER_DAYS)
    works = np.array([calendar.likely_working_day(as_of + timedelta(days=n)) for n in span])
    day = np.concatenate([[np.int32(-BEFORE_DAYS - 1)], np.flatnonzero(works).astype(np.int32) - BEFORE_DAYS])
    return DayTables(BEFORE_DAYS, np.cumsum(works).astype(np.int64), day.astype(np.int32))
