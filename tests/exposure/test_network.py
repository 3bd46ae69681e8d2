"""A plant as arrays: stock, supply and demand in exact micro-units."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from exposure.small import AS_OF, LICENCE, application, company, crossing, day_of, demand, run, says, stock
from permeance.exposure.network import plant_network

DAY_1 = AS_OF + timedelta(days=1)


def arrays(stocks=(), demands=(), applications=(), qty_per_item=Fraction(1), horizon=10):
    rows = [crossing("X", "MAG", qty_per_item=qty_per_item)]
    plant = company([("A", "MAG", 1)], list(demands) or [demand("A")], rows, list(stocks), tuple(applications))
    network = plant_network(plant, frozenset({"MAG"}), [a.id for a in applications], horizon)
    return network.arrays, network.items.index("MAG")


@pytest.mark.parametrize(
    ("row", "opening", "receipts"),
    [
        (stock("MAG", 7), 7_000_000, []),
        (stock("MAG", "0.0000019"), 1, []),  # supply is rounded down
        (stock("MAG", 7, "blocked"), 0, []),
        (stock("MAG", 7, "blocked", AS_OF), 0, []),
        (stock("MAG", 7, "supplier"), 0, []),
        (stock("MAG", 7, "bonded"), 0, []),
        (stock("MAG", 7, "supplier", AS_OF), 7_000_000, []),
        (stock("MAG", 7, "bonded", DAY_1), 0, [(1, 7_000_000)]),
        (stock("MAG", 7, "transit", DAY_1), 0, [(1, 7_000_000)]),
        (stock("MAG", 7, "plant", DAY_1), 0, [(1, 7_000_000)]),
    ],
)
def test_stock_counts_from_the_day_on_which_it_can_be_used(row, opening, receipts):
    found, place = arrays([row])
    assert found.opening[place] == opening
    assert list(zip(found.receipt_day.tolist(), found.receipt_qty.tolist(), strict=True)) == receipts
    assert found.receipt_item.tolist() == [place] * len(receipts)


def test_blocked_stock_does_not_keep_a_line_going():
    plant = company(
        [("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 30), stock("MAG", 500, "blocked")]
    )
    assert day_of(run(plant, {"X": says(LICENCE)}).lines[0].stop.p50) == 3


@pytest.mark.parametrize(("qty", "per_item", "units"), [(10, 1, 10_000_000), (10, 4, 2_500_000), (10, 3, 3_333_333)])
def test_an_application_for_pieces_brings_as_many_items_as_they_make_rounded_down(qty, per_item, units):
    found, place = arrays(applications=[application("NB-1", "X", qty, "intake")], qty_per_item=Fraction(per_item))
    assert (found.arrival_item.tolist(), found.arrival_qty.tolist()) == ([place], [units])


def test_demand_runs_from_its_first_to_its_last_day_both_included():
    spans = {"starts": AS_OF + timedelta(days=2), "ends": AS_OF + timedelta(days=4)}
    found, _ = arrays(demands=[demand("A", 3, **spans)], horizon=7)
    assert found.demand.tolist() == [[0, 0, 3_000_000, 3_000_000, 3_000_000, 0, 0]]


@pytest.mark.parametrize(("calendar", "days"), [("mon-fri", "1111100"), ("mon-sat", "1111110"), ("daily", "1111111")])
def test_a_line_builds_on_the_days_of_its_calendar(calendar, days):
    found, _ = arrays(demands=[demand("A", 1, calendar)], horizon=7)
    assert [str(int(units > 0)) for units in found.demand[0]] == list(days)


def test_demand_of_two_rows_adds_up():
    found, _ = arrays(demands=[demand("A", 3), demand("A", 4)], horizon=2)
    assert found.demand.tolist() == [[7_000_000, 7_000_000]]


def test_a_need_that_is_no_whole_number_of_micro_units_is_rounded_up():
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [])
    third = replace(plant, usages=(("A", "MAG", Fraction(1, 3)),))
    assert plant_network(third, frozenset({"MAG"}), [], 1).arrays.child_qty.tolist() == [333_334]


def test_an_assembly_counts_as_the_parts_in_it():
    plant = company([("A", "ROTOR", 2), ("ROTOR", "MAG", 4)], [demand("A")], [crossing("X", "MAG")], [])
    network = plant_network(plant, frozenset({"MAG"}), [], 1)
    (row,) = network.weight_rows(["MAG"]).tolist()
    assert dict(zip(network.items, row, strict=True)) == {"A": 8_000_000, "ROTOR": 4_000_000, "MAG": 1_000_000}
