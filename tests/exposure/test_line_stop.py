"""When a line stops under both readings of what cannot be told, on plants small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from exposure.small import (
    AS_OF,
    BANNED,
    DENIED,
    FREE,
    LICENCE,
    application,
    company,
    crossing,
    day_of,
    demand,
    run,
    says,
    stock,
)  # fmt: skip
from permeance.exposure.crossing_facts import crossing_facts
from permeance.exposure.rendering import driver_words
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

GRANTED = {"status": "granted", "decided": AS_OF - timedelta(days=1), "accepted": date(2025, 4, 16)}


def stops(simulated) -> dict[str, int | None]:
    return {line.line: day_of(line.stop.p50) for line in simulated.lines}


def stops_later(simulated) -> dict[str, int | None]:
    return {line.line: day_of(line.stop.p50) for line in simulated.lines_if_mildest}


def sharing():
    """A and B share magnets for 10 days; A also needs a sensor of which it cannot be told whether it is free."""
    return company(
        [("A", "MAG", 1), ("B", "MAG", 1), ("A", "SENSOR", 1)],
        [demand("A"), demand("B")],
        [crossing("X-MAG", "MAG"), crossing("X-S", "SENSOR")],
        [stock("MAG", 200), stock("SENSOR", 30)],
    )


def test_each_line_gets_the_earlier_stop_of_both_readings():
    found = run(sharing(), {"X-MAG": says(LICENCE), "X-S": says(FREE, LICENCE)})
    # Without the sensor A stops on day 3 and leaves B magnets until day 17; with it both last until day 10.
    assert stops(found) == {"A": 3, "B": 10}
    assert stops_later(found) == {"A": 10, "B": 17}
    a, b = found.lines
    assert [(d.item, d.unsettled, d.share) for d in a.drivers] == [("SENSOR", True, 1.0)]
    assert [(d.item, d.unsettled, d.share) for d in b.drivers] == [("MAG", False, 1.0)]
    assert {(fan.line.line, fan.item) for fan in found.fans} == {("A", "SENSOR"), ("B", "MAG")}
    b_stock = next(fan.middle for fan in found.fans if fan.line.line == "B")
    assert b_stock[:11] == (180, 160, 140, 120, 100, 80, 60, 40, 20, 0, 0)


def test_a_reading_that_moves_no_line_is_not_given_twice():
    plant = company(
        [("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG"), crossing("Y", "OTHER")], [stock("MAG", 50)]
    )
    found = run(plant, {"X": says(LICENCE), "Y": says(FREE, LICENCE)})
    assert stops(found) == {"A": 5}
    assert found.lines_if_mildest == ()


@pytest.mark.parametrize("barred", [BANNED, DENIED])
def test_what_is_prohibited_or_denied_in_principle_brings_nothing(barred):
    plant = one_part(application("NB-1", "X", 10_000, **GRANTED))
    assert stops(run(plant, {"X": says(LICENCE)})) == {"A": None}
    found = run(plant, {"X": says(LICENCE, barred)})
    assert (stops(found), stops_later(found)) == ({"A": 50}, {"A": None})
    (driver,) = found.lines[0].drivers
    assert (driver.application, driver.barred, driver.unsettled) == (None, True, False)
    assert driver_words(driver) == "because of MAG, whose export is or may be prohibited or denied in principle"
    assert stops(run(plant, {"X": says(barred)})) == {"A": 50}


def one_part(*applications):
    return company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 500)], applications)


def test_a_free_crossing_beside_a_gated_one_does_not_carry_the_whole_demand():
    rows = [crossing("X", "MAG"), crossing("Y", "MAG", "JP")]
    plant = company([("A", "MAG", 1)], [demand("A")], rows, [stock("MAG", 50)])
    foreign = says(FREE, LICENCE, foreign=True)
    assert stops(run(plant, {"X": says(LICENCE), "Y": foreign})) == {"A": 5}
    assert stops(run(plant, {"X": says(LICENCE), "Y": says(FREE)})) == {"A": 5}
    assert stops(run(plant, {"X": says(FREE), "Y": foreign})) == {"A": None}


@pytest.mark.parametrize(
    ("answer", "waits"),
    [("not_controlled", False), ("not_required", False), ("licence_required", True), ("quota_required", True)],
)
def test_only_what_needs_no_licence_is_free_of_waiting(answer, waits):
    found = run(one_part(), {"X": says(type(FREE)(answer))})
    assert stops(found) == {"A": 50 if waits else None}


def test_the_chance_to_have_stopped_within_so_many_days_includes_the_last():
    for cover, share in ((30, 1.0), (31, 0.0)):
        plant = company([("A", "MAG", 1)], [demand("A", 1)], [crossing("X", "MAG")], [stock("MAG", cover)])
        found = run(plant, {"X": says(LICENCE)}, horizon=61)
        assert found.lines[0].within == {30: share, 60: 1.0, 90: None}


def test_a_driver_names_the_next_of_its_cases_after_the_stop():
    early, late = (application(f"NB-{n}", "X", 10, **GRANTED) for n in (1, 2))
    pending = application("NB-3", "X", 10, "intake", forwarded=AS_OF)
    plant = one_part(early, late, pending)
    (driver,) = run(plant, {"X": says(LICENCE)}).lines[0].drivers[:1]
    assert (driver.item, driver.crossing, driver.granted) == ("MAG", "X", False)
    assert driver.application == "NB-3"
    assert sum(d.share for d in run(plant, {"X": says(LICENCE)}).lines[0].drivers) == pytest.approx(1)


def test_a_run_in_which_the_case_is_refused_is_not_told_as_if_nothing_were_filed():
    waits = application("A-1", "X", 50, "submitted", filed=date(2025, 4, 9))
    parts = ([("L", "MAG", 1)], [demand("L")], [crossing("X", "MAG")], [stock("MAG", 30)])
    (line,) = run(company(*parts, (waits,)), {"X": says(LICENCE)}).lines
    none_left = next(driver for driver in line.drivers if driver.application is None)
    assert {driver.application for driver in line.drivers} == {"A-1", None}
    assert none_left.filed == ("A-1",)
    assert driver_words(none_left) == (
        "because of MAG, for which case A-1 brings no more in those runs: refused, or used up"
    )
    (bare,) = run(company(*parts), {"X": says(LICENCE)}).lines
    assert [driver_words(driver) for driver in bare.drivers] == ["because of MAG, for which nothing is filed"]


def test_without_stock_each_part_would_have_to_last_until_its_first_case():
    early, late = (
        application(f"NB-{n}", "X", 10, "granted", decided=AS_OF - timedelta(days=n), accepted=date(2025, 4, 16))
        for n in (12, 2)
    )
    one, other, both = (
        run(replace(one_part(*cases), has_stock=False, stock=()), {"X": says(LICENCE)}).cover_needed["MAG"]
        for cases in ((early,), (late,), (early, late))
    )
    assert one.p50 < other.p50
    assert (both.p10, both.p50) <= (one.p10, one.p50)


@pytest.mark.parametrize(("form", "kept"), [(None, True), (Form.MAGNET, True), (Form.ALLOY, False)])
def test_the_facts_of_an_item_are_those_of_what_crosses_in_the_same_form(form, kept):
    plant = one_part()
    parts = parse_composition("Dy 3; Fe rest")
    part = replace(plant.items["MAG"], composition=parts, intentionally_added=Fact.YES, grade="N42")
    row = replace(plant.crossings["X"], form=form, military_end_user=Fact.NO, end_use="motors")
    facts = crossing_facts(replace(plant, items={"MAG": part}, crossings={"X": row}), "X")
    assert facts.composition == (parts if kept else None)
    assert facts.form is (form or Form.MAGNET)
    assert (facts.intentionally_added, facts.grade, facts.military_end_user) == (Fact.YES, "N42", Fact.NO)
    assert (facts.ship_from, facts.destination, facts.exporter, facts.end_use) == ("CN", "US", "Exporter", "motors")
