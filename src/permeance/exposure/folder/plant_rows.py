"""Rows on what a plant builds and holds: items, the bill of materials, demand, stock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from permeance.determination.item_table import Cells
from permeance.exposure.company import STOCK_STATES, Demand, Item, Stock
from permeance.exposure.folder.cells import known_name, positive

PLANT_CALENDARS = ("mon-fri", "mon-sat", "daily")


def item_row(cells: Cells) -> Item:
    if not cells.row["item"]:
        raise cells.fault("item", "nothing", "a part number", "name the item")
    return Item(
        id=cells.row["item"],
        description=cells.row["description"],
        form=cells.form(),
        grade=cells.row["grade"],
        composition=cells.composition(),
        intentionally_added=cells.fact("intentionally_added"),
        evidence=cells.text("evidence"),
        customs_code=cells.text("hs_code"),
        mass_g=cells.number("mass_g"),
    )


def usage_row(cells: Cells, items: Mapping[str, Item], as_of: date) -> tuple[tuple[str, str, Fraction], int] | None:
    """One row of the bill, or None where it does not hold on the as-of day or is an alternate."""
    parent, item = (known_name(cells, column, items, "items.csv") for column in ("parent", "item"))
    qty, scrap = positive(cells, "qty"), cells.number("scrap_pct") or Decimal(0)
    if scrap >= 100:
        raise cells.fault("scrap_pct", str(scrap), "0 to below 100", "correct the figure")
    starts, ends = cells.day("valid_from"), cells.day("valid_to")
    if (starts and starts > as_of) or (ends and ends < as_of):
        return None
    if cells.row["alt_rank"] not in ("", "1"):
        return None
    return (parent, item, Fraction(qty) / (1 - Fraction(scrap) / 100)), cells.row.number


def demand_row(cells: Cells, items: Mapping[str, Item]) -> Demand:
    if not cells.row["line"]:
        raise cells.fault("line", "nothing", "the name of a line", "name the line")
    calendar = cells.row["calendar"] or "mon-fri"
    if calendar not in PLANT_CALENDARS:
        raise cells.fault("calendar", calendar[:40], ", ".join(PLANT_CALENDARS), "choose one of these")
    starts, ends = cells.day("from"), cells.day("to")
    if starts and ends and ends < starts:
        raise cells.fault("to", ends.isoformat(), f"on or after {starts}", "mend the dates")
    product = known_name(cells, "product", items, "items.csv")
    units = positive(cells, "units_per_day")
    return Demand(cells.row["line"], cells.row["site"], product, starts, ends, units, calendar)


def stock_row(cells: Cells, items: Mapping[str, Item]) -> Stock:
    state = cells.row["state"] or "plant"
    if state not in STOCK_STATES:
        raise cells.fault("state", state[:40], ", ".join(STOCK_STATES), "choose one of these")
    available = cells.day("available_on")
    if state == "transit" and available is None:
        raise cells.fault("available_on", "nothing", "the day of arrival of stock in transit", "give the day")
    item = known_name(cells, "item", items, "items.csv")
    return Stock(item, cells.row["place"], state, positive(cells, "qty", zero=True), available)
