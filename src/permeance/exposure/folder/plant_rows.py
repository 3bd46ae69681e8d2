"""Rows on what a plant builds and holds: items, the bill of materials, demand, stock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from permeance.exposure.company import STOCK_STATES, Demand, Item, Stock
from permeance.exposure.folder.cells import MOST, FolderCells
from permeance.exposure.folder.closed_days import Closed
from permeance.exposure.folder.names import Names
from permeance.terms.fact import Fact

PLANT_CALENDARS = ("mon-fri", "mon-sat", "daily")


@dataclass(frozen=True, slots=True)
class UsageRow:
    """One row of the bill, scrap included, with the days on which it holds and its place among alternates."""

    row: int
    parent: str
    item: str
    qty: Fraction
    starts: date | None
    ends: date | None
    group: str
    rank: int
    file: str = "bom.csv"


def item_row(cells: FolderCells) -> Item:
    return Item(
        id=cells.name("item", "a part number"),
        description=cells.kept("description"),
        form=cells.known_or(None, cells.form),
        grade=cells.kept("grade"),
        composition=cells.known_or(None, cells.composition),
        intentionally_added=cells.known_or(Fact.UNKNOWN, lambda: cells.fact("intentionally_added")),
        evidence=cells.known_or(None, cells.evidence),
        customs_code=cells.stated("hs_code"),
        mass_g=cells.known_or(None, lambda: cells.number("mass_g")),
        properties=cells.known_or({}, cells.properties),
    )


def usage_row(cells: FolderCells, items: Names) -> UsageRow:
    parent, item = (cells.name_of(column, items) for column in ("parent", "item"))
    if parent == item:
        found = f"a circle: {parent[:60]} > {item[:60]}"
        raise cells.fault("item", found, "no item inside itself", "mend the name")
    # A link that is lost makes a line look safe: from here on no cell costs the row.
    qty = cells.known_or(Decimal(1), lambda: cells.amount("qty"), "1 is taken")
    with_scrap = cells.known_or(Fraction(qty), lambda: _with_scrap(cells, qty), "no scrap is counted")
    always: tuple[date | None, date | None] = (None, None)
    starts, ends = cells.known_or(always, lambda: _span(cells, "valid_from", "valid_to"), "the row counts on every day")
    group, rank = cells.known_or(("", 1), lambda: _alternate(cells), "the item is taken as no alternate")
    return UsageRow(cells.row.number, parent, item, with_scrap, starts, ends, group, rank, cells.file)


def _with_scrap(cells: FolderCells, qty: Decimal) -> Fraction:
    scrap = cells.number("scrap_pct", "0 to below 100") or Decimal(0)
    with_scrap = Fraction(qty) / (1 - Fraction(scrap) / 100) if scrap < 100 else Fraction(MOST + 1)
    if with_scrap > MOST:
        raise cells.fault("scrap_pct", str(scrap), "0 to below 100", "correct the figure")
    return with_scrap


def _alternate(cells: FolderCells) -> tuple[str, int]:
    group, rank = cells.row["alt_group"], cells.whole("alt_rank", 1, 1_000) or 1
    if rank > 1 and not group:
        raise cells.fault("alt_group", "nothing", "the group in which the item is an alternate", "name the group")
    return group, rank


def demand_row(cells: FolderCells, items: Names, closed: Closed = ()) -> Demand:
    """Demand of one line; `closed` are the days on which the plant builds nothing."""
    line = cells.name("line", "the name of a line")
    calendar = cells.choice("calendar", PLANT_CALENDARS, "mon-fri")
    starts, ends = _span(cells, "from", "to")
    product = cells.name_of("product", items)
    units, end_use = cells.amount("units_per_day"), cells.kept("end_use")
    return Demand(line, cells.kept("site"), product, starts, ends, units, calendar, end_use, closed)


def stock_row(cells: FolderCells, items: Names, lines: Names, as_of: date) -> Stock:
    state = cells.choice("state", STOCK_STATES, "plant")
    available, counted = cells.day("available_on"), cells.known_or(None, lambda: cells.past_day("counted_on", as_of))
    if state == "transit" and available is None:
        raise cells.fault("available_on", "nothing", "the day of arrival of stock in transit", "give the day")
    if state == "transit" and available is not None and available < as_of:
        allowed = f"on or after the as-of day ({as_of}) while in transit"
        raise cells.fault("available_on", available.isoformat(), allowed, "give the new day, or say that it has come")
    item = cells.name_of("item", items)
    meanwhile = "any line may use it"
    reserved = cells.known_or(None, lambda: cells.optional_name_of("reserved_line", lines), meanwhile)
    stock = Stock(
        item,
        cells.kept("place"),
        state,
        cells.amount("qty", zero=True),
        available,
        counted,
        reserved_line=reserved,
        owner=cells.kept("owner"),
        safety_qty=cells.known_or(None, lambda: cells.number("safety_qty")),
        licence=cells.text("licence"),
    )
    if stock.safety_qty:
        cells.notes.append(
            f"{cells.file}, safety_qty: safety stock of {item[:60]} counts as usable: {stock.safety_qty}"
        )
    if not stock.counts and state != "blocked":
        cells.notes.append(
            f"{cells.file}, available_on: {item} in state {state} has no day on which it can be used and is not counted"
        )
    return stock


def _span(cells: FolderCells, first: str, last: str) -> tuple[date | None, date | None]:
    """Two days, both included, the second not before the first; either may be open."""
    starts, ends = cells.day(first), cells.day(last)
    if starts and ends and ends < starts:
        raise cells.fault(last, ends.isoformat(), f"on or after {starts}", "mend the dates")
    return starts, ends
