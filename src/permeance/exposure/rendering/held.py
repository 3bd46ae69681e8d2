"""What a hold at customs would do, in words and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from permeance.exposure.holds import Hold
from permeance.exposure.line_fault import line_named
from permeance.exposure.rendering.dates import iso, percent, prose

HOLDS_SHOWN = 3  # as many as a terminal shows; the report has all
WHY_HELD = (
    "What is not controlled must be declared as such, and while customs doubts the entry the goods are held. How "
    "likely that is nobody has published, so no hold is in the dates."
)


def hold_words(hold: Hold, as_of: date) -> str:
    """`MAG-H (crossing X-MAG-H), held from 12 May 2025 on, would stop line MOTOR-A on 9 June 2025; ...`"""
    held = f"{hold.item} (crossing {hold.crossing}), held from {prose(as_of)} on, would stop {line_named(hold.label)}"
    if hold.stops_on is None or hold.share is None:
        return f"{held}; when is not known, since no stock of it is given."
    return f"{held} on {prose(hold.stops_on)}: {percent(hold.share)} of holds, of the lengths assumed, last until then."


def hold_rows(holds: Sequence[Hold]) -> list[str]:
    """The first of the holds in a row each, and how many more there are."""
    if not holds:
        return []
    more = [f"  and {len(holds) - HOLDS_SHOWN} more in the report"] if len(holds) > HOLDS_SHOWN else []
    return [
        "If customs held what is not controlled (not in the dates above):",
        *(f"  {hold.item} stops {hold.label} {_when(hold)}" for hold in holds[:HOLDS_SHOWN]),
        *more,
    ]


def _when(hold: Hold) -> str:
    if hold.stops_on is None or hold.share is None:
        return "on a day that is not known: no stock of it is given"
    return f"on {hold.stops_on} ({percent(hold.share)} of holds last as long)"


def holds_json(holds: Sequence[Hold]) -> list[dict[str, object]]:
    """The contract's `holds`."""
    return [
        {
            "crossing": hold.crossing,
            "part": hold.item,
            "line": hold.line,
            "product": hold.product,
            "stops_on": iso(hold.stops_on),
            "share_of_holds": hold.share,
        }
        for hold in holds
    ]
