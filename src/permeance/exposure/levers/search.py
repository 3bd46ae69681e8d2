"""Every lever tried on the same luck, those that move a line kept, best first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice

from permeance.exposure.company import Company
from permeance.exposure.course import Course
from permeance.exposure.levers.cases import answer_today, decide_sooner, file_today, hand_in_again, ship_a_part
from permeance.exposure.levers.facts import report_per_lot
from permeance.exposure.levers.lever import Change, Days, DaysGained, Lever, Levers, Measure, Recorded, days_gained
from permeance.exposure.levers.order import serve_sooner
from permeance.exposure.levers.supply import free_grade, second_source
from permeance.exposure.levers.trial import Pair, Trials, trials
from permeance.exposure.levers.tried import tried_words
from permeance.exposure.line_stop import BARRED_ANSWERS, Settings, waiting_cases, waits_for_licence
from permeance.exposure.outcome import LineStop, Simulated
from permeance.terms.working_calendar import WorkingCalendar

MOST_TRIED = 60  # of a large folder the levers on the parts that most endanger its lines
NOTHING_RECORDED = Recorded()
Gains = list[tuple[LineStop, DaysGained]]


def levers(
    company: Company,
    course: Course,
    calendar: WorkingCalendar,
    settings: Settings,
    simulated: Simulated,
    recorded: Recorded = NOTHING_RECORDED,
) -> Levers:
    """What could be done about the stops that a simulation found, ranked by the days that it gains.

    The first 1,000 of its runs are run again for each lever. No lever is tried on a part whose export is prohibited or
    denied in principle, or may be.
    """
    if not company.has_dates:
        lacks = "stock" if company.crossings else "a crossing"
        return Levers((), f"No lever was tried: without {lacks} no stop date can be given.", 0)
    ranked = sorted(simulated.lines, key=_endangered)
    parts, barred = _parts(company, course, simulated, ranked)
    again = trials(company, course, calendar, settings, simulated)
    proposed = list(islice(_proposed(again, list(parts), recorded), MOST_TRIED + 1))
    open_ones = [measure for measure in proposed[:MOST_TRIED] if measure.change is not None]
    pulled = _Bench(again, ranked, Change()).pull(open_ones)
    alone = [(measure, gains) for measure, gains in pulled if _gains_for_any(gains)]
    idle = [measure for measure, gains in pulled if not _gains_for_any(gains)]
    following, idle = _following(again, ranked, [measure for measure, _ in alone], idle)
    return Levers(
        levers=(*_levers(alone, None), *following),
        tried=tried_words(idle, [m for m in proposed if m.change is None], parts, barred, _cut_off(proposed)),
        replications=again.settings.replications,
    )


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where levers are pulled one at a time: what stands already, and what each adds to it."""

    again: Trials
    ranked: Sequence[LineStop]
    standing: Change

    def pull(self, measures: Sequence[Measure]) -> list[tuple[Measure, Gains]]:
        before = self.again.stops(self.standing) if measures else {}
        return [(measure, self._gains(before, measure.change)) for measure in measures if measure.change is not None]

    def _gains(self, before: Mapping[Pair, Days], change: Change) -> Gains:
        """What a change does to each line, the most endangered line first."""
        after = self.again.stops(replace(change, as_mild=change.as_mild | self.standing.as_mild))
        horizon = self.again.settings.horizon_days
        pairs = [(line, (line.line, line.product)) for line in self.ranked]
        return [(line, days_gained(before[pair], after[pair], horizon)) for line, pair in pairs]


def _following(
    again: Trials, ranked: Sequence[LineStop], useful: Sequence[Measure], idle: Sequence[Measure]
) -> tuple[tuple[Lever, ...], list[Measure]]:
    """Of the levers that gain nothing alone, those that do once every useful test report is in hand; and the rest."""
    reports = [measure for measure in useful if measure.change is not None and measure.change.as_mild]
    if not reports:
        return (), list(idle)
    freed = frozenset().union(*(measure.change.as_mild for measure in reports if measure.change is not None))
    pulled = _Bench(again, ranked, Change(as_mild=freed)).pull(idle)
    kept = [(measure, gains) for measure, gains in pulled if _gains_for_any(gains)]
    rest = [measure for measure, gains in pulled if not _gains_for_any(gains)]
    return _levers(kept, "; ".join(measure.title for measure in reports)), rest


def _gains_for_any(gains: Gains) -> bool:
    return any(gained.p90 > 0 for _, gained in gains)


def _levers(pulled: list[tuple[Measure, Gains]], after: str | None) -> tuple[Lever, ...]:
    """One for each line that a measure moves, those of one measure together, the best measure first."""
    best_first = sorted(pulled, key=lambda found: _rank(*found))
    return tuple(
        Lever(m.kind, m.title, line.line, line.product, m.who, gained, m.cost, m.needs, m.assumptions, after)
        for m, gains in best_first
        for line, gained in gains
        if gained.moves
    )


def _rank(measure: Measure, gains: Gains) -> tuple[object, ...]:
    """By the median gain of the most endangered line, then of the next; where these are equal, by P90 and P10."""
    each = [gained for _, gained in gains]
    return (*(-g.p50 for g in each), *(-g.p90 for g in each), *(-g.p10 for g in each), measure.title)


def _endangered(line: LineStop) -> tuple[date, float]:
    return (line.stop.p50 or date.max, -sum(driver.share for driver in line.drivers))


def _cut_off(proposed: Sequence[Measure]) -> int | None:
    return MOST_TRIED if len(proposed) > MOST_TRIED else None


def _parts(
    company: Company, course: Course, simulated: Simulated, ranked: Sequence[LineStop]
) -> tuple[dict[str, date | None], list[str]]:
    """The parts that stop a line in any run, of the most endangered line first, with the earliest median stop of such a
    line; and those barred, on which no lever is tried."""
    later = {(line.line, line.product): line for line in simulated.lines_if_mildest}
    wanted: dict[str, date | None] = {}
    for first in ranked:
        for line in (first, later.get((first.line, first.product), first)):
            for driver in line.drivers:
                wanted[driver.item] = min(filter(None, (wanted.get(driver.item), line.stop.p50)), default=None)
    barred = {name for _, decided in course for name, d in decided.items() if d.at_most in BARRED_ANSWERS}
    shut = {company.crossings[name].item for name in barred}
    return {part: day for part, day in wanted.items() if part not in shut}, [part for part in wanted if part in shut]


def _proposed(again: Trials, parts: Sequence[str], recorded: Recorded) -> Iterator[Measure]:
    """Part by part, so that of a large folder the levers on the most urgent parts are tried first."""
    yield from serve_sooner(again, parts, recorded)
    waiting = waiting_cases(again.company)
    for part in parts:
        yield from report_per_lot(again, part)
        for application in waiting:
            if again.company.crossings[application.crossing].item == part:
                yield from chain(
                    answer_today(again, application),
                    hand_in_again(again, application),
                    decide_sooner(again, application),
                    ship_a_part(again, application, recorded.clearances_allowed),
                )
        for name, row in again.company.crossings.items():
            if row.item == part and waits_for_licence(again.decided[name], again.decided[name].at_most):
                yield from file_today(again, name)
        yield from second_source(again, part, recorded.candidates)
        yield from free_grade(again, part)
