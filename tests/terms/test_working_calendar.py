"""A working calendar answers for the days it knows and refuses to answer for the others."""

from __future__ import annotations

from datetime import date, time

import pytest

from permeance.terms.working_calendar import CalendarNotPublishedError, WorkingCalendar

CALENDAR = WorkingCalendar(
    id="X",
    zone="Asia/Shanghai",
    known_from=date(2026, 1, 1),
    known_through=date(2026, 12, 31),
    days_off={date(2026, 4, 6): "Qingming"},
    make_up=frozenset({date(2026, 2, 28)}),
    provisional_through=date(2027, 12, 31),
    provisional_off={date(2027, 4, 5): "Qingming"},
    provisional_off_days=2,
)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2026, 4, 6), False, "holiday: Qingming"),
        (date(2026, 4, 7), True, "working day"),
        (date(2026, 2, 28), True, "make-up working day"),
        (date(2026, 3, 7), False, "weekend"),
    ],
)
def test_a_published_day_counts_or_not_and_says_why(day: date, works: bool, why: str) -> None:
    assert (CALENDAR.is_working_day(day), CALENDAR.likely_working_day(day), CALENDAR.why(day)) == (works, works, why)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1), date.min, date.max])
def test_a_day_outside_the_published_years_is_refused_with_its_year(day: date) -> None:
    with pytest.raises(CalendarNotPublishedError, match=f"X of {day.year} is not published"):
        CALENDAR.is_working_day(day)


def test_the_provisional_year_takes_its_festivals_off_and_says_that_it_is_provisional() -> None:
    festival = date(2027, 4, 5)
    assert not CALENDAR.likely_working_day(festival)
    assert CALENDAR.why(festival) == "holiday, provisional: Qingming"


def test_beyond_the_provisional_year_the_weekday_alone_answers() -> None:
    assert CALENDAR.likely_working_day(date(2028, 4, 4))  # a Tuesday
    assert not CALENDAR.likely_working_day(date(2028, 4, 8))  # a Saturday


def test_without_a_provisional_year_the_weekday_alone_answers() -> None:
    bare = WorkingCalendar("Y", "UTC", date(2026, 1, 1), date(2026, 12, 31), {}, frozenset())
    assert bare.likely_working_day(date(2027, 1, 1))  # a Friday
    assert bare.cut_off is None


def test_calendars_are_values_that_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        CALENDAR.cut_off = time(17)  # type: ignore[misc]
