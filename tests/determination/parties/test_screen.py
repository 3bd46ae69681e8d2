"""What is said of a name: a hit, a possible one, clear, or nothing where a list is not whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from permeance.determination.parties.lists.party_list import Party, PartyList
from permeance.determination.parties.screen import Disposition, Screener

DAY = date(2026, 11, 25)
PARTIES = (
    Party(("Halden Mirok Industries", "HMI Works"), ("DE",), "example", date(2024, 1, 1)),
    Party(("Tevo Marine",), listed_on=date(2025, 1, 1), delisted_on=date(2026, 1, 1)),
    Party(("Narvin Optics",), listed_on=date(2024, 1, 1), suspended=((date(2026, 1, 1), None),)),
)
WHOLE = PartyList("L", "a list", "l.csv", "table", PARTIES, DAY, keeps_history=True)


def screener(*lists: PartyList, on: date = DAY, known: date = DAY) -> Screener:
    return Screener(lists or (WHOLE,), on, known)


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("Halden Mirok Industries", "hit"),
        ("HALDEN MIROK INDUSTRIES, LTD.", "hit"),
        ("HMI works", "hit"),
        ("Haldem Mirok Industries", "possible"),
        ("Mirok Halden Industries", "possible"),
        ("Narvin Optics", "hit"),
        ("Tevo Marine", "clear"),
        ("Somebody Else", "clear"),
    ],
)
def test_a_name_is_one_of_these(name: str, disposition: str) -> None:
    assert screener().screen(name).disposition.value == disposition


def test_who_is_listed_depends_on_the_day_and_on_what_was_known() -> None:
    assert screener(on=date(2025, 6, 1)).screen("Tevo Marine").disposition is Disposition.HIT
    assert screener(on=date(2025, 6, 1), known=date(2024, 6, 1)).screen("Tevo Marine").disposition is Disposition.CLEAR
    assert screener(on=date(2024, 6, 1)).screen("Tevo Marine").disposition is Disposition.CLEAR


def test_a_suspended_listing_is_shown_as_such() -> None:
    found = screener().screen("Narvin Optics")
    assert (found.hits[0].state, found.why) == ("suspended", "a listed name, and the listing is suspended on the day")
    assert screener(on=date(2025, 6, 1)).screen("Narvin Optics").hits[0].state == "in_force"


BROKEN = {
    "stale": replace(WHOLE, dated=date(2026, 1, 1)),
    "undated": replace(WHOLE, dated=None),
    "incomplete": replace(WHOLE, complete=False),
    "short": replace(WHOLE, count=9),
    "empty": replace(WHOLE, parties=()),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("beside", [True, False])
def test_where_a_list_is_not_whole_nobody_is_clear_and_a_hit_is_still_one(broken: PartyList, beside: bool) -> None:
    found = screener(broken, WHOLE) if beside else screener(broken)
    assert found.screen("Somebody Else").disposition is Disposition.UNSCREENED
    assert "l.csv" in found.screen("Somebody Else").why
    if found.names_of(broken):
        assert found.screen("Halden Mirok Industries").disposition is Disposition.HIT


PAST, SOON, FAR = date(2025, 1, 1), date(2026, 12, 10), date(2027, 11, 1)
NAMES_ONLY = replace(
    WHOLE, parties=(Party(("Halden Mirok Industries",)),), dated=date(2026, 11, 20), keeps_history=False
)
WITH_HISTORY = replace(WHOLE, dated=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("asked", "on", "known", "disposition"),
    [
        (NAMES_ONLY, PAST, DAY, "unscreened"),
        (NAMES_ONLY, PAST, PAST, "unscreened"),
        (NAMES_ONLY, date(2026, 11, 19), DAY, "unscreened"),
        (NAMES_ONLY, DAY, date(2026, 11, 19), "unscreened"),
        (NAMES_ONLY, date(2026, 11, 20), DAY, "clear"),
        (NAMES_ONLY, DAY, DAY, "clear"),
        (NAMES_ONLY, SOON, DAY, "clear"),
        (NAMES_ONLY, date(2026, 12, 21), DAY, "unscreened"),
        (NAMES_ONLY, FAR, DAY, "unscreened"),
        (WITH_HISTORY, PAST, DAY, "clear"),
        (WITH_HISTORY, PAST, PAST, "clear"),
        (WITH_HISTORY, SOON, DAY, "clear"),
        (WITH_HISTORY, FAR, DAY, "unscreened"),
        (WITH_HISTORY, PAST, FAR, "unscreened"),
    ],
)
def test_a_list_clears_for_days_of_which_it_tells(asked: PartyList, on: date, known: date, disposition: str) -> None:
    found = screener(asked, on=on, known=known)
    assert found.screen("Somebody Else").disposition.value == disposition
    assert bool(found.gaps) == (disposition == "unscreened")


def test_one_taken_off_is_no_more_on_a_later_list_without_history_and_is_not_cleared_by_it() -> None:
    on = date(2025, 6, 1)
    assert screener(NAMES_ONLY, on=on).screen("Tevo Marine").disposition is Disposition.UNSCREENED
    assert screener(WITH_HISTORY, on=on).screen("Tevo Marine").disposition is Disposition.HIT


def test_a_gap_names_the_day_asked_for_and_what_to_do() -> None:
    late, old = screener(NAMES_ONLY, on=PAST).gaps[0], screener(NAMES_ONLY, on=FAR).gaps[0]
    assert (late.found, late.allowed) == ("a list of 2026-11-20", "one of 2025-01-01 or earlier, or with history")
    assert (old.found, old.allowed) == ("a list 346 days old on 2027-11-01 (of 2026-11-20)", "at most 30 days")
    assert "--on" in old.remedy


def test_without_a_list_that_holds_nobody_is_clear() -> None:
    for lists in ((), (replace(WHOLE, state="repealed"),)):
        found = Screener(lists, DAY, DAY)
        assert found.gaps
        assert found.screen("Halden Mirok Industries").disposition is Disposition.UNSCREENED


def test_a_repealed_list_beside_a_whole_one_stops_nothing() -> None:
    repealed = replace(WHOLE, state="repealed", complete=False)
    assert screener(WHOLE, repealed).screen("Somebody Else").disposition is Disposition.CLEAR


def test_the_other_names_of_a_party_count_and_each_party_stands_once() -> None:
    found = screener().screen("Somebody Else", "Halden Mirok Industries", "HMI Works")
    assert [(hit.party.names[0], hit.given) for hit in found.hits] == [
        ("Halden Mirok Industries", "Halden Mirok Industries")
    ]


def test_affiliates_are_those_of_which_the_list_speaks() -> None:
    assert screener().screen("Halden Mirok Industries").hits[0].affiliates == ""
    reaching = replace(WHOLE, affiliates="owned 50 % or more")
    assert screener(reaching).screen("Halden Mirok Industries").hits[0].affiliates == "owned 50 % or more"
