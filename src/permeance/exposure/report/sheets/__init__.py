"""What stands on each sheet of the workbook, as plain values: no format and no file."""

from __future__ import annotations

from permeance.exposure.assess import Assessment
from permeance.exposure.report.sheets import acts, beside, evidence, lines, rests
from permeance.exposure.report.sheets.sheet import Cell, Column, Kind, Sheet

__all__ = ["Cell", "Column", "Kind", "Sheet", "sheets"]


def sheets(assessment: Assessment) -> list[Sheet]:
    """All sheets in their order, the answer first; the news only where some was given."""
    return [
        lines.answer(assessment),
        *([lines.drivers(assessment)] if assessment.company.has_dates else []),
        lines.scenarios(assessment),
        *([beside.unfiled(assessment)] if assessment.simulated.unfiled_in_any else []),
        *([beside.holds(assessment)] if assessment.holds else []),
        evidence.cases(assessment),
        evidence.licences(assessment),
        evidence.determinations(assessment),
        acts.levers(assessment),
        acts.questions(assessment),
        *([rests.claims(assessment)] if assessment.outlook.news else []),
        rests.assumptions(assessment),
        rests.problems(assessment),
        rests.limits(assessment),
    ]
