"""Open questions on how licensing goes on, their outcomes, and the scenarios that these make together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from itertools import product
from math import prod
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from permeance.law.strict_yaml import load
from permeance.terms.claim import Action, Instrument

STATUS_QUO = "status quo"
Text = Annotated[str, Field(min_length=1, max_length=500)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pace(_Strict):
    """From a day on the working days that a review still takes are multiplied by `factor`.

    For all cases, or for those linked to one country: see `permeance.exposure.worlds.linked`.
    """

    starts: date = Field(alias="from")
    factor: Annotated[float, Field(gt=0, le=10)]
    linked_to: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class LawChange(_Strict):
    """What a scenario supposes of provisions whose text leaves the time open: a segment that nobody has published."""

    on: tuple[Text, ...]
    status: Literal["in_force", "suspended"]
    starts: date = Field(alias="from")


class Raising(_Strict):
    """A kind of claim that speaks for an outcome; an empty list allows any. `actor` is the country whose act it is."""

    actor: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "CN"
    actions: list[Action]
    targets: list[str] = []
    instruments: list[Instrument] = []


class Outcome(_Strict):
    """One answer to an open question: its weight before any news, and what it does."""

    name: Text
    weight: Annotated[float, Field(gt=0, le=1)]
    why: Text
    pace: Pace | None = None
    law: list[LawChange] = []
    general_licences_until: date | None = None
    raised_by: list[Raising] = []


class Question(_Strict):
    """What is open, on which days of knowledge it is asked, and its outcomes, whose weights sum to one."""

    question: Text
    known_from: date
    known_until: date | None
    source: Text
    outcomes: list[Outcome] = Field(min_length=2)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way in which the world may go on, with its weight and why; the weights of a run sum to one."""

    name: str
    weight: float
    why: str
    outcomes: tuple[Outcome, ...] = ()


@cache
def shipped_questions() -> tuple[Question, ...]:
    """The questions that come with the package, in the order of their file."""
    with resources.as_file(resources.files("permeance.foresight").joinpath("scenarios.yaml")) as path:
        found = tuple(TypeAdapter(list[Question]).validate_python(load(path)))
    for question in found:
        if abs(sum(outcome.weight for outcome in question.outcomes) - 1) > 1e-9:
            raise ValueError(f"the weights of `{question.question}` do not sum to one")
    return found


def questions_on(known: date) -> tuple[Question, ...]:
    """What was an open question on a day, by what was public then."""
    return tuple(
        q for q in shipped_questions() if q.known_from <= known and (q.known_until is None or known < q.known_until)
    )


def scenarios_of(questions: Sequence[Question], weights: Mapping[str, float]) -> tuple[Scenario, ...]:
    """Every combination of outcomes, heaviest first within each question; questions are taken as independent.

    `weights` gives the weight of each outcome by its name. Without a question there is one scenario, the status quo.
    """
    if not questions:
        return (Scenario(STATUS_QUO, 1.0, "the law and the record as known; no open question touches this company"),)
    return tuple(
        Scenario(
            "; ".join(outcome.name for outcome in chosen),
            prod(weights[outcome.name] for outcome in chosen),
            "; ".join(outcome.why for outcome in chosen),
            chosen,
        )
        for chosen in product(*(question.outcomes for question in questions))
    )


def _nearest(name: str, names: Sequence[str]) -> str:
    """The scenario that was probably meant, whose name may be longer: `; did you mean status quo?`."""
    asked, plain = name.casefold(), {known.casefold(): known for known in names}
    near = [known for known in plain if asked in known] or get_close_matches(asked, plain, n=1, cutoff=0.5)
    return f"; did you mean {plain[near[0]]!r}?" if near else ""


def set_weights(scenarios: Iterable[Scenario], asked: Mapping[str, float]) -> tuple[Scenario, ...]:
    """The scenarios with the weights asked for; the others share what is left in their old proportion.

    ValueError where a name is not among them, or where the weights do not leave a sum of one.
    """
    found = tuple(scenarios)
    if not asked:
        return found
    names = {scenario.name for scenario in found}
    for name, weight in asked.items():
        if name not in names:
            raise ValueError(f"{name!r} is none of the scenarios of this day{_nearest(name, sorted(names))}")
        if not 0 <= weight <= 1:
            raise ValueError(f"{name!r} has the weight {weight:g}; a weight lies between 0 and 1")
    left, others = 1 - sum(asked.values()), sum(s.weight for s in found if s.name not in asked)
    if left < -1e-9 or (others <= 0 and abs(left) > 1e-9):
        raise ValueError(f"the weights given sum to {sum(asked.values()):g}; all weights sum to 1")
    scale = max(left, 0.0) / others if others > 0 else 0.0
    return tuple(
        replace(s, weight=asked[s.name], why=f"{s.why}; weight as asked for")
        if s.name in asked
        else replace(s, weight=s.weight * scale)
        for s in found
    )
