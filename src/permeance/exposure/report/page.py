"""Writes the report: one file that opens from disk, with no script and no address outside itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import ascii_uppercase

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from permeance.determination.determine import Determination
from permeance.determination.findings import Finding
from permeance.determination.rendering import plain_words, screening_words, sentence
from permeance.exposure.assess import Assessment
from permeance.exposure.levers import Lever
from permeance.exposure.line_fault import may_be_early_words, may_be_late_words
from permeance.exposure.rendering import (
    COVER,
    WHY_HELD,
    gained_words,
    headline,
    hold_words,
    line_sentence,
    news_words,
    next_words,
    percent,
    prose,
    unfiled_groups,
    unfiled_words,
    unused_words,
)
from permeance.exposure.report import charts, timeline, words
from permeance.terms.file_placing import put_in_place

HAN, KANA = re.compile("[\u3400-\u9fff]"), re.compile("[\u3040-\u30ff]")
# Chinese or Japanese with its punctuation; or a short name such as X-MAG-A, which a browser would break at a hyphen.
MARKED = re.compile(
    "([\u3040-\u30ff\u3400-\u9fff][\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]*"
    r"|(?<![\w-])(?=[A-Z0-9-]{3,16}(?![\w-]))[A-Z0-9]+(?:-[A-Z0-9]+)+)"
)
# Characters that turn the order of a line around, as `\u202e` does: a name must not read otherwise than it is written.
TURNING = {code: f"\\u{code:04x}" for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
MARKS = {"true": "yes", "false": "no", "unknown": "cannot tell"}


def write_report(assessment: Assessment, path: Path) -> None:
    """Render the report and put it in place whole or not at all. Raises BadInputError where it cannot."""
    put_in_place(path, render(assessment).encode("utf-8"), "--out")


def render(assessment: Assessment) -> str:
    """The report as HTML. Every value from the company's tables is escaped; only our own drawings are not.

    In the drawings too a character that turns the order of a line around stands as its number.
    """
    pictures = _pictures(assessment)  # asked for first: they are drawn while the templates are read
    simulated = assessment.simulated
    page = (
        _environment()
        .get_template("report.html")
        .render(
            a=assessment,
            headline=headline(assessment),
            news_words=news_words(assessment),
            pulled=_pulled(assessment),
            unused=unused_words(assessment),
            may_be_late=may_be_late_words(assessment.company.may_be_late),
            may_be_early=may_be_early_words(assessment.company.may_be_early),
            lines=simulated.lines,
            letters=[_letter(number) for number in range(len(simulated.by_scenario))],
            unfiled=unfiled_groups(simulated.unfiled_in_any),
            only_if=any(part.only_if for part in simulated.unfiled_in_any),
            cases={view.application.id: view for view in simulated.cases},
            not_known=words.not_known(assessment),
            **pictures,
        )
    )
    return page.translate(TURNING)


def _pictures(assessment: Assessment) -> dict[str, object]:
    """Every picture by its name in the template, in the order in which they stand."""
    return {
        "bars": charts.line_bars(assessment),
        "fans": {fan.line.label: charts.stock_fan(assessment, fan) for fan in assessment.simulated.fans},
        "timeline": timeline.case_timeline(assessment),
    }


@cache
def _environment() -> Environment:
    """What the templates are read with: filters, and the words that they ask for one by one."""
    environment = Environment(
        loader=PackageLoader("permeance.exposure.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=marked,
    )
    environment.filters |= {
        "plain": escape,
        "prose": prose,
        "spoken": plain_words,
        "percent": percent,
        "mark": MARKS.__getitem__,
    }
    environment.globals |= {
        "case_sentence": timeline.case_sentence,
        "cover": COVER,
        "determination_sentence": sentence,
        "gained_words": gained_words,
        "hold_words": hold_words,
        "line_sentence": line_sentence,
        "next_words": next_words,
        "screening_words": screening_words,
        "shown_findings": _shown_findings,
        "unfiled_words": unfiled_words,
        "why_held": WHY_HELD,
        "words": words,
    }
    return environment


def _letter(number: int) -> str:
    """A short name of a scenario in the report: A to Z, then S27."""
    return ascii_uppercase[number] if number < len(ascii_uppercase) else f"S{number + 1}"


def _pulled(assessment: Assessment) -> list[tuple[Lever, ...]]:
    """The levers in their order, what one does to several lines together."""
    found: dict[tuple[str, str | None], list[Lever]] = {}
    for lever in assessment.levers.levers:
        found.setdefault((lever.title, lever.after), []).append(lever)
    return [tuple(same) for same in found.values()]


def marked(value: object) -> object:
    """What the template writes: names that a line must not break, and stretches in Chinese or Japanese, are marked."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    parts = [_marked(part) if n % 2 else escape(part) for n, part in enumerate(MARKED.split(value))]
    return Markup("").join(parts)


def _marked(text: str) -> Markup:
    if HAN.search(text) or KANA.search(text):
        return Markup('<span lang="{}">{}</span>').format("ja" if KANA.search(text) else "zh", text)
    return Markup('<span class="name">{}</span>').format(text)


def _shown_findings(determination: Determination) -> list[Finding]:
    """Entries that catch or may catch, then near misses: all tests but one held, or a ruling took them out."""
    order = {"true": 0, "unknown": 1, "false": 2}
    near = [f for f in determination.findings if f.may_catch or f.is_near_miss]
    return sorted(near, key=lambda finding: order[finding.truth.value])
