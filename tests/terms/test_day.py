"""A day is read in one way; of another the message says which day to write, and both where it may be two."""

from __future__ import annotations

import pytest

from permeance.terms.day import REMEDY, day_remedy, read_day, without_time


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("20.11.2026", "write 2026-11-20"),
        ("11/20/2026", "write 2026-11-20"),
        (" 20 - 11 - 2026", "write 2026-11-20"),
        ("5.5.2026", "write 2026-05-05"),
        ("2026/11/20", "write 2026-11-20"),
        ("2026-1-5", "write 2026-01-05"),
        ("5/6/2026", "write 2026-05-06 or 2026-06-05, whichever is meant"),
        ("05.06.2026", "write 2026-05-06 or 2026-06-05, whichever is meant"),
        ("30.02.2026", REMEDY),
        ("20.11.26", REMEDY),
        ("0/0/0000", REMEDY),
        ("2026-02-30", REMEDY),
        ("soon", REMEDY),
    ],
)
def test_a_day_in_another_order_is_answered_with_the_day_to_write(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match="'"):
        read_day(text)
    assert day_remedy(text) == remedy


@pytest.mark.parametrize("text", ["2026-11-20 14:30", "2026-11-20 14:30:05", "2026-11-20 00:00:00.5"])
def test_the_time_of_a_day_is_taken_off(text: str) -> None:
    assert without_time(text) == "2026-11-20"


@pytest.mark.parametrize(
    "text", ["2026-11-20 25:00", "2026-11-20 14", "2026-11-20 14:30Z", "2026-11-20T14:30", "20.11.2026 14:30"]
)
def test_what_is_no_time_stays(text: str) -> None:
    assert without_time(text) == text
