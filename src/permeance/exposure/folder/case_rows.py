"""Rows on what crosses a border and what was filed for it: sources, crossings, applications, queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from permeance.determination.item_table import Cells
from permeance.exposure.company import STATUSES, Application, CrossingRow, Item, Query
from permeance.exposure.folder.cells import known_name, positive
from permeance.terms.fact import Fact


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item comes from: between which countries, and how many days from release to plant."""

    name: str
    ship_from: str | None
    ship_to: str | None
    transit_days: Decimal | None


def source_row(cells: Cells) -> Source:
    name = cells.row["source"]
    if not name:
        raise cells.fault("source", "nothing", "a name for the source", "name it")
    return Source(name, cells.country("ship_from"), cells.country("ship_to"), cells.number("transit_days"))


def crossing_row(cells: Cells, items: Mapping[str, Item], sources: Mapping[str, Source]) -> CrossingRow:
    name = cells.row["crossing"]
    if not name:
        raise cells.fault("crossing", "nothing", "a name for the crossing", "name it")
    source = sources.get(cells.row["source"], Source("", None, None, None))
    return CrossingRow(
        id=name,
        item=known_name(cells, "item", items, "items.csv"),
        source=cells.row["source"],
        form=cells.form(),
        qty_per_item=Fraction(positive(cells, "qty_per_item")) if cells.row["qty_per_item"] else Fraction(1),
        jurisdiction=cells.country("jurisdiction") or source.ship_from,
        destination=cells.country("destination") or source.ship_to,
        exporter=cells.text("exporter"),
        consignee=cells.text("consignee"),
        end_user=cells.text("end_user"),
        military_end_user=cells.fact("military_end_user"),
        end_use=cells.text("end_use"),
        route=cells.text("route"),
        transit_days=source.transit_days,
    )


def application_row(cells: Cells, crossings: Mapping[str, CrossingRow]) -> Application:
    name = cells.row["application"]
    if not name:
        raise cells.fault("application", "nothing", "the number of the application", "name it")
    status = cells.row["status"]
    if status not in STATUSES:
        raise cells.fault("status", repr(status[:40]), ", ".join(STATUSES), "choose one of these")
    version = cells.read("version", int, "a whole number", "number the versions 1, 2, 3") or 1
    days = {column: cells.day(column) for column in ("filed", "forwarded", "accepted", "returned", "decided")}
    _in_order(cells, days)
    if status == "review" and days["accepted"] is None:
        raise cells.fault("accepted", "nothing", "the day of acceptance of a case in review", "ask the exporter for it")
    return Application(
        id=name,
        version=version,
        crossing=known_name(cells, "crossing", crossings, "crossings.csv"),
        qty=positive(cells, "qty"),
        kind=cells.row["kind"] or "individual",
        status=status,
        status_as_of=cells.day("status_as_of"),
        filed=days["filed"],
        forwarded=days["forwarded"],
        accepted=days["accepted"],
        returned=days["returned"],
        decided=days["decided"],
    )


def _in_order(cells: Cells, days: Mapping[str, date | None]) -> None:
    """Filed, forwarded, accepted, decided come one after the other."""
    last: tuple[str, date] | None = None
    for column in ("filed", "forwarded", "accepted", "decided"):
        day = days[column]
        if day is None:
            continue
        if last is not None and day < last[1]:
            raise cells.fault(column, day.isoformat(), f"on or after {last[0]} ({last[1]})", "mend the dates")
        last = (column, day)


def query_row(cells: Cells, applications: Mapping[str, Application]) -> Query:
    asked, answered = cells.day("asked"), cells.day("answered")
    if asked is None:
        raise cells.fault("asked", "nothing", "the day of the question", "give the day")
    if answered is not None and answered < asked:
        raise cells.fault("answered", answered.isoformat(), f"on or after {asked}", "mend the dates")
    stops = cells.fact("stops_clock") is Fact.YES
    name = known_name(cells, "application", applications, "applications.csv")
    return Query(name, asked, answered, stops, cells.row["who_owes"])
