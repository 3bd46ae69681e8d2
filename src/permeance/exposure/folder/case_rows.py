"""Rows on what crosses a border and what was filed for it: sources, crossings, applications, queries, consents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from permeance.exposure.company import SOURCE_STATUSES, CrossingRow, Source
from permeance.exposure.filings import GENERAL, LICENCE_KINDS, OPEN_STATUSES, STATUSES, Application, Consent, Query
from permeance.exposure.folder.cells import MOST, FolderCells
from permeance.exposure.folder.names import Names
from permeance.terms.fact import Fact

ROUTES = ("air", "sea", "rail")
LONGEST_TRANSIT_DAYS = 400
# The days that a case cannot have yet in a status.
_TOO_EARLY: Mapping[str, tuple[str, ...]] = {
    "draft": ("forwarded", "accepted", "decided"),
    "submitted": ("forwarded", "accepted", "decided"),
    "intake": ("accepted", "decided"),
    **dict.fromkeys(("review", "awaiting_applicant", "returned", "referred"), ("decided",)),
}
_DAYS = ("filed", "forwarded", "accepted", "returned", "decided")
# Where a day that cannot be read costs the row. The clock runs from the acceptance, and a case that was accepted long
# ago may have longer to go than a fresh one; a decision may be a refusal, and a licence lapses a year after it.
_NEEDED: Mapping[str, frozenset[str]] = {
    "accepted": frozenset({"review", "awaiting_applicant", "referred"}),
    "decided": OPEN_STATUSES | {"granted"},
}


def source_row(cells: FolderCells, items: Names) -> Source:
    days = cells.known_or(None, lambda: cells.whole("transit_days", 0, LONGEST_TRANSIT_DAYS))
    return Source(
        cells.name("source", "a name for the source"),
        cells.known_or(None, lambda: cells.country("ship_from")),
        cells.known_or(None, lambda: cells.country("ship_to")),
        None if days is None else Decimal(days),
        item=cells.known_or(None, lambda: cells.optional_name_of("item", items)),
        supplier=cells.kept("supplier"),
        share_pct=cells.known_or(None, lambda: _share(cells)),
        status=cells.known_or("candidate", lambda: cells.choice("status", SOURCE_STATUSES, "qualified")),
        qualified_on=cells.known_or(None, lambda: cells.day("qualified_on")),
        moq=cells.known_or(None, lambda: cells.optional_amount("moq")),
        lot=cells.known_or(None, lambda: cells.optional_amount("lot")),
        lead_days=cells.known_or(None, lambda: cells.whole("lead_days", 0, LONGEST_TRANSIT_DAYS)),
        max_week=cells.known_or(None, lambda: cells.optional_amount("max_week")),
    )


def _share(cells: FolderCells) -> Decimal | None:
    share = cells.number("share_pct", "a number from 0 to 100")
    if share is not None and share > 100:
        raise cells.fault("share_pct", cells.row["share_pct"][:40], "a number from 0 to 100", "correct the figure")
    return share


def crossing_row(cells: FolderCells, items: Names, sources: Mapping[str, Source] | None, names: Names) -> CrossingRow:
    """`sources`, by `names`, is None where there is no such table; a source is then no more than a name."""
    name, item = cells.name("crossing", "a name for the crossing"), cells.name_of("item", items)
    source = cells.known_or(Source("", None, None, None), lambda: _source(cells, sources, names))
    jurisdiction = cells.known_or(None, lambda: cells.country("jurisdiction") or source.ship_from)
    return CrossingRow(
        id=name,
        item=item,
        source=cells.kept("source"),
        form=cells.known_or(None, cells.form, "the form of the item is taken"),
        qty_per_item=cells.known_or(Fraction(1), lambda: _qty_per_item(cells), "no application counts for it"),
        jurisdiction=jurisdiction,
        destination=cells.known_or(None, lambda: _destination(cells, source, jurisdiction)),
        exporter=cells.stated("exporter"),
        consignee=cells.stated("consignee"),
        end_user=cells.stated("end_user"),
        military_end_user=cells.known_or(Fact.UNKNOWN, lambda: cells.fact("military_end_user")),
        end_use=cells.stated("end_use"),
        route=cells.known_or(None, lambda: _route(cells)),
        transit_days=source.transit_days,
    )


def _qty_per_item(cells: FolderCells) -> Fraction:
    return Fraction(cells.amount("qty_per_item")) if cells.row["qty_per_item"] else Fraction(1)


def _source(cells: FolderCells, sources: Mapping[str, Source] | None, names: Names) -> Source:
    if cells.row["source"] and sources is not None:
        return sources[cells.name_of("source", names)]
    return Source("", None, None, None)


def _destination(cells: FolderCells, source: Source, jurisdiction: str | None) -> str | None:
    destination = cells.country("destination") or source.ship_to
    if destination is not None and destination == jurisdiction:
        allowed = "another country than the one it leaves"
        raise cells.fault("destination", destination, allowed, "name where it crosses to")
    return destination


def _route(cells: FolderCells) -> str | None:
    return cells.choice("route", ROUTES, "") if cells.row["route"] else None


def application_row(cells: FolderCells, crossings: Mapping[str, CrossingRow], names: Names, as_of: date) -> Application:
    name = cells.name("application", "the number of the application")
    status = cells.choice("status", STATUSES, "")
    version = cells.whole("version", 1, 10**6) or 1
    days = {column: _day_of_case(cells, column, status, as_of) for column in _DAYS}
    lost = any(problem.key in _DAYS for problem in cells.problems)
    _in_order(cells, days)
    _fits(cells, status, days)
    crossing, kind = cells.name_of("crossing", names), cells.choice("kind", LICENCE_KINDS, "individual")
    qty = _applied_for(cells, crossings[crossing], kind)
    return Application(
        id=name,
        version=version,
        crossing=crossing,
        qty=qty,
        kind=kind,
        status=status,
        status_as_of=None if lost else cells.known_or(None, lambda: cells.past_day("status_as_of", as_of)),
        filed=days["filed"],
        forwarded=days["forwarded"],
        accepted=days["accepted"],
        returned=days["returned"],
        decided=days["decided"],
    )


def _applied_for(cells: FolderCells, crossing: CrossingRow, kind: str) -> Decimal | None:
    """Pieces that cross; None for a general licence that gives none, under which they come as they are needed."""
    if kind == GENERAL and not cells.row["qty"]:
        return None
    qty = cells.amount("qty")
    if Fraction(qty) / crossing.qty_per_item > MOST:
        found = f"{cells.row['qty'][:40]}, at {float(crossing.qty_per_item):g} an item"
        raise cells.fault("qty", found, f"at most {MOST:,} items", "correct the figure")
    return qty


def _day_of_case(cells: FolderCells, column: str, status: str, as_of: date) -> date | None:
    """A day in the life of a case. One that cannot be read counts as unknown where that cannot hasten its goods.

    Without the day the stage stands in the status, and no waiting in it is counted up to the as-of day: the goods come
    later than they would, never earlier. The two days on which a forecast is built are needed (`_NEEDED`).
    """
    if status in _NEEDED.get(column, ()):
        return cells.past_day(column, as_of)
    meanwhile = "it counts as unknown, and no waiting since then is counted"
    if cells.known_or(None, lambda: cells.day(column), meanwhile) is None:
        return None
    return cells.past_day(column, as_of)  # a day after the as-of day contradicts the row


def _in_order(cells: FolderCells, days: Mapping[str, date | None]) -> None:
    """Filed, forwarded, accepted, decided come one after the other; a return comes after the filing."""
    for order in (("filed", "forwarded", "accepted", "decided"), ("filed", "returned")):
        last: tuple[str, date] | None = None
        for column in order:
            day = days[column]
            if day is None:
                continue
            if last is not None and day < last[1]:
                raise cells.fault(column, day.isoformat(), f"on or after {last[0]} ({last[1]})", "mend the dates")
            last = (column, day)


def _fits(cells: FolderCells, status: str, days: Mapping[str, date | None]) -> None:
    """The status and the days tell the same story."""
    for column in _TOO_EARLY.get(status, ()):
        day = days[column]
        if day is not None:
            found, allowed = f"{day} with status {status}", f"nothing while the status is {status}"
            raise cells.fault(column, found, allowed, "mend the status or the date")
    if status == "review" and days["accepted"] is None:
        raise cells.fault("accepted", "nothing", "the day of acceptance of a case in review", "ask the exporter for it")


def query_row(cells: FolderCells, applications: Names, as_of: date) -> Query:
    asked = cells.past_day("asked", as_of)
    answered = cells.known_or(None, lambda: cells.past_day("answered", as_of), "it counts as open")
    if asked is None:
        raise cells.fault("asked", "nothing", "the day of the question", "give the day")
    if answered is not None and answered < asked:
        raise cells.fault("answered", answered.isoformat(), f"on or after {asked}", "mend the dates")
    stops = cells.fact("stops_clock")
    if stops is Fact.UNKNOWN:
        cells.notes.append(f"{cells.file}, stops_clock: where it is not stated, the clock is taken to run on")
    name = cells.name_of("application", applications)
    return Query(name, asked, answered, stops is Fact.YES, cells.kept("who_owes"))


def consent_row(cells: FolderCells, crossings: Names, lines: Names, as_of: date) -> Consent:
    """A consent counts from the day on which it was given, by whoever could give it: both must be stated."""
    given_on = cells.past_day("given_on", as_of)
    if given_on is None:
        raise cells.fault("given_on", "nothing", "the day on which the consent was given", "give the day")
    return Consent(
        crossing=cells.name_of("crossing", crossings),
        line=cells.name_of("line", lines),
        given_by=cells.name("given_by", "who gave the consent"),
        given_on=given_on,
        document=cells.kept("document"),
    )
