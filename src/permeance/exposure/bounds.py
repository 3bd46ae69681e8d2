"""The two readings joined: of every line, in every replication, the earlier stop and the later one.

The strictest reading is not the earlier one for every line: where two lines share a part, a line that stops for want
of something unsettled leaves the shared stock to the other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.branch import Branch, Chosen, Days
from permeance.exposure.company import Company
from permeance.exposure.outcome import QUANTILES, Driver, Fan, LineStop, Span, day_at, span_of
from permeance.terms.working_calendar import WorkingCalendar

WITHIN_DAYS = (30, 60, 90)
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """One scenario's share of a bound: both readings, which of them counts where, and the scenario's weight.

    `from_mild` bool[R, L] says in which replication a line's stop is taken from the mildest reading.
    """

    strict: Branch
    mild: Branch
    from_mild: Chosen
    weight: float

    def stop_days(self, line: int) -> Days:
        chosen: Days = np.where(self.from_mild[:, line], self.mild.stop_day[:, line], self.strict.stop_day[:, line])
        return chosen

    def readings(self, line: int) -> tuple[tuple[Branch, Chosen], ...]:
        taken = self.from_mild[:, line]
        return ((self.strict, ~taken), (self.mild, taken))


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound of every line's stop, over the scenarios by their weights, which sum to one."""

    parts: tuple[Part, ...]
    calendar: WorkingCalendar
    horizon_days: int

    @property
    def _first(self) -> Branch:
        """What does not differ between scenarios: the company, the lines, the cases and their order."""
        return self.parts[0].strict

    @property
    def company(self) -> Company:
        return self._first.company

    def stop_days(self, line: int) -> tuple[Days, Weights]:
        """The stops of a line in every replication of every scenario, and what each of them weighs."""
        days = [part.stop_days(line) for part in self.parts]
        shares = [np.full(len(found), part.weight / len(found)) for part, found in zip(self.parts, days, strict=True)]
        return np.concatenate(days), np.concatenate(shares)

    def span(self, line: int) -> Span:
        days, weights = self.stop_days(line)
        return span_of(days, self.company.as_of, self.horizon_days, self._off_days(line), weights)

    def lines(self) -> tuple[LineStop, ...]:
        return tuple(self._line(number) for number in range(len(self._first.network.lines)))

    def _line(self, number: int) -> LineStop:
        line, product = self._first.network.lines[number]
        several = sum(name == line for name, _ in self._first.network.lines) > 1
        within = {n: self._stopped(number, n) if n < self.horizon_days else None for n in WITHIN_DAYS}
        label = f"{line} ({product})" if several else line
        return LineStop(line, product, label, self.span(number), within, self._drivers(number))

    def _stopped(self, line: int, days: int) -> float:
        """The chance that a line has stopped within so many days, both ends included."""
        return sum(part.weight * float(np.mean(part.stop_days(line) <= days)) for part in self.parts)

    def _off_days(self, line: int) -> int:
        """By how many working days a line's span may be off: 0 where fewer runs than can move it were touched.

        A run is touched where goods came before the stop on a day that was counted in an unpublished year.
        """
        published = (self.calendar.known_through - self.company.as_of).days
        touched = 0.0
        for part in self.parts:
            for branch, chosen in part.readings(line):
                before = branch.arrived <= branch.stop_day[:, line][:, None]
                late = ((branch.arrived > published) & before).any(axis=1) & chosen
                touched += part.weight * float(late.mean())
        return self.calendar.provisional_off_days if touched >= QUANTILES[0] - 1e-9 else 0

    def _drivers(self, line: int) -> tuple[Driver, ...]:
        """Which part stops the line, most frequent first, and what it waits for."""
        shares: dict[tuple[str, str | None], float] = {}
        came: dict[str, set[str]] = {}
        never: dict[str, set[str]] = {}
        for part in self.parts:
            for branch, chosen in part.readings(line):
                for cause, count in branch.causes(line, chosen).items():
                    shares[cause] = shares.get(cause, 0.0) + part.weight * count / len(chosen)
                for item, (some, others) in branch.spent(line, chosen).items():
                    came.setdefault(item, set()).update(some)
                    never.setdefault(item, set()).update(others)
        middle = day_at(0.5, *self.stop_days(line))
        return tuple(
            replace(
                self._waits(item, application, shares[(item, application)], middle)
                if application
                else self._lacks(item, shares[(item, application)], came[item], never[item]),
                alternates=self._alternates(item, self._first.network.lines[line][1]),
            )
            for item, application in sorted(shares, key=lambda cause: -shares[cause])
        )

    def _waits(self, item: str, application: str, share: float, middle: int) -> Driver:
        """A part that a case is still to bring."""
        first, case = self._first, self.company.applications[application]
        column = first.names.index(application)
        return Driver(
            item,
            case.crossing,
            application,
            share,
            unsettled=self._unsettled(item),
            granted=case.status == "granted",
            in_time=any((part.strict.arrived[:, column] <= middle).any() for part in self.parts),
            filed=tuple(first.names[n] for n in first.columns_of(item)),
            licence=case.licence,
        )

    def _lacks(self, item: str, share: float, came: Collection[str], never: Collection[str]) -> Driver:
        """A part that no case is still to bring: none is filed, or what there was came or never will."""
        first = self._first
        crossings = [name for name, row in self.company.crossings.items() if row.item == item]
        columns = first.columns_of(item)
        over = {first.crossing_of[n] for n in columns}
        filed = tuple(first.names[n] for n in columns)
        granted = {name for name in filed if self.company.applications[name].status == "granted"}
        return Driver(
            item,
            next(reversed(crossings), None),
            None,
            share,
            unsettled=self._unsettled(item),
            barred=any(over & part.strict.readings.barred for part in self.parts),
            filed=filed,
            used_up=tuple(name for name in filed if name in came),
            refused=tuple(name for name in filed if name in never and name not in granted),
            lapsed=tuple(name for name in filed if name in never and name in granted),
            unused=self.company.unused_over(crossings),
        )

    def _unsettled(self, item: str) -> bool:
        return any(item in part.strict.readings.gated - part.mild.readings.gated for part in self.parts)

    def _alternates(self, item: str, product: str) -> tuple[str, ...]:
        """What went into the product in the place of a part that lacks: alternates of which there is or comes any."""
        first, company = self._first, self.company
        there = {stock.item for stock in company.stock if stock.counts and stock.qty}
        inside = {product, *first.network.weights[product]}
        return tuple(
            dict.fromkeys(
                other.item
                for other in company.alternates
                if other.first == item
                and other.parent in inside
                and (other.item in there or first.columns_of(other.item))
            )
        )

    def fans(self, lines: Sequence[LineStop]) -> tuple[Fan, ...]:
        """For each line that may stop, the part that most often stops it, in the scenario that weighs most.

        Of its two readings the one that counts most often is drawn.
        """
        part = max(self.parts, key=lambda p: p.weight)
        leading = [(n, line, line.drivers[0].item) for n, line in enumerate(lines) if line.drivers]
        branch_of = {n: _leading_branch(part, n, item) for n, _, item in leading}
        bands = {
            branch: branch.bands(list(dict.fromkeys(item for n, _, item in leading if branch_of[n] is branch)))
            for branch in dict.fromkeys(branch_of.values())
        }
        return tuple(Fan(line, item, *bands[branch_of[n]][item]) for n, line, item in leading)


def _leading_branch(part: Part, line: int, item: str) -> Branch:
    runs = {
        branch: sum(n for (name, _), n in branch.causes(line, chosen).items() if name == item)
        for branch, chosen in part.readings(line)
    }
    return max(runs, key=runs.__getitem__)


def bounds(
    runs: Sequence[tuple[float, Branch, Branch]], calendar: WorkingCalendar, horizon_days: int
) -> tuple[Bound, Bound]:
    """The earlier and the later stop of the two readings, replication by replication on the same luck.

    `runs` holds, for each scenario, its weight and the branches of the strictest and of the mildest reading.
    """
    earlier = [Part(strict, mild, mild.stop_day < strict.stop_day, weight) for weight, strict, mild in runs]
    later = [Part(strict, mild, mild.stop_day > strict.stop_day, weight) for weight, strict, mild in runs]
    return Bound(tuple(earlier), calendar, horizon_days), Bound(tuple(later), calendar, horizon_days)
