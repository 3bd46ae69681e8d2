"""The sheets on what can be done: the levers, and what to ask the suppliers."""

from __future__ import annotations

from permeance.exposure.assess import Assessment
from permeance.exposure.levers import Lever
from permeance.exposure.rendering import gained_words
from permeance.exposure.report import words
from permeance.exposure.report.sheets.sheet import Column, Kind, Row, Sheet


def levers(assessment: Assessment) -> Sheet:
    """One row for what a lever does to a line, the best first."""
    columns = (
        Column("Rank", most=8),
        Column("Lever", most=50),
        Column("After", most=30),
        Column("Line"),
        Column("Product"),
        *(Column(f"Days gained {name}", Kind.GAIN, 10, strong=name == "P50") for name in ("P10", "P50", "P90")),
        Column("Days in words", most=20),
        Column("Who", most=30),
        Column("Cost", most=36),
        Column("Needs", most=50),
    )
    found = assessment.levers
    tried = (found.tried,) if found.tried else ("No lever was found that moves a line.",)
    rows = [_lever(rank, lever) for rank, lever in enumerate(found.levers, start=1)]
    return Sheet("Levers", (words.DAYS_LATER,), columns, rows, tried) if rows else Sheet("Levers", tried, columns, rows)


def _lever(rank: int, lever: Lever) -> Row:
    gained = lever.days_gained
    return (
        rank,
        lever.title,
        lever.after,
        lever.line,
        lever.product,
        gained.p10,
        gained.p50,
        gained.p90,
        gained_words(gained),
        lever.who,
        lever.cost,
        lever.needs,
    )


def questions(assessment: Assessment) -> Sheet:
    """One row for every question to a supplier, first what could move a date the most."""
    columns = (
        Column("Supplier", most=40),
        Column("Asks", most=80),
        Column("Moves a median stop by days", most=14),
        Column("Or more", most=10),
    )
    found = assessment.questions
    note = (
        "The answer may move a median stop by up to so many days, later or sooner; with `or more`, by at least so many."
        if found
        else "No answer of a supplier would settle what is open."
    )
    rows = [(q.supplier, q.asks, q.moves_p50_days, "or more" if q.or_more else None) for q in found]
    return Sheet("Questions", (note,), columns, rows)
