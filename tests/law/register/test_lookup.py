"""A person may write an instrument, a provision or a control code, and is told the nearest where there is none."""

from __future__ import annotations

from datetime import date

import pytest

from permeance.law.register.lookup import look_up
from permeance.law.snapshot import compile_snapshot
from permeance.terms.problem import BadInputError, Problem

SNAPSHOT = compile_snapshot(date(2026, 11, 25))


def keys(name: str) -> list[str]:
    return [provision.key for found in look_up(name, SNAPSHOT) for provision in found.provisions]


def refused(name: str, known: date = date(2026, 11, 25)) -> Problem:
    with pytest.raises(BadInputError) as caught:
        look_up(name, compile_snapshot(known))
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("name", ["CN-2025-18/1C905.a.4", "1C905.a.4", "1c905.A.4", " cn-2025-18/1c905.a.4 "])
def test_a_provision_is_found_by_its_key_and_by_its_code_in_any_case(name):
    assert keys(name) == ["CN-2025-18/1C905.a.4"]


def test_an_instrument_is_found_with_all_its_provisions():
    (found,) = look_up("cn-2025-62", SNAPSHOT)
    assert (found.instrument.id, found.whole) == ("CN-2025-62", True)
    assert found.provisions == tuple(p for p in SNAPSHOT.provisions if p.instrument == "CN-2025-62")


def test_the_head_of_a_control_code_finds_everything_below_it_and_nothing_beside_it():
    found = keys("1C905")
    assert "CN-2025-18/1C905.a.4" in found
    assert all("/1C905." in key for key in found)


def test_a_control_code_means_something_only_with_its_jurisdiction_so_all_of_them_are_shown():
    names = {found.instrument.id for found in look_up("1C117", SNAPSHOT)}
    assert names == {"US-CCL-MINERALS"}
    assert {found.instrument.id for found in look_up("1C117.d", SNAPSHOT)} == {"CN-2025-10"}


def test_a_code_that_names_two_is_found_by_either():
    assert "US-CCL-MINERALS/3C001" in keys("3C001")
    assert keys("3C004") == ["US-CCL-MINERALS/3C001"]


def test_an_unknown_name_is_refused_with_the_nearest():
    problem = refused("1C905.a.44")
    assert (problem.file, problem.key, problem.found) == ("command line", "ID", "'1C905.a.44'")
    assert problem.remedy.startswith("the nearest are 1C905.a.4, ")


@pytest.mark.parametrize("name", ["", "   ", "q" * 10_000, "\x1b[2J"])
def test_a_name_that_is_like_nothing_is_refused_shortly_and_the_list_is_named(name):
    problem = refused(name)
    assert problem.remedy == "see `permeance law list`"
    assert len(problem.found) < 80


@pytest.mark.parametrize("name", ["CN-2025-70", "CN-2025-57/1C909.a.1"])
def test_what_was_not_public_yet_is_said_to_be_so(name):
    problem = refused(name, date(2025, 10, 8))
    assert "which was not public on 2025-10-08" in problem.found
    assert problem.remedy in ("ask for 2025-11-07 or later", "ask for 2025-10-09 or later")
