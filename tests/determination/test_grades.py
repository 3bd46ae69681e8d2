"""A grade clears nothing: what it leaves open is asked for, by the test that settles it."""

from __future__ import annotations

from datetime import date

import pytest

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.materials.trade_name import grades
from permeance.terms.fact import Fact
from permeance.terms.form import Form

SNAPSHOT = compile_snapshot(date(2025, 5, 1))


def decide(
    composition: str | None, grade: str = "", added: Fact = Fact.UNKNOWN, closed: Fact = Fact.UNKNOWN
) -> Determination:
    return determine(
        Crossing(
            id="X",
            form=Form.MAGNET,
            composition=None if composition is None else parse_composition(composition, closed),
            grade=grade,
            ship_from="CN",
            destination="DE",
            ship_date=date(2025, 5, 1),
            intentionally_added=added,
            military_end_user=Fact.NO,
        ),
        SNAPSHOT,
    )


def asked(determination: Determination) -> dict[str | None, str]:
    return {fact.element: fact.ask for fact in determination.missing if fact.fact == "composition"}


@pytest.mark.parametrize("grade", ["N42SH", "n42 sh", "N42SH sintered"])
def test_a_grade_without_a_composition_is_unknown_and_asks_for_the_test_that_settles_it(grade: str) -> None:
    found = decide(None, grade)
    assert (found.answer, found.at_least, found.at_most) == (
        Answer.UNKNOWN,
        Answer.NOT_CONTROLLED,
        Answer.LICENCE_REQUIRED,
    )
    assert asked(found) == {
        None: "a material declaration, or a test report on the lot by ICP-OES or ICP-MS that states dysprosium and terbium: "
        "grade N42SH tells no shares"
    }


@pytest.mark.parametrize("grade", ["", "A-7", "Y30", "SmCo 2:17"])
def test_without_a_grade_that_leaves_an_element_open_a_declaration_is_asked_for(grade: str) -> None:
    assert asked(decide(None, grade)) == {None: "a material declaration or test report"}


@pytest.mark.parametrize(("composition", "grade"), [("N42SH", ""), ("NdFeB", "N42SH"), ("N42SH", "N42SH")])
def test_a_grade_in_place_of_shares_is_unknown_and_asks_for_a_test_of_the_lot(composition: str, grade: str) -> None:
    found = decide(composition, grade)
    assert found.answer is Answer.UNKNOWN
    assert (
        asked(found)["Dy"]
        == "a test report on the lot by ICP-OES or ICP-MS for grade N42SH that states the dysprosium content"
    )
    assert "Tb" in asked(found)


def test_shares_that_were_declared_are_asked_for_in_the_words_of_before() -> None:
    assert (
        asked(decide("Nd 30; B 1; Fe 60", "N42"))["Dy"]
        == "a test report for grade N42 that states the dysprosium content"
    )


@pytest.mark.parametrize("name", [name for name in grades() if "-" not in name][::3])
@pytest.mark.parametrize("closed", [Fact.UNKNOWN, Fact.YES])
def test_no_grade_is_ever_cleared(name: str, closed: Fact) -> None:
    for composition in (name, f"{name} 98; Ni 2"):
        assert decide(composition, name, closed=closed).answer is not Answer.NOT_CONTROLLED
    assert decide(None, name).answer is not Answer.NOT_CONTROLLED


@pytest.mark.parametrize(
    ("composition", "answer"),
    [
        ("N42SH; Dy 3", Answer.LICENCE_REQUIRED),
        ("SmCo26", Answer.LICENCE_REQUIRED),
        ("NdFeB 95; Ni rest", Answer.UNKNOWN),
    ],
)
def test_what_is_certain_of_a_grade_or_beside_it_still_catches(composition: str, answer: Answer) -> None:
    assert decide(composition).answer is answer
