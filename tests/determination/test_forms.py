"""One word more never clears: neither another form for the same composition nor more words in the description.

What a reader would call the same goods is fixed by the composition. Where some form of it is caught for certain, no other
form may be cleared for certain, but for the distinctions that the law itself draws: they are listed here, each with its
source, and nothing else is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from permeance.determination.answer import STRICTNESS, Answer
from permeance.determination.belied import why_belied
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

CONTROLLED = [
    "Dy 100", "Gd 99.9", "Ga 100", "Ge 99.999", "Te 99.99", "Bi 99.99", "Dy 3; Fe rest", "Sm 25; Fe rest",
    "Sm 30; Co 70", "Sm 24; N 3; Fe rest", "Nd 28; Dy 3; B 1; Fe rest", "Nd 29; Tb 1; B 1; Fe rest",
    "Pr 30; Dy 3; B 1; Fe rest", "Tb4O7 100", "Dy2O3 99.9; Fe2O3 0.1", "Dy 87.1; O 12.9", "Y2O3 8; ZrO2 92", "DyCl3",
    "GaAs", "Ga 48.2; As 51.8", "In 41; Ga 25; As 34", "Sb2O3 99.995; Fe rest", "WO3 99.9", "W 94; C 6",
]  # fmt: skip
# Composition and form that a text sets apart.
SET_APART = {
    ("Sm 24; N 3; Fe rest", Form.MAGNET): "the magnet entry of samarium names samarium-cobalt alone (1C902.a.4)",
    ("Y2O3 8; ZrO2 92", Form.PHOSPHOR): "phosphors are generally outside (fourth set of answers, 2025)",
}
# What sellers write beside the name of the goods: other products, purposes, elements, grades.
MORE_WORDS = [
    "NdFeB magnet N42SH", "feedstock for production of tungsten powder", "TMIn doped", "for epi-wafer growth",
    "synthetic diamond powder", "lithium-ion battery with rotor and sensor", "phosphor", "calcined catalyst, 荧光粉",
]  # fmt: skip
DESCRIBED = [
    ("N10H42O42W12", Form.COMPOUND), ("CdTe", Form.BLOCK), ("InC3H9", Form.COMPOUND), ("BiC18H15", Form.COMPOUND),
    ("Dy 3; Fe rest", Form.MAGNET), ("Nd 28; Dy 3; B 1; Fe rest", Form.PART), ("C 99.95", Form.BLOCK),
]  # fmt: skip


@cache
def known() -> object:
    return compile_snapshot(date(2026, 11, 24))


def decided(composition: str, form: Form, description: str = "") -> Determination:
    goods = Crossing(
        id="X",
        form=form,
        composition=parse_composition(composition),
        ship_from="CN",
        destination="US",
        ship_date=date(2025, 10, 2),
        military_end_user=Fact.NO,
        description=description,
    )
    return determine(goods, known())  # type: ignore[arg-type]


@pytest.mark.parametrize("composition", CONTROLLED)
def test_what_is_caught_in_one_form_is_cleared_in_no_other_that_no_text_sets_apart(composition: str) -> None:
    found = {form: decided(composition, form) for form in Form}
    caught = [form for form, one in found.items() if is_caught(one) and not why_belied(one.crossing)]
    assert caught, "in no form: the composition tests nothing"
    cleared = {form for form, one in found.items() if one.answer is Answer.NOT_CONTROLLED}
    assert cleared == {form for own, form in SET_APART if own == composition}


def is_caught(one: Determination) -> bool:
    return STRICTNESS.index(one.at_least) >= STRICTNESS.index(Answer.LICENCE_REQUIRED)


@pytest.mark.parametrize(("composition", "form"), DESCRIBED)
def test_no_words_in_a_description_lower_what_the_goods_may_be(composition: str, form: Form) -> None:
    silent = decided(composition, form)
    assert silent.answer is not Answer.NOT_CONTROLLED
    for words in MORE_WORDS:
        told = decided(composition, form, words)
        assert STRICTNESS.index(told.at_most) >= STRICTNESS.index(silent.at_most) or is_unlike(composition, words)


def is_unlike(composition: str, words: str) -> bool:
    """Diamond and graphite are both carbon, and the law data calls them unlike."""
    return composition.startswith("C ") and "diamond" in words


@pytest.mark.parametrize("form", [Form.ORE, Form.CONCENTRATE, Form.PHOSPHOR, Form.MAGNET, Form.EQUIPMENT, Form.OXIDE])
def test_a_form_that_the_composition_belies_is_asked_for_with_the_reason(form: Form) -> None:
    one = decided("Ga 99.99", form)
    goods = replace(one.crossing, properties={"product": "other"})
    answer = determine(goods, known())  # type: ignore[arg-type]
    assert answer.answer is Answer.UNKNOWN
    asked = {fact.fact: fact.ask for fact in answer.missing}
    assert why_belied(goods) in asked["form"]
