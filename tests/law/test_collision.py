"""Two texts of one day that say opposite things are refused, both named; where there is an order there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from permeance.law.folder import load_folder, shipped_instruments
from permeance.law.snapshot import compile_snapshot
from permeance.terms.problem import BadInputError

HEAD = """id: {id}
jurisdiction: AQ
kind: announcement
title: "{id} (invented)"
authority: [Example Ministry]
published: {published}
encoded: 2029-12-31
verified: 2029-12-31
coverage: modelled
sources: {{gazette: {{url: "https://example.org/{id}", title: gazette, seen: text seen}}}}
defaults: {{regime: dual_use, source: gazette}}
"""
CONTROL = (
    HEAD.format(id="AQ-1", published="2029-01-15")
    + """products: {rotor: {forms: [part, assembly]}}
provisions:
  - id: "1"
    pinpoint: paragraph 1
    title: samarium-cobalt magnets
    role: entry
    effect: licence_required
    confidence: verified text seen
    when: {contains: [Sm]}
    segments: [{status: in_force, from: 2029-02-01, until: null, known: 2029-01-15, by: AQ-1}]
  - id: "2"
    pinpoint: paragraph 2
    title: gadolinium magnets
    role: entry
    effect: licence_required
    confidence: verified text seen
    when: {contains: [Gd]}
    segments: [{status: in_force, from: 2029-02-01, until: null, known: 2029-01-15, by: AQ-1}]
"""
)
IN_FORCE = "{status: in_force, from: 2029-02-01, until: null, known: %s, by: %s}"


def act(id: str, status: str, starts: str, ends: str = "null", known: str = "2029-05-20", more: str = "") -> str:
    segment = f"{{status: {status}, from: {starts}, until: {ends}, known: {known}, by: {id}{more}}}"
    return HEAD.format(id=id, published=known) + f"acts: [{{on: [AQ-1/*], source: gazette, segment: {segment}}}]\n"


def ruling(
    id: str, when: str, hedge: str = "", known: str = "2029-05-20", confidence: str = "verified text seen"
) -> str:
    text = f"""provisions:
  - id: a
    pinpoint: answer 1
    title: rotors are outside
    role: exclusion
    excludes: [AQ-1/*]
    confidence: {confidence}
    when: {when}
    segments: [{IN_FORCE % (known, id)}]
"""
    return HEAD.format(id=id, published=known) + text + (f"    hedge: {hedge}\n" if hedge else "")


def law(tmp_path: Path, *files: str) -> Path:
    folder = tmp_path / "aq"
    folder.mkdir()
    for number, text in enumerate((CONTROL, *files)):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


ROTOR = "{product: [rotor]}"
COLLIDE = {
    "suspended by one act and repealed by another of the same day": (
        (act("AQ-7", "suspended", "2029-06-01", "2029-09-01"), act("AQ-8", "repealed", "2029-08-31")),
        "aq/2.yaml, acts: found AQ-7 (suspended from 2029-06-01 until 2029-09-01) against AQ-8 (repealed from "
        "2029-08-31), both known on 2029-05-20, on AQ-1/1 and 1 more; allowed: one status of a provision on a day by "
        "the texts of one day; end the one where the other begins",
    ),
    "suspended on the day on which it was published": (
        (act("AQ-7", "suspended", "2029-03-01", known="2029-01-15"),),
        "aq/1.yaml, acts: found AQ-1 (in force from 2029-02-01) against AQ-7 (suspended from 2029-03-01), both known "
        "on 2029-01-15, on AQ-1/1 and 1 more",
    ),
    "taken out by one ruling for sure and by another of the same day generally": (
        (ruling("AQ-7", ROTOR), ruling("AQ-8", ROTOR, "generally")),
        "aq/2.yaml, a.hedge: found AQ-7/a (without a hedge) against AQ-8/a (generally), of the same goods under AQ-1/1",
    ),
    "an exclusion of the same day that leaves an entry nothing": (
        (ruling("AQ-7", "{contains: [Gd]}", known="2029-01-15"),),
        "aq/1.yaml, a.when: found AQ-7/a takes out all that AQ-1/2 catches, both known on one day",
    ),
    "an exclusion of the same day without a condition": (
        (ruling("AQ-7", "{}", known="2029-01-15"),),
        "aq/1.yaml, a.when: found AQ-7/a takes out all that AQ-1/1 catches, both known on one day",
    ),
}
STAND = {
    "one ends where the other begins": (
        act("AQ-7", "suspended", "2029-06-01", "2029-09-01"),
        act("AQ-8", "repealed", "2029-09-01"),
    ),
    "the later one overlays the earlier": (
        act("AQ-7", "suspended", "2029-06-01"),
        act("AQ-8", "repealed", "2029-06-01", known="2029-05-21"),
    ),
    "both say the same": (act("AQ-7", "suspended", "2029-06-01"), act("AQ-8", "suspended", "2029-07-01")),
    "one was not read": (
        act("AQ-7", "suspended", "2029-06-01"),
        act("AQ-8", "repealed", "2029-06-01", more=", confidence: from memory"),
    ),
    "both rulings are hedged alike": (ruling("AQ-7", ROTOR, "generally"), ruling("AQ-8", ROTOR, "generally")),
    "the rulings are of other goods": (
        ruling("AQ-7", ROTOR),
        ruling("AQ-8", "{product: [rotor], form: [part]}", "generally"),
    ),
    "the second ruling is of another day": (
        ruling("AQ-7", ROTOR),
        ruling("AQ-8", ROTOR, "generally", known="2029-05-21"),
    ),
    "the second ruling is known less firmly": (
        ruling("AQ-7", ROTOR),
        ruling("AQ-8", ROTOR, "generally", confidence="secondary source"),
    ),
    "the exclusion of all goods is of a later day": (ruling("AQ-7", "{contains: [Gd]}"),),
}


@pytest.mark.parametrize(("files", "says"), COLLIDE.values(), ids=COLLIDE)
def test_texts_that_collide_are_refused_and_both_are_named(tmp_path: Path, files: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadInputError) as caught:
        load_folder(law(tmp_path, *files))
    assert any(line.startswith(says) for line in str(caught.value).splitlines()), str(caught.value)


@pytest.mark.parametrize("files", STAND.values(), ids=STAND)
def test_texts_with_an_order_between_them_stand(tmp_path: Path, files: tuple[str, ...]) -> None:
    assert len(load_folder(law(tmp_path, *files))) == 1 + len(files)


def test_one_line_names_a_pair_of_acts_over_however_many_provisions_they_lie(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        load_folder(law(tmp_path, *COLLIDE["suspended by one act and repealed by another of the same day"][0]))
    assert len(caught.value.problems) == 1


def test_law_that_is_handed_over_is_refused_when_it_is_compiled() -> None:
    """Another repeal on the day of Announcement 70 of 2025, of one of the six announcements that it suspends."""
    shipped = shipped_instruments()
    suspension = next(i for i in shipped if i.id == "CN-2025-70")
    (laid,) = suspension.acts
    segment = replace(laid.segment, status="repealed", by="CN-2025-99")
    other = replace(suspension, id="CN-2025-99", acts=(replace(laid, on=("CN-2025-57/*",), segment=segment),))
    with pytest.raises(BadInputError, match=r"CN-2025-70 \(suspended .* against CN-2025-99 \(repealed"):
        compile_snapshot(date(2026, 1, 1), (*shipped, other))
    assert compile_snapshot(date(2026, 1, 1), (*shipped, other), name="supposed").hash == "supposed"


def test_no_two_texts_that_are_shipped_collide() -> None:
    assert compile_snapshot(date(2026, 11, 24), shipped_instruments()).provisions
