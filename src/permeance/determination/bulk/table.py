"""Batches of an item table to verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from permeance.determination.bulk.column import FAULTY, Codes32
from permeance.determination.bulk.faults import row_at
from permeance.determination.bulk.goods import ALONE, Goods
from permeance.determination.bulk.profile import Profile
from permeance.determination.bulk.settings import Setting, Settings
from permeance.determination.bulk.verdict import Verdict
from permeance.determination.bulk.verdicts import Verdicts
from permeance.determination.crossing import Crossing
from permeance.determination.item_table import Cells, crossing_of
from permeance.kernels.cells import Figures
from permeance.law.snapshot import Snapshot
from permeance.terms.problem import BadInputError


class ReadRows(NamedTuple):
    """The cells of N rows as codes and figures: kinds of goods, settings, and the ordinals of days."""

    kinds: Codes32
    figures: Figures
    settings: Codes32
    days: Codes32


class Bulk:
    """Decides rows of item tables under one snapshot; what it learns from one batch it uses for the next."""

    def __init__(self, snapshot: Snapshot, on: date | None = None, separator: str = ",") -> None:
        self._goods, self._settings = Goods(snapshot, separator), Settings(separator)
        self._verdicts = Verdicts(snapshot, on)
        self._separator = separator
        self.learned_under = (snapshot, on, separator)

    @property
    def verdicts(self) -> list[Verdict]:
        """All verdicts so far; a row's code is its place among them."""
        return self._verdicts.verdicts

    def decide(self, columns: Mapping[str, pa.Array], rows: int) -> Codes32:
        """The verdict of each row: int32[N], FAULTY where a cell cannot be read or two contradict each other.

        The answer is that of `determine` on the row alone. The column `id` is not looked at.
        """
        return self.match(self.read(columns, rows), partial(crossing_at, columns, separator=self._separator))

    def read(self, columns: Mapping[str, pa.Array], rows: int) -> ReadRows:
        """The cells of rows as codes and figures."""
        kinds, figures = self._goods.read(columns, rows)
        days = self._settings.days(columns, rows)
        kinds[days == FAULTY] = FAULTY
        return ReadRows(kinds, figures, self._settings.of(columns, rows), days)

    def match(self, rows: ReadRows, crossing: Callable[[int], Crossing]) -> Codes32:
        """The verdict of each row that was read; `crossing` reads one whole, by its place, where the law is asked."""
        profiles = self._goods.profiles_of(rows.kinds, rows.figures)
        profiles[rows.settings == FAULTY] = FAULTY
        found = self._verdicts.of(profiles, rows.settings, rows.days, self._say, crossing)
        for row in map(int, np.flatnonzero(profiles == ALONE)):
            found[row] = self._alone(crossing, row)
        return found

    def _alone(self, read: Callable[[int], Crossing], row: int) -> int:
        try:
            return self._verdicts.alone(read(row))
        except BadInputError:
            return FAULTY

    def _say(self, profile: int, setting: int) -> tuple[Profile, Setting]:
        return self._goods.profiles[profile], self._settings.setting(setting)


def crossing_at(columns: Mapping[str, pa.Array], place: int, separator: str) -> Crossing:
    """One sound row of a batch as a crossing."""
    return crossing_of(Cells("", row_at(columns, place, 0, separator)))
