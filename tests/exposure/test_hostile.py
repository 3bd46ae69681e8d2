"""A folder as nobody should hand it in: every fault is a problem with its place, and nothing is read otherwise than written."""

from __future__ import annotations

import dataclasses
import os
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from exposure.test_examples import EXAMPLES
from exposure.test_faults import append, assess
from permeance.exposure.company import Company
from permeance.exposure.folder import read_folder
from permeance.exposure.folder.sheets import SHEETS
from permeance.terms.fact import Fact
from permeance.terms.problem import BadInputError, Problem

AS_OF = date(2025, 5, 12)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES[0], tmp_path / "company"))


def write(folder: Path, table: str, *lines: str) -> None:
    (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def replace(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    assert problem.found
    assert problem.allowed
    assert problem.remedy
    return problem


# --- the files -------------------------------------------------------------------------------------------------


def test_marks_semicolons_and_windows_lines_change_nothing(folder: Path) -> None:
    plain, _ = read_folder(folder)
    for path in folder.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_folder(folder) == (plain, [])
    stock = folder / "stock.csv"
    stock.write_bytes(stock.read_bytes().replace(b",", b";"))
    assert read_folder(folder) == (plain, [])


def as_folder(path: Path) -> None:
    path.mkdir()


def as_pipe(path: Path) -> None:
    os.mkfifo(path)


def as_endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def as_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def as_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


ODD_FILES = [as_folder, as_pipe, as_endless, as_link_to_nothing, as_link_to_itself]


@pytest.mark.parametrize("odd", ODD_FILES)
def test_a_table_that_is_no_file_is_named_and_gives_no_dates(folder: Path, odd) -> None:
    (folder / "stock.csv").unlink()
    odd(folder / "stock.csv")
    company, problems = read_folder(folder)
    assert only(problems).file == "stock.csv"
    assert not company.has_stock
    assert "no stop date can be given" in " ".join(company.notes)


@pytest.mark.parametrize("odd", ODD_FILES)
@pytest.mark.parametrize("name", ["items.csv", "company.toml"])
def test_what_cannot_be_done_without_is_named_in_one_line(folder: Path, name: str, odd) -> None:
    (folder / name).unlink()
    odd(folder / name)
    with pytest.raises(BadInputError) as caught:
        read_folder(folder)
    assert only(caught.value.problems).file == name


def test_a_folder_closed_to_the_reader_is_named(folder: Path, monkeypatch) -> None:
    def closed(path: Path) -> Iterator[Path]:  # root is let in everywhere, so the refusal is played
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(BadInputError) as caught:
        read_folder(folder)
    assert only(caught.value.problems).found == f"Permission denied ({folder})"


def test_a_linked_table_is_read_as_any_other(folder: Path, tmp_path: Path) -> None:
    plain, _ = read_folder(folder)
    (folder / "stock.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "stock.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert read_folder(folder) == (plain, [])


def test_a_table_under_a_name_that_nothing_reads_is_noted(folder: Path) -> None:
    (folder / "Stock.CSV").write_text("item,qty\n")
    (folder / "suppliers 2024.xlsx").write_bytes(b"PK")
    company, problems = read_folder(folder)
    assert [note.split(" was not read")[0] for note in company.notes] == ["'Stock.CSV'", "'suppliers 2024.xlsx'"]
    assert problems == []


def test_a_folder_without_a_name_of_its_own_is_named_by_its_place(folder: Path, monkeypatch) -> None:
    (folder / "company.toml").unlink()
    monkeypatch.chdir(folder)
    assert read_folder(Path(), AS_OF)[0].name == "company"


def test_a_stock_table_without_a_sound_row_gives_no_dates(folder: Path, capsys) -> None:
    write(folder, "stock", "item,qty", "MAG-A,many")
    code, answer = assess(folder, capsys)
    assert code == 1
    assert all(line["stop"]["p50"] is None for line in answer["lines"])


# --- company.toml ------------------------------------------------------------------------------------------------

SETTINGS = [
    ("as_of = 2025-05-12T10:00:00", "as_of", "2025-05-12T10:00:00"),
    ("as_of = 1900-01-01", "as_of", "1900-01-01"),
    ("as_of = 9999-12-31", "as_of", "9999-12-31"),
    ('as_of = "2025-05-12"', "as_of", "'2025-05-12'"),
    ("name = 5", "name", "5"),
    ('name = "a\\nb"', "name", "'a\\nb'"),
    ("sector = 1", "sector", "1"),
    ("currency = []", "currency", "[]"),
    ("country = 'Mars'", "country", "'Mars'"),
    ("country = 7", "country", "7"),
    ("synthetic = 'yes'", "synthetic", "'yes'"),
    ("priority = 'MOTOR-A'", "priority", "'MOTOR-A'"),
    ("priority = [['MOTOR-A']]", "priority", "[['MOTOR-A']]"),
    ("priority = ['MOTOR-Z']", "priority", "'MOTOR-Z'"),
    ("priorty = ['MOTOR-A']", "priorty", "a setting that is not known"),
    ("closed = '2026-05-01'", "closed", "'2026-05-01'"),
    ("closed = ['2026-05-01', '1 May']", "closed", "'1 May'"),
    ("closed = ['2026-05-02:2026-05-01']", "closed", "'2026-05-02:2026-05-01'"),
    ("closed = ['2031-01-01']", "closed", "'2031-01-01'"),
    ("closed = [3]", "closed", "3"),
    ("delays = 3", "delays", "3"),
    ("delays = {issue = [3, 2, 1]}", "delays.issue", "[3, 2, 1]"),
    ("delays = {issue = [1, 2]}", "delays.issue", "[1, 2]"),
    ("delays = {issue = [1, 2, 401]}", "delays.issue", "[1, 2, 401]"),
    ("delays = {issue = [-1, 2, 3]}", "delays.issue", "[-1, 2, 3]"),
    ("delays = {issue = [1.0, 2, 3]}", "delays.issue", "[1.0, 2, 3]"),
    ("delays = {issue = [true, 2, 3]}", "delays.issue", "[True, 2, 3]"),
    ("delays = {teleport = [1, 2, 3]}", "delays.teleport", "a delay that is not known"),
    ("name", None, "Expected '=' after a key"),
    ("x = " + "[" * 100_000, None, "values nested too deeply"),
    ("x = " + "1" * 5_000, None, "Exceeds the limit"),
    ("# " + "x" * 1024 * 1024, None, "1,048,578 bytes"),
]


@pytest.mark.parametrize(("text", "key", "found"), SETTINGS, ids=[text[:30] for text, *_ in SETTINGS])
def test_a_faulty_setting_is_named_and_the_rest_answered(folder: Path, text: str, key: str | None, found: str) -> None:
    (folder / "company.toml").write_text(text, encoding="utf-8")
    company, problems = read_folder(folder, AS_OF)
    problem = only(problems)
    assert (problem.file, problem.key) == ("company.toml", key)
    assert problem.found.startswith(found)
    assert (company.as_of, company.name, company.synthetic, company.delays) == (AS_OF, "company", False, {})
    assert company.priority == ("MOTOR-A", "MOTOR-B", "ACTUATOR-R", "SENSOR-S")


@pytest.mark.parametrize("text", ["as_of = 2025-05-12T10:00:00", "as_of = 0", "no toml", "\xff"])
def test_an_as_of_day_that_cannot_be_read_is_no_other_day(folder: Path, text: str) -> None:
    (folder / "company.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadInputError) as caught:
        read_folder(folder)
    assert only(caught.value.problems).file == "company.toml"


def test_settings_are_read_as_written(folder: Path) -> None:
    text = "\ufeffname = '磁铁 <b>\"&'\ncountry = 'Germany'\nas_of = 2025-05-13\nsynthetic = true\n"
    text += "priority = ['SENSOR-S', 'MOTOR-B', 'SENSOR-S']\ndelays = {issue = [0, 0, 400]}\n"
    (folder / "company.toml").write_text(text, encoding="utf-8")
    company, problems = read_folder(folder)
    assert problems == []
    assert (company.name, company.country, company.synthetic) == ('磁铁 <b>"&', "DE", True)
    assert company.as_of == date(2025, 5, 13)
    assert company.priority == ("SENSOR-S", "MOTOR-B", "MOTOR-A", "ACTUATOR-R")
    assert company.delays == {"issue": (0, 0, 400)}
    assert read_folder(folder, AS_OF)[0].as_of == AS_OF


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2031, 1, 1), date.max, date.min])
def test_an_as_of_day_of_the_command_line_lies_within_the_years_of_the_tables(folder: Path, day: date) -> None:
    with pytest.raises(BadInputError) as caught:
        read_folder(folder, day)
    assert only(caught.value.problems).key == "as-of"


# --- rows that are left out ----------------------------------------------------------------------------------------

LEFT_OUT = [
    *((f"stock,MAG-A,Ohio,own,plant,{cell},,", "qty", found) for cell, found in {
        '"1,000"': "'1,000'", "1_000": "'1_000'", "１２": "'１２'", "NaN": "'NaN'", "sNaN": "'sNaN'", "inf": "'inf'",
        "-1": "-1", "1" + "0" * 30: "1" + "0" * 30, "1e-999999999": "'1e-999999999'", "": "nothing", "1000000001": "1000000001",
        "0.0000001": "0.0000001", "1e30": "1e30",
    }.items()),
    ("stock,MAG-A,Ohio,own,plant,1,12.05.2025,", "available_on", "'12.05.2025'"),
    ("stock,MAG-A,Ohio,own,plant,1,2025-05-12T00:00,", "available_on", "'2025-05-12T00:00'"),
    ("stock,MAG-A,Ohio,own,plant,1,45789,", "available_on", "'45789'"),
    ("stock,MAG-A,Ohio,own,plant,1,20250512,", "available_on", "'20250512'"),
    ("stock,MAG-A,Ohio,own,plant,1,1900-01-01,", "available_on", "1900-01-01"),
    ("stock,MAG-A,Ohio,own,plant,1,9999-12-31,", "available_on", "9999-12-31"),
    ("stock,MAG-A,Ohio,own,transit,1,,", "available_on", "nothing"),
    ("stock,MAG-A,Ohio,own,transit,1,2025-05-11,", "available_on", "2025-05-11"),
    ("stock,MAG-A,Ohio,own,moon,1,,", "state", "'moon'"),
    ("stock,MAG-A,Ohio,own,blocked,1200,,2025-05-09", None, "the same cells as row 14"),
    ('items,"two\nlines",,,,,,,,,,,', "item", "'two\\nlines'"),
    ("items,\x1b[31mred,,,,,,,,,,,", "item", "'\\x1b[31mred'"),
    ("items," + "x" * 201 + ",,,,,,,,,,,", "item", "'" + "x" * 60),
    ("items,,nameless,,,,,,,,,,", "item", "nothing"),
    ("bom,MOTOR-A,BEAR-62,2,", None, "the same cells as row 5"),
    ("bom,MOTOR-A,MOTOR-A,1,", "item", "a circle: MOTOR-A > MOTOR-A"),
    ("demand,,Ohio,MOTOR-A,,,1,,", "line", "nothing"),
    ("demand,L,Ohio,MOTOR-A,2025-06-01,2025-05-31,1,,", "to", "2025-05-31"),
    ("demand,L,Ohio,MOTOR-A,,,1,Sun-Thu,", "calendar", "'Sun-Thu'"),
    ("demand,L,Ohio,MOTOR-Z,,,1,,", "product", "'MOTOR-Z'"),
    ("demand,L,Ohio,,,,1,,", "product", "nothing"),
    ("demand,PAST,Ohio,MOTOR-A,2025-01-01,2025-05-11,1,,", "to", "2025-05-11"),
    ("demand,MOTOR-A,Ohio,MOTOR-A,,,220,mon-fri,electric vehicles", None, "the same cells as row 2"),
    ("crossings,,S,MAG-A,,,CN,US,,,,,,", "crossing", "nothing"),
    ("crossings,X-MAG-A,S,MAG-B,,,CN,US,,,,,,", "crossing", "'X-MAG-A' again (first in row 2)"),
    ("applications,,1,X-MAG-A,1,1,individual,,,,,,submitted,,", "application", "nothing"),
    ("applications,A,1,X-NO,1,1,individual,,,,,,submitted,,", "crossing", "'X-NO'"),
    ("applications,A,1,X-MAG-A,1,1,individual,,,,,,,,", "status", "nothing"),
    ("applications,A,1,X-MAG-A,1,1,individual,,,,,,waiting,,", "status", "'waiting'"),
    ("applications,A,0,X-MAG-A,1,1,individual,,,,,,submitted,,", "version", "0"),
    ("applications,A,1.5,X-MAG-A,1,1,individual,,,,,,submitted,,", "version", "1.5"),
    ("applications,A,1,X-MAG-A,0,1,individual,,,,,,submitted,,", "qty", "0"),
    ("applications,A,1,X-MAG-A,1,1,individual,2025-05-13,,,,,submitted,,", "filed", "2025-05-13"),
    ("applications,A,1,X-MAG-A,1,1,individual,2025-05-01,2025-05-02,,,,submitted,,", "forwarded", "2025-05-02 with status submitted"),
    ("applications,A,1,X-MAG-A,1,1,individual,2025-05-01,,2025-05-02,,,intake,,", "accepted", "2025-05-02 with status intake"),
    ("applications,A,1,X-MAG-A,1,1,individual,2025-05-01,,2025-05-02,,2025-05-03,review,,", "decided", "2025-05-03 with status review"),
    ("applications,A,1,X-MAG-A,1,1,individual,2025-05-01,,,,,review,,", "accepted", "nothing"),
    ("applications,A,1,X-MAG-A,1,1,individual,2025-05-01,,,2025-04-01,,returned,,", "returned", "2025-04-01"),
    ("applications,NB-0412,1,X-MAG-A,1,1,individual,,,,,,submitted,,", "version", "'NB-0412' version 1 again (first in row 2)"),
    ("applications,NB-0412,1,X-MAG-B,1,1,individual,,,,,,submitted,,", "application", "'NB-0412' for X-MAG-B, and in row 2 for X-MAG-A"),
    ("applications,A,1,X-MAG-A,1,1,individual,,,16.4.2025,,,review,,", "accepted", "'16.4.2025'"),
    ("applications,A,1,X-MAG-A,1,1,individual,,,2025-04-16,,10.5.2025,review,,", "decided", "'10.5.2025'"),
    ("applications,A,1,X-MAG-A,1,1,individual,,,,,10.5.2025,granted,,", "decided", "'10.5.2025'"),
    ("queries,NB-0420,2025-05-13,,x,yes,us", "asked", "2025-05-13"),
    ("queries,NB-0420,,,x,yes,us", "asked", "nothing"),
    ("queries,NB-0420,2025-05-06,,x,perhaps,us", "stops_clock", "'perhaps'"),
    ("queries,NO-1,2025-05-06,,x,yes,us", "application", "'NO-1'"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "key", "found"), LEFT_OUT, ids=[f"{row[:50]!r}" for row, *_ in LEFT_OUT])
def test_a_row_that_cannot_count_is_named_and_left_out(folder: Path, row: str, key: str | None, found: str) -> None:
    before, _ = read_folder(folder)
    table, _, cells = row.partition(",")
    number = append(folder, table, cells) - cells.count("\n")
    company, problems = read_folder(folder)
    problem = only(problems)
    assert (problem.file, problem.row, problem.key) == (f"{table}.csv", number, key)
    assert problem.found.startswith(found)
    assert problem.remedy.endswith("left out")
    assert (
        dataclasses.replace(company, past_demands=(), lines_lost=(), may_be_late=(), unused_cases=(), may_be_early=())
        == before
    )


# --- facts that count as unknown -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "old", "new", "key"),
    [
        ("items", "Nd 28; Pr 2; Dy 2.5; B 1; Fe rest", "Dy 3 kg", "composition"),
        ("items", "Nd 28; Pr 2; Dy 2.5; B 1; Fe rest,,", "Nd 28; Pr 2; Dy 2.5; B 1; Fe rest,,maybe", "intentionally_added"),
        ("items", "MAG-B,\"Segment magnet for ROTOR-B\",magnet", "MAG-B,,magnt", "form"),
        ("items", "N42SH,95,", "N42SH,1e999,", "mass_g"),
        ("items", "rest,,,declared,,850511", "rest,,,hearsay,,850511", "evidence"),
        ("crossings", "MAG-B,magnet,1,CN,US", "MAG-B,magnt,1,CN,US", "form"),
        ("crossings", "MAG-B,magnet,1,CN,US", "MAG-B,magnet,1,Cathay,US", "jurisdiction"),
        ("crossings", "MAG-B,magnet,1,CN,US", "MAG-B,magnet,1,CN,CN", "destination"),
        ("crossings", "Example Motion,Example Motion,no,", "Example Motion,Example Motion,hardly,", "military_end_user"),
        ("crossings", "vehicles,air", "vehicles,mule", "route"),
        ("queries", "2025-05-06,,end use", "2025-05-06,2025-05-13,end use", "answered"),
        ("applications", "2025-05-09,exporter", "2025-05-13,exporter", "status_as_of"),
        ("stock", "2025-05-09", "9 May", "counted_on"),
    ],
)  # fmt: skip
def test_a_fact_that_cannot_be_read_is_unknown_and_its_row_stands(folder: Path, table, old, new, key) -> None:
    before, _ = read_folder(folder)
    replace(folder, table, old, new)
    company, problems = read_folder(folder)
    assert only(problems).key == key
    assert "until then" in problems[0].remedy
    assert [len(rows) for rows in tables_of(company)] == [len(rows) for rows in tables_of(before)]


def tables_of(company: Company) -> Iterator[tuple]:
    yield tuple(company.items)
    yield company.usages
    yield company.demands
    yield tuple(company.crossings)
    yield company.stock
    yield tuple(company.applications)
    yield tuple(q for a in company.applications.values() for q in a.queries)


def test_a_part_whose_composition_cannot_be_read_does_not_pass_as_free(folder: Path, capsys) -> None:
    replace(folder, "items", "Nd 28; Pr 2; Dy 2.5; B 1; Fe rest", "Dy 3 kg")
    _, answer = assess(folder, capsys)
    stop = {line["line"]: line["stop"]["p50"] for line in answer["lines"]}
    assert stop["MOTOR-B"] == "2025-06-12"
    assert {d["id"]: d["answer"] for d in answer["determinations"]}["X-MAG-B"] == "unknown"


def test_a_crossing_without_a_sound_quantity_still_gates_but_no_application_counts(folder: Path) -> None:
    replace(folder, "crossings", "MAG-B,magnet,1,", "MAG-B,magnet,x,")
    company, problems = read_folder(folder)
    assert "X-MAG-B" in company.crossings
    assert "GZ-0077" not in company.applications
    assert [(p.file, p.key) for p in problems] == [
        ("crossings.csv", "qty_per_item"), ("applications.csv", "crossing"), ("queries.csv", "application"),
    ]  # fmt: skip
    assert problems[1].found == "'X-MAG-B', which is in row 3 of crossings.csv"


def test_an_item_whose_only_crossing_was_left_out_is_said_to_pass_as_free(folder: Path) -> None:
    replace(folder, "crossings", "X-MAG-B,", ",")
    company, _ = read_folder(folder)
    assert any("no sound crossing of 'MAG-B'" in note and "too late" in note for note in company.notes)


# --- the bill of materials ------------------------------------------------------------------------------------------


def bill(folder: Path, *rows: str) -> tuple[Company, list[Problem]]:
    columns = "parent,item,qty,scrap_pct,alt_group,alt_rank,valid_from,valid_to"
    write(folder, "bom", columns, *rows)
    return read_folder(folder)


def test_scrap_is_added_exactly(folder: Path) -> None:
    company, _ = bill(folder, "MOTOR-A,MAG-A,0.1,3,,,,")
    assert company.usages == (("MOTOR-A", "MAG-A", Fraction(10, 97)),)


def test_the_bill_is_the_one_in_effect_on_the_as_of_day(folder: Path) -> None:
    company, problems = bill(
        folder,
        "MOTOR-A,MAG-A,1,,,,,2025-05-11", "MOTOR-A,MAG-B,1,,,,2025-05-12,2025-05-12", "MOTOR-A,MAG-R,1,,,,2025-05-13,",
    )  # fmt: skip
    assert (company.usages, problems) == ((("MOTOR-A", "MAG-B", Fraction(1)),), [])
    assert (
        "bom.csv: the bill of 2025-05-12 is used up to 2026-05-12, though by valid_from or valid_to rows begin or end "
        "within that time: rows 3, 4"
    ) in company.notes


@pytest.mark.parametrize(
    ("span", "noted"),
    [
        (",2025-05-11", False), (",2025-05-12", True), (",2025-08-19", True), (",2025-08-20", False), (",2030-01-01", False),
        ("2025-05-12,", False), ("2025-05-13,", True), ("2025-08-20,", True), ("2025-08-21,", False), ("2025-09-01,2025-10-01", False),
    ],
)  # fmt: skip
def test_a_bill_that_changes_is_noted_where_it_does_so_within_the_horizon(folder: Path, span: str, noted: bool) -> None:
    write(folder, "bom", "parent,item,qty,valid_from,valid_to", f"MOTOR-A,MAG-A,1,{span}", "MOTOR-A,MAG-B,1,,")
    company, problems = read_folder(folder, horizon_days=100)
    assert problems == []
    assert any("valid_from" in note for note in company.notes) is noted


def test_of_alternates_the_first_rank_in_effect_is_used(folder: Path) -> None:
    company, problems = bill(
        folder,
        "MOTOR-A,MAG-A,1,,g,1.0,,2025-05-01", "MOTOR-A,MAG-B,1,,g,2,,", "MOTOR-A,MAG-R,1,,g,3,,",
        "MOTOR-B,MAG-A,1,,g,1,,", "MOTOR-B,MAG-S,1,,,,,",
    )  # fmt: skip
    assert [(parent, item) for parent, item, _ in company.usages] == [
        ("MOTOR-A", "MAG-B"), ("MOTOR-B", "MAG-A"), ("MOTOR-B", "MAG-S"),
    ]  # fmt: skip
    assert problems == []
    assert [(a.parent, a.first, a.item, a.rank) for a in company.alternates] == [("MOTOR-A", "MAG-B", "MAG-R", 3)]
    assert "the next rank is used as the first runs out" in " ".join(company.notes)


@pytest.mark.parametrize(("row", "key"), [("MOTOR-A,MAG-A,1,,,2,,", "alt_group"), ("MOTOR-A,MAG-A,1,,g,first,,", "alt_rank"), ("MOTOR-A,MAG-A,1,,g,0,,", "alt_rank"), ("MOTOR-A,MAG-A,1,,,,2025-05-02,2025-05-01", "valid_to")])  # fmt: skip
def test_a_row_of_the_bill_with_no_clear_meaning_is_named_and_its_link_stands(folder: Path, row: str, key: str) -> None:
    company, problems = bill(folder, row)
    assert only(problems).key == key
    assert company.usages == (("MOTOR-A", "MAG-A", Fraction(1)),)


@pytest.mark.parametrize(("cells", "key", "qty"), [
    ('"2,5"', "qty", 1), ("8 Stk", "qty", 1), ("0", "qty", 1), ("", "qty", 1), ('4,"2,5"', "scrap_pct", 4), ("4,100", "scrap_pct", 4),
    ("4,99.99999999999", "scrap_pct", 4), ("4,-1", "scrap_pct", 4),
])  # fmt: skip
def test_a_row_of_the_bill_keeps_its_link_where_a_figure_cannot_be_read(folder: Path, cells, key, qty) -> None:
    write(folder, "bom", "parent,item,qty,scrap_pct", f"MOTOR-A,MAG-A,{cells}" + ("" if "4," in cells else ","))
    company, problems = read_folder(folder)
    assert only(problems).key == key
    assert "until then" in problems[0].remedy
    assert company.usages == (("MOTOR-A", "MAG-A", Fraction(qty)),)


def test_a_decimal_comma_is_named_as_one(folder: Path) -> None:
    write(folder, "bom", "parent,item,qty,scrap_pct", 'MOTOR-A,MAG-A,1,"2,5"')
    assert "write a point" in only(read_folder(folder)[1]).remedy


def test_a_thousand_between_semicolons_is_not_read_as_one(folder: Path) -> None:
    write(folder, "stock", "item;qty", "MAG-A;12.000", "MAG-B;0.125", "MAG-B;12.0001")
    company, problems = read_folder(folder)
    assert only(problems).found == "'12.000', which may be 12000 or 12 and a fraction"
    assert [stock.qty for stock in company.stock] == [Decimal("0.125"), Decimal("12.0001")]
    write(folder, "stock", "item,qty", "MAG-A,12.000")
    assert read_folder(folder)[1] == []


def test_a_header_alone_says_that_there_is_nothing(folder: Path, capsys) -> None:
    for table in ("stock", "applications", "queries"):
        write(folder, table, ",".join(SHEETS[table].required))
    company, problems = read_folder(folder)
    assert (company.has_stock, company.stock, company.applications, problems) == (True, (), {}, [])
    code, answer = assess(folder, capsys)
    assert code == 0
    assert {line["stop"]["p50"] for line in answer["lines"]} == {"2025-05-12"}


def test_of_each_circle_the_row_that_closes_it_is_left_out(folder: Path) -> None:
    company, problems = bill(folder, *(f"{row},,,,," for row in (
        "MOTOR-A,ROTOR-A,1", "ROTOR-A,MAG-A,1", "MAG-A,MOTOR-A,1", "MOTOR-B,ROTOR-B,1", "ROTOR-B,MOTOR-B,1", "ROTOR-A,MAG-B,2",
    )))  # fmt: skip
    assert [(p.row, p.found) for p in problems] == [
        (4, "a circle: MAG-A > MOTOR-A > ROTOR-A > MAG-A"), (6, "a circle: ROTOR-B > MOTOR-B > ROTOR-B"),
    ]  # fmt: skip
    assert [item for _, item, _ in company.usages] == ["ROTOR-A", "MAG-A", "ROTOR-B", "MAG-B"]


def test_a_bill_of_200_levels_is_answered_and_its_deepest_part_stops_the_line(folder: Path, capsys) -> None:
    items, rows = folder / "items.csv", folder / "bom.csv"
    with items.open("a") as file:
        file.writelines(f"P{n},,,,,,,,,,,\n" for n in range(200))
    with rows.open("a") as file:
        file.writelines(f"P{n},P{n + 1},1,0.1\n" for n in range(199))
        file.write("P199,MAG-S,1,\n")
    append(folder, "demand", "DEEP,x,P0,,,1000,daily,")
    code, answer = assess(folder, capsys)
    assert code == 0
    deep = next(line for line in answer["lines"] if line["line"] == "DEEP")
    assert deep["drivers"][0]["part"] == "MAG-S"
    assert deep["stop"]["p50"] == "2025-05-20"  # 14,500 on 9 May, 1000 a day, 0.1 % scrap 199 times over: 11 days


def test_thousands_of_rows_with_a_circle_in_each_are_read_at_once(folder: Path) -> None:
    with (folder / "items.csv").open("a") as file:
        file.writelines(f"Q{n},,,,,,,,,,,\n" for n in range(4_000))
    with (folder / "bom.csv").open("a") as file:
        file.writelines(f"Q{n},Q{n + 1},1,\nQ{n + 1},Q{n},1,\n" for n in range(0, 4_000, 2))
    _, problems = read_folder(folder)
    assert len(problems) == 2_000


# --- notes: what was read in a way that a person should know -----------------------------------------------------------


def test_a_figure_finer_than_the_run_down_counts_is_noted(folder: Path) -> None:
    append(folder, "bom", "MOTOR-A,BEAR-62,0.0000015,")
    assert "bom.csv, row 53, qty: 0.0000015 is counted as 0.000002" in read_folder(folder)[0].notes


def test_demand_for_the_same_days_in_two_rows_is_noted(folder: Path) -> None:
    append(folder, "demand", "MOTOR-A,Ohio,MOTOR-A,2025-06-01,2025-06-30,5,mon-fri,")
    append(folder, "demand", "MOTOR-Z,Ohio,MOTOR-A,2025-06-01,2025-06-30,5,mon-fri,")
    append(folder, "demand", "MOTOR-Z,Ohio,MOTOR-A,2025-07-01,,5,mon-fri,")
    notes = [note for note in read_folder(folder)[0].notes if note.startswith("demand.csv")]
    assert notes == ["demand.csv, rows 2 and 6: both hold on the same days, so they were added"]


def test_an_old_count_and_a_clock_nobody_spoke_of_are_noted(folder: Path) -> None:
    replace(folder, "stock", "2025-05-09", "2025-04-11")
    replace(folder, "queries", "end use,yes", "end use,")
    notes = " ".join(read_folder(folder)[0].notes)
    assert "the oldest count is of 2025-04-11, 31 days before" in notes
    assert "the clock is taken to run on" in notes


@pytest.mark.parametrize("table", [name for name, sheet in SHEETS.items() if sheet.cost])
def test_a_missing_table_says_what_it_costs(folder: Path, table: str) -> None:
    (folder / f"{table}.csv").unlink(missing_ok=True)
    company, _ = read_folder(folder)
    assert f"{table}.csv is missing: {SHEETS[table].cost}" in company.notes


def test_read_but_unused_columns_are_noted(folder: Path) -> None:
    replace(folder, "crossings", "route\n", "route,kind\n")
    path = folder / "crossings.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *(f"{row},individual" for row in rows)]) + "\n", encoding="utf-8")
    company, problems = read_folder(folder)
    assert "crossings.csv, kind: read but not used yet" in company.notes
    assert problems == []


# --- what is read, is read as written -----------------------------------------------------------------------------------


def test_names_in_any_script_and_markup_are_names(folder: Path) -> None:
    names = ['<script>alert("1")</script>', "磁铁 №5", "O'Neill & Söhne; GmbH"]
    for name in names:
        quoted = name.replace('"', '""')
        append(folder, "items", f'"{quoted}",,,,,,,,,,,')
        append(folder, "demand", f'"{quoted}",x,"{quoted}",,,1,,')
    company, problems = read_folder(folder)
    assert problems == []
    assert company.priority[-3:] == tuple(names)
    assert set(names) <= company.items.keys()


def test_a_line_with_two_products_is_one_line_in_the_order_and_two_in_the_answer(folder: Path, capsys) -> None:
    append(folder, "demand", "MOTOR-A,Ohio,MOTOR-B,,,5,mon-fri,")
    _, answer = assess(folder, capsys)
    assert [(line["line"], line["product"]) for line in answer["lines"]][:2] == [
        ("MOTOR-A", "MOTOR-A"),
        ("MOTOR-A", "MOTOR-B"),
    ]


def test_a_product_that_waits_for_a_licence_itself_stops_with_its_stock(folder: Path, capsys) -> None:
    append(folder, "demand", "SPARES,Ohio,MAG-H,,,5,daily,")
    append(folder, "stock", "MAG-H,Ohio,own,plant,50,,")
    append(folder, "demand", "SPARES-S,Ohio,MAG-S,2025-05-12,,5000,daily,")
    _, answer = assess(folder, capsys)
    spares = {line["line"]: line for line in answer["lines"]}
    assert spares["SPARES"]["stop"]["p50"] is None  # MAG-H holds nothing that is listed
    assert spares["SPARES-S"]["stop"]["p50"] == "2025-05-14"
    assert spares["SPARES-S"]["drivers"][0]["part"] == "MAG-S"


def test_a_crossing_whose_item_no_line_needs_changes_no_date(folder: Path, capsys) -> None:
    _, before = assess(folder, capsys)
    append(folder, "items", 'LONELY,,magnet,,,"Dy 3; Fe rest",,,,,,')
    append(folder, "crossings", "X-L,S,LONELY,,1,CN,US,,,,,,air")
    append(folder, "applications", "L-1,1,X-L,5,1,individual,,,,,,submitted,,")
    code, answer = assess(folder, capsys)
    assert code == 0
    assert answer["lines"] == before["lines"]


def test_of_an_application_the_newest_version_stands(folder: Path) -> None:
    append(folder, "applications", "NB-0412,3,X-MAG-A,7,1,individual,2025-05-09,,,,,submitted,,")
    append(folder, "applications", "NB-0412,2,X-MAG-A,8,1,individual,2025-05-09,,,,,submitted,,")
    company, problems = read_folder(folder)
    assert problems == []
    assert (company.applications["NB-0412"].version, company.applications["NB-0412"].qty) == (3, Decimal(7))


CASES = {
    "submitted": "filed", "intake": "forwarded", "review": "filed", "returned": "returned", "awaiting_applicant": "forwarded",
}  # fmt: skip
DAYS = {
    "submitted": "2025-05-06,,,", "intake": "2025-04-25,2025-05-02,,", "review": "2025-04-09,2025-04-14,2025-04-16,",
    "returned": "2025-03-03,2025-03-10,2025-03-12,2025-04-28", "awaiting_applicant": "2025-04-09,2025-04-14,2025-04-16,",
}  # fmt: skip


@pytest.mark.parametrize("heard", ["2025-04-30", ""])
@pytest.mark.parametrize(("status", "column"), CASES.items())
def test_an_application_stays_with_a_day_that_cannot_be_read_and_its_goods_come_no_earlier(
    folder: Path, capsys, status: str, column: str, heard: str
) -> None:
    columns = ["filed", "forwarded", "accepted", "returned"]
    header = f"application,crossing,qty,status,status_as_of,{','.join(columns)}"
    days = DAYS[status].split(",")
    write(folder, "applications", header, f"A,X-MAG-A,5,{status},{heard},{','.join(days)}")
    (folder / "queries.csv").unlink()
    code, truth = assess(folder, capsys)
    assert code == 0
    days[columns.index(column)] = "10.4.2025"
    write(folder, "applications", header, f"A,X-MAG-A,5,{status},{heard},{','.join(days)}")
    code, answer = assess(folder, capsys)
    (problem,) = answer["problems"]
    assert (code, problem["row"], problem["key"], problem["found"]) == (1, 2, column, "'10.4.2025'")
    assert "it counts as unknown, and no waiting since then is counted" in problem["remedy"]
    (before,), (after,) = truth["cases"], answer["cases"]
    for share in ("p10", "p50", "p90"):
        assert (after["arrival"][share] or "beyond") >= (before["arrival"][share] or "beyond")


def test_of_an_application_whose_newest_row_is_left_out_the_older_row_does_not_count(folder: Path) -> None:
    row = append(folder, "applications", "NB-0412,2,X-MAG-A,many,1,individual,2025-05-09,,,,,refused,,")
    company, problems = read_folder(folder)
    assert "NB-0412" not in company.applications
    assert [(p.row, p.key) for p in problems[:2]] == [(row, "qty"), (row, "application")]
    assert problems[1].found == f"'NB-0412' version 1, of which row {row} holds a newer one"
    assert "until then the application counts for nothing" in problems[1].remedy


def test_an_older_row_that_is_left_out_costs_the_newer_one_nothing(folder: Path) -> None:
    append(folder, "applications", "NB-0412,3,X-MAG-A,7,1,individual,2025-05-09,,,,,submitted,,")
    append(folder, "applications", "NB-0412,2,X-MAG-A,many,1,individual,2025-05-09,,,,,submitted,,")
    company, problems = read_folder(folder)
    assert only(problems).key == "qty"
    assert company.applications["NB-0412"].version == 3


@pytest.mark.parametrize("name", ["items", "demand"])
@pytest.mark.parametrize("book", ["{}.xlsx", "{}.XLS", "{}.ods"])
def test_a_csv_file_under_the_name_of_a_workbook_says_what_to_do(folder: Path, name: str, book: str) -> None:
    (folder / f"{name}.csv").rename(folder / book.format(name))
    with pytest.raises(BadInputError) as caught:
        read_folder(folder)
    problem = only(caught.value.problems)
    assert (problem.file, problem.found) == (book.format(name), "a file that is no Excel workbook")
    assert problem.remedy == "save it as .xlsx in Excel"


def test_a_faulty_workbook_in_the_place_of_the_stock_is_a_problem_and_not_passed_over(folder: Path) -> None:
    (folder / "stock.csv").rename(folder / "Stock.xlsx")
    company, problems = read_folder(folder)
    assert only(problems).file == "Stock.xlsx"
    assert any(note.startswith("Stock.xlsx could not be read") for note in company.notes)
    assert not any("was not read" in note for note in company.notes)


def test_a_workbook_beside_its_table_is_noted(folder: Path) -> None:
    (folder / "stock.xlsx").write_bytes(b"PK")
    company, problems = read_folder(folder)
    assert problems == []
    (note,) = [note for note in company.notes if "was not read" in note]
    assert note.startswith("'stock.xlsx' was not read")


def test_a_source_gives_what_the_crossing_leaves_open(folder: Path) -> None:
    write(folder, "sources", "source,ship_from,ship_to,transit_days", "S,CN,Japan,12", "T,CN,Japan,12.5")
    write(
        folder,
        "crossings",
        "crossing,source,item,destination,route",
        "X,S,MAG-A,,Air",
        "Y,S,MAG-B,US,",
        "Z,T,MAG-S,US,",
    )
    company, problems = read_folder(folder)
    x, y, z = (company.crossings[name] for name in "XYZ")
    assert (x.jurisdiction, x.destination, x.transit_days, x.route, x.form) == ("CN", "JP", Decimal(12), "air", None)
    assert (y.destination, y.military_end_user, y.qty_per_item) == ("US", Fact.UNKNOWN, Fraction(1))
    assert z.transit_days is None
    assert [p.key for p in problems if p.file == "sources.csv"] == ["transit_days"]


def test_more_of_an_item_than_the_run_down_can_count_is_refused(folder: Path) -> None:
    write(folder, "stock", "item,qty,place", *(f"MAG-A,1e9,{n}" for n in range(1_001)))
    company, problems = read_folder(folder)
    assert len(company.stock) == 1_000
    assert only(problems).found == "over 1,000,000,000,000 of MAG-A with the rows above"


def test_demand_that_is_all_past_is_no_answer(folder: Path) -> None:
    write(folder, "demand", "line,product,units_per_day,to", "MOTOR-A,MOTOR-A,1,2025-05-11")
    with pytest.raises(BadInputError) as caught:
        read_folder(folder)
    assert [p.found for p in caught.value.problems] == ["2025-05-11", "no sound row"]


def test_a_crossing_of_what_no_product_holds_is_noted(folder: Path) -> None:
    assert not any("in no product" in note for note in read_folder(folder)[0].notes)
    replace(folder, "bom", "ROTOR-B,MAG-B,40,2", "ROTOR-B,SHAFT-A,40,2")
    notes = [note for note in read_folder(folder)[0].notes if "in no product" in note]
    assert notes == ["crossing X-MAG-B: MAG-B is in no product of demand.csv, so it stops no line"]


def test_a_missing_table_of_crossings_is_named_once(folder: Path) -> None:
    (folder / "crossings.csv").unlink()
    company, problems = read_folder(folder)
    assert only(problems).file == "crossings.csv"
    assert company.applications == {}


@pytest.mark.parametrize(("row", "noted"), [("MAG-A,P,own,supplier,5,,", True), ("MAG-A,P,own,blocked,5,,", False)])
def test_stock_elsewhere_without_a_day_is_said_not_to_count(folder: Path, row: str, noted: bool) -> None:
    append(folder, "stock", row)
    company, problems = read_folder(folder)
    assert problems == []
    note = "stock.csv, available_on: MAG-A in state supplier has no day on which it can be used and is not counted"
    assert (note in company.notes) is noted
