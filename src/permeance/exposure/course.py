"""What the law does to a company's crossings in the course of a run: the answers of today, and those of later days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from permeance.determination.determine import Determination, determine
from permeance.exposure.company import Company
from permeance.exposure.crossing_facts import crossing_facts
from permeance.law.snapshot import Snapshot

Determinations = Mapping[str, Determination]
# From each day on, until the next, the determination of every crossing for goods that leave then.
Course = tuple[tuple[date, Determinations], ...]


def course_of(company: Company, snapshot: Snapshot, horizon_days: int) -> Course:
    """The determinations of the as-of day, then of each day within the horizon on which the law as known in the
    snapshot changes one."""
    course = [(company.as_of, {name: _on(company, snapshot, name, company.as_of) for name in company.crossings})]
    while True:
        last = course[-1][1]
        changes = {name: d.next_change for name, d in last.items() if d.next_change is not None}
        day = min(changes.values(), default=None)
        if day is None or (day - company.as_of).days >= horizon_days:
            return tuple(course)
        turned = {name: _on(company, snapshot, name, day) for name, change in changes.items() if change == day}
        course.append((day, {**last, **turned}))


def _on(company: Company, snapshot: Snapshot, crossing: str, day: date) -> Determination:
    return determine(crossing_facts(company, crossing), snapshot, day)
