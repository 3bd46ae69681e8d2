"""What a run of the simulation found: spans of dates, what stops each line, where each case stands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from permeance.determination.determine import Determination
from permeance.exposure.company import UnusedCase
from permeance.exposure.filings import Application
from permeance.foresight.decision_time import DecisionTime
from permeance.foresight.delays import Delay
from permeance.foresight.scenarios import Scenario
from permeance.kernels.arrivals import NEVER
from permeance.terms.working_calendar import WorkingCalendar

QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Span:
    """A date at 10, 50 and 90 per cent; None lies beyond the horizon.

    `off_days` is by how many working days they may be off because they lie in a year whose working calendar is not
    published yet; 0 where it is.
    """

    p10: date | None
    p50: date | None
    p90: date | None
    off_days: int = 0


@dataclass(frozen=True, slots=True)
class Driver:
    """What stops a line, in which share of all replications: a part, and the case that it waits for if any.

    `unsettled` where it cannot be told whether the part needs a licence. `granted` where the case is decided and its
    goods have not come; `barred` where no case is left because the export is prohibited or denied in principle, or
    may be; `in_time` where the case comes by the line's median stop in at least one run. `filed` names every case that
    may bring the part. Where none is still to come, `used_up` names those that came before the stop in any of those
    runs, `refused` and `lapsed` those that came in not all of them. `licence` is that in hand of a granted case.
    `alternates` went in its place before the stop, as far as there were any. `unused` are cases over its crossings that
    the tables name and that bring nothing.
    """

    item: str
    crossing: str | None
    application: str | None
    share: float
    unsettled: bool = False
    granted: bool = False
    barred: bool = False
    in_time: bool = False
    filed: tuple[str, ...] = ()
    used_up: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()
    licence: str | None = None
    alternates: tuple[str, ...] = ()
    unused: tuple[UnusedCase, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStop:
    """When a line would stop if there were enough of `beyond`, and for want of what; None where it lacks nothing."""

    beyond: str
    item: str | None
    stop: Span


@dataclass(frozen=True, slots=True)
class LineStop:
    """When one line stops under one reading of what is unknown."""

    line: str
    product: str
    label: str  # the line's name, with the product where the line builds several
    stop: Span
    within: Mapping[int, float | None]  # chance to have stopped within so many days; None beyond the horizon
    drivers: tuple[Driver, ...]
    after_first: NextStop | None = None  # in the scenario that weighs most, acting on the strictest answers


@dataclass(frozen=True, slots=True)
class Fan:
    """Pieces of a part at the end of each day, what stands in assemblies included, at 10, 50 and 90 per cent."""

    line: LineStop
    item: str
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class InHand:
    """The licence of a granted case: its first day, how often goods were cleared under it, how often they may be.

    `since` None where no first day is given, `allowed` None for any number.
    """

    licence: str
    since: date | None
    cleared: int
    allowed: int | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One application with its clock on the as-of day and its forecast."""

    application: Application
    determination: Determination
    counted_days: int | None
    decision: Span
    arrival: Span
    as_of: date
    in_hand: InHand | None = None

    @property
    def overdue(self) -> bool:
        """Whether it is likelier than not that it is decided already, and nobody has said so."""
        undecided = self.application.status != "granted"
        return undecided and self.decision.p50 is not None and self.decision.p50 < self.as_of


@dataclass(frozen=True, slots=True)
class UnfiledLine:
    """A line that uses a part for which nothing is filed, and when it lacks that part if it lacks no other."""

    line: str
    product: str
    holds_out: date | None  # None beyond the horizon


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A part that needs a licence, or of which that cannot be told, without a case that is open or granted.

    `dated` is false where no day was computed: without stock none can be. `alternate_to` names the parts in whose place
    it may go; `cases` those drafted, refused, withdrawn or lapsed, with their status; `unused` others that the tables
    name and that bring nothing. `weight` is that of the scenarios
    in which it waits, `only_if` their names, empty where it waits in all, and `shared` the outcome that they and no
    others have, if any; the crossings, and how long the lines hold out, are those of the heaviest of them.
    """

    item: str
    crossings: tuple[str, ...]
    surely: bool
    lines: tuple[UnfiledLine, ...]
    dated: bool
    alternate_to: tuple[str, ...]
    cases: tuple[tuple[str, str], ...]
    weight: float = 1.0
    only_if: tuple[str, ...] = ()
    shared: str | None = None
    unused: tuple[UnusedCase, ...] = ()

    @property
    def holds_out(self) -> date | None:
        """The day on which the first line lacks it."""
        return min((line.holds_out for line in self.lines if line.holds_out), default=None)


@dataclass(frozen=True, slots=True)
class ScenarioStops:
    """When each line stops if one scenario holds, in the order of the lines."""

    scenario: Scenario
    stops: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Simulated:
    """The outcome of a run: of every line the earlier stop of both readings, and the later where any differs.

    `lines` mix the scenarios by their weights, `by_scenario` keeps them apart, `without_news` mixes them by the weights
    that they had before any news.
    """

    lines: tuple[LineStop, ...]
    by_scenario: tuple[ScenarioStops, ...]
    without_news: tuple[Span, ...]
    lines_if_mildest: tuple[LineStop, ...]
    fans: tuple[Fan, ...]
    cases: tuple[CaseView, ...]
    times: Mapping[str, DecisionTime]
    delays: Mapping[str, Delay]
    cover_needed: Mapping[str, Span]
    unfiled_in_any: tuple[Unfiled, ...] = ()

    @property
    def unfiled(self) -> tuple[Unfiled, ...]:
        """The parts for which nothing is filed in the heaviest scenario, in which levers are tried."""
        heaviest = max((apart.scenario for apart in self.by_scenario), key=lambda s: s.weight).name
        return tuple(part for part in self.unfiled_in_any if not part.only_if or heaviest in part.only_if)


def place_of(share: float, size: int) -> int:
    """The place, in order, of the first of so many values by which a share of them has come."""
    return max(0, math.ceil(round(share * size, 9)) - 1)


def day_at(share: float, days: NDArray[np.int32], weights: NDArray[np.float64] | None = None) -> int:
    """The first day by which a share of the runs has come; NEVER where there is no run. Weights sum to one."""
    if not days.size:
        return int(NEVER)
    if weights is None:
        return int(np.sort(days)[place_of(share, days.size)])
    order = np.argsort(days, kind="stable")
    come = np.cumsum(weights[order])
    return int(days[order[min(int(np.searchsorted(come, share - 1e-9)), days.size - 1)]])


def span_of(
    days: NDArray[np.int32],
    as_of: date,
    horizon_days: int | None = None,
    off_days: int = 0,
    weights: NDArray[np.float64] | None = None,
) -> Span:
    """The dates at 10, 50 and 90 per cent: the first day by which that share of the runs has come."""
    found: list[date | None] = []
    for share in QUANTILES:
        day = day_at(share, days, weights)
        beyond = day == int(NEVER) or (horizon_days is not None and day >= horizon_days)
        found.append(None if beyond else as_of + timedelta(days=day))
    return Span(found[0], found[1], found[2], off_days)


def case_span(days: NDArray[np.int32], as_of: date, calendar: WorkingCalendar) -> Span:
    """A span of days that a case reaches by counting working days, some perhaps in an unpublished year."""
    span = span_of(days, as_of)
    unpublished = any(day is not None and day > calendar.known_through for day in (span.p10, span.p50, span.p90))
    return replace(span, off_days=calendar.provisional_off_days if unpublished else 0)
