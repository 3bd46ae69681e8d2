"""A published working calendar: which days count, until when that is known, and what is only provisional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

WEEKEND = (5, 6)  # Saturday and Sunday, as date.weekday() counts


class CalendarNotPublishedError(ValueError):
    """A day outside the years whose calendar is published; nothing may be counted there."""

    def __init__(self, calendar: str, day: date) -> None:
        super().__init__(f"the working calendar {calendar} of {day.year} is not published")
        self.calendar, self.day = calendar, day


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Weekends off, the days off that notices name, and the weekend days that they make up for.

    Days from `known_from` to `known_through` are published. Days after that up to `provisional_through` have a
    provisional reading that may be off by up to `provisional_off_days` working days: forecasts may use it, a
    stated deadline may not.
    """

    id: str
    zone: str
    known_from: date
    known_through: date
    days_off: Mapping[date, str] = field(hash=False)
    make_up: frozenset[date]
    provisional_through: date | None = None
    provisional_off: Mapping[date, str] = field(default_factory=dict, hash=False)
    provisional_off_days: int = 0

    def is_working_day(self, day: date) -> bool:
        """Whether a published day counts. Raises CalendarNotPublishedError outside the published years."""
        if not self.is_published(day):
            raise CalendarNotPublishedError(self.id, day)
        return day in self.make_up or (day.weekday() not in WEEKEND and day not in self.days_off)

    def is_published(self, day: date) -> bool:
        return self.known_from <= day <= self.known_through

    def likely_working_day(self, day: date) -> bool:
        """As published, else as the provisional reading has it, else by the weekday alone."""
        if self.is_published(day):
            return self.is_working_day(day)
        return day.weekday() not in WEEKEND and day not in self.provisional_off

    def why(self, day: date) -> str:
        """In a few words why a day counts or not: `holiday: Qingming`, `make-up working day`, `weekend`."""
        if day in self.make_up:
            return "make-up working day"
        if day in self.days_off:
            return f"holiday: {self.days_off[day]}"
        return "weekend" if day.weekday() in WEEKEND else "working day"
