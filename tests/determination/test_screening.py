"""A determination says whom its parties may be; a near match changes no answer and keeps the screening open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.determination.rendering import result_json, screening_words
from permeance.law.instrument import Role
from permeance.law.snapshot import Snapshot, compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

KNOWN = date(2026, 3, 1)


@pytest.fixture(scope="module")
def whole() -> Snapshot:
    """The law of the day without the notices of which names are missing."""
    law = compile_snapshot(KNOWN)
    kept = [p for p in law.provisions if p.conditions.parties is None or p.conditions.parties.complete]
    return replace(law, provisions=tuple(kept))


def decided(end_user: str, law: Snapshot) -> Determination:
    magnet = parse_composition("Nd 28; Dy 3; B 1; Fe rest")
    crossing = Crossing(
        id="M",
        form=Form.MAGNET,
        composition=magnet,
        ship_from="CN",
        destination="JP",
        end_user=end_user,
        military_end_user=Fact.NO,
    )
    return determine(crossing, law, KNOWN)


def test_a_listed_name_decides_as_it_did(whole: Snapshot) -> None:
    found = decided("IHI Aerospace", whole)
    assert found.answer is Answer.PROHIBITED
    assert "IHI Aerospace Co., Ltd." not in {possible.listed for possible in found.screening.possible}


@pytest.mark.parametrize("near", ["IHI Aerospaec", "Aerospace IHI Co., Ltd.", "NEC Aerospase Systems"])
def test_a_near_match_changes_no_answer_and_keeps_the_screening_open(whole: Snapshot, near: str) -> None:
    stranger, found = decided("Somebody Else", whole), decided(near, whole)
    assert (found.answer, found.at_most) == (stranger.answer, stranger.at_most)
    assert found.answer is not Answer.PROHIBITED
    assert not stranger.screening.incomplete
    assert found.screening.incomplete
    best = found.screening.possible[0]
    assert best.instrument == "CN-MOFCOM-2026-11"
    assert best.score >= 75
    assert f"{near} may be {best.listed}" in screening_words(found.screening)
    assert result_json(found)["screening"]["possible"][0]["reasons"] == list(best.reasons)  # type: ignore[index]


@pytest.mark.parametrize("part", ["IHI Aerospace Kyushu", "Aerospace"])
def test_a_part_of_a_listed_name_or_one_that_holds_it_leaves_the_answer_open(whole: Snapshot, part: str) -> None:
    stranger, found = decided("Somebody Else", whole), decided(part, whole)
    assert (stranger.answer, stranger.at_most) == (Answer.LICENCE_REQUIRED, Answer.LICENCE_REQUIRED)
    assert (found.answer, found.at_most) == (Answer.UNKNOWN, Answer.PROHIBITED)
    asked = [missing for missing in found.missing if missing.fact == "end_user"]
    assert [missing.ask.split(" is ")[0] for missing in asked] == [f"whether {part}"]


@pytest.mark.parametrize("dash", ["-", "?", ".", "--", "—", " ", "。"])
def test_a_cell_without_a_letter_or_figure_names_nobody(whole: Snapshot, dash: str) -> None:
    found, nobody = decided(dash, whole), decided("", whole)
    assert found.screening == nobody.screening
    assert found.screening.parties == ()
    assert found.screening.incomplete
    assert (found.answer, found.at_most) == (nobody.answer, nobody.at_most)
    assert not decided("3M", whole).screening.incomplete


def test_beside_a_dash_the_other_party_is_screened(whole: Snapshot) -> None:
    crossing = replace(decided("-", whole).crossing, consignee="IHI Aerospace")
    assert determine(crossing, whole, KNOWN).answer is Answer.PROHIBITED
    assert crossing.parties == ("IHI Aerospace",)


def test_a_listing_that_is_suspended_on_the_day_leaves_nothing_open(whole: Snapshot) -> None:
    assert any(p.instrument == "CN-MOFCOM-2025-21" for p in whole.of_role(Role.ENTRY))
    assert decided("Cubik Corporation", whole).screening.possible == ()
