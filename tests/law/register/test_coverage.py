"""The register names every instrument that is known, how much of it is modelled, how firmly, and how it stands."""

from __future__ import annotations

from datetime import date

from law.register.invented import IN_FORCE, SUSPENDED, act, known, order
from permeance.law.instrument import Coverage
from permeance.law.register.coverage import coverage
from permeance.law.register.state import State
from permeance.law.snapshot import compile_snapshot
from permeance.terms.citation import Confidence

TODAY = date(2026, 11, 25)


def test_every_instrument_known_stands_in_the_register_once_states_that_clear_first():
    snapshot = compile_snapshot(TODAY)
    lines = coverage(snapshot, TODAY)
    assert sorted(line.instrument.id for line in lines) == sorted(snapshot.instruments)
    states = list(dict.fromkeys(line.instrument.jurisdiction for line in lines))
    clearing = [state for state in states if state in snapshot.clearing]
    assert states == [*clearing, *sorted(set(states) - set(clearing))]
    assert clearing == ["CN"]
    assert sum(line.provisions for line in lines) == len(snapshot.provisions)


def test_an_instrument_that_was_not_public_is_not_in_it():
    ids = {line.instrument.id for line in coverage(compile_snapshot(date(2025, 11, 6)), TODAY)}
    assert "CN-2025-57" in ids
    assert "CN-2025-70" not in ids


def test_a_pointer_says_so_and_a_text_from_memory_is_counted_as_such():
    lines = {line.instrument.id: line for line in coverage(compile_snapshot(TODAY), TODAY)}
    assert lines["US-CCL-MINERALS"].instrument.coverage is Coverage.POINTER_ONLY
    assert set(lines["US-CCL-MINERALS"].confidence) == {Confidence.MEMORY}


def test_provisions_that_do_not_stand_alike_give_no_one_state_but_how_many_stand_how():
    line = next(line for line in coverage(compile_snapshot(TODAY), TODAY) if line.instrument.id == "CN-2024-46")
    assert line.state is None
    assert line.states == {State.IN_FORCE: 2, State.SUSPENDED: 2}


def test_an_instrument_that_only_acts_on_others_stands_as_its_act_does():
    snapshot = known("2029-12-31", order(IN_FORCE), act(SUSPENDED, "AQ-7", "2029-05-20"))
    line = next(line for line in coverage(snapshot, date(2029, 9, 1)) if line.instrument.id == "AQ-7")
    assert (line.entries, line.provisions, line.acts, line.state) == (0, 0, 1, State.LAPSED)
