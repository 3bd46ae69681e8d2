"""Stock that came under a licence: which lines it may serve."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from permeance.exposure.company import Company, Stock
from permeance.exposure.filings import Licence
from permeance.exposure.folder.cells import FolderCells
from permeance.exposure.folder.names import Names
from permeance.exposure.folder.tables import Tables
from permeance.exposure.licences import crossing_for
from permeance.exposure.line_fault import line_named
from permeance.materials.bill_of_materials import Usage, bill_of_materials
from permeance.terms.wording import plain


def licensed_stock(
    tables: Tables, company: Company, licences: Mapping[str, Licence], names: Names
) -> tuple[Stock, ...]:
    """All stock, what came under a licence kept for the lines that it may serve."""
    unknown = _unknown_in_stock(tables, names)
    return tuple(_bound(row, licences, company, tables.notes, unknown) for row in company.stock)


def _unknown_in_stock(tables: Tables, licences: Names) -> frozenset[str]:
    """The licences that rows of stock name and the table of licences does not give, where there is such a table."""
    table, found = tables.seen.get("stock"), set[str]()
    if table is None or not tables.is_there("licences"):
        return frozenset()
    left_out = {row.number for row in tables.left_out.get("stock", ())}
    for row in table.rows:
        cells = FolderCells(tables.file("stock"), row)
        if row.number not in left_out:
            cells.known_or(None, lambda: cells.optional_name_of("licence", licences), "it is not counted")  # noqa: B023
        if cells.problems:
            found.add(row["licence"])
            tables.problems += cells.problems
    return frozenset(found)


def _bound(
    stock: Stock, licences: Mapping[str, Licence], company: Company, notes: list[str], unknown: Collection[str]
) -> Stock:
    """Stock that came under a licence serves only lines of its end use, or for which a consent is recorded.

    Where several of the lines that need it agree, and others do not, it is kept for the first that agrees: so no line
    is served against the licence, and none is promised what another may take. Under a licence that is not known it is
    not counted, since nobody can tell which line it may serve.
    """
    if stock.licence is None or not stock.counts:
        return stock
    if stock.licence in unknown:
        return replace(stock, state="blocked")
    licence = licences.get(stock.licence)
    name = f"{company.file('stock')}, licence: stock of {stock.item[:60]} under licence {stock.licence[:60]}"
    if licence is None or licence.end_use is None:
        notes.append(f"{name}: its end use is not in {company.file('licences')}, so any line may use it")
        return stock
    bill = bill_of_materials((Usage(*usage) for usage in company.usages), company.items)
    need = [d for d in company.demands if stock.item in {d.product, *bill.per_unit(d.product)}]
    uses = {d.line: d.end_use for d in need}
    end_use, crossing = licence.end_use, _crossing_of(licence, company)
    agree = [
        line
        for line in company.priority
        if line in uses and (plain(uses[line]) == plain(end_use) or company.may_use(crossing, line))
    ]
    if stock.reserved_line in agree or (stock.reserved_line is None and len(agree) == len(uses)):
        return stock
    if stock.reserved_line is not None or not agree:
        notes.append(
            f"{name} is not counted: no line that may use it has the end use {end_use[:60]!r} in "
            f"{company.file('demand')}, nor a consent in {company.file('consents')}"
        )
        return replace(stock, state="blocked")
    notes.append(f"{name} is kept for {line_named(agree[0][:60])}, which may use it")
    return replace(stock, reserved_line=agree[0])


def _crossing_of(licence: Licence, company: Company) -> str:
    """The crossing that a licence is for, by its application or its parties; empty where that is not one."""
    if licence.application:
        return company.applications[licence.application].crossing
    fitting = crossing_for(licence, company.crossings)
    return fitting[0].id if len(fitting) == 1 else ""
