"""The case clock: working days from acceptance to a deadline, less the days on which a query stopped it.

Day 0 is the acceptance day as dated, working or not; the next working day is day 1; a working day d is not
counted when asked <= d < answered for any clock-stopping query (the union of the intervals). The clock is never
stored: it is a function of the dates and a published calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from permeance.terms.working_calendar import WEEKEND, CalendarNotPublishedError, WorkingCalendar

ONE_DAY = timedelta(days=1)
MOST_WORKING_DAYS = 10_000


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock-stopping query: the clock stands from `asked` until the day before `answered`."""

    asked: date
    answered: date | None = None

    def __post_init__(self) -> None:
        if self.answered is not None and self.answered < self.asked:
            raise ValueError(f"answered on {self.answered}, before it was asked on {self.asked}")

    def stops(self, day: date) -> bool:
        return self.asked <= day and (self.answered is None or day < self.answered)


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A deadline with its derivation; `due` is None, with `why`, where it cannot be stated."""

    due: date | None
    counted_days: int
    paused_days: int
    derivation: tuple[str, ...]
    why: str | None = None


def deadline(calendar: WorkingCalendar, start: date, working_days: int, pauses: Sequence[Pause] = ()) -> ClockReading:
    """The day on which the given number of working days after `start` has been counted.

    `due` is None where a query is still open or a year of the calendar is not published. ValueError for a number
    of days below 1 or above 10,000.
    """
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise ValueError(f"working days from 1 to {MOST_WORKING_DAYS}")
    counted = paused = 0
    skipped: list[date] = []
    made_up: list[date] = []
    day, why = start, None
    while counted < working_days and why is None:
        day += ONE_DAY
        try:
            works = calendar.is_working_day(day)
        except CalendarNotPublishedError:
            why = f"not stated before the calendar {calendar.id} of {day.year} is loaded"
            continue
        if not works:
            skipped += [day] if day.weekday() not in WEEKEND else []
        elif any(pause.stops(day) for pause in pauses):
            if any(pause.answered is None and pause.stops(day) for pause in pauses):
                why = "not stated while a query that stops the clock is open"
                continue
            paused += 1
        else:
            counted += 1
            made_up += [day] if day in calendar.make_up else []
    due = day if why is None else None
    derivation = [_start_line(calendar, start), *_skipped_lines(calendar, skipped), *_made_up_lines(made_up)]
    derivation += _pause_lines(pauses, paused)
    derivation.append(_end_line(due, counted, why, start, working_days))
    return ClockReading(due, counted, paused, tuple(derivation), why)


def working_day_number(calendar: WorkingCalendar, start: date, on: date, pauses: Sequence[Pause] = ()) -> int:
    """How many working days the clock has counted from `start` up to and including `on`.

    Raises CalendarNotPublishedError outside the published years.
    """
    days = ((start + timedelta(days=n)) for n in range(1, (on - start).days + 1))
    return sum(calendar.is_working_day(day) and not any(pause.stops(day) for pause in pauses) for day in days)


def likely_deadline(
    calendar: WorkingCalendar, start: date, working_days: int, pauses: Sequence[Pause] = ()
) -> tuple[date, date, date]:
    """Earliest, central and latest deadline where the calendar's provisional reading may be used.

    For forecasts and pictures only: a stated deadline comes from `deadline`. Within the published years the three
    are the same day. An open query is taken as never answered beyond the last published day and is not counted.
    """
    closed = [pause for pause in pauses if pause.answered is not None]
    central = _likely(calendar, start, working_days, closed)
    if central <= calendar.known_through:
        return central, central, central
    off = calendar.provisional_off_days
    earliest = _likely(calendar, start, max(1, working_days - off), closed)
    return earliest, central, _likely(calendar, start, working_days + off, closed)


def _likely(calendar: WorkingCalendar, start: date, working_days: int, pauses: Iterable[Pause]) -> date:
    day, counted, stops = start, 0, list(pauses)
    while counted < working_days:
        day += ONE_DAY
        counted += calendar.likely_working_day(day) and not any(pause.stops(day) for pause in stops)
    return day


def _start_line(calendar: WorkingCalendar, start: date) -> str:
    kind = calendar.why(start) if calendar.is_published(start) else "outside the published calendar"
    return f"day 0 is {start} ({kind}); the next working day is day 1"


def _skipped_lines(calendar: WorkingCalendar, skipped: list[date]) -> list[str]:
    lines = []
    for name, days in groupby(skipped, key=calendar.why):
        run = list(days)
        span = str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}"
        lines.append(f"not counted: {span} ({name}, {len(run)} weekday{'s' if len(run) > 1 else ''})")
    return lines


def _made_up_lines(days: list[date]) -> list[str]:
    return [f"counted although on a weekend: {', '.join(map(str, days))} (make-up working days)"] if days else []


def _pause_lines(pauses: Sequence[Pause], paused: int) -> list[str]:
    if not pauses:
        return []
    spans = ", ".join(f"{p.asked} to {p.answered or 'open'}" for p in sorted(pauses, key=lambda p: p.asked))
    return [f"clock stopped: {spans}; {paused} working days not counted (overlaps once)"]


def _end_line(due: date | None, counted: int, why: str | None, start: date, working_days: int) -> str:
    if due is None:
        return f"due: {why}; {counted} working days counted so far"
    plain = start
    left = working_days
    while left:
        plain += ONE_DAY
        left -= plain.weekday() not in WEEKEND
    return f"working day {counted} is {due}; by weekdays alone it would have been {plain}"
