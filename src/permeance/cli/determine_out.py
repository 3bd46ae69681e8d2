"""`permeance determine ITEMS --out F`: answers to tables of any length, written to a file."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, EXIT_USAGE, print_json, print_problems, say, stages, tell

if TYPE_CHECKING:
    from permeance.determination.bulk.answers import AnsweredTable, Answers
    from permeance.terms.problem import Problem

SHOWN = 20  # problems that are printed; the file tells each beside its row


def run_out(arguments: argparse.Namespace) -> int:
    """Write the answers, and print how many of each there are and what is wrong with the rest."""
    from permeance.cli.known import doubts
    from permeance.cli.table_out import misuse, table_out
    from permeance.determination.bulk.answers import AnsweredTable
    from permeance.law.snapshot import compile_snapshot

    wrong = "--explain asks for one item, and --out writes all: give one of the two" if arguments.explain else None
    wrong = wrong or misuse(arguments.out, arguments.items)
    if wrong:
        tell(f"permeance: {wrong}")
        return EXIT_USAGE
    known = arguments.known or arguments.today
    snapshot = compile_snapshot(known)
    flat = arguments.out.suffix.lower() != ".json"
    table = AnsweredTable(arguments.items, snapshot, arguments.on, flat=flat)
    counts: Counter[str] = Counter()
    faulty: list[Problem] = []
    problems = doubts(known, arguments.today)
    law = {"snapshot": snapshot.hash, "verified_on": snapshot.verified_on}
    head = {"known": known.isoformat(), "law": law}
    with table_out(arguments.out, table.schema, head) as out:
        for answers in _watched(table):
            out.write(answers.columns)
            faulty += answers.problems[: SHOWN - len(faulty)]
            counts.update(answers.counts())
        out.problems += [*problems, *table.problems]
    _report(arguments, head, counts, [*problems, *table.problems], faulty)
    if arguments.on is None and table.without_a_day and counts:
        tell("No row has a ship_date. For an answer on a day, give it: --on " + arguments.today.isoformat())
    return EXIT_DATA if problems or table.problems or faulty else EXIT_DONE


def _watched(table: AnsweredTable) -> Iterator[Answers]:
    """The answers as they come, with a count of the rows on a terminal."""
    done = 0
    with stages() as show:
        for answers in table:
            yield answers
            done += len(answers)
            show(f"{done:,} rows determined")


def _report(
    arguments: argparse.Namespace,
    head: dict[str, object],
    counts: Counter[str],
    problems: list[Problem],
    faulty: list[Problem],
) -> None:
    rows = sum(counts.values())
    if arguments.format == "json":
        said = {"out": str(arguments.out), "rows": rows, "counts": dict(sorted(counts.items()))}
        print_json({**head, **said, "problems": [problem.as_json() for problem in (*problems, *faulty)]})
    else:
        for answer, count in counts.most_common():
            say(f"{count:>12,}  {answer.replace('_', ' ')}")
        say(f"{rows:,} rows in {arguments.out}")
    print_problems([*problems, *faulty])
    more = counts["problem"] - len(faulty)
    if more > 0:
        tell(f"permeance: {more:,} more rows have a problem; each stands beside its row in {arguments.out}")
