"""What the law does to a company's crossings in the course of a run: the answers of today, and those of later days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase

from permeance.determination.determine import Determination, determine
from permeance.determination.findings import turning
from permeance.exposure.company import Company
from permeance.exposure.crossing_facts import crossing_facts
from permeance.law.snapshot import Snapshot

Determinations = Mapping[str, Determination]
# From each day on, until the next, the determination of every crossing for goods that leave then.
Course = tuple[tuple[date, Determinations], ...]
Turns = tuple[tuple[date, Determination], ...]


def course_of(company: Company, snapshot: Snapshot, horizon_days: int) -> Course:
    """The determinations of the as-of day, then of each day within the horizon on which the law as known in the
    snapshot changes one."""
    return _joined(company, {name: _turns(company, snapshot, name, horizon_days) for name in company.crossings})


def other_course(
    company: Company, course: Course, snapshot: Snapshot, horizon_days: int, turned: Collection[str]
) -> Course:
    """The course under another law, of which only the `turned` crossings can feel the difference."""
    turns = {
        name: _turns(company, snapshot, name, horizon_days)
        if name in turned
        else tuple((day, decided[name]) for day, decided in course)
        for name in company.crossings
    }
    return _joined(company, turns)


def turned_by(course: Course, snapshot: Snapshot, provisions: Collection[str]) -> tuple[str, ...]:
    """The crossings that a change of some provisions, by key or as `INSTRUMENT/*`, can bear on.

    What the facts of a crossing keep from catching on any day stays so: see `determination.findings`.
    """
    if not provisions:
        return ()
    return tuple(
        name
        for name, decided in course[0][1].items()
        if any(fnmatchcase(key, one) for key in turning(decided.findings, snapshot) for one in provisions)
    )


def _turns(company: Company, snapshot: Snapshot, crossing: str, horizon_days: int) -> Turns:
    """The determinations of one crossing, each from a day on until the next."""
    facts, last = crossing_facts(company, crossing), company.as_of + timedelta(days=horizon_days)
    turns = [(company.as_of, determine(facts, snapshot, company.as_of))]
    while (day := turns[-1][1].next_change) is not None and day < last:
        turns.append((day, determine(facts, snapshot, day)))
    return tuple(turns)


def _joined(company: Company, turns: Mapping[str, Turns]) -> Course:
    days = sorted({company.as_of, *(day for found in turns.values() for day, _ in found)})
    return tuple(
        (day, {name: next(d for since, d in reversed(found) if since <= day) for name, found in turns.items()})
        for day in days
    )
