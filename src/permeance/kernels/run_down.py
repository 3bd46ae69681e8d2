"""Stock run down over a bill of materials of any depth, day by day, until each line first stops.

All quantities are whole micro-units (one piece is 1,000,000), so that the plain twin agrees bit for bit. A line
builds its whole day's demand or nothing. What an item lacks is built from its children; a leaf that lacks stops the
line. A stopped line takes nothing and tries again the next day; its first stop stands.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from permeance.kernels.arrivals import NEVER

MICRO = 1_000_000


class Network(NamedTuple):
    """I items, parents before children; A arrivals; L lines in the order in which they are served.

    `free` items never run short. Children of item i stand at child_start[i] to child_start[i + 1], `child_qty` of
    each per 1,000,000 micro-units of the parent. `receipt_*` are known receipts by day. `demand` is [L, days].
    """

    free: NDArray[Any]
    child_start: NDArray[Any]
    child_item: NDArray[Any]
    child_qty: NDArray[Any]
    opening: NDArray[Any]
    receipt_day: NDArray[Any]
    receipt_item: NDArray[Any]
    receipt_qty: NDArray[Any]
    arrival_item: NDArray[Any]
    arrival_qty: NDArray[Any]
    line_item: NDArray[Any]
    demand: NDArray[Any]


@njit(cache=True, nogil=True)
def run_down(network: Network, arrivals: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First stop day and the item that lacked [R, L], for arrival days [R, A]; NEVER and -1 where none."""
    replications = arrivals.shape[0]
    lines = network.line_item.shape[0]
    stop_day = np.full((replications, lines), NEVER, dtype=np.int32)
    stop_item = np.full((replications, lines), -1, dtype=np.int32)
    items = network.free.shape[0]
    stock, trial, need = np.empty(items, np.int64), np.empty(items, np.int64), np.empty(items, np.int64)
    for r in range(replications):
        stock[:] = network.opening
        left = lines
        for day in range(network.demand.shape[1]):
            _receive(network, arrivals[r], day, stock)
            for line in range(lines):
                short = _build(network, line, day, stock, trial, need)
                if short >= 0 and stop_item[r, line] < 0:
                    stop_day[r, line] = day
                    stop_item[r, line] = short
                    left -= 1
            if left == 0:
                break
    return stop_day, stop_item


@njit(cache=True, nogil=True)
def record_stock(network: Network, arrivals: NDArray[np.int32], weight: NDArray[np.int64]) -> NDArray[np.int64]:
    """Stock at the end of each day of P watched items, what stands in assemblies included: [R, P, days].

    `weight` [P, I] says how many micro-units of the watched item one unit of each item holds.
    """
    replications, days = arrivals.shape[0], network.demand.shape[1]
    watched, items = weight.shape
    held = np.zeros((replications, watched, days), dtype=np.int64)
    stock, trial, need = np.empty(items, np.int64), np.empty(items, np.int64), np.empty(items, np.int64)
    for r in range(replications):
        stock[:] = network.opening
        for day in range(days):
            _receive(network, arrivals[r], day, stock)
            for line in range(network.line_item.shape[0]):
                _build(network, line, day, stock, trial, need)
            for p in range(watched):
                total = np.int64(0)
                for i in range(items):
                    if weight[p, i] > 0:
                        total += _times(stock[i], weight[p, i])
                held[r, p, day] = total
    return held


@njit(cache=True, inline="always")
def _times(units: Any, per_unit: Any) -> Any:
    """units x per_unit / 1,000,000 rounded up, without overflow of the product."""
    whole, rest = units // MICRO, units % MICRO
    return whole * per_unit + (rest * per_unit + MICRO - 1) // MICRO


@njit(cache=True, inline="always")
def _receive(network: Any, arrivals: Any, day: Any, stock: Any) -> None:
    for k in range(network.receipt_day.shape[0]):
        due = network.receipt_day[k]
        if due == day or (day == 0 and due < 0):
            stock[network.receipt_item[k]] += network.receipt_qty[k]
    for a in range(arrivals.shape[0]):
        due = arrivals[a]
        if due == day or (day == 0 and due < 0):
            stock[network.arrival_item[a]] += network.arrival_qty[a]


@njit(cache=True)
def _build(network: Any, line: Any, day: Any, stock: Any, trial: Any, need: Any) -> Any:
    """Build a line's day: -1 where it could, else the first item in the order that lacked."""
    wanted = network.demand[line, day]
    if wanted == 0:
        return -1
    items = stock.shape[0]
    need[:] = 0
    trial[:] = stock
    need[network.line_item[line]] = wanted
    for i in range(items):
        lacking = need[i]
        if lacking == 0:
            continue
        taken = min(lacking, trial[i])
        trial[i] -= taken
        lacking -= taken
        if lacking == 0 or network.free[i]:
            continue
        first, last = network.child_start[i], network.child_start[i + 1]
        if first == last:
            return i
        for k in range(first, last):
            need[network.child_item[k]] += _times(lacking, network.child_qty[k])
    stock[:] = trial
    return -1
