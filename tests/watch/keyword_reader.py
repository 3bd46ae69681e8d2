"""The plain twin of the reader: action words, a modal for a possibility, `not` for a denial. What rules must beat."""

from __future__ import annotations

import re
from dataclasses import dataclass

from permeance.terms.claim import Action, Certainty

_WORDS = {
    Action.IMPOSE: r"impos\w+|introduc\w+|require\w*|ban(?:s|ned)?",
    Action.TIGHTEN: r"tighten\w*|tighter|stricter",
    Action.EXTEND: r"exten\w+",
    Action.SUSPEND: r"suspen\w+|paus\w+|halt\w*",
    Action.EASE: r"eas(?:e|es|ed|ing)|relax\w*|loosen\w*",
    Action.EXPEDITE: r"expedit\w+|fast[- ]track\w*|speed\w*|accelerat\w+",
    Action.APPROVE: r"approv\w+|grant\w*|issu(?:e|es|ed|ing)",
    Action.REFUSE: r"refus\w+|reject\w+",
    Action.DELAY: r"delay\w*|postpon\w+",
    Action.REPEAL: r"lift\w*|scrap\w*|repeal\w*|remov\w+",
    Action.NEGOTIATE: r"negotiat\w+|talks|discuss\w*",
    Action.RETALIATE: r"retaliat\w+",
    Action.THREATEN: r"threat\w*",
    Action.DENY: r"den(?:y|ies|ied)",
    Action.STATE_SHARE: r"\d+\s*%",
}
_MODAL = re.compile(r"\b(?:may|might|could|can|consider\w*)\b", re.IGNORECASE)
_PROBABLE = re.compile(r"\b(?:expect\w*|likely|plan\w*|will|should)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|un\w+ly)\b", re.IGNORECASE)


@dataclass(frozen=True)
class KeywordClaim:
    action: Action
    certainty: Certainty


def read(text: str) -> list[KeywordClaim]:
    """Every action whose word occurs, all as sure as the passage as a whole sounds."""
    level = "PS" if _MODAL.search(text) else "PR" if _PROBABLE.search(text) else "CT"
    certainty = Certainty(level + ("-" if _NOT.search(text) else "+"))
    return [
        KeywordClaim(action, certainty)
        for action, words in _WORDS.items()
        if re.search(rf"\b(?:{words})", text, re.IGNORECASE)
    ]
