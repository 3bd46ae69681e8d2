"""Minerals by name: formulas that can be read, elements that exist, and shares that are no firmer than they are."""

from __future__ import annotations

import pytest

from permeance.materials.composition import parse_composition
from permeance.materials.formula import weight_shares
from permeance.materials.mineral import minerals
from permeance.terms.composition import PPB
from permeance.terms.element import SYMBOLS


@pytest.mark.parametrize("name", minerals())
def test_every_mineral_is_a_formula_or_elements_and_its_name_can_be_written(name: str) -> None:
    mineral = minerals()[name]
    assert (mineral.formula is None) is bool(mineral.holds)
    held = set(mineral.holds) or set(weight_shares(mineral.formula or ""))
    assert held | set(mineral.may_hold) <= SYMBOLS
    assert not set(mineral.holds) & set(mineral.may_hold)
    assert parse_composition(f"{name.capitalize()} 5; SiO2 rest" if mineral.formula != "SiO2" else name).lists(
        min(held)
    )


def test_a_mineral_of_fixed_formula_is_that_formula() -> None:
    assert parse_composition("stibnite 100").shares == parse_composition("Sb2S3 100").shares


def test_a_mineral_that_varies_holds_its_main_elements_and_rules_others_in() -> None:
    made_of = parse_composition("monazite 60; SiO2 rest")
    assert made_of.closed
    assert (made_of.share("Ce").low, made_of.share("Ce").high) == (1, PPB * 6 // 10)
    assert (made_of.share("Dy").low, made_of.share("Dy").high) == (0, PPB * 6 // 10)
    assert made_of.share("Cu").high == 0


def test_other_names_lead_to_the_same_mineral() -> None:
    assert (
        parse_composition("Bastnasite 8; SiO2 rest").constituents
        == parse_composition("bastnaesite 8; SiO2 rest").constituents
    )
