"""Stock counted before the as-of day: what the demand used since is gone, through every level of the bill."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from exposure.small import AS_OF, FREE, LICENCE, company, crossing, day_of, demand, run, says, stock
from exposure.test_examples import EXAMPLES
from permeance.exposure.folder import read_folder
from permeance.exposure.network import plant_network
from permeance.exposure.stock_age import drawn_from, oldest_count, stock_age_assumptions, unknown_use


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def counted(part: str, qty: int, days_before: int | None, state: str = "plant", on: date | None = None):
    return replace(stock(part, qty, state, on), counted_on=None if days_before is None else ago(days_before))


def plant_of(*rows, usages=(("A", "MAG", 1),), demands=None, past=()):
    plant = company(list(usages), demands or [demand("A")], [crossing("X", "MAG")], list(rows))
    return replace(plant, past_demands=tuple(past))


def opening(plant, gated=frozenset({"MAG"})) -> dict[str, Fraction]:
    network = plant_network(plant, gated, [], 10)
    return {item: Fraction(int(n), 10**6) for item, n in zip(network.items, network.arrays.opening, strict=True) if n}


def test_the_use_of_every_day_from_the_count_on_is_taken_off():
    assert opening(plant_of(counted("MAG", 100, 3))) == {"MAG": 70}
    assert opening(plant_of(counted("MAG", 100, 0))) == {"MAG": 100}
    for days_before, stop in ((0, 10), (1, 9), (3, 7), (10, 0), (99, 0)):
        found = run(plant_of(counted("MAG", 100, days_before)), {"X": says(LICENCE)})
        assert day_of(found.lines[0].stop.p50) == stop


def test_a_row_without_a_day_of_counting_or_with_a_later_one_is_of_the_as_of_day():
    assert opening(plant_of(counted("MAG", 100, None))) == {"MAG": 100}
    assert opening(plant_of(counted("MAG", 100, -5))) == {"MAG": 100}
    assert opening(plant_of(counted("MAG", 100, -5, "supplier", ago(2)))) == {"MAG": 100}


def test_days_off_use_nothing():
    week = [demand("A", 10, "mon-fri")]  # the as-of day is a Monday
    assert opening(plant_of(counted("MAG", 100, 2), demands=week)) == {"MAG": 100}
    assert opening(plant_of(counted("MAG", 100, 3), demands=week)) == {"MAG": 90}
    assert opening(plant_of(counted("MAG", 100, 7), demands=week)) == {"MAG": 50}


def test_an_assembly_is_used_before_the_parts_in_it():
    usages = [("A", "ROTOR", 1), ("ROTOR", "MAG", 4)]
    rows = (counted("A", 5, 2), counted("ROTOR", 12, 2), counted("MAG", 100, 2))
    # Of 20 built, 5 were in stock, 12 had their rotor in stock, 3 took 4 magnets each.
    assert opening(plant_of(*rows, usages=usages)) == {"MAG": 88}


def test_what_is_bought_as_it_is_uses_nothing_of_its_parts():
    usages = [("A", "ROTOR", 1), ("ROTOR", "MAG", 4), ("A", "MAG", 1)]
    rows = (counted("ROTOR", 12, 2), counted("MAG", 100, 2))
    assert opening(plant_of(*rows, usages=usages), frozenset({"MAG", "ROTOR"})) == {"MAG": 80}


def test_an_assembly_counted_later_is_as_counted_and_what_was_used_before_came_from_the_parts():
    usages = [("A", "ROTOR", 1), ("ROTOR", "MAG", 4)]
    rows = (counted("ROTOR", 15, 1), counted("MAG", 100, 3))
    # Two days of 10 from magnets, then one day of 10 from the rotors counted that morning.
    assert opening(plant_of(*rows, usages=usages)) == {"ROTOR": 5, "MAG": 20}


def test_two_counts_of_a_part_add_up_and_each_day_is_used_once():
    assert opening(plant_of(counted("MAG", 100, 3), counted("MAG", 40, 1))) == {"MAG": 110}


def test_use_beyond_a_count_does_not_eat_what_was_counted_later():
    assert opening(plant_of(counted("MAG", 15, 3), counted("MAG", 40, 1))) == {"MAG": 30}


def test_stock_elsewhere_is_used_from_the_day_on_which_a_line_can_draw_on_it():
    assert opening(plant_of(counted("MAG", 100, 9, "supplier", ago(2)))) == {"MAG": 80}
    assert opening(plant_of(counted("MAG", 100, 2, "supplier", ago(9)))) == {"MAG": 80}
    assert opening(plant_of(counted("MAG", 100, 9, "bonded", AS_OF))) == {"MAG": 100}
    assert opening(plant_of(counted("MAG", 100, 9, "supplier"))) == {}
    assert opening(plant_of(counted("MAG", 100, 9, "blocked", ago(9)))) == {}
    arrays = plant_network(plant_of(counted("MAG", 100, 9, "transit", ago(-4))), frozenset({"MAG"}), [], 10).arrays
    assert (arrays.receipt_day.tolist(), arrays.receipt_qty.tolist()) == ([4], [100_000_000])


def test_lines_that_share_a_part_have_all_used_of_it():
    usages = [("A", "MAG", 1), ("B", "MAG", 2)]
    plant = plant_of(counted("MAG", 100, 2), usages=usages, demands=[demand("A"), demand("B", 5)])
    assert opening(plant) == {"MAG": 60}


def test_demand_that_ended_before_the_as_of_day_has_used_stock_too():
    now = demand("A", 10, starts=AS_OF)
    before, other = demand("A", 20, ends=ago(1)), demand("B", 3, starts=ago(2), ends=ago(2))
    plant = plant_of(counted("MAG", 100, 3), usages=[("A", "MAG", 1), ("B", "MAG", 1)], demands=[now])
    assert opening(plant) == {"MAG": 100}
    assert opening(replace(plant, past_demands=(before, other))) == {"MAG": 37}


def test_a_product_that_is_itself_short_is_used_up_and_never_below_nothing():
    assert opening(plant_of(counted("MAG", 5, 3))) == {}


def test_both_readings_take_off_the_use_that_they_know_of():
    found = run(plant_of(counted("MAG", 100, 3)), {"X": says(FREE, LICENCE)})
    assert day_of(found.lines[0].stop.p50) == 7
    assert found.lines_if_mildest[0].stop.p50 is None


@pytest.mark.parametrize(
    ("row", "day"),
    [
        (counted("MAG", 1, 3), ago(3)),
        (counted("MAG", 1, None), AS_OF),
        (counted("MAG", 1, -3), AS_OF),
        (counted("MAG", 1, None, "supplier", ago(3)), AS_OF),
        (counted("MAG", 1, None, "supplier", ago(-3)), ago(-3)),
        (counted("MAG", 1, 9, "transit", ago(-3)), ago(-3)),
    ],
)
def test_a_row_is_drawn_on_once_it_is_counted_and_at_hand(row, day):
    assert drawn_from(row, AS_OF) == day


def words(plant) -> list[str]:
    return [f"{a.what}: {a.value}" for a in stock_age_assumptions(plant)]


def test_how_a_count_is_read_is_said_as_an_assumption():
    off = "less what the demand used from the morning of the count on; nothing came in since"
    assert words(plant_of(counted("MAG", 9, 3), counted("MAG", 9, 0))) == [
        f"stock counted before the as-of day, from 2025-05-09 on: {off}"
    ]
    assert words(plant_of(counted("MAG", 9, None))) == ["stock without counted_on: as counted on the as-of day"]
    assert words(plant_of(counted("MAG", 9, 0), counted("MAG", 9, 9, "blocked"))) == []
    assert oldest_count(plant_of()) is None


def test_use_that_no_demand_tells_of_is_said_as_an_assumption():
    late = plant_of(counted("MAG", 9, 3), demands=[demand("A", starts=AS_OF + timedelta(days=9))])
    assert (
        words(late)[-1] == "what line A built of A from 2025-05-09 to 2025-05-11: nothing: demand.csv gives none then"
    )
    part = plant_of(counted("MAG", 9, 3), demands=[demand("A", starts=ago(1))])
    assert (
        words(part)[-1] == "what line A built of A from 2025-05-09 to 2025-05-10: nothing: demand.csv gives none then"
    )
    assert unknown_use(plant_of(counted("MAG", 9, 3), demands=[demand("A", starts=ago(3))])) == {}
    known = replace(late, past_demands=(demand("A", ends=ago(1)),))
    assert unknown_use(known) == {}
    assert unknown_use(plant_of(counted("MAG", 9, 0), demands=[demand("A", starts=AS_OF + timedelta(days=9))])) == {}


def test_a_row_of_demand_that_has_ended_is_kept_as_what_used_the_stock(tmp_path):
    folder = shutil.copytree(EXAMPLES[0], tmp_path / "company")
    rows = (folder / "demand.csv").read_text(encoding="utf-8")
    row = "MOTOR-A,Ohio,MOTOR-A,{},{},220,mon-fri,electric vehicles"
    assert row.format("", "") in rows
    ended, begun = row.format("", "2025-05-11"), row.format("2025-05-12", "").replace("220", "10")
    (folder / "demand.csv").write_text(rows.replace(row.format("", ""), f"{ended}\n{begun}"), encoding="utf-8")
    found, problems = read_folder(folder)
    assert problems == []
    assert [(d.line, d.ends, int(d.units_per_day)) for d in found.past_demands] == [("MOTOR-A", ago(1), 220)]
    network = plant_network(found, frozenset({"MAG-A"}), [], 10)
    stock = dict(zip(network.items, (network.arrays.opening // 10**6).tolist(), strict=True))
    # On Friday 9 May 180 motors came from stock, the other 40 took a rotor each.
    assert (stock["MOTOR-A"], stock["ROTOR-A"]) == (0, 3400 - 40)
