"""A cell without a value of its own costs no more than a cell with a wrong one, and nothing where nobody reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exposure.test_examples import EXAMPLES
from exposure.test_workbooks import Rows, settings_of, tables_of, write_book
from permeance.cli.main import main
from permeance.exposure.company import Company
from permeance.exposure.folder import check_folder, read_folder
from permeance.exposure.folder.check import FolderCheck
from permeance.terms.problem import BadInputError, Problem

Mar = Callable[[Any], None]
TODAY = date(2025, 5, 12)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[Company, list[Problem]]]:
    """The example in a workbook, spoilt, and read."""

    def make(sheet: str, mar: Mar, **changed: Rows) -> tuple[Company, list[Problem]]:
        spoil(tmp_path, sheet, mar, **changed)
        return read_folder(tmp_path)

    return make


def spoil(folder: Path, sheet: str, mar: Mar, **changed: Rows) -> None:
    sheets = {**tables_of(EXAMPLES[0]), "company": settings_of(EXAMPLES[0]), **changed}
    write_book(folder / "company.xlsx", sheets, lambda book: mar(book.get_worksheet_by_name(sheet)))


def error(place: str) -> Mar:
    return lambda sheet: sheet.write_formula(place, "=NA()", None, "#N/A")


def merged(span: str, text: str = "") -> Mar:
    return lambda sheet: sheet.merge_range(span, text)


def said(problems: list[Problem]) -> list[tuple[int | None, str | None, str]]:
    return [(problem.row, problem.key, problem.found) for problem in problems]


def late(company: Company) -> dict[str, str]:
    return {fault.line: fault.why for fault in company.may_be_late}


def test_a_row_of_the_bill_stands_without_its_quantity_and_its_line_is_named(read: Callable) -> None:
    company, problems = read("bom", error("C2"))
    assert said(problems) == [(2, "qty", "the error #N/A")]
    assert problems[0].remedy == "mend the formula; until then 1 is taken"
    assert late(company) == {"MOTOR-A": "bom row 2 is used only in part"}


def test_a_formula_without_a_result_costs_no_more_than_its_cell(read: Callable) -> None:
    company, problems = read("bom", lambda sheet: sheet.write_formula("D2", "=1*1", None, ""))
    assert said(problems) == [(2, "scrap_pct", "a formula whose result is not stored")]
    assert late(company) == {"MOTOR-A": "bom row 2 is used only in part"}


def test_a_row_whose_parent_is_merged_with_another_may_concern_every_line(read: Callable) -> None:
    company, problems = read("bom", merged("A2:A3", "MOTOR-A"))
    assert said(problems) == [(2, "parent", "merged cells A2:A3"), (3, "parent", "merged cells A2:A3")]
    assert late(company) == dict.fromkeys(
        ("MOTOR-A", "MOTOR-B", "ACTUATOR-R", "SENSOR-S"), "bom rows 2 and 3 are not used"
    )


def test_a_line_without_its_figure_is_not_answered_and_named(read: Callable) -> None:
    company, problems = read("demand", error("F2"))
    assert [(fault.line, fault.why) for fault in company.not_answered] == [
        ("MOTOR-A", "its demand row 2 cannot be used")
    ]
    assert "the row was left out" in problems[0].remedy


def test_a_line_whose_very_name_is_lost_is_named_by_its_row(read: Callable) -> None:
    company, _ = read("demand", error("A3"))
    assert [(fault.line, fault.why) for fault in company.not_answered] == [
        ("in row 3 of demand", "its name cannot be read")
    ]


def test_a_fact_that_decides_nothing_costs_no_row(read: Callable) -> None:
    company, problems = read("demand", merged("B2:B4", "Ohio"))
    assert {demand.line for demand in company.demands} == {"MOTOR-A", "MOTOR-B", "ACTUATOR-R", "SENSOR-S"}
    assert said(problems) == [(row, "site", "merged cells B2:B4") for row in (2, 3, 4)]
    assert (company.not_answered, company.may_be_late) == ((), ())


def test_a_crossing_stands_without_a_party_and_its_case_with_it(read: Callable) -> None:
    company, problems = read("crossings", merged("H2:I3", "Ningbo Example Magnet (synthetic)"))
    assert said(problems) == [(row, key, "merged cells H2:I3") for row in (2, 3) for key in ("exporter", "consignee")]
    assert company.crossings["X-MAG-A"].exporter is None
    assert "NB-0412" in company.applications


def test_a_line_stands_without_its_end_use_and_its_dates_may_be_too_late(read: Callable) -> None:
    company, _ = read("demand", error("H2"))
    assert late(company) == {"MOTOR-A": "demand row 2 is used only in part"}
    company, _ = read("crossings", error("L3"))
    assert late(company) == {"MOTOR-B": "crossings row 3 is used only in part"}


def test_rows_that_name_a_row_that_is_lost_say_to_mend_that_first(read: Callable) -> None:
    _, problems = read("applications", error("D2"), queries=[["application", "asked"], ["NB-0412", "2025-05-01"]])
    assert [problem.remedy for problem in problems] == [
        "mend the formula; the row was left out",
        "mend that row first; the row was left out",
    ]


def test_a_name_that_may_stand_in_a_cell_that_cannot_be_read_is_not_called_another(read: Callable) -> None:
    _, problems = read("crossings", error("A2"))
    (missing,) = {p.remedy for p in problems if p.file.endswith("applications")}
    assert missing.startswith("mend row 2 of company.xlsx, sheet crossings first, whose name cannot be read; if it is")


def test_a_day_of_the_question_that_cannot_be_read_is_not_taken_for_today(read: Callable) -> None:
    rows = settings_of(EXAMPLES[0])
    row = next(n for n, cells in enumerate(rows, start=1) if cells[0] == "as_of")
    for place in (f"B{row}", f"A{row}"):
        with pytest.raises(BadInputError, match=f"row {row}, (key|value): found the error #N/A"):
            read("company", error(place))


def remarked(table: str) -> Rows:
    header, *rows = tables_of(EXAMPLES[0])[table]
    return [[*header, "remark"], *([*row, ""] for row in rows)]


@pytest.mark.parametrize("mar", [error("E2"), merged("E2:E4", "see the mail"), error("J2"), merged("H2:J3")])
def test_a_column_that_nobody_reads_costs_nothing(read: Callable, mar: Mar) -> None:
    plain, _ = read_folder(EXAMPLES[0])
    company, problems = read("bom", mar, bom=remarked("bom"))
    assert (company.usages, company.may_be_late) == (plain.usages, ())
    assert [problem for problem in problems if problem.row != 1] == []


def test_a_row_with_nothing_but_a_remark_is_no_row(read: Callable) -> None:
    rows = [*remarked("bom"), ["", "", "", "", "as of last week"]]
    _, problems = read("bom", lambda sheet: None, bom=rows)
    assert [problem for problem in problems if problem.row != 1] == []


@pytest.mark.parametrize("row", ["MOTOR-A,ROTOR-A,1", "MOTOR-A,ROTOR-A,1,,", f"{'x' * 20_001},ROTOR-A,1,"])
def test_a_row_of_csv_that_cannot_be_read_whole_is_left_out_with_its_lines_named(tmp_path: Path, row: str) -> None:
    for name, rows in tables_of(EXAMPLES[0]).items():
        text = "".join(",".join(f'"{cell}"' for cell in cells) + "\n" for cells in rows)
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with (tmp_path / "bom.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    number = len(tables_of(EXAMPLES[0])["bom"]) + 1
    checked = check_folder(tmp_path, TODAY, TODAY)
    assert checked.company is not None
    assert late(checked.company) == dict.fromkeys(
        ("MOTOR-A", "MOTOR-B", "ACTUATOR-R", "SENSOR-S"), f"bom row {number} is not used"
    )
    assert left_out(checked) == {"bom": 1}


def left_out(checked: FolderCheck) -> dict[str, int]:
    return {table.table: table.left_out for table in checked.tables if table.left_out}


def test_check_counts_such_rows_and_says_which_dates_may_be_too_late(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(tmp_path, "bom", merged("A2:A3", "MOTOR-A"))
    assert main(["check", str(tmp_path), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {table["table"]: table["left_out"] for table in found["tables"] if table["left_out"]} == {"bom": 2}
    assert found["limits"] == ["dates of MOTOR-A, MOTOR-B, ACTUATOR-R and SENSOR-S may be too late"]
    main(["check", str(tmp_path)])
    assert "Can be assessed in part: dates of MOTOR-A, MOTOR-B" in capsys.readouterr().out


def test_a_column_of_ones_own_is_a_note_and_no_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = settings_of(EXAMPLES[0])
    own = [[*rows[0], "who"], *([*row, "Eva"] for row in rows[1:])]
    spoil(tmp_path, "bom", lambda sheet: None, bom=remarked("bom"), company=own)
    assert main(["check", str(tmp_path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["problems"] == []
    assert [note for note in found["notes"] if "unread" in note] == [
        "company.xlsx, sheet company: left unread, since the table has no such column: 'who'",
        "company.xlsx, sheet bom: left unread, since the table has no such column: 'remark'",
    ]


def test_a_column_that_is_nearly_one_that_is_missing_is_a_problem(read: Callable) -> None:
    header, *rows = tables_of(EXAMPLES[0])["bom"]
    assert header[3] == "scrap_pct"
    company, problems = read("bom", lambda sheet: None, bom=[[*header[:3], "Scrap pct."], *rows])
    assert said(problems) == [(1, "Scrap pct.", "a column that is not known")]
    assert problems[0].remedy == "rename it to scrap_pct, if that is meant; it was not read"
    assert not any("unread" in note for note in company.notes)


def test_text_that_may_be_thousands_is_refused_where_a_number_is_due(read: Callable) -> None:
    def mar(sheet: Any) -> None:
        sheet.write_string("F2", "1.220")
        sheet.write_number("F3", 1.225)

    company, problems = read("demand", mar)
    assert said(problems) == [(2, "units_per_day", "the text '1.220', which may be 1220 or 1 and a fraction")]
    assert {demand.line: str(demand.units_per_day) for demand in company.demands}["MOTOR-B"] == "1.225"
    assert [fault.line for fault in company.not_answered] == ["MOTOR-A"]


def test_a_share_written_in_per_cent_is_told_as_the_figure_to_write(read: Callable) -> None:
    _, (problem,) = read("bom", lambda sheet: sheet.write_string("D2", "2 %"))
    assert (problem.key, problem.remedy) == ("scrap_pct", "write 2; until then no scrap is counted")
    _, (problem,) = read("bom", lambda sheet: sheet.write_string("C2", "2%"))
    assert problem.remedy.startswith("write a plain number with a point")


def test_lines_in_one_name_are_told_to_be_written_apart(tmp_path: Path, read: Callable) -> None:
    rows = [["priority", "MOTOR-B, MOTOR-A"] if row[0] == "priority" else row for row in settings_of(EXAMPLES[0])]
    _, (problem,) = read("bom", lambda sheet: None, company=rows)
    assert problem.remedy == "write semicolons between the lines; it was left out"
    (tmp_path / "company.toml").write_text('as_of = 2025-05-12\npriority = ["MOTOR-B, MOTOR-A"]\n')
    _, (problem,) = read_folder(tmp_path)
    assert problem.remedy == "write each name in quotes of its own; it was left out"


def test_notes_and_doubts_name_the_sheet_where_the_table_lies_in_a_workbook(read: Callable) -> None:
    header, *rows = tables_of(EXAMPLES[0])["stock"]
    stock = [[*header, "safety_qty"], *([*row, "5"] for row in rows)]
    company, _ = read("bom", lambda sheet: None, stock=stock)
    assert any(note.startswith("company.xlsx, sheet stock, safety_qty: safety stock of") for note in company.notes)
    assert not any(".csv" in note for note in company.notes)
    assert company.file("consents") == "consents.csv"
    assert company.file("demand") == "company.xlsx, sheet demand"
