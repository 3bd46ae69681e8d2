"""What an item consists of: shares by weight, exact, with what is known to bound them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PPB = 1_000_000_000  # a whole item, in parts per billion by weight
PPB_PER_PERCENT = PPB // 100


@dataclass(frozen=True, slots=True)
class Share:
    """A weight share in parts per billion, known to lie between `low` and `high`, both included.

    Integers, because binary fractions fail exactly at a threshold: 0.1 % is 1_000_000 and nothing else.
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"a share needs 0 <= low <= high, found {self.low} and {self.high}")

    def __str__(self) -> str:
        low, high = percent(self.low), percent(self.high)
        return f"{low} %" if self.low == self.high else f"{low} to {high} %"


def percent(ppb: int) -> str:
    """Parts per billion written as weight per cent without rounding: 1_000_000 is 0.1."""
    whole, rest = divmod(ppb, PPB_PER_PERCENT)
    return str(whole) if rest == 0 else f"{whole}.{rest:07d}".rstrip("0")


@dataclass(frozen=True, slots=True)
class Constituent:
    """One declared part of a composition: an element, or a compound by its formula."""

    formula: str
    elements: frozenset[str]
    share: Share


@dataclass(frozen=True, slots=True)
class Composition:
    """The declared constituents of an item and the bounds they set on every element.

    A closed composition names everything: an element that it does not list lies between zero and the
    reporting limit. In an open one such an element lies anywhere in what the listed ones leave over.
    """

    text: str
    constituents: tuple[Constituent, ...]
    shares: Mapping[str, Share] = field(hash=False)
    closed: bool
    unlisted_high: int

    def __hash__(self) -> int:
        """By what was written: to hash every share anew at each look into a memory takes longer than to decide."""
        return hash(self.text)

    def share(self, element: str) -> Share:
        """The bounds on one element, listed or not, in parts per billion by weight."""
        return self.shares.get(element) or Share(0, self.unlisted_high)

    def lists(self, element: str) -> bool:
        """Whether the composition names this element, be it with a range that begins at zero."""
        return element in self.shares
