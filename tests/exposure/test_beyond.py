"""What lies behind the first shortage, on plants counted by hand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
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
    day_of,
    demand,
    item,
    run,
    says,
    stock,
)  # fmt: skip
from exposure.test_examples import EXAMPLES
from exposure.test_levers import answers, decided_after, gained, pull
from permeance.cli.main import main
from permeance.exposure.assess import assess
from permeance.exposure.beyond import unfiled, with_next
from permeance.exposure.branch import Branch, Reading, always
from permeance.exposure.company import Alternate
from permeance.exposure.folder import read_folder
from permeance.exposure.line_stop import Settings
from permeance.exposure.outcome import Driver, LineStop, NextStop, Span, Unfiled
from permeance.exposure.rendering import next_words, only_if_words, unfiled_json, unfiled_sentences, unfiled_words
from permeance.foresight.scenarios import Outcome, Scenario
from permeance.kernels.arrivals import NEVER
from permeance.law.calendar import find_calendar

BOTH = Reading(frozenset({"MAG", "DIE"}), frozenset(), frozenset({"X-MAG", "X-DIE"}))
NOTHING = Reading(frozenset(), frozenset())
CASE = application("N-1", "X-MAG", 50, "review", accepted=AS_OF)


@pytest.fixture(scope="module")
def november():
    plant, _ = read_folder(EXAMPLES[1], None, date(2026, 11, 25), 365)
    return assess(plant, plant.as_of, Settings(365, 1, 1_000)).simulated


def plant(*applications, dies: int = 600, magnets: int = 100):
    """A line that builds 10 a day, each of a magnet, for which a case waits, and a die."""
    rows = [crossing("X-MAG", "MAG"), crossing("X-DIE", "DIE")]
    return company(
        [("A", "MAG", 1), ("A", "DIE", 1)], [demand("A")], rows, [stock("MAG", magnets), stock("DIE", dies)],
        applications or (CASE,),
    )  # fmt: skip


def test_a_part_for_which_nothing_is_filed_is_named_with_its_day_though_another_stops_the_line_first():
    (line,) = run(plant(), {"X-MAG": says(LICENCE), "X-DIE": says(LICENCE)}).lines
    found = run(plant(), {"X-MAG": says(LICENCE), "X-DIE": says(LICENCE)}).unfiled
    assert {driver.item for driver in line.drivers} == {"MAG"}
    assert unfiled_sentences(found) == [
        "Needs a licence and nothing is filed: DIE (crossing X-DIE, used by A): holds out until 11 July 2025."
    ]
    assert [day_of(use.holds_out) for part in found for use in part.lines] == [60]


def test_a_part_that_only_may_need_a_licence_is_said_apart():
    found = run(plant(), {"X-MAG": says(LICENCE), "X-DIE": says(FREE, LICENCE)}).unfiled
    assert unfiled_sentences(found)[0].startswith("May need a licence, which cannot be told, and nothing is filed: DIE")


def test_what_was_drafted_or_refused_is_not_filed_and_is_said():
    cases = (CASE, application("D-1", "X-DIE", 5, "draft"), application("R-1", "X-DIE", 5, "refused"))
    (part,) = run(plant(*cases), {"X-MAG": says(LICENCE), "X-DIE": says(LICENCE)}).unfiled
    assert "used by A, case D-1 is a draft, case R-1 is refused)" in unfiled_sentences([part])[0]


def test_a_part_with_a_case_one_that_is_free_one_that_is_barred_and_one_that_no_line_uses_are_not_listed():
    filed = (CASE, application("N-2", "X-DIE", 5, "submitted"))
    assert run(plant(*filed), {"X-MAG": says(LICENCE), "X-DIE": says(LICENCE)}).unfiled == ()
    assert run(plant(), {"X-MAG": says(LICENCE), "X-DIE": says(FREE)}).unfiled == ()
    assert run(plant(), {"X-MAG": says(LICENCE), "X-DIE": says(BANNED)}).unfiled == ()
    spare = replace(plant(), items={**plant().items, "SPARE": item("SPARE")})
    spare = replace(spare, crossings={**spare.crossings, "X-S": crossing("X-S", "SPARE")})
    decided = {"X-MAG": says(LICENCE), "X-DIE": says(FREE), "X-S": says(LICENCE)}
    assert run(spare, decided).unfiled == ()


def test_without_stock_a_part_is_named_without_a_day():
    bare = replace(plant(), has_stock=False, stock=())
    (part,) = run(bare, {"X-MAG": says(LICENCE), "X-DIE": says(LICENCE)}).unfiled
    assert unfiled_sentences([part]) == ["Needs a licence and nothing is filed: DIE (crossing X-DIE, used by A)."]


def test_an_alternate_for_which_nothing_is_filed_says_in_whose_place_it_goes():
    other = Alternate("A", "MAG", "ALT", Fraction(1), 2)
    found = plant()
    found = replace(
        found,
        items={**found.items, "ALT": item("ALT")},
        crossings={**found.crossings, "X-ALT": crossing("X-ALT", "ALT")},
        alternates=(other,),
        stock=(*found.stock, stock("ALT", 30)),
    )
    decided = {"X-MAG": says(LICENCE), "X-DIE": says(FREE), "X-ALT": says(LICENCE)}
    assert unfiled_sentences(run(found, decided).unfiled) == [
        "Needs a licence and nothing is filed: ALT (crossing X-ALT, in place of MAG on A)."
    ]


def test_each_line_says_what_it_would_lack_next_were_there_enough_of_what_stops_it():
    (line,) = run(plant(), {"X-MAG": says(LICENCE), "X-DIE": says(LICENCE)}).lines
    assert (line.after_first.beyond, line.after_first.item, day_of(line.after_first.stop.p50)) == ("MAG", "DIE", 60)
    assert next_words(line) == (
        "With enough MAG it would most likely stop on 11 July 2025 (8 runs in 10 or more on that very day), "
        "for want of DIE."
    )
    (line,) = run(plant(), {"X-MAG": says(LICENCE), "X-DIE": says(FREE)}).lines
    assert next_words(line) == "With enough MAG it would not stop within the horizon."


def test_to_file_today_is_tried_for_a_part_behind_the_first_shortage_and_says_what_has_to_be_settled():
    magnets = application("N-1", "X-MAG", 10, "granted", decided=AS_OF - timedelta(days=300), accepted=AS_OF)
    decided = {"X-MAG": answers(LICENCE), "X-DIE": answers(LICENCE)}
    found, tried = pull(plant(magnets, magnets=500), decided, time_to_decision=decided_after(2))
    lever = found["file", "A"]
    assert lever.title == "file an application for DIE over X-DIE today"
    assert lever.after == "what stops the line before DIE does is settled"
    assert gained(lever) == (40, 40, 40)  # from day 60 to the horizon
    assert "filing for" not in tried


def test_check_names_the_parts_for_which_nothing_is_filed(tmp_path, capsys):
    folder = Path(shutil.copytree(EXAMPLES[0], tmp_path / "company"))
    (folder / "applications.csv").write_text("application,crossing,qty,status\n", encoding="utf-8")
    (folder / "queries.csv").unlink()
    main(["check", str(folder)])
    out = capsys.readouterr().out
    assert "Needs a licence and nothing is filed: MAG-B (crossing X-MAG-B, used by MOTOR-B): holds out until" in out
    assert "which cannot be told, and nothing is filed: MAG-E (crossing X-MAG-E, used by ACTUATOR-R): holds out" in out


def outcomes(*weights: float) -> list[Outcome]:
    return [Outcome(name=f"outcome {n}", weight=weight, why="a test") for n, weight in enumerate(weights)]


def waits_in(chosen: dict[str, Reading], scenarios, mild: Reading = NOTHING) -> tuple[Unfiled, ...]:
    """The unfiled parts of the plant where each scenario, by its name, has a strictest reading; the mildest is one."""
    cases = (["N-1"], np.full((1, 1), NEVER, dtype=np.int32))
    both = {name: [Branch(plant(), always(r), cases, 100) for r in (strict, mild)] for name, strict in chosen.items()}
    return unfiled([(scenario, *both[scenario.name]) for scenario in scenarios])


@pytest.mark.parametrize(
    ("waiting", "weight", "said"),
    [
        ("AB", 1.0, "DIE (crossing X-DIE, used by A): holds out until 11 July 2025"),
        ("A", 0.7, "DIE (only if A, 70 %; crossing X-DIE, used by A): holds out until 11 July 2025"),
        ("B", 0.3, "DIE (only if B, 30 %; crossing X-DIE, used by A): holds out until 11 July 2025"),
    ],
)
def test_a_part_that_waits_in_a_lighter_scenario_is_listed_with_its_weight(waiting, weight, said):
    scenarios = (Scenario("A", 0.7, "why"), Scenario("B", 0.3, "why"), Scenario("C", 0.0, "why"))
    (part,) = waits_in({name: BOTH if name in waiting else NOTHING for name in "ABC"}, scenarios)
    assert part.weight == pytest.approx(weight)
    assert part.only_if == (() if waiting == "AB" else tuple(waiting))
    assert unfiled_words(part) == said
    assert waits_in({"A": NOTHING, "B": NOTHING, "C": BOTH}, scenarios) == (), "a scenario without weight says nothing"


def test_a_part_surely_needs_a_licence_only_if_it_does_in_each_scenario_in_which_it_waits():
    scenarios = (Scenario("A", 0.7, "why"), Scenario("B", 0.3, "why"))
    (part,) = waits_in({"A": BOTH, "B": NOTHING}, scenarios, BOTH)
    assert part.surely
    (part,) = waits_in({"A": BOTH, "B": NOTHING}, scenarios)
    assert not part.surely


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        ((2, 3), "outcome 1, 30 %"),  # whatever the other question brings
        ((3,), "outcome 1 and outcome 1 of another, 12 %"),
        ((0, 3), "outcome 0 and outcome 0 of another or outcome 1 and outcome 1 of another, 54 %"),
        ((1, 2, 3), "one of 3 scenarios holds, 58 %"),
    ],
)
def test_what_has_to_hold_is_said_in_few_words(waiting, said):
    first, other = (
        outcomes(0.7, 0.3),
        [o.model_copy(update={"name": f"{o.name} of another"}) for o in outcomes(0.6, 0.4)],
    )
    scenarios = [
        Scenario(f"{a.name}; {b.name}", a.weight * b.weight, "why", (a, b)) for a in first for b in other
    ]  # fmt: skip
    chosen = {scenario.name: BOTH if n in waiting else NOTHING for n, scenario in enumerate(scenarios)}
    (part,) = waits_in(chosen, scenarios)
    assert only_if_words(part) == said


def test_the_november_example_lists_the_part_that_waits_only_if_the_october_controls_apply(november):
    listed = {part.item: part for part in november.unfiled_in_any}
    assert {name: only_if_words(part) for name, part in listed.items()} == {
        "MAG-H": "October 2025 controls apply, 25 %",
        "MAG-E": "",
    }
    assert unfiled_json([listed["MAG-H"]])[0]["only_if"] == ["October 2025 controls apply"]
    assert [part.item for part in november.unfiled] == ["MAG-E"], "levers are tried in the heaviest scenario"


def test_what_drives_a_line_and_has_nothing_filed_is_listed(november):
    driving = {d.item for line in november.lines for d in line.drivers if d.application is None and not d.filed}
    assert driving == {part.item for part in november.unfiled_in_any}


@pytest.mark.parametrize(
    ("arrivals", "off"),
    [
        ((1,), 0),  # on the last published day
        ((2,), 2),  # after it, and before the stop on day 5
        ((5,), 2),  # on the day of the stop
        ((6,), 0),  # after the stop
        ((2, *[1] * 9), 2),  # one run of ten can move P10 or P90
        ((2, *[1] * 10), 0),  # one of eleven cannot
    ],
)
def test_the_next_stop_may_be_off_where_enough_runs_had_goods_of_another_part_on_an_unpublished_day(arrivals, off):
    assert next_of("X-DIE", arrivals).stop.off_days == off
    assert next_of("X-MAG", arrivals).stop.off_days == 0, "the part of which there is enough moves nothing"


def next_of(over: str, arrivals: tuple[int, ...]) -> NextStop:
    """The stop behind that for want of MAG: 10 a day from 30 magnets and 50 dies, a case that brings one more, one nothing."""
    found = plant(
        *(application(name, over, 1, "review", accepted=AS_OF) for name in ("N-1", "N-2")), dies=50, magnets=30
    )
    sampled = np.array([(day, NEVER) for day in arrivals], dtype=np.int32)
    strict = Branch(found, always(BOTH), (["N-1", "N-2"], sampled), 20)
    calendar = replace(find_calendar("CN"), known_through=AS_OF + timedelta(days=1), provisional_off_days=2)
    line = LineStop("A", "A", "A", Span(AS_OF, AS_OF, AS_OF), {}, (Driver("MAG", "X-MAG", None, 1.0),))
    (after,) = with_next([line], strict, calendar, 20)
    assert after.after_first is not None
    return after.after_first
