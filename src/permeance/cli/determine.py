"""`permeance determine ITEMS`: whether items need an export licence, with reasons."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, print_json, print_problems
from permeance.cli.words import day_word, table_day_word

if TYPE_CHECKING:
    from permeance.determination.determine import Determination
    from permeance.determination.reasons import Reason
    from permeance.terms.problem import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("items", type=Path, metavar="ITEMS", help="a CSV table of items")
    parser.add_argument("--on", type=table_day_word, metavar="D", help="day for rows without a ship_date")
    parser.add_argument("--known", type=day_word, metavar="K", help="the law as publicly known on this day (today)")
    parser.add_argument("--explain", metavar="ID", help="print the reasons of one item")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    from permeance.determination.determine import Determination, determine
    from permeance.determination.item_table import read_items
    from permeance.determination.rendering import result_json, sentence
    from permeance.law.snapshot import compile_snapshot
    from permeance.terms.problem import Problem

    known = arguments.known or date.today()
    rows, problems = read_items(arguments.items)
    snapshot = compile_snapshot(known)
    results: list[tuple[str, int, Determination | Problem]] = []
    for row, crossing in rows:
        answer = crossing if isinstance(crossing, Problem) else determine(crossing, snapshot, arguments.on)
        results.append((row["id"], row.number, answer))
    problems += [answer for _, _, answer in results if isinstance(answer, Problem)]
    if arguments.explain is not None:
        results = [result for result in results if result[0] == arguments.explain]
        asked = {number for _, number, _ in results}
        problems = [problem for problem in problems if problem.row in (None, 1) or problem.row in asked]
        if not results:
            problems.append(
                Problem(
                    str(arguments.items.name),
                    None,
                    "--explain",
                    arguments.explain,
                    "an id of the table",
                    "check it",
                )
            )
    if arguments.format == "json":
        print_json(
            {
                "known": known.isoformat(),
                "law": {"snapshot": snapshot.hash, "verified_on": snapshot.verified_on},
                "results": [
                    {"id": name, "row": row, "problem": answer.as_json()}
                    if isinstance(answer, Problem)
                    else result_json(answer)
                    for name, row, answer in results
                ],
                "problems": [problem.as_json() for problem in problems],
            }
        )
    else:
        for _, _, answer in results:
            if isinstance(answer, Determination):
                print(sentence(answer))
                if arguments.explain is not None:
                    _explain(answer)
    print_problems(problems)
    return EXIT_DATA if problems else EXIT_DONE


_MARKS = {"true": "yes", "false": "no", "unknown": "cannot tell"}


def _explain(decided: Determination) -> None:
    """The reasons as a tree of short lines: entries that catch or may catch first, near misses after."""
    from permeance.determination.rendering import mass_sentence

    order = {"true": 0, "unknown": 1, "false": 2}
    for finding in sorted(decided.findings, key=lambda f: order[f.truth.value]):
        if finding.may_catch or finding.is_near_miss:
            print(f"  [{_MARKS[finding.truth.value]}] {finding.provision.citation}")
            _parts(finding.reason, 2)
    for mass in decided.element_masses:
        print(f"  holds {mass_sentence(mass)}")
    for duty in decided.obligations:
        print(f"  duty ({duty.basis}): {duty.text}")


def _parts(reason: Reason, depth: int) -> None:
    for part in reason.parts:
        compared = f": {part.found}" + (f"; wanted {part.wanted}" if part.wanted else "") if part.found else ""
        print("  " * depth + f"[{_MARKS[part.truth.value]}] {part.test}{compared}")
        _parts(part, depth + 1)
    if reason.note:
        print("  " * depth + f"note: {reason.note}")
