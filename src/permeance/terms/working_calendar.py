"""A published working calendar: which days count, until when that is known, and what is only provisional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from permeance.terms.citation import Citation

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
    stated deadline may not. `citations` says for each year where its days were read, and how firmly; `cut_off` is
    the hour in `zone` after which an act counts as of the next day, None where no rule is known. `published` is the day
    on which the calendar of a year became public, `festivals` what could be said of such a year before.
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
    cut_off: time | None = None
    citations: Mapping[int, Citation] = field(default_factory=dict, hash=False)
    published: Mapping[int, date] = field(default_factory=dict, hash=False)
    festivals: Mapping[date, str] = field(default_factory=dict, hash=False)

    def as_known(self, known: date) -> WorkingCalendar:
        """The calendar as anyone could have it on a day: a year whose notice came later is read from its festivals."""
        later = min((year for year, day in self.published.items() if day > known), default=None)
        if later is None:
            return self
        first = date(later, 1, 1)
        festivals = {day: name for day, name in self.festivals.items() if day >= first}
        return replace(
            self,
            known_through=first - timedelta(days=1),
            days_off={day: name for day, name in self.days_off.items() if day < first},
            make_up=frozenset(day for day in self.make_up if day < first),
            provisional_through=self.provisional_through or date(max(self.published), 12, 31),
            provisional_off={**festivals, **self.provisional_off},
            citations={year: citation for year, citation in self.citations.items() if year < later},
            published={year: day for year, day in self.published.items() if year < later},
        )

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
        """In a few words why a day counts or not: `holiday: Qingming`, `make-up working day`, `weekend`.

        A holiday of the provisional reading says so: `holiday, provisional: Qingming`.
        """
        if day in self.make_up:
            return "make-up working day"
        if day in self.days_off:
            return f"holiday: {self.days_off[day]}"
        if day.weekday() in WEEKEND:
            return "weekend"
        name = self.provisional_off.get(day)
        return f"holiday, provisional: {name}" if name else "working day"
