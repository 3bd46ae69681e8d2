"""A synthetic item master, and rules for joins: what bulk determination is measured on."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

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


def seconds(work: Callable[[], object]) -> float:
    """Processor time of all threads, the median of some runs."""
    took = []
    for _ in range(RUNS):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return statistics.median(took)


def print_rates(rates: Callable[[Path, Path, Path], dict[str, float]]) -> None:
    """Print the rates of an engine, run as a process of its own with the two tables as its arguments."""
    items, two = map(Path, sys.argv[1:])
    print(json.dumps(rates(items, two, items.with_name("out.parquet"))))
