"""The rows that change are those of which two determinations, each under its own law, say something else."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from determination.test_hostile_rows import COLUMNS
from determination.test_hostile_rows import row as hostile_row
from permeance.determination.changed import Changed, ChangedRows
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.determination.item_table import read_items
from permeance.law.snapshot import Snapshot, compile_snapshot
from permeance.terms.problem import Problem

EXAMPLE = Path(__file__).parents[2] / "examples" / "items.csv"
PAIRS = [("2025-04-03", "2025-04-04"), ("2025-10-08", "2025-11-09"), ("2025-11-06", "2026-11-25")]
HEAD = "id,form,composition,ship_from,destination,ship_date\n"


def law(day: str) -> Snapshot:
    return compile_snapshot(date.fromisoformat(day))


def rows(path: Path, since: str, known: str, on: date | None = None) -> tuple[list[Changed], ChangedRows]:
    found = ChangedRows(path, law(since), law(known), on)
    return list(found), found


def bounds(decided: Determination) -> tuple[str, str, str]:
    return decided.answer.value, decided.at_least.value, decided.at_most.value


def governing(decided: Determination) -> str | None:
    return decided.governing.key if decided.governing else None


def check(path: Path, since: str, known: str, on: date | None) -> None:
    changed, found = rows(path, since, known, on)
    wanted = []
    answered, problems = read_items(path)
    for row, crossing in answered:
        if not isinstance(crossing, Crossing):
            continue
        before, after = (determine(crossing, law(day), on) for day in (since, known))
        if bounds(before) != bounds(after):
            wanted.append(
                (row["id"], row.number, before.on, *bounds(before), *bounds(after), governing(before), governing(after))
            )
    said = [
        (c.id, c.row, c.on, c.before.answer, c.before.at_least, c.before.at_most, c.after.answer, c.after.at_least,
         c.after.at_most, c.before.governing, c.after.governing)
        for c in changed
    ]  # fmt: skip
    faulty = [crossing for _, crossing in answered if isinstance(crossing, Problem)]
    assert said == wanted
    left_out = {problem.row for problem in problems if problem.row not in (None, 1)}
    assert (found.changed, found.faulty) == (len(wanted), len(faulty) + len(left_out))
    assert found.changed + found.unchanged + len(faulty) == len(answered)
    assert found.problems == [*problems, *faulty]


@pytest.mark.parametrize(("since", "known"), PAIRS)
def test_the_example_changes_where_two_determinations_differ(since: str, known: str) -> None:
    check(EXAMPLE, since, known, None)


@pytest.mark.parametrize(("since", "known"), PAIRS)
def test_so_do_hostile_rows(tmp_path: Path, since: str, known: str) -> None:
    chance = random.Random(7)  # noqa: S311
    path = tmp_path / "items.csv"
    lines = [",".join(COLUMNS), *(hostile_row(number, chance) for number in range(150))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    check(path, since, known, date(2025, 11, 20))


def test_a_row_without_a_day_is_looked_at_on_the_day_given(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text(HEAD + "A,metal,Ho 99.9,CN,DE,\nB,metal,Ho 99.9,CN,DE,2025-11-07\n", encoding="utf-8")
    changed, found = rows(path, "2025-10-08", "2025-10-09", date(2025, 11, 8))
    assert [(c.id, c.on, c.before.answer, c.after.answer) for c in changed] == [
        ("A", date(2025, 11, 8), "not_controlled", "licence_required")
    ]
    assert (found.unchanged, found.without_a_day) == (1, False)


def test_an_open_answer_changes_where_one_of_its_bounds_does(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text(HEAD + "A,metal,Ga 99.9,CN,US,2026-12-01\n", encoding="utf-8")
    changed, _ = rows(path, "2024-12-02", "2025-11-10")
    assert [(c.before.answer, c.after.answer) for c in changed] == [("licence_required", "unknown")]
    again, _ = rows(path, "2024-12-03", "2025-11-10")
    assert [(c.before.at_least, c.after.at_least) for c in again] == [("denied_in_principle", "licence_required")]


@pytest.mark.parametrize("text", [HEAD, HEAD + "A,oar,,,,\nA,metal,,,,\n"], ids=["no row", "faulty rows alone"])
def test_a_table_without_a_sound_row_changes_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "items.csv"
    path.write_text(text, encoding="utf-8")
    changed, found = rows(path, "2025-04-03", "2025-11-09")
    assert (changed, found.changed, found.unchanged) == ([], 0, 0)
    assert found.faulty == text.count("A,")
