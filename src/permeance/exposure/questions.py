"""What to ask each supplier, first what could move the date of a line the most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from permeance.determination.answer import Answer
from permeance.determination.determine import Determination
from permeance.exposure.company import Company
from permeance.exposure.course import Course
from permeance.exposure.levers.lever import Change, Days
from permeance.exposure.levers.trial import Pair, Trials, trials
from permeance.exposure.line_stop import Settings
from permeance.exposure.outcome import Simulated, place_of
from permeance.terms import element
from permeance.terms.working_calendar import WorkingCalendar

MOST_SETTLED = 20  # crossings, those of the parts that stop most lines first; of the rest no move is told
NOT_FOR_SUPPLIERS = frozenset({"law", "ruling"})  # no supplier can settle what the law of a state says


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask a supplier, and by how many days the answer could move the median stop, later or sooner.

    None where no date can be given, or where so many crossings are open that this one was not settled. `or_more` where
    the later median lies beyond the horizon: then the move is at least the days up to it.
    """

    supplier: str
    asks: str
    moves_p50_days: int | None
    or_more: bool = False


def questions(
    company: Company,
    course: Course,
    calendar: WorkingCalendar,
    settings: Settings,
    simulated: Simulated,
) -> tuple[Question, ...]:
    """What would settle each crossing that cannot be told, the one that could move a line the furthest first.

    Each crossing is settled alone, once either way, in the first 1,000 of the simulation's runs: the mildest answer may
    move the earlier of a line's two dates, the strictest the later one.
    """
    decided = course[0][1]
    unknown = [name for name, determination in decided.items() if determination.answer is Answer.UNKNOWN]
    moved: dict[str, tuple[int | None, bool]] = dict.fromkeys(unknown, (None, False))
    if unknown and company.has_stock:
        stopping = _shares(simulated)
        urgent = sorted(unknown, key=lambda name: -stopping.get(company.crossings[name].item, 0.0))
        again = trials(company, course, calendar, settings, simulated)
        now = again.bounds(Change())
        moved |= {name: _moves(again, now, name) for name in urgent[:MOST_SETTLED]}
    asked = []
    for name, (moves, or_more) in moved.items():
        row = company.crossings[name]
        supplier = row.exporter or row.source or name
        asked += [Question(supplier, f"{name}: {ask}", moves, or_more) for ask in _asks(decided[name])]
    return tuple(sorted(asked, key=lambda q: (not q.or_more, -(q.moves_p50_days or 0))))


def _shares(simulated: Simulated) -> dict[str, float]:
    """In which share of the runs each part stops a line, all lines and both readings added up."""
    shares: dict[str, float] = {}
    for line in (*simulated.lines, *simulated.lines_if_mildest):
        for driver in line.drivers:
            shares[driver.item] = shares.get(driver.item, 0.0) + driver.share
    return shares


def _asks(determination: Determination) -> list[str]:
    """One request for each kind of fact; the contents of several elements stand in one test report."""
    elements = dict.fromkeys(element.name(fact.element) for fact in determination.missing if fact.element)
    grade = determination.crossing.grade
    report = f"a test report{f' for grade {grade}' if grade else ''} that states the content of {', '.join(elements)}"
    others = [f.ask for f in determination.missing if f.ask and not f.element and f.fact not in NOT_FOR_SUPPLIERS]
    return [*([report] if elements else []), *dict.fromkeys(others)]


def _moves(again: Trials, now: Mapping[Pair, tuple[Days, Days]], crossing: str) -> tuple[int, bool]:
    """The largest move of a line's median if this crossing alone is settled, and whether it goes beyond the horizon."""
    if_mild = again.bounds(Change(as_mild=frozenset({crossing})))
    if_strict = again.bounds(Change(as_strict=frozenset({crossing})))
    horizon = again.settings.horizon_days
    medians = [
        (_median(now[pair][bound]), _median(then[pair][bound]))
        for bound, then in ((0, if_mild), (1, if_strict))
        for pair in now
    ]
    moves = [abs(min(then, horizon) - min(before, horizon)) for before, then in medians]
    beyond = [(before < horizon) != (then < horizon) for before, then in medians]
    return max(moves, default=0), any(beyond)


def _median(days: Days) -> int:
    return int(np.sort(days)[place_of(0.5, len(days))])
