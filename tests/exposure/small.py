"""A company of a few parts, built in a line or two, with determinations that say just what a test wants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from permeance.determination.answer import Answer
from permeance.exposure.company import Company, CrossingRow, Demand, Item, Stock
from permeance.exposure.filings import Application
from permeance.exposure.line_stop import Settings, base_of, simulate
from permeance.exposure.outcome import Simulated
from permeance.exposure.outlook import Outlook
from permeance.foresight.scenarios import scenarios_of
from permeance.law.calendar import find_calendar
from permeance.law.snapshot import compile_snapshot
from permeance.terms.fact import Fact
from permeance.terms.form import Form

AS_OF = date(2025, 5, 12)  # a Monday
FREE, LICENCE, DENIED, BANNED = (
    Answer.NOT_CONTROLLED, Answer.LICENCE_REQUIRED, Answer.DENIED_IN_PRINCIPLE, Answer.PROHIBITED,
)  # fmt: skip


def item(name: str) -> Item:
    return Item(name, name, Form.MAGNET, "", None, Fact.UNKNOWN, None, None, None)


def crossing(name: str, part: str, jurisdiction: str = "CN", qty_per_item: Fraction = Fraction(1)) -> CrossingRow:
    return CrossingRow(
        name, part, "", None, qty_per_item, jurisdiction, "US", "Exporter", None, None, Fact.UNKNOWN, None, "air", None
    )


def demand(line: str, units: int = 10, calendar: str = "daily", **span: date) -> Demand:
    return Demand(line, "", line, span.get("starts"), span.get("ends"), Decimal(units), calendar)


def stock(part: str, qty: int | str, state: str = "plant", on: date | None = None) -> Stock:
    return Stock(part, "", state, Decimal(qty), on)


def application(name: str, over: str, qty: int, status: str, **days: Any) -> Application:
    dates = dict.fromkeys(("filed", "forwarded", "accepted", "returned", "decided", "status_as_of")) | days
    return Application(name, 1, over, Decimal(qty), "individual", status=status, **dates)


def company(
    usages: list[tuple[str, str, int]],
    demands: list[Demand],
    crossings: list[CrossingRow],
    stocks: list[Stock],
    applications: tuple[Application, ...] = (),
) -> Company:
    names = dict.fromkeys([d.product for d in demands] + [part for _, part, _ in usages])
    return Company(
        name="Small", country=None, synthetic=True, as_of=AS_OF,
        priority=tuple(dict.fromkeys(d.line for d in demands)), delays={},
        items={name: item(name) for name in names},
        usages=tuple((parent, part, Fraction(qty)) for parent, part, qty in usages),
        demands=tuple(demands), crossings={row.id: row for row in crossings}, stock=tuple(stocks), has_stock=True,
        applications={a.id: a for a in applications}, notes=(),
    )  # fmt: skip


def says(at_least: Answer, at_most: Answer | None = None, *, foreign: bool = False) -> Any:
    """A determination of which only the bounds matter."""
    top = at_most or at_least
    missing = (SimpleNamespace(fact="law", ask=None, element=None),) if foreign else ()
    answer = at_least if top is at_least else Answer.UNKNOWN
    leaves = SimpleNamespace(ship_from="VN" if foreign else "CN", grade="")
    return SimpleNamespace(answer=answer, at_least=at_least, at_most=top, missing=missing, reverify=(), crossing=leaves)


def run(plant: Company, determinations: dict[str, Any], horizon: int = 100, replications: int = 200) -> Simulated:
    base = base_of(plant, compile_snapshot(AS_OF), ((plant.as_of, determinations),), horizon)
    outlook = Outlook(scenarios_of((), {}), (1.0,), (), (), (), (), (), AS_OF, AS_OF)
    return simulate(base, outlook, find_calendar("CN"), Settings(horizon, 1, replications))


def day_of(found: date | None) -> int | None:
    """A date as days from the as-of day."""
    return None if found is None else (found - AS_OF).days
