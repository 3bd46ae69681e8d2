"""`permeance determine ITEMS`: whether items need an export licence, with reasons."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, Stream, counted, print_json, print_problems, say, tell
from permeance.cli.words import day_word, table_day_word

if TYPE_CHECKING:
    from permeance.determination.crossing import Crossing
    from permeance.determination.determine import Determination
    from permeance.determination.reasons import Reason
    from permeance.law.snapshot import Snapshot
    from permeance.materials.readers.csv import Row
    from permeance.terms.problem import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("items", type=Path, metavar="ITEMS", help="a table of items, CSV, .xlsx or .parquet")
    parser.add_argument("--on", type=table_day_word, metavar="D", help="day for rows without a ship_date")
    parser.add_argument("--known", type=day_word, metavar="K", help="the law as publicly known on this day (today)")
    parser.add_argument("--explain", metavar="ID", help="print the reasons of one item")
    parser.add_argument("--out", type=Path, metavar="F", help="write the answers to F.parquet, F.csv or F.json instead")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    if arguments.out is not None:
        from permeance.cli.determine_out import run_out

        return run_out(arguments)
    from permeance.cli.known import doubts
    from permeance.law.snapshot import compile_snapshot

    known = arguments.known or arguments.today
    snapshot = compile_snapshot(known)
    rows, problems = _rows(arguments.items, arguments.explain)
    problems = [*doubts(known, arguments.today), *problems]
    results = _results(rows, snapshot, arguments.on)
    if arguments.format == "json":
        print_json(
            {
                "known": known.isoformat(),
                "law": {"snapshot": snapshot.hash, "verified_on": snapshot.verified_on},
                "results": Stream(map(_as_json, results)),
                "problems": [problem.as_json() for problem in problems],
            }
        )
    else:
        _print(results, explained=arguments.explain is not None)
        if arguments.on is None and _without_a_day(rows):
            tell("No row has a ship_date. For an answer on a day, give it: --on " + arguments.today.isoformat())
    print_problems(problems)
    return EXIT_DATA if problems else EXIT_DONE


def _without_a_day(rows: list[tuple[Row, Crossing | Problem]]) -> bool:
    """Whether there are sound rows and none says when its goods leave."""
    from permeance.determination.crossing import Crossing

    days = [crossing.ship_date for _, crossing in rows if isinstance(crossing, Crossing)]
    return bool(days) and not any(days)


@dataclass(frozen=True, slots=True)
class _Result:
    """What is said of one row: its determination, or what is wrong with it."""

    id: str
    row: int
    answer: Determination | Problem


def _rows(items: Path, only: str | None) -> tuple[list[tuple[Row, Crossing | Problem]], list[Problem]]:
    """Every row of the table, or those of which the reasons are asked, and all that is wrong with them."""
    from permeance.determination.item_table import read_items
    from permeance.terms.problem import Problem

    rows, problems = read_items(items)
    if only is not None:
        rows = [(row, crossing) for row, crossing in rows if row["id"] == only]
        asked = {row.number for row, _ in rows}
        problems = [problem for problem in problems if problem.row in (None, 1) or problem.row in asked]
        if not rows:
            problems.append(
                Problem(
                    items.name,
                    None,
                    "--explain",
                    repr(only[:60]),
                    "an id of the table",
                    "check the column id",
                )
            )
    return rows, [*problems, *(crossing for _, crossing in rows if isinstance(crossing, Problem))]


def _results(rows: list[tuple[Row, Crossing | Problem]], snapshot: Snapshot, on: date | None) -> Iterator[_Result]:
    """The answers one by one: a table of many thousand rows is never held in answers."""
    from permeance.determination.determine import determine
    from permeance.terms.problem import Problem

    for row, crossing in counted(rows, "rows determined"):
        answer = crossing if isinstance(crossing, Problem) else determine(crossing, snapshot, on)
        yield _Result(row["id"], row.number, answer)


def _as_json(result: _Result) -> dict[str, object]:
    from permeance.determination.rendering import result_json
    from permeance.terms.problem import Problem

    if isinstance(result.answer, Problem):
        return {"id": result.id, "row": result.row, "problem": result.answer.as_json()}
    return result_json(result.answer)


def _print(results: Iterable[_Result], *, explained: bool) -> None:
    from permeance.determination.rendering import sentence
    from permeance.terms.problem import Problem

    for result in results:
        if not isinstance(result.answer, Problem):
            say(sentence(result.answer))
            if explained:
                _explain(result.answer)


_MARKS = {"true": "yes", "false": "no", "unknown": "cannot tell"}


def _explain(decided: Determination) -> None:
    """The reasons as a tree of short lines: entries that catch or may catch first, near misses after."""
    from permeance.determination.rendering import mass_sentence, screening_words

    order = {"true": 0, "unknown": 1, "false": 2}
    for finding in sorted(decided.findings, key=lambda f: order[f.truth.value]):
        if finding.may_catch or finding.is_near_miss:
            say(f"  [{_MARKS[finding.truth.value]}] {finding.provision.citation}")
            _parts(finding.reason, 2)
    for mass in decided.element_masses:
        say(f"  holds {mass_sentence(mass)}")
    screened = screening_words(decided.screening)
    if screened:
        say(f"  screening: {screened}")
    for duty in decided.obligations:
        say(f"  duty ({duty.basis}): {duty.text}")


def _parts(reason: Reason, depth: int) -> None:
    from permeance.determination.rendering import plain_words

    for part in reason.parts:
        wanted = f"; wanted {plain_words(part.wanted)}" if part.wanted else ""
        compared = f": {plain_words(part.found)}{wanted}" if part.found else ""
        say("  " * depth + f"[{_MARKS[part.truth.value]}] {plain_words(part.test)}{compared}")
        _parts(part, depth + 1)
    if reason.note:
        say("  " * depth + f"note: {plain_words(reason.note)}")
