"""A folder that `init` writes is one that `check` finds nothing wrong with, and that can be filled in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from exposure.test_workbooks import write_book
from permeance.exposure.folder import SHEETS, check_folder, read_folder
from permeance.exposure.folder.choices import CHOICES
from permeance.exposure.folder.guide import GUIDES
from permeance.exposure.folder.template import write_template
from permeance.materials.readers.excel import read_workbook
from permeance.terms.problem import BadInputError

TODAY = date(2025, 5, 12)


def test_the_guide_explains_every_column_of_every_table_and_no_other() -> None:
    assert {name: set(guide.columns) for name, guide in GUIDES.items()} == {
        name: {*sheet.required, *sheet.optional} for name, sheet in SHEETS.items()
    }
    for name, guide in GUIDES.items():
        assert {*guide.example, *guide.costs} <= set(guide.columns)
        assert set(SHEETS[name].required) <= set(guide.example)
        assert bool(guide.none) == (SHEETS[name].cost is not None)
        for column in guide.example.keys() & {c for table, c in CHOICES if table == name}:
            assert guide.example[column] in CHOICES[name, column]
    assert {column for table, column in CHOICES if column not in GUIDES[table].columns} == set()


@pytest.mark.parametrize("excel", [False, True])
def test_a_template_has_nothing_to_mend_and_everything_to_fill(tmp_path: Path, excel: bool) -> None:
    write_template(tmp_path / "new", excel=excel)
    checked = check_folder(tmp_path / "new", None, TODAY)
    assert checked.problems == ()
    assert {table.state for table in checked.tables} == {"to_fill"}
    assert not checked.ready


@pytest.mark.parametrize("excel", [False, True])
def test_nothing_is_overwritten_and_nothing_written_half(tmp_path: Path, excel: bool) -> None:
    (tmp_path / "README.txt").write_text("mine")
    with pytest.raises(BadInputError, match="nothing was written"):
        write_template(tmp_path, excel=excel)
    assert [path.name for path in tmp_path.iterdir()] == ["README.txt"]
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInputError, match="a folder to write into"):
        write_template(tmp_path / "file", excel=excel)


def test_a_template_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    one, other = (write_template(tmp_path / name, excel=True) for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_the_example_rows_of_the_guide_are_a_company_that_can_be_assessed(tmp_path: Path) -> None:
    for name, guide in GUIDES.items():
        rows = [list(guide.example), list(guide.example.values())]
        if name == "items":
            rows.append(["MOTOR-A", "Motor", "assembly", *[""] * (len(guide.example) - 3)])
        write_book(tmp_path / f"{name}.xlsx", {name: rows})
    company, problems = read_folder(tmp_path, as_of=TODAY)
    assert problems == []
    assert company.stock
    assert check_folder(tmp_path, TODAY, TODAY).ready


def test_closed_lists_are_drop_downs_and_every_column_has_a_note(tmp_path: Path, monkeypatch) -> None:
    lists: list[list[str]] = []
    notes: list[str] = []
    worksheet = xlsxwriter.worksheet.Worksheet
    monkeypatch.setattr(worksheet, "data_validation", lambda self, *words: lists.append(words[-1]["source"]))
    monkeypatch.setattr(worksheet, "write_comment", lambda self, row, place, note, shape: notes.append(note))
    write_template(tmp_path, excel=True)
    assert [tuple(words) for words in lists] == [
        CHOICES[name, column] for name in SHEETS for column in (*SHEETS[name].required, *SHEETS[name].optional)
        if (name, column) in CHOICES
    ]  # fmt: skip
    assert len(notes) == sum(len(guide.columns) for guide in GUIDES.values())
    assert list(read_workbook(tmp_path / "company.xlsx").sheets) == [*SHEETS, "company"]


def test_the_readme_names_every_table_and_column(tmp_path: Path) -> None:
    write_template(tmp_path, excel=False)
    text = (tmp_path / "README.txt").read_text(encoding="utf-8")
    for name, guide in GUIDES.items():
        assert re.search(rf"^{name}( \(needed\))?: a row is ", text, flags=re.MULTILINE)
        assert all(column in text for column in guide.columns)


def test_check_names_what_an_empty_column_costs(tmp_path: Path) -> None:
    write_template(tmp_path, excel=False)
    (tmp_path / "items.csv").write_text("item\nA\nB\n")
    (tmp_path / "bom.csv").write_text("parent,item,qty\nA,B,1\n")
    (tmp_path / "demand.csv").write_text("line,product,units_per_day\nL,A,5\n")
    (tmp_path / "stock.csv").unlink()
    (tmp_path / "queries.csv").unlink()
    checked = check_folder(tmp_path, None, TODAY)
    assert checked.ready
    costs = {(table.table, cost.column): cost.cost for table in checked.tables for cost in table.costs}
    assert costs["items", "composition"].startswith("without it what crosses cannot be told")
    assert costs["stock", None].startswith("no stop date can be given")
    assert costs["queries", None] == "no query is counted as open"
    assert costs["applications", None].startswith("says that nothing is filed")


def test_check_goes_on_where_a_needed_table_is_missing(tmp_path: Path) -> None:
    write_template(tmp_path, excel=False)
    (tmp_path / "items.csv").unlink()
    (tmp_path / "stock.csv").write_text("item;qty\n")
    (tmp_path / "queries.csv").write_text("nonsense\n")
    checked = check_folder(tmp_path, None, TODAY)
    states = {table.table: table.state for table in checked.tables}
    assert (states["items"], states["queries"], states["stock"]) == ("missing", "unreadable", "to_fill")
    assert {problem.file for problem in checked.problems} == {"items.csv", "queries.csv"}
    assert not checked.ready
