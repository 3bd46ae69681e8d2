"""The next alternate is used as the first runs out, as far as it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposure import small
from exposure.test_licences import BASE
from permeance.cli.main import main
from permeance.exposure.company import Company
from permeance.exposure.folder import read_folder
from permeance.exposure.left_open import left_open
from permeance.exposure.rendering import line_sentence
from permeance.law.snapshot import compile_snapshot

ITEMS = "item,form\nP,assembly\nR,assembly\nM,magnet\nN,magnet\nO,magnet\n"
BOM = "parent,item,qty,alt_group,alt_rank\nP,R,1,,\nR,M,1,g,1\nR,N,2,g,2\n"


def company(folder: Path, bom: str = BOM, stock: str = "M,25\nN,30\n") -> Company:
    tables = {
        **BASE,
        "items": ITEMS,
        "bom": bom,
        "stock": f"item,qty\n{stock}",
        "applications": "application,crossing,qty,status\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    found, problems = read_folder(folder, as_of=small.AS_OF)
    assert problems == []
    return found


def stop(found: Company) -> tuple[int | None, list[str]]:
    (line,) = small.run(found, {"X": small.says(small.LICENCE)}).lines
    return small.day_of(line.stop.p50), [driver.item for driver in line.drivers]


def test_a_line_runs_on_with_the_alternate(tmp_path: Path) -> None:
    assert stop(company(tmp_path)) == (4, ["M"])  # 25 of M, then 15 times two of N
    assert stop(company(tmp_path, stock="M,25\n")) == (2, ["M"])


def test_an_alternate_is_not_taken_to_be_bought_without_end(tmp_path: Path) -> None:
    found = company(tmp_path)
    assert any("not taken to be bought without end" in note for note in found.notes)
    assert stop(company(tmp_path, stock="M,25\nN,0\n")) == (2, ["M"])


def test_a_part_of_what_no_line_builds_is_not_bought_without_end_as_an_alternate(tmp_path: Path) -> None:
    assert stop(company(tmp_path, BOM + "O,N,1,,\n")) == (4, ["M"])


def test_an_alternate_that_is_bought_for_another_part_anyway_comes_without_end_and_that_is_said(tmp_path: Path) -> None:
    found = company(tmp_path, BOM + "P,N,1,,\n")
    assert stop(found)[0] is None
    said = left_open(found, {"X": small.says(small.LICENCE)}, compile_snapshot(small.AS_OF))
    assert "N in place of M" in [row.what for row in said]
    assert not any(
        "in place of" in row.what
        for row in left_open(company(tmp_path), {"X": small.says(small.LICENCE)}, compile_snapshot(small.AS_OF))
    )


def test_ranks_are_tried_in_their_order(tmp_path: Path) -> None:
    found = company(tmp_path, BOM + "R,O,1,g,3\n", "M,10\nN,20\nO,10\n")
    assert [(a.first, a.item) for a in found.alternates] == [("M", "N"), ("M", "O")]
    assert stop(found) == (3, ["M"])


@pytest.mark.parametrize(
    "bom",
    [
        BOM + "R,O,1,g,1\n",  # two of the first rank go in together
        BOM + "R,M,1,,\n",  # the first goes in beside the group as well
        BOM + "R,N,1,,\n",  # the alternate does
        BOM.replace("R,N,2", "R,P,2"),  # it holds what it would go into
    ],
)
def test_an_alternate_that_cannot_be_used_is_noted(tmp_path: Path, bom: str) -> None:
    found = company(tmp_path, bom)
    assert found.alternates == ()
    assert any("is not used" in note for note in found.notes)


def test_a_stop_that_an_alternate_put_off_names_the_alternate(tmp_path: Path) -> None:
    (line,) = small.run(company(tmp_path), {"X": small.says(small.LICENCE)}).lines
    assert line.drivers[0].alternates == ("N",)
    assert "because of M (its alternate N used up too), for which nothing is filed" in line_sentence(line)
    (bare,) = small.run(company(tmp_path, stock="M,25\nN,0\n"), {"X": small.says(small.LICENCE)}).lines
    assert bare.drivers[0].alternates == ()


def test_the_picture_of_a_part_with_an_alternate_says_when_which_takes_over(tmp_path: Path) -> None:
    company(tmp_path)
    (tmp_path / "crossings.csv").write_text("crossing,item,jurisdiction,destination\nX,M,CN,US\n", encoding="utf-8")
    rows = "".join(f"{name},magnet,Nd 28; Dy 3; B 1; Fe rest,yes\n" for name in "MNO")
    (tmp_path / "items.csv").write_text(
        f"item,form,composition,closed\nP,assembly,,\nR,assembly,,\n{rows}", encoding="utf-8"
    )
    main(["assess", str(tmp_path), "--as-of", str(small.AS_OF), "--out", str(tmp_path / "report.html")])
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "M, then N in its place, holds out until 16 May 2025" in page
    assert "Where it reaches zero N takes over." in page
