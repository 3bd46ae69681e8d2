"""Elements roll up a bill of materials: exact, outward, linear in its edges, and with what is not known named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.materials.bill_of_materials import BillOfMaterials, Usage, bill_of_materials
from permeance.materials.composition import parse_composition
from permeance.materials.element_roll_up import NO_MASS, Bounds, RollUp, Stated, roll_up_elements
from permeance.terms.composition import PPB, Share, percent


def usage(parent: str, item: str, qty: str | int | Fraction = 1) -> Usage:
    return Usage(parent, item, Fraction(qty))


def part(composition: str | None = None, low: str | int | None = None, high: str | int | None = None) -> Stated:
    mass = None if low is None else Bounds(Fraction(low), Fraction(low if high is None else high))
    return Stated(mass, None if composition is None else parse_composition(composition))


MOTOR = [usage("motor", "rotor"), usage("rotor", "magnet", 16), usage("rotor", "core"), usage("motor", "shaft")]
PARTS = {
    "magnet": part("Nd 30; Dy 3; B 1; Fe rest", 10),
    "core": part("Fe 97; Si 3", 500),
    "shaft": part("Fe 100", 340),
}


def motor(**others: Stated) -> RollUp:
    return roll_up_elements(bill_of_materials(MOTOR), "motor", PARTS | others)


def test_the_dysprosium_of_sixteen_magnets_is_a_share_of_the_whole_motor() -> None:
    found = motor()
    assert found.mass_g == Bounds(Fraction(1000), Fraction(1000))
    assert found.element_g("Dy") == Bounds(Fraction("4.8"), Fraction("4.8"))
    assert found.share("Dy") == Share(4_800_000, 4_800_000)
    assert found.explained("Dy") == ["magnet: 16 in rotor, level 2, 4.8 g"]
    assert found.open_on("Dy") == ()


def test_the_parts_that_bring_most_stand_first() -> None:
    assert [line.split(":")[0] for line in motor().explained("Fe")] == ["core", "shaft", "magnet"]


@pytest.mark.parametrize(
    ("magnet", "grams", "share", "line"),
    [
        (part("Dy 3; Fe rest", 10, 12), ("4.8", "5.76"), ("0.4655493", "0.5754476"), "4.8 to 5.76 g"),
        (part("Dy 1-3; Fe rest", 10), ("1.6", "4.8"), ("0.16", "0.48"), "1.6 to 4.8 g"),
        (part("Dy <3; Fe rest", 10), ("0", "4.8"), ("0", "0.48"), "0 to 4.8 g"),
        (part("Nd 30; Dy 3; Fe 60", 10), ("4.8", "4.8"), ("0.48", "0.48"), "4.8 g"),
        (part("Dy 3; Fe rest"), ("0", None), ("0", "100"), "0 g or more; mass not known"),
        (part(None, 10), ("0", "160"), ("0", "16"), "0 to 160 g; composition not known"),
        (part(), ("0", None), ("0", "100"), "0 g or more; mass and composition not known"),
        (part("N42SH", 10), ("0", "159.99999984"), ("0", "16"), "0 to 160 g"),
    ],
)  # fmt: skip
def test_a_part_with_a_range_or_a_gap_bounds_the_motor(
    magnet: Stated, grams: tuple[str, str | None], share: tuple[str, str], line: str
) -> None:
    found = motor(magnet=magnet)
    low, high = grams
    assert found.element_g("Dy") == Bounds(Fraction(low), None if high is None else Fraction(high))
    assert (percent(found.share("Dy").low), percent(found.share("Dy").high)) == share
    assert found.explained("Dy") == [f"magnet: 16 in rotor, level 2, {line}"]
    assert bool(found.open_on("Dy")) is bool(magnet.mass_g is None or magnet.composition is None)


def test_a_part_that_cannot_hold_the_element_leaves_nothing_open_even_without_a_mass() -> None:
    found = motor(shaft=part("Fe 100"))
    assert found.element_g("Dy") == Bounds(Fraction("4.8"), Fraction("4.8"))
    assert found.open_on("Dy") == ()
    assert [p.item for p in found.open_on("Fe")] == ["shaft"]
    assert found.share("Dy") == Share(0, 7_272_728)  # the shaft may weigh anything, so only from above


def test_a_pure_part_is_pure_whatever_its_mass() -> None:
    found = roll_up_elements(bill_of_materials([]), "rod", {"rod": part("Fe 100", 10, 20)})
    assert found.share("Fe") == Share(PPB, PPB)
    assert found.share("Dy") == Share(0, 0)
    assert found.parts[0].depth == (0, 0)


def test_a_stated_composition_stands_for_what_is_below_it() -> None:
    found = motor(rotor=part("Dy 1; Fe rest", 660))
    assert [p.item for p in found.parts] == ["rotor", "shaft"]
    assert found.element_g("Dy").low == Fraction("6.6")


def test_an_assembly_with_a_composition_and_no_mass_weighs_what_its_parts_do() -> None:
    assert motor(rotor=part("Dy 1; Fe rest")).element_g("Dy").low == Fraction("6.6")


def test_a_part_met_at_several_levels_is_told_once_with_all_of_them() -> None:
    bill = bill_of_materials([usage("A", "B", 2), usage("A", "screw", 4), usage("B", "screw", 3)])
    found = roll_up_elements(bill, "A", {"screw": part("Fe 100", 2)})
    assert found.explained("Fe") == ["screw: 10 in A, B, level 1 to 2, 20 g"]


@pytest.mark.parametrize("stated", [part("Fe 100", 0), part("Fe 100", 0, 0)])
def test_where_nothing_has_a_mass_a_share_is_anything(stated: Stated) -> None:
    assert roll_up_elements(bill_of_materials([]), "A", {"A": stated}).share("Fe") == Share(0, PPB)


def test_nothing_known_is_everything_open() -> None:
    found = roll_up_elements(bill_of_materials([]), "A", {})
    assert found.share("Dy") == Share(0, PPB)
    assert found.parts[0].lacks == ("mass", "composition")


@pytest.mark.parametrize(("low", "high"), [(-1, 1), (2, 1)])
def test_a_mass_below_zero_or_that_falls_is_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="0 <= low <= high"):
        Bounds(Fraction(low), Fraction(high))


class Counted(Mapping[str, tuple[Usage, ...]]):
    """The usages of a bill, which counts those that are handed out."""

    def __init__(self, children: Mapping[str, tuple[Usage, ...]]) -> None:
        self.children, self.edges, self.asked = children, 0, 0

    def __getitem__(self, parent: str) -> tuple[Usage, ...]:
        self.asked += 1
        self.edges += len(self.children.get(parent, ()))
        return self.children[parent]

    def __iter__(self) -> Iterator[str]:
        return iter(self.children)

    def __len__(self) -> int:
        return len(self.children)


def counted(bill: BillOfMaterials, stated: Mapping[str, Stated]) -> tuple[RollUp, Counted]:
    children = Counted(bill.children)
    return roll_up_elements(BillOfMaterials(children, bill.order), "0", stated), children


def test_a_diamond_of_a_million_ways_down_is_walked_edge_by_edge() -> None:
    edges = [usage(str(level), f"{level}{side}") for level in range(20) for side in "ab"]
    edges += [usage(f"{level}{side}", str(level + 1)) for level in range(20) for side in "ab"]
    found, children = counted(bill_of_materials(edges), {"20": part("Dy 3; Fe rest", 1)})
    assert found.parts[0].qty == 2**20
    assert found.element_g("Dy").low == Fraction(3 * 2**20, 100)
    assert found.parts[0].depth == (40, 40)
    assert children.edges <= 3 * len(edges)


def test_a_bill_of_a_thousand_levels_that_doubles_is_explained() -> None:
    bill = bill_of_materials([usage(str(level), str(level + 1), 20) for level in range(1_000)])
    found = roll_up_elements(bill, "0", {"1000": part("Dy 3; Fe rest", 1)})
    assert found.share("Dy") == Share(30_000_000, 30_000_000)
    assert "e+1299 g" in found.explained("Dy")[0]


# Properties: bills of eight items, each edge down.
COMPOSITIONS = st.sampled_from(
    [None, "Dy 3; Fe rest", "Dy 1-3; Fe rest", "Nd 30; Fe 60", "Fe 100", "NdFeB", "Dy2O3", "Tb4O7 0.3-0.4"]
)
MASSES = st.none() | st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)
STATED = st.dictionaries(st.integers(0, 7).map(str), st.builds(lambda c, m: part(c, *(m or ())), COMPOSITIONS, MASSES))
EDGES = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda edge: edge[0] < edge[1]), st.fractions(0, 9), max_size=20
)  # fmt: skip


def bill_of(edges: Mapping[tuple[int, int], Fraction]) -> BillOfMaterials:
    return bill_of_materials([usage(str(a), str(b), qty) for (a, b), qty in edges.items()], items=["0"])


def slowly(edges: Mapping[tuple[int, int], Fraction], stated: Mapping[str, Stated], item: int, element: str) -> Bounds:
    """Grams of an element in one unit of an item, down every way there is."""
    known = stated.get(str(item), Stated())
    below = [(b, qty) for (a, b), qty in edges.items() if a == item]
    if known.composition is not None:
        share = known.composition.share(element)
        return weight(edges, stated, item).times(Fraction(share.low, PPB), Fraction(share.high, PPB))
    if below:
        return sum((slowly(edges, stated, b, element).times(qty, qty) for b, qty in below), NO_MASS)
    return weight(edges, stated, item).times(Fraction(0), Fraction(1))


def weight(edges: Mapping[tuple[int, int], Fraction], stated: Mapping[str, Stated], item: int) -> Bounds:
    known = stated.get(str(item), Stated())
    below = [(b, qty) for (a, b), qty in edges.items() if a == item]
    if known.mass_g is None and below:
        return sum((weight(edges, stated, b).times(qty, qty) for b, qty in below), NO_MASS)
    return known.mass_g or Bounds(Fraction(0), None)


@given(EDGES, STATED)
def test_the_roll_up_equals_the_sum_over_every_way_down(edges: Any, stated: Any) -> None:
    found = roll_up_elements(bill_of(edges), "0", stated)
    for element in ("Dy", "Fe", "Tb"):
        assert found.element_g(element) == slowly(edges, stated, 0, element)


@given(EDGES, STATED)
def test_no_edge_is_walked_more_than_three_times(edges: Any, stated: Any) -> None:
    _, children = counted(bill_of(edges), stated)
    assert children.edges <= 3 * len(edges)
    assert children.asked <= 3 * 8


@given(EDGES, STATED, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_tells_nothing(edges: Any, stated: Any, luck: Any) -> None:
    shuffled = list(edges.items())
    luck.shuffle(shuffled)
    assert roll_up_elements(bill_of(dict(shuffled)), "0", stated) == roll_up_elements(bill_of(edges), "0", stated)


@given(EDGES, STATED)
def test_what_is_the_element_and_what_is_not_make_up_the_mass(edges: Any, stated: Any) -> None:
    found = roll_up_elements(bill_of(edges), "0", stated)
    for piece in found.parts:
        own, others = piece.element_g("Dy"), piece.others_g("Dy")
        assert own.low + others.low <= piece.mass_g.low
        assert (
            piece.mass_g.high is None or piece.composition is None or own.high is None or own.high <= piece.mass_g.high
        )
    assert found.share("Dy").low <= found.share("Dy").high <= PPB


@given(EDGES, STATED, st.lists(st.fractions(0, 1), min_size=16, max_size=16))
def test_every_true_product_within_the_bounds_of_its_parts_lies_within_those_of_the_whole(
    edges: Any, stated: Any, picks: list[Fraction]
) -> None:
    found = roll_up_elements(bill_of(edges), "0", stated)
    luck = iter(picks)
    own = whole = Fraction(0)
    for piece in found.parts:
        high = piece.mass_g.high if piece.mass_g.high is not None else piece.mass_g.low + 100
        mass = piece.mass_g.low + (high - piece.mass_g.low) * next(luck)
        share = piece.share("Dy")
        own += mass * Fraction(share.low + (share.high - share.low) * next(luck), PPB)
        whole += mass
    bounds, share = found.element_g("Dy"), found.share("Dy")
    assert bounds.low <= own
    assert bounds.high is None or own <= bounds.high
    assert not whole or share.low <= PPB * own / whole <= share.high
