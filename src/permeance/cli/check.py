"""`permeance check DIR`: what is wrong or missing in a company folder, and what that costs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, print_json, print_problems, say
from permeance.cli.words import table_day_word

if TYPE_CHECKING:
    from permeance.exposure.folder.check import FolderCheck
    from permeance.exposure.outcome import Unfiled

HORIZON_DAYS = 365


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("company", type=Path, metavar="DIR", help="a company folder")
    parser.add_argument("--as-of", type=table_day_word, metavar="D", help="the day of the question")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    from permeance.exposure.folder import check_folder

    checked = check_folder(arguments.company, arguments.as_of, arguments.today)
    unfiled = _unfiled(checked, arguments.today)
    late = _late(checked, arguments.today)
    if late:
        limits = (*checked.limits, "dates may be too late for want of a crossing")
        checked = replace(checked, notes=(*checked.notes, *late), limits=limits)
    if arguments.format == "json":
        print_json(_as_json(checked, unfiled))
    else:
        _print(checked, unfiled)
    print_problems(checked.problems)
    return EXIT_DATA if checked.problems or not checked.ready else EXIT_DONE


def _unfiled(checked: FolderCheck, today: date) -> tuple[Unfiled, ...]:
    """The parts for which nothing is filed, by the law that was public on the day of the question."""
    from permeance.exposure.line_stop import unfiled_today
    from permeance.law.snapshot import compile_snapshot

    company = checked.company
    if company is None:
        return ()
    return unfiled_today(company, compile_snapshot(min(company.as_of, today)), HORIZON_DAYS)


def _late(checked: FolderCheck, today: date) -> list[str]:
    """Lines of which the dates may be too late for want of a crossing, by the same law."""
    from permeance.exposure.left_open import unplaced
    from permeance.exposure.line_fault import may_be_late_words
    from permeance.law.snapshot import compile_snapshot

    company = checked.company
    if company is None or not company.crossings:
        return []
    return may_be_late_words(unplaced(company, compile_snapshot(min(company.as_of, today))))


def _as_json(checked: FolderCheck, unfiled: Sequence[Unfiled]) -> dict[str, object]:
    from permeance.exposure.rendering import unfiled_json

    return {
        "folder": str(checked.folder),
        "as_of": checked.as_of,
        "ready": checked.ready,
        "tables": [
            {
                "table": table.table,
                "file": table.file,
                "required": table.required,
                "state": table.state,
                "rows": table.rows,
                "left_out": table.left_out,
                "costs": [{"column": cost.column, "cost": cost.cost} for cost in table.costs],
            }
            for table in checked.tables
        ],
        "limits": list(checked.limits),
        "unfiled": unfiled_json(unfiled),
        "notes": list(checked.notes),
        "problems": [problem.as_json() for problem in checked.problems],
    }


def _print(checked: FolderCheck, unfiled: Sequence[Unfiled]) -> None:
    """One line a table, then what each lacks, then what else is to be known."""
    from permeance.exposure.rendering import unfiled_sentences

    say(f"{'table':14}{'state':12}{'rows':>6}  left out")
    for table in checked.tables:
        say(f"{table.table:14}{table.state.replace('_', ' '):12}{table.rows:6}  {table.left_out or ''}".rstrip())
    lacking = [(table.table, cost) for table in checked.tables for cost in table.costs]
    if lacking:
        say("", "What is missing, and what that costs:")
        say(*(f"  {table}{f', {cost.column}' if cost.column else ''}: {cost.cost}" for table, cost in lacking))
    if checked.notes:
        say("", "Notes:", *(f"  {note}" for note in checked.notes))
    if unfiled:
        say("", *unfiled_sentences(unfiled))
    faults = f"{len(checked.problems)} to mend" if checked.problems else "nothing to mend"
    say("", f"{_verdict(checked)}; {faults}.")


def _verdict(checked: FolderCheck) -> str:
    if not checked.ready:
        return "Not ready yet"
    return f"Can be assessed in part: {', '.join(checked.limits)}" if checked.limits else "Ready to be assessed"
