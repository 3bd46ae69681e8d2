"""Scenarios as one company feels them: whose cases are touched, which crossings change, what the mixture says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from exposure.small import AS_OF, application, company, crossing, demand, stock
from permeance.determination.answer import Answer
from permeance.exposure.assess import assess
from permeance.exposure.course import course_of
from permeance.exposure.folder import read_folder
from permeance.exposure.line_stop import Settings, base_of
from permeance.exposure.outcome import day_at
from permeance.exposure.outlook import Heard, look_ahead
from permeance.exposure.worlds import arrivals, linked, touching, world
from permeance.foresight.decision_day import CaseForecast
from permeance.foresight.news import News
from permeance.foresight.scenarios import Outcome, questions_on
from permeance.kernels.arrivals import NEVER
from permeance.law.calendar import find_calendar
from permeance.law.snapshot import compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form
from permeance.terms.problem import BadInputError
from permeance.watch.document import read_document
from permeance.watch.extract import read_claims

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FAST = "fast track for US-linked cases from 2 June 2025"
NOVEMBER = date(2026, 11, 23)


def example(name: str, known: date):
    plant, problems = read_folder(EXAMPLES / f"traction-motors-{name}", known, date(2026, 11, 25), 365)
    assert not problems
    return plant


def brief() -> News:
    document = read_document(EXAMPLES / "news" / "brief-2025-05-13.html")
    return News(document.file, document.published, read_claims(document.text, document.published))


@pytest.fixture(scope="module")
def may():
    return example("2025-05-12", date(2025, 5, 13))


@pytest.fixture(scope="module")
def runs(may):
    settings = Settings(365, 1, 2_000)
    known = date(2025, 5, 13)
    return assess(may, known, settings), assess(may, known, settings, (), Heard((brief(),)))


def test_news_moves_weights_and_no_date_of_any_scenario(runs) -> None:
    without, told = (run.simulated for run in runs)
    assert [apart.stops for apart in told.by_scenario] == [apart.stops for apart in without.by_scenario]
    before, after = ([s.weight for s in run.outlook.scenarios] for run in runs)
    assert before != after
    assert sum(after) == pytest.approx(1)
    assert after[1] > before[1]
    assert told.without_news == tuple(line.stop for line in without.lines)


def test_the_fast_track_moves_the_dates_of_lines_whose_cases_it_reaches(runs) -> None:
    told = runs[1].simulated
    quo, fast = told.by_scenario[0].stops, told.by_scenario[1].stops
    names = [line.line for line in told.lines]
    moved = {name for name, a, b in zip(names, quo, fast, strict=True) if a != b}
    assert "SENSOR-S" in moved
    assert "MOTOR-B" not in moved  # it stops on 12 June, before any sooner decision could bring goods


def test_a_mixture_lies_between_its_scenarios_at_every_quantile(runs) -> None:
    for run in runs:
        for place, line in enumerate(run.simulated.lines):
            apart = [scenario.stops[place].p50 or date.max for scenario in run.simulated.by_scenario]
            assert min(apart) <= (line.stop.p50 or date.max) <= max(apart)


def test_a_scenario_of_weight_one_is_the_answer(may) -> None:
    told = assess(may, date(2025, 5, 13), Settings(365, 1, 500), (), Heard((), {FAST: 1.0})).simulated
    assert tuple(line.stop for line in told.lines) == told.by_scenario[1].stops


def test_a_weight_for_a_scenario_that_the_day_does_not_have_is_refused_with_the_names(may) -> None:
    with pytest.raises(
        BadInputError, match=r"--scenario: found truce=0\.5; allowed: NAME=WEIGHT with NAME one of: status"
    ):
        assess(may, date(2025, 5, 13), Settings(365, 1, 10), (), Heard((), {"truce": 0.5}))


@pytest.mark.parametrize("name", ["Fast Track", "fast track for us-linked cases from 2 June", "status-quo"])
def test_a_scenario_nearly_named_is_refused_with_the_nearest_and_each_name_once(may, name: str) -> None:
    with pytest.raises(BadInputError) as caught:
        assess(may, date(2025, 5, 13), Settings(365, 1, 10), (), Heard((), {name: 0.5}))
    (problem,) = caught.value.problems
    meant = "status quo" if name == "status-quo" else FAST
    assert problem.remedy == f"{name!r} is none of the scenarios of this day; did you mean {meant!r}?"
    assert problem.allowed.count("status quo") == 1


def test_news_published_after_the_day_known_moves_nothing_and_is_named(may) -> None:
    late = replace(brief(), published=date(2025, 5, 14))
    told = assess(may, date(2025, 5, 13), Settings(365, 1, 50), (), Heard((late,)))
    assert told.outlook.moved == ()
    assert [(p.key, p.found) for p in told.problems] == [("published", "2025-05-14")]


@pytest.mark.parametrize(
    ("destination", "end_user", "seat", "expected"),
    [
        ("US", None, None, Fact.YES),
        ("MX", "Plant", "US", Fact.YES),
        ("MX", "PLANT, Inc.", "US", Fact.YES),
        ("MX", "Plant", "DE", Fact.NO),
        ("MX", "Plant", None, Fact.UNKNOWN),
        ("MX", "Another", "US", Fact.UNKNOWN),
        ("MX", None, "US", Fact.UNKNOWN),
    ],
)
def test_who_counts_as_linked_and_that_a_missing_fact_is_unknown(destination, end_user, seat, expected) -> None:
    row = replace(crossing("X", "MAG"), destination=destination, end_user=end_user)
    plant = replace(company([("A", "MAG", 1)], [demand("A")], [row], [stock("MAG", 5)]), name="Plant", country=seat)
    assert linked(plant, "X", "US") is expected


def holmium(as_of: date, horizon: int = 365):
    plant = company(
        [("A", "MAG", 1)], [demand("A")], [replace(crossing("X", "MAG"), military_end_user=Fact.NO)], [stock("MAG", 50)]
    )
    magnet = replace(plant.items["MAG"], form=Form.MAGNET, composition=parse_composition("Nd 28; Ho 2; B 1; Fe rest"))
    plant = replace(plant, as_of=as_of, items={**plant.items, "MAG": magnet})
    snapshot = compile_snapshot(as_of)
    return base_of(plant, snapshot, course_of(plant, snapshot, horizon), horizon)


def test_the_end_of_a_suspension_is_run_both_ways_where_it_touches_the_company() -> None:
    base = holmium(NOVEMBER)
    assert base.decided["X"].answer is Answer.UNKNOWN
    touched, untouched = touching(base, questions_on(NOVEMBER))
    assert [question.question[:22] for question in touched] == ["whether the suspension"]
    assert len(untouched) == 2
    answers = [world(base, (outcome,)).decided["X"].answer for outcome in touched[0].outcomes]
    assert answers == [Answer.NOT_REQUIRED, Answer.LICENCE_REQUIRED]
    outlook = look_ahead(base, NOVEMBER, Heard())
    assert [(s.name, round(s.weight, 2)) for s in outlook.scenarios] == [
        ("October 2025 controls stay suspended", 0.75),
        ("October 2025 controls apply", 0.25),
    ]


def test_the_end_of_a_suspension_is_an_open_question_once_it_comes_within_the_horizon() -> None:
    june = date(2026, 6, 1)  # 163 days before 11 November
    assert holmium(june).decided["X"].answer is Answer.NOT_REQUIRED
    assert touching(holmium(june, 163), questions_on(june))[0] == ()
    (touched,) = touching(holmium(june, 164), questions_on(june))[0]
    assert touched.question.startswith("whether the suspension of Announcements 55")


def test_weighted_runs_give_the_day_by_which_a_share_of_the_weight_has_come() -> None:
    days = np.array([5, 1, 9, 9], dtype=np.int32)
    even = np.full(4, 0.25)
    assert [day_at(share, days) for share in (0.1, 0.25, 0.5, 0.9)] == [1, 1, 5, 9]
    assert [day_at(share, days, even) for share in (0.1, 0.25, 0.5, 0.9)] == [1, 1, 5, 9]
    assert day_at(0.5, days, np.array([0.1, 0.6, 0.2, 0.1])) == 1


def test_a_scenario_in_which_general_licences_end_ends_their_flow_on_that_day():
    rows = [crossing("X", "MAG")]
    plant = company([("A", "MAG", 1)], [demand("A")], rows, [stock("MAG", 55)], (general_licence("G", "X"),))
    base = base_of(plant, compile_snapshot(NOVEMBER), ((AS_OF, {}),), 365)
    lapsed, renewed = (
        Outcome(name="some", weight=1, why="a test", general_licences_until=day)
        for day in (date(2025, 6, 1), date(2026, 6, 1))
    )
    ends = [world(base, (outcome,)).company.applications["G"].valid_to for outcome in (lapsed, renewed)]
    assert ends == [date(2025, 6, 1), date(2025, 9, 1)], "a scenario prolongs no licence beyond its own last day"
    other = replace(plant, applications={"G": replace(plant.applications["G"], kind="individual")})
    assert world(base_of(other, compile_snapshot(NOVEMBER), ((AS_OF, {}),), 365), (lapsed,)).company == other


def general_licence(name: str, over: str):
    granted = application(name, over, 1, "granted", decided=date(2025, 5, 6))
    return replace(granted, qty=None, kind="general", valid_to=date(2025, 9, 1))


def test_cases_of_which_nobody_says_whether_they_are_linked_are_named_among_the_assumptions() -> None:
    rows = [
        replace(crossing("X", "MAG"), destination="MX", end_user=None),
        replace(crossing("Y", "MAG"), destination="US", end_user=None),
    ]
    cases = (
        application("N-1", "X", 10, "review", accepted=date(2025, 5, 6)),
        application("N-2", "Y", 10, "review", accepted=date(2025, 5, 6)),
        application("N-3", "X", 10, "granted", decided=date(2025, 5, 6)),
    )
    plant = company([("A", "MAG", 1)], [demand("A")], rows, [stock("MAG", 95)], cases)
    known = date(2025, 5, 13)
    found = assess(replace(plant, as_of=known), known, Settings(60, 1, 50))
    assert found.outlook.unlinked == ("N-1",)
    assert any(row.what == "whether N-1 is linked as well" for row in found.assumptions)


def test_goods_that_come_on_the_last_day_of_a_general_licence_still_come() -> None:
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [], (general_licence("G", "X"),))
    base = base_of(plant, compile_snapshot(NOVEMBER), ((AS_OF, {}),), 365)
    last = (date(2025, 9, 1) - AS_OF).days
    days = np.array([[last], [last + 1]], dtype=np.int32)
    came = arrivals(base, CaseForecast(days, days), world(base, ()), find_calendar("CN")).arrived
    assert came.tolist() == [[last], [NEVER]]
