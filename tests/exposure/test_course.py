"""The law may change within a run: from that day on goods wait, are barred or come, and not before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from exposure.small import (
    AS_OF,
    BANNED,
    FREE,
    LICENCE,
    application,
    company,
    crossing,
    demand,
    item,
    says,
    stock,
)
from permeance.determination.answer import Answer
from permeance.exposure.assess import assess
from permeance.exposure.branch import Branch, Reading, Readings
from permeance.exposure.course import course_of
from permeance.exposure.folder import read_folder
from permeance.exposure.line_stop import Settings, base_of, readings
from permeance.exposure.outlook import Heard
from permeance.exposure.worlds import world
from permeance.foresight.scenarios import questions_on
from permeance.kernels.arrivals import NEVER
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

EXAMPLES = Path(__file__).parents[2] / "examples"
GALLIUM_DAY = date(2026, 11, 23)


def course(*answers: tuple[int, Answer]):
    return tuple((AS_OF + timedelta(days=day), {"X": says(answer)}) for day, answer in answers)


def stop_of(answers, arrives: int = int(NEVER), pieces: int = 95):
    """The day on which a line of ten a day stops, with one case of 100,000 that comes on a day."""
    case = application("N", "X", 100_000, "review", accepted=AS_OF)
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", pieces)], (case,))
    acted_on = readings(plant, course(*answers), ())
    branch = Branch(plant, acted_on, (["N"], np.array([[arrives]], dtype=np.int32)), 60)
    return int(branch.stop_day[0, 0])


@pytest.mark.parametrize(
    ("answers", "arrives", "stops"),
    [
        ([(0, LICENCE)], NEVER, 9),
        ([(0, FREE), (20, LICENCE)], NEVER, 29),  # free to day 19, then nine days of stock
        ([(0, LICENCE), (5, FREE)], NEVER, NEVER),
        ([(0, LICENCE), (9, FREE)], NEVER, NEVER),
        ([(0, LICENCE), (10, FREE)], NEVER, 9),
        ([(0, LICENCE), (5, FREE), (20, LICENCE)], NEVER, 24),  # what day 0 to 4 left lasts four more
        ([(0, LICENCE), (7, BANNED)], 6, NEVER),
        ([(0, LICENCE), (7, BANNED)], 7, 9),
        ([(0, BANNED), (7, LICENCE)], 6, 9),
        ([(0, BANNED), (7, LICENCE)], 7, NEVER),
    ],
)
def test_goods_wait_or_come_by_the_law_of_the_day(answers, arrives, stops):
    assert stop_of(answers, arrives) == stops


def test_an_answer_that_acts_as_before_opens_no_new_stretch():
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [])
    found = readings(plant, course((0, LICENCE), (5, LICENCE), (9, FREE)), ())
    assert [day for day, _ in found.stretches] == [0, 9]


def test_a_stretch_is_gated_for_the_items_of_its_own_reading():
    waits, free = Reading(frozenset({"MAG"}), frozenset()), Reading(frozenset(), frozenset())
    found = Readings(((0, free), (4, waits), (9, free)))
    assert [tuple(spell) for spell in found.free_spells] == [("MAG", 0, 3), ("MAG", 9, int(NEVER) - 1)]


def gallium_plant(as_of: date):
    """Gallium metal to a US wafer maker, whose licences may be denied in principle again from 28 November 2026."""
    metal = replace(item("GA"), form=Form.METAL, composition=parse_composition("Ga 99.99"))
    case = application("N", "X", 100_000, "review", filed=date(2026, 10, 1), accepted=date(2026, 10, 8))
    row = replace(crossing("X", "GA"), military_end_user=Fact.NO, end_use="wafers")
    plant = company([("A", "GA", 1)], [demand("A")], [row], [stock("GA", 2_000)], (case,))
    return replace(plant, as_of=as_of, items={**plant.items, "GA": metal})


def test_the_course_of_a_crossing_turns_on_the_day_on_which_a_suspension_ends():
    turns = course_of(gallium_plant(GALLIUM_DAY), compile_snapshot(GALLIUM_DAY), 365)
    assert [day for day, _ in turns] == [GALLIUM_DAY, date(2026, 11, 28)]
    assert [decided["X"].at_most for _, decided in turns] == [Answer.LICENCE_REQUIRED, Answer.DENIED_IN_PRINCIPLE]


def test_a_change_of_law_within_the_horizon_opens_its_scenarios_and_moves_the_dates():
    found = assess(gallium_plant(GALLIUM_DAY), GALLIUM_DAY, Settings(365, 1, 400))
    names = [scenario.name for scenario in found.outlook.scenarios]
    assert names == ["Announcement 46 paragraph 2 stays suspended", "Announcement 46 paragraph 2 applies"]
    stays, applies = (stops.stops[0] for stops in found.simulated.by_scenario)
    assert applies.p10 == applies.p90 == GALLIUM_DAY + timedelta(days=200), "what is denied in principle never comes"
    assert stays.p50 is None, "a case decided in time brings what lasts beyond the horizon"


def test_a_change_beyond_the_horizon_changes_nothing():
    turns = course_of(gallium_plant(GALLIUM_DAY), compile_snapshot(GALLIUM_DAY), 5)
    assert [day for day, _ in turns] == [GALLIUM_DAY]
    found = assess(gallium_plant(GALLIUM_DAY), GALLIUM_DAY, Settings(5, 1, 50))
    assert [scenario.name for scenario in found.outlook.scenarios] == ["status quo"]


def test_what_changes_within_the_run_is_said():
    weights = Heard(weights={"Announcement 46 paragraph 2 applies": 0.9})
    found = assess(gallium_plant(GALLIUM_DAY), GALLIUM_DAY, Settings(60, 1, 50), heard=weights)
    (said,) = [row for row in found.assumptions if row.what == "goods over X from 2026-11-28 on"]
    assert said.value.startswith("denied in principle at most")


@pytest.mark.parametrize("example", ["2025-05-12", "2026-11-23"])
def test_only_crossings_that_a_change_can_bear_on_are_determined_anew(example):
    """The course of every scenario is that of determining every crossing again."""
    plant, _ = read_folder(EXAMPLES / f"traction-motors-{example}", None, date(2026, 11, 25), 365)
    known = plant.as_of
    snapshot = compile_snapshot(known)
    base = base_of(plant, snapshot, course_of(plant, snapshot, 365), 365)
    outcomes = [outcome for question in questions_on(known) for outcome in question.outcomes if outcome.law]
    for outcome in outcomes:
        found = world(base, (outcome,)).course
        every = replace(base, course=tuple((day, anew(decided)) for day, decided in base.course), courses={})
        assert answers_of(world(every, (outcome,)).course) == answers_of(found)


def anew(decided):
    """The same determinations, of which any could turn on any provision."""
    return {
        name: replace(d, findings=tuple(replace(f, on_any_day=True) for f in d.findings)) for name, d in decided.items()
    }


def answers_of(found):
    return [(day, {name: (d.at_least, d.at_most) for name, d in decided.items()}) for day, decided in found]
