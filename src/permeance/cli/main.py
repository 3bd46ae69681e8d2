"""`permeance VERB ...`: finds the verb, parses its words and runs it. Nothing heavy is imported before that."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from permeance import __version__
from permeance.cli.output import printable, tell

VERBS = {
    "assess": "which line stops on which day, how surely, and what drives it",
    "init": "write the tables of a company folder to fill in, as CSV files or one Excel workbook",
    "check": "what is wrong or missing in a company folder, and what that costs",
    "determine": "whether items need an export licence, with reasons",
    "screen": "which names are on a list of parties, or may be, and why",
    "law": "what law is in the data, how it stands, what changed, and how far it can be trusted",
    "read": "what an article claims about export rules, how surely, and who says so",
    "clock": "the day on which a number of working days has passed",
}
DOES = frozenset({"init"})  # all other verbs say something
_DESCRIPTION = """From an export-licence rule to the day a production line stops.
Not legal or investment advice."""


if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class _Parser(argparse.ArgumentParser):
    """A parser whose messages repeat words of the command line as a terminal may have them."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        super()._print_message("\n".join(map(printable, message.split("\n"))), file)


def run() -> None:
    """The console entry: exit 0 done, 1 something is wrong with the data, 2 usage."""
    sys.exit(main(sys.argv[1:]))


def main(words: Sequence[str], clock: Callable[[], date] = date.today) -> int:
    """Run one verb and return the exit code. `clock` says what day it is, to every verb."""
    parser = _Parser(prog="permeance", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"permeance {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    wanted = next((word for word in words if word in VERBS), None)
    for verb, summary in VERBS.items():
        does = summary[0].upper() + summary[1:] if verb in DOES else f"Say {summary}"
        sub = verbs.add_parser(verb, help=summary, description=f"{does}.")
        if verb == wanted:
            import_module(f"permeance.cli.{verb}").add_arguments(sub)
    arguments = parser.parse_args(words)
    return _run(arguments, clock())


def _run(arguments: argparse.Namespace, today: date) -> int:
    from permeance.cli.output import EXIT_DATA, print_json, print_problems
    from permeance.law.vintage import COLLECTED
    from permeance.terms.problem import BadInputError

    arguments.today = max(today, COLLECTED)  # a machine's clock that stands before the data was collected is wrong
    try:
        return int(import_module(f"permeance.cli.{arguments.verb}").run(arguments))
    except BadInputError as error:  # nothing could be answered
        if arguments.format == "json":
            print_json({"problems": [problem.as_json() for problem in error.problems]})
        print_problems(error.problems)
        return EXIT_DATA
    except BrokenPipeError:  # the reader closed the pipe, as `head` does
        sys.stderr.close()
        return EXIT_DATA
    except KeyboardInterrupt:
        tell("permeance: stopped by the keyboard; nothing was written")
        return 130


if __name__ == "__main__":
    run()
