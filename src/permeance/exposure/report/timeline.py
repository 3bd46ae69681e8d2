"""The timeline of the pending cases: what their clocks counted, what stopped them, what is forecast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from permeance.exposure.assess import Assessment
from permeance.exposure.outcome import CaseView, InHand
from permeance.exposure.rendering import prose, provisional_words
from permeance.exposure.report.drawing import (
    INK,
    OURS,
    SOFT,
    STOP,
    Picture,
    at,
    day_axis,
    draw,
    name_axis,
    name_room,
)
from permeance.exposure.report.engine import Spec
from permeance.exposure.report.words import NOT_FORESEEABLE
from permeance.foresight.decision_time import STATUTORY_WORKING_DAYS
from permeance.licensing.clock import Pause, likely_deadline
from permeance.terms.working_calendar import WorkingCalendar

SHOWN_DAYS = 400  # of forecast; a longer one ends in an open end
HATCH_DAYS = 2
KEY = (
    "White: before acceptance. Filled: clock running. Hatched: clock stopped by a question. Grey bar: the decision "
    "as forecast, from P10 over the darker part to P50, then to P90. Red post: the limit of "
    f"{STATUTORY_WORKING_DAYS} working days, two posts where the year's calendar is not published. Dotted: today."
)


def case_timeline(assessment: Assessment) -> Picture | None:
    """All cases on one date axis, one row each; None where none is pending."""
    views, as_of = assessment.simulated.cases, assessment.company.as_of
    if not views:
        return None
    spans, fades, posts = (
        [{**mark, "case": view.application.id} for view in views for mark in marks(view)]
        for marks in (
            lambda view: _spans(view, as_of),
            lambda view: _fade(view, as_of),
            lambda view: [{"day": at(day)} for day in limit(assessment.calendar, view)],
        )
    )
    hatches = [{"day": at(day), "case": span["case"]} for span in spans for day in _hatch(span)]

    def spec(width: int) -> Spec:
        x: Spec = {"field": "from", "type": "temporal", "axis": day_axis(width), "scale": {"nice": False}}
        names = [view.application.id for view in views]
        room = name_room(names, width)
        y: Spec = {"field": "case", "type": "nominal", "sort": names, "axis": name_axis(room)}
        return {
            "width": width - room,
            "height": {"step": 36},
            "layer": [
                *_bars(fades, spans, {"x": x, "x2": {"field": "to"}, "y": y}),
                _strokes(hatches, y, {"color": INK, "thickness": 1, "size": 18}),
                _strokes(posts, y, {"color": STOP, "thickness": 3, "size": 30}),
                _today(as_of),
            ],
        }

    return draw(_finding(views), KEY, spec)


def _bars(fades: list[Spec], spans: list[Spec], place: Spec) -> list[Spec]:
    """The forecasts, and over them what has been."""
    opacity: Spec = {"field": "share", "type": "quantitative", "legend": None, "scale": None}
    fill = {"condition": {"test": "datum.kind == 'counted'", "value": OURS}, "value": "#fffdf8"}
    return [
        {
            "data": {"values": fades},
            "mark": {"type": "bar", "height": 10, "color": SOFT},
            "encoding": {**place, "opacity": opacity},
        },
        {
            "data": {"values": spans},
            "mark": {"type": "bar", "height": 18, "stroke": INK, "strokeWidth": 0.7},
            "encoding": {**place, "color": fill},
        },
    ]


def _strokes(days: list[Spec], y: Spec, look: Spec) -> Spec:
    return {
        "data": {"values": days},
        "mark": {"type": "tick", "orient": "vertical", **look},
        "encoding": {"x": {"field": "day", "type": "temporal"}, "y": y},
    }


def _today(as_of: date) -> Spec:
    return {
        "data": {"values": [{"day": at(as_of)}]},
        "mark": {"type": "rule", "color": INK, "strokeDash": [2, 3]},
        "encoding": {"x": {"field": "day", "type": "temporal"}},
    }


def _finding(views: Sequence[CaseView]) -> str:
    late = [view.application.id for view in views if view.overdue]
    if late:
        return f"{late[0]} is likely decided already; nobody has said so"
    undecided = [view for view in views if view.application.status != "granted" and view.decision.p50]
    if not undecided:
        return "No decision is forecast"
    first = min(undecided, key=lambda view: view.decision.p50 or date.max)
    return f"{first.application.id} is most likely decided first, about {prose(first.decision.p50)}"


def _spans(view: CaseView, as_of: date) -> list[Spec]:
    """The case from filing to the as-of day, or to its decision: before acceptance, clock running, clock stopped."""
    accepted, decided = view.application.accepted, view.application.decided
    as_of = decided or as_of
    start = view.application.filed or accepted
    if start is None:
        return []
    if accepted is None:
        return [_span(start, as_of, "before")]
    spans = [_span(start, accepted, "before")] if start < accepted else []
    pauses = _pauses(view)
    day, begun, kind = accepted, accepted, "counted"
    while day < as_of:
        now = "paused" if any(pause.stops(day) for pause in pauses) else "counted"
        if now != kind:
            spans.append(_span(begun, day, kind))
            begun, kind = day, now
        day += timedelta(days=1)
    spans.append(_span(begun, as_of, kind))
    return [span for span in spans if span["from"] != span["to"]]


def _span(start: date, end: date, kind: str) -> Spec:
    return {"from": at(start), "to": at(end), "kind": kind}


def _pauses(view: CaseView) -> list[Pause]:
    return [Pause(q.asked, q.answered) for q in view.application.queries if q.stops_clock]


def _hatch(span: Spec) -> list[date]:
    """Strokes across a stopped stretch, so that it shows without colour."""
    if span["kind"] != "paused":
        return []
    start, end = (date.fromisoformat(span[key][:10]) for key in ("from", "to"))
    return [start + timedelta(days=n) for n in range(HATCH_DAYS, (end - start).days, HATCH_DAYS)]


def limit(calendar: WorkingCalendar, view: CaseView) -> list[date]:
    """The statutory limit as one post, or as the two ends of its interval where the calendar is provisional."""
    accepted, pauses = view.application.accepted, _pauses(view)
    if accepted is None or view.application.status == "granted" or any(p.answered is None for p in pauses):
        return []
    earliest, _, latest = likely_deadline(calendar, accepted, STATUTORY_WORKING_DAYS, pauses)
    return sorted({earliest, latest})


def _fade(view: CaseView, as_of: date) -> list[Spec]:
    """The forecast decision, darker from P10 to P50 than from P50 to P90."""
    low, middle, high = view.decision.p10, view.decision.p50, view.decision.p90
    if view.application.status == "granted" or low is None or middle is None:
        return []
    end = min(high or date.max, as_of + timedelta(days=SHOWN_DAYS))
    bars = [(low, min(middle, end), 0.75), (middle, end, 0.35)]
    return [{"from": at(a), "to": at(b), "share": share} for a, b, share in bars if a < b]


def case_sentence(view: CaseView) -> str:
    """Where a case stands, what is owed by whom, and when it may be decided."""
    application = view.application
    lot = "as needed" if application.qty is None else f"{application.qty:,} pieces"
    words = f"{lot} ({application.crossing}): {standing(view)}{_owed(view)}"
    if application.status == "granted":
        return f"{words}. Goods at the plant about {_likely(view.arrival.p50)}."
    span = view.decision
    if view.overdue:
        heard = application.status_as_of
        since = f"nothing was heard of it since {prose(heard)}: " if heard else ""
        return f"{words}. It is likely decided already, about {_likely(span.p50)}, and {since}ask for its status."
    return (
        f"{words}. Decision most likely {_likely(span.p50)} (8 in 10: {_likely(span.p10)} to {_likely(span.p90)}"
        f"{provisional_words(span)})."
    )


def _owed(view: CaseView) -> str:
    open_queries = [query for query in view.application.queries if query.answered is None]
    if not open_queries:
        return "; no question open" if view.application.status in ("review", "awaiting_applicant") else ""
    return "".join(
        f"; {q.who_owes or 'nobody named'} has not answered the question of {prose(q.asked)}" for q in open_queries
    )


def _likely(day: date | None) -> str:
    return prose(day, NOT_FORESEEABLE)


def standing(view: CaseView) -> str:
    """Where a case stands, in a few words."""
    application = view.application
    if view.in_hand is not None:
        return _in_hand_words(view.in_hand)
    if view.counted_days is not None and application.status in ("review", "awaiting_applicant"):
        stopped = ", clock stopped" if any(q.answered is None and q.stops_clock for q in application.queries) else ""
        return f"day {view.counted_days} of {STATUTORY_WORKING_DAYS} since acceptance{stopped}"
    return {
        "submitted": "filed with the province, not yet with the ministry",
        "intake": "with the ministry, not yet accepted, so no clock runs",
        "returned": "returned for correction; a new clock starts at the next acceptance",
        "referred": "referred upwards, with no limit",
        "granted": "granted; its licence is not in the tables, and its goods have not come yet",
        "awaiting_applicant": "waiting for an answer before acceptance",
    }.get(application.status, application.status)


def _in_hand_words(hand: InHand) -> str:
    """`licence L-88 in hand, valid from 14 August 2026, 2 of 6 clearances used; these goods have not shipped yet`."""
    since = f", valid from {prose(hand.since)}" if hand.since else ""
    of_all = "" if hand.allowed is None else f" of {hand.allowed}"
    plural = "" if (hand.cleared if hand.allowed is None else hand.allowed) == 1 else "s"
    used = f"{hand.cleared}{of_all} clearance{plural} used"
    return f"licence {hand.licence} in hand{since}, {used}; these goods have not shipped yet"
