"""All that the law can tell of goods, whatever their place, parties and day: goods alike in this are decided alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from permeance.determination.asked import Asked
from permeance.determination.determine import goods_gaps
from permeance.determination.predicates import Topic
from permeance.determination.printed_list import LISTED
from permeance.determination.reasons import Reason, Truth
from permeance.law.instrument import Provision, Role

Outcome = tuple[Any, ...]


@dataclass(frozen=True)
class Profile:
    """The provisions that goods leave possible, each with how its conditions on the goods came out.

    `gaps` are the facts without which no goods are cleared, and are not given: their composition, their form. Two
    crossings of one profile, at one place, on one day and between parties of one standing, get the same verdict.
    """

    outcomes: tuple[tuple[str, Outcome], ...]
    gaps: tuple[str, ...]

    @cached_property
    def of(self) -> Mapping[str, Outcome]:
        """By their keys, the outcomes of what may bear on the answer."""
        return dict(self.outcomes)


def profile_of(asked: Asked) -> Profile:
    """Ask the goods what every provision asks of goods, as far as it takes to know whether it may bear on them."""
    outcomes = [
        (provision.key, outcome)
        for provision in asked.snapshot.provisions
        if (outcome := _outcome(asked, provision)) is not None
    ]
    return Profile(tuple(outcomes), tuple(gap.fact for gap in goods_gaps(asked.crossing)))


def _outcome(asked: Asked, provision: Provision) -> Outcome | None:
    """How the conditions on the goods came out; None where one fails, so that the provision cannot bear on them.

    One exception: an entry that fails for its printed list alone tells how firmly the goods are cleared.
    """
    own = asked.about(Topic.GOODS, provision)
    if provision.role is Role.ENTRY and provision.conditions.named is not None:
        tests = list(own)
        failed = [test.test for test in tests if test.truth is Truth.FALSE]
        return tuple(map(told, tests)) if not failed or failed == [LISTED] else None
    found = list[Outcome]()
    for test in own:
        if test.truth is Truth.FALSE:
            return None
        found.append(told(test))
    return tuple(found)


def told(test: Reason) -> Outcome:
    """What an answer takes from a test: how it came out, how firmly, and which facts would settle it."""
    facts: Iterator[tuple[str, str | None]] = ((fact.fact, fact.element) for fact in test.open_facts())
    return test.truth.value, test.decides, test.provisional, tuple(dict.fromkeys(facts))
