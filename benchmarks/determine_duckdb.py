"""Items and rules joined in DuckDB, as a user would write it."""
# ruff: noqa: S608  (the paths are those of this benchmark's own files)

from __future__ import annotations

from functools import partial
from pathlib import Path

import duckdb

from benchmarks.item_master import ITEMS, print_rates, rules, seconds


def duckdb_rates(items: Path, two: Path, out: Path) -> dict[str, float]:
    """Rates of a join in DuckDB."""
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

    found = {"end_to_end": ITEMS / seconds(whole)}
    for name, path in (("matching", items), ("matching_two", two)):
        numbered = f"(SELECT row_number() OVER () AS id, ship_date, composition FROM read_parquet('{path}'))"
        base.execute(f"CREATE TABLE {name} AS {long.format(numbered)}")
        made = f"CREATE OR REPLACE TABLE made AS {match.format(name)}"
        found[name] = ITEMS / seconds(partial(base.execute, made))
    return found


if __name__ == "__main__":
    print_rates(duckdb_rates)
