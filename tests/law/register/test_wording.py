"""Every condition that a provision can set has its words, and no condition is left unsaid."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from permeance.law.conditions import Conditions, Material, Named, NamedMaterial, Parties
from permeance.law.limits import AllOf, AnyOf, Cases, Comparison, Limit
from permeance.law.register.wording import Clause, clauses, measure
from permeance.law.snapshot import compile_snapshot
from permeance.terms.citation import Confidence
from permeance.terms.form import Form

THICK = Limit("wall_mm", None, Comparison.AT_LEAST, Decimal("25"))
SMCO = NamedMaterial("Sm-Co", ("Sm", "Co"), Confidence.SEEN)

CASES = {
    "material": ((Material.METAL, Material.ALLOY), "is by nature metal or alloy"),
    "form": ((Form.MAGNET,), "crosses as magnet"),
    "product": (("rare_earth_technology",), "is a product of this kind: rare earth technology"),
    "contains": (("Nd", "Fe", "Dy"), "contains Nd, Fe and Dy, on purpose"),
    "contains_any": (("Sm", "Tb", "Dy"), "contains at least one of Sm, Tb or Dy, on purpose"),
    "principal": ("Sm", "Sm has the largest share by weight"),
    "main_rare_earth": ("Sm", "no declared rare earth outweighs Sm"),
    "named": (Named((SMCO,), True, None), "stands on the printed list, read whole"),
    "compound": (("Ga", "N"), "is the compound of Ga and N"),
    "limits": (THICK, "wall at least 25 mm"),
    "origin": (("CN",), "made in China"),
    "origin_except": (("CN",), "made outside China"),
    "destination": (("US", "JP"), "goes to the United States or Japan"),
    "destination_except": (("CN",), "goes anywhere but China"),
    "military": (True, "the end user or the end use is military"),
    "parties": (Parties(("A",), ("US",), 1, True), "the end user or the consignee is 1 listed party of the United States (every name was read)"),
    "abroad": (True, "leaves another country than China"),
    "caught_by": (("dual_use", "CN-2023-23/*", "CN-2024-33/x"), "is caught by an entry of the regime dual use, CN-2023-23 or CN-2024-33/x that is not suspended"),
}  # fmt: skip


def test_every_condition_of_the_law_is_worded_here():
    assert set(CASES) == {field.name for field in fields(Conditions)}


@pytest.mark.parametrize("name", CASES)
def test_a_condition_in_words(name):
    value, text = CASES[name]
    assert [clause.text for clause in clauses(replace(Conditions(), **{name: value}), "CN")] == [text]


def test_no_condition_is_said_to_be_none():
    assert clauses(Conditions(), "CN") == (Clause("no condition of its own"),)


def test_a_list_that_was_not_read_whole_says_that_a_missing_name_decides_nothing_and_marks_what_is_from_memory():
    remembered = replace(SMCO, name="Sm-Fe", confidence=Confidence.MEMORY)
    (clause,) = clauses(Conditions(named=Named((SMCO, remembered), False, "AQ/1")), "CN")
    assert clause.text == "stands on the printed list, not read whole: a name that is not on it decides nothing; further elements do not take it out (AQ/1)"  # fmt: skip
    assert [part.text for part in clause.parts] == ["Sm-Co", "Sm-Fe (from memory)"]


def test_a_party_list_that_was_not_read_whole_clears_nobody():
    (clause,) = clauses(Conditions(parties=Parties((), ("US",), 28, False)), "CN")
    assert "one of 28 listed parties" in clause.text
    assert "0 names were read, so it clears nobody" in clause.text


def test_limits_stand_together_as_they_are_printed():
    tungsten = Limit(None, "W", Comparison.ABOVE, Decimal("97.50"), confidence=Confidence.MEMORY)
    crystal = Limit("crystal", None, Comparison.IS, words=("single", "poly"))
    tree = AllOf((AnyOf((tungsten, crystal)), Cases("shape", (("tube", THICK),))))
    (clause,) = clauses(Conditions(limits=tree), "CN")
    either, cases = clause.parts
    assert (clause.text, either.text, cases.text) == (
        "all of these hold",
        "one of these holds",
        "within the limits of its shape",
    )
    assert [part.text for part in either.parts] == [
        "W above 97.50 % by weight (from memory)",
        "crystal is single or poly",
    ]
    assert cases.parts == (Clause("shape is tube", (Clause("wall at least 25 mm"),)),)


def test_every_property_of_the_law_that_ends_in_a_unit_is_worded_with_it():
    bare = {name for name in compile_snapshot(date(2026, 11, 25)).vocabulary.measures if measure(name)[1] == ""}
    assert bare == set()
    assert measure("density_g_cm3") == ("density", "g/cm³")
    assert measure("cn_controlled_value_pct") == ("CN controlled value", "%")
