"""The day on which each line stops: determinations, forecasts and stock joined in one simulation."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.exposure.company import Company
from permeance.exposure.network import PlantNetwork, plant_network
from permeance.exposure.outcome import QUANTILES, CaseView, Driver, Fan, LineStop, Simulated, Span, case_span, span_of
from permeance.exposure.pending import delays_of, pending_case
from permeance.foresight.decision_day import forecast
from permeance.foresight.decision_time import decision_time
from permeance.kernels.plant import MICRO, Network
from permeance.kernels.run_down import record_stock, run_down
from permeance.law.snapshot import Snapshot
from permeance.terms.working_calendar import WorkingCalendar

FREE_ANSWERS = frozenset({Answer.NOT_CONTROLLED, Answer.NOT_REQUIRED})
WITHIN_DAYS = (30, 60, 90)
FAN_REPLICATIONS = 1_000
Days = NDArray[np.int32]


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
    used = {name: delays[name] for name in delays if any(name in case.stages for case in cases)}
    sampled = forecast(cases, calendar, company.as_of, delays, (settings.seed, settings.replications))
    names = [a.id for a in waiting]

    gated, gated_mildly = (_gated(company, decided, mild=mild) for mild in (False, True))

    def branch(waits: frozenset[str]) -> _Branch:
        return _Branch(company, calendar, waits, gated - gated_mildly, (names, sampled.arrived), settings)

    strict = branch(gated)
    has_dates = company.has_stock
    return Simulated(
        lines=strict.lines() if has_dates else tuple(_undated(line) for line in strict.lines()),
        lines_if_mildest=branch(gated_mildly).lines() if has_dates and gated != gated_mildly else (),
        fans=strict.fans() if has_dates else (),
        cases=tuple(
            CaseView(
                a,
                decided[a.crossing],
                case.counted_days if a.accepted else None,
                case_span(sampled.decided[:, n], company.as_of, calendar),
                case_span(sampled.arrived[:, n], company.as_of, calendar),
            )
            for n, (a, case) in enumerate(zip(waiting, cases, strict=True))
        ),
        times=times,
        delays=used,
        cover_needed={} if has_dates else strict.cover_needed(),
    )


def _undated(line: LineStop) -> LineStop:
    return replace(line, stop=Span(None, None, None), within={}, drivers=())


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
        self,
        company: Company,
        calendar: WorkingCalendar,
        gated: frozenset[str],
        unsettled: frozenset[str],
        arrivals: tuple[Sequence[str], Days],
        settings: Settings,
    ) -> None:
        self.company, self.calendar, self.settings = company, calendar, settings
        self.gated, self.unsettled = gated, unsettled
        self.names, self.arrived = arrivals
        self.network: PlantNetwork = plant_network(company, gated, self.names, settings.horizon_days)
        self.stop_day, self.stop_item = _run_down(self.network.arrays, self.arrived)

    def lines(self) -> tuple[LineStop, ...]:
        return tuple(self._line(number) for number in range(len(self.network.lines)))

    def _line(self, number: int) -> LineStop:
        line, product = self.network.lines[number]
        several = sum(name == line for name, _ in self.network.lines) > 1
        days = self.stop_day[:, number]
        return LineStop(
            line,
            product,
            f"{line} ({product})" if several else line,
            span_of(days, self.company.as_of, self.settings.horizon_days, self._off_days(days)),
            {n: float(np.mean(days <= n)) if n < self.settings.horizon_days else None for n in WITHIN_DAYS},
            self._drivers(number),
        )

    def _off_days(self, stop_day: Days) -> int:
        """By how many working days a line's span may be off: 0 where fewer runs than can move it were touched.

        A run is touched where goods came before the stop on a day that was counted in an unpublished year.
        """
        published = (self.calendar.known_through - self.company.as_of).days
        touched = ((self.arrived > published) & (self.arrived <= stop_day[:, None])).any(axis=1)
        return self.calendar.provisional_off_days if np.mean(touched) >= QUANTILES[0] else 0

    def _drivers(self, number: int) -> tuple[Driver, ...]:
        """Which part stops the line, and the next of its cases still to come on that day, if any."""
        days, items = self.stop_day[:, number], self.stop_item[:, number]
        crossing_of = {row.item: name for name, row in self.company.crossings.items()}
        counts: Counter[tuple[str, str | None]] = Counter()
        for index in np.unique(items[items >= 0]):
            item = self.network.items[index]
            columns = self._columns_of(item)
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
            Driver(item, crossing_of.get(item), application, count / total, item in self.unsettled)
            for (item, application), count in counts.most_common()
            if count
        )

    def _columns_of(self, item: str) -> list[int]:
        """The cases that bring this item, by their place among the sampled arrivals."""
        crossing_of = {name: self.company.applications[name].crossing for name in self.names}
        return [n for n, name in enumerate(self.names) if self.company.crossings[crossing_of[name]].item == item]

    def fans(self) -> tuple[Fan, ...]:
        """For each line that may stop, the part that most often stops it, over the horizon."""
        leading = [(line, line.drivers[0].item) for line in self.lines() if line.drivers]
        if not leading:
            return ()
        watched = list(dict.fromkeys(item for _, item in leading))
        some = self.arrived[:FAN_REPLICATIONS]
        held = record_stock(self.network.arrays, some, self.network.weight_rows(watched)) / MICRO
        bands = {item: np.quantile(held[:, p, :], QUANTILES, axis=0) for p, item in enumerate(watched)}
        return tuple(Fan(line, item, *(tuple(row.tolist()) for row in bands[item])) for line, item in leading)

    def cover_needed(self) -> dict[str, Span]:
        """Where no stock is given: the day until which each gated item would have to last, its first arrival."""
        cover: dict[str, Span] = {}
        for item in sorted(self.gated):
            columns = self._columns_of(item)
            if columns:
                cover[item] = case_span(self.arrived[:, columns].min(axis=1), self.company.as_of, self.calendar)
        return cover


def _run_down(network: Network, arrived: Days) -> tuple[Days, Days]:
    """`run_down` over one slice of the replications for each processor: the same result in any number of slices."""
    slices = np.array_split(arrived, min(os.cpu_count() or 1, max(1, len(arrived))))
    with ThreadPoolExecutor(len(slices)) as threads:
        parts = list(threads.map(partial(run_down, network), slices))
    return np.concatenate([day for day, _ in parts]), np.concatenate([item for _, item in parts])
