"""The pictures of the lines: when each stops, and how the stock of what drives it runs down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from permeance.exposure.assess import Assessment
from permeance.exposure.outcome import Fan, LineStop
from permeance.exposure.rendering import prose
from permeance.exposure.report.drawing import INK, OURS, STOP, Picture, at, day_axis, draw, name_axis, name_room
from permeance.exposure.report.engine import Spec

MOST_NAMED = 6  # lines in the title of their picture
LABEL_WIDTH = 62  # pixels that the name of a case and a gap take
BARS_KEY = (
    "Dot, P50: the day by which the line has stopped in half of all runs. Bar: from P10, the day by which it has in 1 "
    "run of 10, to P90, the day by which it has in 9 of 10. A hollow end lies beyond the horizon. The table below "
    "says the same in figures."
)


def line_bars(assessment: Assessment) -> Picture:
    """One bar a line on a common axis: thin from P10 to P90, a dot at P50, a hollow end past the horizon."""
    end = assessment.company.as_of + timedelta(days=assessment.settings.horizon_days)
    rows = [_bar_row(line, end) for line in by_stop(assessment.simulated.lines)]
    # A little room before the as-of day, so that the dot of a line that stops on it does not cover the line's name.
    shown = max((line.stop.p90 or end for line in assessment.simulated.lines), default=end)
    first = assessment.company.as_of - timedelta(days=max(1, (shown - assessment.company.as_of).days // 40))

    def spec(width: int) -> Spec:
        x: Spec = {
            "type": "temporal", "axis": day_axis(width),
            "scale": {"nice": False, "domain": [at(first), max(row["p90"] for row in rows)]},
        }  # fmt: skip
        names = [row["line"] for row in rows]
        room = name_room(names, width)
        y: Spec = {"field": "line", "type": "nominal", "sort": names, "axis": name_axis(room)}
        return {
            "width": width - room,
            "height": {"step": 34},
            "data": {"values": rows},
            "layer": [_bar(x, y), _bar_end(x, y), _bar_dot(x, y)],
        }

    return draw(_order_of_stops(assessment.simulated.lines), BARS_KEY, spec)


def by_stop(lines: Sequence[LineStop]) -> list[LineStop]:
    """The lines in the order in which they most likely stop; those that mostly last come last."""
    return sorted(lines, key=lambda line: (line.stop.p50 or date.max, line.stop.p10 or date.max))


def _order_of_stops(lines: Sequence[LineStop]) -> str:
    """Which lines most likely stop within the horizon, the first of them first."""
    stopping = [line for line in by_stop(lines) if line.stop.p50]
    if not stopping:
        return "No line most likely stops within the horizon"
    named = [line.label for line in stopping]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"In the order in which they most likely stop: {', '.join(named[:MOST_NAMED])}{more}"


def _bar(x: Spec, y: Spec) -> Spec:
    return {
        "mark": {"type": "rule", "strokeWidth": 3, "color": INK},
        "encoding": {"x": {"field": "p10", **x}, "x2": {"field": "p90"}, "y": y},
    }


def _bar_end(x: Spec, y: Spec) -> Spec:
    hollow = {"test": "datum.beyond", "value": "#fffdf8"}
    return {
        "mark": {"type": "point", "filled": True, "size": 70, "stroke": INK, "opacity": 1},
        "encoding": {
            "x": {"field": "p90", **x}, "y": y,
            "fill": {"condition": hollow, "value": INK},
            "size": {"condition": {"test": "datum.beyond", "value": 80}, "value": 1},
        },
    }  # fmt: skip


def _bar_dot(x: Spec, y: Spec) -> Spec:
    return {
        "transform": [{"filter": "datum.p50 != null"}],
        "mark": {"type": "point", "filled": True, "size": 130, "color": STOP, "opacity": 1},
        "encoding": {"x": {"field": "p50", **x}, "y": y},
    }


def _bar_row(line: LineStop, end: date) -> Spec:
    return {
        "line": line.label,
        "p10": at(line.stop.p10 or end),
        "p50": at(line.stop.p50) if line.stop.p50 else None,
        "p90": at(line.stop.p90 or end),
        "beyond": line.stop.p90 is None,
    }


def stock_fan(assessment: Assessment, fan: Fan) -> Picture:
    """Pieces of the driving part: median line, band from P10 to P90, zero heavy, gates as vertical marks."""
    as_of = assessment.company.as_of
    length = _shown_days(fan)
    rows = [
        {"day": at(as_of + timedelta(days=n)), "low": fan.low[n], "middle": fan.middle[n], "high": fan.high[n]}
        for n in range(0, length, max(1, length // 180))
    ]
    gates = _gates(assessment, fan.item, length)

    def spec(width: int) -> Spec:
        across = width - 70
        x: Spec = {"field": "day", "type": "temporal", "axis": day_axis(width)}
        return {
            "width": across,
            "height": 170,
            "data": {"values": rows},
            "layer": [*_run_down(fan.item, x), *_gate(staggered(gates, across / length))],
        }

    others = fan.line.drivers[0].alternates
    named = f"{fan.item}, then {' and '.join(others)} in its place," if others else fan.item
    title = f"{fan.line.label}: {named} {_holds_out(fan.line, as_of)}"
    text = (
        f"Pieces of {fan.item} at the end of each day, those built into assemblies in stock included: "
        f"{fan.middle[0]:,.0f} on the first. {_band_words(fan)}"
    )
    if others:
        text += f" Where it reaches zero {' and '.join(others)} {'take' if len(others) > 1 else 'takes'} over."
    if gates:
        text += " Red marks: the day by which a case's goods have arrived in half of all runs."
    return draw(title, text, spec)


def _band_words(fan: Fan) -> str:
    if fan.low == fan.high:
        return "Every run is the same."
    return "Line: the middle run of each day. Band: 8 runs in 10."


def staggered(gates: Sequence[Spec], day_width: float) -> list[Spec]:
    """Each gate with the height of its name: a row lower than the names that it would run into."""
    ends: list[float] = []
    placed = []
    for gate in sorted(gates, key=lambda gate: int(gate["after"])):
        left = gate["after"] * day_width
        row = next((n for n, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [left + LABEL_WIDTH]
        placed.append({**gate, "height": 10 + 13 * row})
    return placed


def _gates(assessment: Assessment, item: str, length: int) -> list[Spec]:
    """The median arrivals of the cases that bring an item, within so many days."""
    as_of, crossings = assessment.company.as_of, assessment.company.crossings
    return [
        {"day": at(view.arrival.p50), "case": view.application.id, "after": (view.arrival.p50 - as_of).days}
        for view in assessment.simulated.cases
        if view.arrival.p50
        and crossings[view.application.crossing].item == item
        and (view.arrival.p50 - as_of).days < length
    ]


def _run_down(item: str, x: Spec) -> list[Spec]:
    """The band, the middle line in it, and the heavy line at zero."""
    low: Spec = {
        "field": "low", "type": "quantitative", "title": f"pieces of {item}",
        "axis": {"format": "~s", "tickCount": 4, "labelExpr": "datum.value == 0 ? '0' : datum.label"},
    }  # fmt: skip
    return [
        {
            "mark": {"type": "area", "color": OURS, "opacity": 0.22},
            "encoding": {"x": x, "y": low, "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "line", "color": OURS, "strokeWidth": 2},
            "encoding": {"x": x, "y": {"field": "middle", "type": "quantitative"}},
        },
        {"mark": {"type": "rule", "color": INK, "strokeWidth": 2}, "encoding": {"y": {"datum": 0}}},
    ]


def _gate(gates: list[Spec]) -> list[Spec]:
    """A short mark on the day of each gate, with the name of its case."""
    place: Spec = {
        "x": {"field": "day", "type": "temporal"}, "y": {"field": "height", "type": "quantitative", "scale": None},
    }  # fmt: skip
    return [
        {
            "data": {"values": gates},
            "mark": {"type": "tick", "orient": "vertical", "color": STOP, "thickness": 2, "size": 14},
            "encoding": place,
        },
        {
            "data": {"values": gates},
            "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11, "limit": LABEL_WIDTH},
            "encoding": {**place, "text": {"field": "case"}},
        },
    ]


def _holds_out(line: LineStop, as_of: date) -> str:
    """Until when the driving part lasts; a case is named only if it can come in time."""
    driver = line.drivers[0]
    if line.stop.p50 is None:
        return "mostly lasts the horizon"
    if line.stop.p50 == as_of:
        return f"is short on {prose(as_of)} already"
    waits = f" unless {driver.application} arrives first" if driver.application and driver.in_time else ""
    return f"holds out until {prose(line.stop.p50)}{waits}"


def _shown_days(fan: Fan) -> int:
    """Up to a while after the band has reached zero, so that the interesting part fills the picture."""
    last = max((n for n, high in enumerate(fan.high) if high > 0), default=30)
    return min(len(fan.high), max(45, last + 14))
