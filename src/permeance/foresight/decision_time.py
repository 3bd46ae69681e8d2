"""How long the ministry takes from acceptance to decision: the statutory clock, weighed by the public record.

A small set of hypotheses (median working days, spread, share granted in the end) carries prior weights around
the statutory 45 working days. Each usable row of the record multiplies a hypothesis's weight by how well it
reproduces the row; a row counts for less as it ages. All judgement is in the constants below, which the report
prints as assumptions. Law: Regulations on Export Control of Dual-Use Items, art. 17 (45 working days; the
wording known from memory, the figure from an older notice).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from permeance.foresight.record import RecordRow, known_by

STATUTORY_WORKING_DAYS = 45
CONTROL_START = date(2025, 4, 4)
LONGEST_WORKING_DAYS = 500
CALENDAR_PER_WORKING_DAY = 365 / 248  # China 2025 and 2026: 248 working days each

MEDIANS = tuple(range(15, 151, 5))
SPREADS = (0.25, 0.45, 0.7)  # standard deviations of the logarithm
GRANTED = (0.15, 0.4, 0.65, 0.8, 0.9, 0.97)
PRIOR_MEDIAN_SPREAD = 0.4
PRIOR_GRANTED_WEIGHTS = (0.05, 0.1, 0.2, 0.25, 0.25, 0.15)
SHARE_TOLERANCE = 0.15
ONE_BUYER_TOLERANCE = 0.4
RANGE_TOLERANCE = 0.3
HALF_LIFE_DAYS = 180
FILING_SPREAD_DAYS = 30  # applications behind a reported share: filed evenly over so many days from the start
BEFORE_ACCEPTANCE_DAYS = 20  # calendar days from filing to acceptance behind a reported share

EUROPEAN_UNION = frozenset("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split())
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way in which the ministry may work: median and spread of the time, share granted in the end."""

    median: float
    spread: float
    granted: float

    def decided_within(self, working_days: float) -> float:
        """The chance that a case is decided within so many counted working days of acceptance."""
        if working_days <= 0:
            return 0.0
        return _NORMAL.cdf(math.log(working_days / self.median) / self.spread)

    def quantile(self, share: float) -> float:
        return self.median * math.exp(self.spread * _NORMAL.inv_cdf(share))


@dataclass(frozen=True, slots=True)
class UsedRow:
    """A row of the record and how it was read, or why it was left aside."""

    row: RecordRow
    reading: str
    used: bool


@dataclass(frozen=True, slots=True)
class DecisionTime:
    """Weighted hypotheses for cases bound for one country, and the record that weighed them."""

    weights: Mapping[Hypothesis, float]
    record: tuple[UsedRow, ...]

    def remaining(self, counted_days: int, stretch: float = 1.0) -> NDArray[np.float64]:
        """The chance of each number of further counted working days (index 1 on), given that the case is
        undecided after `counted_days`. Beyond the longest, the last entry holds what is left."""
        later = np.zeros(LONGEST_WORKING_DAYS + 1)
        start = min(counted_days, LONGEST_WORKING_DAYS)
        for (median, spread), weight in self._shapes(stretch).items():
            upto = _decided_by_day(median, spread)[start : start + LONGEST_WORKING_DAYS]
            before = upto[0] if start > 0 else 0.0
            later[1:LONGEST_WORKING_DAYS] += weight * np.diff(np.concatenate(([before], upto[1:])))
            later[LONGEST_WORKING_DAYS] += weight * (1 - upto[-1])
        if later.sum() <= 0:
            later[LONGEST_WORKING_DAYS] = 1.0
        result: NDArray[np.float64] = later / later.sum()
        return result

    def _shapes(self, stretch: float) -> Mapping[tuple[float, float], float]:
        """The weight of each (median, spread), the share granted averaged out: it does not bear on the time."""
        shapes: dict[tuple[float, float], float] = {}
        for hypothesis, weight in self.weights.items():
            shape = (hypothesis.median * stretch, hypothesis.spread)
            shapes[shape] = shapes.get(shape, 0.0) + weight
        return shapes

    @property
    def granted(self) -> float:
        """The share of cases granted in the end, averaged over the hypotheses."""
        return sum(weight * hypothesis.granted for hypothesis, weight in self.weights.items())

    def quantile(self, share: float) -> int:
        """Working days from acceptance to decision at this share of the mixture."""
        return int(np.searchsorted(np.cumsum(self.remaining(0)), share - 1e-12))


@cache
def _decided_by_day(median: float, spread: float) -> NDArray[np.float64]:
    """The chance of a decision by the end of each working day from 0 on, twice as far as any forecast looks."""
    shape = Hypothesis(median, spread, 1.0)
    return np.array([shape.decided_within(day + 0.5) for day in range(2 * LONGEST_WORKING_DAYS)])


def decision_time(known: date, destination: str | None) -> DecisionTime:
    """The decision time for one destination, from what was public on `known` and nothing later."""
    read = [_read(row, destination) for row in known_by(known)]
    weights = {hypothesis: _prior(hypothesis) for hypothesis in _grid()}
    for used in read:
        if used.used:
            age = 0.5 ** ((known - used.row.published).days / HALF_LIFE_DAYS)
            for hypothesis in weights:
                weights[hypothesis] *= _likelihood(hypothesis, used.row) ** age
    total = sum(weights.values())
    return DecisionTime({h: w / total for h, w in weights.items()}, tuple(read))


def _grid() -> Sequence[Hypothesis]:
    return [Hypothesis(*point) for point in product(MEDIANS, SPREADS, GRANTED)]


def _prior(hypothesis: Hypothesis) -> float:
    distance = math.log(hypothesis.median / STATUTORY_WORKING_DAYS) / PRIOR_MEDIAN_SPREAD
    return math.exp(-0.5 * distance**2) * PRIOR_GRANTED_WEIGHTS[GRANTED.index(hypothesis.granted)]


def _read(row: RecordRow, destination: str | None) -> UsedRow:
    group = {"United States": {"US"}, "European Union": EUROPEAN_UNION, "all": None}.get(row.destination, set())
    if group is not None and destination not in group:
        return UsedRow(row, f"covers {row.destination}, not this destination", False)
    if row.approval_share is not None and row.on >= CONTROL_START:
        return UsedRow(row, f"{row.approval_share * 100:.0f} % granted by {row.on}", True)
    if _range(row) is not None:
        low, high = _range(row) or (0, 0)
        return UsedRow(row, f"{low} to {high} calendar days read as the middle 80 %", True)
    return UsedRow(row, "gives neither a share of known applications nor a range of days", False)


def _range(row: RecordRow) -> tuple[int, int] | None:
    """A range of days such as `42-120 (six or seven weeks to several months)`."""
    low, dash, high = row.days_reported.split(" ")[0].partition("-")
    return (int(low), int(high)) if dash and low.isdigit() and high.isdigit() else None


def _likelihood(hypothesis: Hypothesis, row: RecordRow) -> float:
    if row.approval_share is not None:
        tolerance = ONE_BUYER_TOLERANCE if "Dexter" in row.reporter else SHARE_TOLERANCE
        return math.exp(-0.5 * ((_granted_by(hypothesis, row.on) - row.approval_share) / tolerance) ** 2)
    low, high = _range(row) or (1, 1)
    shortest = hypothesis.quantile(0.1) * CALENDAR_PER_WORKING_DAY + BEFORE_ACCEPTANCE_DAYS
    longest = hypothesis.quantile(0.9) * CALENDAR_PER_WORKING_DAY + BEFORE_ACCEPTANCE_DAYS
    distance = (math.log(shortest / low) ** 2 + math.log(longest / high) ** 2) / RANGE_TOLERANCE**2
    return math.exp(-0.5 * distance)


def _granted_by(hypothesis: Hypothesis, day: date) -> float:
    """The share granted by a day among cases filed evenly over the first weeks of the control."""
    shares = []
    for filed_after in range(0, FILING_SPREAD_DAYS, 5):
        calendar_days = (day - CONTROL_START).days - filed_after - BEFORE_ACCEPTANCE_DAYS
        shares.append(hypothesis.decided_within(calendar_days / CALENDAR_PER_WORKING_DAY))
    return hypothesis.granted * sum(shares) / len(shares)
