"""How a declaration is read is data of the law: the figure of practice, and what `added on purpose` can speak of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import determine
from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Practice
from permeance.law.snapshot import Snapshot, compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

LATE = date(2026, 11, 24)


def magnet(composition: str, added: Fact) -> Crossing:
    return Crossing(
        id="X",
        form=Form.MAGNET,
        composition=parse_composition(composition),
        ship_from="CN",
        destination="DE",
        ship_date=date(2026, 3, 15),
        military_end_user=Fact.NO,
        intentionally_added=added,
    )


def with_practice(impurity_ppb: int | None) -> Snapshot:
    practice = None if impurity_ppb is None else Practice(impurity_ppb, "invented")
    return compile_snapshot(LATE, [replace(i, practice=practice) for i in shipped_instruments()])


@pytest.mark.parametrize(
    ("impurity_ppb", "answer"),
    [(500_000, Answer.NOT_CONTROLLED), (499_999, Answer.UNKNOWN), (None, Answer.UNKNOWN)],
)
def test_the_statement_that_a_content_was_not_intended_is_believed_up_to_the_figure_in_the_data(
    impurity_ppb: int | None, answer: Answer
) -> None:
    traces = magnet("Nd 30; Dy 0.05; B 1; Fe rest", Fact.NO)
    assert determine(traces, with_practice(impurity_ppb)).answer is answer


def test_the_shipped_figure_of_practice_is_a_tenth_of_a_per_cent_and_of_one_instrument() -> None:
    stated = [(i.id, i.practice.impurity_ppb) for i in shipped_instruments() if i.practice]
    assert stated == [("CN-2025-18", 1_000_000)]


@pytest.mark.parametrize(("known", "answer"), [(date(2025, 10, 8), Answer.UNKNOWN), (LATE, Answer.NOT_CONTROLLED)])
def test_added_on_purpose_speaks_of_holmium_once_an_instrument_that_lists_it_is_public(
    known: date, answer: Answer
) -> None:
    goods = replace(magnet("Nd 30; Ho 1; B 1; Fe rest", Fact.YES), ship_date=date(2025, 11, 1))
    decided = determine(goods, compile_snapshot(known))
    assert decided.answer is answer


def test_added_on_purpose_never_speaks_of_the_neodymium_that_a_magnet_is_made_of() -> None:
    decided = determine(magnet("Nd 30; Pr 1; B 1; Fe rest", Fact.YES), compile_snapshot(LATE))
    assert {fact.element for fact in decided.missing} == {"Dy", "Tb"}
