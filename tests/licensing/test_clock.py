"""The clock counts working days as the published calendar has them, and never guesses."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.law.calendar import find_calendar
from permeance.licensing.clock import ClockReading, Pause, deadline, likely_deadline
from permeance.terms.working_calendar import WorkingCalendar

CN = find_calendar("CN")
T = find_calendar(str(Path(__file__).parent / "calendar-t.yaml"))
ACCEPTED = date(2026, 9, 21)


def sep(day: int) -> date:
    return date(2026, 9, day)


def oct_(day: int) -> date:
    return date(2026, 10, day)


# The Chinese calendar.


def test_45_working_days_from_4_april_2025_end_on_11_june() -> None:
    reading = deadline(CN, date(2025, 4, 4), 45)
    assert (reading.due, reading.counted_days, reading.paused_days) == (date(2025, 6, 11), 45, 0)


def test_26_may_2025_is_working_day_34() -> None:
    assert deadline(CN, date(2025, 4, 4), 34).due == date(2025, 5, 26)


def test_a_holiday_as_acceptance_day_is_day_0_as_dated_and_the_derivation_says_so() -> None:
    assert deadline(CN, date(2025, 4, 4), 45).derivation[0].startswith("day 0 is 2025-04-04 (holiday: Qingming)")


def test_the_derivation_names_holidays_make_up_days_source_result_and_the_plain_calendar() -> None:
    told = deadline(CN, date(2025, 4, 4), 45).derivation
    assert told[1:4] == (
        "not counted: 2025-05-01 to 2025-05-05 (holiday: Labour Day, 3 weekdays)",
        "not counted: 2025-06-02 (holiday: Dragon Boat Festival, 1 weekday)",
        "counted although on a weekend: 2025-04-27 (make-up working days)",
    )
    assert "chinesecalendar 1.11.0" in told[4]
    assert "(secondary source)" in told[4]
    assert told[5] == "working day 45 is 2025-06-11; by weekdays alone it would have been 2025-06-06"


def test_the_same_holiday_in_two_years_is_told_as_two() -> None:
    told = deadline(CN, date(2025, 12, 1), 60).derivation
    assert sum("New Year's Day" in line for line in told) == 1
    told = deadline(CN, date(2023, 12, 29), 260).derivation
    assert sum("New Year's Day" in line for line in told) == 2


# Calendar T, a fixture.


def test_the_fixture_has_its_zone_and_cut_off() -> None:
    assert (T.zone, str(T.cut_off)) == ("Asia/Shanghai", "17:00:00")


def test_c1_the_clock_starts_at_acceptance_and_shows_what_a_plain_calendar_would_say() -> None:
    reading = deadline(T, ACCEPTED, 45)
    assert reading.due == date(2026, 11, 26)
    assert "2026-11-23" in reading.derivation[-1]


def test_c2_a_second_acceptance_after_a_return_starts_a_new_clock() -> None:
    assert deadline(T, sep(22), 45).due == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("pauses", "paused_days", "due"),
    [
        pytest.param([(sep(29), oct_(12))], 5, date(2026, 12, 3), id="C3 one query"),
        pytest.param([(sep(29), oct_(12)), (sep(30), oct_(14))], 7, date(2026, 12, 7), id="C4 overlapping queries"),
        pytest.param([(sep(30), oct_(14)), (sep(29), oct_(12))], 7, date(2026, 12, 7), id="C4 in the other order"),
        pytest.param([(oct_(1), oct_(7))], 0, date(2026, 11, 26), id="C5 inside the holiday"),
        pytest.param([(sep(29), sep(29))], 0, date(2026, 11, 26), id="asked and answered on one day"),
        pytest.param([(date(2026, 8, 1), sep(15))], 0, date(2026, 11, 26), id="over before the clock started"),
    ],
)
def test_queries_stop_the_clock_for_the_union_of_their_working_days(
    pauses: list[tuple[date, date]], paused_days: int, due: date
) -> None:
    reading = deadline(T, ACCEPTED, 45, [Pause(*pause) for pause in pauses])
    assert (reading.due, reading.counted_days, reading.paused_days) == (due, 45, paused_days)


def test_c8_friday_to_monday_is_one_working_day() -> None:
    assert deadline(T, date(2026, 10, 30), 1).due == date(2026, 11, 2)


@pytest.mark.parametrize(("accepted", "first"), [(oct_(9), oct_(10)), (sep(30), oct_(8))])
def test_c9_day_1_is_the_next_working_day_be_it_a_make_up_saturday_or_after_the_holiday(
    accepted: date, first: date
) -> None:
    assert deadline(T, accepted, 1).due == first


def test_c10_a_deadline_in_an_unpublished_year_is_not_stated() -> None:
    reading = deadline(T, date(2026, 11, 20), 45)
    assert reading.due is None
    assert reading.why == "not stated before the calendar T of 2027 is loaded"
    assert reading.counted_days == 29
    assert reading.derivation[-1].startswith(f"due: {reading.why}")


def test_the_last_published_day_can_still_be_a_deadline() -> None:
    assert deadline(T, date(2026, 12, 30), 1).due == date(2026, 12, 31)
    assert deadline(T, date(2026, 12, 30), 2).due is None


def test_a_start_before_the_published_years_is_not_stated() -> None:
    assert deadline(CN, date(2022, 12, 30), 1).why == "not stated before the calendar CN of 2022 is loaded"


# Open queries and what is refused.


def test_an_open_query_leaves_the_deadline_unstated_and_says_how_far_the_clock_came() -> None:
    reading = deadline(CN, date(2025, 4, 4), 45, [Pause(date(2025, 4, 10))])
    assert (reading.due, reading.counted_days) == (None, 3)
    assert reading.why == "not stated while a query that stops the clock is open"


def test_a_query_asked_after_the_clock_ran_out_changes_nothing() -> None:
    plain = deadline(CN, date(2025, 4, 4), 45)
    for late in (Pause(date(2025, 6, 12)), Pause(date(2025, 6, 12), date.max)):
        assert deadline(CN, date(2025, 4, 4), 45, [late]).due == plain.due


def test_a_query_asked_after_a_make_up_saturday_does_not_stop_the_plain_calendar_either() -> None:
    reading = deadline(CN, date(2025, 2, 7), 1, [Pause(date(2025, 2, 10))])
    assert reading.due == date(2025, 2, 8)
    assert reading.derivation[-1].endswith("by weekdays alone it would have been 2025-02-10")


@pytest.mark.parametrize("working_days", [0, -1, 10_001])
def test_an_absurd_number_of_working_days_is_refused(working_days: int) -> None:
    with pytest.raises(ValueError, match="working days from 1 to 10000"):
        deadline(CN, date(2025, 4, 4), working_days)
    with pytest.raises(ValueError, match="working days from 1 to 10000"):
        likely_deadline(CN, date(2025, 4, 4), working_days)


def test_a_start_at_the_end_of_all_dates_is_refused() -> None:
    with pytest.raises(ValueError, match="a start before the year 9999"):
        deadline(CN, date.max, 1)


def test_an_answer_before_its_question_is_refused() -> None:
    with pytest.raises(ValueError, match="answered on 2025-04-01, before it was asked on 2025-04-02"):
        Pause(date(2025, 4, 2), date(2025, 4, 1))


# Forecasts.


def test_within_the_published_years_a_likely_deadline_is_the_stated_one() -> None:
    due = deadline(CN, date(2025, 4, 4), 45).due
    assert likely_deadline(CN, date(2025, 4, 4), 45) == (due, due, due)


def test_in_the_provisional_year_a_likely_deadline_is_an_interval() -> None:
    assert likely_deadline(CN, date(2026, 12, 1), 45) == (date(2027, 2, 1), date(2027, 2, 3), date(2027, 2, 11))


def test_a_likely_deadline_beyond_the_published_years_is_never_read_back_into_them() -> None:
    assert deadline(CN, date(2026, 12, 30), 2).due is None
    earliest, central, latest = likely_deadline(CN, date(2026, 12, 30), 2)
    assert date(2026, 12, 31) < earliest <= central < latest


def test_a_pause_that_never_ends_within_all_dates_gives_no_likely_deadline() -> None:
    with pytest.raises(ValueError, match="pauses that end"):
        likely_deadline(CN, date(2026, 12, 1), 45, [Pause(date(2026, 12, 2), date.max)])


# Properties, against a plain day-by-day twin.

DAYS = st.dates(date(2023, 1, 1), date(2026, 10, 1))
CLOSED = st.builds(lambda asked, n: Pause(asked, asked + timedelta(days=n)), DAYS, st.integers(0, 40))
PAUSES = st.lists(CLOSED, max_size=6)
NEAR = st.dates(date(2025, 1, 1), date(2025, 12, 1))
NEAR_PAUSES = st.lists(
    st.builds(lambda asked, n: Pause(asked, asked + timedelta(days=n)), NEAR, st.integers(0, 40)), max_size=6
)


def _twin(calendar: WorkingCalendar, start: date, working_days: int, pauses: list[Pause]) -> tuple[date | None, int]:
    """The rule read aloud: list the working days, strike the paused ones, take the n-th of what is left."""
    after = [start + timedelta(days=n) for n in range(1, (calendar.known_through - start).days + 1)]
    struck: set[date] = set()
    for pause in pauses:
        assert pause.answered is not None
        struck |= {pause.asked + timedelta(days=n) for n in range((pause.answered - pause.asked).days)}
    left = [day for day in after if calendar.is_working_day(day) and day not in struck]
    if len(left) < working_days:
        return None, sum(calendar.is_working_day(day) and day in struck for day in after)
    due = left[working_days - 1]
    return due, sum(calendar.is_working_day(day) and day in struck for day in after if day <= due)


@given(start=NEAR, working_days=st.integers(1, 120), pauses=NEAR_PAUSES)
def test_the_union_of_pauses_agrees_with_a_plain_count_day_by_day(
    start: date, working_days: int, pauses: list[Pause]
) -> None:
    reading = deadline(CN, start, working_days, pauses)
    assert (reading.due, reading.paused_days) == _twin(CN, start, working_days, pauses)


def _order(reading: ClockReading) -> date:
    return reading.due or date.max


@given(start=NEAR, working_days=st.integers(1, 120), pauses=NEAR_PAUSES, more=NEAR, days=st.integers(0, 40))
def test_one_more_pause_never_makes_a_deadline_earlier(
    start: date, working_days: int, pauses: list[Pause], more: date, days: int
) -> None:
    longer = [*pauses, Pause(more, more + timedelta(days=days))]
    assert _order(deadline(CN, start, working_days, longer)) >= _order(deadline(CN, start, working_days, pauses))


@given(start=DAYS, working_days=st.integers(1, 60), pauses=PAUSES)
def test_a_stated_deadline_bears_its_own_number_and_is_a_working_day(
    start: date, working_days: int, pauses: list[Pause]
) -> None:
    reading = deadline(CN, start, working_days, pauses)
    if reading.due is not None:
        assert CN.is_working_day(reading.due)
        assert reading.counted_days == working_days


@given(start=NEAR, working_days=st.integers(1, 200), pauses=NEAR_PAUSES)
def test_pauses_in_any_order_or_twice_over_read_the_same(start: date, working_days: int, pauses: list[Pause]) -> None:
    reading = deadline(CN, start, working_days, pauses)
    again = deadline(CN, start, working_days, [*reversed(pauses), *pauses])
    assert (reading.due, reading.paused_days) == (again.due, again.paused_days)


@given(start=st.dates(date(2026, 6, 1), date(2027, 10, 1)), working_days=st.integers(1, 120))
def test_a_likely_deadline_keeps_its_order_and_agrees_with_a_stated_one(start: date, working_days: int) -> None:
    earliest, central, latest = likely_deadline(CN, start, working_days)
    assert start < earliest <= central <= latest
    assert deadline(CN, start, working_days).due in (None, central)


@pytest.mark.parametrize(
    ("asked", "answered", "why"),
    [
        ("2025-03-01", "2025-04-05", "the clock starts after it (day 0 is 2025-04-04)"),
        ("2025-07-01", "2025-07-09", "it begins after the count ends (2025-06-11)"),
        ("2025-07-01", None, "it begins after the count ends (2025-06-11)"),
        ("2025-05-01", "2025-05-06", "no working day lies in it"),
        ("2025-04-12", "2025-04-14", "no working day lies in it"),
        ("2025-05-08", "2025-05-08", "it was answered on the day on which it was asked"),
    ],
)
def test_a_pause_that_takes_no_day_off_is_said_to_change_nothing(asked: str, answered: str | None, why: str) -> None:
    pause = Pause(date.fromisoformat(asked), date.fromisoformat(answered) if answered else None)
    alone = deadline(CN, date(2025, 4, 4), 45, [pause])
    assert (alone.due, alone.paused_days) == (date(2025, 6, 11), 0)
    assert f"the pause {asked} to {answered or 'open'} changes nothing: {why}" in alone.derivation
    assert not any(line.startswith("clock stopped") for line in alone.derivation)
    both = deadline(CN, date(2025, 4, 4), 45, [pause, Pause(date(2025, 5, 15), date(2025, 5, 16))]).derivation
    assert "clock stopped: 2025-05-15 to 2025-05-16; 1 working day not counted (overlaps once)" in both
    assert sum("changes nothing" in line for line in both) == 1


@given(start=NEAR, working_days=st.integers(1, 120), pauses=NEAR_PAUSES)
def test_leaving_out_what_changes_nothing_changes_nothing(start: date, working_days: int, pauses: list[Pause]) -> None:
    reading = deadline(CN, start, working_days, pauses)
    idle = "\n".join(line for line in reading.derivation if "changes nothing" in line)
    kept = [pause for pause in pauses if f"the pause {pause.asked} to {pause.answered}" not in idle]
    again = deadline(CN, start, working_days, kept)
    assert (again.due, again.paused_days) == (reading.due, reading.paused_days)
