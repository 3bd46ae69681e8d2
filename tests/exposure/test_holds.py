"""Goods that no entry catches may still be held at customs: the day on which that would stop a line."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from exposure.small import AS_OF, FREE, LICENCE, company, crossing, demand, stock
from permeance.exposure.holds import hold_assumptions, holds
from permeance.foresight.delays import Delay
from permeance.law.calendar import find_calendar
from permeance.law.snapshot import compile_snapshot

CHINA = find_calendar("CN").as_known(AS_OF)
SNAPSHOT = compile_snapshot(AS_OF)
DECLARE = "CN-2025-18/declaration.not-controlled"


def cleared(answer=FREE, duty=DECLARE):
    return SimpleNamespace(answer=answer, obligations=(SimpleNamespace(id=duty),))


def plant(pieces: int | None):
    rows = [] if pieces is None else [stock("MAG", pieces)]
    return company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [*rows, stock("OTHER", 1)])


def held(pieces, decided=None, delay=(4, 4, 4), horizon=365, monkeypatch=None):
    monkeypatch.setattr(
        "permeance.exposure.holds.delays_of", lambda _: {"inspection_hold": Delay("", delay, "working", "", "")}
    )
    return holds(plant(pieces), decided or {"X": cleared()}, SNAPSHOT, CHINA, horizon)


@pytest.mark.parametrize(
    ("pieces", "stops_on"),
    [
        # Monday 12 May: a hold of 4 working days ends on Friday the 16th, and what is released serves that day.
        (0, date(2025, 5, 12)), (39, date(2025, 5, 15)), (40, None), (100, None),
    ],
)  # fmt: skip
def test_a_hold_stops_a_line_whose_stock_does_not_last_as_long(pieces, stops_on, monkeypatch):
    found = held(pieces, monkeypatch=monkeypatch)
    assert [(hold.line, hold.stops_on, hold.share) for hold in found] == ([("A", stops_on, 1.0)] if stops_on else [])


def test_the_share_of_holds_that_stop_a_line_falls_with_its_stock(monkeypatch):
    shares = [held(10 * days, delay=(1, 3, 9), monkeypatch=monkeypatch)[0].share for days in (1, 3, 5)]
    assert shares == sorted(shares, reverse=True)
    assert 0 < shares[-1] < shares[0] < 1


def test_without_stock_of_the_part_no_day_is_given(monkeypatch):
    (hold,) = held(None, monkeypatch=monkeypatch)
    assert (hold.line, hold.stops_on, hold.share) == ("A", None, None)


@pytest.mark.parametrize("decided", [cleared(LICENCE), cleared(duty="CN-PROCEDURE/applicant")])
def test_only_what_is_cleared_and_must_be_declared_can_be_held(decided, monkeypatch):
    assert held(0, {"X": decided}, monkeypatch=monkeypatch) == ()
    assert hold_assumptions(plant(0), {"X": decided}, SNAPSHOT) == []


def test_how_long_a_hold_lasts_is_an_assumption_and_how_likely_it_is_not_known():
    said = {assumption.what: assumption for assumption in hold_assumptions(plant(0), {"X": cleared()}, SNAPSHOT)}
    assert said["how likely customs is to hold what is not controlled"].value == "not known, so not in the dates"
    assert any(what.startswith("inspection hold") and said[what].source == "assumption" for what in said)


def test_a_hold_beyond_the_horizon_is_not_told(monkeypatch):
    assert held(39, horizon=3, monkeypatch=monkeypatch) == ()
    assert held(39, horizon=4, monkeypatch=monkeypatch) != ()
