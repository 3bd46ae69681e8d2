"""What can be done and how many days it buys: the values that the search for levers gives and takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.assumption import Assumption
from permeance.exposure.company import Company
from permeance.exposure.outcome import QUANTILES, place_of

NAMES = ("p10", "p50", "p90")
Days = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class DaysGained:
    """Days by which a line stops later, at 10, 50 and 90 per cent of the runs; negative where it stops sooner.

    `at_least` names those that may be more (where negative: more lost), since some runs end at the horizon.
    """

    p10: int
    p50: int
    p90: int
    at_least: tuple[str, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether any of the three is not 0."""
        return any((self.p10, self.p50, self.p90))


def days_gained(before: Days, after: Days, horizon_days: int) -> DaysGained:
    """The later stop less the earlier one, run by run on the same luck; a stop beyond the horizon counts as on it."""
    old, new = np.minimum(before, horizon_days).astype(np.int64), np.minimum(after, horizon_days).astype(np.int64)
    gained = np.sort(new - old)
    endless = horizon_days + 1
    # Where one of the two stops is not seen, the true difference lies beyond what is counted.
    least = np.sort(np.where((old == horizon_days) & (new < horizon_days), -endless, new - old))
    most = np.sort(np.where((old < horizon_days) & (new == horizon_days), endless, new - old))
    places = [place_of(share, gained.size) for share in QUANTILES]
    p10, p50, p90 = (int(gained[place]) for place in places)
    open_ended = tuple(n for n, i in zip(NAMES, places, strict=True) if not least[i] == gained[i] == most[i])
    return DaysGained(p10, p50, p90, open_ended)


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that can be done, what it does to one line, who can do it, and what must be true for it."""

    kind: str
    title: str
    line: str
    product: str
    who: str
    days_gained: DaysGained
    cost: str | None
    needs: str
    assumptions: tuple[Assumption, ...] = ()
    after: str | None = None  # what has to be pulled first: the days are those gained beyond it

    def as_json(self) -> dict[str, object]:
        """The contract's form of a lever."""
        gained = self.days_gained
        return {
            "lever": self.title,
            "kind": self.kind,
            "line": self.line,
            "product": self.product,
            "who": self.who,
            "days_gained": {"p10": gained.p10, "p50": gained.p50, "p90": gained.p90},
            "at_least": list(gained.at_least),
            "cost": self.cost,
            "needs": self.needs,
            "after": self.after,
            "assumptions": [{"what": a.what, "value": a.value, "source": a.source} for a in self.assumptions],
        }


@dataclass(frozen=True, slots=True)
class Levers:
    """The levers that move a line, best first, and in one line what else was tried."""

    levers: tuple[Lever, ...]
    tried: str
    replications: int

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What the levers suppose, each once, and on how many runs they were measured."""
        supposed = dict.fromkeys(a for lever in self.levers for a in lever.assumptions)
        runs = Assumption("days gained by a lever", f"from the first {self.replications:,} runs", "levers")
        return (*([runs] if self.levers else []), *supposed)

    def as_json(self) -> list[dict[str, object]]:
        """The contract's `levers`."""
        return [lever.as_json() for lever in self.levers]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A further source of an item that a folder names: when it is qualified, how it delivers.

    `crossing` is the border that its goods cross under control, if any. `week_max` None is no limit.
    """

    source: str
    item: str
    supplier: str
    qualified_on: date | None
    lead_days: int | None
    crossing: str | None = None
    week_max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a company recorded beyond the run-down, on which some levers depend.

    `end_uses` by line; `consents` are pairs of crossing and line for which a consent to use its goods there is on file;
    `clearances_allowed` by application, where its licence states it.
    """

    candidates: tuple[Candidate, ...] = ()
    end_uses: Mapping[str, str] = field(default_factory=dict, hash=False)
    consents: frozenset[tuple[str, str]] = frozenset()
    clearances_allowed: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What a lever changes of the inputs of the run-down; everything else, luck included, stays as it is.

    `company` differs in its applications, the order of its lines, or stock that comes after the as-of day. `arrived`
    holds the arrival days of each case that the lever moves or adds. Of the crossings `as_mild` the mildest
    answer holds in both readings, of those `as_strict` the strictest. Where `only` is given, of all parts that wait for
    a licence it alone may run short.
    """

    company: Company | None = None
    arrived: Mapping[str, Days] = field(default_factory=dict, hash=False)
    as_mild: frozenset[str] = frozenset()
    as_strict: frozenset[str] = frozenset()
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A lever before it is pulled: `change` is None where something forbids it, and `needs` then says what."""

    kind: str
    title: str
    object: str  # the case, part or line that it is about
    who: str
    cost: str | None
    needs: str
    change: Change | None
    assumptions: tuple[Assumption, ...] = ()
