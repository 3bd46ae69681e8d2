"""The run-down once more with one thing changed, on the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from permeance.exposure.branch import Branch, Readings, laid_out
from permeance.exposure.company import Company
from permeance.exposure.course import Course, Determinations
from permeance.exposure.levers.lever import Change, Days
from permeance.exposure.line_stop import Settings, readings, waiting_cases
from permeance.exposure.network import PlantNetwork, only_short, revised
from permeance.exposure.outcome import Simulated
from permeance.exposure.pending import delays_of, pending_case
from permeance.foresight.decision_day import PendingCase, forecast
from permeance.foresight.decision_time import DecisionTime
from permeance.foresight.delays import Delay
from permeance.terms.working_calendar import WorkingCalendar

AMPLE = Decimal(10**9)  # pieces: more than a line uses within any horizon
Pair = tuple[str, str]  # a line and its product
TRIAL_REPLICATIONS = 1_000  # the first of the assessment's own


@dataclass(frozen=True, slots=True)
class Trials:
    """What all trials of one assessment share: the pending cases, their sampled arrivals, and each line's stop."""

    company: Company
    course: Course
    calendar: WorkingCalendar
    settings: Settings
    times: Mapping[str, DecisionTime]
    cases: Mapping[str, PendingCase]
    delays: Mapping[str, Delay]
    arrived: Mapping[str, Days]
    networks: dict[Readings, PlantNetwork] = field(default_factory=dict)

    @property
    def decided(self) -> Determinations:
        """The determinations of the as-of day."""
        return self.course[0][1]

    def arrival(self, case: PendingCase, delays: Mapping[str, Delay] | None = None) -> Days:
        """The sampled arrival days of one case: drawn by its name, so that no other case bears on them."""
        sampling = (self.settings.seed, self.settings.replications)
        sampled = forecast([case], self.calendar, self.company.as_of, delays or self.delays, sampling)
        days: Days = sampled.arrived[:, 0]
        return days

    def stops(self, change: Change) -> dict[Pair, Days]:
        """Each line's first stop in every run: the earlier one of both readings."""
        return {pair: earlier for pair, (earlier, _) in self.bounds(change).items()}

    def bounds(self, change: Change) -> dict[Pair, tuple[Days, Days]]:
        """Each line's first stop in every run, the earlier and the later one of both readings."""
        company = change.company or self.company
        names = [a.id for a in waiting_cases(company)]
        columns = [change.arrived[name] if name in change.arrived else self.arrived[name] for name in names]
        empty = np.empty((self.settings.replications, 0), dtype=np.int32)
        sampled = (names, np.column_stack(columns).astype(np.int32) if columns else empty)
        strict = self._branch(change, readings(company, self.course, change.as_mild), sampled)
        milder = readings(company, self.course, company.crossings.keys() - change.as_strict)
        mild = strict if milder == strict.readings else self._branch(change, milder, sampled)
        earlier = np.minimum(strict.stop_day, mild.stop_day)
        later = np.maximum(strict.stop_day, mild.stop_day)
        return {pair: (earlier[:, n], later[:, n]) for n, pair in enumerate(strict.network.lines)}

    def _branch(self, change: Change, acted_on: Readings, sampled: tuple[Sequence[str], Days]) -> Branch:
        """One reading run down; the bill is laid out once for each."""
        horizon = self.settings.horizon_days
        if acted_on not in self.networks:
            self.networks[acted_on] = laid_out(self.company, acted_on, list(self.cases), horizon)
        network = self.networks[acted_on]
        if change.company is not None:
            network = revised(network, change.company, sampled[0], horizon)
        if change.only is not None:
            network = only_short(network, self.company, change.only)
        return Branch(change.company or self.company, acted_on, sampled, horizon, network)


def trials(
    company: Company,
    course: Course,
    calendar: WorkingCalendar,
    settings: Settings,
    simulated: Simulated,
) -> Trials:
    """The first runs of an assessment again, ready to be changed."""
    few = Settings(settings.horizon_days, settings.seed, min(settings.replications, TRIAL_REPLICATIONS))
    waiting, delays = waiting_cases(company), delays_of(company)
    cases = [pending_case(company, a, calendar, simulated.times) for a in waiting]
    sampled = forecast(cases, calendar, company.as_of, delays, (few.seed, few.replications))
    arrived = {case.id: sampled.arrived[:, number] for number, case in enumerate(cases)}
    by_name = {case.id: case for case in cases}
    return Trials(company, course, calendar, few, simulated.times, by_name, delays, arrived)
