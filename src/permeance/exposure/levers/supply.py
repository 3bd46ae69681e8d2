"""Levers that bring a part which waits for no licence: another source, another grade."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from permeance.determination.rendering import WORDS
from permeance.exposure.assumption import Assumption
from permeance.exposure.company import Stock
from permeance.exposure.levers.lever import Candidate, Change, Measure
from permeance.exposure.levers.trial import AMPLE, Trials
from permeance.exposure.line_stop import waits_for_licence
from permeance.terms import element
from permeance.terms.form import Form

# No published figure was found for these, so each is an assumption and says so.
SOURCE_QUALIFIED_DAYS = 120
GRADE_QUALIFIED_DAYS = 270
LEAD_DAYS = 30
WEEK = 7


def second_source(trials: Trials, item: str, candidates: Iterable[Candidate]) -> Iterator[Measure]:
    """Each further source that the folder names; where it names none, what one would be worth."""
    named = [candidate for candidate in candidates if candidate.item == item]
    named += _free_beside(trials, item, {candidate.crossing for candidate in named})
    for candidate in named:
        yield _named(trials, candidate)
    if named:
        return
    first = trials.company.as_of + timedelta(days=SOURCE_QUALIFIED_DAYS + LEAD_DAYS)
    yield Measure(
        kind="second_source",
        title=f"a second source of {item}, free of licence, that delivers from {first} on",
        object=item,
        who="company",
        cost="samples, tests and approval of the source",
        needs=(
            f"such a source exists and carries the whole demand for {item}; {trials.company.file('sources')} names none"
        ),
        change=_delivers(trials, item, first, None),
        assumptions=(
            Assumption(f"a second source of {item}", f"qualified {SOURCE_QUALIFIED_DAYS} days from now", "assumption"),
            Assumption(f"first delivery of a second source of {item}", f"{LEAD_DAYS} days later", "assumption"),
        ),
    )


def _free_beside(trials: Trials, item: str, known: Container[str | None]) -> list[Candidate]:
    """The sources whose crossings wait for no licence: in use already, but not taken to carry the whole demand."""
    return [
        Candidate(row.source or name, item, row.exporter or row.source or name, trials.company.as_of, None, name)
        for name, row in trials.company.crossings.items()
        if row.item == item and name not in known and not _waits(trials, name)
    ]


def _waits(trials: Trials, crossing: str) -> bool:
    return waits_for_licence(trials.decided[crossing], trials.decided[crossing].at_most)


def _named(trials: Trials, candidate: Candidate) -> Measure:
    company, item = trials.company, candidate.item
    who = f"company and supplier {candidate.supplier}"
    over = candidate.crossing
    if over is not None and _waits(trials, over):
        title = f"source {candidate.source} as a second source of {item}"
        meanwhile = f"until then act as if it {WORDS[trials.decided[over].at_most]}"
        needs = f"its own crossing {over} to be free of licence; {meanwhile}"
        return Measure("second_source", title, item, who, None, needs, None)
    assumed, qualified = [], candidate.qualified_on
    if qualified is None:
        qualified = company.as_of + timedelta(days=SOURCE_QUALIFIED_DAYS)
        assumed += [Assumption(f"source {candidate.source}", f"qualified on {qualified}", "assumption")]
    lead = candidate.lead_days
    if lead is None:
        lead = LEAD_DAYS
        assumed += [Assumption(f"source {candidate.source}", f"delivers after {lead} days", "assumption")]
    if candidate.week_max is None:
        assumed += [Assumption(f"source {candidate.source}", "carries the whole demand", "assumption")]
    first = max(qualified, company.as_of) + timedelta(days=max(lead, 1))
    return Measure(
        kind="second_source",
        title=f"source {candidate.source} for {item}, from {first} on",
        object=item,
        who=who,
        cost=None if qualified <= company.as_of else "samples, tests and approval of the source",
        needs="its goods cross no border under licence" if over is None else f"crossing {over} stays free of licence",
        change=_delivers(trials, item, first, candidate.week_max),
        assumptions=tuple(assumed),
    )


def free_grade(trials: Trials, item: str) -> Iterator[Measure]:
    """A magnet grade outside the control in place of one that it catches, once it is qualified."""
    part = trials.company.items[item]
    rows = [name for name, row in trials.company.crossings.items() if row.item == item]
    if part.form is not Form.MAGNET or not any(_waits(trials, name) for name in rows):
        return
    sources = (trials.company.crossings[name] for name in rows)
    makers = dict.fromkeys(f"supplier {row.source or row.exporter}" for row in sources if row.source or row.exporter)
    caught = dict.fromkeys(mass.element for name in rows for mass in trials.decided[name].element_masses)
    without = f"without {' or '.join(element.name(symbol) for symbol in caught)}" if caught else "outside the control"
    first = trials.company.as_of + timedelta(days=GRADE_QUALIFIED_DAYS)
    yield Measure(
        kind="free_grade",
        title=f"a grade {without} in place of {item}{f' ({part.grade})' if part.grade else ''}, from {first} on",
        object=item,
        who=f"company and {', '.join(makers)}" if makers else "company and its magnet maker",
        cost="engineering, tools and tests; perhaps a heavier or cooler design",
        needs="engineering: the grade must hold at the working temperature, and customers approve it",
        change=_delivers(trials, item, first, None),
        assumptions=(
            Assumption(f"another grade for {item}", f"qualified {GRADE_QUALIFIED_DAYS} days from now", "assumption"),
        ),
    )


def _delivers(trials: Trials, item: str, first: date, week_max: Decimal | None) -> Change:
    """Receipts at the plant from a day on: once as much as is ever wanted, or so much every week."""
    company = trials.company
    end = company.as_of + timedelta(days=trials.settings.horizon_days)
    weeks = max(0, ((end - first).days + WEEK - 1) // WEEK) if week_max is not None else 1
    rows = tuple(
        Stock(
            item, "further source", "plant", AMPLE if week_max is None else week_max, first + timedelta(days=WEEK * n)
        )
        for n in range(weeks)
    )
    return Change(company=replace(company, stock=company.stock + rows))
