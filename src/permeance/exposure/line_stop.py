"""The day on which each line stops: determinations, forecasts and stock joined in one simulation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from permeance.determination.crossing import Crossing
from permeance.determination.determine import Answer, Determination, determine
from permeance.exposure.company import Application, Company
from permeance.exposure.network import PlantNetwork, plant_network
from permeance.foresight.decision_day import CaseForecast, PendingCase, counted_so_far, forecast
from permeance.foresight.decision_time import DecisionTime, decision_time
from permeance.foresight.delays import Delay, shipped_delays
from permeance.kernels.arrivals import NEVER
from permeance.kernels.plant import MICRO
from permeance.kernels.run_down import record_stock, run_down
from permeance.law.snapshot import Snapshot
from permeance.licensing.clock import Pause
from permeance.terms.working_calendar import WorkingCalendar

QUANTILES = (0.1, 0.5, 0.9)
FREE_ANSWERS = frozenset({Answer.NOT_CONTROLLED, Answer.NOT_REQUIRED})
WITHIN_DAYS = (30, 60, 90)
FAN_REPLICATIONS = 1_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked: how far ahead, with which seed, in how many replications."""

    horizon_days: int
    seed: int
    replications: int = 10_000


@dataclass(frozen=True, slots=True)
class Span:
    """A date at 10, 50 and 90 per cent; None lies beyond the horizon."""

    p10: date | None
    p50: date | None
    p90: date | None


@dataclass(frozen=True, slots=True)
class Driver:
    """What stops a line, in which share of all replications: a part, and the case that it waits for if any."""

    item: str
    crossing: str | None
    application: str | None
    share: float


@dataclass(frozen=True, slots=True)
class LineStop:
    """When one line stops under one reading of what is unknown."""

    line: str
    product: str
    stop: Span
    within: Mapping[int, float]
    drivers: tuple[Driver, ...]


@dataclass(frozen=True, slots=True)
class Fan:
    """Pieces of a part at the end of each day, what stands in assemblies included, at 10, 50 and 90 per cent."""

    line: str
    item: str
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """One application with its clock on the as-of day and its forecast."""

    application: Application
    determination: Determination
    counted_days: int | None
    decision: Span
    arrival: Span


@dataclass(frozen=True, slots=True)
class Simulated:
    """The outcome of a run: lines acting on the strictest reading, and on the mildest where they differ."""

    lines: tuple[LineStop, ...]
    lines_if_mildest: tuple[LineStop, ...]
    fans: tuple[Fan, ...]
    cases: tuple[CaseView, ...]
    times: Mapping[str, DecisionTime]
    delays: Mapping[str, Delay]
    cover_needed: Mapping[str, Span]


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
    )


def simulate(
    company: Company, decided: Mapping[str, Determination], calendar: WorkingCalendar, settings: Settings, known: date
) -> Simulated:
    """Run stock down against sampled arrivals and say when each line first lacks a part."""
    delays = _delays(company)
    times = {c.destination or "": decision_time(known, c.destination) for c in company.crossings.values()}
    waiting = [a for a in company.applications.values() if a.pending or a.status == "granted"]
    cases = [_pending_case(company, a, calendar, times) for a in waiting]
    sampled = forecast(cases, calendar, company.as_of, delays, (settings.seed, settings.replications))
    names = [a.id for a in waiting]
    strict = _Branch(company, _gated(company, decided, mild=False), names, sampled, settings)
    gated_mildly = _gated(company, decided, mild=True)
    mild = strict if gated_mildly == strict.gated else _Branch(company, gated_mildly, names, sampled, settings)
    has_dates = company.has_stock
    return Simulated(
        lines=strict.lines() if has_dates else tuple(_undated(line) for line in strict.lines()),
        lines_if_mildest=mild.lines() if has_dates and mild is not strict else (),
        fans=strict.fans() if has_dates else (),
        cases=tuple(
            CaseView(
                a,
                decided[a.crossing],
                case.counted_days if a.accepted else None,
                span_of(sampled.decided[:, n], company.as_of, None),
                span_of(sampled.arrived[:, n], company.as_of, None),
            )
            for n, (a, case) in enumerate(zip(waiting, cases, strict=True))
        ),
        times=times,
        delays=delays,
        cover_needed={} if has_dates else _cover(strict, names, sampled, company),
    )


def span_of(days: NDArray[np.int32], as_of: date, horizon_days: int | None) -> Span:
    """The dates at 10, 50 and 90 per cent: the first day by which that share has come."""
    ordered = np.sort(days)
    found: list[date | None] = []
    for share in QUANTILES:
        place = max(0, int(np.ceil(share * ordered.size)) - 1)
        day = int(ordered[place]) if ordered.size else int(NEVER)
        beyond = day == int(NEVER) or (horizon_days is not None and day >= horizon_days)
        found.append(None if beyond else as_of + timedelta(days=day))
    return Span(*found)


def _undated(line: LineStop) -> LineStop:
    return replace(line, stop=Span(None, None, None), within={}, drivers=())


def _delays(company: Company) -> dict[str, Delay]:
    given = {
        name: replace(shipped_delays()[name], days=days, source="company.toml") for name, days in company.delays.items()
    }
    delays = {**shipped_delays(), **given}
    for row in company.crossings.values():
        if row.transit_days is not None:
            days = int(row.transit_days)
            spread = max(1, days // 5)
            triangle = (max(0, days - spread), days, days + spread)
            delays[_route(company, row.id)] = Delay(
                _route(company, row.id), triangle, "calendar", f"release to plant, {row.source}", "sources.csv"
            )
    return delays


def _route(company: Company, crossing: str) -> str:
    row = company.crossings[crossing]
    if row.transit_days is not None:
        return f"transit:{row.source}"
    return f"transit_{row.route}" if row.route in ("air", "sea", "rail") else "transit_unknown"


def _pending_case(
    company: Company, application: Application, calendar: WorkingCalendar, times: Mapping[str, DecisionTime]
) -> PendingCase:
    crossing = company.crossings[application.crossing]
    pauses = [Pause(q.asked, q.answered) for q in application.queries if q.stops_clock]
    in_review = application.accepted is not None and application.status in ("review", "awaiting_applicant", "referred")
    counted = 0
    if in_review and application.accepted is not None:
        counted = counted_so_far(calendar, application.accepted, company.as_of, pauses)
    return PendingCase(
        id=application.id,
        waits_for=_waits_for(application),
        counted_days=counted,
        granted=application.status == "granted",
        referred=application.status == "referred",
        route=_route(company, application.crossing),
        time=times[crossing.destination or ""],
    )


def _waits_for(application: Application) -> tuple[str, ...]:
    """The stages before the decision that are still to come, from the status and the open queries."""
    if application.status == "granted":
        return ()
    if application.status == "returned":
        return ("resubmission", "forwarding", "acceptance", "decision")
    if application.status == "submitted":
        return ("forwarding", "acceptance", "decision")
    if application.status == "intake":
        return ("acceptance", "decision")
    open_query = any(q.answered is None and q.stops_clock for q in application.queries)
    if application.status == "awaiting_applicant" or open_query:
        return ("answering", "decision") if application.accepted else ("answering", "acceptance", "decision")
    return ("decision",)


def _gated(company: Company, decided: Mapping[str, Determination], *, mild: bool) -> frozenset[str]:
    """Items whose supply waits for a licence: no crossing of theirs is free of one, acting on the chosen bound."""
    by_item: dict[str, list[bool]] = {}
    for name, row in company.crossings.items():
        answer = decided[name].at_least if mild else decided[name].at_most
        foreign = any(fact.fact == "law" for fact in decided[name].missing)  # no law of that country is modelled
        by_item.setdefault(row.item, []).append(answer not in FREE_ANSWERS and not foreign)
    return frozenset(item for item, waits in by_item.items() if all(waits))


class _Branch:
    """One run of the stock against the sampled arrivals, for one reading of the unknown determinations."""

    def __init__(
        self, company: Company, gated: frozenset[str], names: Sequence[str], sampled: CaseForecast, settings: Settings
    ) -> None:
        self.company, self.gated, self.names, self.settings = company, gated, names, settings
        self.network: PlantNetwork = plant_network(company, gated, names, settings.horizon_days)
        self.arrived = sampled.arrived
        self.stop_day, self.stop_item = run_down(self.network.arrays, self.arrived)

    def lines(self) -> tuple[LineStop, ...]:
        return tuple(self._line(number) for number in range(len(self.network.lines)))

    def _line(self, number: int) -> LineStop:
        line, product = self.network.lines[number]
        days = self.stop_day[:, number]
        return LineStop(
            line,
            product,
            span_of(days, self.company.as_of, self.settings.horizon_days),
            {within: float(np.mean(days <= within)) for within in WITHIN_DAYS},
            self._drivers(number),
        )

    def _drivers(self, number: int) -> tuple[Driver, ...]:
        """Which part stops the line, and the next of its cases still to come on that day, if any."""
        days, items = self.stop_day[:, number], self.stop_item[:, number]
        crossing_of = {row.item: name for name, row in self.company.crossings.items()}
        counts: Counter[tuple[str, str | None]] = Counter()
        for index in np.unique(items[items >= 0]):
            item = self.network.items[index]
            columns = [n for n, name in enumerate(self.names) if self._item_of(name) == item]
            stopped = items == index
            if not columns:
                counts[(item, None)] += int(stopped.sum())
                continue
            arrived = self.arrived[np.ix_(stopped, columns)].astype(np.int64)
            later = np.where(arrived > days[stopped][:, None], arrived, np.int64(2**40))
            first = later.argmin(axis=1)
            none_left = later.min(axis=1) == 2**40
            for column, name in enumerate(columns):
                counts[(item, self.names[name])] += int(((first == column) & ~none_left).sum())
            counts[(item, None)] += int(none_left.sum())
        total = len(days)
        return tuple(
            Driver(item, crossing_of.get(item), application, count / total)
            for (item, application), count in counts.most_common()
            if count
        )

    def _item_of(self, application: str) -> str:
        return self.company.crossings[self.company.applications[application].crossing].item

    def fans(self) -> tuple[Fan, ...]:
        """For each line that may stop, the part that most often stops it, over the horizon."""
        leading = [(line, line.drivers[0].item) for line in self.lines() if line.drivers]
        if not leading:
            return ()
        watched = list(dict.fromkeys(item for _, item in leading))
        some = self.arrived[:FAN_REPLICATIONS]
        held = record_stock(self.network.arrays, some, self.network.weight_rows(watched)) / MICRO
        bands = {item: np.quantile(held[:, p, :], QUANTILES, axis=0) for p, item in enumerate(watched)}
        return tuple(Fan(line.line, item, *(tuple(row.tolist()) for row in bands[item])) for line, item in leading)


def _cover(branch: _Branch, names: Sequence[str], sampled: CaseForecast, company: Company) -> dict[str, Span]:
    """Where no stock is given: the day until which each gated item would have to last, its first arrival."""
    cover: dict[str, Span] = {}
    for item in sorted(branch.gated):
        columns = [n for n, name in enumerate(names) if branch._item_of(name) == item]
        if columns:
            cover[item] = span_of(sampled.arrived[:, columns].min(axis=1), company.as_of, None)
    return cover
