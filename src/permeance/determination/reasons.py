"""Three-valued truth and the tree of reasons that is recorded while a determination is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from permeance.terms.citation import Citation

MOST_WAYS = 3  # of the ways to settle one fact, as many as a reader will read


class Truth(StrEnum):
    """Kleene's strong three-valued logic: unknown is neither, and a false factor settles a conjunction."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @staticmethod
    def of(value: bool | None) -> Truth:
        if value is None:
            return Truth.UNKNOWN
        return Truth.TRUE if value else Truth.FALSE

    @staticmethod
    def all(values: Iterable[Truth]) -> Truth:
        found = set(values)
        if Truth.FALSE in found:
            return Truth.FALSE
        return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.TRUE


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """A fact that nobody gave: its name, the element it is about if any, and who could settle it how."""

    fact: str
    element: str | None = None
    ask: str = ""

    def as_json(self) -> dict[str, str | None]:
        return {"fact": self.fact, "element": self.element, "ask": self.ask}


def merged(facts: Iterable[Missing]) -> tuple[Missing, ...]:
    """Each missing fact once, in the order asked, with the ways to settle it that differ."""
    asks: dict[tuple[str, str | None], dict[str, None]] = {}
    for fact in facts:
        asks.setdefault((fact.fact, fact.element), {})[fact.ask] = None
    return tuple(Missing(fact, element, _joined(tuple(ways))) for (fact, element), ways in asks.items())


def _joined(ways: tuple[str, ...]) -> str:
    more = len(ways) - MOST_WAYS
    return "; or ".join(ways[:MOST_WAYS]) + (f"; and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class Reason:
    """One test: what was asked, what the facts say, what the text wants, and how it came out.

    `decides` is false where the text behind the test was not read: it may block a clearance, no more.
    `provisional` marks a text that is known from a secondary source.
    """

    test: str
    truth: Truth
    found: str = ""
    wanted: str = ""
    citation: Citation | None = None
    missing: tuple[Missing, ...] = ()
    parts: tuple[Reason, ...] = ()
    decides: bool = True
    provisional: bool = False
    note: str = ""

    def open_facts(self) -> tuple[Missing, ...]:
        """The missing facts below a test that came out unknown, in the order in which they were asked."""
        if self.truth is not Truth.UNKNOWN:
            return ()
        below = [fact for part in self.parts for fact in part.open_facts()]
        return tuple(dict.fromkeys([*self.missing, *below]))

    def as_json(self) -> dict[str, object]:
        """The contract's form of a reason; citations as text, parts below it."""
        return {
            "test": self.test,
            "outcome": self.truth.value,
            "found": self.found,
            "wanted": self.wanted,
            "citation": str(self.citation) if self.citation else None,
            "note": self.note,
            "parts": [part.as_json() for part in self.parts],
        }


def conjunction(test: str, parts: Iterable[Reason], citation: Citation | None = None, note: str = "") -> Reason:
    """All parts must hold; the firmness of the whole is that of its weakest part that did not fail."""
    tests = tuple(parts)
    held = [part for part in tests if part.truth is not Truth.FALSE]
    return Reason(
        test=test,
        truth=Truth.all(part.truth for part in tests),
        citation=citation,
        parts=tests,
        decides=all(part.decides for part in held),
        provisional=any(part.provisional for part in held),
        note=note,
    )
