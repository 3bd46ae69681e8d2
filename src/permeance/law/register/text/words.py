"""Days, counts and states in words, wrapped to a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import wrap

from permeance.law.register.state import State, StateOn, day_before
from permeance.terms.citation import Confidence

WIDTH = 80


def prose(day: date) -> str:
    """`9 June 2025`."""
    return f"{day.day} {day:%B} {day.year}"


def block(text: str, indent: int = 0, *, hanging: int = 2) -> list[str]:
    """A text wrapped to the terminal; an address or a key is never broken."""
    first, later = " " * indent, " " * (indent + hanging)
    return wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )


def n_of(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def words(name: str) -> str:
    """A name of the data in words: `not_yet` is not yet in force."""
    return "not yet in force" if name == State.NOT_YET else name.replace("_", " ")


def tally(states: Mapping[State, int]) -> str:
    """`in force`, or how many stand how: `3 in force, 12 lapsed`."""
    return ", ".join(words(state) if len(states) == 1 else f"{n} {words(state)}" for state, n in states.items())


def read_as(counted: Mapping[Confidence, int]) -> str:
    return ", ".join(confidence if len(counted) == 1 else f"{n} {confidence}" for confidence, n in counted.items())


def spoken(starts: date | None, ends: date | None) -> str:
    """A half-open span with its last day: `from 7 November 2025 to 10 November 2026`."""
    first = f"from {prose(starts)}" if starts else ""
    return f"{first} to {prose(day_before(ends))}".strip() if ends else first


def standing(stands: StateOn) -> str:
    """One state in words, with what leaves it open."""
    segment = stands.segment
    if stands.letter_of_law is None:
        return words(stands.state)
    if stands.state is not State.LAPSED or segment is None or segment.ends is None:
        return f"cannot tell: {words(stands.state)} by a text that was not read ({stands.reverify[0]})"
    text = (
        f"lapsed, cannot tell: {words(segment.status)} to {prose(day_before(segment.ends))} by {segment.by}, no newer "
        f"text; by the letter {words(stands.letter_of_law)}"
    )
    if segment.political:
        text += f"; said to last to {prose(segment.political.until)}, which changes no law"
    return text
