"""A source that waits for no licence goes on bringing its share beside one that does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from exposure.small import AS_OF, FREE, LICENCE, company, crossing, day_of, demand, run, says, stock
from permeance.exposure.company import Source
from permeance.exposure.left_open import left_open
from permeance.law.snapshot import compile_snapshot


def source(name: str, **facts):
    given = {"ship_from": "JP", "ship_to": "US", "transit_days": None, "item": "MAG", "share_pct": Decimal(50)}
    return Source(name, **(given | facts))


def stop_of(sources, crossings=("T",), pieces=100, answers=None):
    """Ten a day; 100 pieces last ten days, and 50 per cent of the need is 35 a week."""
    rows = [crossing("X", "MAG"), *(replace(crossing(f"Y-{name}", "MAG"), source=name) for name in crossings)]
    plant = company([("A", "MAG", 1)], [demand("A")], rows, [stock("MAG", pieces)])
    plant = replace(plant, sources={one.name: one for one in sources}, country="US")
    decided = {"X": says(LICENCE), **{f"Y-{name}": says(FREE) for name in crossings}} | (answers or {})
    return day_of(run(plant, decided).lines[0].stop.p50)


@pytest.mark.parametrize(
    ("sources", "crossings", "stops"),
    [
        ([], (), 10),
        # 100 + 35 on day 6: to day 12; 35 more on day 13 come on the day on which 5 are left, and last to day 16.
        ([source("T")], ("T",), 17),
        ([source("T", share_pct=Decimal(100))], ("T",), None),
        ([source("T", share_pct=Decimal(100), max_week=Decimal(35))], ("T",), 17),
        ([source("T", share_pct=None)], ("T",), 10),
        ([source("T", status="candidate")], ("T",), 10),
        ([source("T", qualified_on=date(2025, 5, 15))], ("T",), 10),
        ([source("T")], (), 10),  # from abroad over no crossing that is known
        ([source("T", ship_from="US")], (), 17),
        ([source("T", ship_from="US", ship_to=None)], (), 17),
        ([source("T", item="OTHER")], ("T",), 10),
    ],
)
def test_a_share_of_the_need_comes_from_a_source_that_waits_for_nothing(sources, crossings, stops):
    assert stop_of(sources, crossings) == stops


def test_a_source_whose_crossing_waits_brings_nothing():
    assert stop_of([source("T")], ("T",), answers={"Y-T": says(LICENCE)}) == 10


def test_a_share_is_said_among_the_assumptions():
    rows = [crossing("X", "MAG"), replace(crossing("Y", "MAG"), source="T")]
    plant = replace(company([("A", "MAG", 1)], [demand("A")], rows, []), sources={"T": source("T")})
    said = left_open(plant, {"X": says(LICENCE), "Y": says(FREE)}, compile_snapshot(AS_OF))
    assert [(row.what, row.value) for row in said] == [
        ("MAG from source T, which waits for no licence", "50 % of the need for it, at the end of each week")
    ]
