"""Trade names and magnet grades: the elements are there, their shares are open, and nothing is closed by them."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.materials.composition import CompositionError, parse_composition
from permeance.materials.mineral import minerals
from permeance.materials.trade_name import families, grade_named, grades, open_elements, trade_names
from permeance.terms.composition import PPB, Share
from permeance.terms.element import SYMBOLS
from permeance.terms.fact import Fact

WRITABLE = [name for name in (*families(), *grades()) if "-" not in name]


@pytest.mark.parametrize("name", WRITABLE)
def test_a_name_gives_its_elements_and_no_point(name: str) -> None:
    composition = parse_composition(name)
    assert not composition.closed
    assert set(composition.shares) == set(open_elements(name) or ())
    assert all(share == Share(1, PPB) for share in composition.shares.values())
    assert composition.share("Dy").high >= PPB - 1


@pytest.mark.parametrize("file", ["trade_names.csv", "magnet_grades.csv"])
def test_every_row_has_a_source_a_confidence_and_elements_that_exist(file: str) -> None:
    for row in csv.DictReader(resources.files("permeance.materials").joinpath(file).read_text("utf-8").splitlines()):
        assert None not in row
        assert None not in row.values()
        assert row["source"]
        assert row["confidence"]
    assert all(set(elements) <= SYMBOLS for elements in families().values())
    assert all(grade.family in families() and set(grade.settled_on) <= SYMBOLS for grade in grades().values())
    assert not set(trade_names()) & (set(grades()) | set(minerals()) | SYMBOLS)


@pytest.mark.parametrize(
    ("name", "family"),
    [("N42", "NdFeB"), ("N42SH", "NdFeB"), ("N48H", "NdFeB"), ("N35", "NdFeB"), ("SmCo26", "SmCo"), ("Y30", "ferrite")],
)
def test_a_grade_is_of_a_family_and_never_the_formula_that_its_letters_spell(name: str, family: str) -> None:
    assert open_elements(name) == families()[family]


@pytest.mark.parametrize(
    "formula", ["SmCo5", "Sm2Co17", "Nd2Fe14B", "N2", "YB66", "Y2O3", "GaAs", "MnBi", "WC", "DyFe2"]
)
def test_a_formula_stays_a_formula(formula: str) -> None:
    assert open_elements(formula) is None
    assert parse_composition(formula).closed


@pytest.mark.parametrize(
    ("text", "dysprosium"),
    [
        ("N42SH", (0, PPB - 1)), ("N42SH 98; Ni 2", (0, PPB * 98 // 100 - 1)), ("NdFeB 95; Ni rest", (0, PPB * 95 // 100 - 1)),
        ("N42SH; Dy 3", (30_000_000, 30_000_000)), ("N42SH 98; Dy <0.1", (0, 1_000_000)), ("DyFe 80; Fe rest", (1, PPB * 8 // 10)),
        ("FeDy 80; Fe rest", (1, PPB * 8 // 10)),
    ],
)  # fmt: skip
def test_what_a_name_leaves_open_is_bounded_by_its_share_alone(text: str, dysprosium: tuple[int, int]) -> None:
    composition = parse_composition(text)
    assert not composition.closed
    assert composition.share("Dy") == Share(*dysprosium)


def test_a_statement_closes_a_trade_name_and_never_a_grade() -> None:
    assert parse_composition("NdFeB 98; Ni 2", Fact.YES).closed
    assert not parse_composition("N42 98; Ni 2", Fact.YES).closed
    assert not parse_composition("ferrite 98; Sr 2", Fact.YES).closed
    with pytest.raises(CompositionError, match="closed = yes"):
        parse_composition("N42 50", Fact.YES)


REMEDIES = {
    "n42sh": "write `N42SH`", "N-42SH": "write `N42SH`", "N42 SH": "write `N42SH`", "42SH": "write `N42SH`", "Dy-Fe 90": "write `DyFe 90`",
    "Tb-Dy-Fe": "write `TbDyFe`", "SmCo 2:17": "write SmCo, whose shares are open, or the share of each element",
    "WNiFe": "give each element its share: `W ...; Ni ...; Fe ...`", "AlNiCo 90": "give each element its share: `Al ...; Ni ...; Co ...`",
}  # fmt: skip


@pytest.mark.parametrize(("text", "remedy"), REMEDIES.items())
def test_a_name_that_is_not_listed_or_spelt_otherwise_is_refused_with_what_to_do(text: str, remedy: str) -> None:
    with pytest.raises(CompositionError) as caught:
        parse_composition(text)
    assert caught.value.remedy == remedy


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("N42SH", "N42SH"), ("n42 sh", "N42SH"), ("42SH", "N42SH"), ("N42SH, nickel plated", "N42SH"), ("Sintered N42SH", "N42SH"),
        ("SmCo26", "SmCo26"), ("Y30H-1", "Y30H-1"), ("Y30BH", "Y30BH"), ("N42 or N45", None), ("SmCo 2:17", None), ("", None),
        ("N99", None), ("N4", None), ("N42SHX", None), ("N" * 5_000, None), ("Ｎ４２", None),
    ],
)  # fmt: skip
def test_a_text_for_people_names_one_grade_or_none(text: str, grade: str | None) -> None:
    found = grade_named(text)
    assert (found.name if found else None) == grade


@given(st.text(max_size=60))
def test_any_text_may_stand_for_a_grade(text: str) -> None:
    found = grade_named(text)
    assert found is None or found.name in grades()
