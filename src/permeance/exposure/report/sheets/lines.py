"""The sheets on the lines: when each stops, what stops it, and how that differs by scenario."""

from __future__ import annotations

from collections.abc import Iterator

from permeance.exposure.assess import Assessment
from permeance.exposure.line_fault import may_be_early_words, may_be_late_words
from permeance.exposure.outcome import LineStop, ScenarioStops, Span
from permeance.exposure.rendering import (
    COVER,
    driver_words,
    headline,
    line_sentence,
    news_words,
    percent,
    prose,
    unused_words,
)
from permeance.exposure.report import words
from permeance.exposure.report.sheets.sheet import Cell, Column, Kind, Row, Sheet, dates, listed, span_columns

LINE = (Column("Line"), Column("Product"))
MOVED = Column("Days by which the news moves P50", Kind.GAIN, 12)


def answer(assessment: Assessment) -> Sheet:
    """One row a line: its dates, the chance of a stop within so many days, and why."""
    unused = unused_words(assessment)
    notes = (
        headline(assessment),
        *([f"{unused}: see the sheet Problems."] if unused else []),
        *may_be_late_words(assessment.company.may_be_late)[:3],
        *may_be_early_words(assessment.company.may_be_early)[:3],
        f"{words.asked(assessment)} {words.vintage(assessment)}: see the sheet Law and limits.",
    )
    if not assessment.company.crossings:
        return _unanswered(assessment, notes)
    if not assessment.company.has_stock:
        return _cover(assessment, notes)
    rows = [_answer_row(assessment, place) for place in range(len(assessment.simulated.lines))]
    return Sheet("Answer", notes, _answer_columns(assessment), rows, tuple(_below(assessment)))


def _below(assessment: Assessment) -> Iterator[str]:
    """How the dates come about."""
    if _apart(assessment):
        yield f"The dates mix the scenarios of the sheet Scenarios by their weights: {words.FAR_APART}"
    if assessment.simulated.lines_if_mildest:
        yield (
            f"Some crossings cannot be told. P10, P50 and P90 are {words.TWO_READINGS} The columns Later give the "
            "other."
        )
    yield from news_words(assessment)
    yield words.NO_ADVICE


def _cover(assessment: Assessment, notes: tuple[str, ...]) -> Sheet:
    """Without a stock table no line has a date; until when each part would have to last is said instead."""
    needed = assessment.simulated.cover_needed
    columns = (Column("Part"), *span_columns("Lasts until"))
    rows = [(item, *dates(span)) for item, span in needed.items()]
    return Sheet("Answer", (*notes, COVER), columns, rows, (words.NO_ADVICE,))


def _unanswered(assessment: Assessment, notes: tuple[str, ...]) -> Sheet:
    """Without a crossing no line has a date, and none reads as if it never stopped."""
    rows: list[Row] = [(fault.line, fault.why) for fault in assessment.company.not_answered]
    return Sheet("Answer", notes, (Column("Line"), Column("Not answered", most=60)), rows, (words.NO_ADVICE,))


def _answer_columns(assessment: Assessment) -> tuple[Column, ...]:
    simulated = assessment.simulated
    within = dict.fromkeys(days for line in simulated.lines for days in line.within)
    apart = _apart(assessment)
    return (
        *LINE,
        *span_columns(),
        *(Column(f"Stops within {days} days", Kind.SHARE, 12) for days in within),
        Column("Dates may be off by working days", most=12),
        *(span_columns("Later") if simulated.lines_if_mildest else ()),
        *(Column(f"P50 if {s.scenario.name} ({percent(s.scenario.weight)})", most=18) for s in apart),
        *((Column("P50 without the news", most=14), MOVED) if assessment.outlook.news else ()),
        Column("In words", most=60),
        Column("Why it stops", most=60),
    )


def _apart(assessment: Assessment) -> tuple[ScenarioStops, ...]:
    """The scenarios, where there is more than one."""
    found = assessment.simulated.by_scenario
    return found if len(found) > 1 else ()


def _answer_row(assessment: Assessment, place: int) -> Row:
    simulated = assessment.simulated
    line = simulated.lines[place]
    later = simulated.lines_if_mildest
    return (
        line.line,
        line.product,
        *dates(line.stop),
        *(words.NOT_SIMULATED if share is None else share for share in line.within.values()),
        line.stop.off_days,
        *(dates(later[place].stop) if later else ()),
        *(s.stops[place].p50 or prose(None) for s in _apart(assessment)),
        *(_news(line, simulated.without_news[place]) if assessment.outlook.news else ()),
        line_sentence(line),
        listed(words.driver_share(driver) for driver in words.shown_drivers(line)),
    )


def _news(line: LineStop, before: Span) -> tuple[Cell, Cell]:
    moved = (line.stop.p50 - before.p50).days if line.stop.p50 and before.p50 else None
    return before.p50 or prose(None), moved


def drivers(assessment: Assessment) -> Sheet:
    """One row for every part and case that stops a line in some run."""
    columns = (
        *LINE,
        Column("Share of runs", Kind.SHARE, 12),
        Column("Part"),
        Column("Crossing"),
        Column("Case"),
        Column("In words", most=80),
    )
    rows = [
        (line.line, line.product, d.share, d.item, d.crossing, d.application, driver_words(d))
        for line in assessment.simulated.lines
        for d in line.drivers
    ]
    return Sheet("Drivers", ("What stops each line, in which share of all runs.",), columns, rows)


def scenarios(assessment: Assessment) -> Sheet:
    """One row for every line in every scenario, before any mixture; of a folder without stock, one a scenario."""
    dated = assessment.company.has_dates
    columns = (
        Column("Scenario", most=30),
        Column("Weight", Kind.SHARE, 12),
        Column("Weight before the news", Kind.SHARE, 12),
        *((*LINE, *span_columns()) if dated else ()),
        Column("Why", most=60),
    )
    rows: list[Row] = []
    for apart, before in zip(assessment.simulated.by_scenario, assessment.outlook.before, strict=True):
        scenario = apart.scenario
        head = (scenario.name, scenario.weight, before)
        stops = zip(assessment.simulated.lines, apart.stops, strict=True)
        found = [(line.line, line.product, *dates(span)) for line, span in stops] if dated else [()]
        rows += [(*head, *dates_of, scenario.why) for dates_of in found]
    note = "What is open on this day, run apart."
    if dated and _apart(assessment):
        note += f" The sheet Answer mixes the scenarios by their weights: {words.FAR_APART}"
    return Sheet("Scenarios", (note,), columns, rows)
