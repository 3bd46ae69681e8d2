"""The open questions of the day, what the news does to them, and the scenarios that are run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from permeance.exposure.assumption import Assumption
from permeance.exposure.worlds import Base, touching, unlinked
from permeance.foresight.news import RULE, Move, News, moved_weights, moves
from permeance.foresight.scenarios import Question, Scenario, questions_on, scenarios_of, set_weights
from permeance.terms.problem import BadInputError, Problem

EVEN = 1e-9


@dataclass(frozen=True, slots=True)
class Heard:
    """What a run is told beside the company: news, and weights of scenarios that somebody wants to see."""

    news: tuple[News, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)


NOTHING_HEARD = Heard()


@dataclass(frozen=True, slots=True)
class Outlook:
    """The scenarios with their weights, those they had before any news, and what moved them.

    `untouched` are open questions of the day whose outcomes are the same for this company. `unlinked` are the pending
    cases of which it is not known whether a pace for linked ones is theirs.
    """

    scenarios: tuple[Scenario, ...]
    before: tuple[float, ...]
    news: tuple[News, ...]
    moved: tuple[Move, ...]
    touched: tuple[Question, ...]
    untouched: tuple[Question, ...]
    problems: tuple[Problem, ...]
    as_of: date
    known: date
    unlinked: tuple[str, ...] = ()

    @property
    def likeliest(self) -> Scenario:
        """The scenario that weighs most, in which levers and questions are measured."""
        return max(self.scenarios, key=lambda scenario: scenario.weight)


def look_ahead(base: Base, known: date, heard: Heard) -> Outlook:
    """The scenarios of the day for this company. Raises BadInputError for a weight that cannot be."""
    touched, untouched = touching(base, questions_on(known))
    news, problems = _public(heard.news, known)
    moved = tuple(move for question in touched for move in moves(question, news, known))
    before = {outcome.name: outcome.weight for question in touched for outcome in question.outcomes}
    after: dict[str, float] = {}
    for question in touched:
        names = {outcome.name for outcome in question.outcomes}
        after |= moved_weights(question, [move for move in moved if move.outcome in names])
    return Outlook(
        _asked(scenarios_of(touched, after), heard.weights),
        tuple(s.weight for s in _asked(scenarios_of(touched, before), heard.weights)),
        news,
        moved,
        touched,
        untouched,
        problems,
        base.company.as_of,
        known,
        unlinked(base, touched),
    )


def _asked(scenarios: Sequence[Scenario], weights: Mapping[str, float]) -> tuple[Scenario, ...]:
    try:
        return set_weights(scenarios, weights)
    except ValueError as error:
        found = ", ".join(f"{name}={weight:g}" for name, weight in weights.items())
        names = "; ".join(scenario.name for scenario in scenarios)
        raise BadInputError(
            [Problem("command line", None, "--scenario", found, f"NAME=WEIGHT with NAME one of: {names}", str(error))]
        ) from None


def _public(news: Sequence[News], known: date) -> tuple[tuple[News, ...], tuple[Problem, ...]]:
    """The news that was out by the day of knowledge, and what is wrong with the rest."""
    late = [document for document in news if document.published is not None and document.published > known]
    problems = [
        Problem(
            document.file, None, "published", str(document.published), f"a day up to {known}, the day known",
            "leave it out, or ask for a later --known; it moved nothing",
        )
        for document in late
    ]  # fmt: skip
    return tuple(document for document in news if document not in late), tuple(problems)


def outlook_assumptions(outlook: Outlook) -> list[Assumption]:
    """What the scenarios rest on."""
    found = [
        Assumption(
            question.question,
            "; ".join(f"{outcome.name} {outcome.weight:.0%}" for outcome in question.outcomes),
            f"weights before any news are assumptions; {question.source}",
        )
        for question in outlook.touched
    ]
    if len(outlook.touched) > 1:
        found.append(Assumption("open questions", "independent of one another", "assumption"))
    if len(outlook.scenarios) > 1:
        found.append(
            Assumption("levers and questions", f"measured in: {outlook.likeliest.name}", "the heaviest scenario")
        )
    if outlook.news:
        found.append(Assumption("what news does to a weight", RULE, "assumption; news moves weights and nothing else"))
    if any(o.pace is not None and o.pace.linked_to for question in outlook.touched for o in question.outcomes):
        what = "the goods go to the United States, or the end user is this company and it sits there"
        found.append(Assumption("US-linked", what, "one of several definitions; no report defines it"))
    if outlook.unlinked:
        what = f"whether {', '.join(outlook.unlinked)} {'is' if len(outlook.unlinked) == 1 else 'are'} linked as well"
        found.append(Assumption(what, "not known: kept at the pace of others", "crossings.csv, end_user"))
    found += [
        Assumption(document.file, f"public by {outlook.known}", "it gives no day of publication: an assumption")
        for document in outlook.news
        if document.published is None
    ]
    found += [_untouched(question, outlook.as_of) for question in outlook.untouched]
    return found


def _untouched(question: Question, as_of: date) -> Assumption:
    """Why an open question is not run: it makes no difference, or does only beyond the horizon."""
    begins = {change.starts for outcome in question.outcomes for change in outcome.law if change.starts > as_of}
    if begins:
        when = f"turns on {min(begins)}: within the horizon it makes no difference to this company"
        return Assumption(question.question, when, question.source)
    return Assumption(question.question, "makes no difference to this company", "every outcome was tried")
