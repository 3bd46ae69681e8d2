"""How far a hedge or a denial reaches: the clause around the words of an action, by rules of English punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from permeance.watch.sentences import Stretch

# Words that open a clause which stands on its own. A hedge before them does not reach behind them.
_OPENS = re.compile(
    r";|:\s|[—–]|\s-\s|,?\s+\b(?:but|while|whereas|although|though|because|even as|despite|until after|after|unless"
    r"|except that|adding|and added|so far as)\b"
    r"|\b(?:although|though|while|after|despite|because)\b"
    r"|,\s+(?:which|who|where|whose|of which|yet|as|since)\b"
    r"|\breports? that\b|\bsince\s+(?:the|it|they|he|she|china|beijing)\b",
    re.IGNORECASE,
)
# A clause that only sets a condition, or a time (`since the controls took effect`), states nothing of its own.
_IF = re.compile(
    r"\b(?:if|unless|provided that|in case|when|once|(?:since|until|(?<!time )before) (?=the|it|they|china|beijing)"
    r"|(?<=,\s)should|(?-i:Should))\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"\b(?:as|say|says|said|clear|unclear|uncertain|unsure|sure|know|known|tell|asked|ask|wonder\w*|see|seen|decid\w+"
    r"|comment\w*|question|doubt\w*)(?:\s+(?:on|yet|now|immediately))?\s+\Z",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\W*(?:while|although|though|despite|because|after|as|whereas|since|even as|even though)\b", re.IGNORECASE
)
_COORDINATE = re.compile(r",|\b(?:and|or|nor)\b", re.IGNORECASE)
# The chain of auxiliaries and adverbs directly before a verb.
_CHAIN = re.compile(
    r"(?:\b(?:has|have|had|having|is|are|was|were|be|been|being|will|would|shall|should|may|might|could|can|cannot|must"
    r"|do|does|did|to|not|never|also|already|still|now|soon|yet|further|again|then|only|just|even|once|no longer"
    r"|formally|(?!(?:un)?likely\b)\w+ly|\w+n['’]t|'ll|begin|began|begun|start|started|help|continue|continued|both|either|first)\b[\s]+)+$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:has|have|had|is|are|was|were|will|would|shall|should|may|might|could|can|cannot|must|do|does|did|\w+n['’]t)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around an action that may hedge it.

    `start` and `end` bound the clause, `near` is where its own verb phrase starts, `chain` the auxiliaries before
    the verb. `is_condition` is true inside an `if` clause, which states nothing.
    """

    start: int
    end: int
    near: int
    chain: str
    is_condition: bool

    @property
    def has_own_verb(self) -> bool:
        """Whether an auxiliary of its own makes the verb finite, so that a modal further left is another verb's."""
        return bool(_FINITE.search(self.chain))

    @property
    def last_chain(self) -> str:
        """What stands between the last `to` and the verb: `is` of `is said to` makes no passive of what follows."""
        return re.split(r"\bto\b", self.chain, flags=re.IGNORECASE)[-1]

    @property
    def is_infinitive(self) -> bool:
        return bool(re.search(r"\bto\s+(?:\w+ly\s+|not\s+)?$", self.chain, re.IGNORECASE)) and not self.has_own_verb


def clause_of(text: str, sentence: Stretch, start: int, end: int) -> Clause:
    """The clause of the words `text[start:end]`."""
    bounds = [(m.start(), m.end()) for m in _OPENS.finditer(text, sentence.start, sentence.end)]
    bounds += _closes(text, sentence)
    bounds.sort()
    left = sentence.start
    for n, (first, last) in enumerate(bounds):
        if last > start:
            break
        # `while blocking ...` carries on what was hedged before; so does a relative clause without a verb.
        follows = text[last:start]
        opener = text[first:last]
        carries = re.search(r"while|adding", opener, re.IGNORECASE) and not follows.strip()
        if not (carries and n >= 0):
            left = last
    right = min((first for first, _ in bounds if first >= end), default=sentence.end)
    before = text[left:start]
    chain = _CHAIN.search(before)
    words = chain[0] if chain else ""
    near = left + _last_coordination(before[: len(before) - len(words)])
    return Clause(left, right, near, words, _in_condition(text, max(sentence.start, left - 12), start))


def _closes(text: str, sentence: Stretch) -> list[tuple[int, int]]:
    """The comma that ends a clause with which the sentence opens: `While a rollback is off the table, ...`."""
    if not _LEADS.match(text, sentence.start, sentence.end):
        return []
    comma = text.find(",", sentence.start, sentence.end)
    return [(comma, comma + 1)] if comma >= 0 else []


def _last_coordination(before: str) -> int:
    """Behind the last comma, `and` or `or`; adverbials between commas (`has, so far, eased`) are rare in news."""
    place = 0
    for found in _COORDINATE.finditer(before):
        place = found.end()
    return place


def _in_condition(text: str, left: int, start: int) -> bool:
    """Whether the words stand between an `if` and the comma, `then` or end that closes it."""
    last = None
    for found in _IF.finditer(text, left, start):
        last = found
    if last is None:
        return False
    if _WHETHER.search(text, max(0, last.start() - 30), last.start()):  # `as if`, `unclear if`, `asked if`
        return False
    between = text[last.end() : start]
    return not re.search(r"[,;]|\bthen\b", between)
