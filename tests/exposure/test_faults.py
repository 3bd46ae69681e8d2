"""A folder with seeded faults: each is named precisely, nothing crashes, the rest is answered."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from permeance.cli.main import main
from permeance.materials.readers.csv_lines import MAX_BYTES

EXAMPLE = Path(__file__).parents[2] / "examples" / "traction-motors-2025-05-12"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "company"))


def append(folder: Path, table: str, line: str) -> int:
    """Add a row and return its number in the file."""
    path = folder / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{line}\n", encoding="utf-8")
    return len(path.read_text(encoding="utf-8").splitlines())


def assess(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict]:
    code = main(["assess", str(folder), "--horizon-days", "120", "--format", "json"])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return code, json.loads(printed.out)


ROWS = [
    ("stock", "MAG-A,Ohio,own,plant,-5,,2025-05-09", "qty", "-5", "a number of zero or more"),
    ("items", "MAG-X,Magnet,magnet,,1,Dy 3 kg,,,,,,", "composition", "unit 'kg' in 'Dy 3 kg'", "%, wt%, ppm, ppb"),
    ("items", "MAG-Y,Magnet,magnet,,1,Nd 31; Pr 8; Dy 4; Fe 65,,,,,,", "composition", "parts that sum to 108 %", "at most 100 %"),
    ("stock", "MAG-A,Ohio,own,plant,5,2031-01-02,", "available_on", "2031-01-02", "a date such as 2026-03-15, from 2000 to 2030"),
    ("items", "MAG-A,Segment magnet,magnet,,1,,,,,,,", "item", "'MAG-A' again (first in row 12)", "each once"),
    ("bom", "MAG-A,MOTOR-A,1,", "item", "a circle: ", "no item inside itself"),
    ("bom", "MOTOR-A,NO-SUCH,1,", "item", "'NO-SUCH'", "a name of items.csv"),
    ("applications", "NB-1,1,X-MAG-A,1,1,individual,2025-05-09,2025-05-08,,,,review,,", "forwarded", "2025-05-08", "on or after filed (2025-05-09)"),
    ("queries", "NB-0420,2025-05-06,2025-05-01,x,yes,us", "answered", "2025-05-01", "on or after 2025-05-06"),
    ("demand", "LINE-X,Ohio,MOTOR-A,,,lots,mon-fri,", "units_per_day", "'lots'", "a number above zero"),
    ("crossings", "X-NEW,S,MAG-A,powdery,1,CN,US,,,,,,", "form", "'powdery'", "ore, concentrate, metal"),
]  # fmt: skip


@pytest.mark.parametrize("fault", ROWS, ids=[f"{r[0]}: {r[3]}" for r in ROWS])
def test_a_faulty_row_is_named_and_the_rest_answered(
    folder: Path, capsys: pytest.CaptureFixture[str], fault: tuple[str, str, str, str, str]
) -> None:
    table, line, key, found, allowed = fault
    row = append(folder, table, line)
    code, answer = assess(folder, capsys)
    assert code == 1
    assert len(answer["lines"]) == 4
    (problem,) = answer["problems"]
    assert (problem["file"], problem["row"], problem["key"]) == (f"{table}.csv", row, key)
    assert problem["found"].startswith(found)
    assert problem["allowed"].startswith(allowed)
    assert problem["remedy"]


def test_a_missing_column_is_named_and_the_rest_answered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stock = folder / "stock.csv"
    stock.write_text(stock.read_text(encoding="utf-8").replace("qty", "quantity", 1), encoding="utf-8")
    code, answer = assess(folder, capsys)
    assert code == 1
    problems = {(p["file"], p["row"], p["key"]): p["found"] for p in answer["problems"]}
    assert problems["stock.csv", 1, "qty"] == "no such column"
    assert problems["stock.csv", 1, "quantity"] == "a column that is not known"
    assert all(line["stop"]["p50"] is None for line in answer["lines"]), "no date without a stock that could be read"


def test_an_empty_file_is_named_and_the_rest_answered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "queries.csv").write_bytes(b"")
    code, answer = assess(folder, capsys)
    assert (code, len(answer["lines"])) == (1, 4)
    assert [(p["file"], p["found"]) for p in answer["problems"]] == [("queries.csv", "an empty file")]


def test_a_file_over_the_limit_is_named_and_the_rest_answered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (folder / "queries.csv").open("ab") as file:
        file.truncate(MAX_BYTES + 1)
    code, answer = assess(folder, capsys)
    assert (code, len(answer["lines"])) == (1, 4)
    assert [(p["file"], p["found"]) for p in answer["problems"]] == [("queries.csv", f"{MAX_BYTES + 1:,} bytes")]


def test_a_missing_required_table_is_named_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "demand.csv").unlink()
    code, answer = assess(folder, capsys)
    assert code == 1
    assert [(p["file"], p["found"]) for p in answer["problems"]] == [("demand.csv", "no such file")]


def test_all_faults_at_once_are_all_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for table, line, *_ in ROWS:
        append(folder, table, line)
    code, answer = assess(folder, capsys)
    assert (code, len(answer["lines"])) == (1, 4)
    assert len(answer["problems"]) == len(ROWS)
