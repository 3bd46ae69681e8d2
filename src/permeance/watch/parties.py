"""Who acts, upon whom and on which goods: names in a text as the codes of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from permeance.watch.lexicon import names
from permeance.watch.sentences import Stretch

# Whose act it is where a text names nobody: the state that holds the goods. `incomplete` then says so.
_HOLDER = {"Co": "DRC.GOV", "Ni": "ID.GOV"}
_CN = "CN.GOV"
_NOT_AS_SUBJECT = re.compile(
    r"\b(?:to|for|with|against|in|from|at|on|of|into|by|between|told|across|outside|among|within)\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_BUYER = re.compile(
    r"^['’]?s?[\s-]+(?:\w+[\s-]+){0,3}?(?:buyers?|customers?|clients?|firms?|compan\w+|carmakers?|automakers?|makers?|users?|importers?"
    r"|suppliers?|industr\w+|manufacturers?|producers?|military|army|imports?|businesses)\b",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"\b(?:suppliers?|exporters?|firms|makers)\s+(?:\w+\s+){0,2}?(?:of|to|for|with|serving)\s+(?:\w+\s+){0,3}?$"
    r"|\b(?:end[\s-]users?|end[\s-]uses?|customers|clients|buyers)\s+(?:are\s+)?(?:in|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_REACHES = re.compile(
    r"\b(?:to|for|against|on|hit|at|by|in|with|from|of)\s+(?:the\s+|some\s+|all\s+|most\s+|certain\s+|a\s+|\w+\s+){0,3}$",
    re.IGNORECASE,
)
_ORDERED_BY = re.compile(r"\b(?:asked|ordered|told|instructed|directed|urged) by (?:the )?$", re.IGNORECASE)
_SEAT = re.compile(
    r"\b(?:government|authorities|ministry|regulators?|officials|leaders|lawmakers|senators|parliament|senate|courts?)"
    r" (?:in|of) (?:the )?$",
    re.IGNORECASE,
)
_MILITARY = re.compile(r"\b(?:military|defen[cs]e|army)\b", re.IGNORECASE)
_CODES = {"US.GOV": "US", "EU.COM": "EU", "CN.GOV": "CN", "CN.MOFCOM": "CN", "CN.CUSTOMS": "CN"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a state or of its organs; an adjective such as `Chinese` is weaker than a noun."""

    code: str
    start: int
    end: int
    is_noun: bool

    @property
    def state(self) -> str:
        return self.code.split(".")[0]


def mentions(text: str, start: int, end: int) -> list[Mention]:
    """Names of states and their organs between two places; of those that overlap the longest."""
    found = [
        Mention(name.value, m.start(), m.end(), kind == "authority")
        for kind in ("authority", "adjective")
        for name in names(kind)
        for m in name.matcher.finditer(text, start, end)
    ]
    found.sort(key=lambda m: (m.start, m.start - m.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return [_organ(m, kept) for m in kept]


def _organ(mention: Mention, others: list[Mention]) -> Mention:
    """A ministry that is not China's is the government of the only other state that is named."""
    if mention.code != "CN.MOFCOM":
        return mention
    states = [m.code for m in others if m.code not in ("CN.MOFCOM", "US.GOV", "EU.COM")]
    if not states or any(code.startswith("CN") for code in states) or not mention.start:
        return mention
    nearest = [m for m in others if m.end <= mention.start and mention.start - m.end <= 4 and m.code != "CN.MOFCOM"]
    return Mention(nearest[-1].code, mention.start, mention.end, True) if nearest else mention


def goods(text: str, start: int, end: int) -> tuple[str, ...]:
    """Goods named between two places, in the order in which they are named; never one that is only meant."""
    found = [(m.start(), name.value) for name in names("goods") if (m := name.matcher.search(text, start, end))]
    listed = tuple(dict.fromkeys(value for _, value in sorted(found)))
    return tuple(v for v in listed if v != "goods") or listed


def firm(text: str, start: int, end: int) -> str | None:
    """The name of a company between two places, where it is one of those that are known by name."""
    found = [
        (m.start(), m[0])
        for name in names("company")
        if (m := name.matcher.search(text, start, end)) and m[0][0].isupper() and m[0] not in ("CEO", "CFO")
    ]
    return max(found)[1] if found else None


def actor_of(
    text: str,
    sentence: Stretch,
    clause: tuple[int, int],
    words: tuple[int, int],
    is_received: bool,
    is_mutual: bool = False,
) -> str | None:
    """Who acts: the agent behind `by`, else the nearest state before the verb that is subject and no buyer."""
    here = mentions(text, sentence.start, sentence.end)
    ordered = [m for m in here if m.end <= words[0] and _ORDERED_BY.search(text[max(0, m.start - 24) : m.start])]
    if ordered:
        return ordered[-1].code
    agent = [
        m
        for m in here
        if words[1] <= m.start < clause[1] and re.search(r"\bby\s+(?:the\s+)?$", text[max(0, m.start - 8) : m.start])
    ]
    if agent and not _is_buyer(text, agent[0]):
        return agent[0].code
    if not is_received:
        for low in (clause[0], sentence.start):
            left = [m for m in here if low <= m.start and m.end <= words[0] and _can_act(text, m)]
            if left:
                return _with_ministry(text, left[0] if is_mutual else left[-1])
    holders = [m for m in here if m.code.startswith("CN") or (m.state in ("DRC", "ID") and not is_received)]
    if any(m.code.startswith("CN") and (is_received or not m.is_noun) for m in holders):
        return _CN
    return holders[0].code if holders else None


def _can_act(text: str, mention: Mention) -> bool:
    if _is_buyer(text, mention):
        return False
    before = text[max(0, mention.start - 30) : mention.start]
    return bool(_SEAT.search(before)) or not _NOT_AS_SUBJECT.search(before)


def _with_ministry(text: str, mention: Mention) -> str:
    """`China's commerce ministry` is the ministry."""
    tail = text[mention.end : mention.end + 34]
    is_ministry = re.match(r"(?:['’]s)?\s+(?:commerce minist|ministry of commerce)", tail, re.IGNORECASE)
    return "CN.MOFCOM" if is_ministry and mention.state == "CN" else mention.code


def _is_buyer(text: str, mention: Mention) -> bool:
    return bool(_BUYER.match(text[mention.end : mention.end + 60]))


def default_actor(items: tuple[str, ...]) -> str:
    """The state that holds the goods: an inference, marked as one wherever it is used."""
    return next((_HOLDER[item] for item in items if item in _HOLDER), _CN)


def targets_of(text: str, sentence: Stretch, clause: tuple[int, int], actor: str) -> tuple[str, ...]:
    """Whom it is aimed at: states behind a preposition, or whose firms or customers are named; ALL where none is."""
    for start, end in (clause, (sentence.start, sentence.end)):
        found = tuple(dict.fromkeys(_targets(text, start, end, actor)))
        if found:
            return found
    return ("ALL",)


def _targets(text: str, start: int, end: int, actor: str) -> Iterator[str]:
    for mention in mentions(text, start, end):
        code = _CODES.get(mention.code, mention.state)
        before, after = text[max(start, mention.start - 60) : mention.start], text[mention.end : mention.end + 60]
        if mention.state == actor.split(".", maxsplit=1)[0]:
            continue
        if re.match(r"[\s-]+(?:linked|based|related|owned|bound)\b", after) or _LINKED.search(before):
            yield f"{code}-linked" if code in ("US", "EU") else code
        elif _is_buyer(text, mention):
            yield f"{code} military" if _MILITARY.search(after[:30]) else code
        elif mention.is_noun and _REACHES.search(before):
            yield code
