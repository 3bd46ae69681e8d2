"""What was filed, granted, cleared, ordered and consented to, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Where a case stands, as a company outside the ministry can know it.
STATUSES: tuple[str, ...] = (
    "draft", "submitted", "intake", "review", "awaiting_applicant", "returned", "referred",
    "granted", "refused", "withdrawn", "lapsed",
)  # fmt: skip
OPEN_STATUSES = frozenset(STATUSES[1:7])
GENERAL = "general"  # the kind of a licence for repeated exports
LICENCE_KINDS: tuple[str, ...] = ("individual", GENERAL)
CLEARANCE_STATUSES: tuple[str, ...] = ("cleared", "reserved", "cancelled")


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the ministry on an application; unanswered where `answered` is None."""

    application: str
    asked: date
    answered: date | None
    stops_clock: bool
    who_owes: str


@dataclass(frozen=True, slots=True)
class Application:
    """One application, in its newest version, with what the company was told of it.

    A general licence of no stated quantity has a `qty` of None: under it goods come as they are needed.
    """

    id: str
    version: int
    crossing: str
    qty: Decimal | None
    kind: str
    filed: date | None
    forwarded: date | None
    accepted: date | None
    returned: date | None
    decided: date | None
    status: str
    status_as_of: date | None
    queries: tuple[Query, ...] = ()
    licence: str | None = None  # in hand: `qty` is then what may still ship under it
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def pending(self) -> bool:
        return self.status in OPEN_STATUSES


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence in hand: how much may cross under it, between whom, from when to when."""

    id: str
    application: str | None
    kind: str
    exporter: str | None
    consignee: str | None
    end_user: str | None
    item: str | None
    end_use: str | None
    control_code: str | None
    mass_kg: Decimal | None
    value: Decimal | None
    clearances_allowed: int | None  # None: any number
    valid_from: date | None
    valid_to: date | None
    port: str
    mode: str


@dataclass(frozen=True, slots=True)
class Clearance:
    """Goods that crossed under a licence, or for which it is reserved."""

    licence: str
    po_line: str
    day: date | None
    mass_kg: Decimal | None
    value: Decimal | None
    status: str


@dataclass(frozen=True, slots=True)
class Order:
    """Items ordered and not in the stock yet: promised, shipped, or bound to an application or a licence."""

    po: str
    po_line: str
    source: str
    item: str
    qty: Decimal
    promised: date | None
    shipped_on: date | None
    application: str | None
    licence: str | None

    @property
    def id(self) -> str:
        return f"{self.po}/{self.po_line}" if self.po_line else self.po


@dataclass(frozen=True, slots=True)
class Consent:
    """That what comes over a crossing may go into a line of another end user or end use, and who said so."""

    crossing: str
    line: str
    given_by: str
    given_on: date
    document: str = ""
