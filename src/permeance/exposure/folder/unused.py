"""Cases that the tables name and that bring nothing: their rows cannot be used, or their licences allow no more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from permeance.exposure.company import Company, CrossingRow, UnusedCase
from permeance.exposure.filings import GENERAL, Application
from permeance.exposure.folder.tables import Tables
from permeance.exposure.licences import Balance
from permeance.materials.readers.csv import Row

_BROUGHT_NOTHING = frozenset({"draft", "refused", "withdrawn", "lapsed"})
_ANEW = "apply anew"


def unread_applications(
    tables: Tables, crossings: Mapping[str, CrossingRow], applications: Collection[str]
) -> Iterator[UnusedCase]:
    """Those whose row was left out, over a crossing that is known: something is filed, and nobody can tell what."""
    for row in tables.left_out.get("applications", ()):
        name, crossing, status = (row.shown(column) for column in ("application", "crossing", "status"))
        brought_nothing = status.casefold() in _BROUGHT_NOTHING and not row.is_doubtful("status")
        if crossing in crossings and name not in applications and not brought_nothing:
            why = f"filed as {name[:60] or 'one without a number'}, {_place(row, 'applications')}"
            yield UnusedCase(name, crossing, why, "mend that row", _doubt(row, "applications"))


def without_unread(
    tables: Tables, company: Company, licences: Collection[str], applications: dict[str, Application]
) -> Iterator[UnusedCase]:
    """Granted applications whose licence stands in a row that was left out: they bring nothing until it is mended.

    What was cleared under it, and until when it is valid, is not known; all of it would be too much.
    """
    for row in tables.left_out.get("licences", ()):
        name, of, item = (row.shown(column) for column in ("licence", "application", "item"))
        if name in licences:
            continue
        words = f"licence {name[:60]}, {_place(row, 'licences')}"
        case = applications.get(of)
        if case is not None and case.status == "granted" and case.licence is None:
            applications[of] = replace(case, status="lapsed")
            why = f"for which case {of[:60]} is granted under {words}"
            yield UnusedCase(of, case.crossing, why, "mend that row", _doubt(row, "licences"))
        elif not of and item in company.items:
            for crossing in company.crossings.values():
                if crossing.item == item:
                    why = f"for which there is {words}"
                    yield UnusedCase(name, crossing.id, why, "mend that row", _doubt(row, "licences"))


def spent(left: Balance, case: Application, why: str, *, unstated: bool) -> UnusedCase:
    """A case under whose licence nothing more ships; `unstated` where the table does not say how often it may."""
    licence, overdrawn = left.licence, left.overdrawn
    of = "" if case.id == licence.id else f" of case {case.id[:60]}"
    name = f"for which licence {licence.id[:60]}{of}"
    if overdrawn:
        remedy, doubt = "correct its clearances", f"licence {licence.id[:60]} is overdrawn"
        return UnusedCase(case.id, case.crossing, f"{name} is overdrawn ({overdrawn})", remedy, doubt)
    remedy = _ANEW
    if unstated and left.clearances == 0 and licence.kind != GENERAL:
        remedy = f"an empty clearances_allowed counts as 1: write there how many it allows, or {_ANEW}"
    return UnusedCase(case.id, case.crossing, f"{name} brings no more: {why}", remedy)


def _place(row: Row, table: str) -> str:
    return f"in row {row.number} of {table}, which cannot be used"


def _doubt(row: Row, table: str) -> str:
    return f"{table} row {row.number} is not used"
