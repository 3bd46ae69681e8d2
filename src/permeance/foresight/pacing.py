"""A faster or slower review from a day on, applied to sampled decisions: the same luck in every scenario."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from permeance.foresight.decision_day import CaseForecast, day_tables
from permeance.foresight.scenarios import Pace
from permeance.kernels.arrivals import NEVER
from permeance.terms.working_calendar import WorkingCalendar


def paced(
    sampled: CaseForecast, chosen: NDArray[np.bool_], pace: Pace, calendar: WorkingCalendar, as_of: date
) -> CaseForecast:
    """The forecast with the review of the chosen cases [cases] at another pace from `pace.starts` on.

    The working days from that day to the decision are multiplied by the factor and rounded up, one at the least; the
    goods arrive by as many calendar days sooner or later as the decision comes. Decisions before that day stay.
    """
    tables = day_tables(calendar, as_of)
    first = max((pace.starts - as_of).days, 0)  # days that have passed have passed at the pace of the record
    counted = tables.counted  # working days up to and with each day, by day + origin
    before = int(counted[first - 1 + tables.origin])
    decided, arrived = sampled.decided.copy(), sampled.arrived.copy()
    touched = (decided >= first) & (decided != NEVER) & chosen[None, :]
    days = decided[touched].astype(np.int64)
    inside = np.minimum(days + tables.origin, counted.size - 1)
    needed = np.maximum(1, np.ceil((counted[inside] - before) * pace.factor - 1e-9)).astype(np.int64)
    place = np.minimum(before + needed, tables.day.size - 1)
    moved = tables.day[place].astype(np.int64)
    decided[touched] = moved.astype(np.int32)
    goods = arrived[touched].astype(np.int64)
    shifted = np.maximum(goods + moved - days, 0)
    arrived[touched] = np.where(goods == NEVER, NEVER, shifted).astype(np.int32)
    return CaseForecast(decided, arrived)
