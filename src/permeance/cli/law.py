"""`permeance law ...`: what law is in the data, how it stands, what changed, and how far it can be trusted."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, print_json, print_problems, say, tell
from permeance.cli.words import day_word, table_day_word, whole_word

if TYPE_CHECKING:
    from permeance.law.snapshot import Snapshot
    from permeance.terms.problem import Problem

QUESTIONS = {
    "list": "every instrument: how much of it is modelled, how firmly, how it stands, and what is missing",
    "show": "all that is known of an instrument, a provision or a control code",
    "status": "how every provision stands on a day",
    "diff": "what became known since a day, and what began, ended or lapsed",
    "verify": "how old the data is, what has lapsed or soon will, and what was not read; exit 1 if it needs a look",
}
_WITHIN_DAYS = 90


def add_arguments(parser: argparse.ArgumentParser) -> None:
    questions = parser.add_subparsers(dest="question", metavar="QUESTION", required=True)
    subs = {name: questions.add_parser(name, help=text, description=f"Say {text}.") for name, text in QUESTIONS.items()}
    subs["show"].add_argument("id", metavar="ID", help="such as CN-2025-18, CN-2025-18/1C905.a.4 or 1C905.a.4")
    subs["diff"].add_argument("--since", type=day_word, required=True, metavar="D", help="the day after which")
    subs["diff"].add_argument("--items", type=Path, metavar="ITEMS", help="say which rows of this table change answer")
    subs["diff"].add_argument("--on", type=table_day_word, metavar="D", help="day for rows without a ship_date")
    for name in ("list", "show", "status"):
        subs[name].add_argument("--on", type=day_word, metavar="D", help="how it stands on this day (today)")
    subs["verify"].add_argument(
        "--within-days", type=whole_word(1, 3_650), default=_WITHIN_DAYS, metavar="N", help="how far ahead (90)"
    )
    for sub in subs.values():
        sub.add_argument("--known", type=day_word, metavar="K", help="the law as publicly known on this day (today)")
        sub.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    from permeance.cli.known import doubts
    from permeance.law.register.as_json import law_json
    from permeance.law.snapshot import compile_snapshot

    known = arguments.known or arguments.today
    snapshot = compile_snapshot(known)
    day = getattr(arguments, "on", None) or arguments.today
    answer, lines, problems = _ANSWERS[arguments.question](arguments, snapshot, day)
    problems = [*doubts(known, arguments.today), *problems]
    if arguments.format == "json":
        listed = [problem.as_json() for problem in problems]
        print_json({"known": known, "law": law_json(snapshot), **answer, "problems": listed})
    else:
        say(*lines)
    print_problems(problems)
    return EXIT_DATA if problems else EXIT_DONE


_Answer = tuple[Mapping[str, object], Iterable[str], list["Problem"]]


def _list(_arguments: argparse.Namespace, snapshot: Snapshot, day: date) -> _Answer:
    from permeance.law.register.as_json import clearing_json, covered_json
    from permeance.law.register.coverage import coverage
    from permeance.law.register.text.listing import list_text

    lines = coverage(snapshot, day)
    answer = {"on": day, "results": [covered_json(line) for line in lines], "clearing": clearing_json(snapshot)}
    return answer, list_text(lines, snapshot, day), []


def _show(arguments: argparse.Namespace, snapshot: Snapshot, day: date) -> _Answer:
    from permeance.law.register.as_json import found_json
    from permeance.law.register.lookup import look_up
    from permeance.law.register.text.showing import show_text

    found = look_up(arguments.id, snapshot)
    answer = {"on": day, "results": [found_json(one, snapshot, day) for one in found]}
    return answer, show_text(found, snapshot, day), []


def _status(_arguments: argparse.Namespace, snapshot: Snapshot, day: date) -> _Answer:
    from permeance.law.register.as_json import status_json
    from permeance.law.register.text.status import status_text

    return {"on": day, "results": status_json(snapshot.provisions, day)}, status_text(snapshot, day), []


def _diff(arguments: argparse.Namespace, snapshot: Snapshot, _day: date) -> _Answer:
    from permeance.law.register.as_json import event_json
    from permeance.law.register.difference import difference
    from permeance.law.register.text.difference import diff_text
    from permeance.terms.problem import BadInputError, Problem

    since = arguments.since
    if since > snapshot.known:
        found = f"{since}, which is after the day of --known ({snapshot.known})"
        remedy = "swap the two days" if arguments.known else "ask since an earlier day"
        raise BadInputError([Problem("command line", None, "--since", found, f"up to {snapshot.known}", remedy)])
    if arguments.on is not None and arguments.items is None:
        remedy = "name the table with --items, or ask law status how the law stands on a day"
        raise BadInputError([Problem("command line", None, "--on", str(arguments.on), "a day beside --items", remedy)])
    events = difference(snapshot, since)
    answer = {"since": since, "results": [event_json(event) for event in events]}
    lines = diff_text(events, since, snapshot.known)
    if arguments.items is None:
        return {**answer, "items": None, "counts": None}, lines, []
    return _with_items(arguments, snapshot, answer, lines)


def _with_items(
    arguments: argparse.Namespace, snapshot: Snapshot, answer: Mapping[str, object], lines: Iterable[str]
) -> _Answer:
    """The same with the items whose answer it changes."""
    from permeance.cli.law_items import ItemsChanged
    from permeance.law.snapshot import compile_snapshot

    found = ItemsChanged(arguments.items, compile_snapshot(arguments.since), snapshot, arguments.on)
    if arguments.on is None and found.rows.without_a_day and found.rows.changed + found.rows.unchanged:
        tell("No row has a ship_date. For an answer on a day, give it: --on " + arguments.today.isoformat())
    return {**answer, **found.as_json()}, [*lines, *found.text()], found.rows.problems


def _verify(arguments: argparse.Namespace, snapshot: Snapshot, _day: date) -> _Answer:
    from permeance.law.register.as_json import verification_json
    from permeance.law.register.text.verification import verify_text
    from permeance.law.register.verification import verify

    within = arguments.within_days
    found = verify(snapshot, within)
    answer = {"within_days": within, **verification_json(found)}
    return answer, verify_text(found, snapshot, within), found.problems


_ANSWERS: Mapping[str, Callable[[argparse.Namespace, Snapshot, date], _Answer]] = {
    "list": _list,
    "show": _show,
    "status": _status,
    "diff": _diff,
    "verify": _verify,
}
