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
CEILING = 2**61  # a need beyond it counts as this much, so that no sum of two overflows


class Network(NamedTuple):
    """I items, parents before children; A arrivals; L lines in the order in which they are served.

    `free` bool[I]: items that never run short. The children of item i stand at child_start[i] to child_start[i + 1]
    in `child_item` and `child_qty`, micro-units per whole unit of the parent. `opening` int64[I] is the stock on day 0;
    `receipt_*` [K] are known receipts; `arrival_*` [A] are those whose day is drawn. `line_item` [L] is what a line
    builds, `demand` int64[L, days] how much of it each day, 0 on a day off. Opening stock and all receipts of an item
    add up to less than 2**61.
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


class _Plan(NamedTuple):
    """What every replication shares: known receipts by day, the items that each line draws on, products split.

    A product units x qty / 1,000,000 is taken as units x `whole` + units x `rest` / 1,000,000; above `limit` units it
    exceeds the ceiling.
    """

    receipt_order: NDArray[Any]
    line_start: NDArray[Any]
    line_items: NDArray[Any]
    whole: NDArray[Any]
    rest: NDArray[Any]
    limit: NDArray[Any]


class _State(NamedTuple):
    """Where a replication stands: stock, and the first stop of each line. `need` is all 0 between two builds."""

    stock: NDArray[Any]
    need: NDArray[Any]
    stop_day: NDArray[Any]
    stop_item: NDArray[Any]
    receipts: NDArray[Any]  # one number: how many known receipts have come


@njit(cache=True, nogil=True)
def run_down(network: Network, arrivals: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First stop day and the item that lacked, i32[R, L] each, for arrival days i32[R, A]; NEVER and -1 where none.

    Up to its first arrival a replication is like every other, so that stretch is walked once for all of them.
    """
    plan = _planned(network)
    shared, own = _opening_state(network), _opening_state(network)
    replications, lines, days = arrivals.shape[0], network.line_item.shape[0], network.demand.shape[1]
    stop_day = np.empty((replications, lines), dtype=np.int32)
    stop_item = np.empty((replications, lines), dtype=np.int32)
    first = np.empty(replications, dtype=np.int64)
    for r in range(replications):
        first[r] = max(_next_due(arrivals[r], -1), 0)
    reached = 0
    for r in np.argsort(first):
        while reached < min(first[r], days):
            _pass_day(network, plan, reached, shared)
            reached += 1
        _copy(shared, own)
        due = first[r]
        for day in range(reached, days):
            if np.all(own.stop_item >= 0):
                break
            if day == due:
                due = _arrive(network, arrivals[r], day, own.stock)
            _pass_day(network, plan, day, own)
        stop_day[r], stop_item[r] = own.stop_day, own.stop_item
    return stop_day, stop_item


@njit(cache=True, nogil=True)
def record_stock(network: Network, arrivals: NDArray[np.int32], weight: NDArray[np.int64]) -> NDArray[np.int64]:
    """Stock at the end of each day of P watched items, what stands in assemblies included: int64[R, P, days].

    `weight` int64[P, I] says how many micro-units of the watched item one unit of each item holds.
    """
    plan, opening, own = _planned(network), _opening_state(network), _opening_state(network)
    whole, rest, limit = _split(weight.ravel())
    replications, days = arrivals.shape[0], network.demand.shape[1]
    watched, items = weight.shape
    held = np.zeros((replications, watched, days), dtype=np.int64)
    for r in range(replications):
        _copy(opening, own)
        due = max(_next_due(arrivals[r], -1), 0)
        for day in range(days):
            if day == due:
                due = _arrive(network, arrivals[r], day, own.stock)
            _pass_day(network, plan, day, own)
            for p in range(watched):
                for i in range(items):
                    place = p * items + i
                    held[r, p, day] += _product(own.stock[i], whole[place], rest[place], limit[place])
    return held


@njit(cache=True, nogil=True)
def _planned(network: Any) -> _Plan:
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
    whole, rest, limit = _split(network.child_qty)
    return _Plan(np.argsort(network.receipt_day), line_start, line_items, whole, rest, limit)


@njit(cache=True, nogil=True)
def _split(quantity: Any) -> Any:
    whole, rest = quantity // MICRO, quantity % MICRO
    return whole, rest, CEILING // np.maximum(whole, 1)


@njit(cache=True, nogil=True)
def _product(units: Any, whole: Any, rest: Any, limit: Any) -> Any:
    """units x (whole x 1,000,000 + rest) / 1,000,000, rounded up, at most the ceiling."""
    if units > limit:
        return np.int64(CEILING)
    total = units * whole
    if rest != 0:
        total += units // MICRO * rest + (units % MICRO * rest + MICRO - 1) // MICRO
    return min(total, np.int64(CEILING))


@njit(cache=True, nogil=True)
def _opening_state(network: Any) -> _State:
    lines = network.line_item.shape[0]
    return _State(
        network.opening.astype(np.int64),
        np.zeros(network.opening.shape[0], dtype=np.int64),
        np.full(lines, NEVER, dtype=np.int32),
        np.full(lines, -1, dtype=np.int32),
        np.zeros(1, dtype=np.int64),
    )


@njit(cache=True, nogil=True)
def _copy(source: Any, target: Any) -> None:
    target.stock[:] = source.stock
    target.stop_day[:] = source.stop_day
    target.stop_item[:] = source.stop_item
    target.receipts[:] = source.receipts


@njit(cache=True, nogil=True)
def _next_due(arrivals: Any, after: Any) -> Any:
    """The first arrival later than the day `after`; from -1 on also those that are past."""
    due = np.int64(NEVER)
    for a in range(arrivals.shape[0]):
        if arrivals[a] < due and (arrivals[a] > after or after < 0):
            due = np.int64(arrivals[a])
    return due


@njit(cache=True, nogil=True)
def _arrive(network: Any, arrivals: Any, day: Any, stock: Any) -> Any:
    """Put into stock what arrives on this day, on day 0 also what is past; the day of the next arrival."""
    for a in range(arrivals.shape[0]):
        if arrivals[a] == day or (day == 0 and arrivals[a] < 0):
            stock[network.arrival_item[a]] += network.arrival_qty[a]
    return _next_due(arrivals, day)


@njit(cache=True, nogil=True)
def _pass_day(network: Any, plan: Any, day: Any, state: Any) -> None:
    """Known receipts of the day, then each line in its order builds its day or stops."""
    n = state.receipts[0]
    while n < plan.receipt_order.shape[0] and network.receipt_day[plan.receipt_order[n]] <= day:
        k = plan.receipt_order[n]
        state.stock[network.receipt_item[k]] += network.receipt_qty[k]
        n += 1
    state.receipts[0] = n
    for line in range(network.line_item.shape[0]):
        if network.demand[line, day] > 0:
            short = _build(network, plan, line, day, state)
            if short >= 0 and state.stop_item[line] < 0:
                state.stop_day[line] = day
                state.stop_item[line] = short


@njit(cache=True, nogil=True)
def _build(network: Any, plan: Any, line: Any, day: Any, state: Any) -> Any:
    """Build a line's day: -1 where it could, else the first item in the order that lacked, and nothing is taken."""
    stock, need = state.stock, state.need
    start, end = plan.line_start[line], plan.line_start[line + 1]
    need[network.line_item[line]] = min(network.demand[line, day], CEILING)
    short = -1
    for n in range(start, end):
        i = plan.line_items[n]
        lacking = need[i] - stock[i]
        if lacking <= 0 or network.free[i]:
            continue
        if network.child_start[i] == network.child_start[i + 1]:
            short = i
            break
        for k in range(network.child_start[i], network.child_start[i + 1]):
            child = network.child_item[k]
            need[child] = min(
                need[child] + _product(lacking, plan.whole[k], plan.rest[k], plan.limit[k]), np.int64(CEILING)
            )
    for n in range(start, end):
        i = plan.line_items[n]
        if short < 0:
            stock[i] = max(stock[i] - need[i], 0)
        need[i] = 0
    return short
