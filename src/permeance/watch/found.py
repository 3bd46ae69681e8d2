"""One act that a sentence tells of, and which of several stand where one tells of another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from permeance.terms.claim import Action
from permeance.watch.clauses import Clause

REACH = 90  # characters to the right in which an active verb has its object
BE = re.compile(r"\b(?:be|been|being|is|are|was|were|get|gets|got)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An action told of in a sentence: its words, their clause, and the form that decides what hedges it."""

    action: Action
    start: int
    end: int
    clause: Clause
    form: str
    is_received: bool
    is_under_review: bool
    is_verb: bool
    is_reduced: bool = False  # a participle directly behind its noun: `licences granted in 2025`


def strongest(made: list[Found]) -> list[Found]:
    """Verbs before nouns, longer before shorter; a noun within the reach of a verb is its object."""
    kept: list[Found] = []
    for found in sorted(made, key=lambda f: (not f.is_verb, f.action is not Action.DELAY, f.start - f.end, f.start)):
        overlaps = any(found.start < k.end and k.start < found.end for k in kept)
        if not overlaps and not any(_has_as_object(k, found) or _governs(k, found) for k in kept):
            kept.append(found)
    return sorted((f for f in kept if not any(_identifies(f, k) or _is_of(f, k) for k in kept)), key=lambda f: f.start)


def _has_as_object(verb: Found, noun: Found) -> bool:
    """`extended the suspension of`, `the suspension of the rules would be extended`; what is denied stays a claim."""
    if noun.is_verb or not verb.is_verb or verb.action is Action.DENY:
        return False
    is_behind = 0 <= noun.start - verb.end <= 60 and verb.clause.start <= noun.start <= verb.clause.end
    is_before = 0 <= verb.start - noun.end <= 90 and noun.clause.start <= verb.start <= noun.clause.end
    return is_behind or (is_before and bool(BE.search(verb.clause.last_chain)))


def _is_of(noun: Found, other: Found) -> bool:
    """`an extension of the suspension of the rules` tells of an extension only."""
    if noun.is_verb or other.is_verb or other.action not in (Action.EXTEND, Action.REPEAL, Action.EASE):
        return False
    return 0 <= noun.start - other.end <= 15


def _identifies(participle: Found, verb: Found) -> bool:
    """`licences granted in 2025 will not be renewed`: which licences is told, not that some are granted."""
    if participle.action is not Action.APPROVE or not participle.is_reduced or verb is participle or not verb.is_verb:
        return False
    is_passive = bool(BE.search(verb.clause.last_chain))
    if participle.end <= verb.start <= participle.clause.end:
        return is_passive
    return verb.end <= participle.start <= verb.clause.end and participle.start - verb.end <= REACH and not is_passive


def _governs(verb: Found, found: Found) -> bool:
    """`delayed its plan to raise`, `drags its feet on approving`: what is delayed is not told as done."""
    return (
        verb.action in (Action.DELAY, Action.EXPEDITE)
        and found.form in ("gerund", "infinitive")
        and 0 <= found.start - verb.end <= 40
    )
