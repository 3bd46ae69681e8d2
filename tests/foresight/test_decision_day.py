"""When a pending case is decided and its goods arrive, from what was known of it on the day it was last heard of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from permeance.foresight.decision_day import REFERRED_STRETCH, PendingCase, counted_so_far, forecast
from permeance.foresight.decision_time import DecisionTime, Hypothesis, decision_time
from permeance.foresight.delays import Delay, shipped_delays
from permeance.kernels.arrivals import NEVER
from permeance.law.calendar import find_calendar
from permeance.licensing.clock import Pause

AS_OF = date(2025, 5, 12)
CN = find_calendar("CN")
SAME_DAY = {name: replace(delay, days=(0, 0, 0)) for name, delay in shipped_delays().items()}
SURE = DecisionTime({Hypothesis(40.0, 1e-4, 1.0): 1.0}, ())  # on the 40th working day, and granted
CASE = PendingCase("NB-1", ("decision",), 10, 0, granted=False, referred=False, route="transit_air", time=SURE)


def day_of(case: PendingCase) -> tuple[int, int]:
    found = forecast([case], CN, AS_OF, SAME_DAY, (1, 50))
    ((decided,), (arrived,)) = (np.unique(days).tolist() for days in (found.decided, found.arrived))
    return decided, arrived


def days_to(working_days: int, start: date = AS_OF) -> int:
    day, left = start, working_days
    while left:
        day += timedelta(days=1)
        left -= CN.is_working_day(day)
    return (day - AS_OF).days


def test_a_case_has_the_days_left_that_its_clock_has_not_counted():
    assert day_of(CASE) == (days_to(30), days_to(30))


def test_what_is_left_is_counted_from_the_day_on_which_the_case_was_last_heard_of():
    last = AS_OF - timedelta(days=14)
    assert day_of(replace(CASE, start=-14)) == (days_to(30, last), days_to(30, last))


def test_goods_that_would_have_come_before_the_as_of_day_on_every_draw_come_no_more():
    case = replace(CASE, counted_days=39, start=-14)
    decided, arrived = day_of(case)
    assert (decided, arrived) == (days_to(1, AS_OF - timedelta(days=14)), NEVER)
    assert decided < 0
    assert day_of(replace(CASE, start=-5_000))[1] == NEVER


def test_the_longer_nothing_is_heard_of_a_case_the_likelier_its_goods_never_come():
    time = decision_time(AS_OF, "US")
    never, today = zip(*(came(replace(CASE, start=start, time=time)) for start in (0, -120, -250, -400)), strict=True)
    assert list(never) == sorted(never)
    assert never[-1] > 2 * never[0]
    assert max(today) < 0.05, "what did not come in time is not piled up on the as-of day"


def came(case: PendingCase) -> tuple[float, float]:
    """The share of runs in which goods never come, and in which they come on the as-of day."""
    arrived = forecast([case], CN, AS_OF, shipped_delays(), (1, 4_000)).arrived[:, 0]
    return float((arrived == NEVER).mean()), float((arrived == 0).mean())


def test_a_referred_case_has_twice_the_median_before_it():
    assert REFERRED_STRETCH == 2
    assert day_of(replace(CASE, referred=True))[0] == days_to(70)


@pytest.mark.parametrize(
    ("lapses", "arrived"), [(days_to(30) + 1, days_to(30)), (days_to(30), days_to(30)), (days_to(30) - 1, int(NEVER))]
)
def test_a_licence_brings_nothing_after_the_day_on_which_it_lapses(lapses, arrived):
    assert day_of(replace(CASE, lapses=lapses)) == (days_to(30), arrived)


@pytest.mark.parametrize(
    ("waited", "weights"),
    [  # of the whole triangle: 1/2, 1, 2/3 and 1/3 on days 2 to 5
        (0, [0, 0, 3, 6, 4, 2]),
        (1, [0, 3, 6, 4, 2]),
        (2, [0, 6, 4, 2]),
        (3, [0, 4, 2]),
        (4, [0, 1]),
        (5, [0, 1]),
    ],
)
def test_what_remains_of_a_delay_is_the_rest_of_its_triangle(waited, weights):
    delay = Delay("d", (2, 3, 5), "working", "", "")
    assert delay.remaining(waited) == pytest.approx([weight / sum(weights) for weight in weights])


def test_what_a_case_has_waited_is_taken_off_the_stage_that_it_is_in_and_no_other():
    five = {name: replace(delay, days=(5, 5, 5), unit="working") for name, delay in SAME_DAY.items()}
    case = replace(CASE, waits_for=("forwarding", "decision"), counted_days=0, waited_days=3)
    found = forecast([case], CN, AS_OF, five, (1, 20))
    assert np.unique(found.decided).tolist() == [days_to(2 + 40)]
    assert np.unique(found.arrived).tolist() == [days_to(2 + 40 + 5 + 5 + 5)]  # issue, customs, transport


def test_the_clock_counts_from_the_day_after_acceptance_and_not_while_it_is_stopped():
    friday = date(2025, 5, 9)
    assert counted_so_far(CN, friday, friday, ()) == 0
    assert counted_so_far(CN, friday, AS_OF, ()) == 1
    assert counted_so_far(CN, friday, AS_OF + timedelta(days=2), ()) == 3
    stopped = Pause(AS_OF, AS_OF + timedelta(days=1))
    assert counted_so_far(CN, friday, AS_OF + timedelta(days=2), [stopped]) == 2


def test_a_granted_case_comes_whatever_share_is_granted():
    never = DecisionTime({Hypothesis(40.0, 1e-4, 0.0): 1.0}, ())
    assert np.all(forecast([replace(CASE, time=never)], CN, AS_OF, SAME_DAY, (1, 50)).arrived == NEVER)
    granted = replace(CASE, time=never, granted=True, waits_for=())
    assert np.all(forecast([granted], CN, AS_OF, SAME_DAY, (1, 50)).arrived == 0)


def test_no_case_gives_no_column():
    found = forecast([], CN, AS_OF, SAME_DAY, (1, 50))
    assert found.decided.shape == found.arrived.shape == (50, 0)
