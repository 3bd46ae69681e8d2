"""The sheets on what stands beside the dates: parts for which nothing is filed, and holds at customs."""

from __future__ import annotations

from permeance.exposure.assess import Assessment
from permeance.exposure.rendering import WHY_HELD, hold_words, only_if_words, unfiled_words
from permeance.exposure.report.sheets.sheet import Column, Kind, Sheet, listed, spaced

NOTHING_FILED = (
    "How long each part lasts by itself, as if no other ran short before it. For these nothing is filed that brings "
    "any, and each needs a licence or may, in every scenario unless one is named."
)


def unfiled(assessment: Assessment) -> Sheet:
    """One row for each part and line; without a day where it lasts beyond the horizon, or no stock is given."""
    columns = (
        Column("Part"),
        Column("Needs a licence", most=14),
        Column("Only if", most=40),
        Column("Crossings", most=24),
        Column("Line"),
        Column("Product"),
        Column("Holds out until", most=14),
        Column("Filed before", most=30),
        Column("In words", most=70),
    )
    rows = [
        (
            part.item,
            "yes" if part.surely else "cannot tell",
            only_if_words(part),
            listed(list(part.crossings)),
            line.line,
            line.product,
            line.holds_out,
            listed([f"{name}: {spaced(status)}" for name, status in part.cases] + [case.name for case in part.unused]),
            unfiled_words(part),
        )
        for part in assessment.simulated.unfiled_in_any
        for line in part.lines
    ]
    return Sheet("Nothing filed", (NOTHING_FILED,), columns, rows)


def holds(assessment: Assessment) -> Sheet:
    """One row for each line that a hold would stop; without a day where no stock of the part is given."""
    columns = (
        Column("Part"),
        Column("Crossing"),
        Column("Line"),
        Column("Product"),
        Column("Stops on", most=14),
        Column("Share of holds that last until then", Kind.SHARE, 16),
        Column("In words", most=70),
    )
    rows = [
        (h.item, h.crossing, h.line, h.product, h.stops_on, h.share, hold_words(h, assessment.company.as_of))
        for h in assessment.holds
    ]
    return Sheet("Holds at customs", (WHY_HELD,), columns, rows)
