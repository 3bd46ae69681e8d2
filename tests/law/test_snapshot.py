"""A snapshot is the law as publicly known on one day; its hash names exactly that content."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Coverage, Instrument, Role, Status
from permeance.law.snapshot import compile_snapshot
from permeance.terms.citation import Confidence

INSTRUMENTS = shipped_instruments()
LATE = date(2026, 11, 24)
RULING = "CN-2025-18-RULINGS/2025-04-21.3"


def test_the_hash_is_the_same_in_every_run_and_under_every_hash_seed() -> None:
    code = "from datetime import date; from permeance.law.snapshot import compile_snapshot as c; print(c(date(2026, 11, 24)).hash)"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    }
    assert seen == {compile_snapshot(LATE).hash}


@settings(max_examples=10, deadline=None)
@given(st.permutations(INSTRUMENTS))
def test_the_hash_does_not_depend_on_the_order_of_the_files(instruments: list[Instrument]) -> None:
    shuffled, sorted_ = compile_snapshot(LATE, instruments), compile_snapshot(LATE)
    assert shuffled.hash == sorted_.hash
    assert [p.key for p in shuffled.provisions] == [p.key for p in sorted_.provisions]


def test_the_hash_changes_when_one_value_changes() -> None:
    first, *rest = INSTRUMENTS
    provision = first.provisions[0]
    segment = provision.segments[0]
    changes = [
        {"title": provision.title + "."},
        {"pinpoint": "elsewhere"},
        {"segments": (replace(segment, starts=segment.starts + timedelta(days=1)),)},
        {"conditions": replace(provision.conditions, military=not provision.conditions.military)},
        {"source": replace(provision.source, url="https://example.org/other")},
    ]
    hashes = [
        compile_snapshot(
            LATE, [replace(first, provisions=(replace(provision, **change), *first.provisions[1:])), *rest]
        ).hash
        for change in changes
    ]
    assert len({compile_snapshot(LATE).hash, *hashes}) == len(changes) + 1


def test_the_hash_changes_with_what_an_instrument_says_of_itself() -> None:
    first, *rest = INSTRUMENTS
    coverage = next(c for c in Coverage if c is not first.coverage)
    changes = [
        {"jurisdiction": "US"},
        {"published": first.published - timedelta(days=1)},
        {"coverage": coverage},
        {"missing": (*first.missing, "one more gap")},
        {"kind": "procedure"},
        {"provisions": tuple(replace(p, confidence=Confidence.MEMORY) for p in first.provisions)},
    ]
    hashes = [compile_snapshot(LATE, [replace(first, **change), *rest]).hash for change in changes]
    assert len({compile_snapshot(LATE).hash, *hashes}) == len(changes) + 1


def test_the_hash_does_not_change_when_somebody_looks_again_and_finds_the_same() -> None:
    first, *rest = INSTRUMENTS
    again = replace(first, verified=first.verified + timedelta(days=30), encoded=first.encoded + timedelta(days=30))
    assert compile_snapshot(LATE, [again, *rest]).hash == compile_snapshot(LATE).hash


def test_a_day_on_which_nothing_was_published_has_the_law_of_the_day_before() -> None:
    assert compile_snapshot(date(2025, 4, 30)).hash == compile_snapshot(date(2025, 4, 29)).hash


@pytest.mark.parametrize(("known", "seen"), [(date(2025, 4, 20), False), (date(2025, 4, 21), True)])
def test_nobody_sees_a_ruling_before_its_publication_though_it_applies_from_earlier(known: date, seen: bool) -> None:
    ruling = compile_snapshot(known).provision(RULING)
    assert (ruling is not None) is seen
    late = compile_snapshot(LATE).provision(RULING)
    assert late is not None
    assert late.segments[0].starts == date(2025, 4, 4)


def test_an_instrument_does_not_exist_on_the_day_before_its_publication() -> None:
    for instrument in INSTRUMENTS:
        before = compile_snapshot(instrument.published - timedelta(days=1))
        assert instrument.id not in before.instruments
        assert instrument.id in compile_snapshot(instrument.published).instruments


def test_a_suspension_is_seen_from_its_own_publication_on() -> None:
    key = next(p.key for i in INSTRUMENTS if i.id == "CN-2025-56" for p in i.provisions)
    for known, status in ((date(2025, 11, 6), Status.IN_FORCE), (date(2025, 11, 7), Status.SUSPENDED)):
        provision = compile_snapshot(known).provision(key)
        assert provision is not None
        assert provision.standing_on(date(2026, 1, 15)).status is status


def test_a_segment_covers_its_first_day_and_not_the_day_on_which_it_ends() -> None:
    key = next(p.key for i in INSTRUMENTS if i.id == "CN-2025-56" for p in i.provisions)
    provision = compile_snapshot(LATE).provision(key)
    assert provision is not None
    days = [date(2025, 11, 6), date(2025, 11, 7), date(2026, 11, 10), date(2026, 11, 11)]
    found = [provision.standing_on(day) for day in days]
    assert [standing.status for standing in found] == [None, Status.SUSPENDED, Status.SUSPENDED, Status.IN_FORCE]
    assert [standing.lapsed.by if standing.lapsed else None for standing in found] == [None, None, None, "CN-2025-70"]


def test_before_the_first_publication_there_is_no_law() -> None:
    empty = compile_snapshot(date(2000, 1, 1))
    assert (empty.provisions, empty.verified_on, empty.jurisdictions) == ((), None, frozenset())
    assert empty.provision(RULING) is None


@pytest.mark.parametrize(("known", "states"), [(date(2023, 7, 2), set()), (date(2023, 7, 3), {"CN"})])
def test_a_state_counts_as_modelled_from_its_first_entry_on_and_not_by_a_duty_alone(
    known: date, states: set[str]
) -> None:
    snapshot = compile_snapshot(known)
    assert snapshot.instruments
    assert snapshot.jurisdictions - {"ID", "US"} == states


def test_the_law_is_verified_on_the_day_of_the_instrument_looked_at_longest_ago() -> None:
    first, second, *rest = INSTRUMENTS
    older, newer = first.verified - timedelta(days=90), first.verified + timedelta(days=90)
    snapshot = compile_snapshot(LATE, [replace(first, verified=older), replace(second, verified=newer), *rest])
    assert snapshot.verified_on == older


def test_provisions_are_found_by_role() -> None:
    snapshot = compile_snapshot(LATE)
    assert sum(len(snapshot.of_role(role)) for role in Role) == len(snapshot.provisions)
    assert snapshot.verified_on == min(i.verified for i in INSTRUMENTS)
    assert {"CN", "CD", "ID"} <= snapshot.jurisdictions


def test_what_a_rule_builds_on_is_named_once_it_is_public() -> None:
    """Superhard goods of 2025 came under a rule of 2024 for the United States; nobody could name them before."""
    named = []
    for known in (date(2025, 10, 8), date(2025, 10, 9)):
        rule = compile_snapshot(known).provision("CN-2024-46/par-2")
        assert rule is not None
        named.append("CN-2025-55/*" in rule.conditions.caught_by)
    assert named == [False, True]


def test_a_rule_that_builds_only_on_what_is_not_public_yet_is_no_rule_for_all_goods() -> None:
    late = [i for i in INSTRUMENTS if i.id in ("CN-2024-46", "CN-2025-55")]
    rule = next(p for p in late[0].provisions if p.id == "par-2")
    only = replace(rule, conditions=replace(rule.conditions, caught_by=("CN-2025-55/*",)))
    instruments = [replace(late[0], provisions=(only,)), late[1]]
    assert compile_snapshot(date(2025, 10, 8), instruments).provision(rule.key) is None
    assert compile_snapshot(date(2025, 10, 9), instruments).provision(rule.key) is not None
