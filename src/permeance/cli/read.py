"""`permeance read ARTICLE`: what an article claims about export rules, how surely, and who says so."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import EXIT_DATA, EXIT_DONE, EXIT_USAGE, print_json, print_problems, say, tell
from permeance.cli.words import day_word

if TYPE_CHECKING:
    from permeance.terms.claim import Claim
    from permeance.terms.problem import Problem
    from permeance.watch.drift import Drift


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("article", type=Path, nargs="?", metavar="ARTICLE", help="text or HTML; nothing is fetched")
    parser.add_argument("--published", type=day_word, metavar="D", help="its day, where the file does not say or errs")
    parser.add_argument(
        "--against", type=Path, nargs="+", action="extend", default=[], metavar="OTHER", help="other reports to compare"
    )
    parser.add_argument("--passages", type=Path, metavar="FILE", help="a YAML list of id, text, published instead")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace) -> int:
    misuse = _misuse(arguments)
    if misuse:
        tell(f"permeance read: {misuse}")
        return EXIT_USAGE
    problems = _read_passages(arguments) if arguments.passages else _read_article(arguments)
    print_problems(problems)
    return EXIT_DATA if problems else EXIT_DONE


def _misuse(arguments: argparse.Namespace) -> str | None:
    """What is wrong with the words as a whole: one article or a list of passages, never both."""
    if arguments.passages is None:
        return None if arguments.article else "give ARTICLE, or --passages"
    if arguments.article or arguments.against or arguments.published:
        return "give either ARTICLE, with --published and --against, or --passages, not both"
    return None


def _read_article(arguments: argparse.Namespace) -> list[Problem]:
    from permeance.watch.clusters import clusters
    from permeance.watch.document import read_document
    from permeance.watch.extract import read_claims
    from permeance.watch.rendering import claim_json, cluster_json, document_json, drift_json, drift_line, notes

    document = read_document(arguments.article, arguments.published)
    claims = read_claims(document.text, document.published)
    found, problems = _drift(arguments.against, claims)
    if arguments.format == "json":
        print_json(
            {
                "document": document_json(document),
                "sources": [cluster_json(cluster) for cluster in clusters(claims)],
                "claims": [claim_json(claim) for claim in claims],
                "drift": [drift_json(other, one) for other, one in found],
                "notes": notes(document, claims),
                "problems": [problem.as_json() for problem in problems],
            }
        )
        return problems
    _print_claims(claims)
    for other, one in found:
        say(drift_line(other, one))
    for note in notes(document, claims):
        say(f"note: {note}")
    return problems


def _drift(others: list[Path], claims: tuple[Claim, ...]) -> tuple[list[tuple[str, Drift]], list[Problem]]:
    """Differences from each other report; one that cannot be read is named and the rest are compared."""
    from permeance.terms.problem import BadInputError
    from permeance.watch.document import read_document
    from permeance.watch.drift import drift
    from permeance.watch.extract import read_claims

    found: list[tuple[str, Drift]] = []
    problems: list[Problem] = []
    for path in others:
        try:
            other = read_document(path)
        except BadInputError as error:
            problems += error.problems
            continue
        found += [(other.file, one) for one in drift(claims, read_claims(other.text, other.published))]
    return found, problems


def _read_passages(arguments: argparse.Namespace) -> list[Problem]:
    from permeance.law.strict_yaml import load
    from permeance.watch.passages import read_passages
    from permeance.watch.rendering import claim_json

    answers = read_passages(arguments.passages.name, load(arguments.passages))
    problems = [answer.problem for answer in answers if answer.problem]
    if arguments.format == "json":
        results = [
            {"id": answer.id, "row": answer.row, "problem": answer.problem.as_json()}
            if answer.problem
            else {"id": answer.id, "claims": [claim_json(claim) for claim in answer.claims]}
            for answer in answers
        ]
        print_json({"results": results, "problems": [problem.as_json() for problem in problems]})
    else:
        for answer in answers:
            if not answer.problem:
                say(f"{answer.id}: {len(answer.claims)} claim{'' if len(answer.claims) == 1 else 's'}")
                _print_claims(answer.claims)
    return problems


def _print_claims(claims: tuple[Claim, ...]) -> None:
    from permeance.watch.rendering import claim_lines

    for claim in claims:
        say(*claim_lines(claim), "")
