"""`permeance screen NAMES`: which names are on a list of parties, or may be, and why."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, Stream, counted, print_json, print_problems, say, stages
from permeance.cli.words import day_word, whole_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from permeance.determination.parties.lists.load import ListFile
    from permeance.determination.parties.names_table import Named
    from permeance.determination.parties.screen import Disposition, Screened, Screener
    from permeance.materials.readers.csv import Row
    from permeance.terms.problem import Problem

THRESHOLD, LEAST, MAX_AGE_DAYS, LONGEST_AGE = 75, 60, 30, 3_650


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", type=Path, metavar="NAMES", help="a table with id and name, CSV or .xlsx")
    parser.add_argument(
        "--list", dest="lists", action="append", default=[], type=_list_word, metavar="FILE[@D]",
        help="a list of parties, of day D; `law` for those of the law; may be repeated (law)",
    )  # fmt: skip
    parser.add_argument("--on", type=day_word, metavar="D", help="who is listed on this day (the day of --known)")
    parser.add_argument("--known", type=day_word, metavar="K", help="lists as publicly known on this day (today)")
    parser.add_argument(
        "--threshold", type=whole_word(LEAST, 100), default=THRESHOLD, metavar="N",
        help=f"least score of a name that a person has to look at ({THRESHOLD})",
    )  # fmt: skip
    parser.add_argument(
        "--max-age-days", type=whole_word(0, LONGEST_AGE), default=MAX_AGE_DAYS, metavar="N",
        help=f"an older list clears nobody ({MAX_AGE_DAYS})",
    )  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _list_word(text: str) -> ListFile:
    from permeance.determination.parties.lists.load import list_word

    try:
        return list_word(text)
    except ValueError as error:
        found = f"found {error}; allowed: FILE, or FILE@D with a day such as 2026-11-20; check the day"
        raise argparse.ArgumentTypeError(found) from None


def run(arguments: argparse.Namespace) -> int:
    from permeance.cli.known import doubts
    from permeance.determination.parties.names_table import read_names
    from permeance.terms.problem import Problem

    known = min(arguments.known or arguments.today, arguments.today)
    rows, problems = read_names(arguments.names)
    screener = _screener(arguments, known)
    day = arguments.known or arguments.today
    asked = doubts(day, arguments.today) if day > arguments.today or not arguments.lists else []
    faulty = [answer for _, answer in rows if isinstance(answer, Problem)]
    problems = [*asked, *screener.gaps, *problems, *faulty]
    answers = _answers(rows, screener)
    if arguments.format == "json":
        _print_json(screener, answers, problems)
    else:
        _print(screener, list(answers))
    print_problems(problems)
    return EXIT_DATA if problems else EXIT_DONE


def _screener(arguments: argparse.Namespace, known: date) -> Screener:
    """The lists named, or else those of the law as known on the day."""
    from permeance.determination.parties.lists.load import SHIPPED, list_word, load_list
    from permeance.determination.parties.lists.party_list import PartyList
    from permeance.determination.parties.lists.shipped import shipped_lists
    from permeance.determination.parties.screen import Screener
    from permeance.law.snapshot import compile_snapshot

    on, lists = arguments.on or known, list[PartyList]()
    with stages() as stage:
        for file in arguments.lists or [list_word(SHIPPED)]:
            stage(f"reading {file.path.name}")
            if str(file.path) == SHIPPED:
                lists += shipped_lists(compile_snapshot(known), on)
            else:
                lists.append(load_list(file, arguments.today))
        stage("making the lists ready")
        screener = Screener(tuple(lists), on, known, arguments.threshold, arguments.max_age_days)
        screener.make_ready()
    return screener


Answered = tuple["Row", "tuple[Named, Screened] | Problem"]


def _answers(rows: list[tuple[Row, Named | Problem]], screener: Screener) -> Iterator[Answered]:
    from permeance.terms.problem import Problem

    for row, named in counted(rows, "names screened"):
        yield row, named if isinstance(named, Problem) else (named, screener.screen(*named.names))


def _print_json(screener: Screener, answers: Iterator[Answered], problems: list[Problem]) -> None:
    from permeance.determination.parties.rendering import list_json, result_json

    def one(answered: Answered) -> dict[str, object]:
        row, answer = answered
        if isinstance(answer, tuple):
            return result_json(*answer)
        return {"id": row["id"], "row": row.number, "problem": answer.as_json()}

    print_json(
        {
            "known": screener.known.isoformat(),
            "on": screener.on.isoformat(),
            "threshold": screener.threshold,
            "max_age_days": screener.max_age_days,
            "lists": [list_json(screener, found) for found in screener.lists],
            "results": Stream(map(one, answers)),
            "problems": [problem.as_json() for problem in problems],
        }
    )


def _print(screener: Screener, answers: list[Answered]) -> None:
    """The answer in a sentence, then the names that a person has to look at, then the others, then the lists."""
    from permeance.determination.parties.rendering import list_lines, result_lines, summary

    done = [answer for _, answer in answers if isinstance(answer, tuple)]
    counts: Counter[Disposition] = Counter(screened.disposition for _, screened in done)
    say(*summary(screener, counts), "")
    for named, screened in sorted(done, key=lambda answer: (not answer[1].hits, -(answer[1].score or 0))):
        say(*result_lines(named, screened))
    say("", *list_lines(screener))
