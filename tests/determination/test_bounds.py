"""The bounds of an answer hold, and one more fact never widens them: a property over many crossings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from permeance.determination.answer import STRICTNESS, Answer
from permeance.determination.belied import why_belied
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.determination.product import stated_product
from permeance.law.folder import shipped_vocabulary
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

SNAPSHOTS = [compile_snapshot(day) for day in (date(2025, 4, 10), date(2025, 11, 1), date(2026, 11, 24))]
COMPOSITIONS = [
    "Nd 28; Pr 2; Dy 3; B 1; Fe rest",
    "Nd 30; Pr 1; B 1; Fe rest",
    "Nd 30; B 1; Fe 60",
    "Nd 30; Dy 0-0.2; B 1; Fe rest",
    "Nd 30; Dy <0.1; Tb 0.5; B 1; Fe rest",
    "NdFeB",
    "SmCo",
    "Sm2Co17",
    "Sm 24-26; Co 50-52; Fe rest",
    "Dy2O3 99.5",
    "Tb4O7 50; Dy2O3 49.5",
    "Gd 60; Fe rest",
    "Y2O3 5; ZrO2 rest",
    "Fe 98; C rest",
    "Ga",
    "Sb2O3 99",
    "Dy 40; Fe 60",
    "Tb 30; Dy 20; Fe rest",
    "Cu rest",
]
# The days around those on which the shipped law changes, where a wrong bound would show.
DAYS = [date(2024, 12, 5), date(2025, 4, 3), date(2025, 4, 4), date(2025, 11, 8), date(2026, 3, 15), date(2026, 11, 20)]
facts = st.fixed_dictionaries(
    {
        "form": st.none() | st.sampled_from(Form),
        "composition": st.none() | st.sampled_from([parse_composition(text) for text in COMPOSITIONS]),
        "ship_from": st.sampled_from(["CN", "CN", "CN", "MY", None]),
        "destination": st.sampled_from(["US", "DE", "JP", None]),
        "ship_date": st.none() | st.sampled_from(DAYS),
        "military_end_user": st.sampled_from(Fact),
        "intentionally_added": st.sampled_from(Fact),
        "product": st.none() | st.sampled_from(sorted(shipped_vocabulary().products)),
    }
)


def crossing_of(given_facts: dict[str, Any]) -> Crossing:
    """The facts as a crossing; a product that cannot cross in the form is left out, as the reader refuses it."""
    rest = {key: value for key, value in given_facts.items() if key != "product"}
    product = given_facts["product"]
    fits = product is not None and (rest["form"] is None or rest["form"] in shipped_vocabulary().forms(product))
    return Crossing(id="X", **rest, properties={"product": product} if fits else {})


crossings = st.builds(crossing_of, facts)
snapshots = st.sampled_from(range(len(SNAPSHOTS)))  # their places: a snapshot is too long to print


def rank(answer: Answer) -> int:
    return STRICTNESS.index(answer)


def widens(less: Determination, more: Determination) -> bool:
    return rank(more.at_least) < rank(less.at_least) or rank(more.at_most) > rank(less.at_most)


@settings(max_examples=250, deadline=None)
@given(crossing=crossings, snapshot=snapshots)
def test_at_least_stands_below_the_answer_and_at_most_above_it(crossing, snapshot) -> None:
    decided = determine(crossing, SNAPSHOTS[snapshot])
    assert rank(decided.at_least) <= rank(decided.at_most)
    assert decided.act_as is decided.at_most
    if decided.answer is Answer.UNKNOWN:
        assert decided.at_least is not decided.at_most
        assert decided.missing or decided.reverify
    else:
        assert decided.at_least is decided.answer is decided.at_most
        assert decided.missing == ()
    for regime in decided.by_regime:
        assert rank(regime.at_least) <= rank(regime.at_most)
        assert rank(regime.at_most) <= rank(decided.at_most)
        assert rank(regime.at_least) <= rank(decided.at_least)


# What each fact is before it is learnt. Two are no such facts: an item that is not said to be a finished product is
# read as the material that its form says, and content is read as intended until someone states that it is not.
UNKNOWN: dict[str, object] = {
    "form": None,
    "composition": None,
    "destination": None,
    "ship_date": None,
    "ship_from": None,
    "military_end_user": Fact.UNKNOWN,
}


@settings(max_examples=150, deadline=None)
@given(crossing=crossings, snapshot=snapshots)
def test_one_more_fact_never_widens_the_bounds_unless_it_speaks_against_another(crossing, snapshot) -> None:
    assume(not why_belied(crossing))
    decided = determine(crossing, SNAPSHOTS[snapshot])
    for fact, nothing in UNKNOWN.items():
        without = determine(replace(crossing, **{fact: nothing}), SNAPSHOTS[snapshot])
        assert not widens(without, decided), fact


EXACT = "Nd 30; Dy {}; B 1; Fe rest"


@pytest.mark.parametrize(
    ("exact", "added"),  # `0, added on purpose` contradicts itself
    [("0", Fact.NO), ("0", Fact.UNKNOWN), *((exact, fact) for exact in ("0.05", "0.1", "0.2") for fact in Fact)],
)
def test_a_figure_within_a_stated_range_never_widens_the_bounds(exact: str, added: Fact) -> None:
    facts = {"form": Form.MAGNET, "ship_from": "CN", "destination": "US", "ship_date": DAYS[-1]}
    ranged, figure = (
        determine(
            Crossing("X", composition=parse_composition(EXACT.format(share)), intentionally_added=added, **facts),
            SNAPSHOTS[-1],
        )
        for share in ("0-0.2", exact)
    )
    assert not widens(ranged, figure)


def test_closing_a_composition_never_widens_the_bounds() -> None:
    facts = {"form": Form.MAGNET, "ship_from": "CN", "destination": "DE", "ship_date": DAYS[-1]}
    open_, closed = (
        determine(Crossing("X", composition=parse_composition("Nd 30; B 1; Fe 65-70", said), **facts), SNAPSHOTS[-1])
        for said in (Fact.NO, Fact.YES)
    )
    assert (open_.answer, closed.answer) == (Answer.UNKNOWN, Answer.NOT_CONTROLLED)
    assert not widens(open_, closed)


def test_goods_of_no_known_origin_may_fall_under_another_law() -> None:
    crossing = Crossing(
        "X",
        form=Form.MAGNET,
        composition=parse_composition("Sm2Co17"),
        destination="DE",
        ship_date=date(2026, 3, 15),
        military_end_user=Fact.NO,
    )
    decided = determine(crossing, SNAPSHOTS[-1])
    assert (decided.at_least, decided.at_most) == (Answer.NOT_CONTROLLED, Answer.QUOTA_REQUIRED)  # it may be Congolese
    assert [missing.fact for missing in decided.missing] == ["ship_from"]


def test_a_magnet_does_not_become_a_motor_by_a_word_beside_it() -> None:
    facts = {"ship_from": "CN", "destination": "DE", "ship_date": date(2026, 3, 15), "military_end_user": Fact.NO}
    magnet, motor = "Nd 28; Dy 3; B 1; Fe rest", "Nd 3; Dy 0.3; B 0.1; Cu 20; Fe rest"
    goods = ((Form.MAGNET, magnet), (Form.ASSEMBLY, magnet), (Form.ASSEMBLY, motor))
    answers = [
        determine(
            Crossing("X", form=form, composition=parse_composition(text), properties={"product": "motor"}, **facts),
            SNAPSHOTS[-1],
        ).answer
        for form, text in goods
    ]
    assert answers == [Answer.LICENCE_REQUIRED, Answer.UNKNOWN, Answer.NOT_CONTROLLED]


@settings(max_examples=250, deadline=None)
@given(crossing=crossings, snapshot=snapshots)
def test_no_fact_is_asked_for_that_was_given_unless_another_speaks_against_it(crossing, snapshot) -> None:
    missing = [fact for fact in determine(crossing, SNAPSHOTS[snapshot]).missing if fact.element is None]
    asked = {fact.fact for fact in missing if "what speaks against it" not in fact.ask}
    given_facts = {
        "form": crossing.form,
        "destination": crossing.destination,
        "ship_date": crossing.ship_date,
        "ship_from": crossing.ship_from,
        "composition": crossing.composition,
        "properties.product": stated_product(crossing, SNAPSHOTS[snapshot].vocabulary),
        "military_end_user": None if crossing.military_end_user is Fact.UNKNOWN else crossing.military_end_user,
    }
    assert not {fact for fact in asked if given_facts.get(fact) is not None}


@pytest.mark.parametrize("form", [Form.EQUIPMENT, Form.TECHNOLOGY])
@pytest.mark.parametrize("known", DAYS)
def test_equipment_and_technology_are_never_asked_for_a_composition(form: Form, known: date) -> None:
    crossing = Crossing("X", form=form, ship_from="CN", destination="US", ship_date=known)
    decided = determine(crossing, compile_snapshot(known))
    assert "composition" not in {missing.fact for missing in decided.missing}


@pytest.mark.parametrize(
    ("form", "composition", "asked"),
    [
        (Form.PART, "Nd 28; Dy 3; B 1; Fe rest", "properties.product"),
        (Form.ASSEMBLY, "Nd 28; Dy 3; B 1; Fe rest", "properties.product"),
        (Form.CONCENTRATE, "YPO4 60; SiO2 40", "nature"),
        (Form.BLOCK, "Tb 30; Co 30; Fe rest", "nature"),
        (Form.ALLOY, "Nd 28; Tb 3; B 1; Fe rest", "ruling"),
        (Form.POWDER, None, "composition"),
        (None, "Dy2O3", "form"),
    ],
)
def test_what_would_tell_the_nature_of_the_goods_is_asked_for(form, composition, asked) -> None:
    day = date(2026, 3, 15)
    goods = Crossing("X", form, composition and parse_composition(composition), "CN", "DE", day)
    findings = determine(goods, SNAPSHOTS[-1]).findings
    natures = [part for f in findings for part in f.reason.parts if part.test == "nature of the goods"]
    assert asked in {fact.fact for part in natures for fact in part.open_facts()}
