"""What an answer rests on: every figure and every reading that no table of the company and no law gives."""

from __future__ import annotations

from itertools import pairwise

from permeance.exposure.assumption import Assumption
from permeance.exposure.company import Company
from permeance.exposure.course import Course
from permeance.exposure.outcome import Simulated
from permeance.exposure.pending import lapse_day, last_seen
from permeance.exposure.stock_age import stock_age_assumptions
from permeance.foresight.decision_time import (
    HALF_LIFE_DAYS,
    PRIOR_MEDIAN_SPREAD,
    STATUTORY_WORKING_DAYS,
)
from permeance.terms.working_calendar import WorkingCalendar

STALE_DAYS = 30  # after so long without news of a case it is said what that is taken to mean


ALWAYS = (
    Assumption("items without children that wait for no licence", "never run short", "assumption"),
    Assumption("a line builds its whole day's demand or nothing", "first day it cannot is its stop", "definition"),
    Assumption("cases are decided independently of one another", "no shared fast or slow spell", "assumption"),
    Assumption("nothing further is filed than what the table of applications lists", "no later arrivals", "assumption"),
    Assumption("no case is returned again", "a return that has not come yet is not drawn", "assumption"),
    Assumption("the share granted", "the same however long a case has waited already", "assumption"),
    Assumption("cases without status_as_of", "stand on the as-of day as the table has them", "assumption"),
    Assumption(
        "a licence, once granted",
        "brings nothing later than 12 months after its decision",
        "CN-PROCEDURE, licence kinds, individual",
    ),
    Assumption("with several unsettled parts", "all strictest and all mildest are run, no mixture", "assumption"),
)


def assumptions(
    company: Company, course: Course, simulated: Simulated, calendar: WorkingCalendar
) -> tuple[Assumption, ...]:
    return (
        *_delays(simulated),
        *_decision_times(simulated),
        *ALWAYS,
        _plant_calendar(company),
        Assumption(
            f"working days in China after {calendar.known_through}",
            f"provisional, off by up to {calendar.provisional_off_days} working days",
            "the year's calendar is not published in the data",
        ),
        *_endless_licences(simulated),
        *_not_heard_of(company, simulated),
        *_turns(course),
        *stock_age_assumptions(company),
        *_last_days(company, simulated),
        *(Assumption("input", note, "company folder") for note in company.notes),
    )


def _delays(simulated: Simulated) -> list[Assumption]:
    return [
        Assumption(f"{delay.name.replace('_', ' ')}: {delay.what}", _triangle(delay.days, delay.unit), delay.source)
        for delay in simulated.delays.values()
    ]


def _endless_licences(simulated: Simulated) -> list[Assumption]:
    """General licences without a quantity."""
    return [
        Assumption(
            f"goods under general licence {view.application.id}",
            "once the first have come they come as they are needed, and the stock stays as it is, "
            + (f"to {ends}" if (ends := lapse_day(view.application)) else "with no last day known"),
            "assumption",
        )
        for view in simulated.cases
        if view.application.qty is None
    ]


def _not_heard_of(company: Company, simulated: Simulated) -> list[Assumption]:
    return [
        Assumption(
            f"goods of case {view.application.id}, last heard of on {seen}",
            "have not come yet; the longer that is so, the likelier they never come",
            f"{company.file('applications')}, status_as_of",
        )
        for view in simulated.cases
        if (company.as_of - (seen := last_seen(view.application, company.as_of))).days > STALE_DAYS
    ]


def _last_days(company: Company, simulated: Simulated) -> list[Assumption]:
    return [
        Assumption(
            f"licence of {view.application.id}",
            f"brings nothing after {lapses}",
            f"{company.file('licences')}, valid_to"
            if view.application.valid_to
            else f"{company.file('applications')}, decided",
        )
        for view in simulated.cases
        if (lapses := lapse_day(view.application)) is not None
    ]


def _turns(course: Course) -> list[Assumption]:
    """What changes in the course of the run, by the law as known or as the heaviest scenario supposes it."""
    return [
        Assumption(
            f"goods over {name} from {day} on",
            f"{later[name].at_most.value.replace('_', ' ')} at most, and what comes from that day on is held to it",
            "the dates of the law in the heaviest scenario",
        )
        for (_, before), (day, later) in pairwise(course)
        for name in later
        if (before[name].at_least, before[name].at_most) != (later[name].at_least, later[name].at_most)
    ]


def _plant_calendar(company: Company) -> Assumption:
    """On which days lines build: no public holiday is invented, those of the settings count."""
    closed = company.demands[0].closed if company.demands else ()
    if not closed:
        what = "plant calendars know weekends, not public holidays"
        return Assumption(what, "mon-fri, mon-sat or daily", "assumption")
    spans = ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in closed)
    what = "plant calendars know weekends and the days of `closed`, no other public holiday"
    return Assumption(what, f"mon-fri, mon-sat or daily; no line builds on {spans}", "company settings, closed")


def _decision_times(simulated: Simulated) -> list[Assumption]:
    """One row for all destinations for which the record says the same."""
    alike: dict[tuple[str, str], list[str]] = {}
    for destination, time in simulated.times.items():
        low, middle, high = (time.quantile(share) for share in (0.1, 0.5, 0.9))
        value = f"{low}, {middle}, {high} working days at 10, 50, 90 %; {time.granted * 100:.0f} % granted in the end"
        used = "; ".join(f"{u.row.reporter}: {u.reading}" for u in time.record if u.used)
        alike.setdefault((value, used), []).append(destination or "an unknown country")
    return [
        Assumption(
            f"acceptance to decision, bound for {', '.join(destinations)}",
            value,
            f"statutory {STATUTORY_WORKING_DAYS} working days as prior median (log spread {PRIOR_MEDIAN_SPREAD}), "
            f"weighed by the public record, half-life {HALF_LIFE_DAYS} days: {used or 'no usable row'}",
        )
        for (value, used), destinations in alike.items()
    ]


def _triangle(days: tuple[int, int, int], unit: str) -> str:
    return f"{days[0]}, {days[1]}, {days[2]} {unit} days (shortest, most likely, longest)"
