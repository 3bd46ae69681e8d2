"""One reading of a plant on arrivals given by hand: what stops a line, and for which case it waits."""

from __future__ import annotations

import numpy as np

from exposure.small import application, company, crossing, demand, stock
from permeance.exposure.branch import Branch, Reading, always
from permeance.kernels.arrivals import NEVER

ALL = np.array([True])


def branch_of(
    *arrivals: int, barred: frozenset[str] = frozenset(), gated: frozenset[str] = frozenset({"MAG"})
) -> Branch:
    """Line A builds 10 a day from 30 magnets; case NB-n brings 1 of them over crossing X on the n-th day given."""
    cases = tuple(application(f"NB-{n}", "X", 1, "intake") for n in range(len(arrivals)))
    plant = company(
        [("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG"), crossing("Y", "A")], [stock("MAG", 30)], cases
    )
    sampled = np.array([arrivals], dtype=np.int32)
    return Branch(plant, always(Reading(gated, barred)), ([case.id for case in cases], sampled), 20)


def test_goods_of_the_day_of_the_stop_have_come_so_a_later_case_is_waited_for():
    branch = branch_of(3, 9, 5)
    assert branch.stop_day[0, 0] == 3
    assert branch.causes(0, ALL) == {("MAG", "NB-2"): 1}


def test_where_no_case_comes_after_the_stop_none_is_waited_for():
    assert branch_of(1, 3).causes(0, ALL) == {("MAG", None): 1}
    assert branch_of(4, int(NEVER)).causes(0, ALL) == {("MAG", "NB-0"): 1}
    assert branch_of(int(NEVER)).causes(0, ALL) == {("MAG", None): 1}
    assert branch_of().causes(0, ALL) == {("MAG", None): 1}


def test_a_run_that_is_not_chosen_has_no_cause():
    assert branch_of(9).causes(0, ~ALL) == {}


def test_a_case_over_a_barred_crossing_never_comes():
    branch = branch_of(1, 9, barred=frozenset({"X"}))
    assert branch.arrived.tolist() == [[int(NEVER), int(NEVER)]]
    assert branch.causes(0, ALL) == {("MAG", None): 1}


def test_a_case_brings_only_the_item_of_its_crossing():
    branch = branch_of(9, gated=frozenset({"MAG", "A"}))
    assert (branch.columns_of("MAG"), branch.columns_of("A")) == ([0], [])
    assert branch.causes(0, ALL) == {("A", None): 1}
