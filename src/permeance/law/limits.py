"""Limits on measured properties and contents, as the boolean trees in which control lists print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from permeance.terms.citation import Confidence


class Comparison(StrEnum):
    """How a limit compares the goods with its bound; `IS` compares words."""

    AT_LEAST = "at least"
    ABOVE = "above"
    AT_MOST = "at most"
    BELOW = "below"
    EQUAL = "equal to"
    IS = "is"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit on a stated property, or on the weight per cent of an element where `element` is set.

    `words` are the allowed values of a comparison by `IS`. `confidence` is given where the figure was read less firmly
    than the entry that it stands in: a figure from memory decides nothing.
    """

    property: str | None
    element: str | None
    comparison: Comparison
    bound: Decimal | None = None
    words: tuple[str, ...] = ()
    confidence: Confidence | None = None

    def __str__(self) -> str:
        subject = self.property or f"{self.element} in weight %"
        return f"{subject} {self.comparison} {' or '.join(self.words) if self.words else self.bound}"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Limits, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough."""

    parts: tuple[Limits, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """The limits depend on a word, such as a shape: a cylinder has a diameter and a tube a wall."""

    property: str
    cases: tuple[tuple[str, Limits], ...]


Limits = Limit | AllOf | AnyOf | Cases


def leaves(limits: Limits) -> Iterator[Limit]:
    """Every single limit of a tree, in the order in which it is written."""
    if isinstance(limits, Limit):
        yield limits
        return
    parts = [part for _, part in limits.cases] if isinstance(limits, Cases) else limits.parts
    for part in parts:
        yield from leaves(part)


def words_of(limits: Limits) -> dict[str, frozenset[str]]:
    """The word-valued properties of a tree, with the words that it knows."""
    found: dict[str, frozenset[str]] = {}
    pairs = [(leaf.property, leaf.words) for leaf in leaves(limits) if leaf.property and leaf.words]
    for cases in _cases(limits):
        pairs.append((cases.property, tuple(word for word, _ in cases.cases)))
    for name, words in pairs:
        found[name] = found.get(name, frozenset()) | set(words)
    return found


def _cases(limits: Limits) -> Iterator[Cases]:
    if isinstance(limits, Cases):
        yield limits
        for _, part in limits.cases:
            yield from _cases(part)
    elif not isinstance(limits, Limit):
        for part in limits.parts:
            yield from _cases(part)
