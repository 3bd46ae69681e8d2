"""`permeance screen`: exit codes, what it prints, and what it says where a list or a row is faulty."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from permeance.cli import screen
from permeance.cli.main import main
from permeance.determination.parties.name_index import DEFAULT_THRESHOLD, LEAST_THRESHOLD
from permeance.determination.parties.screen import MAX_AGE_DAYS

NAMES = "id,name,country\nA,Halden Mirok,DE\nB,Haldem Mirok,\nC,Somebody Else,\n"
LIST = "name,listed_on,country\nHalden Mirok GmbH,2026-11-01,FR\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.csv").write_text(NAMES, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")

    def go(*words: str, today: date = date(2026, 11, 25)) -> tuple[int, str, str]:
        code = main(["screen", *words], clock=lambda: today)
        return code, *capsys.readouterr()

    return go


def answers(out: str) -> dict[str, Any]:
    return {result["id"]: result.get("disposition", "problem") for result in json.loads(out)["results"]}


def test_the_words_of_the_command_line_are_those_of_the_matcher() -> None:
    assert (screen.THRESHOLD, screen.LEAST, screen.MAX_AGE_DAYS) == (DEFAULT_THRESHOLD, LEAST_THRESHOLD, MAX_AGE_DAYS)


def test_a_whole_list_clears_and_ends_with_0(run: Run) -> None:
    code, out, err = run("names.csv", "--list", "list.csv", "--format", "json")
    assert (code, err) == (0, "")
    assert answers(out) == {"A": "hit", "B": "possible", "C": "clear"}


def test_a_stale_list_clears_nobody_and_ends_with_1(run: Run) -> None:
    words = ("names.csv", "--list", "list.csv", "--format", "json")
    code, out, err = run(*words, today=date(2026, 12, 25))
    assert code == 1
    assert answers(out) == {"A": "hit", "B": "possible", "C": "unscreened"}
    assert "54 days old" in err
    assert run(*words, "--max-age-days", "60", today=date(2026, 12, 25))[0] == 0
    assert run("names.csv", "--list", "list.csv@2026-12-20", today=date(2026, 12, 25))[0] == 0


@pytest.mark.parametrize(
    ("columns", "on", "ends", "told"),
    [
        ("name", "2025-01-01", (1, "unscreened"), "one of 2025-01-01 or earlier"),
        ("name", "2026-11-20", (0, "clear"), ""),
        ("name", "2026-12-20", (0, "clear"), ""),
        ("name", "2027-11-01", (1, "unscreened"), "346 days old on 2027-11-01"),
        ("name,delisted_on", "2025-01-01", (0, "clear"), ""),
        ("name,delisted_on", "2027-11-01", (1, "unscreened"), "346 days old on 2027-11-01"),
    ],
)
def test_a_list_clears_only_for_days_of_which_it_tells(
    run: Run, tmp_path: Path, columns: str, on: str, ends: tuple[int, str], told: str
) -> None:
    (tmp_path / "list.csv").write_text(f"{columns}\nHalden Mirok{',' * columns.count(',')}\n", encoding="utf-8")
    words = ("names.csv", "--list", "list.csv@2026-11-20", "--on", on)
    code, out, err = run(*words, "--format", "json")
    assert (code, answers(out)["C"]) == ends
    assert answers(out)["A"] == "hit"
    assert told in err
    assert json.loads(out)["lists"][0]["clears"] is (code == 0)
    assert json.loads(out)["lists"][0]["age_days"] == {"2026-12-20": 30, "2027-11-01": 346}.get(on, 5)
    assert run(*words)[0] == code


def test_the_lists_of_the_law_answer_for_days_past_and_not_for_years_to_come(run: Run) -> None:
    def gaps(on: str) -> dict[str, list[str]]:
        out = run("names.csv", "--known", "2026-11-23", "--on", on, "--format", "json")[1]
        return {found["list"]: found["gaps"] for found in json.loads(out)["lists"]}

    assert gaps("2025-04-10")["CN-MOFCOM-2025-21"] == []
    assert gaps("2026-11-23")["CN-MOFCOM-2026-11"] == []
    assert "days old on 2027-11-01" in gaps("2027-11-01")["CN-MOFCOM-2026-11"][0]


def test_the_lists_of_the_law_of_which_names_are_missing_clear_nobody(run: Run) -> None:
    for words in ((), ("--list", "list.csv", "--list", "law")):
        code, out, _ = run("names.csv", *words, "--format", "json")
        assert code == 1
        assert answers(out)["C"] == "unscreened"


def test_the_day_known_picks_the_lists_of_the_law(run: Run) -> None:
    ids = [[found["list"] for found in json.loads(run("names.csv", "--known", day, "--format", "json")[1])["lists"]] for day in ("2025-04-08", "2026-11-23")]  # fmt: skip
    assert "CN-MOFCOM-2025-21" in ids[0]
    assert "CN-MOFCOM-2026-11" not in ids[0]
    assert "CN-MOFCOM-2026-11" in ids[1]


def test_a_day_to_come_is_answered_as_known_today_and_listed(run: Run) -> None:
    code, out, err = run("names.csv", "--list", "list.csv", "--known", "2027-01-01", "--format", "json")
    assert (code, json.loads(out)["known"]) == (1, "2026-11-25")
    assert "--known" in err


def test_a_faulty_row_stands_in_its_place_and_the_others_are_answered(run: Run, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("id,name,country\nA,---,\nA,Halden Mirok,\n,Else,\nD,Else,Atlantis\nE,X\n", encoding="utf-8")  # fmt: skip
    code, out, _ = run("names.csv", "--list", "list.csv", "--format", "json")
    printed = json.loads(out)
    assert code == 1
    assert [("problem" in result) for result in printed["results"]] == [True, True, True, False]
    assert len(printed["problems"]) == 5


def test_other_names_are_screened_too_in_a_workbook_as_in_a_table(run: Run, tmp_path: Path) -> None:
    rows = [
        ["id", "name", "other_names", "city"],
        ["A", "Somebody Else", "Nobody; Halden Mirok", "Halden"],
        ["B", "Else", "", ""],
    ]
    with xlsxwriter.Workbook(str(tmp_path / "names.xlsx")) as book:
        sheet = book.add_worksheet("names")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    code, out, _ = run("names.xlsx", "--list", "list.csv", "--format", "json")
    assert (code, answers(out)) == (0, {"A": "hit", "B": "clear"})
    assert json.loads(out)["results"][0]["hits"][0]["given"] == "Halden Mirok"


@pytest.mark.parametrize(
    "words",
    [("names.csv", "--threshold", "59"), ("names.csv", "--threshold", "101"), ("names.csv", "--list", "a@2026-02-30"), ("names.csv", "--max-age-days", "-1"), ()],
)  # fmt: skip
def test_a_wrong_command_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*words)
    assert stopped.value.code == 2


def test_the_text_says_the_answer_first_then_why_then_the_lists(run: Run) -> None:
    code, out, _ = run("names.csv", "--list", "list.csv")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("3 names held against 1 listed name of 1 list: 1 hit, 1 possible, 1 clear.")
    assert "Threshold 75 of 100" in out
    assert "country DE given, FR listed; a country clears nobody" in out
    assert max(map(len, lines)) <= 80
    assert lines[-1].endswith("yes")


def test_a_name_that_commands_a_terminal_is_printed_as_an_escape(run: Run, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("id,name\nA,Halden\x1b[2J Mirok\n", encoding="utf-8")
    assert "\x1b" not in run("names.csv", "--list", "list.csv")[1]
