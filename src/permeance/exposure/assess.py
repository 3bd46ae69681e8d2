"""The main job: from a company folder to an assessment that every output renders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from permeance.determination.determine import Determination
from permeance.exposure.assumption import Assumption
from permeance.exposure.assumptions import assumptions
from permeance.exposure.company import Company
from permeance.exposure.course import course_of
from permeance.exposure.end_uses import for_another_use
from permeance.exposure.holds import Hold, hold_assumptions, holds
from permeance.exposure.left_open import left_open, unplaced
from permeance.exposure.levers import Levers, levers, recorded_of
from permeance.exposure.line_stop import Settings, base_of, simulate
from permeance.exposure.outcome import Simulated
from permeance.exposure.outlook import NOTHING_HEARD, Heard, Outlook, look_ahead, outlook_assumptions
from permeance.exposure.questions import Question, questions
from permeance.exposure.worlds import world
from permeance.law.calendar import find_calendar
from permeance.law.snapshot import Snapshot, compile_snapshot
from permeance.terms.problem import Problem
from permeance.terms.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is said of one company on one day."""

    company: Company
    known: date
    settings: Settings
    snapshot: Snapshot
    calendar: WorkingCalendar
    outlook: Outlook
    determinations: Mapping[str, Determination]
    simulated: Simulated
    questions: tuple[Question, ...]
    levers: Levers
    holds: tuple[Hold, ...]
    assumptions: tuple[Assumption, ...]
    problems: tuple[Problem, ...]


def assess(
    company: Company, known: date, settings: Settings, problems: Sequence[Problem] = (), heard: Heard = NOTHING_HEARD
) -> Assessment:
    """Determine every crossing, forecast every case, run the stock down in every scenario, and say what it rests on.

    Raises BadInputError where a weight is asked for a scenario that this day does not have.
    """
    snapshot = compile_snapshot(known)
    company = replace(company, may_be_late=(*company.may_be_late, *unplaced(company, snapshot)))
    base = base_of(company, snapshot, course_of(company, snapshot, settings.horizon_days), settings.horizon_days)
    calendar = find_calendar("CN").as_known(known)
    outlook = look_ahead(base, known, heard)
    simulated = simulate(base, outlook, calendar, settings)
    likely = world(base, outlook.likeliest.outcomes)
    pulled = levers(likely.company, likely.course, calendar, settings, simulated, recorded_of(company))
    return Assessment(
        company=replace(company, may_be_late=(*company.may_be_late, *for_another_use(company, base.decided))),
        known=known,
        settings=settings,
        snapshot=snapshot,
        calendar=calendar,
        outlook=outlook,
        determinations=base.decided,
        simulated=simulated,
        questions=questions(likely.company, likely.course, calendar, settings, simulated),
        levers=pulled,
        holds=holds(company, base.decided, snapshot, calendar, settings.horizon_days),
        assumptions=(
            *outlook_assumptions(outlook),
            *assumptions(company, likely.course, simulated, calendar),
            *pulled.assumptions,
            *left_open(company, base.decided, snapshot),
            *hold_assumptions(company, base.decided, snapshot),
        ),
        problems=(*problems, *outlook.problems),
    )
