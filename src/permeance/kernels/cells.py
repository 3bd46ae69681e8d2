"""Trees of linear tests over the figures of rows: which cell of its tree each row falls into."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

NOT_SETTLED = -1  # a branch that no tree has grown yet
UNSURE = -2  # a whole part that lies too near to the next to be told by doubles
MOST_FLOORS = 256  # of one tree
_NEAR = 1e-6  # as much of a whole as the doubles of a sum are trusted to


class Forest(NamedTuple):
    """T trees. Node n asks whether the sum of `coefficient` x figure over its terms is at most `bound[n]`.

    The terms of node n stand at term_start[n] to term_start[n + 1] in `term_place` and `term_coefficient`. `yes` and
    `no` lead on to a node, or to cell c as -3 - c, or are NOT_SETTLED; `root` [T] likewise, or
    UNSURE for a tree of which no sum is to be trusted. A place of zero or more is
    one of the row's own figures, the first `own[t]` of them in one array and the rest in another; place -1 - k is the
    tree's floor k.

    Floor f is the whole part of a sum of figure x numerator / denominator and a constant; the floors of tree t stand at
    floor_start[t] to floor_start[t + 1] and their terms at part_start[f] to part_start[f + 1].
    """

    root: NDArray[Any]
    own: NDArray[Any]
    bound: NDArray[Any]
    yes: NDArray[Any]
    no: NDArray[Any]
    term_start: NDArray[Any]
    term_place: NDArray[Any]
    term_coefficient: NDArray[Any]
    floor_start: NDArray[Any]
    part_start: NDArray[Any]
    part_place: NDArray[Any]
    part_numerator: NDArray[Any]
    part_denominator: NDArray[Any]
    constant: NDArray[Any]


class Figures(NamedTuple):
    """The figures of N rows in two arrays. Row i has the first at first_start[first_row[i]] on, the others at
    second_start[second_row[i]] on."""

    first_row: NDArray[Any]
    first_start: NDArray[Any]
    first: NDArray[Any]
    second_row: NDArray[Any]
    second_start: NDArray[Any]
    second: NDArray[Any]


@njit(cache=True, nogil=True)
def find_cells(forest: Forest, figures: Figures, tree: NDArray[Any], rows: NDArray[Any], cells: NDArray[Any]) -> None:
    """Write into `cells` [N] the cell of each of the `rows` in its `tree` [N]: a cell, NOT_SETTLED or UNSURE."""
    floors = np.empty(MOST_FLOORS, dtype=np.int64)
    for i in rows:
        t = tree[i]
        node, own = forest.root[t], forest.own[t]
        first = figures.first_start[figures.first_row[i]]
        second = figures.second_start[figures.second_row[i]] - own
        if node >= 0 and forest.floor_start[t] < forest.floor_start[t + 1]:
            node = node if _floors(forest, figures, t, first, second, floors) else np.int64(UNSURE)
        while node >= 0:
            total = np.int64(0)
            for k in range(forest.term_start[node], forest.term_start[node + 1]):
                place = forest.term_place[k]
                if place < 0:
                    value = floors[-1 - place]
                elif place < own:
                    value = figures.first[first + place]
                else:
                    value = figures.second[second + place]
                total += forest.term_coefficient[k] * value
            node = forest.yes[node] if total <= forest.bound[node] else forest.no[node]
        cells[i] = _cell(node)


@njit(cache=True, nogil=True, inline="always")
def _cell(node: Any) -> Any:
    return node if node >= UNSURE else -3 - node


@njit(cache=True, nogil=True)
def _floors(forest: Any, figures: Any, t: Any, first: Any, second: Any, floors: Any) -> Any:
    """Reckon the floors of a tree for one row; False where the doubles of the parts do not tell one."""
    begin = forest.floor_start[t]
    for f in range(begin, forest.floor_start[t + 1]):
        whole, rest = np.int64(0), forest.constant[f]
        for k in range(forest.part_start[f], forest.part_start[f + 1]):
            place = forest.part_place[k]
            if place < 0:
                value = floors[-1 - place]
            elif place < forest.own[t]:
                value = figures.first[first + place]
            else:
                value = figures.second[second + place]
            product = value * forest.part_numerator[k]
            denominator = forest.part_denominator[k]
            units = product // denominator
            whole += units
            rest += np.float64(product - units * denominator) / np.float64(denominator)
        below = np.floor(rest)
        nearest = np.rint(rest)
        single = forest.part_start[f + 1] - forest.part_start[f] == 1 and forest.constant[f] == 0.0
        if not single and abs(rest - nearest) < _NEAR and rest != 0.0:
            return False
        floors[f - begin] = whole + np.int64(below)
    return True
