"""One run of the stock against the sampled arrivals, for one reading of what cannot be told."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.company import Company
from permeance.exposure.flows import Spell
from permeance.exposure.network import PlantNetwork, plant_network
from permeance.exposure.outcome import QUANTILES
from permeance.kernels.apart import Memory, run_apart
from permeance.kernels.arrivals import NEVER
from permeance.kernels.plant import MICRO, Network
from permeance.kernels.run_down import record_stock, run_down

FAN_REPLICATIONS = 1_000
NONE_LEFT = 2**40
FEWEST_IN_SLICE = 250
_MEMORY = Memory()  # both readings, most scenarios and most levers leave some lines as they were
Days = NDArray[np.int32]
Chosen = NDArray[np.bool_]
Bands = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one bound of the determinations does to supply.

    `gated` items wait for licences; cases over the `barred` crossings bring nothing, since what is prohibited or
    denied in principle is not granted. `waiting` are the crossings that wait, by which an item is gated.
    """

    gated: frozenset[str]
    barred: frozenset[str]
    waiting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Readings:
    """The reading of each stretch of a run, from a day on, counted from the as-of day, until the next; the first from
    day 0."""

    stretches: tuple[tuple[int, Reading], ...]

    @property
    def gated(self) -> frozenset[str]:
        """The items that wait for licences at any time."""
        return frozenset().union(*(reading.gated for _, reading in self.stretches))

    @property
    def barred(self) -> frozenset[str]:
        return frozenset().union(*(reading.barred for _, reading in self.stretches))

    @property
    def waiting(self) -> frozenset[str]:
        return frozenset().union(*(reading.waiting for _, reading in self.stretches))

    @property
    def free_spells(self) -> tuple[Spell, ...]:
        """The stretches in which an item that waits at some time waits for nothing: it then comes as it is needed."""
        return tuple(
            Spell(item, start, end - 1)
            for start, end, reading in self._spans()
            for item in sorted(self.gated - reading.gated)
        )

    def shut(self, crossings: Sequence[str], arrived: Days) -> Chosen:
        """Whether goods come [replications, cases] in a stretch in which their crossing is barred.

        What left before the bar and comes in it is shut out too: on which day it left is not drawn.
        """
        found = np.zeros(arrived.shape, dtype=np.bool_)
        for start, end, reading in self._spans():
            barred = np.array([crossing in reading.barred for crossing in crossings], dtype=np.bool_)
            found |= barred[None, :] & (arrived >= start) & (arrived < end)
        return found

    def _spans(self) -> list[tuple[int, int, Reading]]:
        ends = [start for start, _ in self.stretches[1:]] + [int(NEVER)]
        return [(start, end, reading) for (start, reading), end in zip(self.stretches, ends, strict=True)]


def always(reading: Reading) -> Readings:
    return Readings(((0, reading),))


class Branch:
    """The first stop of every line in every replication, and what lacked."""

    def __init__(
        self,
        company: Company,
        readings: Readings,
        sampled: tuple[Sequence[str], Days],
        horizon: int,
        network: PlantNetwork | None = None,
    ) -> None:
        self.company, self.readings = company, readings
        self.names, arrived = sampled
        self.crossing_of = [company.applications[name].crossing for name in self.names]
        self.arrived = np.where(readings.shut(self.crossing_of, arrived), NEVER, arrived).astype(np.int32)
        self.network: PlantNetwork = network or laid_out(company, readings, self.names, horizon)
        self.days = self.network.with_spells(self.arrived)
        self.stop_day, self.stop_item = first_stops(self.network, self.days)

    def causes(self, line: int, chosen: Chosen) -> Counter[tuple[str, str | None]]:
        """In how many of the chosen replications which part stops a line, and its next case still to come if any."""
        days, items = self.stop_day[:, line], self.stop_item[:, line]
        counts: Counter[tuple[str, str | None]] = Counter()
        for index in np.unique(items[chosen & (items >= 0)]):
            item, stopped = self.network.items[index], chosen & (items == index)
            columns = self.columns_of(item)
            arrived = self.arrived[np.ix_(stopped, columns)].astype(np.int64)
            waited = np.where((arrived > days[stopped][:, None]) & (arrived != NEVER), arrived, NONE_LEFT)
            first = np.full(int(stopped.sum()), -1)
            if columns:
                first = np.where(waited.min(axis=1) == NONE_LEFT, -1, waited.argmin(axis=1))
            for place, count in zip(*np.unique(first, return_counts=True), strict=True):
                counts[(item, None if place < 0 else self.names[columns[place]])] += int(count)
        return counts

    def spent(self, line: int, chosen: Chosen) -> dict[str, tuple[set[str], set[str]]]:
        """Of each part that stops a line with no case still to come, in chosen runs: which cases came, which never do.

        A case may be in both, since it comes in some of them and not in others.
        """
        days, items = self.stop_day[:, line], self.stop_item[:, line]
        found: dict[str, tuple[set[str], set[str]]] = {}
        for index in np.unique(items[chosen & (items >= 0)]):
            item, columns = self.network.items[index], self.columns_of(self.network.items[index])
            stopped = chosen & (items == index)
            arrived = self.arrived[np.ix_(stopped, columns)]
            came, never = arrived <= days[stopped][:, None], arrived == NEVER
            none_left = (came | never).all(axis=1)
            names = np.array([self.names[column] for column in columns], dtype=object)
            found[item] = (set(names[came[none_left].any(axis=0)]), set(names[never[none_left].any(axis=0)]))
        return found

    def columns_of(self, item: str) -> list[int]:
        """The cases that bring this item, by their place among the sampled arrivals."""
        return [n for n, name in enumerate(self.crossing_of) if self.company.crossings[name].item == item]

    def bands(self, items: Sequence[str]) -> dict[str, Bands]:
        """Pieces of each item at the end of each day at 10, 50 and 90 per cent."""
        if not items:
            return {}
        weights = self.network.weight_rows(items)
        held = record_stock(self.network.arrays, self.days[:FAN_REPLICATIONS], weights) / MICRO
        found = {}
        for place, item in enumerate(items):
            low, middle, high = (tuple(row.tolist()) for row in np.quantile(held[:, place, :], QUANTILES, axis=0))
            found[item] = (low, middle, high)
        return found


def laid_out(company: Company, readings: Readings, cases: Sequence[str], horizon: int) -> PlantNetwork:
    """The company's network with what waits at any time waiting, and coming as needed while it does not."""
    return plant_network(company, readings.gated, cases, horizon, readings.waiting, readings.free_spells)


def first_stops(network: PlantNetwork, arrived: Days) -> tuple[Days, Days]:
    """The first stop of every line in every replication, and what lacked: lines that share nothing run apart."""
    return run_apart(network.arrays, arrived, run_down_in_slices, network.apart, _MEMORY)


def run_down_in_slices(network: Network, arrived: Days) -> tuple[Days, Days]:
    """`run_down` over one slice of the replications for each processor: the same result in any number of slices."""
    count = min(os.cpu_count() or 1, len(arrived) // FEWEST_IN_SLICE)
    if count < 2:
        return run_down(network, arrived)
    slices = np.array_split(arrived, count)
    with ThreadPoolExecutor(len(slices)) as threads:
        parts = list(threads.map(partial(run_down, network), slices))
    return np.concatenate([day for day, _ in parts]), np.concatenate([item for _, item in parts])
