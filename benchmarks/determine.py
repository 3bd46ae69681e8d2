"""Items determined in bulk: this project's arrays against joins in Polars and DuckDB, and against one row at a time.

The joins are written as a user would write them: the composition is split into elements, each is joined to a table of
rules by element, kept where the share and the day are within, and the first rule of each item is taken. They answer
with a rule and nothing else: no bounds, no exclusions, no place, no parties. Each engine runs in a process of its own,
on one thread, over the same files.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.item_master import TWO_LISTED, write_items

ENGINES = ("ours", "polars", "duckdb")
_ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


class Figure(NamedTuple):
    """Items a second of one thread, end to end from Parquet to Parquet, and in the matching step alone."""

    name: str
    end_to_end: float
    matching: float | None
    matching_two: float | None


def measure() -> list[Figure]:
    """Run every engine."""
    with tempfile.TemporaryDirectory() as folder:
        items, two = Path(folder) / "items.parquet", Path(folder) / "two.parquet"
        write_items(items)
        write_items(two, TWO_LISTED)
        own, pl, duck = (rates_of(name, items, two) for name in ENGINES)
    return [
        Figure("one row at a time", own["single"], None, None),
        Figure("Polars, join", pl["end_to_end"], pl["matching"], pl["matching_two"]),
        Figure("DuckDB, join", duck["end_to_end"], duck["matching"], duck["matching_two"]),
        Figure("permeance, first table", own["cold"], None, None),
        Figure("permeance, law learned", own["warm"], own["matching"], own["matching_two"]),
    ]


def rates_of(engine: str, items: Path, two: Path) -> dict[str, float]:
    """The rates of one engine over the two tables."""
    command = [sys.executable, "-m", f"benchmarks.determine_{engine}", str(items), str(two)]
    done = subprocess.run(  # noqa: S603
        command, check=True, capture_output=True, text=True, env={**os.environ, **_ONE_THREAD}
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
