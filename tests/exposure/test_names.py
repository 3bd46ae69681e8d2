"""A name that no table gives is answered with the one that was probably meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exposure.test_examples import EXAMPLES
from permeance.exposure.folder import read_folder
from permeance.exposure.folder.names import MOST_ASKED, Names, did_you_mean

NAMES = Names("items.csv", ("MAG-A", "MAG-H", "MOTOR-A"), {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES[0], tmp_path / "company"))


@pytest.mark.parametrize("name", ["MAG-HX", "mag-h", "MAG H-", "mag -H"])
def test_the_nearest_name_is_offered(name: str) -> None:
    assert did_you_mean(name, NAMES, "add it") == "did you mean MAG-H? if not, add it"


@pytest.mark.parametrize("name", ["", "ROTOR-X", "7"])
def test_where_none_is_near_none_is_offered(name: str) -> None:
    assert did_you_mean(name, NAMES, "add it") == "add it"


def test_many_names_cost_no_time_and_another_case_is_still_seen() -> None:
    names = Names("items.csv", [f"PART-{n}" for n in range(100_000)], {})
    assert names.nearest("part-77777") == "PART-77777"
    assert [names.nearest(f"PRT-{n}") for n in range(MOST_ASKED)] == [None] * MOST_ASKED


def test_an_unknown_part_of_the_bill_and_line_of_the_settings_get_the_nearest(folder: Path) -> None:
    with (folder / "bom.csv").open("a", encoding="utf-8") as file:
        file.write("MOTOR-A,MAG-HX,1,\n")
    (folder / "company.toml").write_text('as_of = 2025-05-12\npriority = ["MOTOR A"]\n', encoding="utf-8")
    bill, line = sorted(read_folder(folder)[1], key=lambda problem: problem.file)
    assert bill.remedy == "did you mean MAG-H? if not, add it to items.csv or mend the name; the row was left out"
    assert line.remedy.startswith("did you mean MOTOR-A? if not, mend the value")


def test_what_hangs_on_a_faulty_row_says_so_and_points_at_that_row(folder: Path) -> None:
    (folder / "licences.csv").write_text("licence,item,mass_kg\nL-88,MAG-A,heavy\n", encoding="utf-8")
    (folder / "clearances.csv").write_text("licence,mass_kg\nL-88,5\nL-88,6\n", encoding="utf-8")
    cause, *hang = read_folder(folder)[1]
    assert (cause.file, cause.row) == ("licences.csv", 2)
    assert {(p.found, p.allowed) for p in hang} == {
        ("'L-88', which is in row 2 of licences.csv", "a name whose row has no problem of its own")
    }
    assert {p.remedy for p in hang} == {"mend that row first; the row was left out"}


def test_a_word_of_a_list_is_read_in_whatever_case_it_is_written(folder: Path) -> None:
    plain, _ = read_folder(folder)
    for table, old, new in (
        ("demand", "mon-fri", "Mon - Fri"),
        ("stock", ",plant,", ", Plant ,"),
        ("applications", "review", "Review"),
        ("applications", "awaiting_applicant", "Awaiting applicant"),
        ("applications", "individual", "INDIVIDUAL"),
        ("crossings", ",air", ",Air"),
    ):
        path = folder / f"{table}.csv"
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new), encoding="utf-8")
    assert read_folder(folder) == (plain, [])


def test_a_word_that_no_list_has_gets_the_nearest(folder: Path) -> None:
    with (folder / "applications.csv").open("a", encoding="utf-8") as file:
        file.write("NB-1,1,X-MAG-A,1,1,individual,2025-05-09,,,,,Submited,,\nNB-2,1,X-MAG-A,1,1,,,,,,,xyz,,\n")
    _, (near, far) = read_folder(folder)
    assert near.remedy == "did you mean submitted? if not, choose one of these; the row was left out"
    assert far.remedy == "choose one of these; the row was left out"
