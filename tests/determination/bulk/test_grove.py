"""Trees grow by paths, and the kernel finds for every row the cell that its path leads to."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from permeance.determination.bulk.grove import Grove
from permeance.determination.bulk.traced import Trace
from permeance.kernels.cells import NOT_SETTLED, UNSURE, Figures, find_cells

ROWS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=30)


def whole(values):
    return np.array(list(values), dtype=np.int64)


def figures_of(rows, own):
    """The first `own` figures of each row in one array, the rest in another, each after something else."""
    first = [figure for row in rows for figure in row[:own]]
    second = [99, *(figure for row in rows for figure in row[own:])]
    numbers = whole(range(len(rows)))
    return Figures(numbers, numbers * own, whole(first), numbers, 1 + numbers * (3 - own), whole(second))


def decide(a, b, c):
    both = math.floor(a * Fraction(2, 3) + b * Fraction(1, 7))
    single = math.ceil(c * Fraction(5, 9))
    return both > 10, single <= 8, a + b >= c, a == b


def cells(grove, tree, rows, own):
    found = np.full(len(rows), 77, dtype=np.int64)
    every = whole(range(len(rows)))
    find_cells(grove.forest(), figures_of(rows, own), np.full(len(rows), tree, dtype=np.int64), every, found)
    return found


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(0, 3))
def test_every_row_comes_to_the_outcome_that_it_would_have_alone(rows, own):
    grove, outcomes = Grove(), []
    grove.plant(0)  # another tree before it
    tree = grove.plant(own)
    while True:
        found = cells(grove, tree, rows, own)
        open_rows = np.flatnonzero(found == NOT_SETTLED)
        if not open_rows.size:
            break
        trace = Trace(rows[open_rows[0]], grove.trees[tree].floors)
        outcomes.append(decide(*(trace.figure(place) for place in range(3))))
        grove.grow(tree, trace.path, len(outcomes) - 1)
    for row, cell in zip(rows, found, strict=True):
        assert cell == UNSURE or outcomes[cell] == decide(*row)
    # Two parts that add up to a whole number are the only ones that doubles do not tell.
    sure = [cell != UNSURE for cell in found]
    assert all(told or (a * Fraction(2, 3) + b * Fraction(1, 7)).denominator == 1
               for told, (a, b, _) in zip(sure, rows, strict=True))  # fmt: skip


def test_a_tree_whose_sums_do_not_fit_64_bits_is_unsure_of_all_its_rows():
    grove = Grove()
    tree = grove.plant(3)
    trace = Trace([1, 2, 3], grove.trees[tree].floors)
    assert trace.figure(0) * 2**40 < trace.figure(1) * (2**40 + 1)
    grove.grow(tree, trace.path, 0)
    assert list(cells(grove, tree, [(1, 2, 3)], 3)) == [UNSURE]


def test_a_row_without_figures_has_the_only_cell_of_its_tree():
    grove = Grove()
    tree = grove.plant(0)
    grove.grow(tree, [], 4)
    assert list(cells(grove, tree, [(1, 2, 3), (4, 5, 6)], 0)) == [4, 4]


def test_a_whole_part_that_doubles_would_get_wrong_is_unsure():
    def decide_three(a, b, c):
        return math.floor(a * Fraction(2, 10) + b * Fraction(7, 10) + c * Fraction(1, 10)) >= 1

    assert 0.2 + 0.7 + 0.1 < 1.0
    grove = Grove()
    tree = grove.plant(3)
    trace = Trace([1, 1, 1], grove.trees[tree].floors)
    assert decide_three(*(trace.figure(place) for place in range(3)))
    grove.grow(tree, trace.path, 0)
    assert list(cells(grove, tree, [(1, 1, 1), (1, 1, 3)], 3)) == [UNSURE, 0]
