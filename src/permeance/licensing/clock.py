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
    of days below 1 or above 10,000, or a start on the last day that a date can name.
    """
    _check(start, working_days)
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
    derivation += _pause_lines(calendar, pauses, (start, day), paused)
    derivation += _source_lines(calendar, start, day)
    if due is None:
        derivation.append(f"due: {why}; {counted} working days counted so far")
    else:
        plain = _by_weekdays(start, working_days, [pause for pause in pauses if pause.asked <= due])
        derivation.append(f"working day {counted} is {due}; by weekdays alone it would have been {plain}")
    return ClockReading(due, counted, paused, tuple(derivation), why)


def _check(start: date, working_days: int) -> None:
    if not 1 <= working_days <= MOST_WORKING_DAYS:
        raise ValueError(f"working days from 1 to {MOST_WORKING_DAYS}")
    if start.year == date.max.year:
        raise ValueError(f"a start before the year {date.max.year}")


def likely_deadline(
    calendar: WorkingCalendar, start: date, working_days: int, pauses: Sequence[Pause] = ()
) -> tuple[date, date, date]:
    """Earliest, central and latest deadline where the calendar's provisional reading may be used.

    For forecasts and pictures only: a stated deadline comes from `deadline`. Within the published years the three
    are the same day, and a deadline beyond them is never read back into them. The interval holds for up to 60
    working days in a provisional year. A query without an answer is left out, as if it had not been asked.
    """
    _check(start, working_days)
    closed = [pause for pause in pauses if pause.answered is not None]
    central = _likely(calendar, start, working_days, closed)
    if central <= calendar.known_through:
        return central, central, central
    off = calendar.provisional_off_days
    earliest = _likely(calendar, start, max(1, working_days - off), closed)
    first = max(start, calendar.known_through) + ONE_DAY
    return max(earliest, first), central, _likely(calendar, start, working_days + off, closed)


def _likely(calendar: WorkingCalendar, start: date, working_days: int, pauses: Iterable[Pause]) -> date:
    day, counted, stops = start, 0, list(pauses)
    while counted < working_days:
        if day == date.max:
            raise ValueError("pauses that end while there are dates")
        day += ONE_DAY
        counted += calendar.likely_working_day(day) and not any(pause.stops(day) for pause in stops)
    return day


def _start_line(calendar: WorkingCalendar, start: date) -> str:
    kind = calendar.why(start) if calendar.is_published(start) else "outside the published calendar"
    return f"day 0 is {start} ({kind}); the next working day is day 1"


def _skipped_lines(calendar: WorkingCalendar, skipped: list[date]) -> list[str]:
    lines = []
    for (_, name), days in groupby(skipped, key=lambda day: (day.year, calendar.why(day))):
        run = list(days)
        span = str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}"
        lines.append(f"not counted: {span} ({name}, {len(run)} weekday{'s' if len(run) > 1 else ''})")
    return lines


def _made_up_lines(days: list[date]) -> list[str]:
    return [f"counted although on a weekend: {', '.join(map(str, days))} (make-up working days)"] if days else []


def _pause_lines(calendar: WorkingCalendar, pauses: Sequence[Pause], span: tuple[date, date], paused: int) -> list[str]:
    """The pauses with what they took off, then each that took off nothing, with the reason."""
    if not pauses:
        return []
    ordered = sorted(dict.fromkeys(pauses), key=lambda pause: (pause.asked, pause.answered or date.max))
    idle = {pause: why for pause in ordered if (why := _idle(calendar, pause, span))}
    spans = ", ".join(_words(pause) for pause in ordered if pause not in idle)
    days = f"{paused} working day{'' if paused == 1 else 's'}"
    lines = [f"clock stopped: {spans}; {days} not counted (overlaps once)"] if spans else []
    return lines + [f"the pause {_words(pause)} changes nothing: {why}" for pause, why in idle.items()]


def _words(pause: Pause) -> str:
    return f"{pause.asked} to {pause.answered or 'open'}"


def _idle(calendar: WorkingCalendar, pause: Pause, span: tuple[date, date]) -> str | None:
    """Why a pause takes no working day off the clock that ran from the first day of the span to the last."""
    start, end = span
    if pause.answered == pause.asked:
        return "it was answered on the day on which it was asked"
    if pause.answered is not None and pause.answered <= start + ONE_DAY:
        return f"the clock starts after it (day 0 is {start})"
    if pause.asked > end:
        return f"it begins after the count ends ({end})"
    day = max(pause.asked, start + ONE_DAY)
    while day <= end and pause.stops(day):
        if not calendar.is_published(day) or calendar.is_working_day(day):
            return None
        day += ONE_DAY
    return "no working day lies in it"


def _source_lines(calendar: WorkingCalendar, start: date, end: date) -> list[str]:
    years = [year for year in range(start.year, end.year + 1) if year in calendar.citations]
    named = groupby(years, key=lambda year: (calendar.citations[year].instrument, calendar.citations[year].confidence))
    return [
        f"calendar {calendar.id} of {', '.join(map(str, group))}: {source} ({confidence})"
        for (source, confidence), group in named
    ]


def _by_weekdays(start: date, working_days: int, pauses: Sequence[Pause]) -> date:
    """What Monday to Friday alone would give, with the same pauses."""
    day, left = start, working_days
    while left:
        day += ONE_DAY
        left -= day.weekday() not in WEEKEND and not any(pause.stops(day) for pause in pauses)
    return day
