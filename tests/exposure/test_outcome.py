"""Dates at 10, 50 and 90 per cent are days of the runs themselves, never in between, and never too early a share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from permeance.exposure.outcome import QUANTILES, Span, case_span, place_of, span_of
from permeance.kernels.arrivals import NEVER
from permeance.law.calendar import find_calendar

AS_OF = date(2025, 5, 12)


def days(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int32)


def found(span: Span) -> tuple[int | None, ...]:
    return tuple(None if day is None else (day - AS_OF).days for day in (span.p10, span.p50, span.p90))


@pytest.mark.parametrize(
    ("size", "places"),
    [
        (1, (0, 0, 0)),
        (2, (0, 0, 1)),
        (3, (0, 1, 2)),
        (9, (0, 4, 8)),
        (10, (0, 4, 8)),
        (11, (1, 5, 9)),
        (20, (1, 9, 17)),
        (21, (2, 10, 18)),
        (30, (2, 14, 26)),
        (100, (9, 49, 89)),
        (10_000, (999, 4_999, 8_999)),
    ],
)
def test_the_place_is_that_of_the_first_value_by_which_the_share_has_come(size, places):
    assert tuple(place_of(share, size) for share in QUANTILES) == places


@pytest.mark.parametrize("size", [*range(1, 60), 999, 1_000, 1_001])
def test_at_that_place_the_share_has_come_and_one_before_it_has_not(size):
    for hundredths in range(1, 101):
        place = place_of(hundredths / 100, size)
        assert (place + 1) * 100 >= hundredths * size > place * 100


def test_no_share_is_at_the_first_place():
    assert place_of(0.0, 10) == 0
    assert place_of(1.0, 10) == 9


def test_a_span_has_the_first_days_by_which_one_five_and_nine_of_ten_have_come():
    assert found(span_of(days(8, 3, 9, 1, 7, 2, 6, 0, 5, 4), AS_OF)) == (0, 4, 8)
    assert found(span_of(days(7), AS_OF)) == (7, 7, 7)
    assert found(span_of(days(-3, 0, 2), AS_OF)) == (-3, 0, 2)


def test_what_never_comes_or_not_within_the_horizon_has_no_date():
    mostly = days(*[5] * 8, NEVER, NEVER)
    assert found(span_of(mostly, AS_OF)) == (5, 5, None)
    assert found(span_of(days(5, 5, NEVER, NEVER), AS_OF)) == (5, 5, None)
    assert found(span_of(days(5, NEVER, NEVER), AS_OF)) == (5, None, None)
    assert found(span_of(days(), AS_OF)) == (None, None, None)
    assert found(span_of(days(9, 10, 11), AS_OF, 11)) == (9, 10, None)
    assert found(span_of(days(9, 10, 11), AS_OF, 10)) == (9, None, None)
    assert found(span_of(days(9, 10, 11), AS_OF)) == (9, 10, 11)


def test_a_span_carries_by_how_many_days_it_may_be_off():
    assert span_of(days(1), AS_OF, 10, 2).off_days == 2
    assert span_of(days(1), AS_OF, 10).off_days == 0


def test_only_a_span_that_reaches_an_unpublished_year_may_be_off():
    calendar = replace(find_calendar("CN"), known_through=AS_OF + timedelta(days=10), provisional_off_days=3)
    assert case_span(days(9, 10, 10), AS_OF, calendar) == span_of(days(9, 10, 10), AS_OF)
    assert case_span(days(9, 10, 11), AS_OF, calendar).off_days == 3
    assert case_span(days(9, 10, NEVER), AS_OF, calendar).off_days == 0
