"""What lies behind the first shortage, on plants counted by hand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

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
from permeance.exposure.company import Alternate
from permeance.exposure.rendering import next_words, unfiled_sentences

CASE = application("N-1", "X-MAG", 50, "review", accepted=AS_OF)


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
