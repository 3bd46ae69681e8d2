"""A company's folder as frozen values: what it buys, builds, holds, and waits for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.filings import Application, Clearance, Consent, Licence, Order
from permeance.exposure.line_fault import NO_CROSSING_WHY, LineFault
from permeance.terms.composition import Composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

WEEKS = {"mon-fri": "1111100", "mon-sat": "1111110", "daily": "1111111"}  # from Monday on, 1 where a line builds
QUALIFIED = "qualified"
SOURCE_STATUSES: tuple[str, ...] = (QUALIFIED, "candidate", "lapsed")
STOCK_STATES: tuple[str, ...] = ("plant", "supplier", "transit", "bonded", "blocked")


@dataclass(frozen=True, slots=True)
class Item:
    """A part number: what it is and what it consists of, as far as anyone said."""

    id: str
    description: str
    form: Form | None
    grade: str
    composition: Composition | None
    intentionally_added: Fact
    evidence: str | None
    customs_code: str | None
    mass_g: Decimal | None
    properties: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Alternate:
    """What may go into a parent in the place of `first`: `qty` of `item` for one parent, tried in the order of rank."""

    parent: str
    first: str
    item: str
    qty: Fraction
    rank: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What a line builds a day between two days, both included; `to` None is without end."""

    line: str
    site: str
    product: str
    starts: date | None
    ends: date | None
    units_per_day: Decimal
    calendar: str
    end_use: str = ""
    closed: tuple[tuple[date, date], ...] = ()  # spans of days on which no line of the plant builds

    def builds(self, first: date, days: int) -> NDArray[np.bool_]:
        """Whether the line builds on each of so many days from the first on: bool[days]."""
        span = np.datetime64(first, "D") + np.arange(days)
        builds: NDArray[np.bool_] = np.is_busday(span, weekmask=WEEKS[self.calendar])
        if self.starts:
            builds &= span >= np.datetime64(self.starts, "D")
        if self.ends:
            builds &= span <= np.datetime64(self.ends, "D")
        for begins, ends in self.closed:
            builds &= (span < np.datetime64(begins, "D")) | (span > np.datetime64(ends, "D"))
        return builds


@dataclass(frozen=True, slots=True)
class Source:
    """One way in which an item can be bought: from whom, from where to where, how much, and how long it takes.

    `lead_days` run from order to release, `transit_days` from release to plant; both are calendar days.
    """

    name: str
    ship_from: str | None
    ship_to: str | None
    transit_days: Decimal | None
    item: str | None = None
    supplier: str = ""
    share_pct: Decimal | None = None
    status: str = QUALIFIED
    qualified_on: date | None = None
    moq: Decimal | None = None
    lot: Decimal | None = None
    lead_days: int | None = None
    max_week: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CrossingRow:
    """A border that an item crosses under licence control, at whatever tier."""

    id: str
    item: str
    source: str
    form: Form | None
    qty_per_item: Fraction
    jurisdiction: str | None
    destination: str | None
    exporter: str | None
    consignee: str | None
    end_user: str | None
    military_end_user: Fact
    end_use: str | None
    route: str | None
    transit_days: Decimal | None


@dataclass(frozen=True, slots=True)
class Stock:
    """A quantity of an item that can be used from a day on, as counted on another.

    `over` names crossings of which none may wait for a licence: what is ordered over them comes only then.
    """

    item: str
    place: str
    state: str
    qty: Decimal
    available_on: date | None
    counted_on: date | None = None
    over: tuple[str, ...] = ()
    reserved_line: str | None = None  # the only line that may use it
    owner: str = ""
    safety_qty: Decimal | None = None
    licence: str | None = None

    @property
    def counts(self) -> bool:
        """Whether a line may ever use it: not blocked, and at the plant or with a day on which it comes there."""
        return self.state == "plant" or (self.state != "blocked" and self.available_on is not None)


@dataclass(frozen=True, slots=True)
class UnusedCase:
    """A case that the tables name and that brings nothing: why, after the name of a part, and what to do about it.

    `doubt` says what may make dates too early, and is empty where it is sure that nothing comes.
    """

    name: str
    crossing: str
    why: str
    remedy: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """All that was read, with `notes` on what is missing or not used and what that costs."""

    name: str
    country: str | None
    synthetic: bool
    as_of: date
    priority: tuple[str, ...]
    delays: Mapping[str, tuple[int, int, int]] = field(hash=False)
    items: Mapping[str, Item] = field(hash=False)
    usages: tuple[tuple[str, str, Fraction], ...]
    demands: tuple[Demand, ...]
    crossings: Mapping[str, CrossingRow] = field(hash=False)
    stock: tuple[Stock, ...]
    has_stock: bool
    applications: Mapping[str, Application] = field(hash=False)
    notes: tuple[str, ...]
    past_demands: tuple[Demand, ...] = ()  # what ended before the as-of day: it used stock that was counted before
    licences: Mapping[str, Licence] = field(default_factory=dict, hash=False)
    clearances: tuple[Clearance, ...] = ()
    orders: tuple[Order, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict, hash=False)
    alternates: tuple[Alternate, ...] = ()
    consents: tuple[Consent, ...] = ()
    lost: Mapping[str, str] = field(default_factory=dict, hash=False)  # how a table lacks: `is missing`
    lines_lost: tuple[LineFault, ...] = ()  # named in the tables, with no row that could be used
    may_be_late: tuple[LineFault, ...] = ()
    unused_cases: tuple[UnusedCase, ...] = ()
    may_be_early: tuple[LineFault, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)  # where tables stand, if in Excel

    def file(self, table: str) -> str:
        """Where a table stands, as messages name it: `stock.csv`, or `company.xlsx, sheet stock`."""
        return self.files.get(table, f"{table}.csv")

    @property
    def has_dates(self) -> bool:
        """Whether a day can be given for any line: there is a stock, and a crossing that it may run out behind."""
        return self.has_stock and bool(self.crossings)

    def unused_over(self, crossings: Collection[str]) -> tuple[UnusedCase, ...]:
        """The cases over some crossings that the tables name and that bring nothing."""
        return tuple(case for case in self.unused_cases if case.crossing in crossings)

    def may_use(self, crossing: str, line: str) -> bool:
        """Whether a consent is recorded that what comes over the crossing may go into the line."""
        return any((consent.crossing, consent.line) == (crossing, line) for consent in self.consents)

    @property
    def not_answered(self) -> tuple[LineFault, ...]:
        """The lines of which nothing is said; without a crossing these are all."""
        lines = dict.fromkeys(demand.line for demand in self.demands) if not self.crossings else ()
        how = self.lost.get("crossings")
        why = f"{NO_CROSSING_WHY}: {self.file('crossings')} {how}" if how else NO_CROSSING_WHY
        return (*self.lines_lost, *(LineFault(line, why) for line in lines))
