"""How a text stands on a day: in force, suspended, repealed, not yet, ended, or lapsed and open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from law.register.invented import EXTENDED, IN_FORCE, SUSPENDED, act, known, order
from permeance.law.instrument import Provision
from permeance.law.register.state import State, act_state, collapsed, next_change, provisions_of, state_on, states_of
from permeance.law.snapshot import compile_snapshot

TODAY = date(2026, 11, 25)


def day(text: str) -> date:
    return date.fromisoformat(text)


def shipped(key: str, as_known: date = TODAY) -> Provision:
    provision = compile_snapshot(as_known).provision(key)
    assert provision is not None
    return provision


@pytest.mark.parametrize(
    ("key", "on", "as_known", "state"),
    [
        ("CN-2025-18/1C905.a.4", "2025-04-03", "2025-04-04", "not_yet"),
        ("CN-2025-18/1C905.a.4", "2025-04-04", "2025-04-04", "in_force"),
        ("CN-2025-57/1C909.a.1", "2025-11-07", "2025-11-06", "not_yet"),
        ("CN-2025-57/1C909.a.1", "2025-11-08", "2025-11-06", "in_force"),
        ("CN-2025-57/1C909.a.1", "2025-11-06", "2025-11-07", "not_yet"),
        ("CN-2025-57/1C909.a.1", "2025-11-07", "2025-11-07", "suspended"),
        ("CN-2025-57/1C909.a.1", "2025-11-08", "2025-11-07", "suspended"),
        ("CN-2025-57/1C909.a.1", "2026-11-10", "2026-11-25", "suspended"),
        ("CN-2025-57/1C909.a.1", "2026-11-11", "2026-11-25", "lapsed"),
        ("CN-2025-61/1(3)-magnets", "2025-11-06", "2026-11-25", "in_force"),
        ("CN-2025-61/1(3)-magnets", "2025-11-07", "2026-11-25", "suspended"),
        ("CN-2024-46/par-1", "2026-11-28", "2026-11-25", "in_force"),
        ("CN-2024-46/par-2", "2025-11-08", "2026-11-25", "in_force"),
        ("CN-2024-46/par-2", "2025-11-09", "2026-11-25", "suspended"),
        ("CN-2024-46/par-2", "2026-11-27", "2026-11-25", "suspended"),
        ("CN-2024-46/par-2", "2026-11-28", "2026-11-25", "lapsed"),
        ("CN-MOFCOM-2025-13/parties", "2025-11-09", "2026-11-25", "in_force"),
        ("CN-MOFCOM-2025-13/parties", "2025-11-10", "2026-11-25", "repealed"),
        ("CN-2025-68/", "2028-01-01", "2026-11-25", "lapsed"),
    ],
)  # fmt: skip
def test_shipped_law_stands_on_both_sides_of_every_known_day_as_its_texts_say(key, on, as_known, state):
    if key.endswith("/"):
        key = provisions_of(compile_snapshot(TODAY))[key[:-1]][0].key
    assert state_on(shipped(key, day(as_known)), day(on)).state == state


def test_a_lapsed_suspension_is_open_names_what_to_read_and_says_what_the_letter_gives():
    stands = state_on(shipped("CN-2025-57/1C909.a.1"), date(2026, 11, 11))
    assert stands.letter_of_law is State.IN_FORCE
    assert stands.reverify == ("CN-2025-70", "CN-2025-57")
    assert stands.segment is not None
    assert stands.segment.by == "CN-2025-70"


def test_a_settled_day_has_no_letter_beside_it_and_nothing_to_read():
    stands = state_on(shipped("CN-2025-57/1C909.a.1"), date(2026, 11, 10))
    assert (stands.letter_of_law, stands.reverify) == (None, ())


def test_a_suspension_that_nobody_read_leaves_the_day_open_although_it_has_not_lapsed():
    stands = state_on(shipped("CN-MOFCOM-2025-21/parties"), date(2025, 6, 1))
    assert (stands.state, stands.letter_of_law) == (State.SUSPENDED, State.SUSPENDED)
    assert stands.reverify[-1] == "CN-MOFCOM-2025-21"


def test_a_text_whose_own_end_passed_lapses_and_by_the_letter_nothing_is_left():
    temporary = "status: in_force, from: 2029-02-01, until: 2029-08-01, known: 2029-01-15, by: AQ-1"
    (provision,) = known("2029-12-31", order(temporary)).provisions
    stands = state_on(provision, date(2029, 8, 1))
    assert (stands.state, stands.letter_of_law) == (State.LAPSED, State.ENDED)
    assert state_on(provision, date(2029, 7, 31)).state is State.IN_FORCE


def test_the_next_change_is_the_first_day_that_stands_otherwise():
    provision = shipped("CN-2024-46/par-2")
    assert next_change(provision, TODAY) == date(2026, 11, 28)
    assert next_change(provision, date(2026, 11, 28)) is None
    assert next_change(shipped("CN-2025-18/1C905.a.4"), TODAY) is None


def test_an_extension_of_a_suspension_is_no_change_of_state():
    life = known(
        "2029-12-31", order(IN_FORCE), act(SUSPENDED, "AQ-7", "2029-05-20"), act(EXTENDED, "AQ-9", "2029-08-20")
    )
    (provision,) = life.provisions
    assert next_change(provision, date(2029, 6, 1)) == date(2030, 6, 1)


def test_an_act_lapses_where_nothing_newer_is_known_and_has_ended_where_newer_text_took_over():
    first, second = act(SUSPENDED, "AQ-7", "2029-05-20"), act(EXTENDED, "AQ-9", "2029-08-20")
    alone, followed = known("2029-12-31", order(IN_FORCE), first), known("2029-12-31", order(IN_FORCE), first, second)

    def state(snapshot, text):
        return act_state(first.acts[0], snapshot.provisions, day(text))

    assert [state(alone, text) for text in ("2029-05-31", "2029-06-01", "2029-08-31", "2029-09-01")] == [
        State.NOT_YET, State.IN_FORCE, State.IN_FORCE, State.LAPSED,
    ]  # fmt: skip
    assert state(followed, "2029-09-01") is State.ENDED
    assert states_of(second, followed, (), date(2029, 9, 1)) == {State.IN_FORCE: 1}


def test_the_suspension_of_six_announcements_lapses_with_them():
    snapshot = compile_snapshot(TODAY)
    suspension = snapshot.instruments["CN-2025-70"]
    assert states_of(suspension, snapshot, (), date(2026, 11, 10)) == {State.IN_FORCE: 1}
    assert states_of(suspension, snapshot, (), date(2026, 11, 11)) == {State.LAPSED: 1}


def test_every_day_of_a_life_has_a_state_and_an_open_day_always_names_what_to_read():
    for provision in compile_snapshot(TODAY).provisions:
        for segment in provision.segments:
            edges = [segment.starts, *([segment.ends] if segment.ends else [])]
            for on in (edge + timedelta(days=step) for edge in edges for step in (-1, 0, 1)):
                stands = state_on(provision, on)
                assert (stands.letter_of_law is None) is (stands.reverify == ())
                assert stands.state is not State.LAPSED or stands.letter_of_law is not State.LAPSED


def test_keys_are_drawn_together_only_where_they_are_all_of_an_instruments():
    own = provisions_of(compile_snapshot(TODAY))
    every = [provision.key for provision in own["CN-2024-46"]]
    assert collapsed(every, own) == ("CN-2024-46/*",)
    assert collapsed(every[:2], own) == tuple(every[:2])
    assert collapsed(["CN-MOFCOM-2025-21/parties"], own) == ("CN-MOFCOM-2025-21/parties",)
