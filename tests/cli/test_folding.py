"""On a terminal rows that one remedy mends are one line with their number; each stays by itself in JSON."""

from __future__ import annotations

from dataclasses import replace

from permeance.cli.folding import folded
from permeance.terms.problem import Problem


def fault(row: int | None, found: str, file: str = "stock.csv", key: str = "counted_on") -> Problem:
    return Problem(file, row, key, found, "an earlier day", "mend the date")


def test_rows_with_one_remedy_are_one_line_with_examples_and_the_number_of_the_rest() -> None:
    problems = [fault(n, f"2025-05-{n:02}") for n in range(2, 20)]
    assert folded([fault(None, "x"), *problems]) == [
        "stock.csv, counted_on: found x; allowed: an earlier day; mend the date",
        "stock.csv, rows 2, 3, 4, 5, 6 and 13 more, counted_on: found 2025-05-02, 2025-05-03, 2025-05-04 and 15 more; "
        "allowed: an earlier day; mend the date",
    ]


def test_two_rows_in_which_other_things_were_found_keep_their_lines() -> None:
    problems = [fault(2, "a"), fault(3, "b")]
    assert folded(problems) == [str(problem) for problem in problems]


def test_rows_that_hang_on_one_fault_are_one_line_whatever_table_they_are_in() -> None:
    found = "'L-88', which is in row 2 of licences.csv"
    (line,) = folded([fault(n, found, file, "licence") for file, n in (("a.csv", 2), ("b.csv", 7), ("b.csv", 9))])
    assert line.startswith(f"a.csv, row 2; b.csv, rows 7 and 9, licence: found {found}; allowed")


def test_other_columns_and_tables_keep_their_lines() -> None:
    problems = [fault(2, "a"), fault(2, "b", key="qty"), fault(3, "c", file="bom.csv")]
    assert folded(problems) == [str(problem) for problem in problems]


def test_of_several_rows_it_is_said_that_they_were_left_out() -> None:
    problems = [replace(fault(n, "a"), remedy="mend the date; the row was left out") for n in (2, 3)]
    assert folded(problems)[0].endswith("mend the date; the rows were left out")
    assert folded(problems[:1])[0].endswith("mend the date; the row was left out")
