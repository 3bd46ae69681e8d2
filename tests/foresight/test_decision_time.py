"""The record weighs the hypotheses by what was public on the day, and a row counts for less as it ages."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest

from permeance.foresight import decision_time as module
from permeance.foresight.decision_time import (
    BEFORE_ACCEPTANCE_DAYS,
    CONTROL_START,
    HALF_LIFE_DAYS,
    DecisionTime,
    Hypothesis,
    decision_time,
)
from permeance.foresight.record import RecordRow, known_by


@pytest.mark.parametrize("known", [date(2025, 4, 4), date(2025, 5, 12), date(2025, 9, 1), date(2026, 11, 23)])
def test_no_row_published_later_is_read(known):
    read = decision_time(known, "US").record
    assert all(used.row.published <= known for used in read)
    assert {id(used.row) for used in read} == {id(row) for row in known_by(known)}


def test_the_day_before_a_row_is_published_it_is_not_read_and_on_its_day_it_is():
    newest = max(row.published for row in known_by(date(2026, 11, 23)))
    before, on = (decision_time(day, "US").record for day in (newest - timedelta(days=1), newest))
    assert len(before) < len(on)


def test_after_one_half_life_a_row_counts_half(monkeypatch):
    rows = [used.row for used in decision_time(date(2026, 11, 23), "US").record if used.used]
    monkeypatch.setattr(module, "known_by", lambda known: rows[-1:])
    fresh, older = (decision_time(rows[-1].published + timedelta(days=n), "US") for n in (0, HALF_LIFE_DAYS))

    def pull(time, a, b):  # what the row does to the odds of two hypotheses
        return math.log(time.weights[a] / time.weights[b]) - math.log(module._prior(a) / module._prior(b))

    a, b = max(fresh.weights, key=fresh.weights.__getitem__), min(fresh.weights, key=fresh.weights.__getitem__)
    assert pull(fresh, a, b) != pytest.approx(0)
    assert pull(older, a, b) == pytest.approx(pull(fresh, a, b) / 2)


def row(
    on: date, destination: str = "all", share: float | None = 0.5, days: str = "", reporter: str = "R"
) -> RecordRow:
    return RecordRow(on, on, reporter, destination, share, days, "", "", "")


def is_used(found: RecordRow, destination: str = "US") -> bool:
    return module._read(found, destination).used


def test_a_share_counts_from_the_day_of_the_control_on():
    assert is_used(row(CONTROL_START))
    assert not is_used(row(CONTROL_START - timedelta(days=1)))


@pytest.mark.parametrize(
    ("covers", "bound_for", "used"),
    [
        ("all", "US", True), ("United States", "US", True), ("United States", "DE", False),
        ("European Union", "DE", True), ("European Union", "US", False), ("Atlantis", "US", False),
    ],
)  # fmt: skip
def test_a_row_counts_for_the_countries_that_it_covers(covers, bound_for, used):
    assert is_used(row(CONTROL_START, covers), bound_for) == used


def test_a_range_of_days_counts_and_words_alone_do_not():
    assert is_used(row(CONTROL_START, share=None, days="42-120 (weeks to months)"))
    assert not is_used(row(CONTROL_START, share=None, days="several months"))


def test_what_is_granted_later_was_filed_evenly_over_the_first_weeks():
    always = Hypothesis(1.0, 1e-6, 0.8)  # decided on the first working day
    days = [BEFORE_ACCEPTANCE_DAYS + n for n in (1, 2, 7, 12, 30, 90)]
    found = [module._granted_by(always, CONTROL_START + timedelta(days=n)) for n in days]
    assert found == pytest.approx([0, 0.8 / 6, 0.8 * 2 / 6, 0.8 * 3 / 6, 0.8, 0.8])


def test_what_remains_of_a_decision_excludes_the_days_already_counted():
    time = DecisionTime({Hypothesis(10.0, 0.5, 1.0): 1.0}, ())
    whole, later = time.remaining(0), time.remaining(8)
    assert later[1:50] == pytest.approx(whole[9:58] / whole[9:].sum(), rel=1e-6)
    assert time.quantile(0.5) == 10
    assert whole[:11].sum() > 0.5 > whole[:10].sum()
    twice = time.remaining(0, 2.0)
    assert int(np.searchsorted(np.cumsum(twice), 0.5)) == 20
    assert time.remaining(10_000).sum() == pytest.approx(1)


def test_a_share_of_one_buyer_says_less_than_a_share_of_all():
    far = Hypothesis(15.0, 0.25, 0.97)
    on = CONTROL_START + timedelta(days=120)
    one, all_ = (module._likelihood(far, row(on, share=0.2, reporter=name)) for name in ("Dexter Magnetic", "Ministry"))
    assert all_ < one < 1
