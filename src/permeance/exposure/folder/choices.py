"""What a cell of a company folder may hold, where that is a closed list."""

from __future__ import annotations

from collections.abc import Mapping

from permeance.determination.crossing import EVIDENCE
from permeance.exposure.company import SOURCE_STATUSES, STOCK_STATES, WEEKS
from permeance.exposure.filings import CLEARANCE_STATUSES, LICENCE_KINDS, STATUSES
from permeance.exposure.folder.case_rows import ROUTES
from permeance.terms.form import Form

_YES_NO = ("yes", "no", "unknown")
CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("items", "form"): tuple(Form),
    ("items", "closed"): _YES_NO,
    ("items", "intentionally_added"): _YES_NO,
    ("items", "evidence"): tuple(sorted(EVIDENCE)),
    ("demand", "calendar"): tuple(WEEKS),
    ("crossings", "form"): tuple(Form),
    ("crossings", "military_end_user"): _YES_NO,
    ("crossings", "route"): ROUTES,
    ("stock", "state"): STOCK_STATES,
    ("applications", "status"): STATUSES,
    ("queries", "stops_clock"): _YES_NO,
    ("sources", "status"): SOURCE_STATUSES,
    ("licences", "kind"): LICENCE_KINDS,
    ("clearances", "status"): CLEARANCE_STATUSES,
}
