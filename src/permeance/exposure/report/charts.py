"""The report's pictures as Vega-Lite, drawn to SVG without a browser, once wide and once for a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import vl_convert

from permeance.exposure.assess import Assessment
from permeance.exposure.line_stop import CaseView, Fan, LineStop
from permeance.licensing.clock import Pause, likely_deadline
from permeance.terms.working_calendar import WorkingCalendar

INK, SOFT, RULE, OURS, STOP = "#1b1b1b", "#5b5750", "#d8d2c4", "#0b5a6b", "#a8321f"
FONT = "Georgia, 'Noto Serif', 'DejaVu Serif', serif"
WIDE, NARROW = 640, 300
STATUTORY_WORKING_DAYS = 45
Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """One finding as a picture in two widths, with the sentence that says the same."""

    title: str
    wide: str
    narrow: str
    text: str


def draw(title: str, text: str, spec: Callable[[int], Spec]) -> Picture:
    """Draw one specification at both widths; `title` states the finding, `text` is its twin in words."""
    return Picture(title, _svg(spec(WIDE), title), _svg(spec(NARROW), title), text)


def _svg(spec: Spec, title: str) -> str:
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": 4,
        "config": {
            "font": FONT,
            "axis": {
                "labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12, "gridColor": RULE,
                "domainColor": SOFT, "tickColor": SOFT, "titleFontWeight": "normal",
            },
            "view": {"stroke": None},
            "text": {"font": FONT, "fontSize": 12, "color": INK},
        },
        **spec,
    }  # fmt: skip
    svg = vl_convert.vegalite_to_svg(whole, vl_version="5.21")
    svg = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", svg)
    label = title.replace("&", "and").replace("<", "").replace('"', "'")
    # The drawing is one image with one name: what its parts announce would only be noise to a screen reader.
    svg = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _day_axis(width: int, **more: object) -> Spec:
    return {"title": None, "format": "%-d %b %y", "tickCount": 6 if width > 400 else 3, "grid": True, **more}


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"


def line_bars(assessment: Assessment) -> Picture:
    """One bar a line on a common axis: thin from P10 to P90, a dot at P50, a hollow end past the horizon."""
    end = assessment.company.as_of + timedelta(days=assessment.settings.horizon_days)
    rows = [_bar_row(line, end) for line in assessment.simulated.lines]
    order = [row["line"] for row in rows]

    def spec(width: int) -> Spec:
        x: Spec = {"type": "temporal", "axis": _day_axis(width), "scale": {"nice": False}}
        y: Spec = {
            "field": "line", "type": "nominal", "sort": order,
            "axis": {"title": None, "ticks": False, "domain": False, "labelFontWeight": "bold", "labelLimit": 110},
        }  # fmt: skip
        hollow = {"test": "datum.beyond", "value": "#fffdf8"}
        return {
            "width": width - 110,
            "height": {"step": 34},
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "rule", "strokeWidth": 3, "color": INK},
                    "encoding": {"x": {"field": "p10", **x}, "x2": {"field": "p90"}, "y": y},
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 70, "stroke": INK, "opacity": 1},
                    "encoding": {
                        "x": {"field": "p90", **x}, "y": y,
                        "fill": {"condition": hollow, "value": INK},
                        "size": {"condition": {"test": "datum.beyond", "value": 80}, "value": 1},
                    },
                },
                {
                    "transform": [{"filter": "datum.p50 != null"}],
                    "mark": {"type": "point", "filled": True, "size": 130, "color": STOP, "opacity": 1},
                    "encoding": {"x": {"field": "p50", **x}, "y": y},
                },
            ],
        }  # fmt: skip

    title = "When each line stops: bar from P10 to P90, dot at P50"
    return draw(title, "The table below says the same in figures. A hollow end lies beyond the horizon.", spec)


def _bar_row(line: LineStop, end: date) -> Spec:
    return {
        "line": line.line,
        "p10": _time(line.stop.p10 or end),
        "p50": _time(line.stop.p50) if line.stop.p50 else None,
        "p90": _time(line.stop.p90 or end),
        "beyond": line.stop.p90 is None,
    }


def stock_fan(assessment: Assessment, fan: Fan) -> Picture:
    """Pieces of the driving part: median line, band from P10 to P90, zero heavy, gates as vertical marks."""
    as_of = assessment.company.as_of
    line = next(line for line in assessment.simulated.lines if line.line == fan.line)
    length = _shown_days(fan)
    rows = [
        {"day": _time(as_of + timedelta(days=n)), "low": fan.low[n], "middle": fan.middle[n], "high": fan.high[n]}
        for n in range(0, length, max(1, length // 180))
    ]
    gates = [
        {"day": _time(view.arrival.p50), "case": view.application.id}
        for view in assessment.simulated.cases
        if view.arrival.p50
        and assessment.company.crossings[view.application.crossing].item == fan.item
        and (view.arrival.p50 - as_of).days < length
    ]

    def spec(width: int) -> Spec:
        x: Spec = {"field": "day", "type": "temporal", "axis": _day_axis(width)}
        return {
            "width": width - 70,
            "height": 170,
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "area", "color": OURS, "opacity": 0.22},
                    "encoding": {
                        "x": x, "y": {"field": "low", "type": "quantitative", "title": f"pieces of {fan.item}",
                                      "axis": {"format": "~s", "tickCount": 4}}, "y2": {"field": "high"},
                    },
                },
                {
                    "mark": {"type": "line", "color": OURS, "strokeWidth": 2},
                    "encoding": {"x": x, "y": {"field": "middle", "type": "quantitative"}},
                },
                {"mark": {"type": "rule", "color": INK, "strokeWidth": 2}, "encoding": {"y": {"datum": 0}}},
                {
                    "data": {"values": gates},
                    "mark": {"type": "tick", "orient": "vertical", "color": STOP, "thickness": 2, "size": 26},
                    "encoding": {"x": {"field": "day", "type": "temporal"}, "y": {"value": 10}},
                },
                {
                    "data": {"values": gates},
                    "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11},
                    "encoding": {"x": {"field": "day", "type": "temporal"}, "y": {"value": 10},
                                 "text": {"field": "case"}},
                },
            ],
        }  # fmt: skip

    driver = line.drivers[0]
    title = f"{fan.line}: {fan.item} " + (
        f"holds out until {_short(line.stop.p50)} in the median run" if line.stop.p50 else "mostly lasts the horizon"
    )
    waits = f", unless case {driver.application} arrives first" if driver.application else ""
    text = (
        f"Pieces of {fan.item}, those built into assemblies in stock included: {fan.middle[0]:,.0f} on the first day, "
        f"median line and the band that holds 8 runs in 10{waits}. Red marks: the median arrival of each case."
    )
    return draw(title, text, spec)


def _shown_days(fan: Fan) -> int:
    """Up to a while after the band has reached zero, so that the interesting part fills the picture."""
    last = max((n for n, high in enumerate(fan.high) if high > 0), default=30)
    return min(len(fan.high), max(45, last + 14))


def _short(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def case_timeline(assessment: Assessment, view: CaseView) -> Picture | None:
    """Working days counted filled, paused hatched, the statutory limit a post, the forecast a fading bar."""
    application, as_of = view.application, assessment.company.as_of
    start = application.filed or application.accepted
    if start is None:
        return None
    pauses = [Pause(q.asked, q.answered) for q in application.queries if q.stops_clock]
    spans = _spans(application.accepted, start, as_of, pauses)
    limit = _limit(assessment.calendar, application.accepted, pauses)
    posts = [{"day": _time(day), "what": f"day {STATUTORY_WORKING_DAYS}"} for day in limit]
    fade = _fade(view, as_of)

    def spec(width: int) -> Spec:
        x: Spec = {"field": "from", "type": "temporal", "axis": _day_axis(width, grid=False)}
        colour = {
            "field": "kind", "type": "nominal", "legend": None,
            "scale": {"domain": ["before", "counted", "paused"], "range": ["#e9e4d8", OURS, "#c9b458"]},
        }  # fmt: skip
        return {
            "width": width - 30,
            "height": 46,
            "layer": [
                {
                    "data": {"values": spans},
                    "mark": {"type": "bar", "height": 18, "stroke": INK, "strokeWidth": 0.5},
                    "encoding": {"x": x, "x2": {"field": "to"}, "color": colour},
                },
                {
                    "data": {"values": fade},
                    "mark": {"type": "bar", "height": 10, "color": SOFT},
                    "encoding": {"x": x, "x2": {"field": "to"},
                                 "opacity": {"field": "share", "type": "quantitative", "legend": None, "scale": None}},
                },
                {
                    "data": {"values": posts},
                    "mark": {"type": "tick", "orient": "vertical", "color": STOP, "thickness": 3, "size": 40},
                    "encoding": {"x": {"field": "day", "type": "temporal"}},
                },
            ],
        }  # fmt: skip

    return draw(f"Case {application.id}", case_sentence(assessment, view), spec)


def _spans(accepted: date | None, start: date, as_of: date, pauses: Sequence[Pause]) -> list[Spec]:
    """The case from filing to the as-of day: before acceptance, clock running, clock stopped."""
    if accepted is None:
        return [{"from": _time(start), "to": _time(as_of), "kind": "before"}]
    spans = [{"from": _time(start), "to": _time(accepted), "kind": "before"}] if start < accepted else []
    day, begun = accepted, accepted
    kind = "counted"
    while day < as_of:
        now = "paused" if any(pause.stops(day) for pause in pauses) else "counted"
        if now != kind:
            spans.append({"from": _time(begun), "to": _time(day), "kind": kind})
            begun, kind = day, now
        day += timedelta(days=1)
    spans.append({"from": _time(begun), "to": _time(as_of), "kind": kind})
    return [span for span in spans if span["from"] != span["to"]]


def _limit(calendar: WorkingCalendar, accepted: date | None, pauses: Sequence[Pause]) -> list[date]:
    """The statutory limit as one post, or as the two ends of its interval where the calendar is provisional."""
    if accepted is None or any(pause.answered is None for pause in pauses):
        return []
    earliest, _, latest = likely_deadline(calendar, accepted, STATUTORY_WORKING_DAYS, pauses)
    return sorted({earliest, latest})


def _fade(view: CaseView, as_of: date) -> list[Spec]:
    """The forecast decision, darker from P10 to P50 than from P50 to P90."""
    low, middle, high = view.decision.p10, view.decision.p50, view.decision.p90
    if view.application.status == "granted" or low is None or middle is None:
        return []
    bars = [{"from": _time(low), "to": _time(middle), "share": 0.7}]
    if high is not None:
        bars.append({"from": _time(middle), "to": _time(high), "share": 0.3})
    return bars


def case_sentence(assessment: Assessment, view: CaseView) -> str:
    """Where a case stands, what is owed by whom, and when it may be decided."""
    application = view.application
    words = f"{application.id} for {application.qty:,} pieces ({application.crossing}): {_stands(view)}"
    for query in application.queries:
        if query.answered is None:
            owes = query.who_owes or "nobody named"
            words += f"; {owes} owes the answer to the question of {_short(query.asked)}"
    if application.status == "granted":
        return words + f". Goods at the plant about {_span(view.arrival.p50)}."
    return words + (
        f". Decision most likely {_span(view.decision.p50)} (8 in 10: {_span(view.decision.p10)} to "
        f"{_span(view.decision.p90)}), if it is granted; clock by the calendar {assessment.calendar.id}."
    )


def _span(day: date | None) -> str:
    return _short(day) if day else "not foreseeable"


def _stands(view: CaseView) -> str:
    application = view.application
    if view.counted_days is not None and application.status in ("review", "awaiting_applicant"):
        stopped = ", clock stopped" if any(q.answered is None and q.stops_clock for q in application.queries) else ""
        return f"day {view.counted_days} of {STATUTORY_WORKING_DAYS} since acceptance{stopped}"
    return {
        "submitted": "filed with the province, not yet with the ministry",
        "intake": "with the ministry, not yet accepted, so no clock runs",
        "returned": "returned for correction; a new clock starts at the next acceptance",
        "referred": "referred upwards, with no limit",
        "granted": "granted; waiting for issue, customs and transport",
        "awaiting_applicant": "waiting for an answer before acceptance",
    }.get(application.status, application.status)
