"""What news does to the weights of outcomes, and nothing else: a claim never changes the law or a date.

The rule, printed with every result: for each outcome that a claim speaks for, the odds are multiplied by
`STRONGEST ** (certainty * source)`, or divided by it where the claim says that it will not be. One kind of source
counts once for one outcome, by its strongest claim. What a claim tells as done before the day of knowledge is
background: it either stands in the law already or is for the law to take up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from permeance.foresight.scenarios import Outcome, Question, Raising
from permeance.terms.claim import Claim, Register, SourceType

STRONGEST = 4.0  # what a certain claim by the authority itself does to the odds; an assumption
CERTAINTY = (0.0, 0.4, 0.7, 1.0)  # by Certainty.rank: not committed, possible, probable, certain; assumptions
RELIABILITY: Mapping[SourceType, float] = {  # assumptions too: how far each kind of source moves the odds
    SourceType.OFFICIAL: 1.0,
    SourceType.NAMED_PERSON: 0.6,
    SourceType.COMPANY: 0.6,
    SourceType.ASSOCIATION: 0.6,
    SourceType.ANONYMOUS: 0.5,
    SourceType.MEDIA: 0.5,
    SourceType.AUTHOR: 0.25,
}
RULE = (
    f"odds times {STRONGEST:g} to the power of certainty (possible {CERTAINTY[1]}, probable {CERTAINTY[2]}, certain "
    f"{CERTAINTY[3]:g}) times source (official 1, anonymous or media 0.5, the author 0.25, others 0.6), each kind "
    "of source once for and once against an outcome, and of one sentence the first claim"
)


@dataclass(frozen=True, slots=True)
class News:
    """One document and what was read in it."""

    file: str
    published: date | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What one claim does to the odds of one outcome."""

    outcome: str
    claim: Claim
    file: str
    factor: float


def moves(question: Question, news: Sequence[News], known: date) -> tuple[Move, ...]:
    """Every claim that counts for an outcome of the question: of each kind of source the one that moves it most, once
    for it and once against, so that what it says both ways cancels.

    Of what one source says in one sentence the first claim that counts does: what follows is about the same act.
    """
    found: dict[tuple[str, str, bool], Move] = {}
    for document in news:
        said: set[tuple[int, int, str]] = set()
        for claim in document.claims:
            factors = {outcome.name: _factor(claim, outcome, known) for outcome in question.outcomes}
            moving = {name: factor for name, factor in factors.items() if factor != 1.0}
            sentence = (claim.span.start, claim.span.end, _source(claim))
            if not moving or sentence in said:
                continue
            said.add(sentence)
            for name, factor in moving.items():
                source = (name, _source(claim), factor > 1.0)
                if source not in found or _size(factor) > _size(found[source].factor):
                    found[source] = Move(name, claim, document.file, factor)
    return tuple(found.values())


def moved_weights(question: Question, moved: Sequence[Move]) -> dict[str, float]:
    """The weights of the outcomes after the news, by name; they sum to one."""
    raw = {outcome.name: outcome.weight for outcome in question.outcomes}
    for move in moved:
        raw[move.outcome] *= move.factor
    total = sum(raw.values())
    return {name: weight / total for name, weight in raw.items()}


def _factor(claim: Claim, outcome: Outcome, known: date) -> float:
    if not any(_speaks(claim, kind) for kind in outcome.raised_by) or _is_background(claim, known):
        return 1.0
    power = CERTAINTY[claim.certainty.rank] * RELIABILITY[claim.source.type]
    return float(STRONGEST ** (power if claim.polarity == "+" else -power))


def _speaks(claim: Claim, kind: Raising) -> bool:
    """Whether a claim is of a kind that speaks for an outcome, and of an act of the country that it is about."""
    return (
        claim.actor.split(".")[0] == kind.actor
        and claim.action in kind.actions
        and (not kind.targets or bool(set(kind.targets) & set(claim.targets)))
        and (not kind.instruments or claim.instrument in kind.instruments)
    )


def _is_background(claim: Claim, known: date) -> bool:
    time = claim.time
    if time.end is not None and time.end < known:
        return True
    ahead = (time.end is not None and time.end >= known) or (time.start is not None and time.start >= known)
    return claim.register is Register.MEASURE and not ahead


def _source(claim: Claim) -> str:
    """Who speaks, as far as it can be told apart: the kind of source. Two reports may relay the same people."""
    return claim.source.type.value


def _size(factor: float) -> float:
    return max(factor, 1 / factor)
