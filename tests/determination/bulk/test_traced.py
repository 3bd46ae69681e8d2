"""A traced figure does what a plain one does, and its path tells exactly which other figures do the same."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.determination.bulk.traced import Inequality, Trace, UntraceableError

FIGURES = st.lists(st.integers(0, 30), min_size=3, max_size=3)


def decide(a, b, c):
    """Code of the kind that determinations are: sums, the greatest and least, whole parts, thresholds hit exactly."""
    rest = max(0, 20 - a - b)
    share = math.floor(a * Fraction(2, 3) + c * Fraction(1, 7))
    top = math.ceil(b / Fraction(4))
    found = ["rest" if rest == 0 else "more", "much" if share >= 7 else "little"]
    if min(20, top) > 3 and c != 5:
        found.append("top")
    if a > 10 * b or (b and not c):
        found.append("outweighs")
    found.append(str(max((a, "a"), (b, "b"), (c, "c"), key=lambda pair: pair[0])[1]))
    return found, sum([a, b, c]) <= 30


def follow(figures, floors):
    trace = Trace(figures, floors)
    for place in range(3):
        trace.know({place: -1}, 0)
    return decide(*(trace.figure(place) for place in range(3))), trace


def takes(path, figures, floors):
    """Whether other figures take a path, reckoned from its tests alone."""
    values = dict(enumerate(figures))
    for floor, place in floors.items():
        values[place] = math.floor(sum(values[p] * c for p, c in floor.terms) + floor.constant)
    return all((sum(values[p] * c for p, c in test.terms) <= test.bound) is holds for test, holds in path)


@given(FIGURES)
def test_code_comes_out_with_traced_figures_as_with_plain_ones(figures):
    found, _ = follow(figures, {})
    assert found == decide(*figures)


@given(FIGURES, FIGURES)
def test_figures_that_take_the_path_of_others_come_out_alike(figures, others):
    floors = {}
    found, trace = follow(figures, floors)
    assert takes(trace.path, figures, floors)
    if takes(trace.path, others, floors):
        assert decide(*others) == found


@given(FIGURES)
def test_no_comparison_is_noted_that_follows_from_those_before(figures):
    _, trace = follow(figures, {})
    assert len({test for test, _ in trace.path}) == len(trace.path)
    figure = trace.figure(0)
    before = len(trace.path)
    assert [figure >= 0, figure <= trace.figure(0), figure + 1 > figure] == [True, True, True]
    assert len(trace.path) == before


@pytest.mark.parametrize(
    ("compare", "test", "holds"),
    [
        (lambda x: x <= 5, Inequality(((0, 1),), 5), True),
        (lambda x: x < 5, Inequality(((0, 1),), 4), False),
        (lambda x: x >= 5, Inequality(((0, 1),), 4), False),
        (lambda x: x > 5, Inequality(((0, 1),), 5), True),
        (lambda x: 4 * x <= 21, Inequality(((0, 1),), 5), True),
        (lambda x: x / Fraction(10) >= Fraction(1, 2), Inequality(((0, 1),), 4), False),
        (lambda x: Fraction(9, 2) < x, Inequality(((0, 1),), 4), False),
        (lambda x: 3 - x > -3, Inequality(((0, 1),), 5), True),
    ],
)
def test_a_comparison_is_noted_in_whole_numbers_that_hit_its_threshold(compare, test, holds):
    trace = Trace([5], {})
    assert compare(trace.figure(0)) is compare(5)
    assert trace.path == [(test, holds)]


def test_a_sum_that_is_no_whole_number_has_its_whole_part_as_a_figure_of_its_own():
    floors = {}
    trace = Trace([7], floors)
    part = math.floor(trace.figure(0) * Fraction(1, 2))
    assert (part.value, list(floors.values())) == (3, [-1])
    assert math.floor(trace.figure(0) * Fraction(1, 2)).terms == part.terms
    assert math.floor(trace.figure(0)).terms == {0: 1}


@pytest.mark.parametrize("use", [hash, lambda figure: {figure: 1}, range, int, abs])
def test_what_cannot_be_noted_is_refused(use):
    with pytest.raises((UntraceableError, TypeError)):
        use(Trace([5], {}).figure(0))


def test_a_figure_in_hundredths_compares_as_what_it_stands_for():
    trace = Trace([150], {})
    assert trace.figure(0, 100) >= Fraction(3, 2)
    assert not trace.figure(0, 100) > Fraction(3, 2)
    assert trace.path == [(Inequality(((0, 1),), 149), False), (Inequality(((0, 1),), 150), True)]
