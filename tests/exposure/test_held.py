"""Holds at customs as a reader meets them."""

from __future__ import annotations

from datetime import date

from permeance.exposure.holds import Hold
from permeance.exposure.rendering import hold_rows, hold_words, holds_json

DAY = date(2025, 5, 12)
KNOWN = Hold("X-M", "MAG", "A", "A", date(2025, 6, 9), 0.4333)
UNKNOWN = Hold("X-M", "MAG", "A", "MOTOR", None, None)


def test_a_hold_says_which_line_stops_when_and_how_long_holds_last():
    assert hold_words(KNOWN, DAY) == (
        "MAG (crossing X-M), held from 12 May 2025 on, would stop line A on 9 June 2025: 43 % of holds, of the lengths "
        "assumed, last until then."
    )


def test_without_stock_of_the_part_a_hold_says_that_the_day_is_not_known():
    assert hold_words(UNKNOWN, DAY) == (
        "MAG (crossing X-M), held from 12 May 2025 on, would stop line A: MOTOR; when is not known, since no stock of "
        "it is given."
    )
    assert holds_json([UNKNOWN])[0]["stops_on"] is None


def test_a_terminal_shows_the_first_holds_and_counts_the_rest():
    rows = hold_rows([KNOWN, UNKNOWN, KNOWN, KNOWN, KNOWN])
    assert rows[1:] == [
        "  MAG stops A on 2025-06-09 (43 % of holds last as long)",
        "  MAG stops A: MOTOR on a day that is not known: no stock of it is given",
        "  MAG stops A on 2025-06-09 (43 % of holds last as long)",
        "  and 2 more in the report",
    ]
    assert hold_rows([]) == []
