"""Law cases as tables that a lawyer can read: name, facts in, answer out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import determine
from permeance.law.snapshot import compile_snapshot
from permeance.law.strict_yaml import load
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

FOLDER = Path(__file__).parent
CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*/*.yaml")) for case in load(path)]  # type: ignore[attr-defined]
KEYS = {
    "name", "form", "composition", "answer", "to", "on", "known", "military", "closed", "intentionally_added",
    "product", "ship_from", "codes", "missing", "reverify", "provisional",
    "letter", "at_least", "at_most",
}  # fmt: skip


def crossing_of(case: dict[str, Any]) -> Crossing:
    composition = case["composition"]
    return Crossing(
        id=case["name"],
        form=Form(case["form"]),
        composition=parse_composition(composition, Fact.parse(case.get("closed", ""))) if composition else None,
        ship_from=case.get("ship_from", "CN"),
        destination=case.get("to", "DE"),
        ship_date=case.get("on", date(2026, 3, 15)),
        military_end_user=Fact.parse(case.get("military", "no")),
        intentionally_added=Fact.parse(case.get("intentionally_added", "")),
        properties={"product": case["product"]} if "product" in case else {},
    )


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case['name']}" for file, case in CASES])
def test_the_table_holds(file: str, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS, "a key that no test reads"
    decided = determine(crossing_of(case), compile_snapshot(case.get("known", date(2026, 11, 24))))
    assert decided.answer is Answer(case["answer"])
    if decided.answer is Answer.UNKNOWN:
        assert decided.at_least is not decided.at_most
        assert decided.act_as is decided.at_most
    else:
        assert decided.at_least is decided.at_most is decided.answer
    if "codes" in case:
        assert sorted(f.provision.code or "" for f in decided.caught_by) == case["codes"]
    if "missing" in case:
        assert {fact.element or fact.fact for fact in decided.missing} >= set(case["missing"])
    if "reverify" in case:
        assert list(decided.reverify) == case["reverify"]
    for key, found in (("letter", decided.letter_of_law), ("at_least", decided.at_least), ("at_most", decided.at_most)):
        if key in case:
            assert found == case[key], key
    if "provisional" in case:
        assert decided.provisional is case["provisional"]


def test_there_are_at_least_eighty_cases_of_announcement_18() -> None:
    assert sum(file == "cn-2025-18" for file, _ in CASES) >= 80
