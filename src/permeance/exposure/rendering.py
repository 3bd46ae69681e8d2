"""An assessment as plain values for JSON and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from permeance.determination import rendering as determination_rendering
from permeance.exposure.assess import Assessment
from permeance.exposure.levers import DaysGained, Levers
from permeance.exposure.line_fault import may_be_late_words, not_answered_words, unanswered_rows
from permeance.exposure.outcome import CaseView, Driver, LineStop, Simulated, Span
from permeance.exposure.outlook import Outlook
from permeance.foresight.news import Move, News
from permeance.terms.claim import Claim
from permeance.watch.rendering import claim_json

NO_CROSSING = "No crossing is known, so no licence is waited for: this is not an all-clear."
SHARE_DIGITS = 9  # of a share that are not left over from adding up weights
LEVERS_SHOWN = 6  # of the levers, as many as a terminal shows; the report has all
TEXT_WIDTH, GLUE = 80, "\u00a0"  # a line and its date stay together
COVER = "Each part would have to last until its first arrival:"
NO_STOCK = "No stop date can be given: stock.csv {why}."


def as_json(assessment: Assessment) -> dict[str, object]:
    """The contract's form of `assess`."""
    return {
        **_asked(assessment),
        **_found(assessment.simulated),
        "not_answered": [{"line": f.line, "why": f.why} for f in assessment.company.not_answered],
        "may_be_late": [{"line": f.line, "why": f.why} for f in assessment.company.may_be_late],
        "licences": [],
        "determinations": [determination_rendering.as_json(d) for d in assessment.determinations.values()],
        "levers": assessment.levers.as_json(),
        "questions": [
            {"supplier": q.supplier, "asks": q.asks, "moves_p50_days": q.moves_p50_days} for q in assessment.questions
        ],
        "claims": [
            _claim(document, claim, assessment.outlook)
            for document in assessment.outlook.news
            for claim in document.claims
        ],
        "assumptions": [{"what": a.what, "value": a.value, "source": a.source} for a in assessment.assumptions],
        "problems": [problem.as_json() for problem in assessment.problems],
    }


def _asked(assessment: Assessment) -> dict[str, object]:
    """What was asked of whom, and by which law and luck it is answered."""
    return {
        "company": assessment.company.name,
        "synthetic": assessment.company.synthetic,
        "as_of": assessment.company.as_of.isoformat(),
        "known": assessment.known.isoformat(),
        "horizon_days": assessment.settings.horizon_days,
        "seed": assessment.settings.seed,
        "replications": assessment.settings.replications,
        "law": {"snapshot": assessment.snapshot.hash, "verified_on": _iso(assessment.snapshot.verified_on)},
        "scenarios": [
            {"name": s.name, "weight": s.weight, "before_news": before, "why": s.why}
            for s, before in zip(assessment.outlook.scenarios, assessment.outlook.before, strict=True)
        ],
    }


def _found(simulated: Simulated) -> dict[str, object]:
    """What the runs gave."""
    return {
        "lines": [_line(line, simulated, place) for place, line in enumerate(simulated.lines)],
        "lines_if_mildest": [_line(line) for line in simulated.lines_if_mildest],
        "cover_needed": {item: _span(span) for item, span in simulated.cover_needed.items()},
        "cases": [_case(view) for view in simulated.cases],
    }


def _line(line: LineStop, simulated: Simulated | None = None, place: int = 0) -> dict[str, object]:
    """One line; where the whole run is given, with its scenarios apart and what the news changed."""
    stop = _span(line.stop)
    return {
        "line": line.line,
        "product": line.product,
        "stop": stop,
        "provisional_days": line.stop.off_days,
        **(_apart(line, simulated, place) if simulated else {}),
        "p_stop_within": {str(days): None if share is None else round(share, 4) for days, share in line.within.items()},
        "drivers": [
            {
                "part": d.item,
                "crossing": d.crossing,
                "application": d.application,
                "unsettled": d.unsettled,
                "share": round(d.share, 4),
            }
            for d in line.drivers
        ],
    }


def _apart(line: LineStop, simulated: Simulated, place: int) -> dict[str, object]:
    before = simulated.without_news[place]
    return {
        "by_scenario": [{"name": s.scenario.name, **_span(s.stops[place])} for s in simulated.by_scenario],
        "without_news": _span(before),
        "delta_days": (line.stop.p50 - before.p50).days if line.stop.p50 and before.p50 else None,
    }


def _claim(document: News, claim: Claim, outlook: Outlook) -> dict[str, object]:
    """One claim of the news with its words, and which weights it moved by how much."""
    moved = [move for move in outlook.moved if move.claim is claim]
    return {
        "document": document.file,
        **claim_json(claim),
        "moves": [{"scenario": move.outcome, "odds_factor": round(move.factor, 4)} for move in moved],
    }


def _case(view: CaseView) -> dict[str, object]:
    application = view.application
    return {
        "application": application.id,
        "crossing": application.crossing,
        "status": application.status,
        "accepted": _iso(application.accepted),
        "counted_days": view.counted_days,
        "decision": _span(view.decision),
        "arrival": _span(view.arrival),
        "provisional_days": max(view.decision.off_days, view.arrival.off_days),
    }


def _span(span: Span) -> dict[str, str | None]:
    return {"p10": _iso(span.p10), "p50": _iso(span.p50), "p90": _iso(span.p90)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def prose(day: date | None, beyond: str = "beyond the horizon") -> str:
    """A date as prose writes it: `9 June 2025`."""
    return f"{day.day} {day:%B %Y}" if day else beyond


def percent(share: float) -> str:
    """A share in whole per cent, never rounded to none or to all: `under 1 %`, `over 99 %`."""
    share = round(share, SHARE_DIGITS)
    if 0 < share < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < share < 1 else f"{share * 100:.0f} %"


def line_sentence(line: LineStop) -> str:
    """The answer for one line in one sentence."""
    stops = sum(driver.share for driver in line.drivers)
    if not line.drivers:
        return f"Line {line.label} does not stop within the horizon in any run."
    if line.stop.p50 is None:
        return f"Line {line.label} probably does not stop within the horizon (it does in {percent(stops)} of runs)."
    return (
        f"Line {line.label} most likely stops on {prose(line.stop.p50)} ({_spread(line.stop)}), "
        f"{driver_words(line.drivers[0])}."
    )


def _spread(span: Span) -> str:
    low, high = span.p10, span.p90
    if low is not None and low == high:
        words = "8 runs in 10 or more on that very day"
    elif low is None or high is None:
        words = f"8 in 10: from {prose(low)} to beyond the horizon"
    elif (low.year, low.month) == (high.year, high.month):
        words = f"8 in 10: between {low.day} and {prose(high)}"
    else:
        words = f"8 in 10: between {prose(low)} and {prose(high)}"
    return words + provisional_words(span)


def provisional_words(span: Span) -> str:
    """By how much a date may be off because it lies in a year whose working calendar is not published."""
    return f", give or take {span.off_days} working days" if span.off_days else ""


def calendar_words(assessment: Assessment) -> str:
    """Why dates may be off by a few working days."""
    calendar = assessment.calendar
    return (
        f"The working calendar {calendar.id} is not published beyond {calendar.known_through}: dates that count on it "
        f"may be off by {calendar.provisional_off_days} working days."
    )


def driver_words(driver: Driver) -> str:
    """Why a line stops: the part, and the case that it waits for if there is one."""
    part = driver.item + (", of which it cannot be told whether it needs a licence" if driver.unsettled else "")
    link = " and" if driver.unsettled else ","
    if driver.application and driver.granted:
        return f"because of {part}{link} of which case {driver.application} is granted and in transport"
    if driver.application:
        return f"because of {part}{link} which waits in case {driver.application}"
    if driver.barred:
        return f"because of {part}{link} whose export is or may be prohibited or denied in principle"
    if driver.filed:
        cases = f"case{'s' if len(driver.filed) > 1 else ''} {', '.join(driver.filed)}"
        bring = "bring" if len(driver.filed) > 1 else "brings"
        return f"because of {part}{link} for which {cases} {bring} no more in those runs: refused, or used up"
    if driver.crossing:
        return f"because of {part}{link} for which nothing is filed"
    return f"because {driver.item} runs out"


def first_to_stop(lines: Sequence[LineStop]) -> LineStop:
    """The line with the earliest median stop; where none is within the horizon, the one that most often stops."""
    return min(lines, key=lambda line: (line.stop.p50 or date.max, -sum(driver.share for driver in line.drivers)))


def headline(assessment: Assessment) -> str:
    """The answer in one sentence: the line that most likely stops first, or why that says nothing.

    Lines of the tables that are not answered at all are named beside it, since one of them may stop sooner.
    """
    company = assessment.company
    if not company.crossings:
        answer = NO_CROSSING
    elif not company.has_stock:
        answer = NO_STOCK.format(why=company.lost.get("stock", "is missing"))
    else:
        answer = line_sentence(first_to_stop(assessment.simulated.lines))
    return " ".join([answer, *not_answered_words(company.lines_lost)])


def unused_words(assessment: Assessment) -> str | None:
    """How much of the input the answer does without; None where all of it was used."""
    rows = len({(p.file, p.row) for p in assessment.problems if p.row is not None and p.row > 1})
    others = sum(p.row is None or p.row == 1 for p in assessment.problems)
    parts = [f"{rows} row{'s' if rows > 1 else ''} of the tables"] if rows else []
    parts += [f"{others} other part{'s' if others > 1 else ''} of the input"] if others else []
    return f"{' and '.join(parts)} could not be used; the dates may be too late" if parts else None


def as_text(assessment: Assessment) -> str:
    """The answer's sentence and what it does without, then a table of at most 80 columns."""
    simulated = assessment.simulated
    synthetic = "Synthetic data: the company and all its figures are invented."
    words = [synthetic] if assessment.company.synthetic else []
    words.append(headline(assessment))
    unused = unused_words(assessment)
    if unused:
        words.append(f"{unused}: see the messages on standard error, or the end of the report.")
    company = assessment.company
    words += may_be_late_words(company.may_be_late)
    if company.has_dates:
        words += ["", *_table(simulated.lines), *unanswered_rows(company.not_answered)]
    else:
        words += ["", *unanswered_rows(company.not_answered)] if not company.crossings else _cover(simulated)
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


def _table(lines: Sequence[LineStop]) -> list[str]:
    rows = [f"{'line':<14}{'P10':<12}{'P50':<12}{'P90':<12}{'30 d':>6}{'60 d':>6}{'90 d':>6}"]
    for line in lines:
        days = "".join(f"{_iso(day) or 'beyond':<12}" for day in (line.stop.p10, line.stop.p50, line.stop.p90))
        shares = "".join(f"{'-' if share is None else f'{share:.0%}':>6}" for share in line.within.values())
        rows.append(f"{line.label[:13]:<14}{days}{shares}")
    return rows


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
        dates = "  ".join(f"{line.label}{GLUE}{_iso(span.p50) or 'beyond'}" for line, span in stops)
        rows = wrap(dates, TEXT_WIDTH, initial_indent="      ", subsequent_indent="      ")
        words += [row.replace(GLUE, " ") for row in rows]
    return words


def _levers(found: Levers) -> list[str]:
    """The first levers, and what else was tried."""
    if not found.levers:
        return []
    words = ["", "What buys time, by days that a line stops later (P10, P50, P90):"]
    for lever in found.levers[:LEVERS_SHOWN]:
        words += wrap(
            f"{lever.line} {gained_words(lever.days_gained)}: {lever.title} ({lever.who})", TEXT_WIDTH,
            initial_indent="  ", subsequent_indent="    ",
        )  # fmt: skip
    more = len(found.levers) - LEVERS_SHOWN
    return [*words, f"  and {more} more in the report"] if more > 0 else words


def gained_words(gained: DaysGained) -> str:
    """`0, 13 and 55 days`, with `or more` where a run ends at the horizon."""
    low, middle, high = (
        f"{days:+d}{' or more' if name in gained.at_least else ''}" if days else "0"
        for name, days in (("p10", gained.p10), ("p50", gained.p50), ("p90", gained.p90))
    )
    return f"{low}, {middle}, {high}"


def news_words(assessment: Assessment) -> list[str]:
    """What was read in the news and what it moved: weights, never a date or the law."""
    outlook = assessment.outlook
    if not outlook.news:
        return []
    claims, documents = sum(len(document.claims) for document in outlook.news), len(outlook.news)
    words = [f"News: {claims} claim{'' if claims == 1 else 's'} in {documents} document{'s' if documents > 1 else ''}."]
    if not outlook.moved:
        return [*words, "No claim bears on a scenario of this day, so nothing moved."]
    words += [_move_words(move) for move in outlook.moved]
    return [*words, "They moved the weights of scenarios and no scenario's dates.", _mixed_words(assessment.simulated)]


def _mixed_words(simulated: Simulated) -> str:
    moved = [
        f"{line.label} by {(line.stop.p50 - before.p50).days} days"
        for line, before in zip(simulated.lines, simulated.without_news, strict=True)
        if line.stop.p50 and before.p50 and line.stop.p50 != before.p50
    ]
    if not moved:
        return "The median of no line's mixture moved."
    return f"The median of the mixture moved: {', '.join(moved)}."


def _move_words(move: Move) -> str:
    claim, kind = move.claim, move.claim.source.type.value.replace("_", " ")
    return (
        f"  {claim.action.value}, {claim.certainty.in_words}, from {kind}: "
        f"odds of `{move.outcome}` times {move.factor:.2f}"
    )


def _moved(simulated: Simulated) -> list[str]:
    """The lines whose dates differ in the later bound, as a table."""
    pairs = zip(simulated.lines, simulated.lines_if_mildest, strict=True)
    return _table([late for early, late in pairs if (late.stop, late.within) != (early.stop, early.within)])


def _cover(simulated: Simulated) -> list[str]:
    return [
        COVER,
        *(
            f"  {item}: until {_iso(s.p50) or 'beyond'} (P50), {_iso(s.p90) or 'beyond'} (P90)"
            for item, s in simulated.cover_needed.items()
        ),
    ]
