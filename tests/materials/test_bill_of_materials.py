"""A bill of materials: quantities roll up exactly at any depth, and a circle is named."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.materials.bill_of_materials import CircleError, Usage, bill_of_materials


def usage(parent: str, item: str, qty: str | int | Fraction) -> Usage:
    return Usage(parent, item, Fraction(qty))


def test_quantities_multiply_down_the_levels() -> None:
    bill = bill_of_materials(
        [usage("motor", "rotor", 1), usage("rotor", "magnet", 16), usage("magnet", "Dy_kg", "0.003")]
    )
    assert bill.per_unit("motor") == {"motor": 1, "rotor": 1, "magnet": 16, "Dy_kg": Fraction("0.048")}


def test_a_part_used_at_two_levels_counts_at_both() -> None:
    bill = bill_of_materials([usage("motor", "rotor", 2), usage("motor", "screw", 4), usage("rotor", "screw", 3)])
    assert bill.per_unit("motor")["screw"] == 4 + 2 * 3
    assert bill.order.index("rotor") < bill.order.index("screw")


def test_two_usages_of_one_item_in_one_parent_add_up() -> None:
    bill = bill_of_materials([usage("motor", "screw", 4), usage("motor", "screw", "0.5")])
    assert bill.per_unit("motor")["screw"] == Fraction("4.5")


def test_scrap_in_thirds_leaves_no_rounding_behind() -> None:
    bill = bill_of_materials([usage("A", "B", Fraction(4, 3)), usage("B", "C", Fraction(3, 4))])
    assert bill.per_unit("A")["C"] == 1


def test_an_item_below_the_product_needs_only_what_goes_into_it() -> None:
    bill = bill_of_materials([usage("motor", "rotor", 1), usage("rotor", "magnet", 16), usage("motor", "shaft", 1)])
    assert bill.per_unit("rotor") == {"rotor": 1, "magnet": 16}


def test_an_item_that_no_usage_names_stands_alone() -> None:
    bill = bill_of_materials([], items=["spare"])
    assert bill.order == ("spare",)
    assert bill.per_unit("spare") == {"spare": 1}


def test_a_circle_is_refused_and_named_from_each_parent_to_its_part() -> None:
    with pytest.raises(CircleError) as caught:
        bill_of_materials([usage("A", "B", 1), usage("B", "C", 1), usage("C", "A", 1), usage("A", "D", 1)])
    circle = caught.value.circle
    assert circle[0] == circle[-1]
    steps = set(pairwise(circle))
    assert steps == {("A", "B"), ("B", "C"), ("C", "A")}
    assert str(caught.value) == " > ".join(circle)


def test_an_item_that_contains_itself_is_a_circle() -> None:
    with pytest.raises(CircleError, match="A > A"):
        bill_of_materials([usage("A", "A", 1)])


def test_a_bill_of_a_thousand_levels_is_rolled_up() -> None:
    bill = bill_of_materials([usage(str(level), str(level + 1), 2) for level in range(1000)])
    assert bill.per_unit("0")["1000"] == 2**1000


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.integers(1, 9), max_size=20))
def test_the_roll_up_equals_the_sum_over_every_way_down(edges: dict[tuple[int, int], int]) -> None:
    down = {(a, b): qty for (a, b), qty in edges.items() if a < b}
    bill = bill_of_materials([usage(str(a), str(b), qty) for (a, b), qty in down.items()], items=["0"])

    def ways(top: int, item: int) -> int:
        return 1 if top == item else sum(qty * ways(b, item) for (a, b), qty in down.items() if a == top)

    expected = {str(item): ways(0, item) for item in range(8) if ways(0, item)}
    assert bill.per_unit("0") == expected
