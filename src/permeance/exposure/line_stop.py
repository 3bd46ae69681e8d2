"""The day on which each line stops: determinations, forecasts and stock joined in one simulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.exposure.bounds import bounds
from permeance.exposure.branch import Branch, Reading
from permeance.exposure.company import Application, Company
from permeance.exposure.outcome import CaseView, LineStop, Simulated, Span, case_span
from permeance.exposure.pending import counted_days, delays_of, pending_case
from permeance.foresight.decision_day import CaseForecast, forecast
from permeance.foresight.decision_time import decision_time
from permeance.law.jurisdictions import jurisdictions
from permeance.law.snapshot import Snapshot
from permeance.terms.working_calendar import WorkingCalendar

FREE_ANSWERS = frozenset({Answer.NOT_CONTROLLED, Answer.NOT_REQUIRED})
BARRED_ANSWERS = frozenset({Answer.PROHIBITED, Answer.DENIED_IN_PRINCIPLE})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked: how far ahead, with which seed, in how many replications."""

    horizon_days: int
    seed: int
    replications: int = 10_000


def determinations(company: Company, snapshot: Snapshot) -> dict[str, Determination]:
    """One determination per crossing, as if it left on the as-of day."""
    return {name: determine(crossing_facts(company, name), snapshot, company.as_of) for name in company.crossings}


def crossing_facts(company: Company, name: str) -> Crossing:
    """The facts of a crossing: its own, and those of its item where the item crosses in that very form."""
    row = company.crossings[name]
    item = company.items[row.item]
    same = row.form is None or row.form is item.form
    return Crossing(
        id=name,
        form=row.form or item.form,
        composition=item.composition if same else None,
        ship_from=row.jurisdiction,
        destination=row.destination,
        description=item.description,
        grade=item.grade,
        customs_code=item.customs_code,
        exporter=row.exporter,
        consignee=row.consignee,
        end_user=row.end_user,
        end_use=row.end_use,
        military_end_user=row.military_end_user,
        intentionally_added=item.intentionally_added,
        evidence=item.evidence,
        properties=item.properties if same else {},
    )


def simulate(
    company: Company, decided: Mapping[str, Determination], calendar: WorkingCalendar, settings: Settings, known: date
) -> Simulated:
    """Run stock down against sampled arrivals and say when each line first lacks a part."""
    delays = delays_of(company)
    waiting = [a for a in company.applications.values() if a.pending or a.status == "granted"]
    bound_for = dict.fromkeys(company.crossings[a.crossing].destination for a in waiting)
    times = {destination or "": decision_time(known, destination) for destination in bound_for}
    cases = [pending_case(company, a, calendar, times) for a in waiting]
    sampled = forecast(cases, calendar, company.as_of, delays, (settings.seed, settings.replications))
    arrivals = ([a.id for a in waiting], sampled.arrived)

    readings = [_reading(company, decided, mild=mild) for mild in (False, True)]
    strict = Branch(company, readings[0], arrivals, settings.horizon_days)
    mild = strict if readings[0] == readings[1] else Branch(company, readings[1], arrivals, settings.horizon_days)
    earlier, later = bounds(strict, mild, calendar, settings.horizon_days)
    lines, has_dates = earlier.lines(), company.has_stock
    return Simulated(
        lines=lines if has_dates else tuple(_undated(line) for line in lines),
        lines_if_mildest=_where_moved(lines, later.lines()) if has_dates and mild is not strict else (),
        fans=earlier.fans() if has_dates else (),
        cases=_views(waiting, sampled, company, decided, calendar),
        times=times,
        delays={name: delays[name] for name in delays if any(name in case.stages for case in cases)},
        cover_needed={} if has_dates else _cover_needed(strict, calendar),
    )


def _undated(line: LineStop) -> LineStop:
    return replace(line, stop=Span(None, None, None), within={}, drivers=())


def _where_moved(earlier: Sequence[LineStop], later: tuple[LineStop, ...]) -> tuple[LineStop, ...]:
    """The later bound; empty where it gives every line the dates of the earlier one."""
    same = all((a.stop, a.within) == (b.stop, b.within) for a, b in zip(earlier, later, strict=True))
    return () if same else later


def _reading(company: Company, decided: Mapping[str, Determination], *, mild: bool) -> Reading:
    """Which items wait for a licence and which crossings are shut, acting on the chosen bound.

    An item waits where any crossing of it does: which share comes over which crossing is not known, so a free one
    beside it is not taken to carry the whole demand.
    """
    gated, barred = set[str](), set[str]()
    for name, row in company.crossings.items():
        answer = decided[name].at_least if mild else decided[name].at_most
        if answer not in FREE_ANSWERS and not _only_foreign(decided[name]):
            gated.add(row.item)
        if answer in BARRED_ANSWERS:
            barred.add(name)
    return Reading(frozenset(gated), frozenset(barred))


def _only_foreign(decided: Determination) -> bool:
    """Whether nothing is open but the law of a state that is not modelled: that gates nothing by itself."""
    unmodelled = decided.crossing.ship_from not in jurisdictions()
    return unmodelled and not decided.reverify and {fact.fact for fact in decided.missing} == {"law"}


def _views(
    waiting: Sequence[Application],
    sampled: CaseForecast,
    company: Company,
    decided: Mapping[str, Determination],
    calendar: WorkingCalendar,
) -> tuple[CaseView, ...]:
    """Each application with its clock on the as-of day and its forecast."""
    as_of = company.as_of

    def decision(number: int, a: Application) -> Span:
        if a.status == "granted":
            return Span(a.decided, a.decided, a.decided)
        return case_span(sampled.decided[:, number], as_of, calendar)

    return tuple(
        CaseView(
            a,
            decided[a.crossing],
            counted_days(a, calendar, as_of),
            decision(n, a),
            case_span(sampled.arrived[:, n], as_of, calendar),
        )
        for n, a in enumerate(waiting)
    )


def _cover_needed(strict: Branch, calendar: WorkingCalendar) -> dict[str, Span]:
    """Where no stock is given: the day until which each gated item would have to last, its first arrival."""
    cover: dict[str, Span] = {}
    for item in sorted(strict.reading.gated):
        columns = strict.columns_of(item)
        if columns:
            first = strict.arrived[:, columns].min(axis=1)
            cover[item] = case_span(first, strict.company.as_of, calendar)
    return cover
