"""How much of a controlled element the goods hold, exact, with the factor and its source."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.determination.element_mass import decimal_text, element_masses
from permeance.determination.rendering import as_json, mass_sentence, result_json
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.composition import PPB
from permeance.terms.fact import Fact
from permeance.terms.form import Form

SNAPSHOT = compile_snapshot(date(2026, 11, 24))


def crossing(composition: str | None, form: Form = Form.MAGNET, mass_g: str | None = None) -> Crossing:
    return Crossing(
        id="X",
        form=form,
        composition=parse_composition(composition) if composition else None,
        ship_from="CN",
        destination="DE",
        ship_date=date(2026, 3, 15),
        military_end_user=Fact.NO,
        properties={"mass_g": mass_g} if mass_g else {},
    )


def decide(composition: str | None, form: Form = Form.MAGNET, mass_g: str | None = None) -> Determination:
    return determine(crossing(composition, form, mass_g), SNAPSHOT)


def test_250_kg_of_dysprosium_oxide_at_99_9_per_cent_hold_217_61_kg_of_dysprosium() -> None:
    (mass,) = decide("Dy2O3 99.9", Form.OXIDE, "250000").element_masses
    assert mass.mass_g == (Fraction("217612.17"), Fraction("217612.17"))
    assert [(f.constituent, str(f)) for f in mass.factors] == [("Dy2O3", "0.87132")]
    assert mass_sentence(mass).startswith("Dy: 217.61217 kg, 87.044868 % by weight (0.87132 of Dy2O3 is Dy, ")


def test_1000_kg_of_magnets_with_3_5_per_cent_hold_35_kg_of_dysprosium_and_need_no_factor() -> None:
    (mass,) = decide("Nd 29; Dy 3.5; B 1; Fe rest", mass_g="1000000").element_masses
    assert (mass.mass_g, mass.factors) == ((35_000, 35_000), ())
    assert mass_sentence(mass) == "Dy: 35 kg, 3.5 % by weight"


def test_a_mixture_of_two_oxides_gives_each_element_its_own_factor() -> None:
    masses = decide("Dy2O3 50; Tb4O7 49.5", Form.MIXTURE, "100").element_masses
    assert {m.element: m.mass_g for m in masses} == {
        "Tb": (Fraction("42.08589"),) * 2,
        "Dy": (Fraction("43.566"),) * 2,
    }
    assert {m.element: [f.constituent for f in m.factors] for m in masses} == {"Tb": ["Tb4O7"], "Dy": ["Dy2O3"]}


def test_an_element_in_two_constituents_is_summed() -> None:
    (mass,) = decide("Dy 10; Dy2O3 89.5", Form.MIXTURE, "100").element_masses
    assert mass.mass_g == (Fraction("87.98314"), Fraction("87.98314"))


def test_a_range_gives_a_range_of_masses() -> None:
    (mass,) = decide("Nd 29; Dy 1-2; B 1; Fe rest", mass_g="50").element_masses
    assert mass.mass_g == (Fraction("0.5"), 1)
    assert mass_sentence(mass) == "Dy: 0.5 to 1 g, 1 to 2 % by weight"


def test_what_an_open_composition_leaves_over_bounds_the_elements_that_may_be_there() -> None:
    masses = decide("Nd 30; B 1; Fe 60", mass_g="3").element_masses
    assert {m.element: m.mass_g for m in masses} == {e: (0, Fraction("0.27")) for e in ("Tb", "Dy")}


def test_goods_that_no_entry_catches_hold_nothing_to_count() -> None:
    assert decide("Nd 30; Pr 1; B 1; Fe rest", mass_g="3").element_masses == ()


def test_without_a_composition_nothing_is_counted() -> None:
    assert decide(None, mass_g="3").element_masses == ()


def test_without_a_mass_the_share_alone_is_given() -> None:
    (mass,) = decide("Sm2Co17").element_masses
    assert mass.mass_g is None
    assert mass.share.high - mass.share.low == 1  # a share without end, held between two parts per billion
    assert mass_sentence(mass).startswith("Sm: 23.0864137 to 23.0864138 % by weight (0.230864137 of Sm2Co17 is Sm")


def test_the_json_adds_the_masses_to_the_keys_of_the_contract() -> None:
    decided = decide("Dy2O3 99.9", Form.OXIDE, "250000")
    found = json.loads(json.dumps(result_json(decided)))
    assert {key: found[key] for key in as_json(decided)} == json.loads(json.dumps(as_json(decided)))
    (mass,) = found["element_masses"]
    assert (mass["element"], mass["share_pct"]) == ("Dy", {"low": "87.044868", "high": "87.044868"})
    assert mass["mass_g"] == {"low": "217612.17", "high": "217612.17"}
    (factor,) = mass["factors"]
    assert (factor["constituent"], factor["factor"]) == ("Dy2O3", "0.87132")
    assert "IUPAC" in factor["source"]


@given(
    ppb=st.integers(min_value=1, max_value=PPB),
    grams=st.decimals(min_value="0", max_value="1000000000000000", places=12),
)
def test_the_mass_of_an_element_is_its_share_of_the_mass_to_the_last_digit(ppb: int, grams: Decimal) -> None:
    goods = crossing(f"Dy {ppb} ppb", Form.ALLOY, f"{grams:f}")
    (mass,) = element_masses(goods, ["Dy"])
    assert mass.mass_g is not None
    low, high = mass.mass_g
    assert low == high == Fraction(grams) * ppb / PPB
    assert Fraction(decimal_text(low)) == low
    assert "E" not in decimal_text(low)


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("100", "100"), ("0.5", "0.5"), ("217612.170", "217612.17"), ("1e-21", "0." + "0" * 20 + "1")],
)
def test_exact_figures_are_written_out_without_an_exponent(value: str, text: str) -> None:
    assert decimal_text(Fraction(value)) == text
