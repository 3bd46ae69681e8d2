"""Writes the report: one file that opens from disk, with no script and no address outside itself."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from permeance import __version__
from permeance.determination.rendering import sentence
from permeance.exposure.assess import Assessment
from permeance.exposure.rendering import driver_words, line_sentence, prose
from permeance.terms.problem import BadInputError, Problem

MARKS = {"true": "yes", "false": "no", "unknown": "cannot tell"}


def write_report(assessment: Assessment, path: Path) -> None:
    """Render the report and put it in place whole or not at all. Raises BadInputError where it cannot."""
    text = render(assessment)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        found = error.strerror or "cannot be written"
        raise BadInputError(
            [Problem(str(path), None, "--out", found, "a path that can be written", "choose another")]
        ) from None


def render(assessment: Assessment) -> str:
    """The report as HTML. Every value from the company's tables is escaped."""
    environment = Environment(
        loader=PackageLoader("permeance.exposure.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = prose
    environment.filters["mark"] = MARKS.__getitem__
    lines = assessment.simulated.lines
    template = environment.get_template("report.html")
    return template.render(
        a=assessment,
        version=__version__,
        lines=lines,
        sentences=[line_sentence(line, False) for line in lines],
        driver_words=driver_words,
        determination_sentence=sentence,
    )
