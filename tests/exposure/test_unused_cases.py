"""A part is not said to lack a case where the tables name one that cannot be used, or whose licence allows no more."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exposure.test_examples import EXAMPLES
from permeance.cli.main import main
from permeance.exposure.folder import read_folder


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, dict, dict]]:
    """The example with the only case for MAG-B in other words: the text and JSON of assess, and the JSON of check."""

    def answer(case: str, licence: str = "", clearance: str = "") -> tuple[str, dict, dict]:
        folder = Path(shutil.copytree(EXAMPLES[0], tmp_path / "company", dirs_exist_ok=True))
        path = folder / "applications.csv"
        rows = path.read_text(encoding="utf-8").splitlines()
        kept = [row for row in rows if not row.startswith("GZ-0077")]
        path.write_text("\n".join([*kept, case]) + "\n", encoding="utf-8")
        stock = (folder / "stock.csv").read_text(encoding="utf-8").replace("plant,104000", "plant,100")
        (folder / "stock.csv").write_text(stock.replace("ROTOR-B,Ohio,own,plant,900", "ROTOR-B,Ohio,own,plant,9"))
        if licence:
            header = "licence,application,item,mass_kg,clearances_allowed,valid_from\n"
            (folder / "licences.csv").write_text(f"{header}{licence}\n")
        if clearance:
            (folder / "clearances.csv").write_text(f"licence,date,mass_kg\n{clearance}\n")
        main(["assess", str(folder), "--horizon-days", "120"])
        text = capsys.readouterr().out
        main(["assess", str(folder), "--horizon-days", "120", "--format", "json"])
        found = json.loads(capsys.readouterr().out)
        main(["check", str(folder), "--format", "json"])
        return text, found, json.loads(capsys.readouterr().out)

    return answer


def said_of(part: str, answer: dict) -> dict:
    (found,) = (unfiled for unfiled in answer["unfiled"] if unfiled["part"] == part)
    return dict(found)


GRANTED = "GZ-0077,1,X-MAG-B,160000,15200,individual,2025-03-01,2025-03-05,2025-03-10,,2025-05-02,granted,2025-05-09,us"
LOST = "GZ-0077,1,X-MAG-B,many,15200,individual,2025-04-11,2025-04-17,2025-04-22,,,review,2025-05-09,exporter"
DRAFT = "GZ-0077,1,X-MAG-B,many,15200,individual,,,,,,draft,2025-05-09,exporter"


def test_a_part_whose_case_is_in_a_faulty_row_is_not_called_unfiled(ask: Callable) -> None:
    text, found, checked = ask(LOST)
    row = len((EXAMPLES[0] / "applications.csv").read_text(encoding="utf-8").splitlines())
    why = f"filed as GZ-0077, in row {row} of applications, which cannot be used"
    assert said_of("MAG-B", found)["unused"] == [{"case": "GZ-0077", "why": why, "remedy": "mend that row"}]
    assert f"because of MAG-B, {why}" in text.replace("\n", " ")
    assert "and what is filed or granted brings nothing: MAG-B" in " ".join(text.split())
    doubt = f"applications row {row} is not used"
    assert found["may_be_early"] == [{"line": "MOTOR-B", "why": doubt}]
    assert f"Dates of MOTOR-B may be too early: {doubt}." in text
    assert said_of("MAG-B", checked) == said_of("MAG-B", found)
    assert "dates of MOTOR-B may be too early" in checked["limits"]


def test_a_draft_in_a_faulty_row_is_not_called_filed(ask: Callable) -> None:
    _, found, _ = ask(DRAFT)
    assert said_of("MAG-B", found)["unused"] == []
    assert found["may_be_early"] == []


def test_a_licence_whose_only_clearance_is_used_says_so_and_what_to_do(ask: Callable) -> None:
    text, found, _ = ask(GRANTED, "L-1,GZ-0077,,15200,,2025-05-03", "L-1,2025-05-05,100")
    (unused,) = said_of("MAG-B", found)["unused"]
    assert unused["why"].startswith("for which licence L-1 of case GZ-0077 brings no more: its only clearance is used")
    assert "an empty clearances_allowed counts as 1" in unused["remedy"]
    assert f"because of MAG-B, {unused['why']}" in text
    assert (said_of("MAG-B", found)["cases"], found["may_be_early"]) == ([], [])


def test_a_licence_with_all_of_its_stated_clearances_used_is_applied_for_anew(ask: Callable) -> None:
    _, found, _ = ask(GRANTED, "L-1,GZ-0077,,15200,1,2025-05-03", "L-1,2025-05-05,100")
    assert said_of("MAG-B", found)["unused"][0]["remedy"] == "apply anew"


def test_an_overdrawn_licence_says_by_how_much_and_that_dates_may_be_too_early(ask: Callable) -> None:
    _, found, _ = ask(GRANTED, "L-1,GZ-0077,,15200,5,2025-05-03", "L-1,2025-05-05,20000")
    (unused,) = said_of("MAG-B", found)["unused"]
    assert unused["why"] == "for which licence L-1 of case GZ-0077 is overdrawn (mass_kg 20000 of 15200)"
    assert found["may_be_early"] == [{"line": "MOTOR-B", "why": "licence L-1 is overdrawn"}]


def test_a_granted_case_brings_nothing_while_its_licence_cannot_be_read(ask: Callable) -> None:
    _, sound, _ = ask(GRANTED)
    assert any(case["application"] == "GZ-0077" for case in sound["cases"])
    _, found, _ = ask(GRANTED, "L-1,GZ-0077,,much,5,2025-05-03")
    (unused,) = said_of("MAG-B", found)["unused"]
    why = "for which case GZ-0077 is granted under licence L-1, in row 2 of licences, which cannot be used"
    assert unused == {"case": "GZ-0077", "why": why, "remedy": "mend that row"}
    assert found["may_be_early"] == [{"line": "MOTOR-B", "why": "licences row 2 is not used"}]
    assert not any(case["application"] == "GZ-0077" for case in found["cases"])


def test_a_licence_of_no_application_in_a_faulty_row_is_named_too(ask: Callable) -> None:
    _, found, _ = ask(DRAFT.replace("many", "5"), "L-1,,MAG-B,much,5,2025-05-03")
    unused = said_of("MAG-B", found)["unused"]
    assert [case["why"] for case in unused] == [
        "for which there is licence L-1, in row 2 of licences, which cannot be used"
    ]


@pytest.mark.parametrize(
    ("mass", "remedy"),
    [
        ("15200", "did you mean LIC-9? if not, add it to licences.csv or mend the name; until then it is not counted"),
        ("much", "mend that row first; until then it is not counted"),
    ],
)
def test_stock_under_a_licence_that_is_not_known_is_not_counted(tmp_path: Path, mass: str, remedy: str) -> None:
    folder = Path(shutil.copytree(EXAMPLES[0], tmp_path / "company"))
    named = "LIC-8" if mass == "15200" else "LIC-9"
    (folder / "stock.csv").write_text(f"item,qty,licence\nMAG-A,500,{named}\nMAG-B,300,\n")
    (folder / "licences.csv").write_text(f"licence,item,mass_kg,end_use\nLIC-9,MAG-A,{mass},electric vehicles\n")
    company, problems = read_folder(folder)
    assert [stock.state for stock in company.stock] == ["blocked", "plant"]
    (problem,) = (p for p in problems if p.file == "stock.csv")
    assert (problem.row, problem.key, problem.remedy) == (2, "licence", remedy)


def test_without_a_table_of_licences_stock_under_one_is_counted_and_noted(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLES[0], tmp_path / "company"))
    (folder / "stock.csv").write_text("item,qty,licence\nMAG-A,500,LIC-8\n")
    company, problems = read_folder(folder)
    assert ([stock.state for stock in company.stock], problems) == (["plant"], [])
    assert any("its end use is not in licences.csv, so any line may use it" in note for note in company.notes)
