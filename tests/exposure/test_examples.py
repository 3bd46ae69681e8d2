"""The shipped examples answer what is stored, byte for byte, and say that they are synthetic.

`PERMEANCE_STORE=1 pytest tests/exposure/test_examples.py` stores the answers anew; read the difference before keeping it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from permeance.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if (path / "company.toml").exists())
EXPECTED = Path(__file__).parent / "expected"


def answer(example: Path, how: str, report: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["assess", str(example), "--format", how, "--out", str(report)]) == 0
    return capsys.readouterr().out.replace(str(report), "report.html")


@pytest.mark.parametrize("how", ["json", "text"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_answers_what_is_stored(example, how, tmp_path, capsys):
    found = answer(example, how, tmp_path / "report.html", capsys)
    stored = EXPECTED / f"{example.name}.{'json' if how == 'json' else 'txt'}"
    if os.environ.get("PERMEANCE_STORE"):
        stored.write_text(found, encoding="utf-8")
    assert found == stored.read_text(encoding="utf-8")


def test_both_days_of_the_example_are_stored():
    assert [path.name for path in EXAMPLES] == ["traction-motors-2025-05-12", "traction-motors-2026-11-23"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_every_output_of_an_example_says_that_it_is_synthetic(example, tmp_path, capsys):
    report = tmp_path / "report.html"
    assert answer(example, "text", report, capsys).startswith("Synthetic data:")
    assert json.loads(answer(example, "json", report, capsys))["synthetic"] is True
    page = report.read_text(encoding="utf-8")
    assert "<title>Synthetic data: " in page
    assert page.index("<strong>Synthetic data.</strong>") < page.index("<h1>")


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path, capsys):
    outputs = []
    for seed in ("1", "1", "2"):
        report = tmp_path / "report.html"
        main(["assess", str(EXAMPLES[0]), "--seed", seed, "--format", "json", "--out", str(report)])
        outputs.append((capsys.readouterr().out, report.read_bytes()))
    assert outputs[0] == outputs[1]
    assert outputs[0][0] != outputs[2][0]


def test_a_magnet_at_tier_2_drives_the_line_while_the_finished_rotor_is_outside_the_control(tmp_path, capsys):
    found = json.loads(answer(EXAMPLES[0], "json", tmp_path / "report.html", capsys))
    answers = {row["id"]: row["answer"] for row in found["determinations"]}
    assert (answers["X-MAG-A"], answers["X-ROTOR-P"]) == ("licence_required", "not_controlled")
    motor = next(line for line in found["lines"] if line["line"] == "MOTOR-A")
    assert motor["drivers"][0]["crossing"] == "X-MAG-A"
    assert all(driver["crossing"] != "X-ROTOR-P" for line in found["lines"] for driver in line["drivers"])


def test_what_cannot_be_told_gives_two_dates_and_a_question_worth_the_days_between_them(tmp_path, capsys):
    found = json.loads(answer(EXAMPLES[0], "json", tmp_path / "report.html", capsys))
    strict, mild = (
        next(line["stop"]["p50"] for line in found[key] if line["line"] == "ACTUATOR-R")
        for key in ("lines", "lines_if_mildest")
    )
    assert (strict, mild) == ("2025-06-25", "2025-07-08")
    assert [question["moves_p50_days"] for question in found["questions"]] == [13]
    assert sum(scenario["weight"] for scenario in found["scenarios"]) == pytest.approx(1, abs=1e-12)
