"""The workbook says what the JSON says, as days, shares and text; nothing of a table becomes a formula."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exposure import small
from exposure.test_examples import EXAMPLES, ROOT
from permeance.cli.main import main
from permeance.exposure.assess import Assessment, assess
from permeance.exposure.filings import Clearance, Licence
from permeance.exposure.folder import read_folder
from permeance.exposure.line_stop import Settings
from permeance.exposure.report import words
from permeance.exposure.report.sheets import Cell, Column, Kind, Sheet
from permeance.exposure.report.workbook import LONGEST, fit, workbook, xlsx_of
from permeance.terms.problem import Problem

NEWS = ROOT / "examples" / "news" / "brief-2025-05-13.html"
SHEETS = [
    "Answer",
    "Drivers",
    "Scenarios",
    "Nothing filed",
    "Holds at customs",
    "Cases",
    "Licences",
    "Determinations",
    "Levers",
    "Questions",
]
SHEETS += ["Claims", "Assumptions", "Problems", "Law and limits"]
CREATED = datetime(2025, 5, 12)
Rows = list[list[Any]]


def read(content: bytes | Path) -> dict[str, Rows]:
    book = CalamineWorkbook.from_object(content if isinstance(content, Path) else BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def table(rows: Rows) -> list[dict[str, Any]]:
    """The rows below the headings, up to the first empty one; headings are the first row with a second cell."""
    head = next(n for n, row in enumerate(rows) if row[1] != "")
    found = []
    for row in rows[head + 1 :]:
        if all(cell == "" for cell in row):
            break
        found.append(dict(zip(rows[head], row, strict=True)))
    return found


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The JSON and the workbook of one day with news."""
    path = tmp_path_factory.mktemp("book") / "answer.xlsx"
    words_ = ["assess", str(EXAMPLES[0]), "--as-of", "2025-05-13", "--news", str(NEWS), "--format", "json"]
    command = [sys.executable, "-m", "permeance.cli.main", *words_, "--xlsx", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout), path


@pytest.fixture(scope="module")
def book(answered: tuple[dict[str, Any], Path]) -> dict[str, Rows]:
    return read(answered[1])


@pytest.fixture(scope="module")
def plain() -> Assessment:
    company, problems = read_folder(EXAMPLES[0])
    return assess(company, company.as_of, Settings(365, 1, 200), problems)


def sheet_of(cell: Cell, kind: Kind = Kind.PLAIN) -> bytes:
    return xlsx_of([Sheet("S", ("One cell",), (Column("a"), Column("b", kind)), [("x", cell)])], {"created": CREATED})


def cell_of(day: str | None) -> date | str:
    return date.fromisoformat(day) if day else "beyond the horizon"


def test_the_sheets_stand_in_their_order(book: dict[str, Rows]) -> None:
    assert list(book) == SHEETS


def test_every_line_has_the_dates_and_shares_of_the_json(answered: Any, book: dict[str, Rows]) -> None:
    rows = table(book["Answer"])
    assert [row["Line"] for row in rows] == [line["line"] for line in answered[0]["lines"]]
    for row, line in zip(rows, answered[0]["lines"], strict=True):
        assert [row[name] for name in ("P10", "P50", "P90")] == [
            cell_of(line["stop"][p]) for p in ("p10", "p50", "p90")
        ]
        assert type(row["P50"]) is date
        for days, share in line["p_stop_within"].items():
            assert row[f"Stops within {days} days"] == pytest.approx(share, abs=1e-4)
        assert row["P50 without the news"] == cell_of(line["without_news"]["p50"])
        assert row["Days by which the news moves P50"] == line["delta_days"]


def test_every_line_in_every_scenario_has_the_dates_of_the_json(answered: Any, book: dict[str, Rows]) -> None:
    found = {(row["Scenario"], row["Line"]): (row["P10"], row["P50"], row["P90"]) for row in table(book["Scenarios"])}
    assert found == {
        (apart["name"], line["line"]): tuple(cell_of(apart[p]) for p in ("p10", "p50", "p90"))
        for line in answered[0]["lines"]
        for apart in line["by_scenario"]
    }


def test_every_other_part_of_the_answer_has_its_rows(answered: Any, book: dict[str, Rows]) -> None:
    said, rows = answered[0], {name: table(found) for name, found in book.items()}
    assert [row["Case"] for row in rows["Cases"]] == [case["application"] for case in said["cases"]]
    assert [(row["Crossing"], row["Act as"].replace(" ", "_")) for row in rows["Determinations"]] == [
        (d["id"], d["act_as"]) for d in said["determinations"]
    ]
    assert [(row["Lever"], row["Line"], row["Days gained P50"]) for row in rows["Levers"]] == [
        (lever["lever"], lever["line"], lever["days_gained"]["p50"]) for lever in said["levers"]
    ]
    assert [row["Asks"] for row in rows["Questions"]] == [q["asks"] for q in said["questions"]]
    assert [row["Quote"] for row in rows["Claims"]] == [claim["span"]["quote"] for claim in said["claims"]]
    assert [row["What"] for row in rows["Assumptions"]] == [a["what"] for a in said["assumptions"]]
    assert [row["Part"] for row in rows["Determinations"] if row["Answer"] == "unknown"] == ["MAG-E"]
    assert all(row["Share of runs"] > 0 for row in rows["Drivers"])


def test_dates_of_cases_are_dates_or_words(book: dict[str, Rows]) -> None:
    case = table(book["Cases"])[0]
    assert (case["Case"], case["Filed"], case["Accepted"]) == ("NB-0412", date(2025, 4, 9), date(2025, 4, 16))
    assert (case["Decision P50"], case["At the plant P90"]) == (date(2025, 6, 17), "not foreseeable")
    assert case["Limit of 45 working days, earliest"] == date(2025, 6, 23)


def test_law_and_limits_say_the_vintage_and_what_is_not_known(plain: Assessment) -> None:
    rows = [row for row in read(workbook(plain))["Law and limits"] if row[1] != ""]
    assert ["As of", date(2025, 5, 12)] in rows
    assert ["Law snapshot", plain.snapshot.hash] in rows
    assert ["Law last verified on", plain.snapshot.verified_on] in rows
    assert [row[1] for row in rows if row[0] == "Not known"] == words.not_known(plain)


def test_the_mark_of_invented_data_stands_first_on_every_sheet(plain: Assessment) -> None:
    first = {rows[0][0] for rows in read(workbook(plain)).values()}
    assert first == {"Synthetic data. Every name, part, stock and application in this report is invented."}
    real = workbook(replace(plain, company=replace(plain.company, synthetic=False)))
    assert not [cell for rows in read(real).values() for row in rows for cell in row if "Synthetic" in str(cell)]


def test_a_date_beyond_the_horizon_is_said_in_words() -> None:
    company, problems = read_folder(EXAMPLES[0])
    near = assess(company, company.as_of, Settings(33, 1, 200), problems)
    rows = table(read(workbook(near))["Answer"])
    assert [row["P90"] for row in rows] == [line.stop.p90 or "beyond the horizon" for line in near.simulated.lines]
    assert "beyond the horizon" in {row["P90"] for row in rows}
    assert {row["Stops within 90 days"] for row in rows} == {"not simulated"}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    found = []
    for seed in ("1", "1", "2"):
        path = tmp_path / "answer.xlsx"
        main(["assess", str(EXAMPLES[0]), "--seed", seed, "--format", "json", "--xlsx", str(path)])
        found.append(path.read_bytes())
    assert found[0] == found[1]
    assert found[0] != found[2]


HOSTILE = [
    '=HYPERLINK("http://x.example","pay")',
    "@cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "{=1+1}",
    "=1+1",
    "http://x.example",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_formula_or_an_address_stays_text(plain: Assessment, tmp_path: Path, text: str) -> None:
    """In the name of a line, a part, a case and the company, in a message, and in a link's place."""
    line = replace(plain.simulated.lines[0], line=text, product=text)
    simulated = replace(plain.simulated, lines=(line, *plain.simulated.lines[1:]))
    evil = replace(
        plain,
        company=replace(plain.company, name=text),
        simulated=simulated,
        problems=(Problem(text, 2, text, text, text, text),),
    )
    path = tmp_path / "evil.xlsx"
    path.write_bytes(workbook(evil))
    found = read(path)
    assert table(found["Answer"])[0]["Line"] == text
    assert table(found["Problems"])[0]["Remedy"] == text
    for name, xml in parts(path).items():
        assert not re.search(r"<f[ >]|<hyperlink", xml), name
        assert "externalLink" not in name


def test_a_cell_that_looks_like_a_formula_stays_text_where_somebody_edits_it(plain: Assessment, tmp_path: Path) -> None:
    path = tmp_path / "evil.xlsx"
    path.write_bytes(workbook(replace(plain, problems=(Problem("=1+1", None, None, "x", "y", "z"),))))
    assert 'quotePrefix="1"' in parts(path)["xl/styles.xml"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a\x00b\x0b\x1f\ufffe\ud800c", "abc"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("NB\u202e2140", "NB2140"),
        ("电机 \U0001f600", "电机 \U0001f600"),
        ("_x000D_", "_x000D_"),
    ],
)
def test_what_a_cell_cannot_hold_is_left_out(plain: Assessment, text: str, held: str) -> None:
    found = read(workbook(replace(plain, problems=(Problem("f", None, None, text, "y", "z"),))))
    assert fit(text) == held
    assert table(found["Problems"])[0]["Found"] == held


@given(st.lists(st.text(st.characters(), min_size=1), min_size=1, max_size=5))
def test_any_text_comes_back_as_it_fits(texts: list[str]) -> None:
    rows = [("x", text) for text in texts]
    made = xlsx_of([Sheet("S", ("Texts",), (Column("a"), Column("b")), rows)], {"created": CREATED})
    assert [row[1] for row in read(made)["S"]][2:] == [fit(text) for text in texts]


@pytest.mark.parametrize("letter", ["x", "磁", "\U0001f600"])
def test_a_text_that_is_too_long_is_cut_and_says_so(plain: Assessment, letter: str) -> None:
    found = read(workbook(replace(plain, problems=(Problem("f", None, None, letter * 40_000, "y", "z"),))))
    cell = table(found["Problems"])[0]["Found"]
    assert cell.startswith(letter * 1_000)
    assert cell.endswith("(cut here: a cell holds no more)")
    assert LONGEST - 1 <= len(cell.encode("utf-16-le")) // 2 <= LONGEST
    assert fit(letter * (LONGEST // 2)) == letter * (LONGEST // 2)


def test_headings_stay_in_sight_can_be_filtered_and_stand_on_every_printed_page(answered: Any) -> None:
    files = parts(answered[1])
    for number in range(1, len(SHEETS) + 1):
        xml = files[f"xl/worksheets/sheet{number}.xml"]
        assert 'state="frozen"' in xml
        assert "<autoFilter ref=" in xml
        assert 'orientation="landscape"' in xml
        assert 'fitToHeight="0"' in xml
        assert int(re.search(r'ySplit="(\d+)"', xml)[1]) <= 6  # type: ignore[index]
    book = files["xl/workbook.xml"]
    assert book.count("_xlnm.Print_Titles") == book.count("_xlnm._FilterDatabase") == len(SHEETS)


def test_the_file_says_what_it_is_and_carries_the_day_of_the_question_as_its_own(answered: Any) -> None:
    core = parts(answered[1])["docProps/core.xml"]
    assert "<dc:title>Synthetic data: Example Motion, Inc. (synthetic), line-stop dates as of 13 May 2025<" in core
    assert core.count("2025-05-13T00:00:00Z") == 2
    assert words.NO_ADVICE in core


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.0, "0 %"), (0.004, '"under 1 %"'), (0.37, "0 %"), (0.996, '"over 99 %"'), (1.0, "0 %"), (1 - 1e-15, "0 %")],
)
def test_a_share_is_a_number_and_never_looks_like_none_or_all_where_it_is_not(
    tmp_path: Path, share: float, shown: str
) -> None:
    path = tmp_path / "share.xlsx"
    path.write_bytes(sheet_of(share, Kind.SHARE))
    assert table(read(path)["S"])[0]["b"] == pytest.approx(share, abs=1e-9)
    assert '"over 99 %"' in shown or "over 99" not in parts(path)["xl/styles.xml"]
    assert shown in parts(path)["xl/styles.xml"].replace("&quot;", '"')


def test_a_day_before_excel_has_days_is_text() -> None:
    made = sheet_of(date(1876, 5, 1))
    assert table(read(made)["S"])[0]["b"] == "1876-05-01"


def test_what_may_still_ship_under_a_licence_is_said(plain: Assessment) -> None:
    licence = Licence(
        "L-1", None, "individual", "Exporter", None, "User", "MAG-A", None, "1C905.a.4", 1000, None, 1,
        date(2025, 4, 1), date(2026, 3, 31), "", "",
    )  # fmt: skip
    over = replace(licence, id="L-2", clearances_allowed=None)
    gone = [Clearance(name, "", small.AS_OF, mass, None, "cleared") for name, mass in (("L-1", 400), ("L-2", 1200))]
    company = replace(plain.company, licences={"L-1": licence, "L-2": over}, clearances=tuple(gone))
    first, second = table(read(workbook(replace(plain, company=company)))["Licences"])
    assert (first["Valid to"], first["Clearances left"], first["May still ship, kg"]) == (date(2026, 3, 31), 0, 0)
    assert second["Why nothing may ship"] == "it is overdrawn: mass_kg 1200 of 1000"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES[0], tmp_path / "company"))


def spoil(folder: Path, change: Callable[[Path], object]) -> dict[str, Rows]:
    change(folder)
    path = folder.parent / "answer.xlsx"
    assert main(["assess", str(folder), "--format", "json", "--xlsx", str(path)]) == 1
    return read(path)


def test_what_was_not_used_is_counted_above_the_answer_and_listed(folder: Path, capsys: Any) -> None:
    def add(at: Path) -> None:
        with (at / "bom.csv").open("a", encoding="utf-8") as file:
            csv.writer(file).writerow(["MOTOR-A", "=NO-SUCH", "1", ""])

    found = spoil(folder, add)
    problems = json.loads(capsys.readouterr().out)["problems"]
    rows = [{key.lower(): value for key, value in row.items()} for row in table(found["Problems"])]
    assert rows == problems
    assert "1 row of the tables could not be used as given; the dates may be off: see the sheet Problems." in [
        row[0] for row in found["Answer"]
    ]


def test_without_stock_the_workbook_says_how_long_each_part_would_have_to_last(folder: Path, capsys: Any) -> None:
    (folder / "stock.csv").unlink()
    path = folder.parent / "answer.xlsx"
    assert main(["assess", str(folder), "--format", "json", "--xlsx", str(path)]) == 0
    found, said = read(path), json.loads(capsys.readouterr().out)
    assert "No stop date can be given: stock.csv is missing." in [row[0] for row in found["Answer"]]
    assert {row["Part"]: row["Lasts until P50"] for row in table(found["Answer"])} == {
        item: cell_of(span["p50"]) for item, span in said["cover_needed"].items()
    }
    assert "Drivers" not in found


def test_the_news_has_a_sheet_only_where_some_was_given(plain: Assessment) -> None:
    assert "Claims" not in read(workbook(plain))


# --- the file ----------------------------------------------------------------------------------------------------


def test_a_terminal_is_told_where_the_workbook_is(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "new" / "answer.xlsx"
    main(["assess", str(EXAMPLES[0]), "--out", str(tmp_path / "report.html"), "--xlsx", str(path)])
    assert capsys.readouterr().out.endswith(f"Report: {tmp_path / 'report.html'}\nWorkbook: {path}\n")
    assert {found.name for found in path.parent.iterdir()} == {"answer.xlsx"}


def test_with_json_only_the_workbook_is_written(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    main(["assess", str(EXAMPLES[0]), "--format", "json", "--xlsx", "answer.xlsx"])
    json.loads(capsys.readouterr().out)
    assert [found.name for found in tmp_path.iterdir()] == ["answer.xlsx"]


def test_a_link_laid_out_beforehand_is_not_followed(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "secret").write_text("mine", encoding="utf-8")
    for name in ("answer.xlsx", "answer.xlsx.part"):
        (tmp_path / name).symlink_to(tmp_path / "secret")
    assert main(["assess", str(EXAMPLES[0]), "--format", "json", "--xlsx", str(tmp_path / "answer.xlsx")]) == 0
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "answer.xlsx").is_symlink()


def test_an_old_file_stays_where_the_workbook_cannot_be_written(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "file").write_text("old", encoding="utf-8")
    assert main(["assess", str(EXAMPLES[0]), "--format", "json", "--xlsx", str(tmp_path / "file" / "a.xlsx")]) == 1
    assert "--xlsx: found" in capsys.readouterr().err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("company/company.xlsx", "a table of the company"),
        ("company/../company/Stock.xlsx", "a table of the company"),
        ("answer.xls", "a name that ends in .xlsx"),
        ("report.xlsx", "which is the report of --out"),
    ],
)
def test_a_workbook_takes_the_place_of_nothing_that_is_needed(
    folder: Path, capsys: Any, name: str, message: str
) -> None:
    before = sorted(folder.parent.rglob("*"))
    out = ["--out", str(folder.parent / "report.xlsx")]
    assert main(["assess", str(folder), *out, "--xlsx", str(folder.parent / name)]) == 2
    assert message in capsys.readouterr().err
    assert sorted(folder.parent.rglob("*")) == before


@pytest.mark.parametrize("words_", [["assess", "--help"], ["assess", str(EXAMPLES[0]), "--format", "json"]])
def test_the_writer_is_loaded_only_for_a_workbook(words_: list[str]) -> None:
    code = (
        "import sys\nfrom permeance.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "assert 'xlsxwriter' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, *words_], check=True, capture_output=True)
