"""The assess kernels in NumPy, vectorised over replications: what one would write without a compiler."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from permeance.kernels.arrivals import CALENDAR_DAYS, GRANT, NEVER, PURPOSES, SKIP, TRIES, CaseTables, DayTables
from permeance.kernels.draws import FIRST, GOLDEN, SECOND
from permeance.kernels.plant import MICRO, Network

Words = NDArray[np.uint64]
Days = NDArray[np.int32]


def bits_of(seed: int, replications: Words, case: Any, purpose: int) -> Words:
    """One draw for each replication."""
    bits = np.zeros_like(replications)
    for key in (np.uint64(seed), replications, case, np.uint64(purpose)):
        bits = (bits ^ key) + GOLDEN
        bits = (bits ^ (bits >> np.uint64(30))) * FIRST
        bits = (bits ^ (bits >> np.uint64(27))) * SECOND
        bits = bits ^ (bits >> np.uint64(31))
    return bits


def sample_arrivals(seed: int, replications: int, cases: CaseTables, days: DayTables) -> Days:
    """Arrival days of the replications from 0 on; what had come before the as-of day is drawn again."""
    arrived = np.empty((replications, cases.keys.size), dtype=np.int32)
    for c in range(cases.keys.size):
        left = np.arange(replications, dtype=np.uint64)
        for n in range(TRIES):
            day = _one_try(seed, left, c, cases, days, n * PURPOSES)
            arrived[left, c] = np.where(day >= 0, np.minimum(day, NEVER), NEVER)
            left = left[day < 0]
            if not left.size:
                break
    return arrived


def _one_try(
    seed: int, numbers: Words, c: int, cases: CaseTables, days: DayTables, first_purpose: int
) -> NDArray[np.int64]:
    key, day = cases.keys[c], np.full(numbers.size, cases.start[c], dtype=np.int64)
    for s, kind in enumerate(cases.kind[c]):
        if kind != SKIP:
            start, length = cases.offset[c, s], cases.length[c, s]
            bits = bits_of(seed, numbers, key, first_purpose + s)
            delay = np.searchsorted(cases.thresholds[start : start + length - 1], bits, side="right")
            day = day + delay if kind == CALENDAR_DAYS else _working_days_on(day, delay, days)
    day[bits_of(seed, numbers, key, first_purpose + GRANT) > cases.grant_threshold[c]] = NEVER
    return day


def _working_days_on(day: NDArray[np.int64], delay: NDArray[np.int64], days: DayTables) -> NDArray[np.int64]:
    place = day + days.origin
    inside = (place >= 0) & (place < days.counted.size)
    k = days.counted[np.where(inside, place, 0)] + delay
    inside &= k < days.day.size
    later = np.where(inside, days.day[np.where(inside, k, 0)], NEVER)
    return np.where(delay == 0, day, later).astype(np.int64)


def run_down(network: Network, arrivals: Days) -> tuple[Days, Days]:
    """First stops of all replications, all of them one day at a time."""
    replications, lines = arrivals.shape[0], network.line_item.size
    stop_day = np.full((replications, lines), NEVER, dtype=np.int32)
    stop_item = np.full((replications, lines), -1, dtype=np.int32)
    stock = np.tile(network.opening, (replications, 1))
    for day in range(network.demand.shape[1]):
        for k in np.flatnonzero(np.maximum(network.receipt_day, 0) == day):
            stock[:, network.receipt_item[k]] += network.receipt_qty[k]
        for a, item in enumerate(network.arrival_item):
            stock[np.maximum(arrivals[:, a], 0) == day, item] += network.arrival_qty[a]
        for line in range(lines):
            if network.demand[line, day]:
                short = _build(network, line, day, stock)
                first = (short >= 0) & (stop_item[:, line] < 0)
                stop_day[first, line], stop_item[first, line] = day, short[first]
        if np.all(stop_item >= 0):
            break
    return stop_day, stop_item


def _build(network: Network, line: int, day: int, stock: NDArray[np.int64]) -> NDArray[np.int64]:
    """Build a line's day in every replication that can; the item that lacked in each, -1 where none did."""
    need = np.zeros_like(stock)
    need[:, network.line_item[line]] = network.demand[line, day]
    short = np.full(stock.shape[0], -1)
    for i in range(stock.shape[1]):
        lacking = np.maximum(need[:, i] - stock[:, i], 0)
        if network.free[i] or not lacking.any():
            continue
        first, last = network.child_start[i], network.child_start[i + 1]
        if first == last:
            short = np.where((lacking > 0) & (short < 0), i, short)
        for k in range(first, last):
            whole, rest = lacking // MICRO, lacking % MICRO
            qty = network.child_qty[k]
            need[:, network.child_item[k]] += whole * qty + (rest * qty + MICRO - 1) // MICRO
    built = short < 0
    stock[built] = np.maximum(stock[built] - need[built], 0)
    return short
