"""Levers on a pending or granted case: answer, hand in again, decide sooner, ship a part ahead."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.assumption import Assumption
from permeance.exposure.company import Company
from permeance.exposure.filings import Application
from permeance.exposure.levers.lever import Change, Measure
from permeance.exposure.levers.trial import AMPLE, Trials
from permeance.exposure.pending import pending_case
from permeance.foresight.decision_day import REFERRED_STRETCH
from permeance.foresight.decision_time import DecisionTime
from permeance.foresight.delays import Delay

SOONER_SHARE = 0.1  # a hastened case is decided no later than at this share of its own forecast
READY_SHARE = Decimal("0.5")
FASTEST_ROUTE = "air"


@dataclass(frozen=True, slots=True)
class HastenedTime(DecisionTime):
    """A decision time that never exceeds its own P10: the same draw, cut off there."""

    def remaining(self, counted_days: int, stretch: float = 1.0) -> NDArray[np.float64]:
        later = DecisionTime.remaining(self, counted_days, stretch)
        latest = hastened_days(later)
        later[latest] += later[latest + 1 :].sum()
        later[latest + 1 :] = 0
        return later


def hastened_days(chances: NDArray[np.float64]) -> int:
    """The P10 of a number of working days, from the chance of each."""
    return int(np.searchsorted(np.cumsum(chances), SOONER_SHARE - 1e-12))


def answer_today(trials: Trials, application: Application) -> Iterator[Measure]:
    """An open query that stops the clock, answered on the as-of day: the clock runs again from the next day on."""
    case = trials.cases[application.id]
    if case.waits_for[:1] != ("answering",):
        return
    open_queries = [q for q in application.queries if q.answered is None and q.stops_clock]
    owes = dict.fromkeys(_debtor(trials.company, application, query.who_owes) for query in open_queries)
    several = len(open_queries) > 1
    yield Measure(
        kind="answer",
        title=f"answer the open {'queries' if several else 'query'} of case {application.id} today",
        object=application.id,
        who=" and ".join(owes) or _exporter(trials.company, application),
        cost=None,
        needs="an answer that is complete, so that nothing further is asked",
        change=_at_once(trials, application, "answering"),
        assumptions=(
            Assumption(
                f"the query of {application.id}, if nothing is done",
                "answered as late as the delay `answering` says",
                trials.delays["answering"].source,
            ),
        ),
    )


def hand_in_again(trials: Trials, application: Application) -> Iterator[Measure]:
    """A returned file, mended and handed in on the as-of day."""
    if trials.cases[application.id].waits_for[:1] != ("resubmission",):
        return
    yield Measure(
        kind="hand_in_again",
        title=f"hand in the returned case {application.id} again today",
        object=application.id,
        who=_exporter(trials.company, application),
        cost=None,
        needs="what it was returned for is mended; acceptance starts a new clock",
        change=_at_once(trials, application, "resubmission"),
        assumptions=(
            Assumption(
                f"the return of {application.id}, if nothing is done",
                "handed in as late as the delay `resubmission` says",
                trials.delays["resubmission"].source,
            ),
        ),
    )


def _at_once(trials: Trials, application: Application, stage: str) -> Change:
    """The first stage done today, the luck of every later one as it was.

    Where the draw says that it was done before the as-of day and the news of it is still to come, nothing is gained.
    """
    case = replace(trials.cases[application.id], start=0, waited_days=0)
    done = replace(trials.delays[stage], days=(0, 0, 0))
    sooner = trials.arrival(case, {**trials.delays, stage: done})
    return Change(arrived={application.id: np.minimum(sooner, trials.arrived[application.id])})


def decide_sooner(trials: Trials, application: Application) -> Iterator[Measure]:
    """A case decided no later than the P10 of its own forecast: what a fast track would be worth, were there one."""
    case = trials.cases[application.id]
    if "decision" not in case.waits_for:
        return
    chances = case.time.remaining(case.counted_days, REFERRED_STRETCH if case.referred else 1.0)
    days = hastened_days(chances)
    hastened = replace(case, time=HastenedTime(case.time.weights, case.time.record))
    stopped = any(query.answered is None and query.stops_clock for query in application.queries)
    now = "once its query is answered" if stopped else "from now on"
    since = now if application.accepted else "after acceptance"
    yield Measure(
        kind="decide_sooner",
        title=f"case {application.id} decided within {days} working days {since}",
        object=application.id,
        who="authority",
        cost=None,
        needs=(
            f"a fast track must exist and admit the case: none is taken to; {_exporter(trials.company, application)} "
            "would have to ask for it, and it may delay other cases"
        ),
        change=Change(arrived={application.id: trials.arrival(hastened)}),
        assumptions=(
            Assumption(
                f"case {application.id} on a fast track",
                f"decided within {days} further counted working days, the P10 of its own forecast",
                "assumption",
            ),
        ),
    )


def ship_a_part(trials: Trials, application: Application, clearances: Mapping[str, int]) -> Iterator[Measure]:
    """The part of a lot that is ready sent ahead by air, where the licence allows a second clearance for the rest."""
    company = trials.company
    row, exporter = company.crossings[application.crossing], _exporter(company, application)
    if application.qty is None:
        return
    ready = application.qty * READY_SHARE // 1
    title = f"ship {ready:,} of {application.qty:,} {row.item} of case {application.id} ahead by {FASTEST_ROUTE}"
    if clearances.get(application.id, 1 if application.kind != "general" else 2) < 2:
        lapses = f"{application.id}: the {application.qty - ready:,} {row.item} left behind would lapse"
        needs = f"a licence of more than one export, and one of kind {application.kind} allows one"
        yield Measure("ship_a_part", title, lapses, exporter, None, needs, None)
        return
    if row.route == FASTEST_ROUTE or not 0 < ready < application.qty:
        return
    ahead = replace(application, id=f"{application.id} (part)", qty=ready)
    split = {**company.applications, application.id: replace(application, qty=application.qty - ready)}
    case = replace(trials.cases[application.id], route=f"transit_{FASTEST_ROUTE}")
    yield Measure(
        kind="ship_a_part",
        title=title,
        object=application.id,
        who=exporter,
        cost="air freight, and a second declaration",
        needs="that much is ready when the licence is in hand, and the licence allows the second clearance",
        change=Change(
            company=replace(company, applications={**split, ahead.id: ahead}),
            arrived={ahead.id: trials.arrival(case)},
        ),
        assumptions=(
            Assumption(f"the lot of case {application.id}", f"{READY_SHARE:.0%} of it is ready to go", "assumption"),
            _said(trials.delays[case.route]),
        ),
    )


def file_today(trials: Trials, crossing: str) -> Iterator[Measure]:
    """An application filed on the as-of day for a crossing that may need a licence: each draft, or a new one.

    A new one only where nothing is drafted and no case is waiting.
    """
    company = trials.company
    over = [a for a in company.applications.values() if a.crossing == crossing]
    if trials.times.get(company.crossings[crossing].destination or "") is None:
        return
    for draft in over:
        if draft.status == "draft":
            yield _filed(trials, draft, f"file the drafted application {draft.id} today", ())
    if any(a.status in ("draft", "granted") or a.pending for a in over):
        return
    new = _new_application(company, crossing)
    assumed = Assumption(
        f"a new application over {crossing}",
        "for all that the lines use up to the horizon, in one lot; granted as often as others",
        "assumption",
    )
    title = f"file an application for {company.crossings[crossing].item} over {crossing} today"
    yield _filed(trials, new, title, (assumed,))


def _filed(trials: Trials, application: Application, title: str, assumed: tuple[Assumption, ...]) -> Measure:
    company, as_of = trials.company, trials.company.as_of
    filed = replace(application, status="submitted", filed=as_of, status_as_of=as_of)
    case = pending_case(company, filed, trials.calendar, trials.times)
    return Measure(
        kind="file",
        title=title,
        object=application.id,
        who=_exporter(company, filed),
        cost=None,
        needs="a complete file, with the end user's statement",
        change=Change(
            company=replace(company, applications={**company.applications, filed.id: filed}),
            arrived={filed.id: trials.arrival(case)},
        ),
        assumptions=assumed,
    )


def _new_application(company: Company, crossing: str) -> Application:
    return Application(
        id=f"{crossing} (new)",
        version=1,
        crossing=crossing,
        qty=Decimal(math.floor(Fraction(AMPLE) * company.crossings[crossing].qty_per_item)),
        kind="individual",
        filed=None,
        forwarded=None,
        accepted=None,
        returned=None,
        decided=None,
        status="draft",
        status_as_of=None,
    )


def _said(delay: Delay) -> Assumption:
    low, mode, high = delay.days
    return Assumption(delay.what, f"{low}, {mode}, {high} {delay.unit} days", delay.source)


def _exporter(company: Company, application: Application) -> str:
    row = company.crossings[application.crossing]
    return f"exporter {row.exporter}" if row.exporter else f"the exporter of {application.crossing}"


def _debtor(company: Company, application: Application, owes: str) -> str:
    """Who owes an answer, by name where the crossing gives it."""
    row = company.crossings[application.crossing]
    names = {"exporter": row.exporter, "consignee": row.consignee, "end user": row.end_user, "supplier": row.source}
    role = owes.strip().lower().replace("_", " ")
    name = names.get(role)
    if name:
        return f"{role} {name}"
    return owes.strip() or _exporter(company, application)
