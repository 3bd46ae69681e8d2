"""Licences in hand, what was cleared under them, and orders: read, held against each other, and joined to the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from permeance.exposure.company import Company, Source
from permeance.exposure.filings import CLEARANCE_STATUSES, LICENCE_KINDS, Application, Clearance, Licence, Order
from permeance.exposure.folder.cells import FolderCells, Totals
from permeance.exposure.folder.concerned import numbered
from permeance.exposure.folder.licensed_stock import licensed_stock
from permeance.exposure.folder.names import Names
from permeance.exposure.folder.tables import Tables
from permeance.exposure.folder.unused import spent, unread_applications, without_unread
from permeance.exposure.licences import Balance, balance, crossing_for, for_another, unapplied, with_licence
from permeance.exposure.orders import with_orders
from permeance.exposure.pending import a_year_after
from permeance.terms.day import read_day
from permeance.terms.problem import Problem

MOST_ORDERED = 10**11  # pieces of one item; with all stock and applications less than the run-down can count
INDIVIDUAL = LICENCE_KINDS[0]
_LAPSED = "; it brings nothing"


def with_granted(tables: Tables, company: Company, items: Names) -> Company:
    """The company with its licences, clearances and orders; its applications bring what may still ship."""
    rows: dict[str, int] = {}
    unstated: set[str] = set()  # licences of which it is not said how often they may be used
    known = tables.names("applications", "application", company.applications)

    def licence(cells: FolderCells) -> Licence:
        rows[cells.row["licence"]] = cells.row.number
        if not cells.row["clearances_allowed"]:
            unstated.add(cells.row["licence"])
        return _licence(cells, known, items, company)

    licences = tables.keyed("licences", "licence", licence)
    names = tables.names("licences", "licence", licences)
    clearances = tuple(
        tables.rows("clearances", lambda cells: _clearance(cells, names, licences, company.as_of), once=True)
    )
    totals = Totals(MOST_ORDERED)

    def order(cells: FolderCells) -> Order:
        found = _order(cells, items, known, names, company.as_of)
        _may_have_shipped(cells, found, company)
        totals.add(cells, found.item, Fraction(found.qty))
        return found

    orders = tuple(tables.rows("orders", order, once=True))
    applications = dict(company.applications)
    unused = list(unread_applications(tables, company.crossings, applications))
    for granted in licences.values():
        left = balance(granted, clearances, company.as_of)
        if left.overdrawn:
            found = f"overdrawn: {left.overdrawn}"
            cleared = _cleared_in(tables, granted.id)
            remedy = f"correct what it grants, or its clearances ({cleared}); nothing more ships under it"
            tables.problems.append(
                Problem(tables.file("licences"), rows[granted.id], "licence", found, "at most what is granted", remedy)
            )
        case, why = _apply(tables, company, left, applications)
        if case is not None:
            unused.append(spent(left, case, why, unstated=granted.id in unstated))
    unused += without_unread(tables, company, licences, applications)
    stock = licensed_stock(tables, company, licences, names)
    before = company.applications
    company = replace(
        company,
        licences=licences,
        clearances=clearances,
        orders=orders,
        applications=applications,
        stock=stock,
        unused_cases=tuple(unused),
    )
    return with_orders(replace(company, notes=tuple(dict.fromkeys((*company.notes, *tables.notes)))), before)


def _cleared_in(tables: Tables, licence: str) -> str:
    """The rows of the clearances that count against a licence: `clearances.csv, rows 2 and 3`."""
    table, left_out = tables.seen.get("clearances"), {row.number for row in tables.left_out.get("clearances", ())}
    rows = [
        row.number
        for row in (table.rows if table else ())
        if row.shown("licence") == licence and row.number not in left_out and row.shown("status").lower() != "cancelled"
    ]
    return f"{tables.file('clearances')}, {numbered(rows)}"


def _apply(
    tables: Tables, company: Company, left: Balance, applications: dict[str, Application]
) -> tuple[Application | None, str]:
    """Let a licence bring what may still ship under it: by its application, else by the crossing that it is for.

    The case is returned where that is nothing, with the reason.
    """
    licence, name = left.licence, f"{tables.file('licences')}, {left.licence.id[:60]}"
    if licence.application:
        before = applications[licence.application]
        if before.licence is not None:
            also = before.licence[:60]
            tables.notes.append(f"{name}: licence {also} is of application {before.id[:60]} already{_LAPSED}")
            return None, ""
        found = with_licence(before, left)
        applications[found.id] = found
        if found.status == "lapsed":
            endless = before.qty is None and left.limited
            why = "it has a limit, and its application no qty" if endless else "less than a piece is left"
            tables.notes.append(f"{name}: nothing may ship under it: {left.why or why}")
            return found, left.why or why
        return None, ""
    crossings = crossing_for(licence, company.crossings) if licence.item else []
    if len(crossings) != 1:
        which = "no crossing fits" if not crossings else f"{len(crossings)} crossings fit"
        tables.notes.append(f"{name}: it names no application, and {which} its item and parties{_LAPSED}")
        return None, ""
    made = unapplied(left, crossings[0], company.items[crossings[0].item])
    if isinstance(made, str):
        tables.notes.append(f"{name}: {made}{_LAPSED}")
    elif made.id in applications:
        tables.notes.append(f"{name}: an application has that number; name it in the column application{_LAPSED}")
    elif made.status == "lapsed":
        why = left.why or "less than a piece is left"
        tables.notes.append(f"{name}: nothing may ship under it: {why}")
        return made, why
    else:
        applications[made.id] = made
    return None, ""


def _licence(cells: FolderCells, applications: Names, items: Names, company: Company) -> Licence:
    kind = cells.choice("kind", LICENCE_KINDS, "individual")
    allowed = cells.whole("clearances_allowed", 1, 10**6)
    starts = cells.day("valid_from")
    ends = _last_day(cells, kind, starts, company)
    if starts and ends and ends < starts:
        raise cells.fault("valid_to", ends.isoformat(), f"on or after {starts}", "mend the dates")
    licence = Licence(
        id=cells.name("licence", "the number of the licence"),
        application=cells.optional_name_of("application", applications),
        kind=kind,
        exporter=cells.text("exporter"),
        consignee=cells.stated("consignee"),
        end_user=cells.text("end_user"),
        item=cells.optional_name_of("item", items),
        end_use=cells.text("end_use"),
        control_code=cells.stated("control_code"),
        mass_kg=_granted(cells, "mass_kg"),
        value=_granted(cells, "value"),
        clearances_allowed=allowed or (1 if kind == "individual" else None),
        valid_from=starts,
        valid_to=ends,
        port=cells.kept("port"),
        mode=cells.kept("mode"),
    )
    _fits(cells, licence, company)
    return licence


def _last_day(cells: FolderCells, kind: str, starts: date | None, company: Company) -> date | None:
    """`valid_to`; where an individual licence could not be valid so long that is a problem, and its limit is taken.

    The 12 months run from `valid_from`, else from the decision, else at the latest from the as-of day: it is in hand.
    """
    application = company.applications.get(cells.row["application"])
    begins = starts or (application.decided if application else None) or company.as_of
    limit = a_year_after(begins)
    try:
        late = kind == INDIVIDUAL and read_day(cells.day_text("valid_to")) > limit
    except ValueError:
        late = False
    if not late:
        return cells.day("valid_to")
    since = "valid_from" if starts else "the decision" if begins != company.as_of else "the as-of day"
    allowed = f"up to {limit}: an individual licence is valid for at most 12 months, here from {since} ({begins})"
    meanwhile = f"it is taken as valid to {limit}"

    def too_late() -> date:
        raise cells.fault("valid_to", cells.row["valid_to"][:40], allowed, "check the year, or the kind")

    return cells.known_or(limit, too_late, meanwhile)


def _fits(cells: FolderCells, licence: Licence, company: Company) -> None:
    """A licence and its application tell the same story: granted, of the same item, between the same parties."""
    if licence.application is None:
        return
    application = company.applications[licence.application]
    crossing = company.crossings[application.crossing]
    if application.status != "granted":
        found = f"{application.id[:60]!r} with status {application.status}"
        raise cells.fault("application", found, "one that is granted", "mend the status of the application")
    another = for_another(licence, crossing)
    if another is not None:
        party = another.split()[0]
        raise cells.fault(party, another, "the same parties", "a licence is never shared; mend the name")
    if licence.item and licence.item != crossing.item:
        raise cells.fault("item", repr(licence.item[:60]), f"{crossing.item[:60]!r}, which crosses", "mend the name")


def _granted(cells: FolderCells, column: str) -> Decimal | None:
    """A granted figure, above zero, or None where the licence gives none."""
    value = cells.number(column, "a number above zero")
    if value == 0:
        raise cells.fault(column, "0", "a number above zero", "give the figure, or leave the cell empty")
    return value


def _clearance(cells: FolderCells, names: Names, licences: Mapping[str, Licence], as_of: date) -> Clearance:
    """What was cleared counts whatever is wrong with its day, so that no balance is overstated."""
    licence = licences[cells.name_of("licence", names)]
    status = cells.known_or("cleared", lambda: cells.choice("status", CLEARANCE_STATUSES, "cleared"))
    meanwhile = "it counts against the licence"
    day = cells.known_or(None, lambda: _cleared_on(cells, licence, status, as_of), meanwhile)
    mass, value = (
        cells.known_or(None, lambda column=column: cells.number(column), "it takes all that is left")  # type: ignore[misc]
        for column in ("mass_kg", "value")
    )
    return Clearance(licence.id, cells.kept("po_line"), day, mass, value, status)


def _cleared_on(cells: FolderCells, licence: Licence, status: str, as_of: date) -> date | None:
    day = cells.past_day("date", as_of) if status == "cleared" else cells.day("date")
    starts, ends = licence.valid_from or date.min, licence.valid_to or date.max
    if day is not None and status != "cancelled" and not starts <= day <= ends:
        found = f"{day}, and licence {licence.id[:60]} is valid from {licence.valid_from} to {licence.valid_to}"
        raise cells.fault("date", found, "a day on which the licence is valid", "mend the date")
    return day


def _order(cells: FolderCells, items: Names, applications: Names, licences: Names, as_of: date) -> Order:
    return Order(
        po=cells.name("po", "the number of the order"),
        po_line=cells.kept("po_line"),
        source=cells.row["source"],
        item=cells.name_of("item", items),
        qty=cells.amount("qty"),
        promised=cells.day("promised"),
        shipped_on=cells.past_day("shipped_on", as_of),
        application=cells.optional_name_of("application", applications),
        licence=cells.optional_name_of("licence", licences),
    )


def _may_have_shipped(cells: FolderCells, order: Order, company: Company) -> None:
    """Nothing ships under an application before it is granted."""
    if order.shipped_on is None or order.application is None:
        return
    status = company.applications[order.application].status
    if status != "granted":
        found = f"{order.application[:60]!r} with status {status}, and goods shipped on {order.shipped_on}"
        raise cells.fault("application", found, "one that is granted", "mend the status of the application, or the day")


def check_shares(sources: Mapping[str, Source], tables: Tables) -> None:
    """The shares of one item add up to at most 100."""
    shares: dict[str, Decimal] = {}
    for source in sources.values():
        if source.item and source.share_pct is not None:
            shares[source.item] = shares.get(source.item, Decimal(0)) + source.share_pct
    for item, share in shares.items():
        if share > 100:
            found = f"{share} % of {item[:60]} in all its sources"
            file = tables.file("sources")
            tables.problems.append(Problem(file, None, "share_pct", found, "at most 100", "correct the shares"))
