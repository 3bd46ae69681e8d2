"""What changed between two days, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from permeance.law.register.difference import Event, Kind
from permeance.law.register.state import State
from permeance.law.register.text.words import block, n_of, prose, spoken, words
from permeance.law.register.wording import listed

_KINDS = {
    Kind.PUBLISHED: ("instrument published", "instruments published"),
    Kind.PARTIES: ("list of parties", "lists of parties"),
    Kind.RULING: ("set of rulings", "sets of rulings"),
    Kind.IN_FORCE: ("further text", "further texts"),
    Kind.SUSPENSION: ("suspension", "suspensions"),
    Kind.REPEAL: ("repeal", "repeals"),
    Kind.STATEMENT: ("statement", "statements"),
    Kind.CHANGE: ("change of state", "changes of state"),
}


def diff_text(events: tuple[Event, ...], since: date, known: date) -> Iterator[str]:
    kinds = [event.kind for event in events]
    found = [n_of(kinds.count(kind), *_KINDS[kind]) for kind in Kind if kind in kinds]
    said = listed(found) or "nothing became known and nothing changed its state"
    yield from block(f"After {prose(since)}, up to {prose(known)}: {said}.", hanging=0)
    for day, group in groupby(events, key=lambda event: event.day):
        yield ""
        yield prose(day)
        for event in group:
            yield from block(f"{words(event.kind)}: {_event(event)}", 2)


def _event(event: Event) -> str:
    over, firmness = ", ".join(event.provisions), f" ({event.confidence})" if event.confidence else ""
    if event.kind is Kind.PUBLISHED:
        begins = f"; applies from {prose(event.starts)}" if event.starts and event.starts != event.day else ""
        return f"{event.by}, {event.what}{begins}"
    if event.kind is Kind.CHANGE:
        was, now = (words(state) for state in (event.before, event.after) if state)
        doubt = " (cannot tell before newer text is read)" if event.after is State.LAPSED else ""
        return f"{over}: from {was} to {now}{doubt}, by {event.by}"
    if event.kind is Kind.STATEMENT:
        lasts = f"is said to last {spoken(None, event.ends)}, which changes no law{firmness}"
        return f"what {event.by} does to {over} {lasts}: {event.what}"
    if event.kind in (Kind.RULING, Kind.PARTIES):
        return f"{over}: {event.what}{firmness}"
    of = "" if event.kind is Kind.IN_FORCE else "of "
    return f"{of}{over} {spoken(event.starts, event.ends)}, by {event.by}{firmness}"
