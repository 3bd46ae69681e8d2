"""What is asked of a supplier, and by how much its answer could move a line, on plants counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from exposure.small import AS_OF, BANNED, FREE, LICENCE, application, company, crossing, demand, run, says, stock
from permeance.determination.reasons import Missing
from permeance.exposure.line_stop import Settings
from permeance.exposure.questions import questions
from permeance.law.calendar import find_calendar

GRANTED = {"status": "granted", "decided": AS_OF - timedelta(days=1), "accepted": date(2025, 4, 16)}
END_USE = Missing("end_use", None, "the end use")


def unsettled(at_least, at_most, *missing):
    found = says(at_least, at_most)
    found.missing = missing or (END_USE,)
    return found


def asked(plant, decided, horizon: int = 100):
    calendar, settings = find_calendar("CN"), Settings(horizon, 1, 200)
    simulated = run(plant, decided, horizon)
    return [
        (q.asks, q.moves_p50_days, q.or_more)
        for q in questions(plant, ((plant.as_of, decided),), calendar, settings, simulated)
    ]


def two_lines(stock_a: int, stock_b: int, late: int):
    usages = [("A", "MAG", 1), ("B", "MAG-B", 1)]
    rows = [crossing("X-A", "MAG"), crossing("X-B", "MAG-B")]
    stocks = [stock("MAG", stock_a), stock("MAG-B", stock_b)]
    case = application("NB-1", "X-B", late, **GRANTED)
    return company(usages, [demand("A"), demand("B")], rows, stocks, (case,))


@pytest.mark.parametrize(("stock_a", "stock_b", "late", "a", "b"), [(800, 500, 100, 20, 10), (900, 400, 400, 10, 40)])
def test_a_move_beyond_the_horizon_counts_as_the_days_up_to_it_and_comes_before_a_longer_one(
    stock_a, stock_b, late, a, b
):
    decided = {"X-B": unsettled(LICENCE, BANNED), "X-A": unsettled(FREE, LICENCE)}
    found = asked(two_lines(stock_a, stock_b, late), decided)
    assert found == [("X-A: the end use", a, True), ("X-B: the end use", b, False)]


def test_what_the_law_of_a_state_says_is_not_asked_of_a_supplier():
    ruling = Missing("ruling", None, "the ruling")
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 500)])
    assert asked(plant, {"X": unsettled(FREE, LICENCE, END_USE, ruling)}) == [("X: the end use", 50, True)]


def test_each_crossing_is_worth_what_it_moves_alone():
    usages = [("A", "MAG", 1), ("A", "SENSOR", 1)]
    rows = [crossing("X", "MAG"), crossing("Y", "SENSOR")]
    plant = company(usages, [demand("A")], rows, [stock("MAG", 200), stock("SENSOR", 30)])
    decided = {"X": unsettled(FREE, LICENCE), "Y": unsettled(FREE, LICENCE)}
    # Free sensors move the earlier date from day 3 to 20; magnets that need a licence the later one from 100 to 20,
    # sensors that do from 100 to 3.
    assert asked(plant, decided) == [("Y: the end use", 97, True), ("X: the end use", 80, True)]


def test_a_crossing_that_changes_nothing_alone_counts_by_what_it_would_spoil():
    rows = [crossing("X", "MAG"), crossing("Y", "MAG")]
    plant = company([("A", "MAG", 1)], [demand("A")], rows, [stock("MAG", 500)])
    # Both crossings must be free for the part to be free, so either alone gains nothing but can lose 50 days.
    decided = {"X": unsettled(FREE, LICENCE), "Y": unsettled(FREE, LICENCE)}
    assert [moves for _, moves, _ in asked(plant, decided)] == [50, 50]


def test_a_part_that_stops_no_line_and_a_folder_without_stock_move_no_date():
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 5_000)])
    decided = {"X": unsettled(FREE, LICENCE)}
    assert asked(plant, decided) == [("X: the end use", 0, False)]
    assert asked(replace(plant, has_stock=False, stock=()), decided) == [("X: the end use", None, False)]
