"""Reads a company folder: every table that is there, every fault named, the sound rows kept."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from permeance.determination.item_table import Cells
from permeance.exposure.company import (
    STATUSES,
    STOCK_STATES,
    Application,
    Company,
    CrossingRow,
    Demand,
    Item,
    Query,
    Stock,
)
from permeance.materials.bill_of_materials import CircleError, Usage, bill_of_materials
from permeance.materials.readers.csv import Table, read_csv
from permeance.terms.fact import Fact
from permeance.terms.place import country_code
from permeance.terms.problem import BadInputError, Problem

T = TypeVar("T")
PLANT_CALENDARS = ("mon-fri", "mon-sat", "daily")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of one table: those it needs, those it may have, and what its absence costs."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    cost: str | None  # None: the folder cannot be used without it


SHEETS: Mapping[str, Sheet] = {
    "items": Sheet(
        ("item",),
        ("description", "form", "grade", "mass_g", "composition", "closed", "intentionally_added", "evidence",
         "reporting_limit_ppm", "hs_code"),
        None,
    ),
    "bom": Sheet(
        ("parent", "item", "qty"), ("scrap_pct", "alt_group", "alt_rank", "valid_from", "valid_to"), None
    ),
    "demand": Sheet(("line", "product", "units_per_day"), ("site", "from", "to", "calendar", "end_use"), None),
    "sources": Sheet(
        ("source",),
        ("item", "supplier", "ship_from", "ship_to", "share_pct", "status", "qualified_on", "moq", "lot",
         "lead_days", "transit_days", "max_week"),
        "",
    ),
    "crossings": Sheet(
        ("crossing", "item"),
        ("source", "form", "qty_per_item", "jurisdiction", "destination", "exporter", "consignee", "end_user",
         "military_end_user", "end_use", "route", "kind"),
        "no crossing is known, so no item can be determined and no licence is waited for",
    ),
    "stock": Sheet(
        ("item", "qty"),
        ("place", "owner", "state", "available_on", "safety_qty", "licence", "reserved_line", "counted_on"),
        "no stop date can be given, only the cover at which each line would just hold out",
    ),
    "applications": Sheet(
        ("application", "crossing", "qty", "status"),
        ("version", "po_line", "mass_kg", "value", "currency", "kind", "filed", "forwarded", "accepted", "returned",
         "decided", "status_as_of", "told_by"),
        "nothing is known to be filed, so controlled parts run out with the stock",
    ),
    "queries": Sheet(
        ("application", "asked"), ("answered", "kind", "stops_clock", "who_owes"), "no query is counted as open"
    ),
}  # fmt: skip
UNUSED_COLUMNS = {
    "stock": ("safety_qty", "licence", "reserved_line"),
    "bom": ("alt_group",),
    "sources": ("share_pct", "max_week", "lead_days"),
}
DELAY_NAMES = (
    "forwarding", "acceptance", "answering", "resubmission", "issue", "customs",
    "transit_air", "transit_sea", "transit_rail", "transit_unknown",
)  # fmt: skip


def read_folder(folder: Path, as_of: date | None = None) -> tuple[Company, list[Problem]]:
    """Read a company folder. Raises BadInputError where nothing can be answered from it.

    Faulty rows are named in the problems and left out; the sound rows stand.
    """
    if not folder.is_dir():
        raise BadInputError([Problem(str(folder), None, None, "no such folder", "a company folder", "check the path")])
    reader = _Reader(folder)
    settings = reader.settings()
    day = as_of or reader.date_setting(settings, "as_of") or date.today()
    company = reader.company(settings, day)
    if not company.demands:
        raise BadInputError(
            [*reader.problems, Problem("demand.csv", None, None, "no sound row", "at least one", "mend the rows above")]
        )
    return company, reader.problems


@dataclass
class _Reader:
    """Collects problems and notes while the tables are read one after the other."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def settings(self) -> Mapping[str, object]:
        path = self.folder / "company.toml"
        if not path.exists():
            self.notes.append("company.toml is missing: no name, and lines rank in the order of demand.csv")
            return {}
        try:
            raw = path.read_bytes()[: 1024 * 1024]
            return tomllib.loads(raw.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            self.problems.append(
                Problem("company.toml", None, None, str(error).splitlines()[0], "TOML in UTF-8", "mend this line")
            )
            return {}

    def date_setting(self, settings: Mapping[str, object], key: str) -> date | None:
        value = settings.get(key)
        if value is None or isinstance(value, date):
            return value
        self._setting_problem(key, repr(value), "a date such as 2025-05-12")
        return None

    def company(self, settings: Mapping[str, object], as_of: date) -> Company:
        items = self._table("items", _item, key=lambda item: item.id, column="item")
        usages = self._usages(items, as_of)
        demands = self._list("demand", lambda cells: _demand(cells, items))
        sources = self._table("sources", _source, key=lambda source: source[0], column="source")
        crossings = self._table(
            "crossings", lambda cells: _crossing(cells, items, sources), key=lambda c: c.id, column="crossing"
        )
        stock = self._list("stock", lambda cells: _stock(cells, items, as_of))
        applications = self._applications(crossings)
        return Company(
            name=self._text_setting(settings, "name") or self.folder.name,
            country=self._country_setting(settings),
            synthetic=settings.get("synthetic") is True,
            as_of=as_of,
            priority=self._priority(settings, demands),
            delays=self._delays(settings),
            items=items,
            usages=usages,
            demands=tuple(demands),
            crossings=crossings,
            stock=tuple(stock),
            has_stock="stock" in self.read,
            applications=applications,
            notes=tuple(self.notes),
        )

    # --- settings ---------------------------------------------------------------------------------------------

    def _setting_problem(self, key: str, found: str, allowed: str) -> None:
        self.problems.append(Problem("company.toml", None, key, found[:80], allowed, "mend the value"))

    def _text_setting(self, settings: Mapping[str, object], key: str) -> str | None:
        value = settings.get(key)
        if value is None or isinstance(value, str):
            return value
        self._setting_problem(key, repr(value), "text in quotes")
        return None

    def _country_setting(self, settings: Mapping[str, object]) -> str | None:
        text = self._text_setting(settings, "country")
        try:
            return country_code(text) if text else None
        except ValueError as error:
            self._setting_problem("country", repr(text), str(error))
            return None

    def _priority(self, settings: Mapping[str, object], demands: Iterable[Demand]) -> tuple[str, ...]:
        lines = list(dict.fromkeys(demand.line for demand in demands))
        wanted = settings.get("priority", [])
        if not isinstance(wanted, list) or not all(isinstance(line, str) for line in wanted):
            self._setting_problem("priority", repr(wanted), "a list of line names")
            wanted = []
        for line in wanted:
            if line not in lines:
                self._setting_problem("priority", line, "lines of demand.csv: " + ", ".join(lines))
        return tuple(dict.fromkeys([*(line for line in wanted if line in lines), *lines]))

    def _delays(self, settings: Mapping[str, object]) -> dict[str, tuple[int, int, int]]:
        given = settings.get("delays", {})
        if not isinstance(given, dict):
            self._setting_problem("delays", repr(given), "a table [delays]")
            return {}
        delays: dict[str, tuple[int, int, int]] = {}
        for name, days in given.items():
            whole = isinstance(days, list) and len(days) == 3 and all(type(d) is int for d in days)
            if name not in DELAY_NAMES:
                self._setting_problem(f"delays.{name}", name, ", ".join(DELAY_NAMES))
            elif not whole or not 0 <= days[0] <= days[1] <= days[2] <= 400:
                self._setting_problem(f"delays.{name}", repr(days), "[shortest, most likely, longest] in whole days")
            else:
                delays[name] = (days[0], days[1], days[2])
        return delays

    # --- tables -----------------------------------------------------------------------------------------------

    def _read(self, name: str) -> Table | None:
        """The table, or None with a note where it is absent; a table that cannot be read is a problem."""
        path, sheet = self.folder / f"{name}.csv", SHEETS[name]
        if not path.exists():
            if sheet.cost is None:
                missing = Problem(
                    f"{name}.csv", None, None, "no such file", "a table with " + ", ".join(sheet.required), "add it"
                )
                raise BadInputError([*self.problems, missing])
            if sheet.cost:
                self.notes.append(f"{name}.csv is missing: {sheet.cost}")
            return None
        try:
            table = read_csv(path, sheet.required, sheet.optional)
        except BadInputError as error:
            self.problems += error.problems
            if sheet.cost is None:
                raise BadInputError(self.problems) from None
            if sheet.cost:
                self.notes.append(f"{name}.csv could not be read: {sheet.cost}")
            return None
        self.read.add(name)
        self.problems += table.problems
        for column in UNUSED_COLUMNS.get(name, ()):
            if any(row[column] for row in table.rows):
                self.notes.append(f"{name}.csv, {column}: read but not used yet")
        return table

    def _list(self, name: str, build: Callable[[Cells], T]) -> list[T]:
        table = self._read(name)
        built: list[T] = []
        for row in table.rows if table else ():
            try:
                built.append(build(Cells(f"{name}.csv", row)))
            except BadInputError as error:
                self.problems += error.problems
        return built

    def _table(self, name: str, build: Callable[[Cells], T], key: Callable[[T], str], column: str) -> dict[str, T]:
        """Rows by their key; a key that comes again is a problem and the first row stands."""
        found: dict[str, T] = {}
        first: dict[str, int] = {}

        def once(cells: Cells) -> T:
            value = build(cells)
            if key(value) in found:
                raise cells.fault(
                    column, f"{key(value)[:60]!r} again (first in row {first[key(value)]})", "each once", "remove one"
                )
            found[key(value)], first[key(value)] = value, cells.row.number
            return value

        self._list(name, once)
        return found

    def _usages(self, items: Mapping[str, Item], as_of: date) -> tuple[tuple[str, str, Fraction], ...]:
        rows = [u for u in self._list("bom", lambda cells: _usage(cells, items, as_of)) if u is not None]
        while True:
            try:
                bill_of_materials(Usage(*usage) for usage, _ in rows)
                return tuple(usage for usage, _ in rows)
            except CircleError as error:
                pairs = set(zip(error.circle, error.circle[1:], strict=False))
                last = max((row for usage, row in rows if usage[:2] in pairs), default=rows[-1][1])
                found = "a circle: " + " > ".join(error.circle)
                self.problems.append(
                    Problem("bom.csv", last, "item", found, "no item inside itself", "mend it; the row was left out")
                )
                rows = [(usage, row) for usage, row in rows if row != last]

    def _applications(self, crossings: Mapping[str, CrossingRow]) -> dict[str, Application]:
        """The newest version of each application, with its queries."""
        newest: dict[str, Application] = {}
        for application in self._list("applications", lambda cells: _application(cells, crossings)):
            known = newest.get(application.id)
            if known is not None and known.version == application.version:
                found, allowed = f"{application.id} version {application.version} twice", "each version once"
                self.problems.append(
                    Problem("applications.csv", None, "version", found, allowed, "number the versions")
                )
            elif known is None or known.version < application.version:
                newest[application.id] = application
        queries: dict[str, list[Query]] = {}
        for query in self._list("queries", lambda cells: _query(cells, newest)):
            queries.setdefault(query.application, []).append(query)
        return {i: _with_queries(a, queries.get(i, [])) for i, a in newest.items()}


def _known(cells: Cells, column: str, known: Iterable[str], file: str) -> str:
    name = cells.row[column]
    if name not in known:
        found = repr(name[:60]) if name else "nothing"
        raise cells.fault(column, found, f"a name of {file}", f"add it to {file} or mend the name")
    return name


def _positive(cells: Cells, column: str, *, zero: bool = False) -> Decimal:
    allowed = "a number of zero or more" if zero else "a number above zero"
    value = cells.number(column, allowed)
    if value is None or (value == 0 and not zero):
        raise cells.fault(column, repr(cells.row[column]), allowed, "correct the figure")
    return value


def _item(cells: Cells) -> Item:
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


def _usage(cells: Cells, items: Mapping[str, Item], as_of: date) -> tuple[tuple[str, str, Fraction], int] | None:
    """One row of the bill, or None where it does not hold on the as-of day or is an alternate."""
    parent, item = (_known(cells, column, items, "items.csv") for column in ("parent", "item"))
    qty, scrap = _positive(cells, "qty"), cells.number("scrap_pct") or Decimal(0)
    if scrap >= 100:
        raise cells.fault("scrap_pct", str(scrap), "0 to below 100", "correct the figure")
    starts, ends = cells.day("valid_from"), cells.day("valid_to")
    if (starts and starts > as_of) or (ends and ends < as_of):
        return None
    if cells.row["alt_rank"] not in ("", "1"):
        return None
    return (parent, item, Fraction(qty) / (1 - Fraction(scrap) / 100)), cells.row.number


def _demand(cells: Cells, items: Mapping[str, Item]) -> Demand:
    if not cells.row["line"]:
        raise cells.fault("line", "nothing", "the name of a line", "name the line")
    calendar = cells.row["calendar"] or "mon-fri"
    if calendar not in PLANT_CALENDARS:
        raise cells.fault("calendar", calendar[:40], ", ".join(PLANT_CALENDARS), "choose one of these")
    starts, ends = cells.day("from"), cells.day("to")
    if starts and ends and ends < starts:
        raise cells.fault("to", ends.isoformat(), f"on or after {starts}", "mend the dates")
    product = _known(cells, "product", items, "items.csv")
    units = _positive(cells, "units_per_day")
    return Demand(cells.row["line"], cells.row["site"], product, starts, ends, units, calendar)


def _source(cells: Cells) -> tuple[str, str | None, str | None, Decimal | None]:
    name = cells.row["source"]
    if not name:
        raise cells.fault("source", "nothing", "a name for the source", "name it")
    return name, cells.country("ship_from"), cells.country("ship_to"), cells.number("transit_days")


def _crossing(
    cells: Cells,
    items: Mapping[str, Item],
    sources: Mapping[str, tuple[str, str | None, str | None, Decimal | None]],
) -> CrossingRow:
    name = cells.row["crossing"]
    if not name:
        raise cells.fault("crossing", "nothing", "a name for the crossing", "name it")
    _, ship_from, ship_to, transit = sources.get(cells.row["source"], ("", None, None, None))
    return CrossingRow(
        id=name,
        item=_known(cells, "item", items, "items.csv"),
        source=cells.row["source"],
        form=cells.form(),
        qty_per_item=Fraction(_positive(cells, "qty_per_item")) if cells.row["qty_per_item"] else Fraction(1),
        jurisdiction=cells.country("jurisdiction") or ship_from,
        destination=cells.country("destination") or ship_to,
        exporter=cells.text("exporter"),
        consignee=cells.text("consignee"),
        end_user=cells.text("end_user"),
        military_end_user=cells.fact("military_end_user"),
        end_use=cells.text("end_use"),
        route=cells.text("route"),
        transit_days=transit,
    )


def _stock(cells: Cells, items: Mapping[str, Item], as_of: date) -> Stock:
    state = cells.row["state"] or "plant"
    if state not in STOCK_STATES:
        raise cells.fault("state", state[:40], ", ".join(STOCK_STATES), "choose one of these")
    available = cells.day("available_on")
    if state == "transit" and available is None:
        raise cells.fault("available_on", "nothing", "the day of arrival of stock in transit", "give the day")
    item = _known(cells, "item", items, "items.csv")
    return Stock(item, cells.row["place"], state, _positive(cells, "qty", zero=True), available)


def _application(cells: Cells, crossings: Mapping[str, CrossingRow]) -> Application:
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
        crossing=_known(cells, "crossing", crossings, "crossings.csv"),
        qty=_positive(cells, "qty"),
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


def _query(cells: Cells, applications: Mapping[str, Application]) -> Query:
    asked, answered = cells.day("asked"), cells.day("answered")
    if asked is None:
        raise cells.fault("asked", "nothing", "the day of the question", "give the day")
    if answered is not None and answered < asked:
        raise cells.fault("answered", answered.isoformat(), f"on or after {asked}", "mend the dates")
    stops = cells.fact("stops_clock") is Fact.YES
    name = _known(cells, "application", applications, "applications.csv")
    return Query(name, asked, answered, stops, cells.row["who_owes"])


def _with_queries(application: Application, queries: list[Query]) -> Application:
    return replace(application, queries=tuple(queries))
