"""A company's bill, stock and demand as the arrays that the run-down kernel reads."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.company import Alternate, Company, Stock
from permeance.exposure.pending import lapse_day
from permeance.exposure.stock_age import drawn_from, on_hand
from permeance.kernels.apart import Group, groups
from permeance.kernels.plant import MICRO, Network
from permeance.materials.bill_of_materials import BillOfMaterials, Usage, bill_of_materials

LARGEST = 2**50  # micro-units: over a billion pieces
ENDLESS = 2**30  # a day beyond every horizon
MOST_STOCK = 2**60  # of one item in all rows together


class Spell(NamedTuple):
    """From one day to another, both counted from the as-of day, an item comes as it is needed."""

    item: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Below:
    """What a network was laid out from: the bill, the items that wait for licences at any time, the crossings that do,
    and when such an item does not wait."""

    bill: BillOfMaterials
    gated: frozenset[str]
    waiting: frozenset[str]
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class PlantNetwork:
    """The arrays of one branch, with the names that their indices stand for."""

    arrays: Network
    items: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    weights: Mapping[str, Mapping[str, Fraction]]
    below: Below
    apart: tuple[Group, ...]

    def with_spells(self, arrived: NDArray[np.int32]) -> NDArray[np.int32]:
        """The arrival days of the cases [replications, cases], and beside them the first days of the spells."""
        first = np.array([spell.first for spell in self.below.spells], dtype=np.int32)
        return np.hstack([arrived, np.broadcast_to(first, (len(arrived), first.size))]) if first.size else arrived

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
    company: Company,
    gated: frozenset[str],
    applications: Sequence[str],
    horizon_days: int,
    waiting: frozenset[str] = frozenset(),
    spells: tuple[Spell, ...] = (),
) -> PlantNetwork:
    """Arrays for one branch, in which the `gated` items wait for licences and everything else keeps coming.

    `waiting` are the crossings that wait: what is ordered over one of them without a licence does not come. In its
    `spells` a gated item waits for nothing.

    A gated item is bought across the border as it is, so its own children do not matter. An item without
    children that is not gated never runs short: that is an assumption, and said as one.
    """
    bill = bill_of_materials((Usage(*usage) for usage in company.usages), company.items)
    lines = lines_of(company)
    choices = _choices(company, bill, gated)
    kept = _with_choices(company, _kept(bill, gated, {product for _, product in lines}), choices)
    place = {item: index for index, item in enumerate(kept)}
    starts, children, quantities = _children(bill, gated, place, choices)
    never_short = set(company.items) - gated - _only_alternates(company, bill)
    free = [item in never_short and starts[i] == starts[i + 1] for i, item in enumerate(kept)]
    arrays = Network(
        free=np.array(free, dtype=np.bool_),
        choice=np.array([item.startswith(_CHOICE) for item in kept], dtype=np.bool_),
        child_start=_whole(starts),
        child_item=_whole(children),
        child_qty=_whole(quantities),
        **_flows(company, Below(bill, gated, waiting, spells), applications, place, horizon_days),
    )
    weights = {item: bill.per_unit(item) for item in kept}
    return PlantNetwork(arrays, kept, lines, weights, Below(bill, gated, waiting, spells), groups(arrays))


def revised(network: PlantNetwork, company: Company, applications: Sequence[str], horizon_days: int) -> PlantNetwork:
    """The same bill with the stock, later receipts, cases and the order of lines as the company now has them.

    To build the bill of a large folder anew for every question asked of it takes longer than to answer it.
    """
    place = {item: index for index, item in enumerate(network.items)}
    arrays = network.arrays._replace(**_flows(company, network.below, applications, place, horizon_days))
    return PlantNetwork(arrays, network.items, lines_of(company), network.weights, network.below, network.apart)


def ample(network: PlantNetwork, items: Container[str]) -> PlantNetwork:
    """The same plant in which some items never run short."""
    free = network.arrays.free | np.array([item in items for item in network.items], dtype=np.bool_)
    return replace(network, arrays=network.arrays._replace(free=free))


def only_short(network: PlantNetwork, company: Company, item: str) -> PlantNetwork:
    """The same plant in which of the items that wait for licences only one may run short; alternates are as many."""
    return ample(network, network.below.gated - {item} - {alternate.item for alternate in company.alternates})


def _flows(
    company: Company, below: Below, applications: Sequence[str], place: Mapping[str, int], horizon_days: int
) -> dict[str, NDArray[np.int64]]:
    """What is there, what comes in and what the lines want: all that does not depend on the bill alone."""
    lines = lines_of(company)
    opening, reserved = _opening(company, below.bill, below.gated, place, lines)
    receipts = reserved + _receipts(company, place, below.waiting, lines, below.bill)
    arriving = [_arriving(company, name, place) for name in applications]
    arriving += [(place[spell.item], 0, spell.last) if spell.item in place else (0, 0, -1) for spell in below.spells]
    return {
        "opening": opening,
        "receipt_day": _whole(receipt.day for receipt in receipts),
        "receipt_item": _whole(receipt.item for receipt in receipts),
        "receipt_qty": _whole(receipt.qty for receipt in receipts),
        "receipt_line": _whole(receipt.line for receipt in receipts),
        "arrival_item": _whole(item for item, _, _ in arriving),
        "arrival_qty": _whole(qty for _, qty, _ in arriving),
        "arrival_until": _whole(until for _, _, until in arriving),
        "line_item": _whole(place[product] for _, product in lines),
        "demand": _demand(company, lines, horizon_days),
    }


def _whole(numbers: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(numbers), dtype=np.int64)


_CHOICE = "\0"  # begins the name of a stand-in for alternates: no name in a table can
Choices = Mapping[tuple[str, str], Sequence[Alternate]]


def _choices(company: Company, bill: BillOfMaterials, gated: frozenset[str]) -> Choices:
    """The alternates of each first item in a parent, where the first can run short."""
    short = set(_kept(bill, gated, set()))
    found: dict[tuple[str, str], list[Alternate]] = {}
    for alternate in sorted(company.alternates, key=lambda alternate: alternate.rank):
        if alternate.first in short and alternate.parent in short - gated:
            found.setdefault((alternate.parent, alternate.first), []).append(alternate)
    return found


def _only_alternates(company: Company, bill: BillOfMaterials) -> set[str]:
    """Items that nothing needs but in the place of another: they are not bought all along, so they may run out."""
    needed = {usage.item for parts in bill.children.values() for usage in parts} | {d.product for d in company.demands}
    return {alternate.item for alternate in company.alternates} - needed


def _with_choices(company: Company, kept: Sequence[str], choices: Choices) -> tuple[str, ...]:
    """The items kept and the alternates to them, parents before children, each stand-in right below its parent."""
    wanted = {*kept, *(alternate.item for alternates in choices.values() for alternate in alternates)}
    below = [Usage(*usage) for usage in company.usages]
    below += [Usage(alternate.parent, alternate.item, alternate.qty) for alternate in company.alternates]
    order = (
        [item for item in bill_of_materials(below, company.items).order if item in wanted] if choices else list(kept)
    )
    names: dict[str, list[str]] = {}
    for parent, first in choices:
        names.setdefault(parent, []).append(f"{_CHOICE}{parent}{_CHOICE}{first}")
    return tuple(name for item in order for name in (item, *names.get(item, ())))


def _children(
    bill: BillOfMaterials, gated: frozenset[str], place: Mapping[str, int], choices: Choices
) -> tuple[list[int], list[int], list[int]]:
    """Where the children of each item start, which items they are, and how much of each goes into one parent."""
    starts, children, quantities = [0], list[int](), list[int]()
    for item in place:
        if item.startswith(_CHOICE):
            parent, first = item[1:].split(_CHOICE)
            qty = next(usage.qty for usage in bill.children[parent] if usage.item == first)
            rows = [(first, qty), *((alternate.item, alternate.qty) for alternate in choices[parent, first])]
        else:
            rows = [
                (f"{_CHOICE}{item}{_CHOICE}{usage.item}", Fraction(1))
                if (item, usage.item) in choices
                else (usage.item, usage.qty)
                for usage in (() if item in gated else bill.children.get(item, ()))
            ]
        for child, qty in rows:
            if child in place:
                children.append(place[child])
                quantities.append(_need(qty))
        starts.append(len(children))
    return starts, children, quantities


def _arriving(company: Company, name: str, place: Mapping[str, int]) -> tuple[int, int, int]:
    """The item that a case brings and how much of it, -1; or the item, 0 and the last day on which it comes as needed.

    For an item that waits for nothing, item 0 in no quantity.
    """
    application = company.applications[name]
    crossing = company.crossings[application.crossing]
    if crossing.item not in place:
        return 0, 0, -1
    if application.qty is None:
        last = lapse_day(application)
        until = ENDLESS if last is None else max(-1, (last - company.as_of).days)
        return place[crossing.item], 0, until
    return place[crossing.item], _supply(Fraction(application.qty) / crossing.qty_per_item), -1


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


class _Receipt(NamedTuple):
    """Micro-units of an item that come on a day, for one line alone or, where `line` is -1, for all."""

    day: int
    item: int
    qty: int
    line: int


def _opening(
    company: Company,
    bill: BillOfMaterials,
    gated: frozenset[str],
    place: Mapping[str, int],
    lines: Sequence[tuple[str, str]],
) -> tuple[NDArray[np.int64], list[_Receipt]]:
    """Stock on day 0 of each item that counts, less what the demand used since, and what of it is reserved.

    What was used is taken to have come from what was for all lines, as far as there was that much.
    """
    parts = {item: bill.children[item] for item in place if item in bill.children and item not in gated}
    opening = np.zeros(len(place), dtype=np.int64)
    for item, units in on_hand(company, tuple(place), parts).items():
        if item in place:
            opening[place[item]] = min(MOST_STOCK, math.floor(units * MICRO))
    kept = []
    for stock in company.stock:
        line = _line_of(stock, lines, bill)
        if stock.counts and stock.item in place and line >= 0 and drawn_from(stock, company.as_of) <= company.as_of:
            at = place[stock.item]
            qty = min(int(opening[at]), _supply(Fraction(stock.qty)))
            opening[at] -= qty
            kept.append(_Receipt(0, at, qty, line))
    return opening, kept


def _line_of(stock: Stock, lines: Sequence[tuple[str, str]], bill: BillOfMaterials) -> int:
    """The line for which stock is reserved, -1 for none; of several products of it the first that holds the item."""
    if stock.reserved_line is None:
        return -1
    own = [n for n, (line, _) in enumerate(lines) if line == stock.reserved_line]
    return next((n for n in own if stock.item in {lines[n][1], *bill.per_unit(lines[n][1])}), own[0] if own else -1)


def _receipts(
    company: Company,
    place: Mapping[str, int],
    waiting: frozenset[str],
    lines: Sequence[tuple[str, str]],
    bill: BillOfMaterials,
) -> list[_Receipt]:
    """Stock that a line can draw on only after the as-of day."""
    coming = [s for s in company.stock if s.counts and s.item in place and waiting.isdisjoint(s.over)]
    return [
        _Receipt(wait, place[stock.item], _supply(Fraction(stock.qty)), _line_of(stock, lines, bill))
        for stock in coming
        if (wait := (drawn_from(stock, company.as_of) - company.as_of).days) > 0
    ]


def _demand(company: Company, lines: Sequence[tuple[str, str]], horizon_days: int) -> NDArray[np.int64]:
    wanted = np.zeros((len(lines), horizon_days), dtype=np.int64)
    for demand in company.demands:
        row = lines.index((demand.line, demand.product))
        wanted[row] += demand.builds(company.as_of, horizon_days) * _need(Fraction(demand.units_per_day))
    return wanted
