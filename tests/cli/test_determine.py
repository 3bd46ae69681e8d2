"""The verb `determine`: what is printed of one item is about that item."""

from __future__ import annotations

from pathlib import Path

import pytest

from permeance.cli.main import main


def test_explain_prints_the_problems_of_that_row_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "items.csv"
    table.write_text("id,form\nA,magnet\nB,sponge\n", encoding="utf-8")
    assert main(["determine", str(table), "--explain", "A"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["determine", str(table), "--explain", "B"]) == 1
    assert "row 3, form" in capsys.readouterr().err
