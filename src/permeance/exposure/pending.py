"""What a company knows of its applications, reduced to the stages that each still has to pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from permeance.exposure.company import Company
from permeance.exposure.filings import GENERAL, Application
from permeance.foresight.decision_day import PendingCase, counted_so_far
from permeance.foresight.decision_time import DecisionTime
from permeance.foresight.delays import Delay, shipped_delays
from permeance.licensing.clock import Pause
from permeance.terms.working_calendar import WorkingCalendar

_LONG_AGO = 10_000  # working days: the stage is over, the licence is in hand


def delays_of(company: Company) -> dict[str, Delay]:
    """The shipped delays, those of company.toml in their place, and the transit of sources.csv by source."""
    given = {
        name: replace(shipped_delays()[name], days=days, source=company.files.get("company", "company.toml"))
        for name, days in company.delays.items()
    }
    delays = {**shipped_delays(), **given}
    for row in company.crossings.values():
        if row.transit_days is not None:
            triangle = around(int(row.transit_days))
            delays[route_of(company, row.id)] = Delay(
                route_of(company, row.id),
                triangle,
                "calendar",
                f"release to plant, {row.source}",
                company.file("sources"),
            )
    return delays


def around(days: int) -> tuple[int, int, int]:
    """A transit of so many days as a triangle, a fifth to either side."""
    spread = max(1, days // 5)
    return max(0, days - spread), days, days + spread


def route_of(company: Company, crossing: str) -> str:
    """The name of the delay between release at the border and the plant."""
    row = company.crossings[crossing]
    if row.transit_days is not None:
        return f"transit:{row.source}"
    return f"transit_{row.route}" if row.route in ("air", "sea", "rail") else "transit_unknown"


def pending_case(
    company: Company, application: Application, calendar: WorkingCalendar, times: Mapping[str, DecisionTime]
) -> PendingCase:
    """One application as the forecast sees it: where it stood on the last day of which anything is known."""
    crossing = company.crossings[application.crossing]
    pauses = [Pause(q.asked, q.answered) for q in application.queries if q.stops_clock]
    in_review = application.status in ("review", "awaiting_applicant", "referred")
    accepted, waits_for = application.accepted, _waits_for(application)
    seen = last_seen(application, company.as_of)
    begun = _begun(application, waits_for[0] if waits_for else "issue")
    lapses, in_hand = lapse_day(application), application.licence is not None
    return PendingCase(
        id=application.id,
        waits_for=waits_for,
        counted_days=counted_so_far(calendar, accepted, seen, pauses) if in_review and accepted else 0,
        waited_days=_LONG_AGO if in_hand else counted_so_far(calendar, begun, seen, ()) if begun else 0,
        granted=application.status == "granted",
        referred=application.status == "referred",
        route=route_of(company, application.crossing),
        time=times[crossing.destination or ""],
        start=(max(seen, application.valid_from or seen) - company.as_of).days
        if in_hand
        else (seen - company.as_of).days,
        lapses=None if lapses is None else (lapses - company.as_of).days,
    )


def last_seen(application: Application, as_of: date) -> date:
    """The day up to which nothing further is known to have happened: `status_as_of`, or a later dated event.

    Where no `status_as_of` is given the status is taken to hold on the as-of day.
    """
    if application.status_as_of is None:
        return as_of
    days = [application.filed, application.forwarded, application.accepted, application.returned, application.decided]
    days += [day for query in application.queries for day in (query.asked, query.answered)]
    return min(as_of, max([application.status_as_of, *(day for day in days if day is not None)]))


def lapse_day(application: Application) -> date | None:
    """The last day on which a licence still brings goods: its own, else 12 months after the decision.

    How long a general licence runs is known from the licence alone, or supposed by a scenario, of one that is not
    granted yet too; None where neither says it.
    """
    if application.valid_to is not None and (application.status == "granted" or application.kind == GENERAL):
        return application.valid_to
    decided = application.decided
    if application.status != "granted" or decided is None or application.kind == GENERAL:
        return None
    return a_year_after(decided)


def a_year_after(day: date) -> date:
    """The same day of the next year, the last of February after a leap day."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


def counted_days(application: Application, calendar: WorkingCalendar, as_of: date) -> int | None:
    """Working days that the clock counted up to the as-of day, or to the decision; None before acceptance."""
    if application.accepted is None or (application.status == "granted" and application.decided is None):
        return None
    pauses = [Pause(q.asked, q.answered) for q in application.queries if q.stops_clock]
    return counted_so_far(calendar, application.accepted, application.decided or as_of, pauses)


def _begun(application: Application, stage: str) -> date | None:
    """The day on which the stage that a case is in began, where the tables say it."""
    asked = [query.asked for query in application.queries if query.answered is None and query.stops_clock]
    return {
        "forwarding": application.filed,
        "acceptance": application.forwarded,
        "answering": min(asked, default=None),
        "resubmission": application.returned,
        "issue": application.decided,
    }.get(stage)


def _waits_for(application: Application) -> tuple[str, ...]:
    """The stages before the decision that are still to come, from the status and the open queries."""
    if application.status == "granted":
        return ()
    if application.status == "returned":
        return ("resubmission", "forwarding", "acceptance", "decision")
    if application.status == "submitted":
        return ("forwarding", "acceptance", "decision")
    if application.status == "intake":
        return ("acceptance", "decision")
    open_query = any(q.answered is None and q.stops_clock for q in application.queries)
    if application.status == "awaiting_applicant" or open_query:
        return ("answering", "decision") if application.accepted else ("answering", "acceptance", "decision")
    return ("decision",)
