"""What must come out of a determination, as the project's first promise states it."""

from __future__ import annotations

from datetime import date

import pytest

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

SNAPSHOT = compile_snapshot(date(2026, 11, 24))
DY_MAGNET = "Nd 28; Pr 2; Dy 3; B 1; Fe rest"
FREE_MAGNET = "Nd 30; Pr 1; B 1; Fe rest"


def decide(composition: str | None, day: str, destination: str = "JP", **facts: object) -> Determination:
    closed = facts.pop("closed", Fact.UNKNOWN)
    crossing = Crossing(
        id="X",
        form=facts.pop("form", Form.MAGNET),
        composition=parse_composition(composition, closed) if composition else None,
        ship_from="CN",
        destination=destination,
        ship_date=date.fromisoformat(day),
        military_end_user=facts.pop("military", Fact.NO),
        properties=facts.pop("properties", {}),
    )
    return determine(crossing, SNAPSHOT)


def test_a_samarium_cobalt_magnet_to_germany_needs_a_licence() -> None:
    decided = decide("Sm2Co17", "2026-03-15", "DE")
    assert decided.answer is Answer.LICENCE_REQUIRED
    assert [f.provision.code for f in decided.caught_by] == ["1C902.a.4"]


def test_a_dysprosium_magnet_to_the_us_for_a_civil_user_needs_a_licence() -> None:
    decided = decide(DY_MAGNET, "2026-06-01", "US")
    assert decided.answer is Answer.LICENCE_REQUIRED
    assert [f.provision.code for f in decided.caught_by] == ["1C905.a.4"]


def test_a_missing_military_fact_to_the_us_keeps_the_bounds_apart() -> None:
    decided = decide(DY_MAGNET, "2026-06-01", "US", military=Fact.UNKNOWN)
    assert (decided.answer, decided.at_least, decided.act_as) == (
        Answer.UNKNOWN,
        Answer.LICENCE_REQUIRED,
        Answer.PROHIBITED,
    )
    assert [fact.fact for fact in decided.missing] == ["military_end_user"]


def test_a_closed_composition_without_dy_and_tb_is_not_controlled_on_declared_evidence() -> None:
    decided = decide(FREE_MAGNET, "2026-06-01")
    assert (decided.answer, decided.evidence) == (Answer.NOT_CONTROLLED, "declared")
    assert [duty.id for duty in decided.obligations] == [
        "CN-2025-18/declaration.not-controlled",
        "test-report-per-lot",
    ]


def test_the_same_composition_not_closed_asks_for_dy_and_tb() -> None:
    decided = decide("Nd 30; Pr 1; B 1; Fe 60", "2026-06-01", closed=Fact.NO)
    assert decided.answer is Answer.UNKNOWN
    assert {fact.element for fact in decided.missing} == {"Dy", "Tb"}
    assert decided.obligations == ()


def test_a_composition_that_is_not_given_is_unknown() -> None:
    decided = decide(None, "2026-06-01")
    assert decided.answer is Answer.UNKNOWN
    assert decided.missing[0].fact == "composition"


@pytest.mark.parametrize(
    ("day", "answer", "next_change"),
    [
        ("2025-04-03", Answer.NOT_CONTROLLED, date(2025, 4, 4)),
        ("2025-04-04", Answer.LICENCE_REQUIRED, None),
    ],
)
def test_the_control_begins_on_4_april_2025(day: str, answer: Answer, next_change: date | None) -> None:
    decided = decide(DY_MAGNET, day, "KR")
    assert (decided.answer, decided.next_change) == (answer, next_change)


def test_a_rotor_is_outside_by_the_rulings_and_names_them() -> None:
    decided = decide("Nd 4; Dy 0.4; Fe rest", "2026-06-01", form=Form.ASSEMBLY, properties={"product": "rotor"})
    assert decided.answer is Answer.NOT_CONTROLLED
    assert any(
        "2025-09-16" in finding.reason.note or "16 September" in finding.reason.note for finding in decided.findings
    )


ORDINARY = "CN-ORDINARY-LICENCE/rare-earths"


@pytest.mark.parametrize(
    ("form", "composition", "answer", "due"),
    [
        (Form.OXIDE, "Dy2O3 99.9", Answer.LICENCE_REQUIRED, True),
        (Form.METAL, "Nd 99.9", Answer.NOT_CONTROLLED, True),
        (Form.OXIDE, "CeO2 99.9", Answer.NOT_CONTROLLED, True),
        (Form.MAGNET, DY_MAGNET, Answer.LICENCE_REQUIRED, False),
        (Form.METAL, "Cu 99.9", Answer.NOT_CONTROLLED, False),
    ],
)
def test_the_ordinary_licence_is_a_duty_to_look_up_for_metals_and_compounds_and_decides_nothing(
    form: Form, composition: str, answer: Answer, due: bool
) -> None:
    decided = decide(composition, "2026-06-01", form=form)
    assert decided.answer is answer
    assert (ORDINARY in [duty.id for duty in decided.obligations]) is due
