"""The record weighs the hypotheses by what was public on the day, and a row counts for less as it ages."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from permeance.foresight import decision_time as module
from permeance.foresight.decision_time import HALF_LIFE_DAYS, decision_time
from permeance.foresight.record import known_by


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
