"""A company's bill, stock and demand as the arrays that the run-down kernel reads."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.company import Alternate, Company
from permeance.exposure.flows import Below, Spell, flows, lines_of, need_of, whole
from permeance.kernels.apart import Group, groups
from permeance.kernels.plant import Network
from permeance.materials.bill_of_materials import BillOfMaterials, Usage, bill_of_materials


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
                rows[p, i] = need_of(self.weights[holder].get(item, Fraction(0)))
        return rows


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
        child_start=whole(starts),
        child_item=whole(children),
        child_qty=whole(quantities),
        **flows(company, Below(bill, gated, waiting, spells), applications, place, horizon_days),
    )
    weights = {item: bill.per_unit(item) for item in kept}
    return PlantNetwork(arrays, kept, lines, weights, Below(bill, gated, waiting, spells), groups(arrays))


def revised(network: PlantNetwork, company: Company, applications: Sequence[str], horizon_days: int) -> PlantNetwork:
    """The same bill with the stock, later receipts, cases and the order of lines as the company now has them.

    To build the bill of a large folder anew for every question asked of it takes longer than to answer it.
    """
    place = {item: index for index, item in enumerate(network.items)}
    arrays = network.arrays._replace(**flows(company, network.below, applications, place, horizon_days))
    return PlantNetwork(arrays, network.items, lines_of(company), network.weights, network.below, network.apart)


def ample(network: PlantNetwork, items: Container[str]) -> PlantNetwork:
    """The same plant in which some items never run short."""
    free = network.arrays.free | np.array([item in items for item in network.items], dtype=np.bool_)
    return replace(network, arrays=network.arrays._replace(free=free))


def only_short(network: PlantNetwork, company: Company, item: str) -> PlantNetwork:
    """The same plant in which of the items that wait for licences only one may run short; alternates are as many."""
    return ample(network, network.below.gated - {item} - {alternate.item for alternate in company.alternates})


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
    return {alternate.item for alternate in company.alternates} - needed_items(company, bill)


def needed_items(company: Company, bill: BillOfMaterials) -> set[str]:
    """What the lines build and all that goes into it, alternates aside."""
    built = {demand.product for demand in company.demands}
    return built.union(*(bill.per_unit(product) for product in built))


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
                quantities.append(need_of(qty))
        starts.append(len(children))
    return starts, children, quantities


def _kept(bill: BillOfMaterials, gated: frozenset[str], products: set[str]) -> tuple[str, ...]:
    """The items that can ever stop a line: gated ones and what holds them, products besides.

    An item without a gated part below it is never short, so leaving it out changes no answer.
    """
    holds = set(gated)
    for item in reversed(bill.order):
        if any(usage.item in holds for usage in bill.children.get(item, ())):
            holds.add(item)
    return tuple(item for item in bill.order if item in holds or item in products)
