"""On the days that a plant is closed no line of it builds, and none is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from exposure.small import AS_OF, company, crossing, demand, run, says, stock
from exposure.test_workbooks import write_book
from permeance.determination.answer import Answer
from permeance.exposure.assess import assess
from permeance.exposure.company import Demand
from permeance.exposure.folder import read_folder
from permeance.exposure.folder.closed_days import closed_days
from permeance.exposure.line_stop import Settings
from permeance.terms.problem import BadInputError

TABLES = {
    "items": [["item"], ["MAG"], ["MOTOR"]],
    "bom": [["parent", "item", "qty"], ["MOTOR", "MAG", "1"]],
    "demand": [["line", "product", "units_per_day"], ["L", "MOTOR", "1"]],
}


def write(folder: Path, settings: str) -> Path:
    for name, rows in TABLES.items():
        (folder / f"{name}.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "company.toml").write_text(settings, encoding="utf-8")
    return folder


def builds(row: Demand, first: date, days: int) -> list[date]:
    return [first + timedelta(days=n) for n, built in enumerate(row.builds(first, days)) if built]


def test_a_line_builds_on_no_day_of_a_span_and_on_the_days_around_it(tmp_path: Path) -> None:
    text = 'as_of = 2026-12-01\nclosed = ["2026-12-24:2027-01-01", "2026-12-08", 2026-12-09]\n'
    plant, problems = read_folder(write(tmp_path, text))
    assert problems == []
    (row,) = plant.demands
    december = builds(row, date(2026, 12, 7), 30)
    assert december[:3] == [date(2026, 12, 7), date(2026, 12, 10), date(2026, 12, 11)]
    assert date(2026, 12, 23) in december
    assert min(day for day in december if day > date(2026, 12, 23)) == date(2027, 1, 4)


def test_a_workbook_says_it_in_one_cell(tmp_path: Path) -> None:
    for name, closed in (("one", "2026-12-24:2027-01-01; 2026-05-01"), ("two", "2026-05-01")):
        (tmp_path / name).mkdir()
        settings = [["key", "value"], ["As_of", "2026-04-01"], ["closed", closed]]
        write_book(tmp_path / name / "company.xlsx", {**TABLES, "company": settings})
    one, two = (read_folder(tmp_path / name) for name in ("one", "two"))
    assert (one[1], two[1]) == ([], [])
    assert one[0].demands[0].closed == ((date(2026, 5, 1),) * 2, (date(2026, 12, 24), date(2027, 1, 1)))
    assert two[0].demands[0].closed == ((date(2026, 5, 1),) * 2,)


def test_a_plant_that_is_closed_stops_later_by_the_days_it_does_not_build() -> None:
    def stop(closed: tuple[tuple[date, date], ...]) -> date | None:
        lines = [replace(demand("MAG", 10), closed=closed)]
        plant = company([], lines, [crossing("X", "MAG")], [stock("MAG", 50)], ())
        return run(plant, {"X": says(Answer.LICENCE_REQUIRED)}).lines[0].stop.p50

    open_all_along, closed = stop(()), stop(((AS_OF, AS_OF + timedelta(days=6)),))
    assert open_all_along is not None
    assert closed == open_all_along + timedelta(days=7)


def test_without_closed_days_none_is_invented_and_with_them_the_assumption_names_them(tmp_path: Path) -> None:
    assumed = {}
    for closed in ("", 'closed = ["2026-05-01", "2026-12-24:2027-01-01"]\n'):
        plant, _ = read_folder(write(tmp_path, f"as_of = 2026-04-01\n{closed}"))
        answer = assess(plant, plant.as_of, Settings(30, 1, 10))
        assumed[bool(closed)] = next(a for a in answer.assumptions if a.what.startswith("plant calendars"))
    assert assumed[False].what == "plant calendars know weekends, not public holidays"
    assert assumed[True].value.endswith("no line builds on 2026-05-01, 2026-12-24 to 2027-01-01")


def test_of_several_entries_the_sound_ones_stand() -> None:
    spans, strange = closed_days(["2026-05-01", "tomorrow", "2026-05-01"])
    assert (spans, strange) == (((date(2026, 5, 1), date(2026, 5, 1)),), ["'tomorrow'"])
    assert closed_days(["2026-05-01"] * 500)[1] == ["over 400 entries"]


@pytest.mark.parametrize(
    ("key", "cell", "found", "allowed"),
    [
        ("synthetic", "perhaps", "'perhaps'", "yes or no"),
        ("delays.issue", "3, 2, 1", "'3, 2, 1'", "three figures as 1, 3, 7 (shortest, most likely, longest) in whole days"),
        ("closed", "1 May", "'1 May'", "days such as 2026-05-01, or 2026-12-24:2027-01-01"),
        ("name", "a\nb", "'a\\nb'", "one line of text, of at most 200 characters"),
    ],
)  # fmt: skip
def test_a_fault_of_the_settings_sheet_names_its_cell_and_speaks_of_no_quotes(
    tmp_path: Path, key: str, cell: str, found: str, allowed: str
) -> None:
    write_book(tmp_path / "company.xlsx", {**TABLES, "company": [["key", "value"], ["country", "US"], [key, cell]]})
    _, (problem,) = read_folder(tmp_path, date(2026, 4, 1))
    assert (problem.file, problem.row, problem.key) == ("company.xlsx, sheet company", 3, key)
    assert problem.found == found
    assert problem.allowed.startswith(allowed)


def test_a_day_of_the_settings_sheet_in_another_order_is_answered_with_the_day_to_write(tmp_path: Path) -> None:
    write_book(tmp_path / "company.xlsx", {**TABLES, "company": [["key", "value"], ["as_of", "20.11.2026"]]})
    with pytest.raises(BadInputError) as caught:
        read_folder(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.row, problem.found) == (2, "'20.11.2026'")
    assert problem.allowed.endswith("from 2000 to 2030")
    assert problem.remedy.startswith("write 2026-11-20;")
