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
