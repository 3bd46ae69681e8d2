"""What becomes of a report that a sentence is about: `reports that ... were denied`, `... could not be verified`."""

from __future__ import annotations

import re

from permeance.terms.claim import Certainty
from permeance.watch.sentences import Stretch

_REPORT = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|talk|suggestions?|allegations?|stor(?:y|ies)|word|news|speculation|assertions?)"
    r"\s+(?:\w+\s+){0,3}?(?:that|of|about|saying|suggesting)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+\s+){0,2}?(?:denied|dismissed|rejected|refuted|rebutted|false|untrue|wrong"
    r"|incorrect|baseless|groundless|unfounded|fabricated)\b|\b(?:is|are|was|were) not (?:true|correct|accurate)\b",
    re.IGNORECASE,
)
_NO_TRUTH = re.compile(
    r"\b(?:no (?:truth|substance|basis|foundation) (?:in|to|for|behind)|nothing (?:in|to)"
    r"|not true|(?:is|are|was|were) (?:untrue|false))\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:could|can|has|have|had|was|were|is|are)\s*not\s+(?:be |been )?(?:\w+ly )?"
    r"(?:verified|confirmed|substantiated)\b"
    r"|\b(?:remain|are|were|is|was)\s+unconfirmed\b|\bremained? to be confirmed\b",
    re.IGNORECASE,
)


def fate_of_report(text: str, sentence: Stretch, words: tuple[int, int]) -> tuple[Certainty, tuple[int, int]] | None:
    """What a sentence that opens with a report says of it behind the action in `words`, and where."""
    report = _REPORT.search(text, sentence.start, words[0])
    if not report:
        return None
    no_truth = _NO_TRUTH.search(text, sentence.start, report.start())
    if no_truth:
        return Certainty.CERTAIN_NOT, no_truth.span()
    for fate, matcher in ((Certainty.CERTAIN_NOT, _DENIED), (Certainty.UNCOMMITTED, _OPEN)):
        found = matcher.search(text, words[1], sentence.end)
        if found:
            return fate, found.span()
    return None
