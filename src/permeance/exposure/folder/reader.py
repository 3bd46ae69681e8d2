"""Reads a company folder: every table that is there, every fault named, the sound rows kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from permeance.exposure.company import Company, CrossingRow, Demand, Stock
from permeance.exposure.filings import Application, Query
from permeance.exposure.folder.bill import bill_on, note_unbuilt
from permeance.exposure.folder.case_rows import application_row, consent_row, crossing_row, query_row, source_row
from permeance.exposure.folder.cells import FolderCells, Totals
from permeance.exposure.folder.closed_days import Closed
from permeance.exposure.folder.concerned import lines_early, lines_late, lines_lost
from permeance.exposure.folder.granted import check_shares, with_granted
from permeance.exposure.folder.names import Names
from permeance.exposure.folder.plant_rows import demand_row, item_row, stock_row, usage_row
from permeance.exposure.folder.settings import day_asked, ranked, read_settings
from permeance.exposure.folder.sheets import SHEETS
from permeance.exposure.folder.strangers import note_strangers
from permeance.exposure.folder.tables import Tables
from permeance.exposure.line_fault import LineFault
from permeance.terms.problem import BadInputError, Problem

OLD_COUNT_DAYS = 30
Demands = tuple[Demand, ...]


def read_folder(
    folder: Path, as_of: date | None = None, today: date | None = None, horizon_days: int = 365
) -> tuple[Company, list[Problem]]:
    """Read a company folder. Raises BadInputError where nothing can be answered from it.

    A row whose names or amounts are faulty is named in the problems and left out; a fact that cannot be read is named
    and counts as unknown. Everything else stands. The day of the question is `as_of`, else that of company.toml, else
    today; what changes within the horizon after it is noted.
    """
    tables = open_folder(folder)
    return read_company(tables, as_of, today, horizon_days), tables.problems


def open_folder(folder: Path) -> Tables:
    """The tables of a folder, none of them read yet. Raises BadInputError where there is no such folder."""
    if not folder.is_dir():
        is_file = folder.exists()
        found = "a file" if is_file else "no such folder"
        remedy = "give the folder in which the tables lie" if is_file else "check the path"
        raise BadInputError([Problem(str(folder), None, None, found, "a company folder", remedy)])
    return Tables(folder)


def read_company(tables: Tables, as_of: date | None, today: date | None, horizon_days: int) -> Company:
    """The company of these tables, in which every fault is then listed."""
    try:
        note_strangers(tables)
        return _company(tables, day_asked(as_of), today or date.today(), horizon_days)
    except PermissionError as error:
        found = f"{error.strerror} ({error.filename})"
        raise BadInputError(
            [Problem(tables.folder.name, None, None, found, "a folder that can be read", "ask for access")]
        ) from None


def _company(tables: Tables, as_of: date | None, today: date, horizon_days: int) -> Company:
    settings = read_settings(tables.folder, tables.settings_sheet, tables.problems, tables.notes)
    if as_of is None and settings.as_of_lost:
        raise BadInputError(tables.problems)  # today would be another question
    day = as_of or settings.as_of or today
    items = tables.keyed("items", "item", item_row)
    names = tables.names("items", "item", items)
    rows = tables.rows("bom", lambda cells: usage_row(cells, names), once=True)
    usages, alternates = bill_on((day, day + timedelta(days=horizon_days)), rows, tables.problems, tables.notes)
    demands, past, lost_lines = _demands(tables, names, day, settings.closed)
    sources = tables.keyed("sources", "source", lambda cells: source_row(cells, names))
    check_shares(sources, tables)
    read = sources if "sources" in tables.read and (sources or tables.faulty("sources")) else None
    sold = tables.names("sources", "source", sources)
    crossings, usable = _crossings(tables, lambda cells: crossing_row(cells, names, read, sold))
    lines = tables.names("demand", "line", {demand.line for demand in demands})
    stock = _stock(tables, names, lines, day)
    note_unbuilt(crossings, rows, demands, tables)
    crossed = tables.names("crossings", "crossing", crossings)
    applications = _applications(tables, crossings, usable, day) if _crossings_are_known(tables) else {}
    company = Company(
        name=settings.name or tables.folder.resolve().name,
        country=settings.country,
        synthetic=settings.synthetic,
        as_of=day,
        priority=ranked(settings, (d.line for d in demands), {lost.line for lost in lost_lines}, tables.problems),
        delays=settings.delays,
        items=items,
        usages=usages,
        demands=demands,
        crossings=crossings,
        stock=stock,
        has_stock=_stock_is_known(tables, stock),
        applications=applications,
        notes=tuple(dict.fromkeys(tables.notes)),
        past_demands=past,
        sources=sources,
        alternates=alternates,
        consents=tuple(tables.rows("consents", lambda cells: consent_row(cells, crossed, lines, day), once=True)),
        lost={name: how for name in ("crossings", "stock") if (how := tables.lost(name)) is not None},
        lines_lost=lost_lines,
        may_be_late=lines_late(tables, items, rows, demands, crossings),
        files={**tables.files, "company": settings.file},
    )
    company = with_granted(tables, company, names)
    return replace(company, may_be_early=lines_early(rows, demands, company))


def _demands(
    tables: Tables, items: Names, as_of: date, closed: Closed
) -> tuple[Demands, Demands, tuple[LineFault, ...]]:
    """What is still to be built, what was built before, and the lines of which nothing is: rows faulty or past."""
    rows = tables.rows("demand", lambda cells: (cells.row.number, demand_row(cells, items, closed)), once=True)
    current = [(row, demand) for row, demand in rows if demand.ends is None or demand.ends >= as_of]
    lines = {demand.line for _, demand in current}
    last = {demand.line: (row, demand.ends) for row, demand in rows if demand.line not in lines}
    for row, ends in last.values():
        allowed = f"a day on or after the as-of day ({as_of}) in one row of the line"
        remedy = "extend the demand or remove the line; it was left out"
        tables.problems.append(Problem(tables.file("demand"), row, "to", str(ends), allowed, remedy))
    if not current:
        none = Problem(
            tables.file("demand"), None, None, "no sound row", f"at least one for {as_of} or later", "mend the rows"
        )
        raise BadInputError([*tables.problems, none])
    _note_overlaps(tables, current)
    past = tuple(demand for _, demand in rows if demand.ends is not None and demand.ends < as_of)
    demands = tuple(demand for _, demand in current)
    return demands, past, lines_lost(tables, demands, last)


def _note_overlaps(tables: Tables, rows: Iterable[tuple[int, Demand]]) -> None:
    """Two rows for the same line and product on the same day may be one counted twice: say that they add up."""
    until: dict[tuple[str, str], tuple[int, date]] = {}
    for row, demand in sorted(rows, key=lambda pair: pair[1].starts or date.min):
        line = (demand.line, demand.product)
        before, end = until.get(line, (0, date.min))
        if before and (demand.starts or date.min) <= end:
            tables.notes.append(
                f"{tables.file('demand')}, rows {before} and {row}: both hold on the same days, so they were added"
            )
        until[line] = max((before, end), (row, demand.ends or date.max), key=lambda pair: pair[1])


def _crossings(tables: Tables, build: Callable[[FolderCells], CrossingRow]) -> tuple[dict[str, CrossingRow], Names]:
    """The crossings, and the names of those for which an application counts: their quantity is sound."""
    unmeasured: dict[str, int] = {}

    def measured(cells: FolderCells) -> CrossingRow:
        crossing = build(cells)
        if any(problem.key == "qty_per_item" for problem in cells.problems):
            unmeasured[crossing.id] = cells.row.number
        return crossing

    crossings = tables.keyed("crossings", "crossing", measured)
    _note_open_crossings(tables, crossings)
    names = tables.names("crossings", "crossing", crossings.keys() - unmeasured)
    return crossings, replace(names, left_out={**names.left_out, **unmeasured})


def _crossings_are_known(tables: Tables) -> bool:
    """Without a table of crossings every application would be blamed for what one file lacks."""
    if "crossings" in tables.read:
        return True
    if tables.is_there("applications"):
        found, allowed = (
            "no crossings.csv that could be read",
            f"the crossings that {tables.file('applications')} names",
        )
        tables.problems.append(
            Problem(tables.file("crossings"), None, None, found, allowed, "add it; no application was read")
        )
    return False


def _note_open_crossings(tables: Tables, crossings: Mapping[str, CrossingRow]) -> None:
    """An item whose every crossing was left out would pass as free of licences: say so."""
    sound = {crossing.item for crossing in crossings.values()}
    named = [row.shown("item") for row in tables.left_out.get("crossings", ())]
    lost = dict.fromkeys(item for item in named if item not in sound)
    tables.notes += [
        f"{tables.file('crossings')}: no sound crossing of {item[:60]!r} is left, so it counts as never running short; "
        "dates of lines that need it may be too late"
        for item in lost
        if item
    ]


def _stock(tables: Tables, items: Names, lines: Names, as_of: date) -> tuple[Stock, ...]:
    totals = Totals()

    def build(cells: FolderCells) -> Stock:
        stock = stock_row(cells, items, lines, as_of)
        totals.add(cells, stock.item, Fraction(stock.qty))
        return stock

    stock = tuple(tables.rows("stock", build, once=True))
    if "stock" in tables.read and not stock and _stock_is_known(tables, stock):
        tables.notes.append(f"{tables.file('stock')} has no rows: it says that there is no stock at all")
    if "stock" in tables.read and not _stock_is_known(tables, stock):
        tables.notes.append(f"{tables.file('stock')} holds no sound row: {SHEETS['stock'].cost}")
    counted = min((s.counted_on for s in stock if s.counted_on is not None), default=as_of)
    if (as_of - counted).days > OLD_COUNT_DAYS:
        tables.notes.append(
            f"{tables.file('stock')}: the oldest count is of {counted}, {(as_of - counted).days} days before the as-of "
            "day; what the demand used since is taken off, but nothing that came in since is known"
        )
    return stock


def _stock_is_known(tables: Tables, stock: tuple[Stock, ...]) -> bool:
    """A header alone says that there is no stock; rows of which none is sound say nothing."""
    return bool(stock) or ("stock" in tables.read and not tables.faulty("stock"))


def _applications(
    tables: Tables, crossings: Mapping[str, CrossingRow], usable: Names, as_of: date
) -> dict[str, Application]:
    """The newest version of each application, with its queries."""
    totals = Totals()
    versions: dict[tuple[str, int], tuple[int, str]] = {}

    def build(cells: FolderCells) -> Application:
        application = application_row(cells, crossings, usable, as_of)
        version = (application.id, application.version)
        if version in versions:
            raise _again(cells, application, *versions[version])
        crossing = crossings[application.crossing]
        totals.add(cells, crossing.item, Fraction(application.qty or 0) / crossing.qty_per_item)
        versions[version] = (cells.row.number, application.crossing)
        return application

    newest: dict[str, Application] = {}
    for application in tables.rows("applications", build):
        known = newest.get(application.id)
        if known is None or known.version < application.version:
            newest[application.id] = application
    return _with_queries(tables, _without_superseded(tables, newest), as_of)


def _again(cells: FolderCells, application: Application, first: int, crossing: str) -> BadInputError:
    """Two rows for one version of an application: of two crossings, or one written twice."""
    name = application.id[:60]
    if application.crossing != crossing:
        found = f"{name!r} for {application.crossing[:60]}, and in row {first} for {crossing[:60]}"
        remedy = "give the part for each crossing a number of its own"
        return cells.fault("application", found, "one crossing for each application", remedy)
    found = f"{name!r} version {application.version} again (first in row {first})"
    return cells.fault("version", found, "each version once", "number the versions")


def _without_superseded(tables: Tables, newest: Mapping[str, Application]) -> dict[str, Application]:
    """Without those of which a newer row was left out: what the older one says is no longer so."""
    kept = dict(newest)
    for row in tables.left_out.get("applications", ()):
        old = kept.get(row.shown("application"))
        version = "" if row.is_doubtful("version") else row.shown("version") or "1"
        if old is not None and (not version.isdecimal() or int(version[:10]) > old.version):
            del kept[old.id]
            found = f"{old.id[:60]!r} version {old.version}, of which row {row.number} holds a newer one"
            remedy = "mend that row; until then the application counts for nothing"
            tables.problems.append(
                Problem(tables.file("applications"), row.number, "application", found, "a sound row", remedy)
            )
    return kept


def _with_queries(tables: Tables, newest: Mapping[str, Application], as_of: date) -> dict[str, Application]:
    names = tables.names("applications", "application", newest)
    queries: dict[str, list[Query]] = {}
    for query in tables.rows("queries", lambda cells: query_row(cells, names, as_of)):
        queries.setdefault(query.application, []).append(query)
    return {name: replace(a, queries=tuple(queries.get(name, ()))) for name, a in newest.items()}
