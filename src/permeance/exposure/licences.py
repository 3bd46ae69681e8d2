"""What may still ship under the licences in hand: granted less cleared, exactly, and never below zero.

A balance is that of one licence between one exporter and one end user; nothing is ever moved to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from permeance.exposure.company import Company, CrossingRow, Item
from permeance.exposure.filings import GENERAL, Application, Clearance, Licence
from permeance.exposure.outcome import InHand
from permeance.terms.wording import plain

_MICRO = 10**6
_MOST = Decimal(10**9)  # pieces in one case, as in a cell


@dataclass(frozen=True, slots=True)
class Balance:
    """What a licence still allows on a day: kilograms, value, clearances, and which share of all that was granted.

    A figure that the licence does not give is None. `why` says why nothing may ship, or is empty.
    """

    licence: Licence
    mass_kg: Decimal | None
    value: Decimal | None
    clearances: int | None
    share: Fraction
    why: str
    overdrawn: str

    @property
    def limited(self) -> bool:
        """Whether the licence is for so much or so often, and not for what is needed while it is valid."""
        return not (self.mass_kg is None and self.value is None and self.clearances is None)


def balance(licence: Licence, clearances: Iterable[Clearance], on: date) -> Balance:
    """The balance of one licence on a day.

    What is reserved counts against the grant, and ships: where no clearance beyond the reserved ones is allowed only
    what they hold may ship, and the rest lapses. Under an overdrawn licence nothing ships until that is mended, since
    which of its clearances hold is not known. A clearance without a figure that the licence is granted in takes all.
    """
    own = [c for c in clearances if c.licence == licence.id and c.status != "cancelled"]
    cleared = [c for c in own if c.status == "cleared"]
    allowed = licence.clearances_allowed
    left = None if allowed is None else max(0, allowed - len(own))
    ships, shares, overdrawn = dict[str, Decimal | None](), [Fraction(1)], []
    for unit in ("mass_kg", "value"):
        granted: Decimal | None = getattr(licence, unit)
        if granted is None:
            ships[unit] = None
            continue
        gone, taken = _sum(cleared, unit, granted), _sum(own, unit, granted)
        if taken > granted:
            overdrawn.append(f"{unit} {taken} of {granted}")
        rest = max(Decimal(0), granted - gone)
        ships[unit] = min(rest, max(Decimal(0), taken - gone)) if left == 0 else rest
        shares.append(Fraction(ships[unit] or 0) / Fraction(granted))
    if allowed is not None and len(own) > allowed:
        overdrawn.append(f"{len(own)} clearances of {allowed}")
    reserved = len(own) - len(cleared)
    why = "it is overdrawn" if overdrawn else _why(licence, on, left == 0 and not reserved, min(shares))
    if why:
        ships = {unit: None if rest is None else Decimal(0) for unit, rest in ships.items()}
    share = Fraction(0) if why else min(shares)
    return Balance(licence, ships["mass_kg"], ships["value"], left, share, why, " and ".join(overdrawn))


def _sum(clearances: Sequence[Clearance], unit: str, granted: Decimal) -> Decimal:
    amounts: list[Decimal | None] = [getattr(clearance, unit) for clearance in clearances]
    stated = sum((amount for amount in amounts if amount is not None), Decimal(0))
    return max(stated, granted) if None in amounts else stated


def _why(licence: Licence, on: date, used: bool, share: Fraction) -> str:
    if licence.valid_to is not None and licence.valid_to < on:
        return f"its last day was {licence.valid_to}"
    if used:
        allowed = licence.clearances_allowed
        every = "its only clearance is" if allowed == 1 else f"all {allowed} of its clearances are"
        return f"{every} used; what was not shipped has lapsed"
    return "" if share else "all that was granted is cleared"


def for_another(licence: Licence, crossing: CrossingRow) -> str | None:
    """Which party of a licence is another than that of a crossing; None where they agree or one is not stated."""
    for party in ("exporter", "end_user"):
        granted, crosses = getattr(licence, party), getattr(crossing, party)
        if granted and crosses and plain(granted) != plain(crosses):
            return f"{party} {granted[:60]!r}, and {crosses[:60]!r} in crossing {crossing.id[:60]}"
    return None


def with_licence(application: Application, left: Balance) -> Application:
    """A granted application whose licence is in hand: it brings what may still ship, while the licence is valid."""
    licence = left.licence
    if application.qty is None:
        qty, ships = None, not left.why and not left.limited
    else:
        qty = pieces(Fraction(application.qty) * left.share)
        ships = bool(qty)
    return replace(
        application,
        qty=qty,
        licence=licence.id,
        valid_from=licence.valid_from,
        valid_to=licence.valid_to,
        status="granted" if ships else "lapsed",
    )


def in_hand(company: Company, application: Application) -> InHand | None:
    """The licence of a granted application, where the tables have one, and how often goods were cleared under it."""
    licence = company.licences.get(application.licence or "")
    if licence is None:
        return None
    cleared = sum(c.licence == licence.id and c.status == "cleared" for c in company.clearances)
    return InHand(licence.id, licence.valid_from, cleared, licence.clearances_allowed)


def crossing_for(licence: Licence, crossings: Mapping[str, CrossingRow]) -> list[CrossingRow]:
    """The crossings that a licence without an application can be for: of its item and between its parties."""
    return [row for row in crossings.values() if row.item == licence.item and for_another(licence, row) is None]


def unapplied(left: Balance, crossing: CrossingRow, item: Item) -> Application | str:
    """A licence of which no application is listed, as a granted one; or why its pieces are not known."""
    licence = left.licence
    if licence.kind == GENERAL and not left.limited:
        return with_licence(_made(licence, crossing, None), left)
    if left.mass_kg is None:
        return "it names no application and no mass_kg"
    if not item.mass_g:
        return f"it names no application, and items.csv gives no mass_g of {item.id[:60]}"
    if crossing.qty_per_item != 1 or crossing.form not in (None, item.form):
        return f"it names no application, and what one piece of crossing {crossing.id[:60]} weighs is not known"
    qty = pieces(Fraction(licence.mass_kg or 0) * 1000 / Fraction(item.mass_g))
    return with_licence(_made(licence, crossing, qty), left)


def _made(licence: Licence, crossing: CrossingRow, qty: Decimal | None) -> Application:
    return Application(
        licence.id, 1, crossing.id, qty, licence.kind, None, None, None, None, licence.valid_from, "granted", None
    )


def pieces(quantity: Fraction) -> Decimal:
    """A number of pieces, rounded down to a millionth."""
    return min(_MOST, Decimal(floor(quantity * _MICRO)) / _MICRO)
