"""The two readings joined: of every line, in every replication, the earlier stop and the later one.

The strictest reading is not the earlier one for every line: where two lines share a part, a line that stops for want
of something unsettled leaves the shared stock to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from permeance.exposure.branch import Branch, Chosen, Days
from permeance.exposure.company import Company
from permeance.exposure.outcome import QUANTILES, Driver, Fan, LineStop, place_of, span_of
from permeance.terms.working_calendar import WorkingCalendar

WITHIN_DAYS = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound of every line's stop; `from_mild` bool[R, L] says where it is taken from the mildest reading."""

    strict: Branch
    mild: Branch
    from_mild: Chosen
    calendar: WorkingCalendar
    horizon_days: int

    @property
    def company(self) -> Company:
        return self.strict.company

    def stop_days(self, line: int) -> Days:
        chosen: Days = np.where(self.from_mild[:, line], self.mild.stop_day[:, line], self.strict.stop_day[:, line])
        return chosen

    def lines(self) -> tuple[LineStop, ...]:
        return tuple(self._line(number) for number in range(len(self.strict.network.lines)))

    def _line(self, number: int) -> LineStop:
        line, product = self.strict.network.lines[number]
        several = sum(name == line for name, _ in self.strict.network.lines) > 1
        days, horizon = self.stop_days(number), self.horizon_days
        return LineStop(
            line,
            product,
            f"{line} ({product})" if several else line,
            span_of(days, self.company.as_of, horizon, self._off_days(number)),
            {n: float(np.mean(days <= n)) if n < horizon else None for n in WITHIN_DAYS},
            self._drivers(number),
        )

    def _parts(self, line: int) -> Sequence[tuple[Branch, Chosen]]:
        taken = self.from_mild[:, line]
        return ((self.strict, ~taken), (self.mild, taken))

    def _off_days(self, line: int) -> int:
        """By how many working days a line's span may be off: 0 where fewer runs than can move it were touched.

        A run is touched where goods came before the stop on a day that was counted in an unpublished year.
        """
        published = (self.calendar.known_through - self.company.as_of).days
        touched = 0
        for branch, chosen in self._parts(line):
            before = branch.arrived <= branch.stop_day[:, line][:, None]
            touched += int((((branch.arrived > published) & before).any(axis=1) & chosen).sum())
        return self.calendar.provisional_off_days if touched / len(self.from_mild) >= QUANTILES[0] else 0

    def _drivers(self, line: int) -> tuple[Driver, ...]:
        """Which part stops the line, most frequent first, and what it waits for."""
        strict, mild = (branch.causes(line, chosen) for branch, chosen in self._parts(line))
        counts = strict + mild
        days = self.stop_days(line)
        middle = int(np.sort(days)[place_of(0.5, len(days))])
        return tuple(
            self._driver(item, application, counts[(item, application)] / len(days), middle)
            for item, application in sorted(counts, key=lambda cause: -counts[cause])
        )

    def _driver(self, item: str, application: str | None, share: float, middle: int) -> Driver:
        unsettled = self.strict.reading.gated - self.mild.reading.gated
        crossings = [name for name, row in self.company.crossings.items() if row.item == item]
        columns = self.strict.columns_of(item)
        over = {self.strict.crossing_of[n] for n in columns}
        case = self.strict.names.index(application) if application else None
        return Driver(
            item,
            self.company.applications[application].crossing if application else next(reversed(crossings), None),
            application,
            share,
            unsettled=item in unsettled,
            granted=application is not None and self.company.applications[application].status == "granted",
            barred=application is None and bool(over & self.strict.reading.barred),
            in_time=case is not None and bool((self.strict.arrived[:, case] <= middle).any()),
            filed=tuple(self.strict.names[n] for n in columns),
        )

    def fans(self) -> tuple[Fan, ...]:
        """For each line that may stop, the part that most often stops it, in the reading that most often counts."""
        leading = [(n, line, line.drivers[0].item) for n, line in enumerate(self.lines()) if line.drivers]
        branch_of = {n: self._leading_branch(n, item) for n, _, item in leading}
        bands = {
            branch: branch.bands(list(dict.fromkeys(item for n, _, item in leading if branch_of[n] is branch)))
            for branch in dict.fromkeys(branch_of.values())
        }
        return tuple(Fan(line, item, *bands[branch_of[n]][item]) for n, line, item in leading)

    def _leading_branch(self, line: int, item: str) -> Branch:
        runs = {
            branch: sum(n for (part, _), n in branch.causes(line, chosen).items() if part == item)
            for branch, chosen in self._parts(line)
        }
        return max(runs, key=runs.__getitem__)


def bounds(strict: Branch, mild: Branch, calendar: WorkingCalendar, horizon_days: int) -> tuple[Bound, Bound]:
    """The earlier and the later stop of the two readings, replication by replication on the same luck."""
    earlier = mild.stop_day < strict.stop_day
    later = mild.stop_day > strict.stop_day
    return Bound(strict, mild, earlier, calendar, horizon_days), Bound(strict, mild, later, calendar, horizon_days)
