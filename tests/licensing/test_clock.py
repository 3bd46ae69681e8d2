"""The clock counts working days as the published calendar has them, and never guesses."""

from __future__ import annotations

from datetime import date

from permeance.law.calendar import find_calendar
from permeance.licensing.clock import Pause, deadline, working_day_number

CN = find_calendar("CN")


def test_45_working_days_from_4_april_2025_end_on_11_june() -> None:
    reading = deadline(CN, date(2025, 4, 4), 45)
    assert (reading.due, reading.counted_days, reading.paused_days) == (date(2025, 6, 11), 45, 0)


def test_26_may_2025_is_working_day_34() -> None:
    assert working_day_number(CN, date(2025, 4, 4), date(2025, 5, 26)) == 34


def test_a_deadline_in_an_unpublished_year_is_not_stated() -> None:
    reading = deadline(CN, date(2026, 11, 20), 45)
    assert reading.due is None
    assert reading.why == "not stated before the calendar CN of 2027 is loaded"


def test_an_open_query_leaves_the_deadline_unstated() -> None:
    assert deadline(CN, date(2025, 4, 4), 45, [Pause(date(2025, 5, 6))]).due is None


def test_overlapping_queries_stop_the_clock_once() -> None:
    pauses = [Pause(date(2025, 5, 6), date(2025, 5, 9)), Pause(date(2025, 5, 7), date(2025, 5, 10))]
    assert deadline(CN, date(2025, 4, 4), 45, pauses).paused_days == 4
