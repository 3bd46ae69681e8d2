"""What a company knows of a case decides which stages it still has to pass, and how far it is in the first."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from exposure import small
from exposure.test_examples import EXAMPLES
from permeance.exposure.filings import STATUSES, Application, Clearance, Licence, Query
from permeance.exposure.folder import read_folder
from permeance.exposure.pending import counted_days, delays_of, lapse_day, last_seen, pending_case, route_of
from permeance.exposure.rendering import driver_words
from permeance.exposure.report import timeline
from permeance.foresight.decision_time import decision_time
from permeance.foresight.delays import shipped_delays
from permeance.law.calendar import find_calendar

AS_OF = date(2025, 5, 12)
OPEN = Query("A", date(2025, 5, 6), None, stops_clock=True, who_owes="exporter")


@pytest.mark.parametrize(
    ("status", "queries", "dates", "expected"),
    [
        ("submitted", (), {"filed": date(2025, 5, 6)}, (("forwarding", "acceptance", "decision"), 0, 4)),
        ("submitted", (), {}, (("forwarding", "acceptance", "decision"), 0, 0)),
        ("intake", (), {"forwarded": date(2025, 4, 28)}, (("acceptance", "decision"), 0, 7)),
        ("review", (), {"accepted": date(2025, 4, 16)}, (("decision",), 16, 0)),
        ("review", (OPEN,), {"accepted": date(2025, 4, 16)}, (("answering", "decision"), 11, 4)),
        ("awaiting_applicant", (OPEN,), {}, (("answering", "acceptance", "decision"), 0, 4)),
        ("returned", (), {"returned": date(2025, 5, 9)}, (("resubmission", "forwarding", "acceptance", "decision"), 0, 1)),
        ("granted", (), {"decided": date(2025, 5, 8)}, ((), 0, 2)),
        ("referred", (), {"accepted": date(2025, 4, 16)}, (("decision",), 16, 0)),
    ],
)  # fmt: skip
def test_the_status_and_its_dates_say_what_is_still_to_come(status, queries, dates, expected):
    company, _ = read_folder(EXAMPLES[0], AS_OF)
    known = dict.fromkeys(("filed", "forwarded", "accepted", "returned", "decided")) | dates
    application = Application(
        "A", 1, "X-MAG-A", 1, "individual", **known, status=status, status_as_of=None, queries=queries
    )
    destination = company.crossings["X-MAG-A"].destination
    case = pending_case(company, application, find_calendar("CN"), {destination: decision_time(AS_OF, destination)})
    assert (case.waits_for, case.counted_days, case.waited_days) == expected


def test_a_delay_that_has_begun_is_only_what_remains_of_it():
    forwarding = shipped_delays()["forwarding"]  # 3, 8, 20 working days
    chances = forwarding.chances()
    remaining = forwarding.remaining(5)
    assert remaining[0] == 0
    assert remaining[1] == pytest.approx(chances[6] / sum(chances[6:]))
    assert sum(remaining) == pytest.approx(1)
    assert len(remaining) - 1 == 20 - 5
    assert forwarding.remaining(0) == chances


def test_a_delay_that_has_outrun_its_longest_ends_on_the_next_day():
    assert shipped_delays()["forwarding"].remaining(20) == [0.0, 1.0]
    assert shipped_delays()["forwarding"].remaining(99) == [0.0, 1.0]


def test_a_delay_of_the_company_takes_the_place_of_the_shipped_one_and_names_its_source(tmp_path):
    folder = shutil.copytree(EXAMPLES[0], tmp_path / "company")
    with (folder / "company.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[delays]\ncustoms = [2, 4, 6]\n")
    company, problems = read_folder(folder)
    assert problems == []
    delays = delays_of(company)
    assert (delays["customs"].days, delays["customs"].source) == ((2, 4, 6), "company.toml")
    assert delays["issue"] == shipped_delays()["issue"]


WITHOUT_STOP = Query("A", date(2025, 4, 28), None, stops_clock=False, who_owes="exporter")


def case_of(application: Application):
    plant = small.company([("L", "MAG", 1)], [small.demand("L")], [small.crossing("X", "MAG")], [])
    return pending_case(plant, application, find_calendar("CN"), {"US": decision_time(AS_OF, "US")})


def test_an_answer_is_waited_for_since_the_question_that_stops_the_clock():
    waiting = replace(small.application("A", "X", 1, "awaiting_applicant"), queries=(WITHOUT_STOP, OPEN))
    assert case_of(waiting).waited_days == 4
    assert case_of(replace(waiting, queries=(WITHOUT_STOP,))).waited_days == 0
    later = replace(OPEN, asked=date(2025, 5, 9))
    assert case_of(replace(waiting, queries=(later, OPEN))).waited_days == 4


@pytest.mark.parametrize(
    ("days", "seen"),
    [
        ({}, AS_OF),
        ({"status_as_of": date(2025, 5, 9)}, date(2025, 5, 9)),
        ({"status_as_of": date(2025, 4, 1)}, date(2025, 4, 16)),  # accepted later than that
    ],
)
def test_a_case_is_known_to_be_undecided_only_up_to_the_day_it_was_last_heard_of(days, seen):
    application = small.application("A", "X", 1, "review", accepted=date(2025, 4, 16), **days)
    assert last_seen(application, AS_OF) == seen
    case = case_of(application)
    assert case.start == (seen - AS_OF).days
    assert case.counted_days == {AS_OF: 16, date(2025, 5, 9): 15, date(2025, 4, 16): 0}[seen]
    assert counted_days(application, find_calendar("CN"), AS_OF) == 16


def test_a_granted_case_has_the_clock_and_the_day_of_its_decision():
    decided = date(2025, 5, 8)
    granted = small.application("A", "X", 10, "granted", accepted=date(2025, 4, 16), decided=decided)
    plant = small.company(
        [("L", "MAG", 1)], [small.demand("L")], [small.crossing("X", "MAG")], [small.stock("MAG", 30)], (granted,)
    )
    found = small.run(plant, {"X": small.says(small.LICENCE)})
    (view,) = found.cases
    assert (view.decision.p10, view.decision.p50, view.decision.p90) == (decided, decided, decided)
    assert view.counted_days == 14
    driver = found.lines[0].drivers[0]
    assert (driver.granted, driver.in_time) == (True, False)
    assert driver_words(driver) == "because of MAG, for which case A is granted and its goods have not come yet"
    spans = timeline._spans(view, AS_OF)
    assert max(span["to"] for span in spans).startswith(decided.isoformat())


@pytest.mark.parametrize(
    ("decided", "lapses"),
    [(date(2024, 5, 8), date(2025, 5, 8)), (date(2024, 2, 29), date(2025, 2, 28)), (None, None)],
)
def test_a_granted_licence_lapses_twelve_months_after_its_decision(decided, lapses):
    assert lapse_day(small.application("A", "X", 1, "granted", decided=decided)) == lapses
    assert lapse_day(small.application("A", "X", 1, "review", decided=decided)) is None


def test_a_lapsed_licence_brings_nothing():
    for ago, stop in ((10, None), (400, 50)):
        decided = AS_OF - timedelta(days=ago)
        granted = small.application("A", "X", 5_000, "granted", decided=decided)
        plant = small.company(
            [("L", "MAG", 1)], [small.demand("L")], [small.crossing("X", "MAG")], [small.stock("MAG", 500)], (granted,)
        )
        found = small.run(plant, {"X": small.says(small.LICENCE)})
        assert small.day_of(found.lines[0].stop.p50) == stop


@pytest.mark.parametrize(
    ("transit", "route", "name", "days"),
    [
        (30, "air", "transit:S", (24, 30, 36)), (4, "sea", "transit:S", (3, 4, 5)), (0, None, "transit:S", (0, 0, 1)),
        (None, "air", "transit_air", None), (None, "sea", "transit_sea", None), (None, "rail", "transit_rail", None),
        (None, None, "transit_unknown", None), (None, "road", "transit_unknown", None),
    ],
)  # fmt: skip
def test_the_way_from_the_border_takes_the_days_of_its_source_a_fifth_more_or_less(transit, route, name, days):
    crossing = small.crossing("X", "MAG")
    row = replace(crossing, source="S", route=route, transit_days=None if transit is None else Decimal(transit))
    plant = small.company([("L", "MAG", 1)], [small.demand("L")], [row], [])
    assert route_of(plant, "X") == name
    delay = delays_of(plant)[name]
    assert delay == shipped_delays()[name] if days is None else delay.days == days


def test_a_case_is_pending_from_its_filing_until_it_is_decided():
    pending = [s for s in STATUSES if small.application("A", "X", 1, s).pending]
    assert pending == ["submitted", "intake", "review", "awaiting_applicant", "returned", "referred"]


def test_a_licence_in_hand_is_said_with_its_clearances_and_never_as_goods_on_their_way():
    granted = small.application("A", "X", 100, "granted", accepted=date(2025, 4, 16), decided=date(2025, 5, 8))
    granted = replace(granted, licence="L-1", valid_from=date(2025, 5, 9), valid_to=date(2026, 5, 8))
    row = Licence(
        "L-1",
        "A",
        "individual",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        6,
        date(2025, 5, 9),
        date(2026, 5, 8),
        "",
        "",
    )
    gone = tuple(Clearance("L-1", "", AS_OF, None, None, status) for status in ("cleared", "cleared", "reserved"))
    plant = small.company(
        [("L", "MAG", 1)], [small.demand("L")], [small.crossing("X", "MAG")], [small.stock("MAG", 30)], (granted,)
    )
    found = small.run(replace(plant, licences={"L-1": row}, clearances=gone), {"X": small.says(small.LICENCE)})
    (view,) = found.cases
    assert timeline.standing(view) == (
        "licence L-1 in hand, valid from 9 May 2025, 2 of 6 clearances used; these goods have not shipped yet"
    )
    assert driver_words(found.lines[0].drivers[0]) == (
        "because of MAG, for which licence L-1 is in hand and goods of case A have not shipped yet"
    )


def test_where_goods_of_a_granted_case_came_and_ran_out_they_are_used_up_and_not_refused():
    granted = small.application("A", "X", 100, "granted", accepted=date(2025, 4, 16), decided=date(2025, 5, 8))
    plant = small.company(
        [("L", "MAG", 1)], [small.demand("L")], [small.crossing("X", "MAG")], [small.stock("MAG", 900)], (granted,)
    )
    (driver,) = small.run(plant, {"X": small.says(small.LICENCE)}, horizon=200).lines[0].drivers
    assert driver_words(driver) == "because of MAG, for which what case A brought is used up in those runs"
