"""A written composition becomes exact bounds, or is refused with what to do."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.materials.composition import CompositionError, parse_composition
from permeance.materials.formula import weight_shares
from permeance.terms.composition import PPB, Composition, Share, percent
from permeance.terms.fact import Fact

TENTH = 1_000_000  # 0.1 % in parts per billion


def bounds(text: str, element: str) -> tuple[int, int]:
    share = parse_composition(text).share(element)
    return share.low, share.high


HINTS = {
    "Dy ≤0.1": "write `Dy <0.1`", "Dy <= 0.1": "write `Dy <0.1`", "Dy<0.1": "write `Dy <0.1`", "Dy ≤ 0,1 %": "write `Dy <0.1 %`",
    "Dy max. 0.1": "write `Dy <0.1`", "Dy 0,05": "write `Dy 0.05`", "Dy 0,05-0,2": "write `Dy 0.05-0.2`",
    "Dy 0,5 %": "write `Dy 0.5 %`", "<0.1 Dy": "write `Dy <0.1`", "28 Nd": "write `Nd 28`", "3 % Dy": "write `Dy 3 %`",
    "Dy: 3": "write `Dy 3`", "Dy=3": "write `Dy 3`", "Dy0.5": "write `Dy 0.5`", "dy 3": "write Dy", "Dysprosium 3": "write Dy",
    "Dy 1,000 ppm": "write a point for a decimal comma, and no thousands separator",
    "Nd 28, Dy 3": "separate the parts with semicolons, and write a point for a decimal comma",
    "Nd 28 Fe rest": "separate the parts with semicolons, and write a point for a decimal comma",
    "Dy(NO3)3·nH2O": "write the number of water molecules in place of the letter",
    "Dy trace": "rewrite this part", "Dy >3": "rewrite this part", "Dy 3 kg": "convert the share to weight %",
}  # fmt: skip


@pytest.mark.parametrize(("text", "remedy"), HINTS.items())
def test_a_part_in_another_way_of_writing_is_refused_with_the_right_one(text: str, remedy: str) -> None:
    with pytest.raises(CompositionError) as caught:
        parse_composition(text)
    assert caught.value.remedy == remedy
    if remedy.startswith("write `"):
        assert parse_composition(remedy[len("write `") : -1]).shares


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("(NH4)10H2W12O42", {"N", "H", "W", "O"}),
        ("[Co(NH3)6]Cl3 99; Fe rest", {"Co", "N", "H", "Cl", "Fe"}),
        ("(NH4)10H2W12O42·4H2O 99.5", {"N", "H", "W", "O"}),
    ],
)
def test_a_formula_may_begin_with_a_bracket(text: str, elements: set[str]) -> None:
    assert set(parse_composition(text).shares) == elements


@pytest.mark.parametrize("sign", [".", "·", "*", "•", "⋅"])
def test_water_of_crystallisation_is_reckoned_however_it_is_joined(sign: str) -> None:
    whole, dry = weight_shares(f"DyCl3{sign}6H2O"), weight_shares("DyCl3")
    assert whole["Dy"] < dry["Dy"]
    assert whole == weight_shares("DyCl3H12O6")


@pytest.mark.parametrize("text", ["(", "()", "(3", "*4H2O", "Dy*3 4", "(Dy", "Dy·", "DyCl3·H2"])
def test_brackets_and_signs_that_make_no_formula_are_refused(text: str) -> None:
    with pytest.raises(CompositionError):
        parse_composition(text)


@pytest.mark.parametrize(
    "share",
    [
        "0.1", "0.10", "00.1", "0.1000000", "0.1 %", "0.1%", "0.1 wt%", "0.1 WT%", "1000 ppm", "1000.000 ppm",
        "1000000 ppb", "0.1-0.1", "0.1 to 0.1", "0.1 – 0.1 %",
    ],
)  # fmt: skip
def test_a_tenth_of_a_per_cent_is_the_same_in_every_spelling(share: str) -> None:
    assert bounds(f"Dy {share}; Fe rest", "Dy") == (TENTH, TENTH)


@pytest.mark.parametrize(("share", "ppb"), [("0.0999999", TENTH - 1), ("0.1000001", TENTH + 1)])
def test_one_part_per_billion_beside_the_threshold_is_beside_it(share: str, ppb: int) -> None:
    assert bounds(f"Dy {share}; Fe rest", "Dy") == (ppb, ppb)


@given(st.lists(st.integers(min_value=0, max_value=TENTH), min_size=1, max_size=5))
def test_decimals_that_add_up_to_a_tenth_of_a_per_cent_meet_the_threshold(cuts: list[int]) -> None:
    names = ["Dy", "Dy2", "Dy3", "Dy4", "Dy5", "Dy6"]  # pure dysprosium each, so that the shares must be added
    edges = [0, *sorted(cuts), TENTH]
    parts = [f"{name} {percent(b - a)}" for name, a, b in zip(names, edges, edges[1:], strict=False)]
    assert bounds("; ".join(parts) + "; Fe rest", "Dy") == (TENTH, TENTH)


@given(st.integers(min_value=0, max_value=PPB))
def test_a_share_written_out_is_read_back_unchanged(ppb: int) -> None:
    assert bounds(f"Dy {percent(ppb)}", "Dy") == (ppb, ppb)
    assert bounds(f"Dy {ppb} ppb", "Dy") == (ppb, ppb)


@given(st.integers(min_value=0, max_value=PPB), st.integers(min_value=0, max_value=PPB))
def test_a_range_keeps_both_ends_and_the_rest_is_what_they_leave(one: int, other: int) -> None:
    low, high = sorted((one, other))
    composition = parse_composition(f"Dy {percent(low)}-{percent(high)}; Fe rest")
    assert composition.share("Dy") == Share(low, high)
    assert composition.share("Fe") == Share(PPB - high, PPB - low)
    assert composition.closed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Nd 30; Fe 78", "parts that sum to 108 %; allowed: at most 100 %"),
        ("Nd 30; Fe 70.5000001", "parts that sum to 100.5000001 %"),
        ("Dy 101", "a share above 100 %: 'Dy 101'"),
        ("Dy 3-300", "a share above 100 %: 'Dy 3-300'"),
        ("Dy 2000000 ppm", "a share above 100 %"),
        ("Dy 3-2", "a range that falls: 'Dy 3-2'"),
        ("Dy 3; Dy 2", "Dy twice"),
        ("Fe rest; Co rest", "two parts with `rest`"),
        ("dy 3", "'dy'; allowed: an element symbol"),
        ("Xx 3", "'Xx'"),
        ("Xx rest", "'Xx'"),
        ("Dy 3 kg", "unit 'kg' in 'Dy 3 kg'; allowed: %, wt%, ppm, ppb"),
        ("Dy 0,5", "unit ',5'"),
        ("Dy -3", "'Dy -3'; allowed: `Dy 3`"),
        ("Dy 1e-3", "unit 'e-3'"),
        ("Nd 28, Dy 3", "'Nd 28, Dy 3'"),
        ("=1+1", "'=1+1'"),
        ("Dy 0.00000001", "more decimals than parts per billion"),
        ("Dy 0.10000000000000000000000000000000000001", "more decimals than parts per billion"),
        ("", "no part"),
        (" ; ;", "no part"),
        ("Dy 3; " * 400, "2400 characters; allowed: at most 2000"),
    ],
)
def test_a_composition_that_cannot_stand_is_refused_with_what_was_found(text: str, says: str) -> None:
    with pytest.raises(CompositionError) as caught:
        parse_composition(text)
    assert says in str(caught.value)
    assert caught.value.allowed
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Nd 30; Fe 69.5", True),
        ("Nd 30; Fe 69.4999999", False),
        ("Nd 30; Fe 70.5", True),
        ("Nd 30; Fe 70", True),
        ("Nd 30; Fe rest", True),
        ("Nd 30; Fe balance", True),
        ("Nd 30; Fe bal.", True),
        ("Nd 28-32; Fe 60-72", False),  # the low ends leave 12 % over
        ("Sm2Co17", True),
        ("Dy2O3 99.5", True),
        ("Dy2O3 99.4", False),
        ("NdFeB", False),  # a family names its elements and no shares
        ("NdFeB 98; Dy 2", False),
        ("Dy", True),
    ],
)
def test_rest_or_a_sum_of_100_give_or_take_half_closes_a_composition(text: str, closed: bool) -> None:
    assert parse_composition(text).closed is closed


@pytest.mark.parametrize("closed", [Fact.YES, Fact.NO])
def test_a_statement_that_it_is_closed_or_not_stands_above_the_sum(closed: Fact) -> None:
    assert parse_composition("Nd 30; Fe 65-71", closed).closed is (closed is Fact.YES)
    assert parse_composition("Nd 30; Fe 70", closed).closed is (closed is Fact.YES)


def test_closed_is_refused_where_the_parts_cannot_make_a_whole() -> None:
    with pytest.raises(CompositionError, match=r"closed = yes, but the parts sum to at most 90 %"):
        parse_composition("Nd 30; Fe 50-60", Fact.YES)


def test_an_element_that_a_closed_composition_does_not_list_lies_below_the_reporting_limit() -> None:
    assert parse_composition("Nd 30; Fe rest", Fact.UNKNOWN, Decimal("0.5")).share("Dy") == Share(0, 500)
    assert parse_composition("Nd 30; Fe rest").share("Dy") == Share(0, 0)


@pytest.mark.parametrize(("limit", "ppb"), [("0.0001", 1), ("1000.0001", 1_000_001), ("2000000", PPB)])
def test_a_reporting_limit_is_rounded_up_and_never_above_the_whole(limit: str, ppb: int) -> None:
    assert parse_composition("Nd 30; Fe rest", Fact.UNKNOWN, Decimal(limit)).unlisted_high == ppb


def test_an_element_that_an_open_composition_does_not_list_lies_anywhere_in_what_is_left_over() -> None:
    composition = parse_composition("Nd 30; B 1; Fe 60")
    assert composition.share("Dy") == Share(0, 90_000_000)
    assert not composition.lists("Dy")


def test_a_limit_is_a_range_from_nothing_and_still_names_the_element() -> None:
    composition = parse_composition("Dy <0.1; Fe rest")
    assert composition.share("Dy") == Share(0, TENTH)
    assert composition.lists("Dy")


@pytest.mark.parametrize("text", ["Dy 100.3", "Dy 60; Dy2 40.4", "Dy 60; Dy2 30-60"])
def test_a_sum_within_the_tolerance_never_puts_an_element_above_the_whole(text: str) -> None:
    assert parse_composition(text).share("Dy").high == PPB


def test_an_element_in_several_compounds_is_the_sum_of_them() -> None:
    low, high = bounds("Dy2O3 50; Dy 10; Fe rest", "Dy")
    assert low == high == int((Fraction("0.5") * Fraction("0.87132") + Fraction("0.1")) * PPB)


def test_a_compound_without_end_is_held_between_two_neighbouring_parts_per_billion() -> None:
    low, high = bounds("Sm2Co17", "Sm")
    assert high == low + 1
    assert low < PPB * weight_shares("Sm2Co17")["Sm"] < high


def test_a_family_names_its_elements_in_a_fixed_order_with_open_shares() -> None:
    composition = parse_composition("NdPrFeB")
    assert list(composition.shares) == ["Nd", "Pr", "Fe", "B"]
    assert composition.share("Nd") == Share(1, PPB)
    assert composition.share("Dy").high == PPB - 1


NAMES = st.sampled_from(["Nd", "Dy", "Tb", "Fe", "B", "Dy2O3", "Tb4O7", "Sm2Co17"])
SHARES = st.integers(min_value=0, max_value=PPB // 4)


@given(st.dictionaries(NAMES, st.tuples(SHARES, SHARES), min_size=1, max_size=4))
def test_the_parts_of_a_composition_bound_every_true_mixture_within_its_ranges(
    ranges: dict[str, tuple[int, int]],
) -> None:
    spans = {name: sorted(pair) for name, pair in ranges.items()}
    composition = parse_composition("; ".join(f"{n} {percent(a)}-{percent(b)}" for n, (a, b) in spans.items()))
    for pick in (0, 1):
        exact = parse_composition("; ".join(f"{name} {percent(span[pick])}" for name, span in spans.items()))
        assert all(_within(exact, composition, element) for element in composition.shares)


def _within(exact: Composition, wide: Composition, element: str) -> bool:
    return wide.share(element).low <= exact.share(element).low <= exact.share(element).high <= wide.share(element).high
