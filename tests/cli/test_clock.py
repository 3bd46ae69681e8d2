"""The verb `clock`: one JSON object on standard output, messages on standard error, an exit code that tells."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from permeance.cli.main import main

T = str(Path(__file__).parents[1] / "licensing" / "calendar-t.yaml")
ONE = ["clock", "--from", "2025-04-04", "--working-days", "45"]


def read(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any], str]:
    code = main([*words, "--format", "json"])
    out, err = capsys.readouterr()
    return code, json.loads(out), err


def table(tmp_path: Path, *rows: str, header: str = "id,from,working_days,calendar,pauses") -> str:
    path = tmp_path / "clocks.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8-sig")
    return str(path)


def test_one_clock_prints_one_object_with_the_contracts_keys(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer, err = read(capsys, *ONE)
    assert (code, err) == (0, "")
    assert set(answer) == {"contract_version", "results", "problems"}
    assert answer["problems"] == []
    (result,) = answer["results"]
    assert set(result) == {"id", "due", "counted_days", "paused_days", "derivation"}
    assert (result["due"], result["counted_days"], result["paused_days"]) == ("2025-06-11", 45, 0)


def test_text_prints_the_day_first_and_how_it_was_counted_below(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ONE) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "clock: 2025-06-11"
    assert lines[1].startswith("  day 0 is 2025-04-04")


def test_pauses_may_be_given_more_than_once_and_the_calendar_may_be_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["clock", "--from", "2026-09-21", "--working-days", "45", "--calendar", T]
    code, answer, _ = read(capsys, *words, "--pause", "2026-09-29:2026-10-12", "--pause", "2026-09-30:2026-10-14")
    assert (code, answer["results"][0]["due"], answer["results"][0]["paused_days"]) == (0, "2026-12-07", 7)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([*ONE, "--pause", "2025-04-10:"], "not stated while a query that stops the clock is open"),
        (["clock", "--from", "2026-12-01", "--working-days", "45"], "not stated before the calendar CN of 2027"),
    ],
)
def test_an_unstated_deadline_is_null_with_why_and_no_fault(
    capsys: pytest.CaptureFixture[str], words: list[str], why: str
) -> None:
    code, answer, _ = read(capsys, *words)
    assert (code, answer["results"][0]["due"], answer["problems"]) == (0, None, [])
    assert answer["results"][0]["why"].startswith(why)


FAULTY = {
    "2025-02-30,45,,": "from",
    "tomorrow,45,,": "from",
    "2025-W14-5,45,,": "from",
    ",45,,": "from",
    "9999-12-31,45,,": "from",
    "2025-04-04,-3,,": "working_days",
    "2025-04-04,0,,": "working_days",
    "2025-04-04,10001,,": "working_days",
    "2025-04-04,many,,": "working_days",
    f"2025-04-04,{'9' * 5000},,": "working_days",
    "2025-04-04,45,XX,": "calendar",
    "2025-04-04,45,nowhere.yaml,": "calendar",
    "2025-04-04,45,,2025-05-01": "pauses",
    "2025-04-04,45,,:2025-05-01": "pauses",
    "2025-04-04,45,,2025-05-02:2025-05-01": "pauses",
    "2025-04-04,45,,2025-05-01:2025-05-02:2025-05-03": "pauses",
    "2025-04-04,45,,2025-05-01:2025-13-01": "pauses",
    "2025-04-04,,,": "working_days",
    "2025-04-04,4_5,,": "working_days",
    "2025-04-04,٤٥,,": "working_days",
}
IDS = {
    "": "nothing",
    "a": "'a' again (first in row 2)",
    "\x1b[2Jb": "'\\x1b[2Jb'",
    "\u202eb": "'\\u202eb'",
    "b" * 201: repr("b" * 60),
}


@pytest.mark.parametrize(("name", "found"), IDS.items(), ids=["empty", "twice", "escape", "bidi", "long"])
def test_a_row_of_a_batch_without_an_id_of_its_own_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, found: str
) -> None:
    code, answer, _ = read(
        capsys,
        "clock",
        "--batch",
        table(tmp_path, "a,2025-04-04,45,CN,", f"{name},2025-04-04,45,CN,", "c,2025-04-04,1,,"),
    )
    first, faulty, last = answer["results"]
    assert (code, first["due"], last["due"]) == (1, "2025-06-11", "2025-04-07")
    assert answer["problems"] == [faulty["problem"]]
    assert (faulty["row"], faulty["problem"]["key"], faulty["problem"]["found"]) == (3, "id", found)


@pytest.mark.parametrize(("cells", "key"), FAULTY.items(), ids=lambda text: text[:40])
def test_a_faulty_row_is_named_and_the_other_rows_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], cells: str, key: str
) -> None:
    path = table(tmp_path, "a,2025-04-04,45,CN,", f"b,{cells}", "c,2025-04-04,45,,")
    code, answer, err = read(capsys, "clock", "--batch", path)
    first, faulty, last = answer["results"]
    assert (code, first["due"], last["due"]) == (1, "2025-06-11", "2025-06-11")
    assert (faulty["id"], faulty["row"]) == ("b", 3)
    assert answer["problems"] == [faulty["problem"]]
    assert (faulty["problem"]["file"], faulty["problem"]["row"], faulty["problem"]["key"]) == ("clocks.csv", 3, key)
    assert set(faulty["problem"]) == {"file", "row", "key", "found", "allowed", "remedy"}
    assert len(err.splitlines()) == 1


def test_a_batch_takes_several_pauses_and_calendars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pauses = "2026-09-29:2026-10-12|2026-09-30:2026-10-14"
    path = table(tmp_path, f"x,2026-09-21,45,{T},{pauses}", "y,2025-04-04,45,CN,")
    _, answer, _ = read(capsys, "clock", "--batch", path)
    assert [result["due"] for result in answer["results"]] == ["2026-12-07", "2025-06-11"]


def test_an_empty_calendar_cell_takes_the_calendar_of_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path, "x,2026-09-21,45", header="id,from,working_days")
    _, answer, _ = read(capsys, "clock", "--batch", path, "--calendar", T)
    assert answer["results"][0]["due"] == "2026-11-26"


def test_a_batch_without_a_column_answers_nothing_and_names_the_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer, err = read(capsys, "clock", "--batch", table(tmp_path, "a,45", header="id,working_days"))
    assert (code, "results" in answer) == (1, False)
    assert [(problem["row"], problem["key"]) for problem in answer["problems"]] == [(1, "from")]
    assert "clocks.csv, row 1, from: found no such column" in err


def test_a_batch_that_is_not_there_still_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer, _ = read(capsys, "clock", "--batch", str(tmp_path / "none.csv"))
    assert (code, len(answer["problems"])) == (1, 1)


@pytest.mark.parametrize(
    "words",
    [
        ["clock"],
        ["clock", "--from", "2025-04-04"],
        ["clock", "--working-days", "45"],
        [*ONE, "--batch", "clocks.csv"],
        ["clock", "--batch", "clocks.csv", "--pause", "2025-05-01:"],
        ["clock", "--from", "2025-02-30", "--working-days", "45"],
        ["clock", "--from", "2025-04-04", "--working-days", "many"],
    ],
)
def test_a_misuse_is_said_on_standard_error_with_exit_code_2(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    try:
        code: object = main(words)
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert "permeance clock: " in err


def test_a_pause_that_is_no_pause_is_a_fault_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer, err = read(capsys, *ONE, "--pause", "soon")
    assert (code, answer["problems"][0]["file"], answer["problems"][0]["row"]) == (1, "command line", None)
    assert "command line, --pause: found 'soon'" in err


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from permeance.cli.main import main\n"
        "try: main(['clock', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('pydantic', 'yaml', 'numpy', 'numba', 'permeance.law') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
