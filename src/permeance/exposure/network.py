"""A company's bill, stock and demand as the arrays that the run-down kernel reads."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.company import Company
from permeance.exposure.stock_age import drawn_from, on_hand
from permeance.kernels.plant import MICRO, Network
from permeance.materials.bill_of_materials import BillOfMaterials, Usage, bill_of_materials

LARGEST = 2**50  # micro-units: over a billion pieces
MOST_STOCK = 2**60  # of one item in all rows together


@dataclass(frozen=True, slots=True)
class PlantNetwork:
    """The arrays of one branch, with the names that their indices stand for."""

    arrays: Network
    items: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    weights: Mapping[str, Mapping[str, Fraction]]

    def weight_rows(self, watched: Sequence[str]) -> NDArray[np.int64]:
        """Micro-units of each watched item in one unit of every item: [P, I]."""
        rows = np.zeros((len(watched), len(self.items)), dtype=np.int64)
        for p, item in enumerate(watched):
            for i, holder in enumerate(self.items):
                rows[p, i] = _need(self.weights[holder].get(item, Fraction(0)))
        return rows


def lines_of(company: Company) -> tuple[tuple[str, str], ...]:
    """Each (line, product), in the order in which they are served in a shortage."""
    pairs = dict.fromkeys((demand.line, demand.product) for demand in company.demands)
    return tuple(sorted(pairs, key=lambda pair: company.priority.index(pair[0])))


def plant_network(
    company: Company, gated: frozenset[str], applications: Sequence[str], horizon_days: int
) -> PlantNetwork:
    """Arrays for one branch, in which the `gated` items wait for licences and everything else keeps coming.

    A gated item is bought across the border as it is, so its own children do not matter. An item without
    children that is not gated never runs short: that is an assumption, and said as one.
    """
    bill = bill_of_materials((Usage(*usage) for usage in company.usages), company.items)
    lines = lines_of(company)
    kept = _kept(bill, gated, {product for _, product in lines})
    place = {item: index for index, item in enumerate(kept)}
    starts, children, quantities = [0], list[int](), list[int]()
    for item in kept:
        for usage in () if item in gated else bill.children.get(item, ()):
            if usage.item in place:
                children.append(place[usage.item])
                quantities.append(_need(usage.qty))
        starts.append(len(children))
    free = [item not in gated and starts[i] == starts[i + 1] for i, item in enumerate(kept)]
    receipts = _receipts(company, place)
    # A case for an item that waits for nothing changes nothing; its goods are counted to item 0 in no quantity.
    waiting = [company.applications[name] for name in applications]
    crossings = [company.crossings[application.crossing] for application in waiting]
    arrays = Network(
        free=np.array(free, dtype=np.bool_),
        child_start=np.array(starts, dtype=np.int64),
        child_item=np.array(children, dtype=np.int64),
        child_qty=np.array(quantities, dtype=np.int64),
        opening=_opening(company, bill, gated, place),
        receipt_day=np.array([day for day, _, _ in receipts], dtype=np.int64),
        receipt_item=np.array([item for _, item, _ in receipts], dtype=np.int64),
        receipt_qty=np.array([qty for _, _, qty in receipts], dtype=np.int64),
        arrival_item=np.array([place.get(crossing.item, 0) for crossing in crossings], dtype=np.int64),
        arrival_qty=np.array(
            [
                _supply(Fraction(a.qty) / c.qty_per_item) if c.item in place else 0
                for a, c in zip(waiting, crossings, strict=True)
            ],
            dtype=np.int64,
        ),
        line_item=np.array([place[product] for _, product in lines], dtype=np.int64),
        demand=_demand(company, lines, horizon_days),
    )
    return PlantNetwork(arrays, kept, lines, {item: bill.per_unit(item) for item in kept})


def _kept(bill: BillOfMaterials, gated: frozenset[str], products: set[str]) -> tuple[str, ...]:
    """The items that can ever stop a line: gated ones and what holds them, products besides.

    An item without a gated part below it is never short, so leaving it out changes no answer.
    """
    holds = set(gated)
    for item in reversed(bill.order):
        if any(usage.item in holds for usage in bill.children.get(item, ())):
            holds.add(item)
    return tuple(item for item in bill.order if item in holds or item in products)


def _need(quantity: Fraction) -> int:
    """Micro-units, rounded up, so that a need is never understated."""
    return min(LARGEST, math.ceil(quantity * MICRO))


def _supply(quantity: Fraction) -> int:
    """Micro-units, rounded down, so that supply is never overstated."""
    return min(LARGEST, math.floor(quantity * MICRO))


def _opening(
    company: Company, bill: BillOfMaterials, gated: frozenset[str], place: Mapping[str, int]
) -> NDArray[np.int64]:
    """Stock on day 0 of each item that counts, less what the demand used since it was counted."""
    products = {demand.product for demand in company.demands + company.past_demands}
    order = _kept(bill, gated, products)
    parts = {item: bill.children[item] for item in order if item in bill.children and item not in gated}
    opening = np.zeros(len(place), dtype=np.int64)
    for item, units in on_hand(company, order, parts).items():
        if item in place:
            opening[place[item]] = min(MOST_STOCK, math.floor(units * MICRO))
    return opening


def _receipts(company: Company, place: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """(day, item, micro-units) of stock that a line can draw on only after the as-of day."""
    coming = [stock for stock in company.stock if stock.counts and stock.item in place]
    return [
        (wait, place[stock.item], _supply(Fraction(stock.qty)))
        for stock in coming
        if (wait := (drawn_from(stock, company.as_of) - company.as_of).days) > 0
    ]


def _demand(company: Company, lines: Sequence[tuple[str, str]], horizon_days: int) -> NDArray[np.int64]:
    wanted = np.zeros((len(lines), horizon_days), dtype=np.int64)
    for demand in company.demands:
        row = lines.index((demand.line, demand.product))
        wanted[row] += demand.builds(company.as_of, horizon_days) * _need(Fraction(demand.units_per_day))
    return wanted
