"""Items determined in bulk by this project."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.item_master import ITEMS, KNOWN, SINGLE, print_rates, seconds
from permeance.cli.table_out import table_out
from permeance.determination.bulk.answers import AnsweredTable
from permeance.determination.determine import determine
from permeance.determination.item_table import Cells, crossing_of
from permeance.law.snapshot import compile_snapshot
from permeance.materials.readers.csv import Row


def ours(items: Path, two: Path, out: Path) -> dict[str, float]:
    """Rates of this project: cold (nothing learned yet), warm, the matching step, and one row at a time."""
    pa.set_cpu_count(1)
    snapshot = compile_snapshot(KNOWN)
    first = AnsweredTable(items, snapshot, flat=True)
    bulk = first.bulk

    def whole(table: AnsweredTable) -> None:
        with table_out(out, table.schema, {}) as file:
            for answers in table:
                file.write(answers.columns)

    begun = time.process_time()
    whole(first)
    cold = time.process_time() - begun
    warm = seconds(lambda: whole(AnsweredTable(items, snapshot, flat=True, bulk=bulk)))
    rows = pq.read_table(items).slice(0, SINGLE).to_pylist()
    single = seconds(lambda: [determine(crossing_of(Cells("", Row(2, row))), snapshot) for row in rows])
    return {
        "cold": ITEMS / cold,
        "warm": ITEMS / warm,
        "single": SINGLE / single,
        "matching": _matching(items, bulk),
        "matching_two": _matching(two, bulk),
    }


def _matching(path: Path, bulk: Any) -> float:
    """Items a second from codes and figures to verdicts, all of the law learned."""
    table = pq.read_table(path)
    columns = {name: table[name].combine_chunks() for name in table.column_names if name != "id"}
    bulk.decide(columns, len(table))
    read = bulk.read(columns, len(table))

    def never(_: int) -> Any:
        raise AssertionError("the law is asked anew")

    return len(table) / seconds(lambda: bulk.match(read, never))


if __name__ == "__main__":
    print_rates(ours)
