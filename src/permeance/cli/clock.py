"""`permeance clock`: the day on which a number of working days has passed, and how it was counted."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import CONTRACT_VERSION, EXIT_DATA, EXIT_DONE, EXIT_USAGE, print_json, print_problems

if TYPE_CHECKING:
    from permeance.licensing.clock import ClockReading, Pause
    from permeance.terms.problem import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", type=date.fromisoformat, metavar="D", help="the acceptance day, day 0")
    parser.add_argument("--working-days", type=int, metavar="N")
    parser.add_argument("--calendar", default="CN", help="a shipped calendar or the path of a calendar file (CN)")
    parser.add_argument(
        "--pause", action="append", default=[], metavar="A:B", help="clock stopped from A until B; `A:` is still open"
    )
    parser.add_argument("--batch", type=Path, metavar="CSV", help="id, from, working_days, calendar, pauses (A:B|A:B)")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    if arguments.batch is None and (arguments.start is None or arguments.working_days is None):
        print_usage("give --from and --working-days, or --batch")
        return EXIT_USAGE
    if arguments.batch is not None and arguments.start is not None:
        print_usage("give either --from or --batch, not both")
        return EXIT_USAGE
    rows, problems = _batch(arguments.batch) if arguments.batch else ([_single(arguments)], [])
    from permeance.terms.problem import Problem

    results = [(name, number, _answer(name, number, cells)) for name, number, cells in rows]
    problems += [answer for _, _, answer in results if isinstance(answer, Problem)]
    if arguments.format == "json":
        listed = [_as_json(name, number, answer) for name, number, answer in results]
        print_json(
            {"contract_version": CONTRACT_VERSION, "results": listed, "problems": [p.as_json() for p in problems]}
        )
    else:
        for name, _, answer in results:
            if not isinstance(answer, Problem):
                print(f"{name}: {answer.due or answer.why}")
                print("".join(f"  {line}\n" for line in answer.derivation), end="")
    print_problems(problems)
    return EXIT_DATA if problems else EXIT_DONE


def print_usage(message: str) -> None:
    import sys

    print(f"permeance clock: {message}", file=sys.stderr)


def _single(arguments: argparse.Namespace) -> tuple[str, int, dict[str, str]]:
    cells = {
        "from": arguments.start.isoformat(),
        "working_days": str(arguments.working_days),
        "calendar": arguments.calendar,
        "pauses": "|".join(arguments.pause),
    }
    return "clock", 0, cells


def _batch(path: Path) -> tuple[list[tuple[str, int, dict[str, str]]], list[Problem]]:
    from permeance.materials.readers.csv import read_csv

    table = read_csv(path, ("id", "from", "working_days"), ("calendar", "pauses"))
    return [(row["id"], row.number, dict(row.cells)) for row in table.rows], list(table.problems)


def _answer(name: str, number: int, cells: dict[str, str]) -> ClockReading | Problem:
    from permeance.law.calendar import find_calendar
    from permeance.licensing.clock import deadline
    from permeance.terms.problem import BadInputError, Problem

    def fault(key: str, found: str, allowed: str, remedy: str) -> Problem:
        return Problem("clock", number or None, key, found[:60], allowed, remedy)

    try:
        start = date.fromisoformat(cells["from"])
    except ValueError:
        return fault("from", repr(cells["from"]), "a date such as 2025-04-04", "write year-month-day")
    try:
        pauses = [_pause(text) for text in cells.get("pauses", "").split("|") if text.strip()]
    except ValueError as error:
        return fault("pauses", str(error), "A:B with A on or before B, or A: while open", "mend the pause")
    try:
        return deadline(find_calendar(cells.get("calendar") or "CN"), start, int(cells["working_days"]), pauses)
    except BadInputError as error:
        return error.problems[0]
    except (ValueError, OverflowError):
        return fault("working_days", repr(cells["working_days"]), "a whole number from 1 to 10000", "correct it")


def _pause(text: str) -> Pause:
    from permeance.licensing.clock import Pause

    asked, colon, answered = text.strip().partition(":")
    if not colon:
        raise ValueError(repr(text))
    return Pause(date.fromisoformat(asked), date.fromisoformat(answered) if answered else None)


def _as_json(name: str, number: int, answer: ClockReading | Problem) -> dict[str, object]:
    from permeance.licensing.clock import ClockReading

    if not isinstance(answer, ClockReading):
        return {"id": name, "row": number, "problem": answer.as_json()}
    return {
        "id": name,
        "due": answer.due.isoformat() if answer.due else None,
        "counted_days": answer.counted_days,
        "paused_days": answer.paused_days,
        "derivation": list(answer.derivation),
        "why": answer.why,
    }
