"""Which rows of an item table have another answer by the law as known on one day than as known on another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from permeance.determination.bulk.answers import ROWS
from permeance.determination.bulk.column import FAULTY, Codes32
from permeance.determination.bulk.faults import Ids, problem_of, row_at
from permeance.determination.bulk.table import Bulk
from permeance.determination.bulk.verdict import Verdict
from permeance.determination.item_table import OPTIONAL, REQUIRED, Cells
from permeance.law.snapshot import Snapshot
from permeance.materials.readers.batch import Batch, Batches
from permeance.materials.readers.batches import open_batches
from permeance.terms.problem import Problem

_HEADER = 1  # the row of what is wrong with the columns


@dataclass(frozen=True, slots=True)
class Changed:
    """One row with its answer before and after, on the day on which its goods leave (None where no day is given)."""

    id: str
    row: int
    on: date | None
    before: Verdict
    after: Verdict


class ChangedRows:
    """The rows of a table whose answer, or one of its bounds, differs; read as they are asked for, once.

    `changed`, `unchanged` and `faulty` count the rows so far, `problems` says what is wrong with the table and its
    rows. Raises BadInputError where the file cannot be used.
    """

    def __init__(self, path: Path, before: Snapshot, after: Snapshot, on: date | None = None) -> None:
        self._batches: Batches = open_batches(path, REQUIRED, OPTIONAL, sheet="items", rows=ROWS)
        self._before, self._after = (Bulk(law, on, self._batches.separator) for law in (before, after))
        self._ids, self._on = Ids(), on
        self._answers: dict[tuple[str, str, str], int] = {}
        self._of_rows: list[Problem] = []
        self.changed = self.unchanged = 0
        self._met = False
        self.without_a_day = True  # whether no row so far says when its goods leave

    @property
    def problems(self) -> list[Problem]:
        return [*self._batches.problems, *self._of_rows]

    @property
    def faulty(self) -> int:
        """How many rows have no answer, those among them that were left out since they could not be read as a row."""
        if not self._met:  # what is wrong is that there is no row
            return 0
        return len({problem.row for problem in self.problems if problem.row not in (None, _HEADER)})

    def __iter__(self) -> Iterator[Changed]:
        for batch in self._batches:
            self._met = True
            yield from self._of(batch)

    def _of(self, batch: Batch) -> Iterator[Changed]:
        before = self._before.decide(batch.columns, len(batch))
        after = self._after.decide(batch.columns, len(batch))
        rows = batch.rows.to_numpy()
        repeated = self._ids.faulty(batch.columns["id"], rows)
        before[list(repeated)] = FAULTY
        sound = before != FAULTY
        for n in map(int, np.flatnonzero(~sound)):
            row = row_at(batch.columns, n, int(rows[n]), self._batches.separator)
            self._of_rows.append(problem_of(self._batches.file, row, repeated.get(n)))
        days = batch.columns.get("ship_date")
        self.without_a_day = self.without_a_day and not (days and any(days.unique().to_pylist()))
        differ = self._numbers(self._before, before) != self._numbers(self._after, after)
        places = np.flatnonzero(sound & differ)
        self.changed += len(places)
        self.unchanged += int(sound.sum()) - len(places)
        for n in map(int, places):
            row = row_at(batch.columns, n, int(rows[n]), self._batches.separator)
            day = Cells("", row).day("ship_date") or self._on
            verdicts = self._before.verdicts[before[n]], self._after.verdicts[after[n]]
            yield Changed(row["id"], row.number, day, *verdicts)

    def _numbers(self, bulk: Bulk, codes: Codes32) -> Codes32:
        """A number for the answer of each row; one for all that are faulty."""
        said = [self._answers.setdefault(_answer(verdict), len(self._answers)) for verdict in bulk.verdicts]
        found: Codes32 = np.array([*said, FAULTY], dtype=np.int32)[codes]
        return found


def _answer(verdict: Verdict) -> tuple[str, str, str]:
    return verdict.answer, verdict.at_least, verdict.at_most
