"""`permeance clock`: the day on which a number of working days has passed, and how it was counted."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, EXIT_USAGE, print_json, print_problems, say, tell
from permeance.cli.words import day_word, whole_number
from permeance.licensing.clock import MOST_WORKING_DAYS
from permeance.terms.day import ALLOWED, day_remedy, read_day

if TYPE_CHECKING:
    from permeance.licensing.clock import ClockReading, Pause
    from permeance.terms.problem import Problem
    from permeance.terms.working_calendar import WorkingCalendar

_OPTIONS = {"from": "--from", "working_days": "--working-days", "calendar": "--calendar", "pauses": "--pause"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", type=day_word, metavar="D", help="the acceptance day, day 0")
    parser.add_argument("--working-days", type=_number_word, metavar="N")
    parser.add_argument("--calendar", default="CN", help="a shipped calendar or the path of a calendar file (CN)")
    parser.add_argument(
        "--pause", action="append", default=[], metavar="A:B", help="clock stopped from A until B; `A:` is still open"
    )
    parser.add_argument("--batch", type=Path, metavar="CSV", help="id, from, working_days, calendar, pauses (A:B|A:B)")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    from permeance.law.calendar import find_calendar
    from permeance.terms.problem import Problem

    misuse = _misuse(arguments)
    if misuse:
        tell(f"permeance clock: {misuse}")
        return EXIT_USAGE
    find = cache(find_calendar)
    rows, problems = _rows(arguments)
    results = [(row.id, row.number, _answer(row, find)) for row in rows]
    problems = [*problems, *(answer for _, _, answer in results if isinstance(answer, Problem))]
    if arguments.format == "json":
        listed = [_as_json(name, number, answer) for name, number, answer in results]
        print_json({"results": listed, "problems": [problem.as_json() for problem in problems]})
    else:
        for name, _, answer in results:
            if not isinstance(answer, Problem):
                say(f"{name}: {answer.due or answer.why}", *(f"  {line}" for line in answer.derivation))
    print_problems(problems)
    return EXIT_DATA if problems else EXIT_DONE


def _number_word(text: str) -> int:
    """A whole number, be it out of range: then it is answered as a faulty row is."""
    if not re.fullmatch(r"-?\d{1,30}", text, re.ASCII):
        allowed = f"a whole number from 1 to {MOST_WORKING_DAYS}"
        raise argparse.ArgumentTypeError(f"found {text[:40]!r}; allowed: {allowed}; give the number in digits")
    return int(text)


def _misuse(arguments: argparse.Namespace) -> str | None:
    """What is wrong with the words as a whole: one clock or a batch of them, never half of each."""
    if arguments.batch is None:
        lacking = arguments.start is None or arguments.working_days is None
        return "give --from and --working-days, or --batch" if lacking else None
    if arguments.start is not None or arguments.working_days is not None or arguments.pause:
        return "give either --from, --working-days and --pause, or --batch, not both"
    return None


@dataclass(frozen=True, slots=True)
class _Row:
    """One clock to read, from a line of the batch or from the command line (which has no number).

    `problem` where the line cannot be answered for its id.
    """

    id: str
    file: str
    number: int | None
    cells: Mapping[str, str]
    problem: Problem | None = None


def _rows(arguments: argparse.Namespace) -> tuple[list[_Row], list[Problem]]:
    """What was asked; in a batch an empty calendar cell takes the one named on the command line."""
    if arguments.batch is None:
        cells = {
            "from": arguments.start.isoformat(),
            "working_days": str(arguments.working_days),
            "calendar": arguments.calendar,
            "pauses": "|".join(arguments.pause),
        }
        return [_Row("clock", "command line", None, cells)], []
    from permeance.materials.readers.csv import read_csv
    from permeance.materials.readers.ids import faulty_id

    table = read_csv(arguments.batch, ("id", "from", "working_days"), ("calendar", "pauses"))
    rows, first = [], dict[str, int]()
    for row in table.rows:
        cells = {**row.cells, "calendar": row["calendar"] or arguments.calendar}
        problem = faulty_id(table.file, row, first, "the clock")
        rows.append(_Row(row["id"], table.file, row.number, cells, problem))
        first.setdefault(row["id"], row.number)
    return rows, list(table.problems)


def _answer(row: _Row, find: Callable[[str], WorkingCalendar]) -> ClockReading | Problem:
    """The reading of one clock, or the first thing that is wrong with its row."""
    from permeance.terms.problem import BadInputError

    if row.problem is not None:
        return row.problem
    try:
        return _reading(row, find)
    except BadInputError as error:
        return error.problems[0]


def _reading(row: _Row, find: Callable[[str], WorkingCalendar]) -> ClockReading:
    from permeance.licensing.clock import deadline
    from permeance.terms.problem import BadInputError, Problem

    cells = row.cells

    def fault(key: str, found: str, allowed: str, remedy: str) -> BadInputError:
        found = found[:80] if cells[key] else "nothing"
        place = key if row.number is not None else _OPTIONS[key]
        return BadInputError([Problem(row.file, row.number, place, found, allowed, remedy)])

    try:
        start = read_day(cells["from"])
    except ValueError as error:
        raise fault("from", str(error), ALLOWED, day_remedy(cells["from"])) from None
    if start.year == date.max.year:
        raise fault("from", cells["from"], f"a day before the year {date.max.year}", "check the year")
    try:
        pauses = [_pause(text) for text in cells.get("pauses", "").split("|") if text.strip()]
    except ValueError as error:
        raise fault("pauses", str(error), "A:B with A on or before B, or A: while open", "correct the pause") from None
    try:
        number = whole_number(cells["working_days"], 1, MOST_WORKING_DAYS)
    except ValueError as error:
        raise fault("working_days", repr(cells["working_days"][:40]), str(error), "give the number") from None
    try:
        calendar = find(cells["calendar"])
    except BadInputError as error:
        first = error.problems[0]
        place = ", ".join(filter(None, [first.file, f"row {first.row}" if first.row else None, first.key]))
        found = first.found if first.file == "calendar" else f"{place}: {first.found}"
        raise fault("calendar", found, first.allowed, first.remedy) from None
    return deadline(calendar, start, number, pauses)


def _pause(text: str) -> Pause:
    from permeance.licensing.clock import Pause

    asked, colon, answered = (part.strip() for part in text.partition(":"))
    if not colon:
        raise ValueError(repr(text[:40]))
    starts, ends = read_day(asked), read_day(answered) if answered else None
    if ends is not None and ends < starts:
        raise ValueError(f"{starts}:{ends}, which ends before it begins")
    return Pause(starts, ends)


def _as_json(name: str, number: int | None, answer: ClockReading | Problem) -> dict[str, object]:
    from permeance.licensing.clock import ClockReading

    if not isinstance(answer, ClockReading):
        return {"id": name, "row": number, "problem": answer.as_json()}
    return {
        "id": name,
        "due": answer.due.isoformat() if answer.due else None,
        "counted_days": answer.counted_days,
        "paused_days": answer.paused_days,
        "derivation": list(answer.derivation),
        **({"why": answer.why} if answer.why else {}),
    }
