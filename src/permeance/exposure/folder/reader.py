"""Reads a company folder: every table that is there, every fault named, the sound rows kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from permeance.exposure.company import Application, Company, CrossingRow, Item, Query
from permeance.exposure.folder.case_rows import application_row, crossing_row, query_row, source_row
from permeance.exposure.folder.plant_rows import demand_row, item_row, stock_row, usage_row
from permeance.exposure.folder.settings import ranked, read_settings
from permeance.exposure.folder.tables import Tables
from permeance.materials.bill_of_materials import CircleError, Usage, bill_of_materials
from permeance.terms.problem import BadInputError, Problem


def read_folder(folder: Path, as_of: date | None = None) -> tuple[Company, list[Problem]]:
    """Read a company folder. Raises BadInputError where nothing can be answered from it.

    Faulty rows are named in the problems and left out; the sound rows stand.
    """
    if not folder.is_dir():
        raise BadInputError([Problem(str(folder), None, None, "no such folder", "a company folder", "check the path")])
    tables = Tables(folder)
    company = _company(tables, as_of)
    if not company.demands:
        none = Problem("demand.csv", None, None, "no sound row", "at least one", "mend the rows above")
        raise BadInputError([*tables.problems, none])
    return company, tables.problems


def _company(tables: Tables, as_of: date | None) -> Company:
    settings = read_settings(tables.folder, tables.problems, tables.notes)
    day = as_of or settings.as_of or date.today()
    items = tables.keyed("items", "item", item_row)
    usages = _usages(tables, items, day)
    demands = tables.rows("demand", lambda cells: demand_row(cells, items))
    sources = tables.keyed("sources", "source", source_row)
    crossings = tables.keyed("crossings", "crossing", lambda cells: crossing_row(cells, items, sources))
    stock = tables.rows("stock", lambda cells: stock_row(cells, items))
    applications = _applications(tables, crossings)
    return Company(
        name=settings.name or tables.folder.name,
        country=settings.country,
        synthetic=settings.synthetic,
        as_of=day,
        priority=ranked(settings.priority, (demand.line for demand in demands), tables.problems),
        delays=settings.delays,
        items=items,
        usages=usages,
        demands=tuple(demands),
        crossings=crossings,
        stock=tuple(stock),
        has_stock="stock" in tables.read,
        applications=applications,
        notes=tuple(tables.notes),
    )


def _usages(tables: Tables, items: Mapping[str, Item], as_of: date) -> tuple[tuple[str, str, Fraction], ...]:
    """The bill as it holds on the as-of day; of each circle the last row is a problem and left out."""
    rows = [u for u in tables.rows("bom", lambda cells: usage_row(cells, items, as_of)) if u is not None]
    while True:
        try:
            bill_of_materials(Usage(*usage) for usage, _ in rows)
            return tuple(usage for usage, _ in rows)
        except CircleError as error:
            pairs = set(zip(error.circle, error.circle[1:], strict=False))
            last = max((row for usage, row in rows if usage[:2] in pairs), default=rows[-1][1])
            found = "a circle: " + " > ".join(error.circle)
            tables.problems.append(
                Problem("bom.csv", last, "item", found, "no item inside itself", "mend it; the row was left out")
            )
            rows = [(usage, row) for usage, row in rows if row != last]


def _applications(tables: Tables, crossings: Mapping[str, CrossingRow]) -> dict[str, Application]:
    """The newest version of each application, with its queries."""
    newest: dict[str, Application] = {}
    for application in tables.rows("applications", lambda cells: application_row(cells, crossings)):
        known = newest.get(application.id)
        if known is not None and known.version == application.version:
            found, allowed = f"{application.id} version {application.version} twice", "each version once"
            tables.problems.append(Problem("applications.csv", None, "version", found, allowed, "number the versions"))
        elif known is None or known.version < application.version:
            newest[application.id] = application
    queries: dict[str, list[Query]] = {}
    for query in tables.rows("queries", lambda cells: query_row(cells, newest)):
        queries.setdefault(query.application, []).append(query)
    return {i: replace(a, queries=tuple(queries.get(i, ()))) for i, a in newest.items()}
