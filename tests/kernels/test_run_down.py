"""Stock runs down as in the plain twin, and as worked out by hand."""

import random

import numpy as np
import pytest

from kernels import naive
from permeance.kernels.arrivals import NEVER
from permeance.kernels.plant import CEILING, MICRO, Network
from permeance.kernels.run_down import record_stock, run_down


def network_of(children, opening, lines, demand, *, free=(), known=(), drawn=(), kept=(), choice=()) -> Network:
    """A plant in whole pieces. `children` maps an item to [(child, pieces), ...]; items are numbered from 0.

    `known` are receipts (day, item, pieces) for every line, `kept` those for one: (day, item, pieces, line). `drawn` are
    arrivals (item, pieces), or (item, 0, last day) of what then comes as it is needed.
    """
    known = [*((*row, -1) for row in known), *kept]
    items = range(len(opening))
    rows = [children.get(i, []) for i in items]
    flat = [pair for row in rows for pair in row]

    def whole(numbers):
        return np.array([round(x * MICRO) for x in numbers], dtype=np.int64)

    return Network(
        free=np.array([i in free for i in items]),
        choice=np.array([i in choice for i in items]),
        child_start=np.cumsum([0, *map(len, rows)]),
        child_item=np.array([child for child, _ in flat], dtype=np.int64),
        child_qty=whole(qty for _, qty in flat),
        opening=whole(opening),
        receipt_day=np.array([day for day, _, _, _ in known], dtype=np.int64),
        receipt_item=np.array([item for _, item, _, _ in known], dtype=np.int64),
        receipt_qty=whole(qty for _, _, qty, _ in known),
        receipt_line=np.array([line for _, _, _, line in known], dtype=np.int64),
        arrival_item=np.array([item for item, *_ in drawn], dtype=np.int64),
        arrival_qty=whole(qty for _, qty, *_ in drawn),
        arrival_until=np.array([until[0] if until else -1 for _, _, *until in drawn], dtype=np.int64),
        line_item=np.array(lines, dtype=np.int64),
        demand=np.array([whole(row) for row in demand], dtype=np.int64).reshape(len(lines), -1),
    )


def stops(network, *arrivals):
    """(day, item) of each line's first stop on one path of arrivals."""
    days, items = run_down(network, np.array([arrivals], dtype=np.int32).reshape(1, -1))
    return list(zip(days[0].tolist(), items[0].tolist(), strict=True))


def chance_demand(rng, horizon):
    """Days each on their own, or stretches of equal weeks as a plan of production has them."""
    if rng.random() < 0.4:
        return [rng.choice([0, 1, 4, rng.uniform(0, 6)]) for _ in range(horizon)]
    stretches = [(rng.choice([0, 1, rng.uniform(0, 3)]), rng.randint(1, 12)) for _ in range(horizon)]
    daily = [units for units, days in stretches for _ in range(days)][:horizon]
    start = rng.randrange(7)
    return [0 if (day + start) % 7 > 4 else units for day, units in enumerate(daily)]


def chance_network(rng, horizon=25) -> Network:
    items, lines, drawn = rng.randint(2, 8), rng.randint(1, 3), rng.randint(0, 4)
    children = {
        i: [(c, rng.choice([1, 2, 0.5, 1.037, 0.000001])) for c in rng.sample(range(i + 1, items), rng.randint(0, 2))]
        for i in range(items - 2)
    }
    choice = {i for i in range(items) if len(children.get(i, [])) == 2 and rng.random() < 0.4}
    return network_of(
        children,
        [0 if i in choice else rng.choice([0, 3, 40.5, rng.uniform(0, 90)]) for i in range(items)],
        [rng.randrange(items) for _ in range(lines)],
        [chance_demand(rng, horizon) for _ in range(lines)],
        free={i for i in range(items) if rng.random() < 0.2},
        known=[(rng.randint(-3, 30), rng.randrange(items), rng.uniform(0, 40)) for _ in range(rng.randint(0, 4))],
        drawn=[
            (rng.randrange(items), rng.uniform(0, 40), rng.choice([-1, -1, rng.randint(0, 27)])) for _ in range(drawn)
        ],
        kept=[
            (rng.randint(-3, 20), rng.randrange(items), rng.uniform(0, 40), rng.randrange(lines))
            for _ in range(rng.randint(0, 3))
        ],
        choice=choice,
    )


def chance_arrivals(rng, network, replications=12):
    days = [*range(-3, 28), int(NEVER)]
    width = network.arrival_item.size
    drawn = [[rng.choice(days) for _ in range(width)] for _ in range(replications)]
    return np.array(drawn, dtype=np.int32).reshape(replications, width)


@pytest.mark.parametrize("seed", range(150))
def test_stops_and_stock_are_those_of_the_plain_twin(seed):
    rng = random.Random(seed)  # noqa: S311
    network = chance_network(rng)
    arrivals = chance_arrivals(rng, network)
    days, items = run_down(network, arrivals)
    assert (days.tolist(), items.tolist()) == naive.first_stops(network, arrivals)
    weight = np.array([[rng.choice([0, 1, MICRO, 2_500_000]) for _ in network.opening] for _ in range(2)], np.int64)
    assert record_stock(network, arrivals, weight).tolist() == naive.echelon(network, arrivals, weight)


def test_needs_too_large_to_count_stop_at_the_ceiling():
    chain = network_of({0: [(1, 1)], 1: [(2, 1)]}, [0, 0, 0], [0], [[1]])
    for qty in (2**40, 2**50, 2**62 - 1):
        huge = chain._replace(child_qty=np.array([qty, qty]), demand=np.array([[2**50]]))
        found = run_down(huge, np.empty((1, 0), np.int32))
        assert tuple(part.tolist() for part in found) == naive.first_stops(huge, np.empty((1, 0), np.int32))
        enough = huge._replace(opening=np.array([0, 0, CEILING]))
        found = run_down(enough, np.empty((1, 0), np.int32))
        assert tuple(part.tolist() for part in found) == naive.first_stops(enough, np.empty((1, 0), np.int32))


def test_ten_pieces_at_three_a_day_stop_the_line_on_day_3():
    assert stops(network_of({}, [10], [0], [[3] * 6])) == [(3, 0)]
    assert stops(network_of({}, [18], [0], [[3] * 6])) == [(NEVER, -1)]


def test_a_day_off_is_no_stop():
    assert stops(network_of({}, [3], [0], [[3, 0, 0, 3]])) == [(3, 0)]


def test_scrap_is_part_of_what_is_needed():
    motor = network_of({0: [(1, 1.25)]}, [0, 10], [0], [[2] * 6])  # 2.5 pieces a day
    assert stops(motor) == [(4, 1)]


def test_the_line_served_first_takes_the_shared_part():
    # Of 10 pieces, 4 are left for day 1: enough for the line served first only.
    shared = {0: [(2, 1)], 1: [(2, 1)]}
    assert stops(network_of(shared, [0, 0, 10], [0, 1], [[3] * 5, [3] * 5])) == [(2, 2), (1, 2)]
    assert stops(network_of(shared, [0, 0, 10], [1, 0], [[2] * 5, [4] * 5])) == [(3, 2), (1, 2)]


def test_a_stopped_line_takes_nothing_so_a_smaller_one_runs_on():
    # Line 0 needs 5 of part 3, of which there are 4, and must leave part 2 to line 1.
    plant = network_of({0: [(2, 1), (3, 1)], 1: [(2, 1)]}, [0, 0, 6, 4], [0, 1], [[5] * 4, [2] * 4])
    assert stops(plant) == [(0, 3), (3, 2)]


def test_stock_of_an_assembly_is_used_before_the_part_in_it():
    # 4 rotors in stock last two days, then 6 magnets at 2 a rotor make 3 rotors: one more day.
    plant = network_of({0: [(1, 1)], 1: [(2, 2)]}, [0, 4, 6], [0], [[2] * 6])
    assert stops(plant) == [(3, 2)]
    held = record_stock(plant, np.empty((1, 0), np.int32), np.array([[0, 2 * MICRO, MICRO]]))
    assert (held[0, 0] // MICRO).tolist() == [10, 6, 2, 2, 2, 2]


def test_what_arrives_on_a_day_serves_that_day_and_what_is_past_serves_day_0():
    plant = network_of({}, [2], [0], [[2] * 5], known=[(1, 0, 2)], drawn=[(0, 2)])
    assert stops(plant, 2) == [(3, 0)]
    assert stops(plant, 3) == [(2, 0)]
    assert stops(plant, -9) == [(3, 0)]
    assert stops(plant, NEVER) == [(2, 0)]


def test_a_line_that_runs_again_keeps_its_first_stop():
    plant = network_of({}, [2], [0], [[2] * 5], drawn=[(0, 20)])
    assert stops(plant, 3) == [(1, 0)]
    held = record_stock(plant, np.array([[3]], np.int32), np.array([[MICRO]]))
    assert (held[0, 0] // MICRO).tolist() == [0, 0, 0, 18, 16]


def test_a_stopped_line_that_runs_again_takes_its_share_on_that_day_and_not_later():
    # Line 0 lacks part 3 until day 3, then takes 2 of part 2 a day beside the 1 of line 1.
    bill, daily = {0: [(2, 2), (3, 1)], 1: [(2, 1)]}, [[1] * 12] * 2
    known = network_of(bill, [0, 0, 9, 0], [0, 1], daily, known=[(3, 3, 9)], drawn=[(2, 1)])
    assert stops(known, 0) == [(0, 3), (6, 2)]
    drawn = network_of(bill, [0, 0, 10, 0], [0, 1], daily, drawn=[(3, 9)])
    assert stops(drawn, 3) == [(0, 3), (6, 2)]


def test_what_a_line_leaves_when_another_part_ends_is_there_for_the_next_line():
    plant = network_of({0: [(2, 1), (3, 1)], 1: [(2, 1)]}, [0, 0, 19, 5], [0, 1], [[1] * 20] * 2, drawn=[(2, 1)])
    assert stops(plant, 0) == [(5, 3), (15, 2)]


def test_what_flows_is_never_short_while_it_does_and_leaves_the_stock_as_it_is():
    plant = network_of({0: [(1, 2)]}, [0, 6], [0], [[1] * 20], drawn=[(1, 0, 9)])
    assert stops(plant, 2) == [(11, 1)], "two days of stock, a flow from day 2 to day 9, then the third of three days"
    assert stops(plant, -5) == [(13, 1)]
    assert stops(plant, 9) == [(3, 1)]
    assert stops(plant, 10) == [(3, 1)]
    held = record_stock(plant, np.array([[2]], np.int32), np.array([[0, MICRO]]))
    assert (held[0, 0] // MICRO).tolist()[:12] == [4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0]


def test_a_flow_serves_a_choice_and_leaves_what_is_reserved():
    choice = network_of({0: [(1, 1)], 1: [(2, 1), (3, 1)]}, [0, 0, 1, 1], [0], [[1] * 9], choice={1}, drawn=[(3, 0, 5)])
    assert stops(choice, 0) == [(7, 2)], "the first alternate one day, the second flows to day 5, then its own piece"
    kept = network_of({}, [0], [0], [[1] * 9], kept=[(0, 0, 2, 0)], drawn=[(0, 0, 3)])
    assert stops(kept, 0) == [(6, 0)]


def test_a_free_item_is_never_short_and_asks_nothing_of_its_children():
    assert stops(network_of({0: [(1, 1), (2, 1)]}, [0, 0, 4], [0], [[2] * 5], free={1})) == [(2, 2)]
    assert stops(network_of({0: [(1, 1)]}, [0, 0], [0], [[2] * 5], free={0})) == [(NEVER, -1)]


def test_a_part_used_at_two_levels_is_needed_in_sum():
    plant = network_of({0: [(1, 1), (2, 1)], 1: [(2, 1)]}, [0, 0, 9], [0], [[1] * 9])
    assert stops(plant) == [(4, 2)]


def test_reserved_stock_serves_its_line_alone_and_before_what_is_for_all():
    shared = {0: [(2, 1)], 1: [(2, 1)]}
    plain = network_of(shared, [0, 0, 10], [0, 1], [[2] * 6, [2] * 6])
    assert stops(plain) == [(3, 2), (2, 2)]
    second = network_of(shared, [0, 0, 4], [0, 1], [[2] * 6, [2] * 6], kept=[(0, 2, 6, 1)])
    assert stops(second) == [(2, 2), (3, 2)], "4 pieces last the first line two days, 6 its own the second three"
    held = record_stock(second, np.empty((1, 0), np.int32), np.array([[0, 0, MICRO]]))
    assert (held[0, 0] // MICRO).tolist() == [6, 2, 0, 0, 0, 0]


def test_what_is_reserved_for_a_line_that_does_not_need_it_is_used_by_nobody():
    plant = network_of({0: [(2, 1)]}, [0, 3, 2], [0, 1], [[1] * 6, [1] * 6], kept=[(0, 2, 9, 1)])
    assert stops(plant) == [(2, 2), (3, 1)]


def test_the_next_alternate_is_used_when_the_first_runs_out():
    # Item 1 stands for one piece of item 2 or two of item 3; the first lasts two days and a half.
    plant = network_of({0: [(1, 1)], 1: [(2, 1), (3, 2)]}, [0, 0, 5, 10], [0], [[2] * 8], choice={1})
    assert stops(plant) == [(5, 2)]
    held = record_stock(plant, np.empty((1, 0), np.int32), np.array([[0, 0, MICRO, 0], [0, 0, 0, MICRO]]))
    assert (held[0] // MICRO).tolist() == [[3, 1, 0, 0, 0, 0, 0, 0], [10, 10, 8, 4, 0, 0, 0, 0]]


def test_an_alternate_leaves_to_the_others_what_they_need_of_it():
    plant = network_of({0: [(1, 1), (3, 1)], 1: [(2, 1), (3, 1)]}, [0, 0, 1, 9], [0], [[1] * 8], choice={1})
    assert stops(plant) == [(5, 2)], "one day of both, then two of item 3 a day"


def test_reserved_stock_of_an_alternate_is_used_by_its_line():
    plant = network_of(
        {0: [(1, 1)], 1: [(2, 1), (3, 1)]}, [0, 0, 1, 0], [0], [[1] * 8], choice={1}, kept=[(0, 3, 2, 0)]
    )
    assert stops(plant) == [(3, 2)]


def test_a_child_before_its_parent_is_refused():
    with pytest.raises(ValueError, match="parents come before children"):
        stops(network_of({1: [(0, 1)]}, [0, 0], [1], [[1]]))


@pytest.mark.parametrize("seed", range(60))
def test_more_stock_or_an_earlier_arrival_never_stops_the_plant_earlier(seed):
    rng = random.Random(1_000 + seed)  # noqa: S311
    network = chance_network(rng)
    arrivals = chance_arrivals(rng, network)
    before = run_down(network, arrivals)[0].min(axis=1)
    fuller = network._replace(opening=network.opening + rng.choice([1, MICRO, 7 * MICRO]))
    assert np.all(run_down(fuller, arrivals)[0].min(axis=1) >= before)
    if network.receipt_qty.size:
        more = network._replace(receipt_qty=network.receipt_qty + 3 * MICRO)
        assert np.all(run_down(more, arrivals)[0].min(axis=1) >= before)
    earlier = np.where(arrivals == NEVER, 20, arrivals - rng.randint(1, 9)).astype(np.int32)
    assert np.all(run_down(network, earlier)[0].min(axis=1) >= before)


@pytest.mark.parametrize("seed", range(10))
def test_two_halves_make_the_whole_and_order_does_not_matter(seed):
    rng = random.Random(2_000 + seed)  # noqa: S311
    network = chance_network(rng)
    arrivals = chance_arrivals(rng, network, replications=40)
    order = rng.sample(range(40), 40)
    whole, mixed = run_down(network, arrivals), run_down(network, arrivals[order])
    halves = [run_down(network, part) for part in (arrivals[:20], arrivals[20:])]
    for n in range(2):
        assert np.array_equal(whole[n], np.concatenate([half[n] for half in halves]))
        assert np.array_equal(whole[n][order], mixed[n])
