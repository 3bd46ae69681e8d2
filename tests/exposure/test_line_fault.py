"""What could not be read never passes for an all-clear: the answer names the lines that it leaves out or may date late."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exposure.test_examples import EXAMPLES
from exposure.test_workbooks import settings_of, tables_of, write_book
from permeance.cli.main import main
from permeance.exposure.assess import assess
from permeance.exposure.folder import read_folder
from permeance.exposure.line_fault import LineFault, may_be_late_words, not_answered_words
from permeance.exposure.line_stop import Settings
from permeance.exposure.report.sheets import sheets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES[0], tmp_path / "company"))


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, dict]]:
    """Exit code, text and JSON of a verb on a folder."""

    def run(verb: str, folder: Path) -> tuple[int, str, dict]:
        horizon = ["--horizon-days", "40"] if verb == "assess" else []
        out = ["--out", str(tmp_path / "report.html")] if verb == "assess" else []
        code = main([verb, str(folder), *horizon, *out])
        text = capsys.readouterr().out
        main([verb, str(folder), *horizon, "--format", "json"])
        return code, text, json.loads(capsys.readouterr().out)

    return run


def change(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "found", "name"),
    [("crossings", "Crossing", "crossings"), ("stock", "stocks", "stock"), ("applications", "Application", "applications")],
)  # fmt: skip
def test_a_sheet_that_is_nearly_named_as_a_table_is_a_problem(
    tmp_path: Path, ask: Callable[..., tuple[int, str, dict]], table: str, found: str, name: str
) -> None:
    sheets = {**tables_of(EXAMPLES[0]), "company": settings_of(EXAMPLES[0])}
    sheets[found] = sheets.pop(table)
    write_book(tmp_path / "company.xlsx", sheets)
    for verb in ("check", "assess"):
        code, _, answer = ask(verb, tmp_path)
        assert code == 1
        problem = answer["problems"][0]
        assert (problem["file"], problem["found"]) == ("company.xlsx", f"the sheet '{found}', which no table is named")
        assert problem["remedy"] == f"rename it to {name}; it was not read"


def test_a_file_that_is_nearly_named_as_a_table_is_a_problem(folder: Path, ask: Callable) -> None:
    (folder / "queries.csv").rename(folder / "Query list.csv")
    (folder / "applications.csv").rename(folder / "Aplications 2025.csv")
    code, _, answer = ask("check", folder)
    named = {p["file"]: p["remedy"] for p in answer["problems"]}
    assert (code, named) == (1, {"Aplications 2025.csv": "rename it to applications.csv; it was not read"})


def test_a_second_file_nearly_named_as_a_table_is_a_problem_too(folder: Path, ask: Callable) -> None:
    (folder / "crossing.csv").write_text("crossing,item\n", encoding="utf-8")
    code, _, answer = ask("check", folder)
    (problem,) = answer["problems"]
    assert (code, problem["file"]) == (1, "crossing.csv")
    assert problem["remedy"].startswith("if it is meant for crossings, move its rows there")


def test_without_a_crossing_no_line_reads_as_if_it_never_stopped(folder: Path, ask: Callable, tmp_path: Path) -> None:
    (folder / "crossings.csv").unlink()
    (folder / "applications.csv").unlink()
    (folder / "queries.csv").unlink()
    _, text, answer = ask("assess", folder)
    assert "No crossing is known, so no licence is waited for: this is not an all-clear." in text
    why = "no crossing is known: crossings.csv is missing"
    assert f"MOTOR-A       not answered: {why}\n" in text
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    for word in ("beyond", " 0%", "does not stop"):
        assert word not in text
        assert word not in report
    assert {line["line"]: line["p_stop_within"] for line in answer["lines"]}["MOTOR-A"] == {}
    assert {"line": "MOTOR-A", "why": why} in answer["not_answered"]
    _, text, _ = ask("check", folder)
    assert text.endswith("Can be assessed in part: no line is answered without a crossing; nothing to mend.\n")


def test_a_line_whose_demand_cannot_be_used_is_named_beside_the_first_to_stop(folder: Path, ask: Callable) -> None:
    change(folder, "demand", "MOTOR-B,,,140", "MOTOR-B,,,-140")
    code, text, answer = ask("assess", folder)
    why = "its demand row 3 cannot be used"
    assert code == 1
    assert f"Line MOTOR-B is not answered: {why}." in text.splitlines()[1]
    assert f"MOTOR-B       not answered: {why}\n" in text
    assert answer["not_answered"] == [{"line": "MOTOR-B", "why": why}]
    _, text, _ = ask("check", folder)
    assert text.endswith("Can be assessed in part: line MOTOR-B is not answered; 1 to mend.\n")


def test_a_line_whose_demand_has_ended_is_named_too(folder: Path, ask: Callable) -> None:
    change(folder, "demand", "MOTOR-B,,,140", "MOTOR-B,,2025-03-31,140")
    _, _, answer = ask("check", folder)
    assert "Line MOTOR-B is not answered: its demand ended on 2025-03-31 (row 3 of demand)." in answer["notes"]


def test_lines_below_a_row_of_the_bill_that_is_not_used_are_named(folder: Path, ask: Callable) -> None:
    change(folder, "bom", "MOTOR-A,ROTOR-A,1,", "MOTOR-A,ROTOR-Z,1,")
    change(folder, "bom", "ROTOR-B,MAG-B,40,", "ROTOR-B,MAG-B,many,")
    _, text, answer = ask("assess", folder)
    (row,) = [p["row"] for p in answer["problems"] if p["key"] == "qty"]
    assert {(fault["line"], fault["why"]) for fault in answer["may_be_late"] if "bom" in fault["why"]} == {
        ("MOTOR-A", "bom row 2 is not used"),
        ("MOTOR-B", f"bom row {row} is used only in part"),
    }
    assert "Dates of MOTOR-A may be too late: bom row 2 is not used.\n" in text


def test_a_row_of_the_bill_whose_parent_is_not_known_may_concern_every_line(folder: Path, ask: Callable) -> None:
    change(folder, "bom", "MOTOR-A,ROTOR-A,1,", ",ROTOR-A,1,")
    _, _, answer = ask("check", folder)
    late = "Dates of MOTOR-A, MOTOR-B, ACTUATOR-R and SENSOR-S may be too late: bom row 2 is not used."
    assert late in answer["notes"]


def test_lines_behind_a_crossing_that_is_lost_are_named(folder: Path, ask: Callable) -> None:
    change(folder, "crossings", "X-MAG-B,", ",")
    _, _, answer = ask("check", folder)
    assert "Dates of MOTOR-B may be too late: crossings row 3 is not used." in answer["notes"]


def test_many_lines_with_one_reason_are_one_sentence() -> None:
    faults = [LineFault(f"L{n}", "its demand row 2 cannot be used") for n in range(12)]
    (words,) = not_answered_words(faults)
    assert words == "Lines L0, L1, L2, L3, L4, L5, L6, L7 and 4 more are not answered: its demand row 2 cannot be used."
    called = [LineFault(f"Line {n}", "its demand row 2 cannot be used") for n in range(2)]
    assert not_answered_words(called) == ["Line 0 and Line 1 are not answered: its demand row 2 cannot be used."]
    assert not_answered_words(called[:1]) == ["Line 0 is not answered: its demand row 2 cannot be used."]
    assert may_be_late_words(faults[:2]) == ["Dates of L0 and L1 may be too late: its demand row 2 cannot be used."]


def test_a_table_that_could_not_be_read_is_not_called_missing_and_says_what_is_lost(
    folder: Path, ask: Callable
) -> None:
    change(folder, "stock", "item,place,owner,state,qty", "item,place,owner,state,pieces")
    _, text, _ = ask("assess", folder)
    assert "No stop date can be given: stock.csv could not be read." in text
    _, text, answer = ask("check", folder)
    assert answer["limits"] == ["stock could not be read", "no date is given without stock"]
    assert text.endswith("in part: stock could not be read, no date is given without stock; 2 to mend.\n")


def test_stock_of_which_every_row_is_faulty_is_not_called_missing(folder: Path, ask: Callable) -> None:
    (folder / "stock.csv").write_text("item,qty\nMAG-A,-1\n", encoding="utf-8")
    _, text, _ = ask("assess", folder)
    assert "No stop date can be given: stock.csv holds no sound row." in text


def test_the_workbook_of_the_answer_has_no_dates_without_a_crossing(folder: Path) -> None:
    for table in ("crossings", "applications", "queries"):
        (folder / f"{table}.csv").unlink()
    company, problems = read_folder(folder)
    answer, *others = sheets(assess(company, company.as_of, Settings(30, 1, 10), problems))
    assert [column.title for column in answer.columns] == ["Line", "Not answered"]
    assert ("MOTOR-A", "no crossing is known: crossings.csv is missing") in answer.rows
    assert "Drivers" not in {sheet.name for sheet in others}
