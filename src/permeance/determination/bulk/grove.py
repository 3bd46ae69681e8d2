"""The trees by which rows are told apart: each grown from the comparisons that a determination made of some row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

import numpy as np

from permeance.determination.bulk.traced import Floor, Inequality, Terms
from permeance.kernels.cells import MOST_FLOORS, NOT_SETTLED, UNSURE, Forest

LARGEST_SHARE = 2**31  # in parts per billion: more than 100.5 %
LARGEST_MEASURE = 2**44  # of a property, in millionths
_LARGEST_SUM = 2**62


@dataclass(slots=True)
class Tree:
    """One tree: `own` figures of its rows stand in the first array, the floors are shared by all its branches."""

    own: int
    floors: dict[Floor, int] = field(default_factory=dict)
    root: int = NOT_SETTLED


class Grove:
    """Trees that grow by whole paths, and their arrays for the kernel."""

    def __init__(self) -> None:
        self.trees: list[Tree] = []
        self._tests: list[Inequality] = []
        self._branches: list[list[int]] = []  # of each node: where it leads if its test holds, and if not

    def plant(self, own: int) -> int:
        """A new tree of rows with so many figures of the first array; its number."""
        self.trees.append(Tree(own))
        return len(self.trees) - 1

    def grow(self, number: int, path: Sequence[tuple[Inequality, bool]], cell: int) -> None:
        """Let the rows of a tree that take this path lead to a cell.

        A tree of which a sum would not fit whole numbers of 64 bits is left: its rows are unsure, each for itself.
        """
        tree = self.trees[number]
        if not _fits((test for test, _ in path), tree):
            tree.root = UNSURE
        if tree.root == UNSURE:
            return
        at: tuple[int, int] | None = None  # the branch to follow: of which node, and which of its two
        for test, holds in path:
            node = self._at(tree, at)
            if node == NOT_SETTLED:
                node = len(self._tests)
                self._tests.append(test)
                self._branches.append([NOT_SETTLED, NOT_SETTLED])
                self._lead(tree, at, node)
            elif node < 0 or self._tests[node] != test:
                raise AssertionError("two rows took different paths without a comparison that tells them apart")
            at = (node, 0 if holds else 1)
        self._lead(tree, at, -3 - cell)

    def _at(self, tree: Tree, at: tuple[int, int] | None) -> int:
        return tree.root if at is None else self._branches[at[0]][at[1]]

    def _lead(self, tree: Tree, at: tuple[int, int] | None, to: int) -> None:
        if at is None:
            tree.root = to
        else:
            self._branches[at[0]][at[1]] = to

    def forest(self) -> Forest:
        """The arrays of all trees as they stand."""
        floors = [floor for tree in self.trees for floor in tree.floors]
        ends = np.cumsum([0, *(len(tree.floors) for tree in self.trees)])
        return Forest(
            root=_whole(tree.root for tree in self.trees),
            own=_whole(tree.own for tree in self.trees),
            bound=_whole(test.bound for test in self._tests),
            yes=_whole(branch[0] for branch in self._branches),
            no=_whole(branch[1] for branch in self._branches),
            term_start=_starts(len(test.terms) for test in self._tests),
            term_place=_whole(place for test in self._tests for place, _ in test.terms),
            term_coefficient=_whole(c for test in self._tests for _, c in test.terms),
            floor_start=ends.astype(np.int64),
            part_start=_starts(len(floor.terms) for floor in floors),
            part_place=_whole(place for floor in floors for place, _ in floor.terms),
            part_numerator=_whole(c.numerator for floor in floors for _, c in floor.terms),
            part_denominator=_whole(c.denominator for floor in floors for _, c in floor.terms),
            constant=np.array([float(floor.constant) for floor in floors], dtype=np.float64),
        )


def _fits(tests: Iterable[Inequality], tree: Tree) -> bool:
    """Whether all sums of the tests and floors of a tree fit whole numbers of 64 bits, and its constants doubles."""
    sums = [(test.terms, test.bound) for test in tests]
    sums += [(((place, c.numerator),), c.denominator) for floor in tree.floors for place, c in floor.terms]
    exact = all(Fraction(float(floor.constant)) == floor.constant for floor in tree.floors)
    return exact and len(tree.floors) <= MOST_FLOORS and all(_holds_sum(tree, *one) for one in sums)


def _holds_sum(tree: Tree, terms: Terms, bound: int) -> bool:
    floors = list(tree.floors)
    largest = sum(abs(c) * _largest(place, tree, floors) for place, c in terms)
    return max(abs(bound), largest) <= _LARGEST_SUM


def _largest(place: int, tree: Tree, floors: Sequence[Floor]) -> int:
    """What a figure can be at most, below zero too: a floor by its own terms."""
    if place >= 0:
        return LARGEST_SHARE if place < tree.own else LARGEST_MEASURE
    floor = floors[-1 - place]
    return 1 + ceil(abs(floor.constant) + sum(abs(c) * _largest(p, tree, floors) for p, c in floor.terms))


def _whole(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.fromiter(values, dtype=np.int64)


def _starts(lengths: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(_whole(lengths))])
