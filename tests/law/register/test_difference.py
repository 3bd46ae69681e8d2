"""What became known between two days, and what changed its state in between, in the order of the days."""

from __future__ import annotations

from datetime import date, timedelta

from law.register.invented import EXTENDED, IN_FORCE, SUSPENDED, act, known, order
from permeance.law.register.difference import Event, Kind, difference
from permeance.law.register.state import State
from permeance.law.snapshot import compile_snapshot

SIX = {f"CN-2025-{number}/*" for number in (55, 56, 57, 58, 61, 62)}


def shipped(since: str, until: str) -> list[Event]:
    return list(difference(compile_snapshot(date.fromisoformat(until)), date.fromisoformat(since)))


def of(events: list[Event], kind: Kind) -> list[Event]:
    return [event for event in events if event.kind is kind]


def test_the_suspension_of_six_announcements_is_news_of_7_november_2025_and_takes_effect_that_day():
    events = shipped("2025-11-06", "2025-11-07")
    (published,) = of(events, Kind.PUBLISHED)
    (suspension,) = of(events, Kind.SUSPENSION)
    assert (published.by, suspension.by, suspension.day) == ("CN-2025-70", "CN-2025-70", date(2025, 11, 7))
    assert set(suspension.provisions) == SIX
    assert (suspension.starts, suspension.ends) == (date(2025, 11, 7), date(2026, 11, 11))
    changes = {(event.before, event.after) for event in of(events, Kind.CHANGE)}
    assert changes == {(State.NOT_YET, State.SUSPENDED), (State.IN_FORCE, State.SUSPENDED)}


def test_the_first_day_is_not_counted_and_the_last_one_is():
    assert shipped("2025-11-07", "2025-11-08") == []
    assert {event.by for event in shipped("2025-11-08", "2025-11-09")} == {"CN-2025-72"}


def test_a_suspension_lapses_on_the_day_after_its_last_one():
    assert shipped("2026-11-09", "2026-11-10") == []
    events = shipped("2026-11-10", "2026-11-11")
    assert {event.kind for event in events} == {Kind.CHANGE}
    assert {(event.before, event.after) for event in events} == {(State.SUSPENDED, State.LAPSED)}
    assert {key for event in events if event.by == "CN-2025-70" for key in event.provisions} == SIX
    (later,) = shipped("2026-11-27", "2026-11-28")
    assert (later.by, later.after, later.provisions[0]) == ("CN-2025-72", State.LAPSED, "CN-2024-46/par-2")


def test_a_statement_of_a_minister_is_news_and_no_change():
    (event,) = shipped("2026-09-27", "2026-09-28")
    assert (event.kind, event.by, event.ends) == (Kind.STATEMENT, "CN-2025-70", date(2027, 1, 11))
    assert event.what.startswith("MOFCOM statement of 2026-09-28")


def test_rulings_are_news_of_the_day_on_which_they_could_be_known_not_of_the_day_from_which_they_apply():
    events = shipped("2025-09-15", "2025-09-16")
    assert {(event.day, event.kind, event.by) for event in events} == {
        (date(2025, 9, 16), Kind.RULING, "CN-2025-18-RULINGS")
    }
    assert {event.starts for event in events} == {date(2025, 4, 4), date(2023, 8, 1)}


def test_a_list_of_parties_says_how_many_it_lists():
    events = shipped("2026-02-23", "2026-02-24")
    (one,) = (event for event in of(events, Kind.PARTIES) if event.by == "CN-MOFCOM-2026-12")
    assert one.what.startswith("20 parties: ")
    assert [event.by for event in of(events, Kind.PUBLISHED)] == ["CN-MOFCOM-2026-11", "CN-MOFCOM-2026-12"]


def test_a_repeal_is_news_and_a_change_of_the_same_day():
    kinds = [
        event.kind for event in shipped("2025-11-09", "2025-11-10") if "CN-MOFCOM-2025-13/parties" in event.provisions
    ]
    assert kinds == [Kind.REPEAL, Kind.CHANGE]


def test_an_extension_is_news_and_no_change_of_state():
    orders = order(IN_FORCE), act(SUSPENDED, "AQ-7", "2029-05-20"), act(EXTENDED, "AQ-9", "2029-08-20")
    events = difference(known("2029-12-31", *orders), date(2029, 8, 1))
    assert [(event.day.isoformat(), event.kind, event.by) for event in events] == [
        ("2029-08-20", Kind.PUBLISHED, "AQ-9"),
        ("2029-08-20", Kind.SUSPENSION, "AQ-9"),
    ]


def test_nothing_is_told_before_it_could_be_known_and_all_is_told_in_order():
    events = shipped("2023-01-01", "2026-11-25")
    days = [event.day for event in events]
    assert days == sorted(days)
    ids = {event.by for event in of(events, Kind.PUBLISHED)}
    assert ids == {
        i.id for i in compile_snapshot(date(2026, 11, 25)).instruments.values() if i.published > date(2023, 1, 1)
    }
    assert all(event.provisions for event in events if event.kind is not Kind.PUBLISHED)


def test_news_of_two_halves_is_news_of_the_whole():
    def news(since: date, until: date) -> list[tuple[object, ...]]:
        events = difference(compile_snapshot(until), since)
        return [(e.day, e.kind, e.by) for e in events if e.kind is not Kind.CHANGE]

    start, middle, end = date(2025, 1, 1), date(2025, 11, 7), date(2026, 11, 25)
    assert news(start, middle) + news(middle, end) == news(start, end)
    assert news(end - timedelta(days=1), end) == []
