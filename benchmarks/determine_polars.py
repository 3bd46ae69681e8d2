"""Items and rules joined in Polars, as a user would write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.item_master import ITEMS, print_rates, rules, seconds


def polars_rates(items: Path, two: Path, out: Path) -> dict[str, float]:
    """Rates of a join in Polars."""
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

    found = {"end_to_end": ITEMS / seconds(whole)}
    for name, path in (("matching", items), ("matching_two", two)):
        numbered = pl.scan_parquet(path).with_row_index("n").drop("id").rename({"n": "id"})
        parts = long(numbered).collect()
        found[name] = ITEMS / seconds(matched(parts.lazy()).collect)
    return found


if __name__ == "__main__":
    print_rates(polars_rates)
