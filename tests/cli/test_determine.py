"""The verb `determine`: what is printed of one item is about that item."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow
import pyarrow.csv
import pyarrow.parquet
import pytest

from permeance.cli.main import main
from permeance.determination.rendering import plain_words


def test_explain_prints_the_problems_of_that_row_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "items.csv"
    table.write_text("id,form\nA,magnet\nB,sponge\n", encoding="utf-8")
    assert main(["determine", str(table), "--explain", "A"]) == 0
    assert "row 3" not in capsys.readouterr().err
    assert main(["determine", str(table), "--explain", "B"]) == 1
    assert "row 3, form" in capsys.readouterr().err


def answered(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *words: str) -> tuple[str, str]:
    table = tmp_path / "items.csv"
    table.write_text(text, encoding="utf-8")
    main(["determine", str(table), *words])
    printed = capsys.readouterr()
    return printed.out, printed.err


def test_of_many_missing_facts_the_number_of_those_not_named_is_said(tmp_path, capsys) -> None:
    out, _ = answered(tmp_path, capsys, "id,form,ship_from,destination\nA,equipment,CN,US\n", "--on", "2026-11-23")
    assert re.search(r"not given or not settled: [^,]+, [^,]+, [^,]+, [^,]+, and \d+ more[;.]", out)
    assert "Until then act as if it " in out


def test_where_no_row_has_a_day_the_option_that_gives_one_is_named_once(tmp_path, capsys) -> None:
    undated = "id,form,ship_from,destination\nA,magnet,CN,US\nB,magnet,CN,US\n"
    _, err = answered(tmp_path, capsys, undated)
    assert err.count("--on") == 1
    assert "--on" not in answered(tmp_path, capsys, undated, "--on", "2026-11-23")[1]
    dated = "id,form,ship_from,destination,ship_date\nA,magnet,CN,US,2026-11-23\nB,magnet,CN,US,\n"
    assert "--on" not in answered(tmp_path, capsys, dated)[1]


MAGNET = (
    "id,form,composition,closed,ship_from,destination,end_user\nM,magnet,Nd 29; Dy 1.5; B 1; Fe rest,yes,CN,SK,Works\n"
)


def test_the_reasons_of_a_magnet_hold_no_entry_of_which_nothing_is_known_to_hold(tmp_path, capsys) -> None:
    out, _ = answered(tmp_path, capsys, MAGNET, "--on", "2026-11-23", "--explain", "M")
    assert "1C905.a.4" in out
    assert "1C904.a.4" in out  # terbium alone is missing
    assert "diamond" not in out
    assert "party on the list" not in out
    assert re.search(r"screening: Works: held against the \d+ party lists in force", out)


def test_reasons_are_in_words_and_not_in_names_of_the_data(tmp_path, capsys) -> None:
    out, _ = answered(tmp_path, capsys, MAGNET, "--on", "2026-11-23", "--explain", "M")
    assert "in force from 2025-04-04" in out
    assert not re.search(r"[a-z]_[a-z]", out)
    assert plain_words("diamond_mean_particle_um at most 8") == "diamond mean particle in µm at most 8"


def test_a_table_in_parquet_is_answered_as_in_csv_and_its_problems_are_those_of_csv(tmp_path, capsys) -> None:
    columns = {
        "ID": ["magnet", "rod", "magnet", None],
        "form": ["magnet", "rod", "magnet", None],
        "composition": ["Nd 28; Dy 3; B 1; Fe rest", None, None, None],
        "ship_from": ["CN", "CN", "CN", None],
        "destination": ["DE", "DE", "DE", None],
        "colour": ["grey", "grey", "grey", "grey"],
    }
    table = pyarrow.table({**columns, "ship_date": [date(2025, 5, 12), None, None, None]})
    pyarrow.parquet.write_table(table, tmp_path / "items.parquet")
    pyarrow.csv.write_csv(table, tmp_path / "items.csv")
    said = []
    for ending in ("parquet", "csv"):
        code = main(["determine", str(tmp_path / f"items.{ending}"), "--known", "2026-01-09", "--format", "json"])
        out, err = capsys.readouterr()
        said.append((code, *(text.replace(f"items.{ending}", "items") for text in (out, err))))
    assert said[0] == said[1]
    assert [row.get("answer") for row in json.loads(said[0][1])["results"]] == ["licence_required", None, None, None]


def test_what_reads_parquet_is_not_loaded_for_another_table(tmp_path: Path) -> None:
    items = tmp_path / "items.csv"
    items.write_text("id,form\nA,ore\n", encoding="utf-8")
    code = (
        "import sys; from permeance.cli.main import main; "
        f"main(['determine', {str(items)!r}]); print([m for m in sys.modules if m.startswith('pyarrow')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
