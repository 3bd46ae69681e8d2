"""What a company knows of a case decides which stages it still has to pass, and how far it is in the first."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from exposure.test_examples import EXAMPLES
from permeance.exposure.company import Application, Query
from permeance.exposure.folder import read_folder
from permeance.exposure.pending import delays_of, pending_case
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
