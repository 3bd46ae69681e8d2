"""Goods licensed for one end use go to a line of another only with a consent on file, and a line without is named."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exposure.small import FREE, LICENCE, company, crossing, demand, says
from permeance.exposure.assess import assess
from permeance.exposure.end_uses import for_another_use
from permeance.exposure.filings import Consent
from permeance.exposure.folder import read_folder
from permeance.exposure.levers import recorded_of
from permeance.exposure.line_stop import Settings

EXAMPLE = Path(__file__).parents[2] / "examples" / "traction-motors-2025-05-12"
HEADER = "crossing,line,given_by,given_on,document\n"
GIVEN = "X-MAG-S,SENSOR-S,the authority,2025-05-08,C-17\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "company"))


def late_lines(folder: Path) -> dict[str, str]:
    read, _ = read_folder(folder)
    found = assess(read, read.as_of, Settings(30, 1, 20))
    return {fault.line: fault.why for fault in found.company.may_be_late}


def plant(comes_for, built_for, consents=()):
    row = replace(crossing("X", "MAG"), end_use=comes_for)
    made = company([("A", "MAG", 1)], [replace(demand("A"), end_use=built_for)], [row], [])
    return replace(made, consents=tuple(Consent("X", line, "the authority", date(2025, 5, 8)) for line in consents))


@pytest.mark.parametrize(
    ("comes_for", "built_for", "answer", "consents", "named"),
    [
        ("LED lamps", "radar modules", LICENCE, (), True),
        ("LED lamps", "radar modules", LICENCE, ("B",), True),
        ("LED lamps", "radar modules", LICENCE, ("A",), False),
        ("LED lamps", "led  Lamps", LICENCE, (), False),
        ("LED lamps", "", LICENCE, (), False),
        (None, "radar modules", LICENCE, (), False),
        ("LED lamps", "radar modules", FREE, (), False),
    ],
)
def test_a_line_of_another_end_use_is_named_until_a_consent_is_recorded(comes_for, built_for, answer, consents, named):
    (*faults,) = for_another_use(plant(comes_for, built_for, consents), {"X": says(answer)})
    why = "MAG comes over X for LED lamps, the line builds for radar modules, and consents.csv records no consent"
    assert [(fault.line, fault.why) for fault in faults] == ([("A", why)] if named else [])


def test_a_recorded_consent_takes_the_warning_away_and_opens_the_lever(folder: Path) -> None:
    assert "MAG-S comes over X-MAG-S for electric vehicles" in late_lines(folder)["SENSOR-S"]
    (folder / "consents.csv").write_text(HEADER + GIVEN, encoding="utf-8")
    assert "SENSOR-S" not in late_lines(folder)
    read, problems = read_folder(folder)
    assert problems == []
    assert recorded_of(read).consents == {("X-MAG-S", "SENSOR-S")}


@pytest.mark.parametrize(
    ("row", "key", "found"),
    [
        ("X-MAG-Z,SENSOR-S,the authority,2025-05-08,", "crossing", "'X-MAG-Z'"),
        ("X-MAG-S,SENSOR,the authority,2025-05-08,", "line", "'SENSOR'"),
        ("X-MAG-S,SENSOR-S,,2025-05-08,", "given_by", "nothing"),
        ("X-MAG-S,SENSOR-S,the authority,,", "given_on", "nothing"),
        ("X-MAG-S,SENSOR-S,the authority,soon,", "given_on", "'soon'"),
        ("X-MAG-S,SENSOR-S,the authority,2025-05-13,", "given_on", "2025-05-13"),
    ],
)
def test_a_consent_that_is_not_stated_whole_opens_nothing(folder: Path, row: str, key: str, found: str) -> None:
    (folder / "consents.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    read, (problem,) = read_folder(folder)
    assert read.consents == ()
    assert (problem.file, problem.row, problem.key, problem.found) == ("consents.csv", 2, key, found)
    assert problem.remedy.endswith("the row was left out")


def test_stock_under_a_licence_may_go_to_a_line_for_which_a_consent_is_recorded(folder: Path) -> None:
    with (folder / "stock.csv").open(encoding="utf-8") as file:
        columns = next(csv.reader(file))
    (folder / "stock.csv").write_text(
        ",".join([*columns, "licence"]) + "\n" + ",".join({"item": "MAG-S", "qty": "50"}.get(c, "") for c in columns)
        + ",L-1\n", encoding="utf-8",
    )  # fmt: skip
    licence = "licence,item,exporter,end_use,mass_kg\nL-1,MAG-S,,industrial robots,10\n"
    (folder / "licences.csv").write_text(licence, encoding="utf-8")
    blocked, _ = read_folder(folder)
    assert [stock.counts for stock in blocked.stock] == [False]
    assert any("nor a consent in consents.csv" in note for note in blocked.notes)
    (folder / "consents.csv").write_text(HEADER + GIVEN, encoding="utf-8")
    opened, _ = read_folder(folder)
    assert [stock.counts for stock in opened.stock] == [True]
