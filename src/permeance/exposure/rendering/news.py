"""What the news says and what it moved, in words."""

from __future__ import annotations

from permeance.exposure.assess import Assessment
from permeance.exposure.outcome import Simulated
from permeance.foresight.news import Move


def news_words(assessment: Assessment) -> list[str]:
    """What was read in the news and what it moved: weights, never a date or the law."""
    outlook = assessment.outlook
    if not outlook.news:
        return []
    claims, documents = sum(len(document.claims) for document in outlook.news), len(outlook.news)
    words = [f"News: {claims} claim{'' if claims == 1 else 's'} in {documents} document{'s' if documents > 1 else ''}."]
    if not outlook.moved:
        known = ", ".join(scenario.name for scenario in outlook.scenarios)
        return [*words, f"No claim bears on a scenario of this day ({known}), so nothing moved."]
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
