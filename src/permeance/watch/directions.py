"""More or less of what: `shorten` is good news of a review, bad news of a quota, and none of a list of exporters.

The sign of a claim is the direction of the verb times what its object is to an applicant. Where the object is none of
the kinds that are known, or the words do not say which, there is no claim: better none than one of the wrong sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from permeance.terms.claim import Action
from permeance.watch.clauses import Clause
from permeance.watch.lexicon import noun_class
from permeance.watch.sentences import Stretch

_REACH = 90  # characters in which an object stands


class Way(Enum):
    """What a verb does to its object: `less` and `more` to any, the others only to what they are said of."""

    LESS = "less"
    GONE = "gone"  # `drop a step`, `end the delays`
    RELIEVE = "relieve"  # `ease the backlog`
    MORE = "more"
    LONGER = "longer"  # `extend the review`; who extends an exemption lets it run on
    NEW = "new"  # `add a step`


_ALL = frozenset({"wait", "jam", "burden", "quotaword", "tariffword", "relief", "validity", "caught", "spared"})
_SAID_OF: Mapping[Way, frozenset[str]] = {
    Way.LESS: _ALL,
    Way.GONE: frozenset({"jam", "burden", "relief"}),
    Way.RELIEVE: frozenset({"jam"}),
    Way.MORE: _ALL,
    Way.LONGER: frozenset({"wait", "jam", "validity", "caught", "spared"}),
    Way.NEW: frozenset({"burden", "relief"}),
}
# By kind of object, what less of it is and what more of it is.
_ACTIONS: Mapping[str, tuple[Action, Action]] = {
    "wait": (Action.EXPEDITE, Action.TIGHTEN),
    "jam": (Action.EXPEDITE, Action.DELAY),
    "burden": (Action.EASE, Action.TIGHTEN),
    "caught": (Action.EASE, Action.TIGHTEN),
    "tariffword": (Action.EASE, Action.TIGHTEN),
    "quotaword": (Action.TIGHTEN, Action.EASE),
    "relief": (Action.TIGHTEN, Action.EASE),
    "validity": (Action.TIGHTEN, Action.EASE),
    "spared": (Action.TIGHTEN, Action.EASE),
}
_OPEN = "open"
_KINDS = ("wait", "jam", "burden", "quotaword", "tariffword", "relief", "validity")
# Where the noun phrase ends: a preposition, a mark, another clause or a verb.
_PHRASE_END = re.compile(
    r"[,;:.()“”\"?!—–]|\b(?:of|for|to|from|by|in|on|at|with|without|under|over|against|into|after|before|until|since|when"
    r"|if|that|which|who|whose|where|and|or|but|as|than|so|because|while|is|are|was|were|be|been|has|have|had|will|would"
    r"|may|might|could|can|should|must|it|they|he|she|said|says|say)\b",
    re.IGNORECASE,
)
# What may stand behind the noun of a noun phrase: `review times sharply`, `the licences granted`, `quotas 20%`.
_BEHIND_NOUN = re.compile(
    r"\s*(?:[\s-]*(?:\w+ly|\w+ed|further|again|[\d%]+|percent|last|this|next|\w+day|today|tomorrow|soon|now|more|still"
    r"|week|month|year|January|February|March|April|May|June|July|August|September|October|November|December))*\s*",
    re.IGNORECASE,
)
_TIME_TO = re.compile(
    r"[^,;:.]{0,30}?\btime (?:it takes|in which|for (?:\w+ing|decisions|answers)|to \w+)\b", re.IGNORECASE
)
_OBJECT_END = re.compile(r"[,;:.]|\b(?:and|or|but|while|which|who|that)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?<!\ba )(?:numbers?|amount|volume|share)\s+of\s+", re.IGNORECASE)
_LIST = re.compile(r"\blists?\b", re.IGNORECASE)
_CAUGHT = re.compile(
    r"\b(?:controlled|restricted|banned|prohibited|regulated|licensable|sanctioned|blacklisted|blacklist|covered|dual-use"
    r"|(?:control|entity|sanctions|export) list|subject to)\b",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"\b(?:exempt\w*|eligible|approved|trusted|validated|allowed|white|whitelist|authori[sz]ed)\b", re.IGNORECASE
)
_WAITING = re.compile(r"\b(?:pending|outstanding|unanswered|unprocessed|waiting|undecided)\b", re.IGNORECASE)
_NEEDED = re.compile(r"\b(?:needs?|needed|requir\w+)\b", re.IGNORECASE)
_ASKED_FOR = re.compile(r"\b(?:applications?|requests?|filings?|dossiers?)\b", re.IGNORECASE)
_ON_LICENCES = re.compile(r"\b(?:licensing|customs|exporters?)\b", re.IGNORECASE)
# A review of a policy or of prices is not what an applicant waits for.
_OF = re.compile(r"\s*(?:\w+ly\s+)?(?:of|for|in|on)\s+", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:which|who|where|whose|now|currently|already|at)\b[^,;]*,\s*$", re.IGNORECASE)
_SUBJECT_OPENS = re.compile(
    r"[,;:“”\"—–]|\b(?:that|said|says|say|announced|confirmed|while|but|and|as|whether|if|because)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Directed:
    """The action that more or less of an object is, and where that object stands.

    No action where the object is such that other words may not decide it either: `extend its review of the rules`.
    """

    action: Action | None
    object: Stretch


def may_be_directed(text: str, sentence: Stretch) -> bool:
    """Whether a sentence names anything at all of which there may be more or less."""
    start, end = sentence.start, sentence.end
    kinds = (*_KINDS, "permission")
    if _LIST.search(text, start, end) or _COUNTED.search(text, start, end):
        return True
    return any(noun_class(kind).search(text, start, end) for kind in kinds)


def directed(
    text: str, sentence: Stretch, way: Way, words: tuple[int, int], clause: Clause, is_of_subject: bool
) -> Directed | None:
    """What more or less of the object is; None where the object is none of those that are known."""
    if is_of_subject:
        end = words[0] - len(clause.chain)
        aside = _ASIDE.search(text, sentence.start, end)
        end = aside.start() if aside else end
        start = max([sentence.start, *(m.end() for m in _SUBJECT_OPENS.finditer(text, sentence.start, end))])
        place = Stretch(start, words[0])
    else:
        start, end = words[1], min(clause.end, words[1] + _REACH)
        place = Stretch(start, _object_end(text, start, end))
    is_number = text[slice(*words)].lower() == "fewer"
    kind = _kind_counted(text, start, end) if is_number else _kind(text, start, end, sentence)
    if kind == _OPEN and way not in (Way.RELIEVE, Way.NEW):
        return Directed(None, place)
    if kind not in _SAID_OF[way]:
        return None
    less, more = _ACTIONS[kind]
    return Directed(less if way in (Way.LESS, Way.GONE, Way.RELIEVE) else more, place)


def _kind(text: str, start: int, end: int, sentence: Stretch) -> str | None:
    """What the noun phrase between two places is to an applicant: a wait, a burden, a quota; `open` where it may be
    good or bad, None where it is none of these.
    """
    counted = _COUNTED.search(text, start, _phrase_end(text, start, end) + 4)
    if counted:
        return _kind_counted(text, counted.end(), end)
    stop = _phrase_end(text, start, end)
    if _heads(text, start, stop, _LIST):
        return _kind_of_list(text, start, min(end, sentence.end))
    found = {kind for kind in _KINDS if _heads(text, start, stop, noun_class(kind))}
    # `review` is a wait as a head, and `exemption review` is no exemption: the noun that stands last decides.
    kind = max(found, key=lambda k: _last(text, start, stop, noun_class(k))) if found else None
    if _TIME_TO.match(text, start, stop) and noun_class("wait").search(text, start, stop):
        kind = "wait"
    if kind in ("wait", "jam", "burden", "validity") and not _is_for_applicants(text, start, stop, sentence):
        return _OPEN
    return kind


def _object_end(text: str, start: int, end: int) -> int:
    """Where the object ends; that of `the list of countries exempt from` is more than its first noun phrase."""
    stop = _phrase_end(text, start, end)
    if not _LIST.search(text, start, stop) and not _COUNTED.search(text, start, stop + 4):
        return stop
    last = _OBJECT_END.search(text, stop, end)
    return last.start() if last else end


def _phrase_end(text: str, start: int, end: int) -> int:
    """Where a noun phrase ends; `time it takes` and `time to review` are one noun."""
    time = _TIME_TO.match(text, start, end)
    stop = _PHRASE_END.search(text, time.end() if time else start, end)
    return stop.start() if stop else end


def _heads(text: str, start: int, stop: int, noun: re.Pattern[str]) -> bool:
    """Whether a noun is the head of the phrase: nothing but adverbs and times stands behind it."""
    last = None
    for match in noun.finditer(text, start, stop):
        last = match
    return last is not None and _BEHIND_NOUN.fullmatch(text, last.end(), stop) is not None


def _last(text: str, start: int, stop: int, noun: re.Pattern[str]) -> int:
    return max(m.end() for m in noun.finditer(text, start, stop))


def _is_for_applicants(text: str, start: int, stop: int, sentence: Stretch) -> bool:
    """Whether it is licences or exports that are waited for: the noun phrase, what stands behind `of`, or the sentence
    says so.
    """
    if noun_class("permission").search(text, start, stop):
        return True
    names = ("permission", "flow", "quotaword")
    of = _OF.match(text, stop, sentence.end)
    if of is None:
        low, high = sentence.start, sentence.end
        return bool(_ON_LICENCES.search(text, low, high)) or any(noun_class(n).search(text, low, high) for n in names)
    low, high = of.end(), _phrase_end(text, of.end(), sentence.end)
    return bool(_ON_LICENCES.search(text, low, high)) or any(_heads(text, low, high, noun_class(n)) for n in names)


def _kind_counted(text: str, start: int, end: int) -> str:
    """`the number of` licences is room to export, of documents a burden, of pending applications a jam."""
    stop = _phrase_end(text, start, end)
    if _WAITING.search(text, start, stop):
        return "jam"
    if _SPARED.search(text, start, stop) or _CAUGHT.search(text, start, stop):
        return _kind_of_list(text, start, stop)
    if noun_class("permission").search(text, start, stop):
        # Fewer licences may be fewer that are needed, and fewer applications have many causes.
        is_open = _NEEDED.search(text, start, end) or _ASKED_FOR.search(text, start, stop)
        return _OPEN if is_open else "quotaword"
    return next((kind for kind in ("burden", "jam", "relief") if _heads(text, start, stop, noun_class(kind))), _OPEN)


def _kind_of_list(text: str, start: int, end: int) -> str:
    """Whether a list holds what is caught or what is spared; open where the words do not say."""
    caught, spared = _CAUGHT.search(text, start, end), _SPARED.search(text, start, end)
    if caught and spared:
        return "spared" if spared.start() < caught.start() else _OPEN
    return "caught" if caught else "spared" if spared else _OPEN
