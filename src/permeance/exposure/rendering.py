"""An assessment as plain values for JSON and as lines for a terminal."""

from __future__ import annotations

from datetime import date

from permeance.determination import rendering as determination_rendering
from permeance.exposure.assess import Assessment
from permeance.exposure.line_stop import CaseView, Driver, LineStop, Span


def as_json(assessment: Assessment) -> dict[str, object]:
    """The contract's form of `assess`."""
    company, simulated = assessment.company, assessment.simulated
    return {
        "company": company.name,
        "synthetic": company.synthetic,
        "as_of": company.as_of.isoformat(),
        "known": assessment.known.isoformat(),
        "horizon_days": assessment.settings.horizon_days,
        "seed": assessment.settings.seed,
        "replications": assessment.settings.replications,
        "law": {"snapshot": assessment.snapshot.hash, "verified_on": _iso(assessment.snapshot.verified_on)},
        "scenarios": [{"name": s.name, "weight": s.weight, "why": s.why} for s in assessment.scenarios],
        "lines": [_line(line) for line in simulated.lines],
        "lines_if_mildest": [_line(line) for line in simulated.lines_if_mildest],
        "cover_needed": {item: _span(span) for item, span in simulated.cover_needed.items()},
        "cases": [_case(view) for view in simulated.cases],
        "licences": [],
        "determinations": [determination_rendering.as_json(d) for d in assessment.determinations.values()],
        "levers": [],
        "questions": [
            {"supplier": q.supplier, "asks": q.asks, "moves_p50_days": q.moves_p50_days} for q in assessment.questions
        ],
        "claims": [],
        "assumptions": [{"what": a.what, "value": a.value, "source": a.source} for a in assessment.assumptions],
        "problems": [problem.as_json() for problem in assessment.problems],
    }


def _line(line: LineStop) -> dict[str, object]:
    stop = _span(line.stop)
    return {
        "line": line.line,
        "product": line.product,
        "stop": stop,
        "by_scenario": [{"name": "status quo", **stop}],
        "without_news": stop,
        "delta_days": 0,
        "p_stop_within": {str(days): round(share, 4) for days, share in line.within.items()},
        "drivers": [
            {"part": d.item, "crossing": d.crossing, "application": d.application, "share": round(d.share, 4)}
            for d in line.drivers
        ],
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
    }


def _span(span: Span) -> dict[str, str | None]:
    return {"p10": _iso(span.p10), "p50": _iso(span.p50), "p90": _iso(span.p90)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def prose(day: date | None, beyond: str = "beyond the horizon") -> str:
    """A date as prose writes it: `9 June 2025`."""
    return f"{day.day} {day:%B %Y}" if day else beyond


def line_sentence(line: LineStop, synthetic: bool) -> str:
    """The answer for one line in one sentence."""
    mark = " (synthetic data)" if synthetic else ""
    if not line.drivers:
        return f"Line {line.line} does not stop within the horizon in any run{mark}."
    if line.stop.p50 is None:
        share = sum(driver.share for driver in line.drivers)
        return f"Line {line.line} probably does not stop within the horizon (it does in {share:.0%} of runs){mark}."
    return (
        f"Line {line.line} most likely stops on {prose(line.stop.p50)} (8 in 10: between {prose(line.stop.p10)} and "
        f"{prose(line.stop.p90)}), {driver_words(line.drivers[0])}{mark}."
    )


def driver_words(driver: Driver) -> str:
    """Why a line stops: the part, and the case that it waits for if there is one."""
    if driver.application:
        return f"because of {driver.item}, which waits in case {driver.application}"
    if driver.crossing:
        return f"because of {driver.item}, for which nothing more is filed"
    return f"because {driver.item} runs out"


def as_text(assessment: Assessment) -> str:
    """The answer's sentence, then a table of at most 80 columns."""
    lines = assessment.simulated.lines
    if not assessment.company.has_stock:
        return _cover_text(assessment)
    first = min(lines, key=lambda line: line.stop.p50 or date.max)
    rows = [f"{'line':<14}{'P10':<12}{'P50':<12}{'P90':<12}{'30 d':>6}{'60 d':>6}{'90 d':>6}"]
    for line in lines:
        days = "".join(f"{_iso(day) or 'beyond':<12}" for day in (line.stop.p10, line.stop.p50, line.stop.p90))
        rows.append(f"{line.line[:13]:<14}{days}" + "".join(f"{share:>6.0%}" for share in line.within.values()))
    foot = (
        f"As of {assessment.company.as_of}, as known on {assessment.known}; law {assessment.snapshot.hash}, "
        f"seed {assessment.settings.seed}."
    )
    return "\n".join([line_sentence(first, assessment.company.synthetic), "", *rows, "", foot])


def _cover_text(assessment: Assessment) -> str:
    rows = ["No stop date can be given: stock.csv is missing. Each part would have to last until its first arrival:"]
    rows += [
        f"  {item}: until {_iso(s.p50) or 'beyond'} (P50), {_iso(s.p90) or 'beyond'} (P90)"
        for item, s in assessment.simulated.cover_needed.items()
    ]
    return "\n".join(rows)
