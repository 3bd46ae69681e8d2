"""The tables of a company folder: which columns each has, and what its absence costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of one table: those it needs, those it may have, and what its absence costs."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    cost: str | None  # None: the folder cannot be used without it; empty: nothing worth a note


SHEETS: Mapping[str, Sheet] = {
    "items": Sheet(
        ("item",),
        ("description", "form", "grade", "mass_g", "composition", "closed", "intentionally_added", "evidence",
         "reporting_limit_ppm", "hs_code", "properties"),
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
    "orders": Sheet(
        ("po", "item", "qty"),
        ("po_line", "source", "promised", "shipped_on", "application", "licence"),
        "",
    ),
    "licences": Sheet(
        ("licence",),
        ("application", "kind", "exporter", "consignee", "end_user", "item", "end_use", "control_code", "mass_kg",
         "value", "clearances_allowed", "valid_from", "valid_to", "port", "mode"),
        "",
    ),
    "clearances": Sheet(("licence",), ("po_line", "date", "mass_kg", "value", "status"), ""),
    "consents": Sheet(("crossing", "line", "given_by", "given_on"), ("document",), ""),
}  # fmt: skip
UNUSED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "crossings": ("kind",),
}
