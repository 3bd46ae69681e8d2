"""A company's bill, stock and demand as the arrays that the run-down kernel reads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
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
    starts, children, quantities = _children(bill, gated, place)
    free = [item not in gated and starts[i] == starts[i + 1] for i, item in enumerate(kept)]
    arrays = Network(
        free=np.array(free, dtype=np.bool_),
        child_start=_whole(starts),
        child_item=_whole(children),
        child_qty=_whole(quantities),
        opening=_opening(company, bill, gated, place),
        **_flows(company, applications, place, horizon_days),
    )
    return PlantNetwork(arrays, kept, lines, {item: bill.per_unit(item) for item in kept})


def revised(network: PlantNetwork, company: Company, applications: Sequence[str], horizon_days: int) -> PlantNetwork:
    """The same bill and opening stock with later receipts, cases and the order of lines as the company now has them.

    To build the bill of a large folder anew for every question asked of it takes longer than to answer it.
    """
    place = {item: index for index, item in enumerate(network.items)}
    arrays = network.arrays._replace(**_flows(company, applications, place, horizon_days))
    return PlantNetwork(arrays, network.items, lines_of(company), network.weights)


def _flows(
    company: Company, applications: Sequence[str], place: Mapping[str, int], horizon_days: int
) -> dict[str, NDArray[np.int64]]:
    """What comes in after day 0 and what the lines want: the arrays that no bill is needed for."""
    lines, receipts = lines_of(company), _receipts(company, place)
    arriving = [_arriving(company, name, place) for name in applications]
    return {
        "receipt_day": _whole(day for day, _, _ in receipts),
        "receipt_item": _whole(item for _, item, _ in receipts),
        "receipt_qty": _whole(qty for _, _, qty in receipts),
        "arrival_item": _whole(item for item, _ in arriving),
        "arrival_qty": _whole(qty for _, qty in arriving),
        "line_item": _whole(place[product] for _, product in lines),
        "demand": _demand(company, lines, horizon_days),
    }


def _whole(numbers: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(numbers), dtype=np.int64)


def _children(
    bill: BillOfMaterials, gated: frozenset[str], place: Mapping[str, int]
) -> tuple[list[int], list[int], list[int]]:
    """Where the children of each item start, which items they are, and how much of each goes into one parent."""
    starts, children, quantities = [0], list[int](), list[int]()
    for item in place:
        for usage in () if item in gated else bill.children.get(item, ()):
            if usage.item in place:
                children.append(place[usage.item])
                quantities.append(_need(usage.qty))
        starts.append(len(children))
    return starts, children, quantities


def _arriving(company: Company, name: str, place: Mapping[str, int]) -> tuple[int, int]:
    """The item that a case brings and how much of it; for an item that waits for nothing, item 0 in no quantity."""
    application = company.applications[name]
    crossing = company.crossings[application.crossing]
    if crossing.item not in place:
        return 0, 0
    return place[crossing.item], _supply(Fraction(application.qty) / crossing.qty_per_item)


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
    parts = {item: bill.children[item] for item in place if item in bill.children and item not in gated}
    opening = np.zeros(len(place), dtype=np.int64)
    for item, units in on_hand(company, tuple(place), parts).items():
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
