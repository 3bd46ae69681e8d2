"""What goods are, in rows: from the cells about them to their profiles, by one look at the law for rows alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from permeance.determination.asked import Asked
from permeance.determination.bulk.column import FAULTY, Codes32, Column
from permeance.determination.bulk.combined import WIDE, Combined
from permeance.determination.bulk.grove import Grove
from permeance.determination.bulk.profile import Profile, profile_of
from permeance.determination.bulk.shapes import Kind, Shape, Shapes
from permeance.determination.bulk.stated import MEASURE, Stated, Structure, with_figures
from permeance.determination.bulk.traced import Floor, Trace
from permeance.determination.crossing import Crossing
from permeance.determination.described import elements_described
from permeance.determination.item_table import contradiction
from permeance.determination.product import described_as
from permeance.kernels.cells import NOT_SETTLED, Figures, find_cells
from permeance.kernels.written_row import FIGURES
from permeance.law.snapshot import Snapshot
from permeance.materials.composition import TOLERANCE, CompositionError, composed
from permeance.terms.composition import PPB, Composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

_HIGHEST_SHARE = PPB + TOLERANCE
_NUMBERS = count()
ALONE = -2
FEWEST = 8  # rows: a path through the law is followed with traced figures in the time of some determinations
_WIDTHS = (8, 22, 3, 3, 20)  # bits for the columns of a context


@dataclass(frozen=True, slots=True)
class Context:
    """What is said of goods beside the figures of their composition and properties."""

    form: Form | None
    description: str
    intentionally_added: Fact
    closed: Fact
    reporting_limit_ppm: Decimal | None
    structure: Structure


class Goods:
    """The profiles of all goods that were seen, and the trees that lead to them."""

    def __init__(self, snapshot: Snapshot, separator: str = ",") -> None:
        vocabulary = snapshot.vocabulary
        self.profiles: list[Profile] = []
        self.snapshot = snapshot
        self._numbers: dict[Profile, int] = {}
        self._cells: list[int] = []  # of each cell its profile, or FAULTY
        self._grove = Grove()
        self._shapes = Shapes()
        self._stated = Stated(vocabulary.measures, separator)
        self._columns = (
            Column("form", lambda cells: cells.form(), separator),
            Column("description", lambda cells: _words(cells.row["description"], snapshot), separator),
            Column("intentionally_added", lambda cells: cells.fact("intentionally_added"), separator),
            Column("closed", lambda cells: cells.fact("closed"), separator),
            Column("reporting_limit_ppm", lambda cells: cells.number("reporting_limit_ppm"), separator),
        )
        self._said = Combined(*_WIDTHS)
        self._contexts = Combined(WIDE, WIDE)
        self._kinds = Combined(WIDE, WIDE)  # of a shape and a context; each has a tree
        # Of each kind how many rows were met, and how many paths were learned: one for some rows, so that a kind in
        # which every row takes a path of its own takes little longer than its rows alone.
        self._met, self._paths = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)

    def read(self, columns: Mapping[str, pa.Array], rows: int) -> tuple[Codes32, Figures]:
        """The kind of each row, int32[N], FAULTY where some cell cannot be read, and the figures of all."""
        said = self._said.of(*(column.of(columns.get(column.name), rows) for column in self._columns))
        stated = self._stated.of(columns.get("properties"), rows)
        shaped = self._shapes.of(columns.get("composition"), rows)
        kinds = self._kinds.of(shaped.shape, self._contexts.of(said, stated.structure))
        return kinds, Figures(shaped.row, shaped.start, shaped.figures, stated.row, stated.start, stated.figures)

    def profiles_of(self, kinds: Codes32, figures: Figures) -> Codes32:
        """The profile of each row: int32[N], FAULTY for a faulty kind, ALONE where the row is decided alone."""
        cells = np.full(len(kinds), NOT_SETTLED, dtype=np.int64)
        self._settle(figures, kinds, np.flatnonzero(kinds >= 0), cells)
        profiles = np.array([*self._cells, ALONE], dtype=np.int32)
        found: Codes32 = profiles[np.where(cells < 0, len(self._cells), cells)]
        found[kinds < 0] = FAULTY
        return found

    def _settle(self, figures: Figures, kinds: Codes32, rows: NDArray[np.int64], cells: NDArray[np.int64]) -> None:
        """Find the cell of each row; where a branch leads nowhere, rows of each kind grow its tree further."""
        for kind in range(len(self._grove.trees), len(self._kinds)):
            self._grove.plant(self._parts(kind)[0].figures)
        self._met = _longer(self._met, len(self._kinds)) + np.bincount(kinds[rows], minlength=len(self._kinds))
        self._paths = _longer(self._paths, len(self._kinds))
        at_once = 1  # of each kind; more in each pass, since the arrays of all trees are made anew for it
        while rows.size:
            find_cells(self._grove.forest(), figures, kinds, rows, cells)
            rows = rows[cells[rows] == NOT_SETTLED]
            rows = rows[(self._paths[kinds[rows]] + 1) * FEWEST <= self._met[kinds[rows]]]
            for row in _first_of_each(kinds, rows, at_once):
                kind = int(kinds[row])
                if (self._paths[kind] + 1) * FEWEST <= self._met[kind]:
                    trace, cell = self._followed(kind, figures, row, self._grove.trees[kind].floors)
                    self._grove.grow(kind, trace.path, cell)
                    self._paths[kind] += 1
            at_once *= 2

    def _followed(self, kind: int, figures: Figures, row: np.int64, floors: dict[Floor, int]) -> tuple[Trace, int]:
        """Follow the law with the figures of one row: what they were compared with, and the cell that it leads to."""
        shape, context = self._parts(kind)
        first = figures.first_start[figures.first_row[row]]
        second = figures.second_start[figures.second_row[row]]
        measured = sum(word is None for _, word in context.structure)
        values = (*figures.first[first : first + shape.figures], *figures.second[second : second + measured])
        trace = Trace(map(int, values), floors)
        _take_as_given(trace, shape, measured)
        self._cells.append(self._number(self._profile(shape, context, trace)))
        return trace, len(self._cells) - 1

    def _profile(self, shape: Shape, context: Context, trace: Trace) -> Profile | None:
        """The profile of goods of a shape and context with traced figures; None where the row is at fault."""
        try:
            composition = _composition(shape, context, trace)
        except CompositionError:
            return None
        crossing = Crossing(
            "",
            form=context.form,
            composition=composition,
            description=context.description,
            intentionally_added=context.intentionally_added,
            properties=with_figures(context.structure, lambda n: trace.figure(shape.figures + n, MEASURE)),
        )
        return None if contradiction(crossing) else profile_of(Asked(crossing, self.snapshot))

    def _number(self, profile: Profile | None) -> int:
        if profile is None:
            return FAULTY
        if profile not in self._numbers:
            self._numbers[profile] = len(self.profiles)
            self.profiles.append(profile)
        return self._numbers[profile]

    def _parts(self, kind: int) -> tuple[Shape, Context]:
        shape, context = self._kinds.parts(kind)
        said, structure = self._contexts.parts(context)
        codes = self._said.parts(said)
        form, _, added, closed, limit = (c.said[code] for c, code in zip(self._columns, codes, strict=True))
        words, stated = self._columns[1].texts[codes[1]], self._stated.structures.said[structure]
        return self._shapes.known[shape], Context(form, words, added, closed, limit, stated)


def _longer(counts: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    return np.pad(counts, (0, length - len(counts)))


def _first_of_each(kinds: Codes32, rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Of these rows at most so many of each kind."""
    order = rows[np.argsort(kinds[rows], kind="stable")]
    own = kinds[order]
    begins = np.searchsorted(own, own)
    found: NDArray[np.int64] = order[np.arange(len(order)) - begins < most]
    return found


def _words(description: str, snapshot: Snapshot) -> tuple[frozenset[str], frozenset[str]]:
    return elements_described(description), described_as(description, snapshot.vocabulary)


def _composition(shape: Shape, context: Context, trace: Trace) -> Composition | None:
    """The composition with traced figures. Its text is like no other, so that no memory takes it for another."""
    if not shape.parts:
        return None
    text = f"\0 traced {next(_NUMBERS)}"
    return composed(text, shape.written(trace.figure), context.closed, context.reporting_limit_ppm)


def _take_as_given(trace: Trace, shape: Shape, measured: int) -> None:
    """What holds of every row of the shape: shares from 0 to 100.5 %, ranges that rise, properties not below zero."""
    place = 0
    for _, kind in shape.parts:
        for n in range(FIGURES[kind]):
            trace.know({place + n: -1}, 0)
            trace.know({place + n: 1}, -_HIGHEST_SHARE)
        if kind is Kind.RANGE:
            trace.know({place: 1, place + 1: -1}, 0)
        place += FIGURES[kind]
    for n in range(measured):
        trace.know({place + n: -1}, 0)
