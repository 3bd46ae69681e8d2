"""An exclusion takes goods out where it is settled, lowers the bound where it is not, and else changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.law.conditions import Conditions
from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Instrument, Provision, Role, Segment, Status
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.citation import Confidence
from permeance.terms.fact import Fact
from permeance.terms.form import Form

LATE = date(2026, 11, 24)
RULINGS = "CN-2025-18-RULINGS"
ALWAYS = Segment(Status.IN_FORCE, date(2025, 4, 4), None, date(2025, 4, 21), RULINGS)
DY_MAGNET = Crossing(
    id="X",
    form=Form.MAGNET,
    composition=parse_composition("Nd 28; Dy 3; B 1; Fe rest"),
    ship_from="CN",
    destination="US",
    ship_date=date(2026, 3, 15),
    military_end_user=Fact.NO,
)


def decided_with(crossing: Crossing, conditions: Conditions, *segments: Segment, **changes: object) -> Determination:
    """The crossing under the shipped law and one exclusion more, made after the pattern of a shipped one."""

    def more(instrument: Instrument) -> Instrument:
        if instrument.id != RULINGS:
            return instrument
        pattern = next(p for p in instrument.provisions if p.role is Role.EXCLUSION)
        new: Provision = replace(
            pattern,
            id="invented",
            excludes=("CN-2025-18/*",),
            confidence=changes.get("confidence", Confidence.SEEN),  # type: ignore[arg-type]
            conditions=conditions,
            segments=segments or (ALWAYS,),
        )
        return replace(instrument, provisions=(*instrument.provisions, new))

    return determine(crossing, compile_snapshot(LATE, [more(i) for i in shipped_instruments()]))


CIVIL_US = Conditions(destination=("US",))


def test_an_exclusion_that_holds_takes_the_goods_out_and_one_that_does_not_leaves_them() -> None:
    assert decided_with(DY_MAGNET, CIVIL_US).answer is Answer.NOT_CONTROLLED
    assert decided_with(replace(DY_MAGNET, destination="DE"), CIVIL_US).answer is Answer.LICENCE_REQUIRED


def test_an_exclusion_that_wants_a_fact_nobody_gave_lowers_the_bound_and_asks_for_that_fact() -> None:
    decided = decided_with(
        replace(DY_MAGNET, destination="DE", military_end_user=Fact.UNKNOWN), Conditions(military=True)
    )
    assert (decided.answer, decided.at_least, decided.act_as) == (
        Answer.UNKNOWN,
        Answer.NOT_CONTROLLED,
        Answer.LICENCE_REQUIRED,
    )
    assert [fact.fact for fact in decided.missing] == ["military_end_user"]
    assert decided.caught_by == ()


@pytest.mark.parametrize("confidence", [Confidence.MEMORY, Confidence.UNREAD])
def test_an_exclusion_whose_text_was_not_read_lowers_the_bound_and_names_its_instrument(confidence: Confidence) -> None:
    decided = decided_with(DY_MAGNET, CIVIL_US, confidence=confidence)
    assert (decided.answer, decided.at_least) == (Answer.UNKNOWN, Answer.NOT_CONTROLLED)
    assert decided.at_most is Answer.LICENCE_REQUIRED
    assert decided.reverify == (RULINGS,)
    elsewhere = decided_with(replace(DY_MAGNET, destination="DE"), CIVIL_US, confidence=confidence)
    assert elsewhere.answer is Answer.LICENCE_REQUIRED


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2026, 2, 28), Answer.NOT_CONTROLLED),
        (date(2026, 3, 1), Answer.UNKNOWN),
    ],
)
def test_an_exclusion_whose_dated_end_has_passed_without_newer_text_is_not_settled(day: date, answer: Answer) -> None:
    ends = replace(ALWAYS, ends=date(2026, 3, 1))
    assert decided_with(replace(DY_MAGNET, ship_date=day), CIVIL_US, ends).answer is answer


def test_an_exclusion_that_is_suspended_takes_nothing_out() -> None:
    pause = Segment(Status.SUSPENDED, date(2026, 3, 1), None, date(2026, 2, 1), RULINGS)
    before, during = (
        decided_with(replace(DY_MAGNET, ship_date=day), CIVIL_US, ALWAYS, pause).answer
        for day in (date(2026, 2, 28), date(2026, 3, 1))
    )
    assert (before, during) == (Answer.NOT_CONTROLLED, Answer.LICENCE_REQUIRED)


@pytest.mark.parametrize(
    ("form", "composition"),
    [
        (Form.MAGNET, "Nd 28; Dy 3; B 1; Fe rest"),
        (Form.POWDER, "Nd 28; Dy 3; B 1; Fe rest"),
        (Form.OXIDE, "Dy2O3 99.9"),
        (Form.COMPOUND, "DyCl3"),
        (Form.BLOCK, "Gd 99.9"),
    ],
)
def test_material_of_which_no_product_is_stated_is_not_taken_for_one(form: Form, composition: str) -> None:
    goods = replace(DY_MAGNET, form=form, composition=parse_composition(composition))
    decided = determine(goods, compile_snapshot(LATE))
    assert decided.answer is Answer.LICENCE_REQUIRED


def test_a_part_of_which_no_product_is_stated_is_asked_for_its_kind_once() -> None:
    decided = determine(replace(DY_MAGNET, form=Form.PART), compile_snapshot(LATE))
    assert (decided.at_least, decided.at_most) == (Answer.NOT_CONTROLLED, Answer.LICENCE_REQUIRED)
    assert [fact.fact for fact in decided.missing].count("properties.product") == 1


def confirmed(form: Form, composition: str, **facts: object) -> tuple[Answer, list[str | None]]:
    product = facts.pop("product", None)
    properties = {"product": product} if product else {}
    goods = replace(DY_MAGNET, form=form, composition=parse_composition(composition), properties=properties, **facts)
    decided = determine(goods, compile_snapshot(LATE))
    duties = [duty for duty in decided.obligations if duty.id == "confirm-with-authority"]
    assert all(duty.basis == "practice" and "`generally`" in duty.text for duty in duties)
    return decided.answer, [duty.citation.provision if duty.citation else None for duty in duties]


@pytest.mark.parametrize(
    ("form", "composition", "product", "ruling"),
    [
        (Form.ASSEMBLY, "Nd 4; Dy 0.4; Fe rest", "rotor", "2025-09-16.1"),
        (Form.PART, "Sm 5; Co 15; Cu rest", "sensor", "2025-09-16.2"),
        (Form.POWDER, "ZrO2 92; Y2O3 8", "calcined_catalyst", "2025-09-16.3"),
        (Form.ASSEMBLY, "Nd 1; Dy 0.1; Fe rest", "magnetic_holder", "2025-09-16.4"),
        (Form.PHOSPHOR, "Y2O3 95; La2O3 5", None, "fourth-set.3"),
    ],
)
def test_goods_that_a_ruling_calls_generally_outside_are_cleared_and_to_be_confirmed(
    form: Form, composition: str, product: str | None, ruling: str
) -> None:
    assert confirmed(form, composition, product=product) == (Answer.NOT_CONTROLLED, [ruling])


def test_the_reason_of_a_hedged_clearance_quotes_the_hedge() -> None:
    rotor = parse_composition("Nd 4; Dy 0.4; Fe rest")
    goods = replace(DY_MAGNET, form=Form.ASSEMBLY, composition=rotor, properties={"product": "rotor"})
    notes = [f.reason.note for f in determine(goods, compile_snapshot(LATE)).findings if f.taken_out_by]
    assert notes
    assert all("which says `generally`" in note for note in notes)


def test_goods_that_a_ruling_puts_outside_without_a_hedge_need_no_confirmation() -> None:
    assert confirmed(Form.ASSEMBLY, "Nd 1; Dy 0.1; Fe rest", product="motor") == (Answer.NOT_CONTROLLED, [])


def test_goods_that_no_ruling_takes_out_need_none_either() -> None:
    assert confirmed(Form.MAGNET, "Nd 30; B 1; Fe rest") == (Answer.NOT_CONTROLLED, [])
    assert confirmed(Form.MAGNET, "Nd 28; Dy 3; B 1; Fe rest") == (Answer.LICENCE_REQUIRED, [])
