"""Where a statement of law or fact comes from, and how firmly it is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How a text was read, which decides what it may decide.

    SEEN decides. SECONDARY decides and the answer is flagged provisional. MEMORY and UNREAD decide
    nothing: where they would catch, the answer is unknown.
    """

    SEEN = "verified text seen"
    SECONDARY = "secondary source"
    MEMORY = "from memory"
    UNREAD = "not read"

    @property
    def decides(self) -> bool:
        return self in (Confidence.SEEN, Confidence.SECONDARY)


@dataclass(frozen=True, slots=True)
class Citation:
    """A pinpoint in an instrument, with an address where its text or a report of it was read."""

    instrument: str
    provision: str
    pinpoint: str
    confidence: Confidence
    url: str | None

    def __str__(self) -> str:
        return f"{self.instrument}, {self.pinpoint} ({self.confidence})"
