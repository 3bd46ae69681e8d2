"""`permeance assess COMPANY_DIR`: which line stops on which day, how surely, and what drives it."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from permeance.cli.output import EXIT_DATA, EXIT_DONE, EXIT_USAGE, print_json, print_problems


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("company", type=Path, metavar="COMPANY_DIR", help="a folder with items, bom and demand tables")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="D", help="the day of the question")
    parser.add_argument("--known", type=date.fromisoformat, metavar="K", help="what was public on this day (as-of day)")
    parser.add_argument("--horizon-days", type=int, default=365, metavar="N", help="how far ahead (365)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the simulation (1)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the HTML report (report.html)")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    from permeance.exposure.assess import assess
    from permeance.exposure.folder import read_folder
    from permeance.exposure.line_stop import Settings
    from permeance.exposure.rendering import as_json, as_text

    if not 1 <= arguments.horizon_days <= 1_000 or not 0 <= arguments.seed < 2**63:
        import sys

        print("permeance assess: --horizon-days from 1 to 1000, --seed from 0 to 2**63 - 1", file=sys.stderr)
        return EXIT_USAGE
    company, problems = read_folder(arguments.company, arguments.as_of)
    report = arguments.out or (Path("report.html") if arguments.format == "text" else None)
    settings = Settings(arguments.horizon_days, arguments.seed)
    # An answer for a past day uses what was public then, unless another day is asked for.
    assessment = assess(company, arguments.known or company.as_of, settings, problems)
    if report is not None:
        from permeance.exposure.report.page import write_report

        write_report(assessment, report)
    if arguments.format == "json":
        print_json(as_json(assessment))
    else:
        print(as_text(assessment))
        print(f"\nReport: {report}")
    print_problems(problems)
    return EXIT_DATA if problems else EXIT_DONE
