"""The scenarios as they bear on one company: its determinations, cases and arrivals under each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from permeance.determination.names import Likeness, likeness
from permeance.exposure.company import Company
from permeance.exposure.course import Course, Determinations, other_course, turned_by
from permeance.exposure.filings import GENERAL, Application
from permeance.exposure.pending import lapse_day
from permeance.foresight.decision_day import CaseForecast
from permeance.foresight.pacing import paced
from permeance.foresight.scenarios import LawChange, Outcome, Pace, Question
from permeance.kernels.arrivals import NEVER
from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Act, Coverage, Instrument, Segment, Source, Status
from permeance.law.snapshot import Snapshot, compile_snapshot
from permeance.terms.fact import Fact
from permeance.terms.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class World:
    """What a scenario supposes, as far as this company feels it.

    `company` is the company with the last day of its general licences where the scenario says one; `course` are its
    determinations, `paces` with the cases that each touches.
    """

    company: Company
    course: Course
    paces: tuple[tuple[Pace, tuple[bool, ...]], ...]

    @property
    def decided(self) -> Determinations:
        """The determinations of the as-of day."""
        return self.course[0][1]

    @property
    def signature(self) -> object:
        """What makes two worlds differ for this company."""
        answers = tuple((day, *((d.at_least, d.at_most) for d in decided.values())) for day, decided in self.course)
        paces = tuple((pace.starts, pace.factor, touched) for pace, touched in self.paces if any(touched))
        return answers, paces, tuple(lapse_day(a) for a in self.company.applications.values())


@dataclass(frozen=True, slots=True)
class Base:
    """What is the same in every scenario: the company, the law as known and what follows from it within the horizon,
    and the waiting cases. `courses` keeps what changes of the law would lead to, which is asked again and again."""

    company: Company
    snapshot: Snapshot
    course: Course
    horizon_days: int
    waiting: tuple[Application, ...]
    courses: dict[tuple[LawChange, ...], Course] = field(
        default_factory=dict, compare=False
    )  # asked for again and again

    @property
    def decided(self) -> Determinations:
        """The determinations of the as-of day."""
        return self.course[0][1]


def world(base: Base, outcomes: Sequence[Outcome]) -> World:
    """The world in which these outcomes hold together."""
    until = min((o.general_licences_until for o in outcomes if o.general_licences_until), default=None)
    return World(
        base.company if until is None else _general_until(base.company, until),
        _course(base, outcomes),
        tuple((o.pace, _touched(base, o.pace)) for o in outcomes if o.pace is not None),
    )


def _general_until(company: Company, last: date) -> Company:
    """The company with no general licence that brings goods after a day."""
    ended = {
        name: replace(a, valid_to=min(last, lapse_day(a) or last)) if a.kind == GENERAL else a
        for name, a in company.applications.items()
    }
    return replace(company, applications=ended)


def touching(base: Base, questions: Sequence[Question]) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """The questions whose outcomes differ for this company, and those that do not touch it."""
    differ = {
        question.question: len({world(base, (outcome,)).signature for outcome in question.outcomes}) > 1
        for question in questions
    }
    return (
        tuple(q for q in questions if differ[q.question]),
        tuple(q for q in questions if not differ[q.question]),
    )


def _course(base: Base, outcomes: Sequence[Outcome]) -> Course:
    """That of the law as known, with what the scenario supposes of texts whose end leaves the time open."""
    changes = tuple(change for outcome in outcomes for change in outcome.law)
    if changes not in base.courses:
        base.courses[changes] = _course_if(base, changes)
    return base.courses[changes]


def _course_if(base: Base, changes: Sequence[LawChange]) -> Course:
    turned = turned_by(base.course, base.snapshot, [key for change in changes for key in change.on])
    if not turned:
        return base.course
    supposed = Source("scenario", None, "a scenario, no text", "supposed")
    known = base.snapshot.known
    acts = tuple(
        Act(tuple(c.on), Segment(Status(c.status), c.starts, None, known, "SCENARIO"), supposed) for c in changes
    )
    scenario = Instrument(
        id="~SCENARIO", jurisdiction="CN", kind="announcement", title="a scenario", title_original=None, authority=(),
        published=known, encoded=known, verified=known, coverage=Coverage.MODELLED, missing=(), legal_basis=(),
        sources={}, acts=acts,
    )  # fmt: skip
    snapshot = compile_snapshot(known, (*shipped_instruments(), scenario), name="supposed")
    return other_course(base.company, base.course, snapshot, base.horizon_days, turned)


def _touched(base: Base, pace: Pace) -> tuple[bool, ...]:
    open_cases = (application.status != "granted" for application in base.waiting)
    if pace.linked_to is None:
        return tuple(open_cases)
    return tuple(
        is_open and linked(base.company, a.crossing, pace.linked_to) is Fact.YES
        for is_open, a in zip(open_cases, base.waiting, strict=True)
    )


def linked(company: Company, crossing: str, country: str) -> Fact:
    """Whether a case is linked to a country: its goods go there, or its end user is this company and sits there.

    `US-linked` is not defined in any report; this is one definition. Where neither holds and the end user is another
    or not given, nobody has said that it is not linked: unknown.
    """
    row = company.crossings[crossing]
    if row.destination == country:
        return Fact.YES
    ours = row.end_user and likeness(row.end_user, company.name.split(" (")[0]) in (Likeness.EXACT, Likeness.NORMALISED)
    if ours:
        return Fact.YES if company.country == country else Fact.NO if company.country else Fact.UNKNOWN
    return Fact.UNKNOWN


def unlinked(base: Base, questions: Sequence[Question]) -> tuple[str, ...]:
    """The pending cases of which it is not known whether they are linked to a country that a pace is for."""
    paces = (outcome.pace for question in questions for outcome in question.outcomes)
    countries = {pace.linked_to for pace in paces if pace is not None and pace.linked_to is not None}
    return tuple(
        a.id
        for a in base.waiting
        if a.status != "granted" and any(linked(base.company, a.crossing, c) is Fact.UNKNOWN for c in countries)
    )


def arrivals(base: Base, sampled: CaseForecast, here: World, calendar: WorkingCalendar) -> CaseForecast:
    """The sampled decisions and arrivals as they come in this world, on the same luck."""
    as_of = base.company.as_of
    for pace, touched in here.paces:
        if any(touched):
            sampled = paced(sampled, np.array(touched, dtype=np.bool_), pace, calendar, as_of)
    return replace(sampled, arrived=_without_lapsed(here.company, base.waiting, sampled.arrived))


def _without_lapsed(company: Company, waiting: Sequence[Application], arrived: NDArray[np.int32]) -> NDArray[np.int32]:
    """General licences bring nothing after their last day."""
    found = arrived.copy()
    for column, application in enumerate(waiting):
        last = lapse_day(company.applications[application.id])
        if application.kind == GENERAL and last is not None:
            found[found[:, column] > (last - company.as_of).days, column] = NEVER
    return found
