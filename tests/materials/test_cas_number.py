"""CAS numbers: checked by their last digit, known from the shipped file, refused with what to do."""

from __future__ import annotations

import csv
import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from molmass import Formula

from permeance.materials import cas_number
from permeance.materials.composition import CompositionError, parse_composition
from permeance.materials.formula import weight_shares
from permeance.materials.oxide import oxide_factors
from permeance.terms.element import SYMBOLS

ROWS = list(
    csv.DictReader(resources.files("permeance.materials").joinpath("cas_numbers.csv").read_text("utf-8").splitlines())
)
CHARGE = {
    "oxide": 2,
    "fluoride": 1,
    "chloride": 1,
    "bromide": 1,
    "iodide": 1,
    "nitride": 3,
    "hydride": 1,
    "sulfide": 2,
    "selenide": 2,
    "telluride": 2,
}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}


def refused(text: str) -> CompositionError:
    with pytest.raises(CompositionError) as caught:
        parse_composition(text)
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 500
    return caught.value


@pytest.mark.parametrize(
    ("number", "formula"),
    [
        ("1308-87-8", "Dy2O3"), ("7429-91-6", "Dy"), ("12037-01-3", "Tb4O7"), ("1309-64-4", "Sb2O3"), ("1303-00-0", "GaAs"),
        ("12070-12-1", "WC"), ("12052-78-7", "Sm2Co17"), ("10025-74-8", "DyCl3"), ("5066-34-2", "Dy2(CO3)3"),
    ],
)  # fmt: skip
def test_a_number_is_its_formula(number: str, formula: str) -> None:
    assert parse_composition(f"{number} 40; Fe rest").shares == parse_composition(f"{formula} 40; Fe rest").shares
    assert parse_composition(number).constituents[0].formula == formula


def test_a_number_takes_every_kind_of_share() -> None:
    for share in ("99.9", "0.05-0.2", "<0.1", "500 ppm", "rest"):
        assert (
            parse_composition(f"1308-87-8 {share}; B 0.01").shares == parse_composition(f"Dy2O3 {share}; B 0.01").shares
        )


@pytest.mark.parametrize("row", ROWS, ids=[row["cas_number"] for row in ROWS])
def test_every_shipped_number_is_well_made_and_leads_to_a_formula_with_a_source(row: dict[str, str]) -> None:
    number, formula = row["cas_number"], row["formula"]
    assert cas_number.is_number(number)
    assert cas_number.check_digit(number) == int(number[-1])
    assert sum(weight_shares(formula).values()) == 1
    assert re.match(r"(?:chemicals 1\.5\.2|mendeleev 1\.3\.0) \(MIT\): ", row["source"])
    assert row["confidence"] in {"two statements agree", "one statement"}
    named = re.fullmatch(r"\w+\((\w+)\) (\w+)", row["name"])
    if named and named[1] in ROMAN and named[2] in CHARGE:  # the oxidation number gives the formula over again
        counts = sorted(item.count for item in Formula(formula).composition().values())
        charges = sorted((ROMAN[named[1]], CHARGE[named[2]]))
        assert counts[0] * charges[1] == counts[1] * charges[0], row


def test_a_number_stands_once_and_an_element_or_a_sourced_oxide_among_them_is_that_of_the_factors() -> None:
    assert len(ROWS) == len(cas_number.formulas())
    formulas = set(cas_number.formulas().values())
    assert set(oxide_factors()) - formulas == {"Pr6O11"}  # which no source gives
    assert {
        "Dy",
        "Tb",
        "Sm",
        "Gd",
        "Lu",
        "Sc",
        "Y",
        "Ga",
        "Ge",
        "Sb",
        "W",
        "Te",
        "Bi",
        "Mo",
        "In",
    } <= formulas & SYMBOLS


@pytest.mark.parametrize(("text", "digit"), [("1308-87-9 99.9", 8), ("1308-78-8", 7), ("7440-00-0 3", 8)])
def test_a_number_with_a_slip_is_refused_by_its_check_digit(text: str, digit: int) -> None:
    error = refused(text)
    assert error.found.endswith(f"whose check digit should be {digit}")
    assert error.remedy.startswith("compare it with the data sheet")


def test_a_number_that_is_not_shipped_is_refused_with_what_to_write() -> None:
    error = refused("50-00-0 3")
    assert error.found.startswith("the CAS number 50-00-0, which is none of the ")
    assert error.remedy == "write the formula of the substance in its place"


SPELLINGS = {
    "7440‐00‐8 30": "7440-00-8 30", "7440–00–8": "7440-00-8", "7440−00−8 3": "7440-00-8 3", "７４４０-００-８ 3": "7440-00-8 3",
    "٧٤٤٠-٠٠-٨ 3": None, "CAS 1308-87-8 99": "1308-87-8 99", "CAS-No. 1308-87-8": None, "CAS: 1308-87-8": "1308-87-8",
    "[1308-87-8] 99": "1308-87-8 99", "1308 - 87 - 8 99": "1308-87-8 99", "0001308-87-8": "1308-87-8", "1308-87-8<0.1": "1308-87-8 <0.1",
    "1308-87-8 0,5": "1308-87-8 0.5", "1308-87-8, 99": None, "1308878 99": None, "1308-87 99": None, "1308-87-8-8 3": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), SPELLINGS.items())
def test_a_number_in_another_spelling_is_refused_with_the_right_one_where_it_can_be_told(
    text: str, meant: str | None
) -> None:
    error = refused(text)
    if meant is None:
        assert not error.remedy.startswith("write `7440") or "," in text
    else:
        assert error.remedy == f"write `{meant}`"
        assert parse_composition(meant).shares


@pytest.mark.parametrize(
    "text",
    ["1" * 1_990 + "-00-8", "1-" * 990, "1308-87-8" * 200, "12345678-00-8", "-87-8", "1308--8", "1308-87-", "1308-87-8\u200b 3", "1308-87-8\x00"],
)  # fmt: skip
def test_a_hostile_number_is_refused_in_one_line(text: str) -> None:
    assert refused(text).remedy


def test_the_same_substance_by_number_and_by_formula_is_there_twice() -> None:
    assert refused("1308-87-8 50; Dy2O3 40").found == "Dy2O3 twice"


@given(st.integers(10, 9_999_999), st.integers(0, 99), st.integers(0, 9))
def test_just_one_last_digit_is_right_and_no_number_ends_otherwise_than_in_one_line(a: int, b: int, digit: int) -> None:
    number = f"{a}-{b:02d}-{digit}"
    right = (sum(place * int(c) for place, c in enumerate(reversed(f"{a}{b:02d}"), 1))) % 10
    assert cas_number.check_digit(number) == right
    if number not in cas_number.formulas():
        assert ("check digit" in refused(number).found) is (digit != right)


@given(st.text("0123456789-‐– CAS:[]７", min_size=1, max_size=40))
def test_any_text_of_digits_and_dashes_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        parse_composition(text)
    except CompositionError:
        assert refused(text).remedy
