"""What nobody can know yet, and what the data does not reach back to, is said beside the answer."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from permeance.cli.main import main

ROOT = Path(__file__).parents[2]
FOLDER, ITEMS = str(ROOT / "examples" / "traction-motors-2025-05-12"), str(ROOT / "examples" / "items.csv")


def answer(capsys: pytest.CaptureFixture[str], *words: str, today: date = date(2027, 1, 15)) -> tuple[int, dict, str]:
    code = main([*words, "--format", "json"], lambda: today)
    out, err = capsys.readouterr()
    return code, json.loads(out), err


@pytest.mark.parametrize("verb", [["determine", ITEMS], ["assess", FOLDER, "--horizon-days", "5"]], ids=lambda w: w[0])
def test_a_day_after_today_is_answered_with_what_is_known_today_and_that_is_said(capsys, verb):
    code, said, err = answer(capsys, *verb, "--known", "2027-01-16")
    (problem,) = said["problems"]
    assert (code, problem["key"], said["known"]) == (1, "--known", "2027-01-16")
    assert problem["found"] == "2027-01-16, which is after today (2027-01-15)"
    assert "what becomes public after today is not known" in err
    assert answer(capsys, *verb, "--known", "2027-01-15")[:2][1]["problems"] == []


@pytest.mark.parametrize("verb", [["determine", ITEMS], ["assess", FOLDER, "--horizon-days", "5"]], ids=lambda w: w[0])
def test_a_day_before_all_law_in_the_data_is_no_all_clear(capsys, verb):
    code, said, err = answer(capsys, *verb, "--known", "2023-07-02")
    assert code == 1
    assert said["problems"][0]["found"] == "2023-07-02, when none of the law in the data was public"
    assert "no all-clear" in err
    results = said.get("results", said.get("determinations"))
    assert {result["answer"] for result in results} == {"unknown"}
    assert answer(capsys, *verb, "--known", "2023-07-03")[1]["problems"] == []


def test_the_first_words_of_an_answer_without_law_say_so(capsys, tmp_path):
    main(["assess", FOLDER, "--known", "2019-01-01", "--horizon-days", "5", "--out", str(tmp_path / "r.html")])
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("As known on 2019-01-01, when none of the law in the data was public")
    assert first.endswith("this answer is no all-clear.")
    assert "when none of the law in the data was public" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_question_as_of_tomorrow_uses_what_is_known_today(capsys):
    code, said, _ = answer(capsys, "assess", FOLDER, "--as-of", "2027-02-01", "--horizon-days", "5")
    assert (said["as_of"], said["known"]) == ("2027-02-01", "2027-01-15")
    assert "--known" not in {problem["key"] for problem in said["problems"]}
    assert code in (0, 1)


def test_today_is_the_day_that_is_meant_where_nothing_else_is_said(capsys, tmp_path):
    folder = Path(shutil.copytree(FOLDER, tmp_path / "company"))
    (folder / "company.toml").unlink()
    assert answer(capsys, "assess", str(folder), "--horizon-days", "5")[1]["as_of"] == "2027-01-15"
    assert answer(capsys, "determine", ITEMS)[1]["known"] == "2027-01-15"


def test_a_clock_that_stands_before_the_data_was_collected_is_not_believed(capsys):
    _, said, _ = answer(capsys, "determine", ITEMS, today=date(1970, 1, 1))
    assert (said["known"], said["problems"]) == ("2026-11-23", [])
