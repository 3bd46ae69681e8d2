"""What the law asks of goods: the conditions of all provisions as questions, each asked of a crossing once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from permeance.determination.crossing import Crossing
from permeance.determination.predicates import Ask, Topic, conditions
from permeance.determination.reasons import Reason, Truth
from permeance.law.instrument import Provision, Role
from permeance.law.snapshot import Snapshot

KEPT_SNAPSHOTS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """The questions of a snapshot; hundreds of provisions ask some of them in common.

    `of` gives by a provision's key the places in `asks` of its conditions, in the order in which a reader checks them;
    `quick` gives the same, those first that most provisions ask: their outcome is likely known. `controlled` are pairs
    of an instrument and an element that alone fulfils one of its entries.
    """

    asks: tuple[Ask, ...]
    topics: tuple[Topic, ...]
    of: Mapping[str, tuple[int, ...]]
    quick: Mapping[str, tuple[int, ...]]
    controlled: frozenset[tuple[str, str]]


@lru_cache(maxsize=KEPT_SNAPSHOTS)
def questions(snapshot: Snapshot) -> Questions:
    """The conditions of every provision of the snapshot, those that are the same once."""
    places: dict[object, int] = {}
    asks: list[Ask] = []
    topics: list[Topic] = []
    of: dict[str, tuple[int, ...]] = {}
    for provision in snapshot.provisions:
        own = list[int]()
        for key, topic, ask in conditions(provision, snapshot):
            if key not in places:
                places[key] = len(asks)
                asks.append(ask)
                topics.append(topic)
            own.append(places[key])
        of[provision.key] = tuple(own)
    common = Counter(place for own in of.values() for place in own)
    quick = {name: tuple(sorted(own, key=lambda place: -common[place])) for name, own in of.items()}
    entries = snapshot.of_role(Role.ENTRY)
    controlled = frozenset((p.instrument, element) for p in entries for element in p.conditions.controls)
    return Questions(tuple(asks), tuple(topics), of, quick, controlled)


class Asked:
    """A crossing under one snapshot of the law, with the outcome of what was asked of it so far.

    `among` are the only provisions to be looked at, where the others are known to have nothing to do with the goods.
    """

    __slots__ = ("_among", "_outcomes", "_questions", "crossing", "snapshot")

    def __init__(self, crossing: Crossing, snapshot: Snapshot, among: frozenset[str] | None = None) -> None:
        self.crossing, self.snapshot, self._among = crossing, snapshot, among
        self._questions = questions(snapshot)
        self._outcomes: list[Reason | None] = [None] * len(self._questions.asks)

    @property
    def controlled(self) -> frozenset[tuple[str, str]]:
        """The pairs of an instrument and an element that alone fulfils one of its entries."""
        return self._questions.controlled

    def of_role(self, role: Role) -> Iterator[Provision]:
        """The provisions of a role that are to be looked at, in the order of the law."""
        among = self._among
        return (p for p in self.snapshot.of_role(role) if among is None or p.key in among)

    def about(self, topic: Topic, provision: Provision) -> Iterator[Reason]:
        """The tests of the provision that are about one topic, those first that most provisions ask."""
        topics = self._questions.topics
        return (self._outcome(place) for place in self._questions.quick[provision.key] if topics[place] is topic)

    def tests(self, provision: Provision) -> Iterator[Reason]:
        """One reason per condition of the provision, in the order in which a reader would check them."""
        return map(self._outcome, self._questions.of[provision.key])

    def failing(self, provision: Provision, most: int) -> int:
        """How many conditions of the provision fail, counted no further than to one more than `most`."""
        failed, outcomes = 0, self._outcomes
        for place in self._questions.quick[provision.key]:
            found = outcomes[place] or self._outcome(place)
            if found.truth is Truth.FALSE:
                failed += 1
                if failed > most:
                    break
        return failed

    def _outcome(self, place: int) -> Reason:
        found = self._outcomes[place]
        if found is None:
            found = self._outcomes[place] = self._questions.asks[place](self.crossing)
        return found
