"""What a person who fills a table in has to know: what a row is, what each column takes, and a row as an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_DAY = "a day, as 2025-05-12"


@dataclass(frozen=True, slots=True)
class Guide:
    """One table: what a row says, what its columns take, and what an empty column costs where that matters."""

    row: str
    columns: Mapping[str, str]
    example: Mapping[str, str]
    costs: Mapping[str, str]
    none: str = ""  # what a table without a row says


GUIDES: Mapping[str, Guide] = {
    "items": Guide(
        "one part number: what you build, buy, and what goes into it down to the part that crosses the border",
        {
            "item": "part number, each once",
            "description": "in words",
            "form": "what it is physically",
            "grade": "trade grade, such as N42SH",
            "mass_g": "grams of one piece",
            "composition": "weight per cent, as: Nd 28; Pr 2; Dy 3; B 1; Fe rest",
            "closed": "yes if all that is in it is listed",
            "intentionally_added": "yes if the controlled element was put in on purpose",
            "evidence": "how the composition is known",
            "reporting_limit_ppm": "below what content the report says nothing",
            "hs_code": "customs code, for reference only",
            "properties": "key=value; key=value, such as product=rotor",
        },
        {
            "item": "MAG-A", "description": "Segment magnet", "form": "magnet", "grade": "N42SH", "mass_g": "110",
            "composition": "Nd 28; Pr 2; Dy 3; B 1; Fe rest", "closed": "yes", "intentionally_added": "yes",
            "evidence": "declared",
        },
        {
            "form": "without it most crossings cannot be told: two dates instead of one",
            "composition": "without it what crosses cannot be told: two dates instead of one",
        },
    ),
    "bom": Guide(
        "one part that goes into another",
        {
            "parent": "part number of what is built",
            "item": "part number of what goes into it",
            "qty": "pieces for one parent",
            "scrap_pct": "per cent lost in building, as 3",
            "alt_group": "a name shared by parts of which one is enough",
            "alt_rank": "1 for the one used first, 2 for the next",
            "valid_from": _DAY,
            "valid_to": _DAY,
        },
        {"parent": "MOTOR-A", "item": "MAG-A", "qty": "48", "scrap_pct": "2"},
        {},
    ),
    "demand": Guide(
        "what one line builds",
        {
            "line": "name of the line",
            "product": "part number that it builds",
            "units_per_day": "pieces a day on which it builds",
            "site": "place",
            "from": f"first day; {_DAY}; empty for at once",
            "to": "last day; empty for no end",
            "calendar": "on which days it builds",
            "end_use": "what the product is for, in the words of the licence",
        },
        {"line": "LINE-1", "product": "MOTOR-A", "units_per_day": "220", "site": "Ohio", "calendar": "mon-fri"},
        {},
    ),
    "sources": Guide(
        "one way in which a part can be bought",
        {
            "source": "name of the source, each once",
            "item": "part number that it gives",
            "supplier": "who sells it",
            "ship_from": "country that it leaves",
            "ship_to": "country in which it arrives",
            "share_pct": "per cent of your need that it covers, as 60; that much goes on where it waits for no licence",
            "status": "whether you may buy from it",
            "qualified_on": _DAY,
            "moq": "smallest order, pieces",
            "lot": "pieces in a lot",
            "lead_days": "calendar days from order to release",
            "transit_days": "calendar days from release to your plant; 40 is drawn from 32 to 48",
            "max_week": "most pieces a week",
        },
        {"source": "Ningbo", "ship_from": "CN", "ship_to": "US", "transit_days": "12"},
        {"transit_days": "without it transit is drawn from 3 to 50 days, by the route of the crossing"},
        "no source is known",
    ),
    "crossings": Guide(
        "one border under licence control that a part crosses, at whatever tier",
        {
            "crossing": "a name, each once",
            "item": "part number that crosses",
            "source": "name in the table sources",
            "form": "form in which it crosses, if another than the item's",
            "qty_per_item": "pieces that cross for one item; empty for 1",
            "jurisdiction": "country that it leaves",
            "destination": "country in which it ends up",
            "exporter": "who sends it",
            "consignee": "who receives it",
            "end_user": "who uses it in the end",
            "military_end_user": "a fact of its own, not a guess",
            "end_use": "what it is for",
            "route": "how it travels",
            "kind": "kind of licence",
        },
        {
            "crossing": "X-MAG-A", "item": "MAG-A", "jurisdiction": "CN", "destination": "US", "exporter": "Ningbo",
            "military_end_user": "no", "route": "air",
        },
        {
            "jurisdiction": "without it whose law to ask is not known, unless its source says",
            "destination": "without it some answers cannot be told",
            "military_end_user": "without it a crossing may be prohibited: two dates instead of one",
            "route": "without it transit is drawn from 3 to 50 days",
        },
        "nothing crosses a border under licence control",
    ),
    "stock": Guide(
        "a quantity of one part in one place",
        {
            "item": "part number",
            "qty": "pieces",
            "place": "where it lies",
            "owner": "whose it is",
            "state": "blocked is not counted; at a supplier or in bond only with available_on",
            "available_on": f"from when a line can use it; {_DAY}",
            "safety_qty": "pieces of it that are kept as safety stock",
            "licence": "licence under which it came, whose end use binds it",
            "reserved_line": "the line for which it is kept",
            "counted_on": f"when it was counted; {_DAY}",
        },
        {"item": "MAG-A", "qty": "412000", "place": "Ohio", "state": "plant", "counted_on": "2025-05-09"},
        {"counted_on": "without it each count is taken to be of the as-of day: a stop may be later than it will be"},
        "there is no stock at all",
    ),
    "applications": Guide(
        "one licence application for one crossing, in your own or your supplier's name",
        {
            "application": "its number",
            "crossing": "name in the table crossings",
            "qty": "pieces that cross under it; empty for a general licence under which they cross as needed",
            "status": "where it stands",
            "version": "a whole number; of several the highest counts",
            "po_line": "your order line",
            "mass_kg": "kilograms applied for",
            "value": "value applied for",
            "currency": "of the value",
            "kind": "individual or general",
            "filed": _DAY,
            "forwarded": f"from province to ministry; {_DAY}",
            "accepted": f"day 0 of the clock; needed in review; {_DAY}",
            "returned": _DAY,
            "decided": _DAY,
            "status_as_of": f"when the status was last heard; {_DAY}",
            "told_by": "who told you",
        },
        {
            "application": "NB-0412", "crossing": "X-MAG-A", "qty": "260000", "status": "review",
            "filed": "2025-04-09", "accepted": "2025-04-16", "status_as_of": "2025-05-09",
        },
        {
            "accepted": "without it no waiting is counted, and goods come later than they would",
            "status_as_of": "without it each status is taken to be of the as-of day",
        },
        "nothing is filed",
    ),
    "queries": Guide(
        "one question that the authority asked on an application",
        {
            "application": "its number",
            "asked": _DAY,
            "answered": f"{_DAY}; empty while open",
            "kind": "what it is about",
            "stops_clock": "yes stops the clock",
            "who_owes": "who has to answer",
        },
        {"application": "NB-0412", "asked": "2025-05-06", "stops_clock": "yes", "who_owes": "consignee"},
        {"stops_clock": "without it the clock is taken to run on"},
        "no question was asked",
    ),
    "orders": Guide(
        "items ordered that are not in the stock yet",
        {
            "po": "number of the order",
            "item": "part number",
            "qty": "pieces",
            "po_line": "line of the order",
            "source": "name in the table sources",
            "promised": f"when it is to be released; {_DAY}",
            "shipped_on": f"when it left; {_DAY}",
            "application": "the application that it waits for",
            "licence": "the licence under which it ships",
        },
        {"po": "4500017", "po_line": "10", "item": "MAG-A", "qty": "20000", "shipped_on": "2025-05-02"},
        {},
        "nothing is ordered",
    ),
    "licences": Guide(
        "one licence in hand",
        {
            "licence": "its number, each once",
            "application": "the application on which it was granted",
            "kind": "what it is",
            "exporter": "between whom; never shared with another",
            "consignee": "who receives",
            "end_user": "between whom; never shared with another",
            "item": "part number, where no application is named",
            "end_use": "what it is for",
            "control_code": "as printed on it",
            "mass_kg": "kilograms granted",
            "value": "value granted",
            "clearances_allowed": "how many exports; empty for 1 of an individual licence, any number of a general one",
            "valid_from": _DAY,
            "valid_to": f"last day; {_DAY}",
            "port": "where it may leave",
            "mode": "how it may travel",
        },
        {
            "licence": "L-2025-018", "item": "MAG-A", "kind": "individual", "mass_kg": "2000",
            "valid_from": "2025-05-06", "valid_to": "2025-11-06",
        },
        {
            "mass_kg": "without it no balance is kept: all of the application may ship until its clearances are used",
            "valid_to": "without it a licence is taken to last 12 months from its decision",
        },
        "no licence is in hand",
    ),
    "clearances": Guide(
        "goods that crossed under a licence, or for which it is reserved",
        {
            "licence": "its number",
            "po_line": "your order line",
            "date": _DAY,
            "mass_kg": "kilograms",
            "value": "value",
            "status": "reserved counts against the licence and still ships; cancelled does not count",
        },
        {"licence": "L-2025-018", "date": "2025-05-09", "mass_kg": "500", "status": "reserved"},
        {"mass_kg": "without it a clearance takes all that a licence is granted in mass"},
        "nothing was cleared",
    ),
    "consents": Guide(
        "a consent that what crosses for one end user or end use may go into a line that builds for another",
        {
            "crossing": "over which the goods come",
            "line": "that may use them",
            "given_by": "who gave it",
            "given_on": _DAY,
            "document": "its number, or where it lies",
        },
        {"crossing": "X-MAG-A", "line": "LINE-1", "given_by": "the authority", "given_on": "2025-05-08"},
        {},
        "no consent is on file",
    ),
}  # fmt: skip


SETTINGS: Mapping[str, str] = {
    "name": "of the company",
    "country": "code or English name",
    "as_of": "the day of the question, as 2025-05-12; empty for today",
    "synthetic": "yes if the figures are invented",
    "priority": "lines in the order in which they are served in a shortage, with semicolons",
    "closed": "days on which no line builds, as 2026-05-01; 2026-12-24:2027-01-01",
}


def is_day(table: str, column: str) -> bool:
    """Whether a column holds days."""
    return _DAY in GUIDES[table].columns[column] or column == "to"
