"""Answers to many rows are written whole or not at all, the same in each kind of file, and no cell is a formula."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permeance.cli import row_text, table_out
from permeance.cli.row_text import csv_cell
from permeance.cli.table_out import misuse
from permeance.terms.problem import BadInputError, Problem

PROBLEM = pa.struct(
    [(key, pa.int64() if key == "row" else pa.string()) for key in ("file", "row", "key", "found", "allowed", "remedy")]
)
GOVERNING = pa.struct([("instrument", pa.string()), ("pinpoint", pa.string())])
CODED = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("row", pa.int64()),
        ("answer", CODED),
        ("next_change", pa.date32()),
        ("provisional", pa.bool_()),
        ("control_codes", pa.list_(pa.string())),
        ("governing", GOVERNING),
        ("problem", PROBLEM),
    ]
)
HEAD = {"known": "2026-01-09", "law": {"snapshot": "0" * 16, "verified_on": None}}
FAULT = Problem("items.csv", 4, "form", "'rod'", "ore, metal", "choose one of these")
GOOD = {
    "id": "A-1",
    "answer": "licence_required",
    "next_change": date(2026, 11, 11),
    "provisional": True,
    "control_codes": ["1C905", "1C906"],
    "governing": {"instrument": "CN-2025-18", "pinpoint": "1(2)"},
}
BARE = {
    "id": "B",
    "answer": None,
    "next_change": None,
    "provisional": False,
    "control_codes": [],
    "governing": None,
}


def columns(*rows: Mapping[str, Any], coded: bool = False) -> dict[str, Any]:
    """Rows as columns; coded, each but the id is a dictionary."""
    made = {}
    for field in SCHEMA:
        kind = CODED.value_type if field.name == "answer" else field.type
        values = pa.array([row.get(field.name) for row in rows], kind)
        if coded and field.name != "id":
            values = pa.DictionaryArray.from_arrays(pa.array(range(len(rows)), pa.int32()), values)
        made[field.name] = values
    return made


def write(path: Path, *batches: Mapping[str, Any], problems: tuple[Problem, ...] = ()) -> Path:
    with table_out.table_out(path, SCHEMA, HEAD) as out:
        for batch in batches:
            out.write(batch)
        out.problems += problems
    return path


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


ROWS = (
    {**GOOD, "row": 2},
    {**BARE, "row": 3},
    {"id": "=C", "row": 4, "problem": FAULT.as_json()},
)


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize("batches", [1, 3])
def test_json_is_one_object_by_the_contract(tmp_path: Path, coded: bool, batches: int) -> None:
    split = [columns(row, coded=coded) for row in ROWS] if batches == 3 else [columns(*ROWS, coded=coded)]
    path = write(tmp_path / "answer.json", *split, problems=(FAULT,))
    said = json.loads(path.read_text(encoding="utf-8"))
    assert list(said) == ["contract_version", "known", "law", "results", "problems"]
    assert (said["contract_version"], said["law"]) == ("1", HEAD["law"])
    assert said["results"] == [
        {**GOOD, "next_change": "2026-11-11"},
        BARE,
        {"id": "=C", "row": 4, "problem": FAULT.as_json()},
    ]
    assert said["problems"] == [FAULT.as_json()]


def test_json_without_rows_is_whole(tmp_path: Path) -> None:
    said = json.loads(write(tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert (said["results"], said["problems"]) == ([], [])
    assert json.loads(write(tmp_path / "answer.json", columns()).read_text(encoding="utf-8")) == said


@pytest.mark.parametrize("coded", [True, False])
def test_csv_has_a_row_for_each_with_lists_joined(tmp_path: Path, coded: bool) -> None:
    path = write(tmp_path / "answer.csv", columns(*ROWS, coded=coded))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,row,answer,"), "Excel knows UTF-8 by this mark only"
    assert cells(path) == [
        SCHEMA.names,
        ["A-1", "2", "licence_required", "2026-11-11", "yes", "1C905; 1C906", "CN-2025-18: 1(2)", ""],
        ["B", "3", "", "", "no", "", "", ""],
        ["'=C", "4", "", "", "", "", "", str(FAULT)],
    ]
    assert cells(write(tmp_path / "none.csv")) == [SCHEMA.names]


@pytest.mark.parametrize("coded", [True, False])
def test_parquet_keeps_the_types_and_the_codes(tmp_path: Path, coded: bool) -> None:
    path = write(tmp_path / "answer.parquet", columns(*ROWS, coded=coded), columns(ROWS[1]))
    table = pq.read_table(path)
    assert table.schema.field("answer").type == CODED
    assert table.schema.field("governing").type == GOVERNING
    assert [{k: v for k, v in row.items() if v is not None} for row in table.to_pylist()] == [
        {k: v for k, v in row.items() if v is not None} for row in (*ROWS, ROWS[1])
    ]
    assert json.loads(table.schema.metadata[b"permeance"]) == {"contract_version": "1", **HEAD}
    assert pq.read_table(write(tmp_path / "none.parquet")).num_rows == 0


def test_parquet_puts_batches_of_different_codes_into_one_row_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_out, "GROUP", 4)
    batches = [columns({**GOOD, "answer": word}, coded=True) for word in "abcdef"]
    path = write(tmp_path / "answer.parquet", *batches)
    file = pq.ParquetFile(path)
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [4, 2]
    chunk = file.metadata.row_group(0).column(SCHEMA.names.index("answer"))
    assert "RLE_DICTIONARY" in chunk.encodings
    assert file.read().column("answer").to_pylist() == list("abcdef")


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1",
    "\t=1",
    "\r\n=1",
    "＝1",
    "a;=1",
    "a,-1",
    "a\t@x",
    'a","=1',
    "\ufeff=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_can_become_a_formula_however_a_program_splits_the_line(text: str) -> None:
    line = csv_cell(text)
    for separator in ",;\t":
        for row in csv.reader(StringIO(line, newline=""), delimiter=separator):
            for cell in row:
                for part in re.split(r"[,;\t\r\n]", cell.strip('"')):
                    assert not re.match(r'["\s\ufeff]*[=+\-@＝＋－＠]', part), (cell, part)


@given(st.text(alphabet=st.sampled_from("ab=+-@;, \t\n\r\"'磁\u00a0")))
def test_a_formula_is_marked_wherever_it_begins_and_what_was_written_is_there(text: str) -> None:
    (row,) = csv.reader(StringIO(csv_cell(text) + ",end", newline=""), strict=True)
    assert row[-1] == "end"
    assert len(row) == 2
    assert not re.search(r'(^|[",;\t\r\n])[\s"]*[=+\-@]', row[0])
    assert row[0].replace("'", "").replace("\\r", "\r") == text.replace("'", "")


WORDS = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(["A-1", "=1", 'say "so"', "a\\b", "磁体"])


@settings(deadline=None)
@given(
    st.lists(st.tuples(WORDS, st.none() | WORDS, st.none() | st.lists(WORDS, max_size=3)), max_size=9), st.booleans()
)
def test_every_kind_of_file_says_the_same(made: list[tuple[str, str | None, list[str] | None]], coded: bool) -> None:
    rows = [{**BARE, "id": name, "answer": answer, "control_codes": codes} for name, answer, codes in made]
    with TemporaryDirectory() as folder:
        batches = (columns(*rows[:4], coded=coded), columns(*rows[4:], coded=coded))
        said = json.loads(write(Path(folder) / "a.json", *batches).read_text(encoding="utf-8"))
        assert said["results"] == rows
        kept = pq.read_table(write(Path(folder) / "a.parquet", *batches)).to_pylist()
        assert [{key: row[key] for key in BARE} for row in kept] == rows
        table = cells(write(Path(folder) / "a.csv", *batches))[1:]
        assert len(table) == len(rows)
        assert [len(row) for row in table] == [len(SCHEMA)] * len(rows)


def test_what_would_command_a_terminal_is_an_escape_in_every_text(tmp_path: Path) -> None:
    hostile = columns({**BARE, "id": "a\x1b[2J\x9b\u202e\u2028\0b"})
    for path in (tmp_path / "a.csv", tmp_path / "a.json"):
        text = write(path, hostile).read_text(encoding="utf-8-sig")
        assert re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\u2028]", text) is None
    assert json.loads(text)["results"][0]["id"] == "a\x1b[2J\x9b\u202e\u2028\0b"


def test_batches_longer_than_what_is_made_into_lines_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_text, "MOST_ROWS", 3)
    rows = [{**GOOD, "id": f"A{n}", "row": n, "answer": f"{n % 2}"} for n in range(10)]
    whole = columns(*rows)
    whole["answer"] = whole["answer"].dictionary_encode()
    sliced = {name: values.slice(1, 8) for name, values in whole.items()}
    assert [row[0] for row in cells(write(tmp_path / "a.csv", sliced))[1:]] == [f"A{n}" for n in range(1, 9)]
    said = json.loads(write(tmp_path / "a.json", sliced).read_text(encoding="utf-8"))["results"]
    assert [(row["id"], row["answer"]) for row in said] == [(f"A{n}", f"{n % 2}") for n in range(1, 9)]


@pytest.mark.parametrize("ending", table_out.ENDINGS)
@pytest.mark.parametrize("error", [BadInputError([FAULT]), KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left")])
def test_what_ends_early_leaves_no_file_and_an_older_one_as_it_was(
    tmp_path: Path, ending: str, error: BaseException
) -> None:
    path = tmp_path / f"answer{ending}"
    path.write_bytes(b"old")

    def fail() -> None:
        with table_out.table_out(path, SCHEMA, HEAD) as out:
            out.write(columns(*ROWS))
            raise error

    with pytest.raises((BadInputError, KeyboardInterrupt)) as caught:
        fail()
    if isinstance(error, OSError):
        assert f"answer{ending}, --out: found No space left; allowed: a path that can be written" in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"old"


def test_a_kind_of_file_that_is_not_known_and_the_table_that_is_read_are_misuse(tmp_path: Path) -> None:
    items = tmp_path / "items.csv"
    items.write_text("id\n")
    (tmp_path / "link.csv").symlink_to(items)
    os.link(items, tmp_path / "hard.csv")
    for name in ("items.csv", "link.csv", "hard.csv", "../" + tmp_path.name + "/items.csv"):
        assert "the table that is read; allowed: any other file; nothing was written" in (
            misuse(tmp_path / name, items) or ""
        )
    for name in ("answer.xlsx", "answer", "answer.csv.gz"):
        assert f"answer{name[6:]}; allowed: a name that ends in .parquet, .csv or .json" in (
            misuse(Path(name), items) or ""
        )
    for name in ("answer.csv", "answer.JSON", "answer.parquet"):
        assert misuse(tmp_path / name, items) is None
