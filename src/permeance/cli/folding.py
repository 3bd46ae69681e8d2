"""Problems as lines for people: rows that one and the same remedy mends share a line. JSON keeps each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from permeance.terms.problem import Problem

ALIKE_FROM = 3  # rows of one table under one key with one remedy, whatever was found in each
SAME_FROM = 2  # rows, of any tables, in which the same was found: they hang on one fault
_ROWS_SHOWN, _FOUND_SHOWN = 5, 3


def folded(problems: Iterable[Problem]) -> list[str]:
    """One line a problem, or one for all that are mended alike, in the place of the first of them."""
    listed = list(problems)
    alike, same = (Counter(map(kind, listed)) for kind in (_alike, _same))
    groups: dict[Hashable, list[Problem]] = {}
    for place, problem in enumerate(listed):
        group: Hashable = place
        if problem.row is not None and alike[_alike(problem)] >= ALIKE_FROM:
            group = _alike(problem)
        elif problem.row is not None and same[_same(problem)] >= SAME_FROM:
            group = _same(problem)
        groups.setdefault(group, []).append(problem)
    return [str(group[0]) if len(group) == 1 else _line(group) for group in groups.values()]


def _alike(problem: Problem) -> Hashable:
    return problem.file, problem.key, problem.allowed, problem.remedy, problem.row is None


def _same(problem: Problem) -> Hashable:
    return problem.key, problem.found, problem.allowed, problem.remedy, problem.row is None


def _line(group: Sequence[Problem]) -> str:
    first = group[0]
    files: dict[str, list[str]] = {}
    for problem in group:
        files.setdefault(problem.file, []).append(str(problem.row))
    place = "; ".join(
        f"{file}, {'row' if len(rows) == 1 else 'rows'} {_listed(rows, _ROWS_SHOWN)}" for file, rows in files.items()
    )
    found = _listed(list(dict.fromkeys(problem.found for problem in group)), _FOUND_SHOWN)
    key = f", {first.key}" if first.key else ""
    remedy = first.remedy.replace("the row was left out", "the rows were left out")
    return f"{place}{key}: found {found}; allowed: {first.allowed}; {remedy}"


def _listed(words: Sequence[str], most: int) -> str:
    """`2`, `2 and 3`, `2, 3, 4, 5, 6 and 12 more`."""
    if len(words) == 1:
        return words[0]
    shown, more = list(words[:most]), len(words) - most
    last = f"{more} more" if more > 0 else shown.pop()
    return f"{', '.join(shown)} and {last}"
