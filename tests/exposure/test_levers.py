"""Which levers are found, ranked and left out, on plants whose days gained can be counted by hand."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure.small import (
    AS_OF,
    BANNED,
    DENIED,
    FREE,
    LICENCE,
    application,
    company,
    crossing,
    demand,
    run,
    says,
    stock,
)
from exposure.test_examples import EXAMPLES
from permeance.determination.reasons import Missing
from permeance.exposure.assess import assess
from permeance.exposure.course import course_of
from permeance.exposure.filings import Query
from permeance.exposure.folder import read_folder
from permeance.exposure.levers import Candidate, Recorded, levers
from permeance.exposure.levers.lever import Change, days_gained
from permeance.exposure.levers.search import _proposed
from permeance.exposure.levers.trial import trials
from permeance.exposure.line_stop import Settings, base_of
from permeance.exposure.outcome import Simulated
from permeance.exposure.worlds import world
from permeance.foresight.decision_day import forecast
from permeance.foresight.decision_time import DecisionTime, Hypothesis
from permeance.kernels.arrivals import NEVER
from permeance.law.calendar import find_calendar

CALENDAR = find_calendar("CN")
# Every delay of one length, so that an arrival can be counted on a calendar.
EXACT = {
    "forwarding": 1, "acceptance": 1, "answering": 10, "resubmission": 10, "issue": 1, "customs": 1,
    "transit_air": 3, "transit_sea": 40,
}  # fmt: skip


def decided_after(*working_days: int, share: float = 1.0) -> DecisionTime:
    """Every case is granted, after exactly so many working days; the first of two in this share of all runs."""
    weights = (share, 1 - share)
    return DecisionTime(
        {Hypothesis(days, 1e-6, 1.0): weight for days, weight in zip(working_days, weights, strict=False)}, ()
    )


def answers(at_least, at_most=None, elements=(), missing=()):
    found = says(at_least, at_most)
    found.element_masses = tuple(type("E", (), {"element": e}) for e in elements)
    found.missing = missing
    return found


def simulated(
    plant, decided, horizon: int, time_to_decision: DecisionTime | None = None, replications=200
) -> Simulated:
    found = run(plant, decided, horizon, replications)
    return replace(found, times={"US": time_to_decision}) if time_to_decision else found


def pull(plant, decided, horizon=100, time_to_decision=None, recorded=None):
    """All levers by (kind, line), and what was tried besides."""
    plant = replace(plant, delays={name: (days, days, days) for name, days in EXACT.items()})
    found = levers(
        plant,
        ((AS_OF, decided),),
        CALENDAR,
        Settings(horizon, 1, 200),
        simulated(plant, decided, horizon, time_to_decision),
        recorded or Recorded(),
    )
    return {(lever.kind, lever.line): lever for lever in found.levers}, found.tried


def gained(lever) -> tuple[int, int, int]:
    return lever.days_gained.p10, lever.days_gained.p50, lever.days_gained.p90


def one_part(qty: int, *applications, **crossing_facts):
    row = replace(crossing("X", "MAG"), **crossing_facts)
    return company([("A", "MAG", 1)], [demand("A")], [row], [stock("MAG", qty)], applications)


def test_an_answer_given_today_saves_what_the_query_would_still_have_waited():
    asked = Query("N-1", date(2025, 5, 6), None, stops_clock=True, who_owes="consignee")
    case = application("N-1", "X", 100, "awaiting_applicant", accepted=date(2025, 4, 16))
    plant = one_part(200, replace(case, queries=(asked,)), consignee="Rotor Works")
    # The clock counted 11 days by 6 May. Answered today, 9 + 1 + 1 working days lead to 27 May and the plant on day 18,
    # before the stock ends on day 20; 6 working days of waiting more lead to day 27, after it.
    found, _ = pull(plant, {"X": answers(LICENCE)}, time_to_decision=decided_after(20))
    lever = found["answer", "A"]
    assert gained(lever) == (10, 10, 10)
    assert lever.who == "consignee Rotor Works"
    assert lever.cost is None
    assert lever.title == "answer the open query of case N-1 today"


def test_a_query_that_does_not_stop_the_clock_gains_nothing_by_its_answer():
    asked = Query("N-1", date(2025, 5, 6), None, stops_clock=False, who_owes="exporter")
    case = application("N-1", "X", 100, "review", accepted=date(2025, 4, 16))
    found, _ = pull(one_part(200, replace(case, queries=(asked,))), {"X": answers(LICENCE)})
    assert ("answer", "A") not in found


def test_a_returned_file_handed_in_today_saves_the_days_of_mending_it():
    plant = one_part(150, application("N-1", "X", 50, "returned", returned=AS_OF, filed=date(2025, 4, 9)))
    # Today: 1 + 1 + 2 + 1 + 1 working days lead to 20 May, the plant on day 11. Ten working days later: day 26.
    found, _ = pull(plant, {"X": answers(LICENCE)}, time_to_decision=decided_after(2))
    lever = found["hand_in_again", "A"]
    assert gained(lever) == (5, 5, 5)
    assert lever.who == "exporter Exporter"


def test_a_case_decided_at_its_own_p10_gains_in_the_runs_in_which_it_was_slower():
    plant = one_part(150, application("N-1", "X", 50, "review", accepted=AS_OF))
    slow_or_quick = decided_after(2, 20, share=0.3)
    found, _ = pull(plant, {"X": answers(LICENCE)}, time_to_decision=slow_or_quick)
    lever = found["decide_sooner", "A"]
    assert gained(lever) == (0, 5, 5)  # day 7 instead of day 34, in seven runs of ten
    assert lever.who == "authority"
    assert lever.title == "case N-1 decided within 2 working days from now on"
    assert "a fast track must exist" in lever.needs
    assert [a.source for a in lever.assumptions] == ["assumption"]


def test_a_case_whose_clock_stands_still_is_decided_sooner_only_after_its_query_is_answered():
    asked = Query("N-1", AS_OF, None, stops_clock=True, who_owes="")
    case = application("N-1", "X", 50, "review", accepted=AS_OF)
    plant = one_part(320, replace(case, queries=(asked,)))
    found, _ = pull(plant, {"X": answers(LICENCE)}, time_to_decision=decided_after(2, 20, share=0.3))
    assert found["decide_sooner", "A"].title == "case N-1 decided within 2 working days once its query is answered"


def test_nothing_filed_yet_is_filed_today():
    other = application("N-0", "Y", 10, "review", accepted=AS_OF)
    rows = [crossing("X", "MAG"), crossing("Y", "OTHER")]
    usages = [("A", "MAG", 1), ("B", "OTHER", 1)]
    plant = company(usages, [demand("A"), demand("B")], rows, [stock("MAG", 150), stock("OTHER", 150)], (other,))
    found, _ = pull(plant, {"X": answers(LICENCE), "Y": answers(LICENCE)}, time_to_decision=decided_after(2))
    lever = found["file", "A"]
    assert gained(lever) == (85, 85, 85)
    assert lever.days_gained.at_least == ("p10", "p50", "p90")
    assert ("file", "B") not in found


def test_a_drafted_application_is_filed_for_its_own_quantity():
    plant = one_part(150, application("D-1", "X", 50, "draft"))
    other = {"Y": crossing("Y", "OTHER"), **plant.crossings}
    waits = application("N-0", "Y", 10, "review", accepted=AS_OF)  # so that decision times for the country are known
    plant = replace(plant, crossings=other, applications={**plant.applications, "N-0": waits})
    found, _ = pull(plant, {"X": answers(LICENCE), "Y": answers(FREE)}, time_to_decision=decided_after(2))
    assert (found["file", "A"].title, gained(found["file", "A"])) == (
        "file the drafted application D-1 today",
        (5, 5, 5),
    )


def test_a_further_source_counts_from_the_day_it_delivers_and_another_grade_from_a_later_one():
    found, tried = pull(one_part(1_600), {"X": answers(LICENCE)}, horizon=400)
    lever = found["second_source", "A"]
    assert gained(lever) == (240, 240, 240)  # from day 150 on it never lacks: from day 160 to the horizon
    assert lever.days_gained.at_least == ("p10", "p50", "p90")
    assert [a.source for a in lever.assumptions] == ["assumption"] * 2
    assert f"a free grade (MAG wanted by {AS_OF + timedelta(days=160)})" in tried
    found, _ = pull(one_part(2_750), {"X": answers(LICENCE, elements=["Dy"])}, horizon=400)
    grade = found["free_grade", "A"]
    assert gained(grade) == (125, 125, 125)
    assert grade.title.startswith("a grade without dysprosium in place of MAG")


def test_a_source_of_the_folder_brings_no_more_in_a_week_than_it_can():
    source = Candidate("S2", "MAG", "Second Works", AS_OF, 5, week_max=Decimal(35))
    # 70 pieces last to day 7; 35 on day 5 last to day 10, two days before the next 35.
    found, _ = pull(one_part(70), {"X": answers(LICENCE)}, recorded=Recorded(candidates=(source,)))
    lever = found["second_source", "A"]
    assert gained(lever) == (3, 3, 3)
    assert lever.who == "company and supplier Second Works"
    assert lever.assumptions == ()


def test_a_free_crossing_beside_a_gated_one_is_tried_as_the_source_of_all():
    rows = [crossing("X", "MAG"), replace(crossing("Y", "MAG", "JP"), exporter="Tokyo Works")]
    plant = company([("A", "MAG", 1)], [demand("A")], rows, [stock("MAG", 350)])
    found, _ = pull(plant, {"X": answers(LICENCE), "Y": answers(FREE)})
    lever = found["second_source", "A"]  # from day 30 on, while the stock lasts to day 35 of 100
    assert (gained(lever), lever.who) == ((65, 65, 65), "company and supplier Tokyo Works")
    assert [a.value for a in lever.assumptions] == ["delivers after 30 days", "carries the whole demand"]


def test_a_source_of_the_folder_that_waits_for_a_licence_itself_is_not_open():
    rows = [crossing("X", "MAG"), crossing("Y", "MAG2")]
    plant = company([("A", "MAG", 1)], [demand("A")], rows, [stock("MAG", 70)])
    source = Candidate("S2", "MAG", "Second Works", AS_OF, 5, crossing="Y")
    decided = {"X": answers(LICENCE), "Y": answers(FREE, LICENCE)}
    found, tried = pull(plant, decided, recorded=Recorded(candidates=(source,)))
    assert found == {}
    assert "Not open: a second source (MAG), since it needs its own crossing Y to be free of licence" in tried


def sharing(pieces: int, **facts):
    rows = [replace(crossing("X", "MAG"), **facts)]
    return company([("A", "MAG", 1), ("B", "MAG", 1)], [demand("A"), demand("B")], rows, [stock("MAG", pieces)])


def test_another_order_of_lines_shows_who_gains_and_who_loses():
    found, _ = pull(sharing(195, end_use="cars"), {"X": answers(LICENCE)}, recorded=Recorded(end_uses={"B": "cars"}))
    assert gained(found["serve_sooner", "B"]) == (1, 1, 1)
    assert gained(found["serve_sooner", "A"]) == (-1, -1, -1)
    assert found["serve_sooner", "A"].title == "serve line B before A"


@pytest.mark.parametrize(
    ("recorded", "open_"),
    [
        (Recorded(), False),
        (Recorded(end_uses={"B": "pumps"}), False),
        (Recorded(end_uses={"B": "cars"}), True),
        (Recorded(end_uses={"B": "pumps"}, consents=frozenset({("X", "B")})), True),
        (Recorded(end_uses={"B": "pumps"}, consents=frozenset({("X", "A")})), False),
    ],
)
def test_licensed_goods_go_to_another_end_use_only_with_recorded_consent(recorded, open_):
    found, tried = pull(sharing(195, end_use="cars"), {"X": answers(LICENCE)}, recorded=recorded)
    assert (("serve_sooner", "B") in found) is open_
    assert ("B before A), since it needs a recorded consent" in tried) is not open_
    assert "licensed for" not in tried  # no licence need exist


def test_a_line_of_another_end_use_is_told_which_crossing_states_which():
    recorded = Recorded(end_uses={"B": "pumps"})
    _, tried = pull(sharing(195, end_use="cars"), {"X": answers(LICENCE)}, recorded=recorded)
    assert "a recorded consent (crossing X of MAG: end use cars; line B: end use pumps)" in tried


def test_goods_of_two_end_users_are_not_told_apart_so_neither_is_moved():
    plant = sharing(195)
    rows = {"X": plant.crossings["X"], "Y": replace(crossing("Y", "MAG"), end_user="Other Works")}
    found, tried = pull(replace(plant, crossings=rows), {"X": answers(LICENCE), "Y": answers(LICENCE)})
    assert ("serve_sooner", "B") not in found
    assert "the crossings of MAG (X, Y) are for several end users or end uses" in tried


def test_a_test_report_gains_the_days_between_the_two_readings_and_opens_what_comes_after_it():
    usages = [("A", "MAG", 1), ("A", "SENSOR", 1)]
    rows = [crossing("X-MAG", "MAG"), crossing("X-S", "SENSOR")]
    case = application("N-1", "X-MAG", 50, "returned", returned=AS_OF, filed=date(2025, 4, 9))
    plant = company(usages, [demand("A")], rows, [stock("MAG", 150), stock("SENSOR", 30)], (case,))
    unstated = (Missing("composition", "Dy"),)
    decided = {"X-MAG": answers(LICENCE), "X-S": answers(FREE, LICENCE, missing=unstated)}
    found, _ = pull(plant, decided, time_to_decision=decided_after(2))
    report = found["test_report", "A"]
    assert gained(report) == (12, 12, 12)  # the sensors end on day 3, the magnets on day 15
    assert (report.after, report.needs) == (None, "the report shows no content of dysprosium that the control catches")
    again = found["hand_in_again", "A"]
    assert (gained(again), again.after) == ((5, 5, 5), report.title)


def test_a_crossing_that_more_than_its_content_leaves_open_is_not_settled_by_a_test():
    unstated = (Missing("composition", "Dy"), Missing("end_use"))
    found, _ = pull(one_part(30), {"X": answers(FREE, LICENCE, missing=unstated)})
    assert ("test_report", "A") not in found


def on_its_way(kind: str):
    case = application("N-1", "X", 101, "granted", decided=AS_OF - timedelta(days=1), accepted=date(2025, 4, 16))
    return one_part(100, replace(case, kind=kind), route="sea")


def test_a_part_of_a_lot_goes_ahead_only_under_a_licence_of_several_exports():
    decided = {"X": answers(LICENCE)}
    found, _ = pull(on_its_way("general"), decided)
    assert gained(found["ship_a_part", "A"]) == (5, 5, 5)  # 50 of 101 by air, on day 5 and not on day 42
    found, tried = pull(on_its_way("individual"), decided)
    assert ("ship_a_part", "A") not in found
    assert "a partial shipment (N-1: the 51 MAG left behind would lapse)" in tried
    stated = Recorded(clearances_allowed={"N-1": 2})
    assert ("ship_a_part", "A") in pull(on_its_way("individual"), decided, recorded=stated)[0]
    stated = Recorded(clearances_allowed={"N-1": 1})
    assert ("ship_a_part", "A") not in pull(on_its_way("general"), decided, recorded=stated)[0]


@pytest.mark.parametrize("barred", [BANNED, DENIED])
@pytest.mark.parametrize("at_least", [LICENCE, None])
def test_no_lever_is_tried_on_a_part_whose_export_is_or_may_be_barred(barred, at_least):
    returned = application("N-1", "X", 50, "returned", returned=AS_OF, filed=date(2025, 4, 9))
    found, tried = pull(one_part(150, returned), {"X": answers(at_least or barred, barred)}, horizon=400)
    assert found == {}
    assert tried == ("None was tried for MAG, whose export is or may be prohibited or denied in principle.")


def test_without_stock_no_lever_can_be_measured():
    plant = replace(one_part(150), has_stock=False, stock=())
    assert pull(plant, {"X": answers(LICENCE)}) == (
        {}, "No lever was tried: without stock no stop date can be given.",
    )  # fmt: skip


def test_the_lever_that_helps_the_first_line_to_stop_comes_first():
    usages = [("A", "MAG", 1), ("B", "OTHER", 1)]
    rows = [crossing("X", "MAG"), crossing("Y", "OTHER")]
    # B stops first, on day 12; its case gains it 2 days, the case of A gains 5 days.
    cases = (
        application("N-1", "X", 50, "returned", returned=AS_OF, filed=date(2025, 4, 9)),
        application("N-2", "Y", 20, "returned", returned=AS_OF, filed=date(2025, 4, 9)),
    )
    plant = company(usages, [demand("A"), demand("B")], rows, [stock("MAG", 150), stock("OTHER", 120)], cases)
    found, _ = pull(plant, {"X": answers(LICENCE), "Y": answers(LICENCE)}, time_to_decision=decided_after(2))
    ranked = [
        (lever.kind, lever.line, lever.days_gained.p50) for lever in found.values() if lever.kind == "hand_in_again"
    ]
    assert ranked == [("hand_in_again", "B", 2), ("hand_in_again", "A", 5)]


def days(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int32)


@pytest.mark.parametrize(
    ("before", "after", "expected", "at_least"),
    [
        ([10, 10, 10], [10, 12, 15], (0, 2, 5), ()),
        ([10, 10, 10], [12, 15, NEVER], (2, 5, 90), ("p90",)),
        ([10, NEVER, NEVER], [12, NEVER, NEVER], (0, 0, 2), ()),
        ([NEVER, 50, 50], [70, 50, 50], (-30, 0, 0), ("p10",)),
        ([150, 150, 150], [120, 130, NEVER], (0, 0, 0), ()),
    ],
)
def test_days_gained_are_counted_run_by_run_up_to_the_horizon(before, after, expected, at_least):
    found = days_gained(days(*before), days(*after), 100)
    assert (found.p10, found.p50, found.p90) == expected
    assert found.at_least == at_least


def test_a_lever_on_one_case_leaves_the_luck_of_every_other_as_it_was():
    cases = (
        application("N-1", "X", 50, "returned", returned=AS_OF),
        application("N-2", "X", 50, "review", accepted=AS_OF),
    )
    plant, decided = one_part(150, *cases), {"X": answers(LICENCE)}
    again = trials(plant, ((AS_OF, decided),), CALENDAR, Settings(100, 1, 500), simulated(plant, decided, 100))
    moved = replace(again.cases["N-1"], waits_for=("decision",))
    both = forecast([moved, again.cases["N-2"]], CALENDAR, AS_OF, again.delays, (1, 500))
    assert (both.arrived[:, 1] == again.arrived["N-2"]).all()
    assert (again.arrival(again.cases["N-2"]) == again.arrived["N-2"]).all()
    assert (both.arrived[:, 0] != again.arrived["N-1"]).any()
    for measure in _proposed(again, ["MAG"], Recorded()):
        if measure.kind == "decide_sooner":
            assert list(measure.change.arrived) == [measure.object]


def test_what_was_done_before_the_as_of_day_without_being_heard_of_is_not_done_later_by_a_lever():
    heard = date(2025, 4, 14)
    asked = Query("N-2", heard, None, stops_clock=True, who_owes="")
    cases = (
        application("N-1", "X", 50, "returned", returned=heard, status_as_of=heard),
        replace(application("N-2", "X", 50, "awaiting_applicant", status_as_of=heard), queries=(asked,)),
    )
    plant, decided = one_part(150, *cases), {"X": answers(LICENCE)}
    again = trials(plant, ((AS_OF, decided),), CALENDAR, Settings(100, 1, 500), simulated(plant, decided, 100))
    kinds = {"answer": "N-2", "hand_in_again": "N-1"}
    pulled = {m.kind: m.change.arrived for m in _proposed(again, ["MAG"], Recorded()) if m.kind in kinds}
    for kind, case in kinds.items():
        sooner, before = pulled[kind][case], again.arrived[case]
        assert (sooner <= before).all()
        assert (sooner == before).mean() > 0.2
        assert (sooner < before).any()


ADDS_SUPPLY = {"answer", "hand_in_again", "decide_sooner", "file", "second_source", "free_grade", "ship_a_part"}


@settings(max_examples=25, deadline=None)
@given(
    pieces=st.lists(st.integers(0, 400), min_size=2, max_size=2),
    lots=st.lists(st.integers(1, 300), min_size=3, max_size=3),
    shared=st.booleans(),
    kind=st.sampled_from(["individual", "general"]),
)
def test_what_only_adds_supply_never_brings_the_first_stop_of_the_plant_forward(pieces, lots, shared, kind):
    usages = [("A", "P", 1), ("B", "Q", 1), *([("A", "Q", 1)] if shared else [])]
    rows = [replace(crossing("X", "P"), route="sea"), replace(crossing("Y", "Q"), route="sea")]
    heard = date(2025, 4, 14)  # in some runs it was handed in again before the as-of day
    asked = (Query("N-2", date(2025, 5, 6), None, stops_clock=True, who_owes=""),)
    cases = (
        replace(application("N-1", "X", lots[0], "returned", returned=heard, status_as_of=heard), kind=kind),
        replace(application("N-2", "Y", lots[1], "review", accepted=date(2025, 4, 16)), kind=kind, queries=asked),
        replace(application("N-3", "Y", lots[2], "granted", decided=AS_OF - timedelta(days=3)), kind=kind),
    )
    stocks = [stock("P", pieces[0]), stock("Q", pieces[1])]
    plant = company(usages, [demand("A"), demand("B")], rows, stocks, cases)
    decided = {"X": answers(LICENCE), "Y": answers(FREE, LICENCE)}
    again = trials(
        plant, ((AS_OF, decided),), CALENDAR, Settings(300, 1, 40), simulated(plant, decided, 300, replications=40)
    )
    before = np.minimum.reduce(list(again.stops(Change()).values()))
    for measure in _proposed(again, ["P", "Q"], Recorded()):
        if measure.kind in ADDS_SUPPLY and measure.change is not None:
            after = np.minimum.reduce(list(again.stops(measure.change).values()))
            assert (after >= before).all(), measure.title


def test_no_lever_ships_more_than_the_licence_grants():
    plant, decided = on_its_way("general"), {"X": answers(LICENCE)}
    again = trials(plant, ((AS_OF, decided),), CALENDAR, Settings(100, 1, 20), simulated(plant, decided, 100))
    (measure,) = (m for m in _proposed(again, ["MAG"], Recorded()) if m.kind == "ship_a_part")
    parts = [a.qty for a in measure.change.company.applications.values()]
    assert len(parts) == 2
    assert sum(map(Fraction, parts)) == 101


def levers_of(example):
    plant, _ = read_folder(example)
    found = assess(plant, plant.as_of, Settings(365, 1))
    with (example / "demand.csv").open(encoding="utf-8") as rows:
        uses = {row["line"]: row["end_use"] for row in csv.DictReader(rows)}
    base = base_of(plant, found.snapshot, course_of(plant, found.snapshot, 365), 365)
    likely = world(base, found.outlook.likeliest.outcomes)
    inputs = (plant, likely.course, found.calendar, found.settings, found.simulated, Recorded(end_uses=uses))
    return levers(*inputs), levers(*inputs)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_example_gives_the_same_bytes_twice(example):
    once, twice = levers_of(example)
    assert once.replications == 1_000
    first, second = (json.dumps(found.as_json()) for found in (once, twice))
    assert first == second
    assert once.tried == twice.tried
    assert "\n" not in once.tried
    assert once.assumptions[0].value == "from the first 1,000 runs"
    assert len(set(once.assumptions)) == len(once.assumptions)
    for row in json.loads(first):
        assert row.keys() >= {"lever", "line", "who", "days_gained", "cost", "needs"}
        assert any(row["days_gained"].values())


def test_the_example_of_2026_is_that_of_the_documents():
    found, _ = levers_of(EXAMPLES[1])
    first, _, third, report, *_ = found.levers
    assert (first.title, first.line, gained(first)) == (
        "case NB-2611 decided within 7 working days from now on", "MOTOR-A", (0, 16, 16),
    )  # fmt: skip
    assert (third.line, gained(third)) == ("SENSOR-S", (-23, 0, 0))
    assert (report.kind, report.line, gained(report)) == ("test_report", "ACTUATOR-R", (13, 13, 55))
    last = found.levers[-1]
    assert (last.title, last.after, gained(last)) == (
        "case NB-2620 decided within 11 working days once its query is answered", report.title, (0, 42, 42),
    )  # fmt: skip
    assert "a partial shipment (NB-2611: the 130,000 MAG-A left behind would lapse" in found.tried
    assert "SENSOR-S before MOTOR-A, MOTOR-B), since it needs a recorded consent" in found.tried
