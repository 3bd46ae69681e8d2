"""What is known when a sentence is read: its paragraph, what that names, and who has spoken so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permeance.terms.claim import Source
from permeance.watch.sentences import Stretch
from permeance.watch.sources import Attribution


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and what it names: rules look here where a sentence leaves something out."""

    text: str
    whole: Stretch
    published: date | None
    goods: tuple[str, ...]
    is_trade: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks in a sentence and in the one before, and which numbers a statement of share has used up."""

    spoken: list[Attribution]
    previous: Source | None
    numbers_taken: tuple[tuple[int, int], ...] = ()
