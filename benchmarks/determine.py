"""Items determined in bulk: this project's arrays against joins in Polars and DuckDB, and against one row at a time.

The joins are written as a user would write them: the composition is split into elements, each is joined to a table of
rules by element, kept where the share and the day are within, and the first rule of each item is taken. They answer
with a rule and nothing else: no bounds, no exclusions, no place, no parties.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ITEMS = 1_000_000
SINGLE = 200
RUNS = 3
RULES = 60
KNOWN = date(2026, 11, 23)
DAYS = [(date(2025, 1, 1) + timedelta(days=n)).isoformat() for n in range(700)]
ELEMENTS = ("Dy", "Tb", "Sm", "Gd", "Lu", "Sc", "Y", "Ga", "Ge", "Sb", "W", "Te", "Bi", "Mo", "In", "Ho", "Er", "Tm")
# Of each family of items: the form, the description, and the composition with figures left open.
FAMILIES = (
    ("magnet", "Segment magnet", "Nd {a}; Pr 2; Dy {b}; B 1; Fe rest"),
    ("magnet", "Segment magnet", "Nd {a}; B 1; Fe rest"),
    ("magnet", "Block magnet", "Sm {a}; Co rest"),
    ("alloy", "Brass rod", "Cu {c}; Zn rest"),
    ("alloy", "Steel plate", "Fe {c}; C 0.2; Mn rest"),
    ("metal", "Gallium ingot", "Ga {c}; Al rest"),
    ("oxide", "Terbium oxide", "Tb4O7 {c}"),
    ("alloy", "Master alloy", "Dy {b}; Tb {b}; Fe rest"),
)
TWO_LISTED = FAMILIES[7:]


class Figure(NamedTuple):
    """Items a second of one thread, end to end from Parquet to Parquet, and in the matching step alone."""

    name: str
    end_to_end: float
    matching: float | None
    matching_two: float | None


def write_items(path: Path, families: tuple[tuple[str, str, str], ...] = FAMILIES, items: int = ITEMS) -> None:
    """A synthetic item master: its figures are drawn, so nearly every composition is another."""
    luck = np.random.default_rng(7)

    def drawn(words: list[str]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(
            pa.array(luck.integers(0, len(words), items, dtype=np.int32)), pa.array(words)
        )

    kind = luck.integers(0, len(families), items)
    a, b, c = (luck.integers(*span, items) / 1000 for span in ((22_000, 32_000), (0, 6_000), (0, 99_000)))
    written = [
        families[k][2].format(a=x, b=y, c=z)
        for k, x, y, z in zip(kind.tolist(), a.tolist(), b.tolist(), c.tolist(), strict=True)
    ]
    table = pa.table({
        "id": pa.array([f"P-{n:09}" for n in range(items)]),
        "description": pa.array([one[1] for one in families]).take(pa.array(kind)).dictionary_encode(),
        "form": pa.array([one[0] for one in families]).take(pa.array(kind)).dictionary_encode(),
        "composition": pa.array(written),
        "ship_from": drawn(["CN"]),
        "destination": drawn(["US", "DE", "FR", "JP", "KR", "IN", "MX", "CZ"]),
        "ship_date": drawn(DAYS),
        "end_user": drawn(["Example Motion", "Example Robots GmbH", "Example Pumps KK", ""]),
        "military_end_user": drawn(["no", "no", "no", "yes", ""]),
    })  # fmt: skip
    pq.write_table(table, path)


def rules() -> list[dict[str, Any]]:
    """A table of rules for the joins: element, least share in per cent, first day, number."""
    luck = np.random.default_rng(11)
    return [
        {"element": ELEMENTS[n % len(ELEMENTS)], "least": float(luck.choice([0.0, 0.1, 1.0, 50.0])),
         "since": str(luck.choice(["2023-12-01", "2024-12-01", "2025-02-04", "2025-04-04"])), "rule": n}
        for n in range(RULES)
    ]  # fmt: skip


def ours(items: Path, two: Path, out: Path) -> dict[str, float]:
    """Rates of this project: cold (nothing learned yet), warm, the matching step, and one row at a time."""
    from permeance.cli.table_out import table_out
    from permeance.determination.bulk.answers import AnsweredTable
    from permeance.determination.determine import determine
    from permeance.determination.item_table import Cells, crossing_of
    from permeance.law.snapshot import compile_snapshot
    from permeance.materials.readers.csv import Row

    pa.set_cpu_count(1)
    snapshot = compile_snapshot(KNOWN)
    first = AnsweredTable(items, snapshot, flat=True)
    bulk = first.bulk

    def whole(table: AnsweredTable) -> None:
        with table_out(out, table.schema, {}) as file:
            for answers in table:
                file.write(answers.columns)

    cold = _seconds(lambda: whole(first))
    warm = statistics.median(
        _seconds(lambda: whole(AnsweredTable(items, snapshot, flat=True, bulk=bulk))) for _ in range(RUNS)
    )
    rows = pq.read_table(items).slice(0, SINGLE).to_pylist()
    single = _seconds(lambda: [determine(crossing_of(Cells("", Row(2, row))), snapshot) for row in rows])
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

    return len(table) / statistics.median(_seconds(lambda: bulk.match(read, never)) for _ in range(RUNS))


def polars_rates(items: Path, two: Path, out: Path) -> dict[str, float]:
    """Rates of a join in Polars."""
    import polars as pl

    table = pl.DataFrame(rules())

    def long(frame: Any) -> Any:
        parts = frame.select("id", "ship_date", pl.col("composition").str.split("; ")).explode("composition")
        return parts.select(
            "id",
            pl.col("ship_date").cast(pl.String).str.to_date(),
            pl.col("composition").str.extract(r"^(\S+)").alias("element"),
            pl.col("composition").str.extract(r" ([\d.]+)").cast(pl.Float64).alias("share"),
        )

    def matched(parts: Any) -> Any:
        law = table.lazy().with_columns(pl.col("since").str.to_date())
        kept = parts.join(law, on="element").filter(
            (pl.col("share") >= pl.col("least")) & (pl.col("ship_date") >= pl.col("since"))
        )
        return kept.group_by("id").agg(pl.col("rule").min())

    def whole() -> None:
        read = pl.scan_parquet(items)
        read.join(matched(long(read)), on="id", how="left").select("id", "rule").collect().write_parquet(out)

    found = {"end_to_end": ITEMS / statistics.median(_seconds(whole) for _ in range(RUNS))}
    for name, path in (("matching", items), ("matching_two", two)):
        numbered = pl.scan_parquet(path).with_row_index("n").drop("id").rename({"n": "id"})
        parts = long(numbered).collect()
        found[name] = ITEMS / statistics.median(_seconds(lambda: matched(parts.lazy()).collect()) for _ in range(RUNS))
    return found


def duckdb_rates(items: Path, two: Path, out: Path) -> dict[str, float]:
    """Rates of a join in DuckDB."""
    import duckdb

    base = duckdb.connect()
    base.execute("SET threads = 1")
    base.execute("CREATE TABLE law (element VARCHAR, least DOUBLE, since DATE, rule INTEGER)")
    base.executemany("INSERT INTO law VALUES (?, ?, ?, ?)", [tuple(rule.values()) for rule in rules()])
    long = """SELECT id, CAST(ship_date AS DATE) AS ship_date, regexp_extract(part, '^(\\S+)', 1) AS element,
              TRY_CAST(regexp_extract(part, ' ([0-9.]+)', 1) AS DOUBLE) AS share
              FROM (SELECT id, ship_date, unnest(string_split(composition, '; ')) AS part FROM {})"""
    match = """SELECT id, min(rule) AS rule FROM {} JOIN law USING (element)
               WHERE share >= least AND ship_date >= since GROUP BY id"""

    def whole() -> None:
        source = f"read_parquet('{items}')"
        matched = match.format(f"({long.format(source)})")
        base.execute(
            f"COPY (SELECT id, rule FROM {source} LEFT JOIN ({matched}) USING (id)) TO '{out}' (FORMAT parquet)"
        )

    found = {"end_to_end": ITEMS / statistics.median(_seconds(whole) for _ in range(RUNS))}
    for name, path in (("matching", items), ("matching_two", two)):
        numbered = f"(SELECT row_number() OVER () AS id, ship_date, composition FROM read_parquet('{path}'))"
        base.execute(f"CREATE TABLE {name} AS {long.format(numbered)}")
        made = f"CREATE OR REPLACE TABLE made AS {match.format(name)}"
        found[name] = ITEMS / statistics.median(_seconds(lambda: base.execute(made)) for _ in range(RUNS))
    return found


def _seconds(work: Callable[[], object]) -> float:
    """Processor time of all threads."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def measure() -> list[Figure]:
    """Run each engine in a process of its own, on one thread, over the same files."""
    with tempfile.TemporaryDirectory() as folder:
        items, two = Path(folder) / "items.parquet", Path(folder) / "two.parquet"
        write_items(items)
        write_items(two, TWO_LISTED)
        found = {name: _in_process(name, items, two) for name in ENGINES}
    own, pl, duck = (found[name] for name in ENGINES)
    return [
        Figure("one row at a time", own["single"], None, None),
        Figure("Polars, join", pl["end_to_end"], pl["matching"], pl["matching_two"]),
        Figure("DuckDB, join", duck["end_to_end"], duck["matching"], duck["matching_two"]),
        Figure("permeance, first table", own["cold"], None, None),
        Figure("permeance, law learned", own["warm"], own["matching"], own["matching_two"]),
    ]


ENGINES: dict[str, Callable[[Path, Path, Path], dict[str, float]]] = {
    "ours": ours,
    "polars": polars_rates,
    "duckdb": duckdb_rates,
}


def _in_process(name: str, items: Path, two: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.determine", name, str(items), str(two)]
    single = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **single})  # noqa: S603
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    engine, *files = sys.argv[1:]
    first, second = map(Path, files)
    print(json.dumps(ENGINES[engine](first, second, first.with_name("out.parquet"))))
