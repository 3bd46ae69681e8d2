"""An assessment as plain values for JSON."""

from __future__ import annotations

from permeance.determination import rendering as determination_rendering
from permeance.exposure.assess import Assessment
from permeance.exposure.outcome import CaseView, LineStop, Simulated, Span
from permeance.exposure.outlook import Outlook
from permeance.exposure.rendering.dates import iso
from permeance.exposure.rendering.held import holds_json
from permeance.exposure.rendering.unfiled import unfiled_json
from permeance.foresight.news import News
from permeance.terms.claim import Claim
from permeance.watch.rendering import claim_json


def as_json(assessment: Assessment) -> dict[str, object]:
    """The contract's form of `assess`."""
    return {
        **_asked(assessment),
        **_found(assessment.simulated),
        "not_answered": [{"line": f.line, "why": f.why} for f in assessment.company.not_answered],
        "may_be_late": [{"line": f.line, "why": f.why} for f in assessment.company.may_be_late],
        "may_be_early": [{"line": f.line, "why": f.why} for f in assessment.company.may_be_early],
        "holds": holds_json(assessment.holds),
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
        "law": {"snapshot": assessment.snapshot.hash, "verified_on": iso(assessment.snapshot.verified_on)},
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
        "unfiled": unfiled_json(simulated.unfiled_in_any),
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
                "licence": d.licence,
                "used_up": list(d.used_up),
                "refused_or_lapsed": [*d.refused, *d.lapsed],
                "alternates": list(d.alternates),
            }
            for d in line.drivers
        ],
    }


def _apart(line: LineStop, simulated: Simulated, place: int) -> dict[str, object]:
    before, later = simulated.without_news[place], line.after_first
    return {
        "by_scenario": [{"name": s.scenario.name, **_span(s.stops[place])} for s in simulated.by_scenario],
        "without_news": _span(before),
        "delta_days": (line.stop.p50 - before.p50).days if line.stop.p50 and before.p50 else None,
        "after_first": {"beyond": later.beyond, "part": later.item, **_span(later.stop)} if later else None,
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
        "accepted": iso(application.accepted),
        "counted_days": view.counted_days,
        "decision": _span(view.decision),
        "arrival": _span(view.arrival),
        "licence": view.in_hand.licence if view.in_hand else None,
        "cleared": view.in_hand.cleared if view.in_hand else None,
        "clearances_allowed": view.in_hand.allowed if view.in_hand else None,
        "provisional_days": max(view.decision.off_days, view.arrival.off_days),
    }


def _span(span: Span) -> dict[str, str | None]:
    return {"p10": iso(span.p10), "p50": iso(span.p50), "p90": iso(span.p90)}
