"""Decision and arrival days are those of the plain twin, and each case has its own luck."""

import random

import numpy as np
import pytest

from kernels import naive
from permeance.kernels.arrivals import (
    CALENDAR_DAYS,
    NEVER,
    SKIP,
    WORKING_DAYS,
    CaseTables,
    DayTables,
    as_key,
    sample_arrivals,
    share_threshold,
)
from permeance.kernels.draws import thresholds_of

CERTAIN = 2**64 - 1


def week_days(before: int, after: int) -> DayTables:
    """Monday to Friday; day 0 is a Monday."""
    works = np.array([n % 7 < 5 for n in range(-before, after)])
    day = np.concatenate([[-before - 1], np.flatnonzero(works) - before])
    return DayTables(before, np.cumsum(works).astype(np.int64), day.astype(np.int32))


def cases_of(*cases, grant=CERTAIN, decision_stage=0) -> CaseTables:
    """Each case is (key, start, [(kind, chances by days), ...]), all with equally many stages."""
    kind = np.array([[k for k, _ in stages] for _, _, stages in cases], dtype=np.int8)
    tables = [thresholds_of(np.array(chances)) for _, _, stages in cases for _, chances in stages]
    lengths = np.array([table.size for table in tables])
    return CaseTables(
        keys=np.array([key for key, _, _ in cases], dtype=np.uint64),
        start=np.array([start for _, start, _ in cases], dtype=np.int32),
        kind=kind,
        offset=(np.cumsum(lengths) - lengths).reshape(kind.shape),
        length=lengths.reshape(kind.shape),
        thresholds=np.concatenate(tables),
        decision_stage=np.full(len(cases), decision_stage, dtype=np.int32),
        grant_threshold=np.full(len(cases), grant, dtype=np.uint64),
    )


def exactly(days: int) -> list[float]:
    return [0.0] * days + [1.0]


def chance_cases(rng: random.Random) -> CaseTables:
    stages = rng.randint(1, 4)
    cases = [
        (
            rng.getrandbits(64),
            rng.randint(-60, 40),
            [(rng.randint(0, 2), [rng.random() for _ in range(rng.randint(1, 30))]) for _ in range(stages)],
        )
        for _ in range(rng.randint(1, 5))
    ]
    return cases_of(*cases, grant=rng.getrandbits(64), decision_stage=rng.randint(-1, stages - 1))


def lone(cases: CaseTables) -> tuple[int, int]:
    decided, arrived = sample_arrivals(1, 0, 1, cases, week_days(50, 50))
    return int(decided[0, 0]), int(arrived[0, 0])


@pytest.mark.parametrize("seed", range(40))
def test_days_are_those_of_the_plain_twin(seed):
    rng = random.Random(seed)  # noqa: S311
    cases, days = chance_cases(rng), week_days(rng.randint(20, 70), rng.randint(30, 90))
    decided, arrived = sample_arrivals(np.uint64(seed), 5, 40, cases, days)
    assert decided.dtype == arrived.dtype == np.int32
    assert (decided.tolist(), arrived.tolist()) == naive.sampled(seed, range(5, 45), cases, days)


def test_stages_follow_one_another_each_in_its_own_days():
    stages = [(WORKING_DAYS, exactly(5)), (SKIP, exactly(9)), (CALENDAR_DAYS, exactly(9)), (WORKING_DAYS, exactly(1))]
    # From Wednesday, day 2: five working days on is day 9, nine days on is Friday, day 18, then Monday, day 21.
    assert lone(cases_of((1, 2, stages), decision_stage=0)) == (9, 21)
    assert lone(cases_of((1, 2, stages), decision_stage=2)) == (18, 21)


def test_a_delay_counts_from_a_day_before_the_as_of_day_and_from_a_weekend():
    assert lone(cases_of((1, -3, [(WORKING_DAYS, exactly(1))])))[1] == 0  # from Friday to Monday
    assert lone(cases_of((1, -1, [(WORKING_DAYS, exactly(1))])))[1] == 0  # from Sunday to Monday


def test_no_delay_leaves_the_day_as_it_is_even_on_a_weekend():
    assert lone(cases_of((1, 5, [(WORKING_DAYS, exactly(0))])))[1] == 5


def test_beyond_the_calendar_goods_never_arrive():
    assert lone(cases_of((1, 0, [(WORKING_DAYS, exactly(40)), (CALENDAR_DAYS, exactly(3))]))) == (NEVER, NEVER)
    assert lone(cases_of((1, 60, [(WORKING_DAYS, exactly(1))])))[1] == NEVER
    assert lone(cases_of((1, -60, [(WORKING_DAYS, exactly(1))])))[1] == NEVER
    assert lone(cases_of((1, NEVER - 1, [(CALENDAR_DAYS, exactly(3))])))[1] == NEVER


def test_a_refused_case_never_arrives_and_the_share_granted_is_as_asked():
    cases = cases_of((1, 0, [(CALENDAR_DAYS, exactly(3))]), grant=share_threshold(0.7))
    decided, arrived = sample_arrivals(1, 0, 20_000, cases, week_days(5, 5))
    granted = arrived[:, 0] == 3
    assert np.all(decided[:, 0] == 3)  # a refusal is a decision too
    assert np.all(arrived[~granted, 0] == NEVER)
    assert abs(granted.mean() - 0.7) < 0.015
    assert share_threshold(1.0) == CERTAIN


def test_that_goods_have_not_come_yet_is_known_and_makes_a_refusal_likelier():
    # From day -5 on 1 to 10 days, all alike, half of the cases refused: of the granted ones 6 in 10 are still to come.
    cases = cases_of((1, -5, [(CALENDAR_DAYS, [0.0, *[1.0] * 10])]), grant=share_threshold(0.5))
    _, arrived = sample_arrivals(1, 0, 40_000, cases, week_days(9, 9))
    days, counts = np.unique(arrived, return_counts=True)
    assert days.tolist() == [0, 1, 2, 3, 4, 5, NEVER]
    assert np.all(np.abs(counts[:-1] / 40_000 - 0.3 / 0.8 / 6) < 0.01)
    assert abs(counts[-1] / 40_000 - 0.5 / 0.8) < 0.01


def test_goods_that_had_come_in_every_try_come_no_more():
    assert lone(cases_of((1, -9, [(CALENDAR_DAYS, exactly(3))]))) == (-6, NEVER)


def test_the_luck_of_a_case_does_not_depend_on_the_other_cases():
    stages = [(WORKING_DAYS, [1.0] * 40), (CALENDAR_DAYS, [1.0] * 20)]
    two = [(as_key("A"), 0, stages), (as_key("B"), -7, stages)]
    added = (as_key("C"), 3, stages)
    few = sample_arrivals(9, 0, 500, cases_of(*two), week_days(30, 300))
    more = sample_arrivals(9, 0, 500, cases_of(added, *two), week_days(30, 300))
    for before, after in zip(few, more, strict=True):
        assert np.array_equal(before, after[:, 1:])


def test_two_halves_make_the_whole():
    cases, days = chance_cases(random.Random(3)), week_days(70, 90)  # noqa: S311
    whole = sample_arrivals(4, 0, 1_000, cases, days)
    halves = [sample_arrivals(4, first, 500, cases, days) for first in (0, 500)]
    for n in range(2):
        assert np.array_equal(whole[n], np.concatenate([half[n] for half in halves]))


def test_the_tables_of_unused_stages_may_be_empty():
    cases = cases_of((1, 4, [(SKIP, exactly(2))]))._replace(length=np.zeros((1, 1), dtype=np.int64))
    assert lone(cases) == (4, 4)


def test_a_case_is_granted_up_to_the_very_draw_of_the_threshold():
    draw = naive.bits_of(1, 0, 1, 255)
    for grant, arrived in ((draw, 3), (draw - 1, NEVER)):
        assert lone(cases_of((1, 0, [(CALENDAR_DAYS, exactly(3))]), grant=grant)) == (3, arrived)
