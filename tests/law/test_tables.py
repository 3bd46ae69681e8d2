"""Law cases as tables that a lawyer can read: name, facts in, answer out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.law.folder import shipped_instruments, shipped_vocabulary
from permeance.law.snapshot import Snapshot, compile_snapshot
from permeance.law.strict_yaml import load
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

FOLDER = Path(__file__).parent
CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*/*.yaml")) for case in load(path)]  # type: ignore[attr-defined]
FACTS = {
    "name", "form", "composition", "to", "on", "known", "military", "closed", "intentionally_added", "product",
    "ship_from", "properties", "origin", "description", "end_user", "consignee",
}  # fmt: skip
ANSWERS = {
    "answer", "codes", "caught", "missing", "reverify", "provisional", "letter", "at_least", "at_most", "obligations",
    "no_obligations", "screening_incomplete", "unread", "not_unread", "regimes", "next_change",
}  # fmt: skip
WITHOUT_TABLE = {"cn-ordinary-licence", "cn-procedure", "cn-2025-18-rulings"}  # their lines stand in other tables


@cache
def known_on(day: date) -> Snapshot:
    return compile_snapshot(day)


def properties_of(case: dict[str, Any]) -> dict[str, str]:
    """`key=value; key=value`, as an item table writes them; every key one that the law names."""
    pairs = [pair.partition("=") for pair in case.get("properties", "").split(";") if pair]
    stated = {key.strip(): value.strip() for key, _, value in pairs}
    if "product" in case:
        stated["product"] = case["product"]
    assert set(stated) <= set(shipped_vocabulary().properties), "a property that no text names"
    assert stated.get("product", "other") in {"other", *shipped_vocabulary().products}, "an unknown product"
    return stated


def crossing_of(case: dict[str, Any]) -> Crossing:
    composition = case.get("composition")
    return Crossing(
        id=case["name"],
        form=Form(case["form"]) if case["form"] else None,
        composition=parse_composition(composition, Fact.parse(case.get("closed", ""))) if composition else None,
        ship_from=case.get("ship_from", "CN"),
        destination=case.get("to", "DE"),
        ship_date=case.get("on", date(2026, 3, 15)),
        description=case.get("description", ""),
        origin=case.get("origin"),
        end_user=case.get("end_user"),
        consignee=case.get("consignee"),
        military_end_user=Fact.parse(case.get("military", "no")),
        intentionally_added=Fact.parse(case.get("intentionally_added", "")),
        properties=properties_of(case),
    )


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case['name']}" for file, case in CASES])
def test_the_table_holds(file: str, case: dict[str, Any]) -> None:
    assert set(case) <= FACTS | ANSWERS, "a key that no test reads"
    decided = determine(crossing_of(case), known_on(case.get("known", date(2026, 11, 24))))
    assert decided.answer is Answer(case["answer"])
    if decided.answer is Answer.UNKNOWN:
        assert decided.at_least is not decided.at_most
        assert decided.act_as is decided.at_most
    else:
        assert decided.at_least is decided.at_most is decided.answer
    check_reasons(case, decided)
    check_duties(case, decided)
    for key in {"letter", "at_least", "at_most"} & set(case):
        found = decided.letter_of_law if key == "letter" else getattr(decided, key)
        assert found == case[key], key


def check_reasons(case: dict[str, Any], decided: Determination) -> None:
    """What catches, what is asked for, and which texts are to be looked at again."""
    if "codes" in case:
        assert sorted(f.provision.code or "" for f in decided.caught_by) == case["codes"]
    if "caught" in case:
        assert sorted(f.provision.key for f in decided.caught_by) == case["caught"]
    if "missing" in case:
        assert {fact.element or fact.fact for fact in decided.missing} >= set(case["missing"])
    if "reverify" in case:
        assert list(decided.reverify) == case["reverify"]
    if "provisional" in case:
        assert decided.provisional is case["provisional"]
    if "next_change" in case:
        assert decided.next_change == case["next_change"]


def check_duties(case: dict[str, Any], decided: Determination) -> None:
    """Duties that must be there or must not, the answers by regime, and what could not be screened."""
    duties = {obligation.id for obligation in decided.obligations}
    assert duties >= set(case.get("obligations", []))
    assert not duties & set(case.get("no_obligations", []))
    if "regimes" in case:
        assert {r.regime: r.answer.value for r in decided.by_regime} == case["regimes"]
    unread = {notice.instrument for notice in decided.screening.unread}
    assert unread >= set(case.get("unread", []))
    assert not unread & set(case.get("not_unread", []))
    if "screening_incomplete" in case:
        assert decided.screening.incomplete is case["screening_incomplete"]


def test_there_are_at_least_eighty_cases_of_announcement_18() -> None:
    assert sum(file == "cn-2025-18" for file, _ in CASES) >= 80


def test_every_instrument_has_a_table() -> None:
    files = {instrument.id.lower() for instrument in shipped_instruments()} - WITHOUT_TABLE
    counted = Counter(file for file, _ in CASES)
    assert files == set(counted)
    assert sum(counted.values()) >= 300
