"""How sure a source is of an action: the hedges, denials and open questions that reach it. In doubt it hedges."""

from __future__ import annotations

import re
from dataclasses import dataclass

from permeance.terms.claim import Certainty
from permeance.watch.clauses import Clause
from permeance.watch.lexicon import cues, saying
from permeance.watch.reports import fate_of_report
from permeance.watch.sentences import Stretch

_MODAL = re.compile(r"^(?:may|might|could|can|should|must|may not|might not|may never)$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|cannot|no longer|neither|nor|without|\w+n['’]t)\b", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"\b(?:no|none of|neither of|not one|not a single|hardly any|barely any)\s+"
    rf"(?:(?!(?:{saying()}|that|which|who)\b)[\w'’-]+[\s-]+){{1,9}}$",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(r"\s+(?:to\s+\w+\s+)?(?:no|none|not a single|not one|zero)\b", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|shall|would|'ll)\b|['’]ll\b", re.IGNORECASE)
_NOT_BEHIND = re.compile(
    r"[^.;,]{0,60}?\b(?P<verb>(?:is|are|was|were|has|have|had|does|do|did|will|would)\s+not)\b(?!\s+(?:only|just|merely))",
    re.IGNORECASE,
)
_NEVER_CAME = re.compile(
    r"[^.;,]{0,80}?\b(?P<verb>(?:(?:has|have|had|did) (?:not|never)|never|failed to))\s+"
    r"(?:materiali[sz]ed?|come?|came|happen(?:ed)?|occur(?:red)?|arrived?|take place|taken place)\b",
    re.IGNORECASE,
)
# What of an infinitive or a gerund has happened: `decided to ease`, `accused of blocking`, `began by easing`.
_DECIDED = re.compile(
    r"\b(?:decid\w+|decision|began|begun|start(?:ed|s)|continu(?:e|es|ed|ing)|forced|vot(?:es|ed)|chose|chosen|managed)"
    r"\s+(?:\w+\s+){0,2}to\s+$",
    re.IGNORECASE,
)
_TOWARDS = re.compile(r"\b(?:of|about|for|towards?|to|at|on|over|into|against)\s+$", re.IGNORECASE)
_DONE_OF = re.compile(r"\b(?:accus\w+|guilty|result|effect|impact|capable|instead)\s+of\s+$", re.IGNORECASE)
_YES = re.compile(
    r"\b(?:said|replied|answered|confirmed)\s+(?:yes|(?:that\s+)?(?:he|she|it|they)\s+(?:had|did|has|have|would|was|were|do|does)\b(?!\s*n[o'’]))",
    re.IGNORECASE,
)
_OPEN = {"weigh", "consid", "mull", "discuss", "debat", "study", "studi", "look", "explor"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The certainty, where its cue stands (None where the act itself is the cue), and whether it is only asked for."""

    certainty: Certainty
    cue: tuple[int, int] | None
    is_plea: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    effect: str
    start: int
    end: int


def certainty(text: str, sentence: Stretch, words: tuple[int, int], clause: Clause, form: str) -> Verdict:
    """The verdict on the action in `words`; `form` is finite, participle, gerund, infinitive or noun."""
    found = _reaching(text, words, clause, form)
    if any(cue.effect == "plea" for cue in found):
        return Verdict(Certainty.UNCOMMITTED, None, is_plea=True)
    fate = fate_of_report(text, sentence, words)
    if fate:
        return Verdict(*fate)
    found = _settled(text, found)
    denial = _denial(text, words, clause, found)
    if form in ("noun", "gerund") and denial is None and not found:
        denial = _denied_behind(text, words, clause, form)
    for level in ("Uu", "PS", "PR"):
        hedges = [cue for cue in found if cue.effect.startswith(level)]
        if hedges:
            return _hedged(level, hedges[-1], found, denial)
    negative = next((cue for cue in reversed(found) if cue.effect == "CT-"), None)
    if negative:
        return Verdict(Certainty.CERTAIN_NOT, (negative.start, negative.end))
    if denial:
        return Verdict(Certainty.CERTAIN_NOT, denial)
    return _unhedged(text, sentence, words, clause, form)


def _hedged(level: str, hedge: _Found, found: list[_Found], denial: tuple[int, int] | None) -> Verdict:
    place = (hedge.start, hedge.end)
    if level == "Uu":
        return Verdict(Certainty.UNCOMMITTED, place)
    negative = denial is not None or any(cue.effect.endswith("-") for cue in found)
    return Verdict(Certainty(level + ("-" if negative else "+")), place)


def _unhedged(text: str, sentence: Stretch, words: tuple[int, int], clause: Clause, form: str) -> Verdict:
    """What no word hedges: a promise and a bare infinitive are probable, a question is open, the rest is certain."""
    if text[sentence.end - 1] == "?":
        return Verdict(Certainty.UNCOMMITTED, None)
    will = None
    for match in _WILL.finditer(text, clause.near, words[0]):
        will = match
    if will is None and form in ("noun", "gerund"):
        will = _WILL.search(text, words[1], clause.end)
    if will:
        return Verdict(Certainty.PROBABLE, will.span())
    before = text[clause.start : words[0]]
    if form == "infinitive" and not _DECIDED.search(before):
        return Verdict(Certainty.PROBABLE, None)
    if form == "gerund" and _TOWARDS.search(before) and not _DONE_OF.search(before):
        return Verdict(Certainty.PROBABLE, None)  # `rules for easing`: not told as done
    return Verdict(Certainty.CERTAIN, None)


def _reaching(text: str, words: tuple[int, int], clause: Clause, form: str) -> list[_Found]:
    """Cues that reach the action: those before it in its clause, and those behind a noun or gerund."""
    found: list[_Found] = []
    behind = form in ("noun", "gerund", "participle")
    for cue in cues():
        for match in cue.matcher.finditer(text, clause.start, clause.end):
            start, end = match.span()
            if start < words[1] and end > words[0] and not (start < words[0] and cue.effect[:2] in ("PS", "PR", "CT")):
                continue
            if start >= words[1] and not (behind and _predicates(text, words[1], start)):
                continue
            if start < clause.near and not _crosses(match[0], cue.effect, text, end, clause, form):
                continue
            found.append(_Found(cue.effect, start, end))
    found.sort(key=lambda cue: (cue.start, -cue.end))
    return [cue for cue in found if not any(_inside(cue, other) for other in found)]


def _predicates(text: str, end: int, start: int) -> bool:
    """Whether a cue behind a noun can be said of it: no other clause opens in between."""
    return not re.search(r"\b(?:that|which|who|said|says|told)\b|[.;]", text[end:start])


def _crosses(cue: str, effect: str, text: str, end: int, clause: Clause, form: str) -> bool:
    """Whether a cue before the last comma or `and` still reaches: a verb with its own auxiliary shakes it off."""
    if clause.has_own_verb or (form == "finite" and not re.search(r"\bthat\b", text[end : clause.near])):
        embeds = re.search(r"\b(?:that|whether|if)\b", text[end : end + 60], re.IGNORECASE)
        return bool(embeds) and not _MODAL.match(cue) and effect != "plea"
    return not (effect in ("CT-",) and form == "participle")


def _inside(cue: _Found, other: _Found) -> bool:
    if cue is other:
        return False
    longer = other.end - other.start > cue.end - cue.start
    return other.start <= cue.start and other.end >= cue.end and (longer or _first(other) < _first(cue))


def _first(cue: _Found) -> str:
    """Of two cues at one place: a plea before any hedge, then by the alphabet."""
    return "" if cue.effect == "plea" else cue.effect


def _settled(text: str, found: list[_Found]) -> list[_Found]:
    """`weighing whether to` is a possibility, not an open question."""
    found = [cue for cue in found if not _is_answered(text, cue)]
    opened = any(cue.effect == "PS+" and _is_open(text[cue.start : cue.end]) for cue in found)
    if not opened:
        return found
    return [cue for cue in found if text[cue.start : cue.end].lower() != "whether"]


def _is_answered(text: str, cue: _Found) -> bool:
    """`Asked whether he had agreed, he said that he had`: the question is no longer open."""
    asked = text[max(0, cue.start - 40) : cue.start]
    if text[cue.start : cue.end].lower() != "whether" or not re.search(r"\basked\b", asked, re.IGNORECASE):
        return False
    return bool(_YES.search(text, cue.end, cue.end + 250))


def _is_open(words: str) -> bool:
    return any(words.lower().startswith(stem) for stem in _OPEN)


def _denial(text: str, words: tuple[int, int], clause: Clause, found: list[_Found]) -> tuple[int, int] | None:
    """A negation of the verb itself, not one that is part of another cue such as `not ruled out`."""
    taken = [(cue.start, cue.end) for cue in found]
    near = max(clause.near, words[0] - 90)
    for match in reversed(list(_NOT.finditer(text, near, words[0]))):
        if any(start <= match.start() < end for start, end in taken):
            continue
        if re.search(r"\b(?:only|just|merely)\b", text[match.end() : match.end() + 6], re.IGNORECASE):
            continue
        return (match.start(), words[1])
    if re.search(r"\bnor\s*$", text[clause.start : clause.near], re.IGNORECASE):  # `neither to widen nor to narrow`
        return (clause.near, words[1])
    nothing = _NO_OBJECT.match(text, words[1], clause.end)  # `granted no licences`
    if nothing:
        return (words[0], nothing.end())
    near = max(clause.near, words[0] - 120)
    subject = _NO_SUBJECT.search(text[near : words[0]])
    return (near + subject.start(), words[1]) if subject else None


def _denied_behind(text: str, words: tuple[int, int], clause: Clause, form: str) -> tuple[int, int] | None:
    """`A suspension does not cover ...`, `the tightening did not come`: what is said of a noun is denied."""
    match = (_NOT_BEHIND if form == "noun" else _NEVER_CAME).match(text, words[1], clause.end)
    return (match.start("verb"), match.end()) if match else None
