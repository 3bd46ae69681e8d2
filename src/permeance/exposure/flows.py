"""What is there, what comes in and what the lines want, as arrays: all of a plant that does not depend on its bill."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.company import Company, Stock
from permeance.exposure.filings import Application
from permeance.exposure.pending import lapse_day
from permeance.exposure.shares import shared
from permeance.exposure.stock_age import drawn_from, on_hand
from permeance.kernels.plant import MICRO
from permeance.materials.bill_of_materials import BillOfMaterials

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


def lines_of(company: Company) -> tuple[tuple[str, str], ...]:
    """Each (line, product), in the order in which they are served in a shortage."""
    pairs = dict.fromkeys((demand.line, demand.product) for demand in company.demands)
    return tuple(sorted(pairs, key=lambda pair: company.priority.index(pair[0])))


def flows(
    company: Company, below: Below, applications: Sequence[str], place: Mapping[str, int], horizon_days: int
) -> dict[str, NDArray[np.int64]]:
    """What is there, what comes in and what the lines want: all that does not depend on the bill alone."""
    lines = lines_of(company)
    opening, reserved = _opening(company, below.bill, below.gated, place, lines)
    demand = _demand(company, lines, horizon_days)
    coming = shared(company, sorted(below.gated & place.keys()), below.waiting, lines, (below.bill, demand))
    reserved += [Receipt(day, place[item], min(LARGEST, qty), -1) for day, item, qty in coming if qty]
    receipts = reserved + _receipts(company, place, below.waiting, lines, below.bill)
    arriving = [_arriving(company, name, place, below.waiting) for name in applications]
    arriving += [(place[spell.item], 0, spell.last) if spell.item in place else (0, 0, -1) for spell in below.spells]
    return {
        "opening": opening,
        "receipt_day": whole(receipt.day for receipt in receipts),
        "receipt_item": whole(receipt.item for receipt in receipts),
        "receipt_qty": whole(receipt.qty for receipt in receipts),
        "receipt_line": whole(receipt.line for receipt in receipts),
        "arrival_item": whole(item for item, _, _ in arriving),
        "arrival_qty": whole(qty for _, qty, _ in arriving),
        "arrival_until": whole(until for _, _, until in arriving),
        "line_item": whole(place[product] for _, product in lines),
        "demand": demand,
    }


def whole(numbers: Iterable[int]) -> NDArray[np.int64]:
    return np.array(list(numbers), dtype=np.int64)


def _arriving(company: Company, name: str, place: Mapping[str, int], waiting: Collection[str]) -> tuple[int, int, int]:
    """The item that a case brings and how much of it, -1; or the item, 0 and the last day on which it comes as needed.

    For an item that waits for nothing, item 0 in no quantity. What flows over one of several crossings that wait brings
    nothing: how much of the need it would carry is not known.
    """
    application = company.applications[name]
    crossing = company.crossings[application.crossing]
    if crossing.item not in place:
        return 0, 0, -1
    if application.qty is None and beside(company, application, waiting):
        return place[crossing.item], 0, -1
    if application.qty is None:
        last = lapse_day(application)
        until = ENDLESS if last is None else max(-1, (last - company.as_of).days)
        return place[crossing.item], 0, until
    return place[crossing.item], supply_of(Fraction(application.qty) / crossing.qty_per_item), -1


def need_of(quantity: Fraction) -> int:
    """Micro-units, rounded up, so that a need is never understated."""
    return min(LARGEST, math.ceil(quantity * MICRO))


def supply_of(quantity: Fraction) -> int:
    """Micro-units, rounded down, so that supply is never overstated."""
    return min(LARGEST, math.floor(quantity * MICRO))


def beside(company: Company, application: Application, waiting: Collection[str]) -> list[str]:
    """The other waiting crossings of the item of a general licence over which no such licence is granted or sought."""
    item = company.crossings[application.crossing].item
    flowing = {a.crossing for a in company.applications.values() if a.qty is None}
    return [name for name in waiting if company.crossings[name].item == item and name not in flowing]


class Receipt(NamedTuple):
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
) -> tuple[NDArray[np.int64], list[Receipt]]:
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
            qty = min(int(opening[at]), supply_of(Fraction(stock.qty)))
            opening[at] -= qty
            kept.append(Receipt(0, at, qty, line))
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
) -> list[Receipt]:
    """Stock that a line can draw on only after the as-of day."""
    coming = [s for s in company.stock if s.counts and s.item in place and waiting.isdisjoint(s.over)]
    return [
        Receipt(wait, place[stock.item], supply_of(Fraction(stock.qty)), _line_of(stock, lines, bill))
        for stock in coming
        if (wait := (drawn_from(stock, company.as_of) - company.as_of).days) > 0
    ]


def _demand(company: Company, lines: Sequence[tuple[str, str]], horizon_days: int) -> NDArray[np.int64]:
    wanted = np.zeros((len(lines), horizon_days), dtype=np.int64)
    for demand in company.demands:
        row = lines.index((demand.line, demand.product))
        wanted[row] += demand.builds(company.as_of, horizon_days) * need_of(Fraction(demand.units_per_day))
    return wanted
