"""From pending cases to the day each line stops: the kernels against a plain Python and a NumPy twin."""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks import numpy_twin
from permeance.kernels.arrivals import CALENDAR_DAYS, WORKING_DAYS, CaseTables, DayTables, sample_arrivals
from permeance.kernels.draws import thresholds_of
from permeance.kernels.plant import MICRO, Network
from permeance.kernels.run_down import run_down

SEED = 20250404
HORIZON = 365
REPLICATIONS = 10_000
PLAIN_REPLICATIONS = 40
RUNS = 5


class Figure(NamedTuple):
    """Replications a second, and how many times the plain Python twin that is."""

    name: str
    rate: float
    ratio: float


class _Plant(NamedTuple):
    cases: CaseTables
    days: DayTables
    network: Network


def measure() -> list[Figure]:
    """Time all three on two plants, and check that they agree exactly where they did the same replications."""
    plain = _plain_twin()
    figures = []
    for name, cover_days in (("all lines stop", 60), ("most lines run on", 150)):
        plant = _plant(cover_days)
        kernels, kernel_rate = _timed(lambda plant=plant: _kernels(plant), REPLICATIONS)
        vectors, numpy_rate = _timed(lambda plant=plant: _numpy(plant), REPLICATIONS)
        plainly, plain_rate = _timed(lambda plant=plant: _plain(plain, plant), PLAIN_REPLICATIONS)
        for kernel, vector, plain_part in zip(kernels, vectors, plainly, strict=True):
            if not np.array_equal(kernel, vector) or kernel[:PLAIN_REPLICATIONS].tolist() != plain_part:
                raise AssertionError(f"{name}: the twins do not agree")
        rates = (("plain Python", plain_rate), ("NumPy", numpy_rate), ("kernels", kernel_rate))
        figures += [Figure(f"{name}, {engine}", rate, rate / plain_rate) for engine, rate in rates]
    return figures


def _timed(work: Callable[[], Any], replications: int) -> tuple[Any, float]:
    """The result, and replications a second: the median of five runs after one that compiles and warms up."""
    result, seconds = work(), []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return result, replications / statistics.median(seconds)


def _kernels(plant: _Plant) -> tuple[Any, ...]:
    _, arrived = sample_arrivals(SEED, 0, REPLICATIONS, plant.cases, plant.days)
    return (arrived, *run_down(plant.network, arrived))


def _numpy(plant: _Plant) -> tuple[Any, ...]:
    arrived = numpy_twin.sample_arrivals(SEED, REPLICATIONS, plant.cases, plant.days)
    return (arrived, *numpy_twin.run_down(plant.network, arrived))


def _plain(plain: Any, plant: _Plant) -> tuple[Any, ...]:
    _, arrived = plain.sampled(SEED, range(PLAIN_REPLICATIONS), plant.cases, plant.days)
    return (arrived, *plain.first_stops(plant.network, np.array(arrived, dtype=np.int32)))


def _plain_twin() -> Any:
    path = Path(__file__).parents[1] / "tests" / "kernels" / "naive.py"
    spec = importlib.util.spec_from_file_location("naive_kernels", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no plain twin at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _plant(cover_days: int) -> _Plant:
    """Six cases, three lines, sixteen items; `cover_days` is how long stock of magnets lasts."""
    return _Plant(_cases(6), _week_days(), _network(cover_days))


def _week_days() -> DayTables:
    before, after = 200, 1_200
    works = np.array([n % 7 < 5 for n in range(-before, after)])
    day = np.concatenate([[-before - 1], np.flatnonzero(works) - before])
    return DayTables(before, np.cumsum(works).astype(np.int64), day.astype(np.int32))


def _cases(count: int) -> CaseTables:
    """Acceptance, decision, issue, customs and transit of each case; four in five are granted."""
    kinds = [WORKING_DAYS] * 4 + [CALENDAR_DAYS]
    lengths = [10, 120, 6, 6, 40]
    one = [thresholds_of(np.arange(1.0, length + 1)) for length in lengths]
    shape = (count, len(kinds))
    offsets = np.cumsum(lengths) - lengths
    return CaseTables(
        keys=np.arange(1, count + 1, dtype=np.uint64),
        start=np.arange(-20, 10 * count - 20, 10, dtype=np.int32),
        kind=np.broadcast_to(np.array(kinds, dtype=np.int8), shape).copy(),
        offset=np.broadcast_to(offsets, shape).copy(),
        length=np.broadcast_to(np.array(lengths), shape).copy(),
        thresholds=np.concatenate(one),
        decision_stage=np.full(count, 1, dtype=np.int32),
        grant_threshold=np.full(count, int(0.8 * 2**64), dtype=np.uint64),
    )


def _network(cover_days: int) -> Network:
    """Three motors (0-2) of a rotor (3-5), a housing (6) and screws (7); rotors hold shafts and magnets (8-15)."""
    rotor = [(8, 1.0), (9, 8.4), (10, 4.2), (14, 0.35)]
    children: dict[int, list[tuple[int, float]]] = {n: [(3 + n, 1.0), (6, 1.0), (7, 12.0)] for n in range(3)}
    children |= {3: rotor, 4: [*rotor, (11, 2.1)], 5: [(8, 1.0), (12, 6.3), (13, 2.0)], 9: [(15, 0.07)]}
    rows = [children.get(i, []) for i in range(16)]
    magnets = {9: 1_700.0, 10: 850.0, 11: 220.0, 12: 640.0, 13: 210.0, 15: 30.0}
    opening = [50.0] * 6 + [0.0] * 10
    for item, per_day in magnets.items():
        opening[item] = per_day * cover_days
    week = [float(n % 7 < 5) for n in range(HORIZON)]
    return Network(
        free=np.array([i in (6, 7, 8, 14) for i in range(16)]),
        choice=np.zeros(16, dtype=np.bool_),
        child_start=np.cumsum([0, *map(len, rows)]),
        child_item=np.array([child for row in rows for child, _ in row]),
        child_qty=_micro([qty for row in rows for _, qty in row]),
        opening=_micro(opening),
        receipt_day=np.array([5, 12]),
        receipt_item=np.array([9, 12]),
        receipt_qty=_micro([5_000.0, 4_000.0]),
        receipt_line=np.array([-1, -1]),
        arrival_item=np.array([9, 10, 11, 12, 13, 9]),
        arrival_qty=_micro([150_000.0, 80_000.0, 20_000.0, 60_000.0, 20_000.0, 150_000.0]),
        arrival_until=np.full(6, -1),
        line_item=np.array([0, 1, 2]),
        demand=np.array([_micro([rate * works for works in week]) for rate in (100.0, 100.0, 100.0)]),
    )


def _micro(pieces: list[float]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.round(np.array(pieces) * MICRO).astype(np.int64)
