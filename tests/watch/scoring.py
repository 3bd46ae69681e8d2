"""How well a reader labels passages: each claim is matched by its action, what is not found counts as wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Score:
    """Mean F1 over the actions and over the certainty labels, and how often a hedged claim was read as certain."""

    action_f1: float
    certainty_f1: float
    false_certainty: float


def score(passages: Iterable[Mapping[str, Any]], read: Callable[[Mapping[str, Any]], Sequence[Any]]) -> Score:
    actions: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    labels: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    hedged = false = 0
    for passage in passages:
        left = list(read(passage))
        for wanted in passage["claims"]:
            found = next((claim for claim in left if claim.action == wanted["action"]), None)
            if found is None:
                actions[wanted["action"]][2] += 1
                labels[wanted["certainty"]][2] += 1
                continue
            left.remove(found)
            actions[wanted["action"]][0] += 1
            if found.certainty == wanted["certainty"]:
                labels[wanted["certainty"]][0] += 1
            else:
                labels[wanted["certainty"]][2] += 1
                labels[found.certainty][1] += 1
            is_hedged = wanted["certainty"][:2] in ("PS", "PR")
            hedged += is_hedged
            false += is_hedged and found.certainty.is_certain
        for claim in left:
            actions[claim.action][1] += 1
    return Score(_macro(actions), _macro(labels), false / hedged)


def _macro(counts: Mapping[str, Sequence[int]]) -> float:
    """Mean F1 over the labels that are wanted at all."""
    wanted = [(right, more, missed) for right, more, missed in counts.values() if right + missed]
    return sum(2 * right / (2 * right + more + missed) for right, more, missed in wanted) / len(wanted)
