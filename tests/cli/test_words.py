"""A day and a number are read alike wherever they stand: on the command line, in a table, in a company folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from permeance.cli.main import main
from permeance.exposure.folder import read_folder
from permeance.terms.day import day_remedy

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDER = EXAMPLES / "traction-motors-2025-05-12"
ODD_DAYS = {
    "20250404": "'20250404'",
    "2025-W14-5": "'2025-W14-5'",
    "2025-094": "'2025-094'",
    "4.4.2025": "'4.4.2025'",
    "2025-4-4": "'2025-4-4'",
    "2025-04-04T00:00": "'2025-04-04T00:00'",
    "٢٠٢٥-٠٤-٠٤": "'٢٠٢٥-٠٤-٠٤'",
    "2025-02-30": "'2025-02-30', which is not in the calendar",
}
OPTIONS = [
    ["assess", "nowhere", "--as-of"],
    ["assess", "nowhere", "--known"],
    ["determine", "nowhere.csv", "--on"],
    ["determine", "nowhere.csv", "--known"],
    ["read", "nowhere.txt", "--published"],
    ["clock", "--working-days", "1", "--from"],
]


def misused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as stop:
        main(words)
    out, err = capsys.readouterr()
    assert (stop.value.code, out) == (2, "")
    return err


@pytest.mark.parametrize(("text", "found"), ODD_DAYS.items())
@pytest.mark.parametrize("option", OPTIONS, ids=lambda words: f"{words[0]} {words[-1]}")
def test_an_option_that_is_no_day_is_refused_in_the_words_of_a_table(capsys, option, text, found):
    err = misused(capsys, *option, text)
    assert f"argument {option[-1]}: found {found}; allowed: a date such as 2026-03-15" in err
    assert f"; {day_remedy(text)}" in err


@pytest.mark.parametrize(("text", "found"), ODD_DAYS.items())
def test_a_cell_that_is_no_day_is_refused_alike_in_every_table(tmp_path, capsys, text, found):
    items, clocks = tmp_path / "items.csv", tmp_path / "clocks.csv"
    items.write_text(f"id,ship_date\nA,{text}\n", encoding="utf-8")
    clocks.write_text(f"id,from,working_days\nA,{text},45\n", encoding="utf-8")
    passages = tmp_path / "passages.yaml"
    passages.write_text(f'- {{id: a, text: b, published: "{text}"}}\n', encoding="utf-8")
    folder = Path(shutil.copytree(FOLDER, tmp_path / "company"))
    (folder / "stock.csv").write_text(f"item,qty,available_on\nMAG-A,1,{text}\n", encoding="utf-8")
    problems = [read_folder(folder)[1][0].as_json()]
    for words in (["determine", str(items)], ["clock", "--batch", str(clocks)], ["read", "--passages", str(passages)]):
        assert main([*words, "--format", "json"]) == 1
        problems += json.loads(capsys.readouterr().out)["problems"]
    assert {problem["found"] for problem in problems} == {found}
    assert all(problem["allowed"].startswith("a date such as 2026-03-15") for problem in problems)
    assert all(problem["remedy"].startswith(day_remedy(text)) for problem in problems)


@pytest.mark.parametrize("option", [["assess", "nowhere", "--as-of"], ["determine", "nowhere.csv", "--on"]])
def test_an_option_that_stands_for_a_cell_keeps_to_the_years_of_a_cell(capsys, option):
    assert "found 1999-12-31; allowed: a date such as 2026-03-15, from 2000 to 2030" in misused(
        capsys, *option, "1999-12-31"
    )


@pytest.mark.parametrize("text", ["0", "1001", "-5", "1e2", "1_0", "٣٠", "many", "", "9" * 5000])
def test_a_horizon_out_of_range_is_told_its_own_range_and_no_other(capsys, text):
    err = misused(capsys, "assess", "nowhere", f"--horizon-days={text}")
    assert "argument --horizon-days: found" in err
    assert "allowed: a whole number from 1 to 1000; give a number in that range" in err
    assert "seed" not in err.splitlines()[-1]


@pytest.mark.parametrize("text", ["-1", str(2**63)])
def test_a_seed_out_of_range_is_told_its_range(capsys, text):
    assert f"a whole number from 0 to {2**63 - 1}" in misused(capsys, "assess", "nowhere", f"--seed={text}")
