"""What lies behind the first shortage: the part that each line lacks next, and parts for which nothing is filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from permeance.exposure.branch import Branch, Days, first_stops
from permeance.exposure.network import ample, only_short
from permeance.exposure.outcome import QUANTILES, LineStop, NextStop, Unfiled, UnfiledLine, span_of
from permeance.foresight.scenarios import Scenario
from permeance.kernels.arrivals import NEVER
from permeance.terms.working_calendar import WorkingCalendar

NEXT_REPLICATIONS = 1_000  # the first of the assessment's own
MOST_DATED = 100  # parts for which nothing is filed; of further ones no day is told


def with_next(
    lines: Sequence[LineStop], strict: Branch, calendar: WorkingCalendar, horizon_days: int
) -> tuple[LineStop, ...]:
    """The lines, each with its stop if there were enough of the part that most often stops it, on the same luck."""
    arrived = strict.arrived[:NEXT_REPLICATIONS]
    unpublished = arrived > (calendar.known_through - strict.company.as_of).days
    leading = dict.fromkeys(line.drivers[0].item for line in lines if line.drivers)
    days = strict.days[:NEXT_REPLICATIONS]
    runs = {item: first_stops(ample(strict.network, {item}), days) for item in leading}

    def found(number: int, item: str) -> NextStop:
        days, lacked = (run[:, number] for run in runs[item])
        before = unpublished & (arrived <= days[:, None])
        before[:, strict.columns_of(item)] = False
        touched = before.any(axis=1).mean() >= QUANTILES[0]
        off_days = calendar.provisional_off_days if touched else 0
        stop = span_of(days, strict.company.as_of, horizon_days, off_days)
        names, counts = np.unique(lacked[lacked >= 0], return_counts=True)
        return NextStop(item, strict.network.items[names[counts.argmax()]] if names.size else None, stop)

    return tuple(
        replace(line, after_first=found(n, line.drivers[0].item)) if line.drivers else line
        for n, line in enumerate(lines)
    )


def unfiled(runs: Sequence[tuple[Scenario, Branch, Branch]]) -> tuple[Unfiled, ...]:
    """The parts of a line that need a licence, or may, over whose crossings no case is open or granted.

    In any scenario that weighs anything, each with the branches of its strictest and of its mildest reading. Those that
    surely need a licence come first, then those that run short first.
    """
    runs = sorted((run for run in runs if run[0].weight > 0), key=lambda run: -run[0].weight)
    waits: dict[str, list[tuple[Scenario, Branch, Branch]]] = {}
    for run in runs:
        for item in _waiting(run[1]):
            waits.setdefault(item, []).append(run)
    parts: list[Unfiled] = []
    for item, where in waits.items():
        found = _unfiled(where[0][1], item, dated=len(parts) < MOST_DATED)
        if found is not None:
            surely = all(item in mild.readings.gated for _, _, mild in where)
            here, all_of_them = ([scenario for scenario, _, _ in some] for some in (where, runs))
            parts.append(_conditional(replace(found, surely=surely), here, all_of_them))
    return tuple(sorted(parts, key=lambda part: (not part.surely, part.holds_out or date.max)))


def _conditional(part: Unfiled, here: Sequence[Scenario], scenarios: Sequence[Scenario]) -> Unfiled:
    """The part with what has to hold for it to wait: nothing where it waits in every scenario."""
    if len(here) == len(scenarios):
        return part
    others = {outcome.name for scenario in scenarios if scenario not in here for outcome in scenario.outcomes}
    always = set.intersection(*({outcome.name for outcome in scenario.outcomes} for scenario in here))
    shared = next(iter(sorted(always - others)), None)
    weight = sum(scenario.weight for scenario in here)
    return replace(part, weight=weight, only_if=tuple(scenario.name for scenario in here), shared=shared)


def _waiting(strict: Branch) -> list[str]:
    """The items that wait over a crossing on which a case could be filed and none is."""
    readings, crossings = strict.readings, strict.company.crossings
    shut = readings.waiting & readings.barred
    items = {row.item for name, row in crossings.items() if name in readings.waiting - shut}
    return [item for item in strict.network.items if item in items and not strict.columns_of(item)]


def _unfiled(strict: Branch, item: str, *, dated: bool) -> Unfiled | None:
    """What one scenario says of a part; None where no line uses it."""
    company, network = strict.company, strict.network
    waiting = [n for n, row in company.crossings.items() if row.item == item and n in strict.readings.waiting]
    unused = company.unused_over(waiting)
    told = {case.name for case in unused}
    others = [a for a in company.applications.values() if a.crossing in waiting and a.id not in told]
    firsts = tuple(dict.fromkeys(a.first for a in company.alternates if a.item == item))
    holds = {item, *firsts}
    users = [
        n
        for n, (_, product) in enumerate(network.lines)
        if any(part == product or part in network.weights[product] for part in holds)
    ]
    if not users:
        return None
    days = _alone(strict, item) if company.has_stock and dated else None
    return Unfiled(
        item=item,
        crossings=tuple(name for name in waiting if name not in strict.readings.barred),
        surely=False,
        lines=tuple(UnfiledLine(*network.lines[n], _day(strict, days, n)) for n in users),
        dated=days is not None,
        alternate_to=firsts,
        cases=tuple((a.id, a.status) for a in others),
        unused=unused,
    )


def _alone(strict: Branch, item: str) -> Days:
    """The day on which each line lacks one part while every other that waits for a licence lasts: no luck is in it."""
    never = np.full((1, strict.arrived.shape[1]), NEVER, dtype=np.int32)
    network = only_short(strict.network, strict.company, item)
    days, _ = first_stops(network, network.with_spells(never))
    return days


def _day(strict: Branch, days: Days | None, line: int) -> date | None:
    if days is None or days[0, line] == NEVER:
        return None
    return strict.company.as_of + timedelta(days=int(days[0, line]))
