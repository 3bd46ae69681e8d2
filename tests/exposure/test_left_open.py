"""What the tables leave open is said where it may make a date too late."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exposure.small import AS_OF, FREE, LICENCE, company, crossing, demand, item, says, stock
from permeance.exposure.left_open import MOST_TRIED, left_open
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.form import Form

SNAPSHOT = compile_snapshot(AS_OF)


def said(plant, answer=LICENCE):
    return [row.what for row in left_open(plant, dict.fromkeys(plant.crossings, says(answer)), SNAPSHOT)]


def with_parts(compositions, crossings=()):
    usages = [("A", name, 1) for name in compositions]
    plant = company(usages, [demand("A")], list(crossings), [])
    parts = {
        name: replace(item(name), form=form, composition=parse_composition(text) if text else None)
        for name, (form, text) in compositions.items()
    }
    return replace(plant, items={**plant.items, **parts}, country="US")


@pytest.mark.parametrize(
    ("form", "text", "named"),
    [
        (Form.MAGNET, "Nd 28; Dy 3; B 1; Fe rest", True),
        (Form.MAGNET, None, True),
        (Form.MAGNET, "Nd 30; B 1; Fe rest", False),
        (Form.PART, "Cu 100", False),
        (Form.PART, None, False),
    ],
)
def test_a_bought_part_that_an_entry_may_catch_and_no_crossing_brings_is_named(form, text, named):
    assert said(with_parts({"MAG": (form, text)})) == (["MAG, of which no crossing is given"] if named else [])


@pytest.mark.parametrize(
    ("form", "description", "named"),
    [
        (Form.OXIDE, "terbium oxide 99.99", True),
        (Form.BLOCK, "magnet block SmCo", True),
        (Form.COMPOUND, "epoxy resin", False),
        (Form.PART, "housing", False),
    ],
)
def test_a_part_without_a_composition_is_tried_where_its_description_names_an_element(form, description, named):
    plant = with_parts({"P": (form, None)})
    part = replace(plant.items["P"], description=description)
    assert bool(said(replace(plant, items={**plant.items, "P": part}))) is named


def test_a_part_with_a_crossing_or_with_children_is_not_named():
    magnet = (Form.MAGNET, "Nd 28; Dy 3; B 1; Fe rest")
    assert said(with_parts({"MAG": magnet}, [crossing("X", "MAG")])) == []
    rotor, steel = with_parts({"ROTOR": magnet}), replace(item("STEEL"), form=Form.PART)
    made = replace(rotor, usages=(*rotor.usages, ("ROTOR", "STEEL", 1)), items={**rotor.items, "STEEL": steel})
    assert said(made) == []


def test_of_very_many_parts_the_number_not_tried_is_told():
    many = {f"M{n}": (Form.MAGNET, "Nd 30; B 1; Fe rest") for n in range(MOST_TRIED + 3)}
    assert said(with_parts(many)) == ["3 further items with a composition and no crossing"]


@pytest.mark.parametrize(
    ("row", "answer", "named"),
    [
        (stock("MAG", 50, "supplier"), LICENCE, True),
        (stock("MAG", 50, "supplier"), FREE, False),
        (stock("MAG", 50), LICENCE, False),
        (replace(stock("MAG", 50, "supplier"), licence="L"), LICENCE, False),
    ],
)
def test_stock_at_a_supplier_of_what_waits_is_taken_to_have_crossed_and_that_is_said(row, answer, named):
    row = replace(row, available_on=AS_OF)
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [row])
    assert said(plant, answer) == (["50 MAG at a supplier"] if named else [])
