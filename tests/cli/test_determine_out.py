"""`determine --out`: every row of a table, written to a file, says what `determine` says of it."""

from __future__ import annotations

import csv
import json
from importlib import resources
from pathlib import Path
from typing import Any

import pyarrow.csv
import pyarrow.parquet
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from permeance.cli.main import main

KNOWN = ("--known", "2026-11-23")
TABLE = """id,form,composition,ship_from,destination,ship_date,military_end_user,end_user
A,magnet,Nd 28; Pr 2; Dy 3; B 1; Fe rest,CN,DE,2026-03-15,no,
B,magnet,Nd 30; B 1; Fe rest,CN,DE,2026-03-15,no,
C,magnet,,CN,US,2026-03-15,,
A,magnet,Nd 30; B 1; Fe rest,CN,DE,2026-03-15,no,
D,sponge,Nd 30; B 1; Fe rest,CN,DE,2026-03-15,no,
E,metal,Ga 99.99,CN,US,2026-12-01,no,Cubic Corporation
=F,oxide,Ho2O3 99.9,CN,FR,2026-11-20,no,
,oxide,Ho2O3 99.9,CN,FR,2026-11-20,no,
G,oxide,Ho2O3 99.9,CN,CN,2026-11-20,no,
"""


@pytest.fixture
def items(tmp_path: Path) -> Path:
    path = tmp_path / "items.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def as_parquet(items: Path) -> Path:
    path = items.with_suffix(".parquet")
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(items), path)
    return path


def single(capsys: pytest.CaptureFixture[str], items: Path, *words: str) -> list[dict[str, Any]]:
    main(["determine", str(items), *KNOWN, "--format", "json", *words])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["results"]
    return found


def held_to(schema: str, answer: object) -> None:
    text = resources.files("permeance.cli").joinpath("schemas", f"{schema}.json").read_text(encoding="utf-8")
    Draft202012Validator(json.loads(text), format_checker=FormatChecker(["date"])).validate(answer)


def reduced(result: dict[str, Any]) -> dict[str, Any]:
    """What bulk says of a row, from what `determine` says of it."""
    if "problem" in result:
        return result
    same = ("id", "answer", "at_least", "at_most", "act_as", "letter_of_law", "provisional", "screening_incomplete")
    governing = result["governing"]
    return {name: result[name] for name in (*same, "evidence", "control_codes", "reverify", "next_change")} | {
        "by_regime": [{"regime": one["regime"], "answer": one["answer"]} for one in result["by_regime"]],
        "governing": f"{governing['instrument']}/{governing['provision']}" if governing else None,
        "obligations": [duty["id"] for duty in result["obligations"]],
        "missing": [f"{f['fact']}:{f['element']}" if f["element"] else f["fact"] for f in result["missing"]],
    }


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_json_file_says_of_every_row_what_determine_says_of_it(capsys, items, kind):
    source = items if kind == "csv" else as_parquet(items)
    out = items.with_name("answers.json")
    assert main(["determine", str(source), *KNOWN, "--out", str(out)]) == 1
    answer = json.loads(out.read_text(encoding="utf-8"))
    held_to("determine-answers", answer)
    capsys.readouterr()
    assert answer["results"] == [reduced(result) for result in single(capsys, source)]


def test_all_kinds_of_file_hold_the_same(capsys, items):
    names = [items.with_name(f"answers.{kind}") for kind in ("json", "csv", "parquet")]
    for out in names:
        main(["determine", str(items), *KNOWN, "--out", str(out)])
    results = json.loads(names[0].read_text(encoding="utf-8"))["results"]
    rows = list(csv.DictReader(names[1].read_text(encoding="utf-8-sig").splitlines()))
    table = pyarrow.parquet.read_table(names[2]).to_pylist()
    assert [row["answer"] for row in rows] == [result.get("answer", "") for result in results]
    assert [row["answer"] for row in table] == [result.get("answer") for result in results]
    assert [row["control_codes"] or "" for row in table] == [row["control_codes"] for row in rows]
    assert [row["id"] for row in rows][6] == "'=F"
    assert [row["problem"] is None for row in table] == ["problem" not in result for result in results]


def test_what_is_printed_counts_the_answers_and_names_the_faults(capsys, items):
    out = items.with_name("answers.parquet")
    assert main(["determine", str(items), *KNOWN, "--out", str(out), "--format", "json"]) == 1
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    held_to("determine-out", answer)
    assert (answer["rows"], sum(answer["counts"].values()), answer["counts"]["problem"]) == (9, 9, 4)
    assert "row 5, id: found 'A' again (first in row 2)" in printed.err
    assert "row 6, form" in printed.err
    assert "row 10, destination" in printed.err


def test_a_table_without_a_fault_ends_well_and_says_how_many_rows_there_are(capsys, items):
    items.write_text("\n".join(TABLE.splitlines()[:3]) + "\n", encoding="utf-8")
    assert main(["determine", str(items), *KNOWN, "--out", str(items.with_name("a.csv"))]) == 0
    printed = capsys.readouterr()
    assert printed.out.endswith(f"2 rows in {items.with_name('a.csv')}\n")
    assert printed.err == ""


def test_of_many_faults_some_are_printed_and_the_file_has_all(capsys, items):
    items.write_text("id,form\n" + "".join(f"P{n},sponge\n" for n in range(50)), encoding="utf-8")
    out = items.with_name("a.parquet")
    assert main(["determine", str(items), *KNOWN, "--out", str(out)]) == 1
    assert f"30 more rows have a problem; each stands beside its row in {out}" in capsys.readouterr().err
    assert all(row["problem"] for row in pyarrow.parquet.read_table(out).to_pylist())


def test_a_table_whose_rows_have_no_day_is_told_how_to_give_one(capsys, items):
    items.write_text("id,form\nA,magnet\n", encoding="utf-8")
    main(["determine", str(items), *KNOWN, "--out", str(items.with_name("a.csv"))])
    assert "give it: --on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "a.txt"], "ends in .parquet, .csv or .json"),
        (["--out", "a.csv", "--explain", "A"], "give one of the two"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_written(capsys, items, monkeypatch, words, said):
    monkeypatch.chdir(items.parent)
    assert main(["determine", str(items), *words]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in items.parent.iterdir()] == ["items.csv"]


def test_the_table_that_is_read_is_never_written_over(capsys, items):
    assert main(["determine", str(items), "--out", str(items)]) == 2
    assert items.read_text(encoding="utf-8") == TABLE
