"""The two readings of a plant joined, on arrivals given by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from exposure.small import AS_OF, application, company, crossing, demand, stock
from permeance.exposure.bounds import bounds
from permeance.exposure.branch import Branch, Reading, always
from permeance.law.calendar import find_calendar

CALENDAR = replace(find_calendar("CN"), known_through=AS_OF + timedelta(days=1), provisional_off_days=2)


def joined(*arrivals: int):
    """Line A builds 10 a day from 30 magnets; in each run one case brings 10 more on the day given."""
    case = application("NB-1", "X", 10, "intake")
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 30)], (case,))
    sampled = np.array(arrivals, dtype=np.int32).reshape(-1, 1)
    branch = Branch(plant, always(Reading(frozenset({"MAG"}), frozenset())), (["NB-1"], sampled), 20)
    earlier, later = bounds([(1.0, branch, branch)], CALENDAR, 20)
    assert np.array_equal(earlier.stop_days(0)[0], later.stop_days(0)[0])
    return earlier.lines()[0]


@pytest.mark.parametrize(
    ("arrivals", "off"),
    [
        ((1,), 0),  # on the last published day
        ((2,), 2),  # after it, and before the stop on day 4
        ((9,), 0),  # after it, but after the stop on day 3 too
        ((2, *[1] * 9), 2),  # one run of ten can move P10 or P90
        ((2, *[1] * 10), 0),  # one of eleven cannot
    ],
)
def test_a_stop_may_be_off_where_enough_runs_had_goods_on_a_day_of_an_unpublished_year_before_it(arrivals, off):
    assert joined(*arrivals).stop.off_days == off


def test_the_causes_of_a_stop_come_in_the_order_of_their_shares():
    line = joined(9, 9, 2)
    assert [(driver.application, round(driver.share, 3)) for driver in line.drivers] == [("NB-1", 0.667), (None, 0.333)]
    assert joined(9, 2, 2).drivers[0].application is None


def test_a_case_comes_in_time_where_it_comes_by_the_median_stop_in_any_run():
    assert joined(9, 9, 3).drivers[0].in_time
    assert not joined(9, 9, 5).drivers[0].in_time
