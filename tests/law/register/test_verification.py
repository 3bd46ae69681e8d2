"""How old the data is, what has lapsed or soon will, and what was not read: said before anybody relies on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from law.register.invented import EXTENDED, IN_FORCE, SUSPENDED, act, known, order
from permeance.law.instrument import Status
from permeance.law.register.state import State
from permeance.law.register.verification import verify
from permeance.law.snapshot import compile_snapshot
from permeance.terms.citation import Confidence

DEC = "2029-12-31"
SUSPENSION = act(SUSPENDED, "AQ-7", "2029-05-20")


def lapsed(day: str, within: int = 90) -> tuple[list[str], list[str]]:
    found = verify(compile_snapshot(date.fromisoformat(day)), within)
    return [lapse.by for lapse in found.lapsed], [lapse.by for lapse in found.lapsing]


def test_a_suspension_is_about_to_lapse_up_to_its_last_day_and_has_lapsed_on_the_next():
    before, ahead = lapsed("2026-11-10", 1)
    assert "CN-2025-70" not in before
    assert "CN-2025-70" in ahead
    after, ahead = lapsed("2026-11-11")
    assert "CN-2025-70" in after
    assert ahead == ["CN-2025-72"]


@pytest.mark.parametrize(("within", "there"), [(2, False), (3, True)])
def test_what_lapses_within_so_many_days_counts_the_last_of_them(within, there):
    assert ("CN-2025-72" in lapsed("2026-11-25", within)[1]) is there


def test_a_lapse_says_what_the_letter_gives_from_then_on_and_what_was_said_of_its_end():
    found = verify(compile_snapshot(date(2026, 11, 11)), 90)
    lapse = next(lapse for lapse in found.lapsed if lapse.by == "CN-2025-70")
    assert (lapse.day, lapse.status, lapse.letter_of_law) == (date(2026, 11, 11), Status.SUSPENDED, State.IN_FORCE)
    assert lapse.political_until == date(2027, 1, 10)
    assert "CN-2025-57/*" in lapse.provisions


def test_a_suspension_that_was_extended_has_not_lapsed():
    extension = act(EXTENDED, "AQ-9", "2029-08-20")
    alone = verify(known(DEC, order(IN_FORCE), SUSPENSION), 90)
    followed = verify(known(DEC, order(IN_FORCE), SUSPENSION, extension), 180)
    assert [lapse.by for lapse in alone.lapsed] == ["AQ-7"]
    assert followed.lapsed == ()
    assert [(lapse.by, lapse.day) for lapse in followed.lapsing] == [("AQ-9", date(2030, 6, 1))]


def test_a_figure_that_was_not_read_is_named_with_its_provision():
    limited = "limits: {all: [{property: wall_mm, at_least: '25', confidence: from memory}, {property: length_mm, above: '5'}]}"
    found = verify(known(DEC, order(IN_FORCE, when=limited)), 90)
    assert [(key, [limit.property for limit in limits]) for key, limits in found.figures.items()] == [
        ("AQ-1/1", ["wall_mm"])
    ]
    assert found.problems == []


def test_every_lapse_is_a_problem_that_names_the_text_and_its_last_day():
    (problem,) = verify(known(DEC, order(IN_FORCE), SUSPENSION), 90).problems
    assert (problem.file, problem.key) == ("law data", "AQ-7")
    assert problem.found == "the suspension of AQ-1/1 with its last day on 2029-08-31"


@pytest.mark.parametrize(("seen", "stale"), [(date(2029, 12, 1), False), (date(2029, 11, 30), True)])
def test_what_was_last_looked_at_more_than_thirty_days_before_is_stale(seen, stale):
    found = verify(known(DEC, replace(order(IN_FORCE), verified=seen)), 90)
    assert bool(found.stale) is stale
    assert [problem.key for problem in found.problems] == (["AQ-1"] if stale else [])
    assert (found.verified_oldest, found.verified_newest) == (seen, seen)


def test_gaps_that_time_does_not_mend_are_listed_and_are_no_problem():
    remembered = order(IN_FORCE, confidence="from memory")
    strangers = order(
        IN_FORCE.replace("AQ-1", "AQ-2"), id="AQ-2", when="parties: {count: 3, complete: false, countries: [US]}"
    )
    printed = order(IN_FORCE.replace("AQ-1", "AQ-3"), id="AQ-3", when="named: {names: [{name: Sm-Co, elements: [Sm, Co], confidence: from memory}], complete: false, extra_elements: null}")  # fmt: skip
    found = verify(known(DEC, remembered, strangers, printed), 90)
    assert found.unread == {"AQ-1/1": Confidence.MEMORY}
    assert [(part.provision, part.read, part.count) for part in found.parties] == [("AQ-2/1", 0, 3)]
    assert [(part.provision, part.read) for part in found.lists] == [("AQ-3/1", 1)]
    assert found.confidence == {Confidence.SEEN: 2, Confidence.MEMORY: 1}
    assert found.problems == []


def test_a_provision_that_is_governed_by_a_text_nobody_read_decides_nothing():
    hearsay = act(f"{SUSPENDED}, confidence: not read", "AQ-7", "2029-05-20")
    assert verify(known("2029-07-01", order(IN_FORCE), hearsay), 30).unread == {"AQ-1/1": Confidence.UNREAD}


def test_a_day_before_all_law_and_the_last_of_all_days_are_answered():
    assert verify(compile_snapshot(date.min), 3_650).confidence == {}
    assert verify(compile_snapshot(date.max), 3_650).lapsing == ()
