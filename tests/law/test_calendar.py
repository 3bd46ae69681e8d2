"""The shipped Chinese calendar holds against two public packages on every day."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from permeance.law.calendar import find_calendar

CN = find_calendar("CN")
DAYS = [CN.known_from + timedelta(days=n) for n in range((CN.known_through - CN.known_from).days + 1)]


def test_it_agrees_with_chinesecalendar_on_every_day() -> None:
    assert [day for day in DAYS if CN.is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_it_agrees_with_holidays_on_every_day() -> None:
    other = holidays.country_holidays("CN", years=range(2023, 2027))
    assert [day for day in DAYS if CN.is_working_day(day) != other.is_working_day(day)] == []


@pytest.mark.parametrize(("year", "count"), [(2025, 248), (2026, 248)])
def test_the_years_have_their_known_number_of_working_days(year: int, count: int) -> None:
    assert sum(CN.is_working_day(day) for day in DAYS if day.year == year) == count


def test_2027_is_not_published() -> None:
    assert CN.known_through == date(2026, 12, 31)
