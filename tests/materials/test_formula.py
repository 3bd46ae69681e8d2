"""Weight shares of compounds: the sourced oxide factors, and what atomic weights give for anything else."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from molmass import Formula

from permeance.materials.formula import element_factor, weight_shares
from permeance.materials.oxide import oxide_factors
from permeance.materials.trade_name import families
from permeance.terms.element import SYMBOLS

# Standard atomic weights 2021 (IUPAC, doi:10.1515/pac-2019-0603); oxygen by its conventional value.
ATOMIC_WEIGHTS = {
    "Nd": "144.242", "Dy": "162.500", "Tb": "158.925354", "Sm": "150.36", "Gd": "157.25", "Lu": "174.9668",
    "Sc": "44.955907", "Ho": "164.930329", "Er": "167.259", "Eu": "151.964", "Yb": "173.045", "Tm": "168.934219",
    "Y": "88.905838", "Pr": "140.90766", "O": "15.999",
}  # fmt: skip
STATED = {"Nd2O3": "0.85736", "Tb4O7": "0.85022", "Sm2O3": "0.86236", "Dy2O3": "0.87132"}


@pytest.mark.parametrize("oxide", oxide_factors())
def test_each_shipped_factor_is_that_of_the_weights_it_cites_to_five_decimals(oxide: str) -> None:
    atoms = [(symbol, int(count)) for symbol, count in re.findall(r"([A-Z][a-z]?)(\d+)", oxide)]
    metal = Decimal(ATOMIC_WEIGHTS[atoms[0][0]]) * atoms[0][1]
    whole = sum(Decimal(ATOMIC_WEIGHTS[symbol]) * count for symbol, count in atoms)
    rounded = (metal / whole).quantize(Decimal("0.00001"))
    assert oxide_factors()[oxide].factor == Fraction(rounded)
    assert "IUPAC" in oxide_factors()[oxide].source


@pytest.mark.parametrize("oxide", oxide_factors())
def test_each_shipped_factor_agrees_with_molmass_to_a_hundred_thousandth(oxide: str) -> None:
    sourced = oxide_factors()[oxide]
    other = Formula(oxide).composition()[sourced.element].fraction
    assert float(sourced.factor) == pytest.approx(other, abs=1.1e-5)


@pytest.mark.parametrize(("oxide", "factor"), STATED.items())
def test_the_factors_that_the_licensing_scenarios_state_are_those_used(oxide: str, factor: str) -> None:
    sourced = oxide_factors()[oxide]
    assert weight_shares(oxide) == {sourced.element: Fraction(factor), "O": 1 - Fraction(factor)}
    assert str(element_factor(oxide, sourced.element)) == factor


@pytest.mark.parametrize("formula", [*oxide_factors(), "Sm2Co17", "SmCo5", "DyF3", "Tb2(SO4)3", "Gd3Ga5O12", "Dy"])
def test_the_shares_of_a_compound_sum_to_one_exactly(formula: str) -> None:
    shares = weight_shares(formula)
    assert sum(shares.values()) == 1
    assert all(share > 0 for share in shares.values())


def test_a_compound_without_a_sourced_factor_is_counted_by_molmass_and_says_so() -> None:
    factor = element_factor("Sm2Co17", "Sm")
    assert factor is not None
    assert float(factor.factor) == pytest.approx(Formula("Sm2Co17").composition()["Sm"].fraction)
    assert factor.source.startswith("computed from the atomic weights of NIST as in molmass 20")
    assert str(factor) == "0.230864137"


def test_the_oxygen_of_a_sourced_oxide_has_a_factor_too() -> None:
    factor = element_factor("Dy2O3", "O")
    assert factor is not None
    assert factor.factor == 1 - Fraction("0.87132")


@pytest.mark.parametrize("name", ["Dy", *families(), "N42SH", "SmCo26"])
def test_an_element_and_a_family_need_no_factor(name: str) -> None:
    assert element_factor(name, "Dy") is None


def test_every_symbol_is_wholly_itself() -> None:
    assert all(weight_shares(symbol) == {symbol: 1} for symbol in SYMBOLS)


@pytest.mark.parametrize("text", ["", "Xx", "Dy2O3)", "dysprosium", "D2O", "Dy-O", "12", "Q9", "(", "[13C]"])
def test_what_is_no_formula_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"is neither an element nor a formula") as caught:
        weight_shares(text)
    assert len(str(caught.value).splitlines()) == 1
