"""An item table in, its answers out, batch by batch as columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from permeance.determination.bulk.column import FAULTY, Codes32
from permeance.determination.bulk.faults import Ids, problem_of, row_at
from permeance.determination.bulk.table import Bulk
from permeance.determination.bulk.verdict import Verdict
from permeance.determination.item_table import OPTIONAL, REQUIRED
from permeance.law.snapshot import Snapshot
from permeance.materials.readers.batch import Batch, Batches
from permeance.materials.readers.batches import open_batches
from permeance.terms.problem import Problem

ROWS = 262_144  # of a batch: what is done once a batch weighs little, and its columns stay small
_REGIMES = pa.list_(pa.struct([("regime", pa.string()), ("answer", pa.string())]))
_PROBLEM = pa.struct([(field.name, pa.int64() if field.name == "row" else pa.string()) for field in fields(Problem)])
# The columns of an answer, in their order: the type of a value, and what a verdict says for it.
_SAID: dict[str, tuple[pa.DataType, Callable[[Verdict], Any]]] = {
    "answer": (pa.string(), lambda v: v.answer),
    "at_least": (pa.string(), lambda v: v.at_least),
    "at_most": (pa.string(), lambda v: v.at_most),
    "act_as": (pa.string(), lambda v: v.act_as),
    "by_regime": (_REGIMES, lambda v: [{"regime": r, "answer": a} for r, a in v.by_regime]),
    "letter_of_law": (pa.string(), lambda v: v.letter_of_law),
    "provisional": (pa.bool_(), lambda v: v.provisional),
    "screening_incomplete": (pa.bool_(), lambda v: v.screening_incomplete),
    "evidence": (pa.string(), lambda v: v.evidence),
    "governing": (pa.string(), lambda v: v.governing),
    "control_codes": (pa.list_(pa.string()), lambda v: list(v.control_codes)),
    "obligations": (pa.list_(pa.string()), lambda v: list(v.obligations)),
    "missing": (pa.list_(pa.string()), lambda v: list(v.missing)),
    "reverify": (pa.list_(pa.string()), lambda v: list(v.reverify)),
    "next_change": (pa.date32(), lambda v: v.next_change),
}


def answer_schema(*, flat: bool) -> pa.Schema:
    """The columns of answers. Where they are to be `flat`, a list is text with `; ` between what it holds."""
    said = [(name, pa.dictionary(pa.int32(), _kind(name, flat))) for name in _SAID]
    return pa.schema([("id", pa.string()), *said, ("row", pa.int64()), ("problem", _PROBLEM)])


def _kind(name: str, flat: bool) -> pa.DataType:
    kind = _SAID[name][0]
    return pa.string() if flat and pa.types.is_list(kind) else kind


def _value(name: str, verdict: Verdict, flat: bool) -> Any:
    value = _SAID[name][1](verdict)
    if flat and isinstance(value, list):
        return "; ".join(f"{v['regime']}: {v['answer']}" if isinstance(v, dict) else v for v in value)
    return value


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of some rows as columns, and the problems of those that have none."""

    columns: Mapping[str, pa.Array]
    problems: tuple[Problem, ...]

    def __len__(self) -> int:
        return len(self.columns["id"])

    def counts(self) -> dict[str, int]:
        """How many rows have each answer, and how many a problem."""
        counted = self.columns["answer"].value_counts()
        found = {entry["values"]: entry["counts"] for entry in counted.to_pylist()}
        return {answer or "problem": count for answer, count in found.items()}


class AnsweredTable:
    """The answers to an item table, read as they are asked for, once.

    `bulk` is what was learned from other tables under the same snapshot and day. `problems` are those of the table as a
    whole, complete at the end. Raises BadInputError where the file cannot be used.
    """

    def __init__(
        self, path: Path, snapshot: Snapshot, on: date | None = None, *, flat: bool = False, bulk: Bulk | None = None
    ) -> None:
        self.schema = answer_schema(flat=flat)
        self._batches: Batches = open_batches(path, REQUIRED, OPTIONAL, sheet="items", rows=ROWS)
        self.bulk = bulk or Bulk(snapshot, on, self._batches.separator)
        if self.bulk.learned_under != (snapshot, on, self._batches.separator):
            raise ValueError("what was learned under another law, day or separator does not hold for this table")
        self._ids = Ids()
        self._columns = {name: _Column(name, flat) for name in _SAID}
        self.without_a_day = True  # whether no row so far says when its goods leave

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the table as a whole, or with rows that were left out."""
        return self._batches.problems

    def __iter__(self) -> Iterator[Answers]:
        return map(self._answers, self._batches)

    def _answers(self, batch: Batch) -> Answers:
        verdicts = self.bulk.decide(batch.columns, len(batch))
        self.without_a_day = self.without_a_day and not self._has_a_day(batch)
        rows = batch.rows.to_numpy()
        repeated = self._ids.faulty(batch.columns["id"], rows)
        verdicts[list(repeated)] = FAULTY
        problems = {
            int(n): problem_of(
                self._batches.file,
                row_at(batch.columns, int(n), int(rows[n]), self._batches.separator),
                repeated.get(int(n)),
            )
            for n in np.flatnonzero(verdicts == FAULTY)
        }
        said = {name: column.of(verdicts, self.bulk.verdicts) for name, column in self._columns.items()}
        return Answers({"id": batch.columns["id"], **said, **_at_fault(problems, rows)}, tuple(problems.values()))

    def _has_a_day(self, batch: Batch) -> bool:
        days = batch.columns.get("ship_date")
        return days is not None and any(text for text in days.unique().to_pylist())


class _Column:
    """One column of answers, in which each value that verdicts say stands once."""

    def __init__(self, name: str, flat: bool) -> None:
        self._name, self._flat = name, flat
        self._places: dict[str, int] = {}
        self._values: list[Any] = []
        self._codes: list[int] = []  # of each verdict the place of its value

    def of(self, verdicts: Codes32, known: Sequence[Verdict]) -> pa.Array:
        """The values for rows with these verdicts, which are places in all that are known; null for a faulty row."""
        for verdict in known[len(self._codes) :]:
            value = _value(self._name, verdict, self._flat)
            place = self._places.setdefault(repr(value), len(self._values))
            if place == len(self._values):
                self._values.append(value)
            self._codes.append(place)
        codes = np.array([*self._codes, FAULTY], dtype=np.int32)[verdicts]
        faulty = codes == FAULTY
        places = pa.array(codes, mask=faulty) if faulty.any() else pa.array(codes)
        return pa.DictionaryArray.from_arrays(places, pa.array(self._values, _kind(self._name, self._flat)))


def _at_fault(problems: Mapping[int, Problem], rows: NDArray[np.int64]) -> dict[str, pa.Array]:
    """The rows of the file, and what is wrong with those that have no answer."""
    if not problems:
        return {"row": pa.array(rows), "problem": pa.nulls(len(rows), _PROBLEM)}
    told: list[dict[str, str | int | None] | None] = [None] * len(rows)
    for place, problem in problems.items():
        told[place] = problem.as_json()
    return {"row": pa.array(rows), "problem": pa.array(told, _PROBLEM)}
