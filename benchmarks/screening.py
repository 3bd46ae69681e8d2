"""Names held against a list: the index against rapidfuzz asked of every listed name, in the same run."""

from __future__ import annotations

import importlib.util
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from permeance.determination.parties.name_index import DEFAULT_THRESHOLD, NameIndex

LISTED = 5_000
NAMES = 10_000  # three in ten are listed ones, changed; the others stand on no list
CHANGED = 3_000
PLAIN_NAMES = 150
RUNS = 3
SEED = 1


class Figure(NamedTuple):
    """Names a second of one thread, how many times the plain twin that is, and of a hundred changed names how many
    were found and of a hundred strangers how many were taken for listed ones."""

    name: str
    rate: float
    ratio: float
    recall_pct: float
    taken_pct: float


def measure() -> list[Figure]:
    """Time both, and count what they find; making the list ready counts for the index."""
    naming = _naming()
    listed = naming.names(SEED, LISTED)
    changed = naming.perturbed(random.Random(SEED + 1).sample(listed, CHANGED), SEED + 2)  # noqa: S311
    known = set(listed)
    strangers = [name for name in naming.names(SEED + 3, NAMES) if name not in known][: NAMES - CHANGED]
    asked = [name for _, name, _ in changed] + strangers
    owed: list[str | None] = [name for _, _, name in changed] + [None] * len(strangers)
    some = random.Random(SEED + 4).sample(range(len(asked)), PLAIN_NAMES)  # noqa: S311
    plain = _timed(lambda: _plain([asked[n] for n in some], listed), PLAIN_NAMES)
    index = _timed(lambda: _indexed(asked, listed), len(asked))
    return [
        _figure("rapidfuzz over every name", *plain, plain[1], [owed[n] for n in some]),
        _figure("index, then word by word", *index, plain[1], owed),
    ]


def _figure(name: str, found: list[set[str]], rate: float, plain: float, owed: Sequence[str | None]) -> Figure:
    ours = [wanted in names for names, wanted in zip(found, owed, strict=True) if wanted is not None]
    others = [bool(names) for names, wanted in zip(found, owed, strict=True) if wanted is None]
    return Figure(name, rate, rate / plain, 100 * sum(ours) / len(ours), 100 * sum(others) / len(others))


def _timed(work: Callable[[], list[set[str]]], names: int) -> tuple[list[set[str]], float]:
    """What was found, and names a second of processor time: the median of the runs after one to warm up."""
    result, seconds = work(), []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return result, names / statistics.median(seconds)


def _indexed(asked: list[str], listed: list[str]) -> list[set[str]]:
    index = NameIndex(listed)
    return [{listed[match.place] for match in index.search(name)} for name in asked]


def _plain(asked: list[str], listed: list[str]) -> list[set[str]]:
    words = [name.casefold() for name in listed]
    best = (
        process.extract(n.casefold(), words, scorer=fuzz.token_sort_ratio, score_cutoff=DEFAULT_THRESHOLD, limit=None)
        for n in asked
    )
    return [{listed[place] for _, _, place in found} for found in best]


def _naming() -> Any:
    path = Path(__file__).parents[1] / "tests" / "determination" / "parties" / "naming.py"
    spec = importlib.util.spec_from_file_location("naming", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no names at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
