"""`permeance VERB ...`: finds the verb, parses its words and runs it. Nothing heavy is imported before that."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from permeance import __version__

VERBS = {
    "assess": "which line stops on which day, how surely, and what drives it",
    "determine": "whether items need an export licence, with reasons",
    "read": "what an article claims about export rules, how surely, and who says so",
    "clock": "the day on which a number of working days has passed",
}
_DESCRIPTION = """From an export-licence rule to the day a production line stops.
Not legal or investment advice."""


def run() -> None:
    """The console entry: exit 0 done, 1 something is wrong with the data, 2 usage."""
    sys.exit(main(sys.argv[1:]))


def main(words: Sequence[str]) -> int:
    """Run one verb and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="permeance", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"permeance {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    wanted = next((word for word in words if word in VERBS), None)
    for verb, summary in VERBS.items():
        sub = verbs.add_parser(verb, help=summary, description=f"Say {summary}.")
        if verb == wanted:
            import_module(f"permeance.cli.{verb}").add_arguments(sub)
    arguments = parser.parse_args(words)
    return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    from permeance.cli.output import EXIT_DATA, print_json, print_problems
    from permeance.terms.problem import BadInputError

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
        print("permeance: stopped by the keyboard; nothing was written", file=sys.stderr)
        return 130


if __name__ == "__main__":
    run()
