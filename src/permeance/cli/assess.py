"""`permeance assess COMPANY_DIR`: which line stops on which day, how surely, and what drives it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, EXIT_USAGE, print_json, print_problems, say, stages, tell
from permeance.cli.words import day_word, table_day_word, weight_word, whole_word

if TYPE_CHECKING:
    from permeance.exposure.assess import Assessment
    from permeance.foresight.news import News
    from permeance.terms.problem import Problem

    Stage = Callable[[str], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("company", type=Path, metavar="COMPANY_DIR", help="a folder with items, bom and demand tables")
    parser.add_argument("--as-of", type=table_day_word, metavar="D", help="the day of the question")
    parser.add_argument("--known", type=day_word, metavar="K", help="what was public on this day (as-of day)")
    parser.add_argument(
        "--horizon-days", type=whole_word(1, 1_000), default=365, metavar="N", help="how far ahead (365)"
    )
    parser.add_argument("--seed", type=whole_word(0, 2**63 - 1), default=1, metavar="N", help="of the simulation (1)")
    parser.add_argument(
        "--news", type=Path, nargs="+", action="extend", default=[], metavar="FILE", help="articles, text or HTML"
    )
    parser.add_argument(
        "--scenario", type=weight_word, action="append", default=[], metavar="NAME=WEIGHT",
        help="the weight of a scenario, 0 to 1; the others share the rest",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="FILE", help="the HTML report (report.html)")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="the answer as an Excel workbook too")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    misuse = _misuse(arguments)
    if misuse:
        tell(f"permeance assess: {misuse}")
        return EXIT_USAGE
    report = arguments.out or (Path("report.html") if arguments.format == "text" else None)
    if report is not None:
        from permeance.exposure.report.engine import engine

        engine()  # it takes longer to start than to draw every picture
    with stages() as stage:
        assessment, unknown = _assessed(arguments, stage)
        _written(assessment, report, arguments.xlsx, stage)
    if arguments.format == "json":
        from permeance.exposure.rendering import as_json

        print_json(as_json(assessment))
    else:
        from permeance.exposure.rendering import as_text

        say(*(f"As known on {problem.found}: {problem.remedy}." for problem in unknown))
        say(*as_text(assessment).split("\n"), "", f"Report: {report}")
        say(*([f"Workbook: {arguments.xlsx}"] if arguments.xlsx else []))
    print_problems(assessment.problems)
    return EXIT_DATA if assessment.problems else EXIT_DONE


def _assessed(arguments: argparse.Namespace, stage: Stage) -> tuple[Assessment, list[Problem]]:
    """The assessment, and what there is to say of its day of knowledge."""
    from permeance.cli.known import doubts
    from permeance.exposure.assess import assess
    from permeance.exposure.folder import read_folder
    from permeance.exposure.line_stop import Settings
    from permeance.exposure.outlook import Heard

    settings = Settings(arguments.horizon_days, arguments.seed)
    stage("reading the folder")
    company, problems = read_folder(arguments.company, arguments.as_of, arguments.today, arguments.horizon_days)
    # An answer for a past day uses what was public then, unless another day is asked for; today knows no more.
    known = arguments.known or min(company.as_of, arguments.today)
    unknown = doubts(known, arguments.today)
    news, unread = _read_news(arguments.news)
    stage(f"{settings.replications:,} runs of {settings.horizon_days:,} days")
    heard = Heard(news, dict(arguments.scenario))
    return assess(company, known, settings, [*unknown, *problems, *unread], heard), unknown


def _written(assessment: Assessment, report: Path | None, workbook: Path | None, stage: Stage) -> None:
    """The files that were asked for."""
    if report is not None:
        from permeance.exposure.report.page import write_report

        stage("drawing the report")
        write_report(assessment, report)
    if workbook is not None:
        from permeance.exposure.report.workbook import write_workbook

        stage("writing the workbook")
        write_workbook(assessment, workbook)


def _misuse(arguments: argparse.Namespace) -> str | None:
    """What cannot be meant by --xlsx: a file that Excel refuses, the report, or a table that the answer rests on."""
    path: Path | None = arguments.xlsx
    if path is None:
        return None
    from permeance.exposure.folder import SHEETS
    from permeance.exposure.folder.tables import BOOK

    if path.suffix.lower() != ".xlsx":
        return f"--xlsx: found {path}; allowed: a name that ends in .xlsx; Excel opens no other"
    place = path.parent.resolve()
    if place == arguments.company.resolve() and path.stem.lower() in {BOOK, *SHEETS}:
        return f"--xlsx: found {path}, a table of the company; allowed: any other file; nothing was written"
    if arguments.out is not None and place / path.name == arguments.out.parent.resolve() / arguments.out.name:
        return f"--xlsx: found {path}, which is the report of --out; allowed: any other file; nothing was written"
    return None


def _read_news(paths: Sequence[Path]) -> tuple[tuple[News, ...], list[Problem]]:
    """The claims of every document; one that cannot be read is named and moves nothing."""
    if not paths:
        return (), []
    from permeance.foresight.news import News
    from permeance.terms.problem import BadInputError
    from permeance.watch.document import read_document
    from permeance.watch.extract import read_claims

    news: list[News] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            document = read_document(path)
        except BadInputError as error:
            problems += error.problems
            continue
        news.append(News(document.file, document.published, read_claims(document.text, document.published)))
    return tuple(news), problems
