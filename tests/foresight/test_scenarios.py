"""Open questions, their outcomes, what news does to the weights, and what a pace does to decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.foresight.decision_day import CaseForecast
from permeance.foresight.news import News, moved_weights, moves
from permeance.foresight.pacing import paced
from permeance.foresight.scenarios import Pace, questions_on, scenarios_of, set_weights, shipped_questions
from permeance.kernels.arrivals import NEVER
from permeance.law.calendar import find_calendar
from permeance.terms.claim import Action, Certainty, Claim, ClaimTime, Instrument, Register, Source, SourceType, Span

TRUCE = date(2025, 5, 12)
FAST = "fast track for US-linked cases from 2 June 2025"
TIGHT = "controls tightened again from 2 June 2025"


def claim(**changes: object) -> Claim:
    whole = Claim(
        Action.EXPEDITE, "CN.MOFCOM", Instrument.EXPORT_LICENCE, ("rare_earths",), ("US-linked",), Certainty.POSSIBLE,
        "may", Source(SourceType.ANONYMOUS, 2, "two people"), ClaimTime(), Register.CLAIM, Span(0, 3, "may"),
    )  # fmt: skip
    return replace(whole, **changes)


def weights_after(*claims: Claim, known: date = TRUCE) -> dict[str, float]:
    (question,) = questions_on(TRUCE)
    return moved_weights(question, moves(question, (News("a.txt", TRUCE, claims),), known))


@pytest.mark.parametrize(
    ("known", "questions"),
    [
        (date(2025, 5, 11), 0),
        (date(2025, 5, 12), 1),
        (date(2025, 11, 6), 1),
        (date(2025, 11, 7), 1),
        (date(2025, 11, 9), 2),
        (date(2025, 12, 1), 2),
        (date(2026, 11, 23), 3),
    ],
)
def test_a_question_is_asked_from_the_day_on_which_it_was_public(known: date, questions: int) -> None:
    assert len(questions_on(known)) == questions


def test_every_shipped_question_has_outcomes_whose_weights_sum_to_one_and_names_that_differ() -> None:
    for day in sorted({question.known_from for question in shipped_questions()}):
        names = [outcome.name for question in questions_on(day) for outcome in question.outcomes]
        assert len(set(names)) == len(names)
    for question in shipped_questions():
        assert sum(outcome.weight for outcome in question.outcomes) == pytest.approx(1)


def test_scenarios_are_every_combination_of_outcomes_and_their_weights_sum_to_one() -> None:
    questions = questions_on(date(2026, 11, 23))
    weights = {outcome.name: outcome.weight for question in questions for outcome in question.outcomes}
    found = scenarios_of(questions, weights)
    assert len(found) == 2 * 2 * 2
    assert sum(scenario.weight for scenario in found) == pytest.approx(1)
    assert [scenario.name for scenario in scenarios_of((), {})] == ["status quo"]


def test_a_weight_asked_for_is_given_and_the_others_share_the_rest_in_their_old_proportion() -> None:
    (question,) = questions_on(TRUCE)
    found = scenarios_of((question,), {outcome.name: outcome.weight for outcome in question.outcomes})
    assert [s.weight for s in set_weights(found, {FAST: 0.6})] == pytest.approx([0.35, 0.6, 0.05])
    assert [s.weight for s in set_weights(found, {FAST: 1.0})] == pytest.approx([0.0, 1.0, 0.0])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"fast": 0.5}, "none of the scenarios"),
        ({FAST: 0.8, TIGHT: 0.8}, r"sum to 1\.6"),
        ({FAST: 1.5}, "between 0 and 1"),
        ({"status quo": 0.1, FAST: 0.1, TIGHT: 0.1}, r"sum to 0\.3"),
    ],
)
def test_weights_that_cannot_be_are_refused(asked: dict[str, float], says: str) -> None:
    (question,) = questions_on(TRUCE)
    found = scenarios_of((question,), {outcome.name: outcome.weight for outcome in question.outcomes})
    with pytest.raises(ValueError, match=says):
        set_weights(found, asked)


def test_a_possible_fast_track_by_anonymous_sources_moves_the_odds_by_the_printed_rule() -> None:
    after = weights_after(claim())
    factor = 4 ** (0.4 * 0.5)
    assert after[FAST] == pytest.approx(0.2 * factor / (0.8 + 0.2 * factor))
    assert after["status quo"] / after[TIGHT] == pytest.approx(0.7 / 0.1)


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({"certainty": Certainty.POSSIBLE}, {"certainty": Certainty.PROBABLE}),
        ({"certainty": Certainty.PROBABLE}, {"certainty": Certainty.CERTAIN}),
        ({"source": Source(SourceType.AUTHOR)}, {"source": Source(SourceType.ANONYMOUS)}),
        ({"source": Source(SourceType.ANONYMOUS)}, {"source": Source(SourceType.OFFICIAL)}),
    ],
)
def test_a_surer_claim_and_a_better_source_move_a_weight_further(weaker, stronger) -> None:
    assert 0.2 < weights_after(claim(**weaker))[FAST] < weights_after(claim(**stronger))[FAST]


@pytest.mark.parametrize(
    "changes",
    [
        {"certainty": Certainty.UNCOMMITTED},
        {"action": Action.REPEAL},
        {"targets": ("EU",)},
        {"register": Register.MEASURE},
        {"time": ClaimTime("in April", date(2025, 4, 1), date(2025, 4, 30))},
    ],
    ids=["not committed", "another act", "other destinations", "a measure, which the law takes up", "past"],
)
def test_some_claims_move_nothing(changes) -> None:
    assert weights_after(claim(**changes)) == pytest.approx({"status quo": 0.7, FAST: 0.2, TIGHT: 0.1})


def test_a_denial_moves_the_weight_the_other_way() -> None:
    assert weights_after(claim(certainty=Certainty.CERTAIN_NOT))[FAST] < 0.2


def test_one_source_counts_once_however_often_it_repeats_itself() -> None:
    once, thrice = weights_after(claim()), weights_after(claim(), claim(), claim(span=Span(9, 12, "may")))
    assert once == thrice
    two = weights_after(claim(), claim(source=Source(SourceType.OFFICIAL)))
    assert two[FAST] > once[FAST]


@given(
    certainty=st.sampled_from(Certainty), source=st.sampled_from(SourceType), action=st.sampled_from(Action),
    times=st.integers(0, 4),
)  # fmt: skip
def test_whatever_is_claimed_the_weights_stay_weights(certainty, source, action, times) -> None:
    after = weights_after(*[claim(certainty=certainty, source=Source(source), action=action)] * times)
    assert sum(after.values()) == pytest.approx(1)
    assert all(0 < weight < 1 for weight in after.values())


CALENDAR = find_calendar("CN")


def moved(decided: int, factor: float, arrived: int | None = None, starts: date = date(2025, 6, 2)) -> tuple[int, int]:
    """One case decided so many days after Monday 12 May 2025, whose goods come ten days later unless said."""
    sampled = CaseForecast(
        np.array([[decided]], dtype=np.int32),
        np.array([[decided + 10 if arrived is None else arrived]], dtype=np.int32),
    )
    pace = Pace.model_validate({"from": starts, "factor": factor})
    found = paced(sampled, np.array([True]), pace, CALENDAR, TRUCE)
    return int(found.decided[0, 0]), int(found.arrived[0, 0])


@pytest.mark.parametrize(
    ("decided", "factor", "expected"),
    [
        (20, 0.5, 20),  # Sunday 1 June at the latest: before the first day, so it stays
        (25, 0.5, 23),  # Friday 6 June is the 4th working day from Tuesday 3 June on (2 June is a holiday): the 2nd
        (28, 0.5, 24),  # Monday 9 June is the 5th, and two and a half round up: the 3rd
        (25, 1.5, 29),  # the 4th becomes the 6th
        (25, 1.0, 25),
        (22, 0.01, 22),  # the 1st stays the 1st: a decision takes a day
    ],
)
def test_a_pace_counts_working_days_from_its_first_day_on(decided: int, factor: float, expected: int) -> None:
    assert moved(decided, factor) == (expected, expected + 10)


def test_a_refused_case_stays_refused_and_an_untouched_case_stays_where_it_is() -> None:
    assert moved(28, 0.5, arrived=int(NEVER)) == (24, int(NEVER))
    sampled = CaseForecast(np.array([[28, 28]], dtype=np.int32), np.array([[38, 38]], dtype=np.int32))
    pace = Pace.model_validate({"from": date(2025, 6, 2), "factor": 0.5})
    found = paced(sampled, np.array([False, True]), pace, CALENDAR, TRUCE)
    assert found.decided.tolist() == [[28, 24]]


@given(decided=st.integers(0, 400), factor=st.floats(0.1, 1.0))
def test_a_faster_pace_never_decides_later_and_never_before_its_first_day(decided: int, factor: float) -> None:
    day = np.flatnonzero([CALENDAR.likely_working_day(date.fromordinal(TRUCE.toordinal() + n)) for n in range(500)])
    working = int(day[np.searchsorted(day, decided)])
    fast, _ = moved(working, factor)
    assert fast <= working
    assert fast >= min(working, 21)
