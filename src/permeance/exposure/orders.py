"""Goods ordered as goods to come: those shipped on their way whatever licences say, others where nothing holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from permeance.exposure.company import Company, CrossingRow, Stock
from permeance.exposure.filings import Application, Order
from permeance.exposure.licences import pieces
from permeance.exposure.pending import around, delays_of, route_of


def with_orders(company: Company, granted: Mapping[str, Application]) -> Company:
    """The company with what its orders bring among its stock on the way; `granted` are its applications before anything
    was cleared.

    An order that names an application or a licence is of the quantity that these bring: it adds nothing until it is
    shipped, and then that much less is left to ship.
    """
    notes: list[str] = []
    coming = [row for order in company.orders for row in _coming(company, order, notes)]
    left = {name: _left(company, a, granted.get(name, a)) for name, a in company.applications.items()}
    return replace(
        company,
        stock=(*company.stock, *coming),
        applications=left,
        notes=tuple(dict.fromkeys((*company.notes, *notes))),
    )


def _left(company: Company, application: Application, granted: Application) -> Application:
    """The application with what is left when all that was cleared, or all that was shipped, has gone: the larger.

    A shipment is cleared once, and not every clearance is in the tables.
    """
    own = [o for o in company.orders if o.shipped_on and _application_of(company, o) == application.id]
    if application.qty is None or granted.qty is None or not own:
        return application
    per_item = company.crossings[application.crossing].qty_per_item
    shipped = pieces(Fraction(sum(order.qty for order in own)) * per_item)
    qty = max(Decimal(0), min(application.qty, granted.qty - shipped))
    return replace(application, qty=qty, status=application.status if qty else "lapsed")


def _application_of(company: Company, order: Order) -> str | None:
    """The application under which an order goes: named, or that of its licence; else the first granted one over a
    crossing of the item from the same source, since what crossed there went under a licence."""
    granted = [a for a in company.applications.values() if a.status == "granted"]
    if order.application or order.licence:
        return order.application or next((a.id for a in granted if a.licence == order.licence), None)
    over = {row.id for row in company.crossings.values() if row.item == order.item and _may_be_from(order, row)}
    return next((a.id for a in granted if a.crossing in over), None)


def _may_be_from(order: Order, crossing: CrossingRow) -> bool:
    return not order.source or not crossing.source or crossing.source == order.source


def _coming(company: Company, order: Order, notes: list[str]) -> Iterator[Stock]:
    name = f"{company.file('orders')}, {order.id[:60]}"
    over = [row for row in company.crossings.values() if row.item == order.item]
    same = [row for row in over if _may_be_from(order, row)]
    transit = _transit(company, order, same)
    if order.shipped_on is not None:
        usual, longest = (order.shipped_on + timedelta(days=transit[n]) for n in (1, 2))
        day = usual if usual > company.as_of else longest
        if day < company.as_of:
            notes.append(f"{name}: shipped on {order.shipped_on}, it should have come by {longest}; it is not counted")
        else:
            yield _on_the_way(company, order, day)
    elif order.application or order.licence:
        return
    elif order.promised is None:
        notes.append(f"{name}: it has no day on which it was shipped or is promised, so it is not counted")
    elif order.promised < company.as_of:
        notes.append(f"{name}: promised for {order.promised} and not shipped, so it is not counted")
    elif over and not same:
        notes.append(f"{name}: no crossing of {order.item[:60]} is of source {order.source[:60]}; it is not counted")
    else:
        day = max(order.promised + timedelta(days=transit[1]), company.as_of + timedelta(days=1))
        yield replace(_on_the_way(company, order, day), over=tuple(row.id for row in same))


def _transit(company: Company, order: Order, crossings: list[CrossingRow]) -> tuple[int, int, int]:
    """Days from release to plant, by the source, else by the slowest of the ways that its crossings take."""
    source = company.sources.get(order.source)
    if source is not None and source.transit_days is not None:
        return around(int(source.transit_days))
    delays = delays_of(company)
    routes = [route_of(company, row.id) for row in crossings] or ["transit_unknown"]
    return max((delays[route].days for route in routes), key=lambda days: days[1])


def _on_the_way(company: Company, order: Order, day: date) -> Stock:
    return Stock(order.item, "", "transit", order.qty, day, company.as_of)
