"""Lines that share nothing, run apart, stop as they do together."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kernels.test_run_down import chance_arrivals, chance_network, network_of
from permeance.kernels.apart import KEPT, Memory, groups, run_apart
from permeance.kernels.arrivals import NEVER
from permeance.kernels.run_down import run_down


def apart(network, arrivals, run=run_down, memory=None):
    found = run_apart(network, arrivals, run, groups(network), memory or Memory())
    return tuple(part.tolist() for part in found)


@pytest.mark.parametrize("seed", range(200))
def test_groups_run_apart_give_what_the_whole_plant_gives(seed):
    rng = random.Random(seed)  # noqa: S311
    network = chance_network(rng)
    arrivals = chance_arrivals(rng, network)
    assert apart(network, arrivals) == tuple(part.tolist() for part in run_down(network, arrivals))


def test_lines_are_grouped_by_what_may_run_short_and_not_by_what_never_does():
    shared = {0: [(2, 1), (4, 1)], 1: [(3, 1), (4, 1)]}
    assert len(groups(network_of(shared, [0] * 5, [0, 1], [[1], [1]]))) == 1
    assert len(groups(network_of(shared, [0] * 5, [0, 1], [[1], [1]], free={4}))) == 2


def two_lines(qty):
    plant = {0: [(2, 1)], 1: [(3, 1)]}
    return network_of(plant, [0, 0, 5, qty], [0, 1], [[1] * 30] * 2, drawn=[(2, 10), (3, 10)])


def test_a_group_that_did_not_change_is_not_run_again_and_rows_alike_are_run_once():
    ran, memory = [], Memory()

    def run(network, arrivals):
        ran.append(len(arrivals))
        return run_down(network, arrivals)

    arrivals = np.array([[3, 4]] * 6 + [[9, 4]] * 2 + [[int(NEVER), 31]], dtype=np.int32)
    first = apart(two_lines(5), arrivals, run, memory)
    assert ran == [3, 2]
    assert first[0][0] == [15, 15]
    more = apart(two_lines(6), arrivals, run, memory)
    assert ran == [3, 2, 2], "only the second line has another stock"
    assert more[0][0] == [15, 16]
    assert apart(two_lines(5), arrivals, run, memory) == first
    assert len(ran) == 3


def test_what_was_run_long_ago_is_run_again():
    ran, memory = [], Memory()

    def run(network, arrivals):
        ran.append(1)
        return run_down(network, arrivals)

    arrivals = np.array([[3, 4]], dtype=np.int32)
    for stock in range(KEPT + 1):
        apart(two_lines(stock), arrivals, run, memory)
    before = len(ran)
    apart(two_lines(0), arrivals, run, memory)
    assert len(ran) == before + 1
