"""An assessment as lines for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from permeance.exposure.assess import Assessment
from permeance.exposure.levers import DaysGained, Levers
from permeance.exposure.line_fault import may_be_early_words, may_be_late_words, unanswered_rows
from permeance.exposure.outcome import LineStop, Simulated
from permeance.exposure.rendering.dates import iso
from permeance.exposure.rendering.held import hold_rows
from permeance.exposure.rendering.lines import calendar_words, headline, unused_words
from permeance.exposure.rendering.news import news_words
from permeance.exposure.rendering.unfiled import unfiled_sentences

LEVERS_SHOWN = 6  # of the levers, as many as a terminal shows; the report has all
COVER = "Each part would have to last until its first arrival:"
TEXT_WIDTH, GLUE = 80, "\u00a0"  # a line and its date stay together


def as_text(assessment: Assessment) -> str:
    """The answer's sentence and what it does without, then a table of at most 80 columns."""
    simulated = assessment.simulated
    synthetic = "Synthetic data: the company and all its figures are invented."
    words = [synthetic] if assessment.company.synthetic else []
    words.append(headline(assessment))
    unused = unused_words(assessment)
    if unused:
        words.append(f"{unused}: see the messages on standard error, or the end of the report.")
    words += _dates(assessment)
    words += _wrapped(unfiled_sentences(simulated.unfiled_in_any))
    words += _wrapped(hold_rows(assessment.holds))
    news = news_words(assessment)
    words += ["", *news] if news else []
    if simulated.lines_if_mildest:
        words += ["", "Some crossings cannot be told; the dates above are the earlier ones of acting on"]
        words += ["the strictest and on the mildest answer that the known facts allow. The later"]
        words += ["ones, where they differ:", *_moved(simulated)]
    words += _by_scenario(assessment)
    words += _levers(assessment.levers)
    words.append("")
    if any(line.stop.off_days for line in simulated.lines):
        words.append(calendar_words(assessment))
    words.append(
        f"As of {assessment.company.as_of}, as known on {assessment.known}; law {assessment.snapshot.hash}, "
        f"seed {assessment.settings.seed}."
    )
    return "\n".join(words)


def _dates(assessment: Assessment) -> list[str]:
    """When each line stops; without stock, until when each part would have to last."""
    company, simulated = assessment.company, assessment.simulated
    words = [*may_be_late_words(company.may_be_late), *may_be_early_words(company.may_be_early)]
    if company.has_dates:
        return [*words, "", *_table(simulated.lines), *unanswered_rows(company.not_answered)]
    return [*words, *(_cover(simulated) if company.crossings else ["", *unanswered_rows(company.not_answered)])]


def _table(lines: Sequence[LineStop]) -> list[str]:
    rows = [f"{'line':<14}{'P10':<12}{'P50':<12}{'P90':<12}{'30 d':>6}{'60 d':>6}{'90 d':>6}"]
    for line in lines:
        days = "".join(f"{iso(day) or 'beyond':<12}" for day in (line.stop.p10, line.stop.p50, line.stop.p90))
        shares = "".join(f"{'-' if share is None else f'{share:.0%}':>6}" for share in line.within.values())
        rows.append(f"{line.label[:13]:<14}{days}{shares}")
    return rows


def _wrapped(said: Sequence[str]) -> list[str]:
    """A paragraph of sentences, after an empty line; nothing for none."""
    return ["", *(row for words in said for row in wrap(words, TEXT_WIDTH, subsequent_indent="  "))] if said else []


def _by_scenario(assessment: Assessment) -> list[str]:
    """The scenarios apart, before their mixture is believed: the median stop of every line in each."""
    simulated, outlook = assessment.simulated, assessment.outlook
    if len(simulated.by_scenario) < 2 or not assessment.company.has_dates:
        return []
    words = ["", "The dates above mix these scenarios by their weights. Median stops in each:"]
    for apart, before in zip(simulated.by_scenario, outlook.before, strict=True):
        moved = abs(before - apart.scenario.weight) >= 0.005
        news = f" (before the news {before:.0%})" if moved else ""
        words.append(f"{apart.scenario.weight:>4.0%}  {apart.scenario.name}{news}")
        stops = zip(simulated.lines, apart.stops, strict=True)
        dates = "  ".join(f"{line.label}{GLUE}{iso(span.p50) or 'beyond'}" for line, span in stops)
        rows = wrap(dates, TEXT_WIDTH, initial_indent="      ", subsequent_indent="      ")
        words += [row.replace(GLUE, " ") for row in rows]
    return words


def _levers(found: Levers) -> list[str]:
    """The first levers, and what else was tried; a line that a lever stops sooner stands in the report alone."""
    gains = [lever for lever in found.levers if max(lever.days_gained.p50, lever.days_gained.p90) > 0]
    if not gains:
        return []
    words = ["", "What buys time, by days that a line stops later (P10, P50, P90):"]
    for lever in gains[:LEVERS_SHOWN]:
        after = f", after {lever.after}" if lever.after else ""
        said = f"{lever.line} {gained_words(lever.days_gained)}: {lever.title}{after} ({lever.who})"
        words += wrap(said, TEXT_WIDTH, initial_indent="  ", subsequent_indent="    ")
    more = len(found.levers) - len(gains[:LEVERS_SHOWN])
    return [*words, f"  and {more} more in the report"] if more > 0 else words


def gained_words(gained: DaysGained) -> str:
    """`0, 13 and 55 days`, with `or more` where a run ends at the horizon."""
    low, middle, high = (
        f"{days:+d}{' or more' if name in gained.at_least else ''}" if days else "0"
        for name, days in (("p10", gained.p10), ("p50", gained.p50), ("p90", gained.p90))
    )
    return f"{low}, {middle}, {high}"


def _until(day: date | None) -> str:
    return f"until {day}" if day else "beyond the horizon"


def _moved(simulated: Simulated) -> list[str]:
    """The lines whose dates differ in the later bound, as a table."""
    pairs = zip(simulated.lines, simulated.lines_if_mildest, strict=True)
    return _table([late for early, late in pairs if (late.stop, late.within) != (early.stop, early.within)])


def _cover(simulated: Simulated) -> list[str]:
    return [
        COVER,
        *(f"  {item}: {_until(s.p50)} (P50), {_until(s.p90)} (P90)" for item, s in simulated.cover_needed.items()),
    ]
