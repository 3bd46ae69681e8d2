"""Lines that share no item run apart: each group sees its own arrivals alone, and the same group is run once."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from permeance.kernels.arrivals import NEVER
from permeance.kernels.plant import Network

Days = NDArray[np.int32]
Run = Callable[[Network, Days], tuple[Days, Days]]
KEPT = 64  # results of groups, the latest asked for
FEW_COLUMNS = 2  # so few drawn arrivals often come on the same days in many replications


class Group(NamedTuple):
    """Items, parents before children, that no line outside draws on; the lines of a plant are those that build one."""

    items: tuple[int, ...]


def groups(network: Network) -> tuple[Group, ...]:
    """The items of the lines, put together where two lines draw on the same one that may run short."""
    children = [network.child_item[a:b].tolist() for a, b in pairwise(network.child_start.tolist())]
    free = network.free.tolist()
    found: list[set[int]] = []
    for top in dict.fromkeys(network.line_item.tolist()):
        reached, left = {top}, [top]
        while left:
            item = left.pop()
            new = [] if free[item] else [child for child in children[item] if child not in reached]
            reached.update(new)
            left += new
        ties = {item for item in reached if not free[item]} | {top}
        joined = [group for group in found if not ties.isdisjoint(group)]
        found = [group for group in found if ties.isdisjoint(group)]
        found.append(reached.union(*joined))
    return tuple(Group(tuple(sorted(group))) for group in found)


class Memory:
    """What was run before, by the content of the group and its arrivals; only the latest is kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, tuple[Days, Days]] = OrderedDict()

    def recall(self, network: Network, arrivals: Days, run: Run) -> tuple[Days, Days]:
        digest = hashlib.blake2b(digest_size=16)
        for array in (*network, arrivals):
            digest.update(repr((array.shape, array.dtype.str)).encode())
            digest.update(np.ascontiguousarray(array).data)
        key = digest.digest()
        if key not in self._kept:
            self._kept[key] = run(network, arrivals)
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]


def run_apart(network: Network, arrivals: Days, run: Run, apart: Sequence[Group], memory: Memory) -> tuple[Days, Days]:
    """First stop day and the item that lacked, i32[R, L] each: what `run` gives for the whole plant, group by group."""
    shape = (arrivals.shape[0], network.line_item.size)
    days, items = np.full(shape, NEVER, dtype=np.int32), np.full(shape, -1, dtype=np.int32)
    # An arrival on or after the last day bears on nothing.
    horizon = network.demand.shape[1]
    within = np.where(arrivals >= horizon, NEVER, arrivals).astype(np.int32)
    for group in apart:
        lines = np.flatnonzero(np.isin(network.line_item, group.items))
        alone, columns = _alone(network, group.items, lines)
        drawn = np.ascontiguousarray(within[:, columns])
        place: Any = slice(None)
        if columns.size <= FEW_COLUMNS:
            drawn, place = np.unique(drawn, axis=0, return_inverse=True)
            place = place.reshape(-1)
        stop_day, stop_item = memory.recall(alone, drawn, run)
        names = np.array([*group.items, -1], dtype=np.int32)  # the last stands for none, as -1 does
        days[:, lines], items[:, lines] = stop_day[place], names[stop_item[place]]
    return days, items


def _alone(network: Network, items: Sequence[int], lines: NDArray[Any]) -> tuple[Network, NDArray[Any]]:
    """The plant of one group, its items numbered anew, and the columns of the arrivals that bear on it."""
    number = np.full(network.opening.size, -1, dtype=np.int64)
    number[list(items)] = np.arange(len(items))
    starts, kept = [0], list[int]()
    for item in items:
        kept += [k for k in range(network.child_start[item], network.child_start[item + 1]) if _has(number, network, k)]
        starts.append(len(kept))
    line_number = np.full(network.line_item.size + 1, -1, dtype=np.int64)
    line_number[lines] = np.arange(lines.size)
    # What is kept for a line of another group lies there for nothing.
    served = (network.receipt_line < 0) | (line_number[network.receipt_line] >= 0)
    known = np.flatnonzero((number[network.receipt_item] >= 0) & served)
    bears = (number[network.arrival_item] >= 0) & ((network.arrival_qty != 0) | (network.arrival_until >= 0))
    columns = np.flatnonzero(bears)
    return Network(
        free=network.free[list(items)],
        choice=network.choice[list(items)],
        child_start=np.array(starts, dtype=np.int64),
        child_item=number[network.child_item[kept]],
        child_qty=network.child_qty[kept],
        opening=network.opening[list(items)],
        receipt_day=network.receipt_day[known],
        receipt_item=number[network.receipt_item[known]],
        receipt_qty=network.receipt_qty[known],
        receipt_line=line_number[network.receipt_line[known]],
        arrival_item=number[network.arrival_item[columns]],
        arrival_qty=network.arrival_qty[columns],
        arrival_until=network.arrival_until[columns],
        line_item=number[network.line_item[lines]],
        demand=np.ascontiguousarray(network.demand[lines]),
    ), columns


def _has(number: NDArray[Any], network: Network, k: int) -> bool:
    return bool(number[network.child_item[k]] >= 0)
