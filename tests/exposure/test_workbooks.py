"""A folder in Excel answers what the same folder in CSV answers."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from exposure.test_examples import EXAMPLES, ROOT
from permeance.cli.main import main
from permeance.exposure.folder import SHEETS, read_folder
from permeance.terms.problem import BadInputError

Rows = list[list[str]]


def rows_of(path: Path) -> Rows:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def settings_of(folder: Path) -> Rows:
    given = tomllib.loads((folder / "company.toml").read_text(encoding="utf-8"))
    rows = [["key", "value"]]
    for key, value in given.items():
        if isinstance(value, dict):
            rows += [[f"{key}.{name}", ", ".join(map(str, days))] for name, days in value.items()]
        elif isinstance(value, list):
            rows.append([key, "; ".join(value)])
        else:
            rows.append([key, {True: "yes", False: "no"}.get(value, str(value))])
    return rows


def write_book(path: Path, sheets: dict[str, Rows], mar: Callable[[Any], None] = lambda book: None) -> None:
    """Numbers as numbers and days as days, as somebody would type them; `mar` may then spoil some."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "d mmm yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
                        sheet.write_datetime(r, c, date.fromisoformat(cell), day)
                    elif re.fullmatch(r"\d+(\.\d+)?", cell):
                        sheet.write_number(r, c, float(cell))
                    elif cell:
                        sheet.write_string(r, c, cell)
        mar(book)


def tables_of(example: Path) -> dict[str, Rows]:
    return {name: rows_of(example / f"{name}.csv") for name in SHEETS if (example / f"{name}.csv").exists()}


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def make(**changed: Rows) -> Path:
        folder = tmp_path / "company"
        folder.mkdir(exist_ok=True)
        sheets = {**tables_of(EXAMPLES[0]), "company": settings_of(EXAMPLES[0]), **changed}
        write_book(folder / "company.xlsx", {name: rows for name, rows in sheets.items() if rows})
        return folder

    return make


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_one_workbook_is_read_as_the_csv_files_are(tmp_path: Path, example: Path) -> None:
    write_book(tmp_path / "company.xlsx", {**tables_of(example), "company": settings_of(example)})
    assert read_folder(tmp_path) == read_folder(example)


def test_a_day_with_a_time_is_that_day_and_the_hour_is_noted_as_not_used(workbook: Callable[..., Path]) -> None:
    plain, _ = read_folder(workbook())
    applications = [
        [cell.replace("2025-04-09", "2025-04-09 14:30") for cell in row]
        for row in tables_of(EXAMPLES[0])["applications"]
    ]
    company, problems = read_folder(workbook(applications=applications))
    assert (company.applications, problems) == (plain.applications, [])
    (note,) = [note for note in company.notes if "the hour is not used" in note]
    assert note.startswith("company.xlsx, sheet applications, filed: a day with a time is read as that day")


def test_a_workbook_for_each_table_is_read_as_the_csv_files_are(tmp_path: Path) -> None:
    for name, rows in tables_of(EXAMPLES[0]).items():
        write_book(tmp_path / f"{name.capitalize()}.xlsx", {"Sheet1": rows})
    (tmp_path / "company.toml").write_bytes((EXAMPLES[0] / "company.toml").read_bytes())
    assert read_folder(tmp_path) == read_folder(EXAMPLES[0])


def test_a_csv_file_goes_before_a_sheet_and_that_is_said(workbook: Callable[..., Path]) -> None:
    folder = workbook(stock=[["item", "qty"], ["MAG-A", "1"]], Notes=[["ask Ana"]])
    (folder / "stock.csv").write_bytes((EXAMPLES[0] / "stock.csv").read_bytes())
    company, problems = read_folder(folder)
    assert problems == []
    assert company.stock == read_folder(EXAMPLES[0])[0].stock
    assert "sheet 'stock' of company.xlsx was not read: stock.csv is there" in company.notes
    assert any(note.startswith("sheet 'Notes' of company.xlsx was not read: the tables are") for note in company.notes)


def test_a_fault_in_a_sheet_names_the_workbook_the_sheet_and_the_row(workbook: Callable[..., Path]) -> None:
    company, problems = read_folder(workbook(stock=[["item", "qty"], ["MAG-A", "many"], ["NONE", "5"], ["MAG-A", "5"]]))
    assert [(p.file, p.row, p.key) for p in problems] == [
        ("company.xlsx, sheet stock", 2, "qty"),
        ("company.xlsx, sheet stock", 3, "item"),
    ]
    assert problems[1].remedy.startswith("add it to company.xlsx, sheet items or mend the name")
    assert len(company.stock) == 1


def test_settings_in_a_sheet_are_checked_as_those_of_company_toml(workbook: Callable[..., Path]) -> None:
    folder = workbook(company=[["key", "value"], ["as_of", "soon"], ["colour", "red"], ["delays.issue", "5, 3"]])
    _, problems = read_folder(folder, as_of=date(2025, 5, 12))
    assert {(p.file, p.key) for p in problems} == {
        ("company.xlsx, sheet company", key) for key in ("as_of", "colour", "delays.issue")
    }


def test_a_workbook_that_cannot_be_read_is_named_and_so_is_what_is_then_missing(tmp_path: Path) -> None:
    (tmp_path / "company.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(BadInputError) as caught:
        read_folder(tmp_path)
    assert [(p.file, p.found) for p in caught.value.problems] == [
        ("company.xlsx", "a damaged archive"),
        ("items.csv", "neither such a file nor a sheet of company.xlsx"),
    ]


def test_determine_answers_of_a_workbook_what_it_answers_of_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_book(tmp_path / "items.xlsx", {"Goods": rows_of(ROOT / "examples" / "items.csv")})
    answers = []
    for path in (ROOT / "examples" / "items.csv", tmp_path / "items.xlsx"):
        assert main(["determine", str(path), "--known", "2026-11-23", "--format", "json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]
