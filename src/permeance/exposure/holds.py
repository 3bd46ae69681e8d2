"""What a hold at customs would do: goods that no entry catches are held while customs doubts what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from permeance.determination.answer import Answer
from permeance.exposure.assumption import Assumption
from permeance.exposure.branch import Branch, Reading, always
from permeance.exposure.company import Company
from permeance.exposure.course import Determinations
from permeance.exposure.pending import delays_of
from permeance.foresight.delays import Delay
from permeance.kernels.arrivals import NEVER
from permeance.law.instrument import Role
from permeance.law.snapshot import Snapshot
from permeance.terms.working_calendar import WorkingCalendar

HOLD = "inspection_hold"


@dataclass(frozen=True, slots=True)
class Hold:
    """A line that stops on a day if customs holds, from the as-of day on, what comes over one crossing.

    `share` is the share of holds, of the lengths assumed, that last until that day; both are None where no stock of the
    item is given. How likely a hold is nobody has published, so none is in the dates of the lines.
    """

    crossing: str
    item: str
    line: str
    product: str
    stops_on: date | None
    share: float | None

    @property
    def label(self) -> str:
        """The line as its own rows name it."""
        return self.line if self.line == self.product else f"{self.line}: {self.product}"


def hold_delay(company: Company) -> Delay:
    """How long a hold lasts: an assumption, or what company.toml says; that goods are held is in the law."""
    return delays_of(company)[HOLD]


def holds(
    company: Company, decided: Determinations, snapshot: Snapshot, calendar: WorkingCalendar, horizon_days: int
) -> tuple[Hold, ...]:
    """The lines that a hold of the longest assumed length would stop, the surest first; none without stock."""
    if not company.has_stock:
        return ()
    lasting = _still_held(hold_delay(company), calendar, company.as_of)
    horizon = min(horizon_days, len(lasting))
    counted = {stock.item for stock in company.stock if stock.counts}
    found = []
    for name in _declared(decided, snapshot):
        item = company.crossings[name].item
        for (line, product), day in _stops(company, name, horizon):
            if item not in counted:
                found.append(Hold(name, item, line, product, None, None))
            elif lasting[day] > 0:
                found.append(Hold(name, item, line, product, company.as_of + timedelta(days=day), lasting[day]))
    return tuple(sorted(found, key=lambda hold: (-(hold.share or 0), hold.line, hold.product, hold.crossing)))


def hold_assumptions(company: Company, decided: Determinations, snapshot: Snapshot) -> list[Assumption]:
    """What the holds rest on, where any crossing could be held."""
    if not company.has_stock or not _declared(decided, snapshot):
        return []
    delay = hold_delay(company)
    low, middle, high = delay.days
    return [
        Assumption(
            f"inspection hold: {delay.what}",
            f"{low}, {middle}, {high} working days (shortest, most likely, longest)",
            delay.source,
        ),
        Assumption(
            "how likely customs is to hold what is not controlled", "not known, so not in the dates", "no source"
        ),
    ]


def _declared(decided: Determinations, snapshot: Snapshot) -> list[str]:
    """The crossings whose goods are cleared and must be declared as such: there customs may doubt the entry."""
    duties = {p.key for p in snapshot.of_role(Role.OBLIGATION) if p.duty_when == "not_caught"}
    return [
        name
        for name, determination in decided.items()
        if determination.answer is Answer.NOT_CONTROLLED
        and any(obligation.id in duties for obligation in determination.obligations)
    ]


def _stops(company: Company, crossing: str, horizon: int) -> Iterator[tuple[tuple[str, str], int]]:
    """Each line that stops within the horizon if nothing but its stock is left of what crosses there."""
    held = Reading(frozenset({company.crossings[crossing].item}), frozenset(), frozenset({crossing}))
    branch = Branch(company, always(held), ((), np.empty((1, 0), dtype=np.int32)), horizon)
    for pair, day in zip(branch.network.lines, branch.stop_day[0].tolist(), strict=True):
        if day < min(horizon, NEVER):
            yield pair, day


def _still_held(delay: Delay, calendar: WorkingCalendar, as_of: date) -> list[float]:
    """The share of holds that still last on each day from the as-of day on, up to the day on which the last ends."""
    chances, counted, shares, day = delay.chances(), 0, list[float](), as_of
    while counted + 1 < len(chances):  # what is released on a day serves that day
        shares.append(round(sum(chances[counted + 1 :]), 6))
        day += timedelta(days=1)
        counted += calendar.likely_working_day(day)
    return shares
