"""The day on which each line stops: determinations, forecasts and stock joined in one simulation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from permeance.determination.answer import Answer
from permeance.determination.determine import Determination
from permeance.exposure.beyond import unfiled, with_next
from permeance.exposure.bounds import Bound, bounds
from permeance.exposure.branch import Branch, Reading, Readings
from permeance.exposure.company import Company
from permeance.exposure.course import Course, course_of
from permeance.exposure.filings import Application
from permeance.exposure.licences import in_hand
from permeance.exposure.outcome import CaseView, LineStop, ScenarioStops, Simulated, Span, Unfiled, case_span
from permeance.exposure.outlook import Outlook
from permeance.exposure.pending import counted_days, delays_of, pending_case
from permeance.exposure.worlds import Base, World, arrivals, world
from permeance.foresight.decision_day import CaseForecast, forecast
from permeance.foresight.decision_time import decision_time
from permeance.foresight.scenarios import Scenario, scenarios_of
from permeance.kernels.arrivals import NEVER
from permeance.law.jurisdictions import jurisdictions
from permeance.law.snapshot import Snapshot
from permeance.terms.working_calendar import WorkingCalendar

FREE_ANSWERS = frozenset({Answer.NOT_CONTROLLED, Answer.NOT_REQUIRED})
BARRED_ANSWERS = frozenset({Answer.PROHIBITED, Answer.DENIED_IN_PRINCIPLE})
UNDATED = Span(None, None, None)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked: how far ahead, with which seed, in how many replications."""

    horizon_days: int
    seed: int
    replications: int = 10_000


def base_of(company: Company, snapshot: Snapshot, course: Course, horizon_days: int) -> Base:
    """What is the same in every scenario."""
    return Base(company, snapshot, course, horizon_days, tuple(waiting_cases(company)))


def simulate(base: Base, outlook: Outlook, calendar: WorkingCalendar, settings: Settings) -> Simulated:
    """Run stock down against sampled arrivals, in every scenario, and say when each line first lacks a part."""
    company, known = base.company, base.snapshot.known
    delays = delays_of(company)
    bound_for = dict.fromkeys(company.crossings[name].destination for name in _filed_or_to_file(base))
    times = {destination or "": decision_time(known, destination) for destination in bound_for}
    cases = [pending_case(company, a, calendar, times) for a in base.waiting]
    sampled = forecast(cases, calendar, company.as_of, delays, (settings.seed, settings.replications))
    worlds = [world(base, scenario.outcomes) for scenario in outlook.scenarios]
    here = [arrivals(base, sampled, one, calendar) for one in worlds]
    runs = [
        (scenario.weight, *_branches(base, one, came, settings))
        for scenario, one, came in zip(outlook.scenarios, worlds, here, strict=True)
    ]
    earlier, later = bounds(runs, calendar, settings.horizon_days)
    lines, has_dates = earlier.lines(), company.has_dates
    moved = any(strict is not mild for _, strict, mild in runs)
    heaviest = max(range(len(runs)), key=lambda n: runs[n][0])
    return Simulated(
        lines=with_next(lines, runs[heaviest][1], calendar, settings.horizon_days)
        if has_dates
        else tuple(_undated(line) for line in lines),
        by_scenario=_apart(outlook.scenarios, earlier, dated=has_dates),
        without_news=_reweighed(earlier, outlook.before) if has_dates else tuple(UNDATED for _ in lines),
        lines_if_mildest=_where_moved(lines, later.lines()) if has_dates and moved else (),
        fans=earlier.fans(lines) if has_dates else (),
        cases=_views(base, here[heaviest], calendar),
        times=times,
        delays={name: delays[name] for name in delays if any(name in case.stages for case in cases)},
        cover_needed={} if has_dates else _cover_needed(runs[heaviest][1], calendar),
        unfiled_in_any=unfiled([(s, *run[1:]) for s, run in zip(outlook.scenarios, runs, strict=True)]),
    )


def _filed_or_to_file(base: Base) -> list[str]:
    """The crossings of waiting cases, and those on which one could be filed: both want to know how long it takes."""
    waits = (name for name, decided in base.decided.items() if waits_for_licence(decided, decided.at_most))
    return [*(a.crossing for a in base.waiting), *waits]


def unfiled_today(company: Company, snapshot: Snapshot, horizon_days: int) -> tuple[Unfiled, ...]:
    """What `simulate` says of parts for which nothing is filed, without a simulation: by the law as it stands."""
    base = base_of(company, snapshot, course_of(company, snapshot, 1), horizon_days)
    names = [a.id for a in base.waiting]
    never = np.full((1, len(names)), NEVER, dtype=np.int32)
    both = [readings(company, base.course, mild) for mild in ((), company.crossings)]
    strict, mild = (Branch(company, one, (names, never), horizon_days) for one in both)
    return unfiled([(scenarios_of((), {})[0], strict, mild)])


def _branches(base: Base, here: World, came: CaseForecast, settings: Settings) -> tuple[Branch, Branch]:
    """The run of the strictest reading and that of the mildest, which is the same one where nothing is unsettled."""
    cases = ([a.id for a in base.waiting], came.arrived)
    company = here.company
    strictest, mildest = (readings(company, here.course, mild) for mild in ((), company.crossings))
    strict = Branch(company, strictest, cases, settings.horizon_days)
    if strictest == mildest:
        return strict, strict
    return strict, Branch(company, mildest, cases, settings.horizon_days)


def _apart(scenarios: Sequence[Scenario], mixed: Bound, *, dated: bool) -> tuple[ScenarioStops, ...]:
    """Each scenario by itself."""
    lines = range(len(mixed.parts[0].strict.network.lines))
    alone = [replace(mixed, parts=(replace(part, weight=1.0),)) for part in mixed.parts]
    return tuple(
        ScenarioStops(scenario, tuple(bound.span(line) if dated else UNDATED for line in lines))
        for scenario, bound in zip(scenarios, alone, strict=True)
    )


def _reweighed(mixed: Bound, weights: Sequence[float]) -> tuple[Span, ...]:
    """The stop of every line if the scenarios weighed otherwise."""
    parts = tuple(replace(part, weight=weight) for part, weight in zip(mixed.parts, weights, strict=True))
    other = replace(mixed, parts=parts)
    return tuple(other.span(line) for line in range(len(parts[0].strict.network.lines)))


def _undated(line: LineStop) -> LineStop:
    return replace(line, stop=UNDATED, within={}, drivers=())


def _where_moved(earlier: Sequence[LineStop], later: tuple[LineStop, ...]) -> tuple[LineStop, ...]:
    """The later bound; empty where it gives every line the dates of the earlier one."""
    same = all((a.stop, a.within) == (b.stop, b.within) for a, b in zip(earlier, later, strict=True))
    return () if same else later


def waiting_cases(company: Company) -> list[Application]:
    """The applications that may still bring goods, in the order of the folder."""
    return [a for a in company.applications.values() if a.pending or a.status == "granted"]


def readings(company: Company, course: Course, mild: Collection[str]) -> Readings:
    """The reading of each stretch of the run, by the answers of its first day."""
    each = [((day - company.as_of).days, reading(company, decided, mild)) for day, decided in course]
    turns = [each[0], *(later for before, later in pairwise(each) if later[1] != before[1])]
    return Readings(tuple(turns))


def reading(company: Company, decided: Mapping[str, Determination], mild: Collection[str]) -> Reading:
    """Which items wait for a licence and which crossings are shut, acting on the strictest answer of each crossing.

    Of the `mild` crossings the mildest answer that the known facts allow is taken instead.
    An item waits where any crossing of it does: which share comes over which crossing is not known, so a free one
    beside it is not taken to carry the whole demand.
    """
    gated, barred, waiting = set[str](), set[str](), set[str]()
    for name, row in company.crossings.items():
        answer = decided[name].at_least if name in mild else decided[name].at_most
        if waits_for_licence(decided[name], answer):
            gated.add(row.item)
            waiting.add(name)
        if answer in BARRED_ANSWERS:
            barred.add(name)
    return Reading(frozenset(gated), frozenset(barred), frozenset(waiting))


def waits_for_licence(decided: Determination, answer: Answer) -> bool:
    """Whether goods over a crossing wait for a licence, acting on one of its bounds."""
    return answer not in FREE_ANSWERS and not _only_foreign(decided)


def _only_foreign(decided: Determination) -> bool:
    """Whether nothing is open but the law of a state that is not modelled: that gates nothing by itself."""
    unmodelled = decided.crossing.ship_from not in jurisdictions()
    return unmodelled and not decided.reverify and {fact.fact for fact in decided.missing} == {"law"}


def _views(base: Base, came: CaseForecast, calendar: WorkingCalendar) -> tuple[CaseView, ...]:
    """Each application with its clock on the as-of day and its forecast in the scenario that weighs most."""
    as_of = base.company.as_of

    def decision(number: int, a: Application) -> Span:
        if a.status == "granted":
            return Span(a.decided, a.decided, a.decided)
        return case_span(came.decided[:, number], as_of, calendar)

    return tuple(
        CaseView(
            a,
            base.decided[a.crossing],
            counted_days(a, calendar, as_of),
            decision(n, a),
            case_span(came.arrived[:, n], as_of, calendar),
            as_of,
            in_hand(base.company, a),
        )
        for n, a in enumerate(base.waiting)
    )


def _cover_needed(strict: Branch, calendar: WorkingCalendar) -> dict[str, Span]:
    """Where no stock is given: the day until which each gated item would have to last, its first arrival."""
    cover: dict[str, Span] = {}
    for item in sorted(strict.readings.gated):
        columns = strict.columns_of(item)
        if columns:
            first = strict.arrived[:, columns].min(axis=1)
            cover[item] = case_span(first, strict.company.as_of, calendar)
    return cover
