"""Stock run down over a bill of materials of any depth, day by day, until each line first stops.

All quantities are whole micro-units (one piece is 1,000,000), so that the plain twin agrees bit for bit. A line
builds its whole day's demand or nothing. It takes what is reserved for it first. What an item lacks is built from its
children; a leaf that lacks stops the line. A stopped line takes nothing and tries again the next day; its first stop
stands.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from permeance.kernels.arrivals import NEVER
from permeance.kernels.leap import leap
from permeance.kernels.plant import (
    CEILING,
    MICRO,
    NOTHING_REFUSED,
    Network,
    copy_state,
    opening_state,
    planned,
    product,
    split,
)


@njit(cache=True, nogil=True)
def run_down(network: Network, arrivals: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First stop day and the item that lacked, i32[R, L] each, for arrival days i32[R, A]; NEVER and -1 where none.

    Up to its first arrival a replication is like every other, so that stretch is walked once for all of them. Days
    on which every line draws what it drew before are taken at once.
    """
    plan = planned(network)
    shared, own = opening_state(network, plan), opening_state(network, plan)
    replications, lines, days = arrivals.shape[0], network.line_item.shape[0], network.demand.shape[1]
    stop_day = np.empty((replications, lines), dtype=np.int32)
    stop_item = np.empty((replications, lines), dtype=np.int32)
    first = np.empty(replications, dtype=np.int64)
    for r in range(replications):
        first[r] = max(_next_due(network, arrivals[r], -1), 0)
    reached = 0
    for r in np.argsort(first):
        while reached < min(first[r], days):
            _pass_day(network, plan, reached, shared)
            reached += 1
        copy_state(shared, own)
        due, day = first[r], reached
        while day < days and own.stop_item.min() < 0:
            if day == due:
                due = _arrive(network, arrivals[r], day, own)
            _pass_day(network, plan, day, own)
            day = leap(plan, day + 1, min(due, _next_receipt(network, plan, own), days), own)
        stop_day[r], stop_item[r] = own.stop_day, own.stop_item
    return stop_day, stop_item


@njit(cache=True, nogil=True)
def record_stock(network: Network, arrivals: NDArray[np.int32], weight: NDArray[np.int64]) -> NDArray[np.int64]:
    """Stock at the end of each day of P watched items, what stands in assemblies included: int64[R, P, days].

    `weight` int64[P, I] says how many micro-units of the watched item one unit of each item holds.
    """
    plan = planned(network)
    opening, own = opening_state(network, plan), opening_state(network, plan)
    whole, rest, limit = split(weight.ravel())
    holders = np.flatnonzero(weight.ravel())
    replications, days = arrivals.shape[0], network.demand.shape[1]
    watched, items = weight.shape
    held = np.zeros((replications, watched, days), dtype=np.int64)
    for r in range(replications):
        copy_state(opening, own)
        due = max(_next_due(network, arrivals[r], -1), 0)
        for day in range(days):
            if day == due:
                due = _arrive(network, arrivals[r], day, own)
            _pass_day(network, plan, day, own)
            for n in holders:
                p, i = n // items, n % items
                held[r, p, day] += product(own.stock[i] + own.reserved[i], whole[n], rest[n], limit[n])
    return held


@njit(cache=True, nogil=True)
def _next_due(network: Any, arrivals: Any, after: Any) -> Any:
    """The first arrival or end of a flow later than the day `after`; from -1 on also those that are past."""
    due = np.int64(NEVER)
    for a in range(arrivals.shape[0]):
        ends = np.int64(network.arrival_until[a] + 1)
        if arrivals[a] < due and (arrivals[a] > after or after < 0):
            due = np.int64(arrivals[a])
        if arrivals[a] < ends < due and ends > after:
            due = ends
    return due


@njit(cache=True, nogil=True)
def _arrive(network: Any, arrivals: Any, day: Any, state: Any) -> Any:
    """What begins or ends with this day's arrivals, on day 0 also those that are past; the day of the next."""
    for a in range(arrivals.shape[0]):
        item, until = network.arrival_item[a], network.arrival_until[a]
        comes = arrivals[a] == day or (day == 0 and arrivals[a] < 0)
        if until < 0 and comes:
            _receive(state, item, network.arrival_qty[a])
        elif comes and day <= until:
            state.flows[item] += 1
            _forget(state)
        elif arrivals[a] <= until < day and day == until + 1:
            state.flows[item] -= 1
            _forget(state)
    return _next_due(network, arrivals, day)


@njit(cache=True, nogil=True)
def _next_receipt(network: Any, plan: Any, state: Any) -> Any:
    come = state.receipts[0]
    return network.receipt_day[plan.receipt_order[come]] if come < plan.receipt_order.shape[0] else np.int64(NEVER)


@njit(cache=True, nogil=True)
def _receive(state: Any, item: Any, qty: Any) -> None:
    state.stock[item] += qty
    _forget(state)


@njit(cache=True, nogil=True)
def _receive_for(plan: Any, line: Any, item: Any, qty: Any, state: Any) -> None:
    """Put aside for one line; what the line does not draw on lies there for nothing."""
    for n in range(plan.line_start[line], plan.line_start[line + 1]):
        if plan.line_items[n] == item:
            state.held[n] += qty
    state.reserved[item] += qty
    _forget(state)


@njit(cache=True, nogil=True)
def _forget(state: Any) -> None:
    """What could not be built may be built now."""
    state.refused[:] = NOTHING_REFUSED
    state.drawn_for[:] = 0


@njit(cache=True, nogil=True, inline="always")  # called every day: half the time
def _pass_day(network: Any, plan: Any, day: Any, state: Any) -> None:
    """Known receipts of the day, then each line in its order builds its day or stops."""
    n = state.receipts[0]
    while n < plan.receipt_order.shape[0] and network.receipt_day[plan.receipt_order[n]] <= day:
        k = plan.receipt_order[n]
        if network.receipt_line[k] < 0:
            _receive(state, network.receipt_item[k], network.receipt_qty[k])
        else:
            _receive_for(plan, network.receipt_line[k], network.receipt_item[k], network.receipt_qty[k], state)
        n += 1
    state.receipts[0] = n
    for line in range(network.line_item.shape[0]):
        demand = min(network.demand[line, day], CEILING)
        if demand <= 0 or demand >= state.refused[line]:
            continue
        if state.drawn_for[line] == demand and _draw_again(plan, line, state):
            continue
        short = _build(network, plan, line, demand, state)
        if short >= 0:
            state.refused[line] = demand
            if state.stop_item[line] < 0:
                state.stop_day[line] = day
                state.stop_item[line] = short


@njit(cache=True, nogil=True, inline="always")  # called every day: half the time
def _draw_again(plan: Any, line: Any, state: Any) -> Any:
    """Build a line's day as it was built before, if stock of all that it drew still suffices."""
    for n in range(plan.line_start[line], state.drawn_end[line]):
        if state.stock[state.drawn_item[n]] < state.drawn_need[n]:
            return False
    for n in range(plan.line_start[line], state.drawn_end[line]):
        state.stock[state.drawn_item[n]] -= state.drawn_need[n]
    return True


@njit(cache=True, nogil=True)
def _build(network: Any, plan: Any, line: Any, demand: Any, state: Any) -> Any:
    """Build a line's day: -1 where it could, else the first item in the order that lacked, and nothing is taken."""
    stock, need = state.stock, state.need
    start, end = plan.line_start[line], plan.line_start[line + 1]
    need[network.line_item[line]] = demand
    short = np.int64(-1)
    for n in range(start, end):
        i = plan.line_items[n]
        lacking = need[i] - stock[i] - state.held[n]
        if lacking <= 0 or network.free[i] or state.flows[i] > 0:
            continue
        if network.choice[i]:
            _spread(network, plan, line, i, lacking, state)
            continue
        if network.child_start[i] == network.child_start[i + 1]:
            short = i
            break
        for k in range(network.child_start[i], network.child_start[i + 1]):
            _ask(plan, k, network.child_item[k], lacking, need)
    if short < 0:
        _take(plan, line, demand, state)
    for n in range(start, end):
        need[plan.line_items[n]] = 0
    return short


@njit(cache=True, nogil=True)
def _spread(network: Any, plan: Any, line: Any, choice: Any, lacking: Any, state: Any) -> None:
    """Ask a choice's need of its children in their order, of each as far as it is there; the rest of the first."""
    need, start = state.need, network.child_start[choice]
    left = lacking
    for k in range(start, network.child_start[choice + 1]):
        child = network.child_item[k]
        there = state.stock[child] - need[child]
        for n in range(plan.line_start[line], plan.line_start[line + 1]):
            if plan.line_items[n] == child:
                there += state.held[n]
        units, endless = left, network.free[child] or state.flows[child] > 0
        if not endless and product(left, plan.whole[k], plan.rest[k], plan.limit[k]) > there:
            units = min(left, _covered(max(there, 0), network.child_qty[k]))
        _ask(plan, k, child, units, need)
        left -= units
    if left > 0:
        _ask(plan, start, network.child_item[start], left, need)


@njit(cache=True, nogil=True)
def _ask(plan: Any, k: Any, child: Any, units: Any, need: Any) -> None:
    need[child] = min(need[child] + product(units, plan.whole[k], plan.rest[k], plan.limit[k]), np.int64(CEILING))


@njit(cache=True, nogil=True)
def _covered(there: Any, qty: Any) -> Any:
    """there x 1,000,000 / qty, rounded down; in steps of a thousand, so that nothing overflows."""
    units = there // qty * MICRO
    rest = there % qty * 1_000
    return units + rest // qty * 1_000 + rest % qty * 1_000 // qty


@njit(cache=True, nogil=True)
def _take(plan: Any, line: Any, demand: Any, state: Any) -> None:
    """Take what each item needs, of what is reserved for the line first, and note what came from the stock.

    What was taken to the last piece ends the memory, and so does anything reserved.
    """
    stock, need = state.stock, state.need
    state.drawn_for[line] = demand
    noted = plan.line_start[line]
    for n in range(plan.line_start[line], plan.line_start[line + 1]):
        i = plan.line_items[n]
        own = np.int64(0) if state.flows[i] > 0 else min(state.held[n], need[i])
        if own > 0:
            state.held[n] -= own
            state.reserved[i] -= own
            state.drawn_for[line] = 0
        if need[i] == own or stock[i] == 0 or state.flows[i] > 0:
            continue
        state.drawn_item[noted], state.drawn_need[noted] = i, min(stock[i], need[i] - own)
        stock[i] -= state.drawn_need[noted]
        noted += 1
    state.drawn_end[line] = noted
