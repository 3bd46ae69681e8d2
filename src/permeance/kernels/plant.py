"""A plant as arrays: its bill of materials, stock and demand, and where one replication of it stands.

All quantities are whole micro-units (one piece is 1,000,000), so that the plain twin agrees bit for bit.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from permeance.kernels.arrivals import NEVER

MICRO = 1_000_000
NOTHING_REFUSED = 2**62
CEILING = 2**61  # a need beyond it counts as this much, so that no sum of two overflows


class Network(NamedTuple):
    """I items, parents before children; A arrivals; L lines in the order in which they are served.

    `free` bool[I]: items that never run short. `choice` bool[I]: stand-ins of which one child is enough, in their
    order; they are never in stock. The children of item i stand at child_start[i] to child_start[i + 1]
    in `child_item` and `child_qty`, micro-units per whole unit of the parent. `opening` int64[I] is the stock on day 0;
    `receipt_*` [K] are known receipts, each for one line alone or, where `receipt_line` is -1, for all. `line_item` [L]
    is what a line builds, `demand` int64[L, days] how much of it each day, 0 on a day off. Opening stock and all
    receipts of an item add up to less than 2**61.

    `arrival_*` [A] are receipts whose day is drawn. One with an `arrival_until` other than -1 is no lot but a flow:
    from its day to that day the item comes as it is needed, and its stock is left as it is.
    """

    free: NDArray[Any]
    choice: NDArray[Any]
    child_start: NDArray[Any]
    child_item: NDArray[Any]
    child_qty: NDArray[Any]
    opening: NDArray[Any]
    receipt_day: NDArray[Any]
    receipt_item: NDArray[Any]
    receipt_qty: NDArray[Any]
    receipt_line: NDArray[Any]
    arrival_item: NDArray[Any]
    arrival_qty: NDArray[Any]
    arrival_until: NDArray[Any]
    line_item: NDArray[Any]
    demand: NDArray[Any]


class Plan(NamedTuple):
    """What every replication shares: known receipts by day, the items that each line draws on, products split.

    A product units x qty / 1,000,000 is taken as units x `whole` + units x `rest` / 1,000,000; above `limit` units it
    exceeds the ceiling.

    `level` [L, days] is the demand of the first day from this one on that is no day off, 0 where none is; `until`
    [L, days] the first day from this one on whose demand is neither that nor 0; `built` [L, days + 1] on how many days
    before this one the line builds.
    """

    receipt_order: NDArray[Any]
    line_start: NDArray[Any]
    line_items: NDArray[Any]
    whole: NDArray[Any]
    rest: NDArray[Any]
    limit: NDArray[Any]
    level: NDArray[Any]
    until: NDArray[Any]
    built: NDArray[Any]


class State(NamedTuple):
    """Where a replication stands: stock, and the first stop of each line. `need` is all 0 between two builds.

    Two memories spare work until goods arrive, and change no result. `refused` [L] is a demand that could not be
    built: neither can as much or more, since stock only falls. `drawn_for` [L] is the demand of the last build, 0 for
    none, and what it took from stock stands in `drawn_item` and `drawn_need` from line_start[l] to `drawn_end[l]`: the
    same demand takes the same again as long as there is as much of each.

    `held` stands beside `line_items`: what only that line may take of that item, and takes first. `reserved` [I] is the
    sum of it over all lines. `flows` [I] counts what lets an item come as it is needed.
    """

    stock: NDArray[Any]
    flows: NDArray[Any]
    held: NDArray[Any]
    reserved: NDArray[Any]
    need: NDArray[Any]
    stop_day: NDArray[Any]
    stop_item: NDArray[Any]
    receipts: NDArray[Any]  # one number: how many known receipts have come
    refused: NDArray[Any]
    drawn_for: NDArray[Any]
    drawn_end: NDArray[Any]
    drawn_item: NDArray[Any]
    drawn_need: NDArray[Any]


@njit(cache=True, nogil=True)
def planned(network: Any) -> Plan:
    items, lines = network.opening.shape[0], network.line_item.shape[0]
    line_start = np.zeros(lines + 1, dtype=np.int64)
    line_items = np.empty(lines * items, dtype=np.int64)
    end = 0
    for line in range(lines):
        wanted = np.zeros(items, dtype=np.bool_)
        wanted[network.line_item[line]] = True
        for i in range(items):
            if not wanted[i]:
                continue
            line_items[end] = i
            end += 1
            for k in range(network.child_start[i], network.child_start[i + 1]):
                if network.child_item[k] <= i:
                    raise ValueError("items stand in an order in which parents come before children")
                wanted[network.child_item[k]] |= not network.free[i]
        line_start[line + 1] = end
    whole, rest, limit = split(network.child_qty)
    level, until, built = _stretches(network.demand)
    order = np.argsort(network.receipt_day)
    return Plan(order, line_start, line_items[:end].copy(), whole, rest, limit, level, until, built)


@njit(cache=True, nogil=True)
def _stretches(demand: Any) -> Any:
    lines, days = demand.shape
    level, until = np.zeros((lines, days), dtype=np.int64), np.full((lines, days), days, dtype=np.int64)
    built = np.zeros((lines, days + 1), dtype=np.int64)
    for line in range(lines):
        for day in range(days):
            built[line, day + 1] = built[line, day] + (demand[line, day] > 0)
        next_level, change = np.int64(0), np.int64(days)
        for day in range(days - 1, -1, -1):
            wanted = min(demand[line, day], CEILING)
            if wanted > 0 and wanted != next_level:
                change = change if next_level == 0 else np.int64(first_built(built[line], day + 1))
                next_level = wanted
            level[line, day], until[line, day] = next_level, change
    return level, until, built


@njit(cache=True, nogil=True)
def first_built(built: Any, day: Any) -> Any:
    """The first day from `day` on at which the line builds; there is one."""
    while built[day + 1] == built[day]:
        day += 1
    return day


@njit(cache=True, nogil=True)
def opening_state(network: Any, plan: Any) -> State:
    lines = network.line_item.shape[0]
    return State(
        stock=network.opening.astype(np.int64),
        flows=np.zeros(network.opening.shape[0], dtype=np.int64),
        held=np.zeros(plan.line_items.shape[0], dtype=np.int64),
        reserved=np.zeros(network.opening.shape[0], dtype=np.int64),
        need=np.zeros(network.opening.shape[0], dtype=np.int64),
        stop_day=np.full(lines, NEVER, dtype=np.int32),
        stop_item=np.full(lines, -1, dtype=np.int32),
        receipts=np.zeros(1, dtype=np.int64),
        refused=np.full(lines, NOTHING_REFUSED, dtype=np.int64),
        drawn_for=np.zeros(lines, dtype=np.int64),
        drawn_end=np.zeros(lines, dtype=np.int64),
        drawn_item=np.zeros(plan.line_items.shape[0], dtype=np.int64),
        drawn_need=np.zeros(plan.line_items.shape[0], dtype=np.int64),
    )


@njit(cache=True, nogil=True)
def copy_state(source: Any, target: Any) -> None:
    """The memory of draws is not copied: it is filled anew by the first build."""
    target.stock[:] = source.stock
    target.flows[:] = source.flows
    target.held[:] = source.held
    target.reserved[:] = source.reserved
    target.stop_day[:] = source.stop_day
    target.stop_item[:] = source.stop_item
    target.receipts[:] = source.receipts
    target.refused[:] = source.refused
    target.drawn_for[:] = 0


@njit(cache=True, nogil=True)
def split(quantity: Any) -> Any:
    whole, rest = quantity // MICRO, quantity % MICRO
    return whole, rest, CEILING // np.maximum(whole, 1)


@njit(cache=True, nogil=True)
def product(units: Any, whole: Any, rest: Any, limit: Any) -> Any:
    """units x (whole x 1,000,000 + rest) / 1,000,000, rounded up, at most the ceiling."""
    if units > limit:
        return np.int64(CEILING)
    total = units * whole
    if rest != 0:
        total += units // MICRO * rest + (units % MICRO * rest + MICRO - 1) // MICRO
    return min(total, np.int64(CEILING))
