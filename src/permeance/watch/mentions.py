"""Words in a sentence that tell of an action: a verb or noun of the lexicon with the right noun near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from permeance.terms.claim import Action
from permeance.watch.clauses import Clause, clause_of
from permeance.watch.directions import Directed, Way, directed, may_be_directed
from permeance.watch.found import BE, REACH, Found, strongest
from permeance.watch.lexicon import Trigger, directions, forms, noun_class, triggers
from permeance.watch.sentences import Stretch

_DETERMINER = re.compile(
    r"\b(?:the|a|an|its|their|his|no|any|some|of|new|such|this|these|for|more|\w+['’]s)\s+$", re.IGNORECASE
)
_RECEIVE = re.compile(r"^(?:get|got|gotten|gets|getting|obtain\w*|receiv\w*|secur\w*|w[io]n\w*)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:them|ones|those)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\b(?:suspension|pause|lifting|removal|extension|exemption|waiver|truce)\b", re.IGNORECASE)
_TO = re.compile(r"\s+to\s+(?!issue|grant|approve|process|accept|supply|export)", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:to|will|would|shall|may|might|could|can|should|must|not)\b", re.IGNORECASE)
_AND = re.compile(r"(?:\band|\bor|,)\s+$")
_BUT = re.compile(r"\bbut\s+(?:also\s+|then\s+|\w+ly\s+)?$", re.IGNORECASE)
_BECOMES = re.compile(r"(?:get|got|becom|becam|gr[eo]w)\w*\s", re.IGNORECASE)
_IT = re.compile(r"\s+(?:it|these)\b", re.IGNORECASE)
_BEFORE_VERB = frozenset("to and or they we you who that people authorities not".split())
_NOUNS_TOO = frozenset(
    "ban cap cut limit curb halt pause freeze embargo delay block review process return permit release award".split()
)
_ASKED = re.compile(r"\s+(?:[\w-]+\s+){0,4}?(?:applications?|requests?|filings?)\b", re.IGNORECASE)
_COMPOUND = re.compile(
    r"[\s-]+(?:controls?|restrictions?|curbs?|bans?|quotas?|licen[cs]\w+|permits?|rules?|lists?|regime|applications?"
    r"|approvals?|dut(?:y|ies)|tax(?:es)?|lev(?:y|ies)|talks|data)\b",
    re.IGNORECASE,
)
_SHORT_OF = re.compile(r"\s+short\s+of\b", re.IGNORECASE)
# `dropped its plan to tighten`: a plan is given up, not a rule.
_GIVES_UP = re.compile(r"^(?:drop|abandon|scrap|shelv|ditch|cancel|ax|withdr|park|call)", re.IGNORECASE)
_PLAN = re.compile(
    r"(?:\s+\w+){0,3}?\s+(?:plans?|proposals?|ideas?|bids?|intentions?|efforts?)\s+(?:to|for|of)\b", re.IGNORECASE
)
# A rule that is only wanted: `a bill to ban raw ore has been withdrawn`.
BILL = re.compile(r"\b(?:bill|plan|proposal|draft|idea|motion)s?\s+(?:to|for|of)\b", re.IGNORECASE)
_IN_REVIEW = re.compile(r"^(?:review|examin|assess|process)", re.IGNORECASE)
_REVIEW_TIME = re.compile(r"[\s-]+(?:times?|periods?|procedures?|process(?:es)?|backlogs?)\b", re.IGNORECASE)
_NEXT_VERB = re.compile(r"[;:]|\b(?:said|says|that|which|who|but|while|after|because|although)\b", re.IGNORECASE)


def found_in(text: str, sentence: Stretch) -> list[Found]:
    """All actions of a sentence in order; of words that overlap, or stand in another's object, the stronger."""
    words = set(re.findall(r"\w+", text[sentence.start : sentence.end].lower()))
    hits: list[tuple[Trigger, int, int]] = []
    for trigger, firsts in _indexed():
        if firsts.isdisjoint(words):
            continue
        hits += [(trigger, m.start(), m.end()) for m in trigger.matcher.finditer(text, sentence.start, sentence.end)]
    signed = list(_directed(text, sentence, words))
    made = [made for hit in hits for made in _made(text, sentence, *hit)]
    made = [found for found in made if not any(_is_told_by(found, more, sign) for more, sign in signed)]
    return strongest([*(more for more, sign in signed if sign.action), *made])


def _directed(text: str, sentence: Stretch, words: set[str]) -> Iterator[tuple[Found, Directed]]:
    """What is made more or less, and what that is for an applicant by the object of the words."""
    if not may_be_directed(text, sentence):
        return
    for trigger, firsts, way in _directions():
        if firsts.isdisjoint(words):
            continue
        for match in trigger.matcher.finditer(text, sentence.start, sentence.end):
            for found in _told(text, sentence, trigger, match.start(), match.end()):
                is_ing = text[found.start : found.end].split(maxsplit=1)[0].lower().endswith("ing")
                passive = found.is_verb and not is_ing and bool(BE.search(found.clause.last_chain))
                is_of_subject = passive or bool(_BECOMES.match(text[found.start : found.end]))
                sign = directed(text, sentence, way, match.span(), found.clause, is_of_subject)
                if sign:
                    yield replace(found, action=sign.action or found.action), sign


def _is_told_by(found: Found, more: Found, sign: Directed) -> bool:
    """Whether other words are part of what is made more or less: `reduce delays`, `fewer licences that it grants`."""
    if found.start < more.end and more.start < found.end:
        return True
    is_relative = 0 <= found.start - more.end <= 60 and found.end <= more.clause.end
    return sign.object.start <= found.start < sign.object.end or (
        is_relative and found.action in (Action.APPROVE, Action.IMPOSE)
    )


@cache
def _directions() -> tuple[tuple[Trigger, frozenset[str], Way], ...]:
    return tuple((trigger, _firsts(trigger), Way(kind)) for kind, trigger in directions())


@cache
def _indexed() -> tuple[tuple[Trigger, frozenset[str]], ...]:
    """Each trigger with the words of which one must be in the sentence."""
    return tuple((trigger, _firsts(trigger)) for trigger in triggers())


def _firsts(trigger: Trigger) -> frozenset[str]:
    """All forms of the first word of a trigger."""
    firsts: set[str] = set()
    for choice in trigger.term.split()[0].split("/"):
        bare = choice.rstrip("~")
        firsts |= set(forms(bare)) if choice.endswith("~") and "-" not in bare else {bare.split("-")[0]}
        if "-" in bare:
            head, _, verb = bare.rpartition("-")
            firsts |= {head + form for form in forms(verb)} | {head.split("-")[0]}
    return frozenset(word.lower() for word in firsts)


def _is_noun_here(text: str, sentence: Stretch, trigger: Trigger, start: int, clause: Clause) -> bool:
    """Whether the bare form is a noun: `a planned ban on`, where a verb would stand behind a plural, a name or `to`."""
    base = trigger.term.split()[0].rstrip("~")
    if (
        clause.chain
        or base not in _NOUNS_TOO
        or not re.match(rf"{re.escape(base)}\b", text[start : start + len(base) + 1], re.IGNORECASE)
    ):
        return False
    before = re.search(r"([\w.'’-]+)\s+$", text[max(sentence.start, start - 30) : start])
    if not before:
        return False
    word = before[1]
    return not (word.endswith("s") or word[0].isupper() or word in _BEFORE_VERB)


def _is_coordinate(text: str, trigger: Trigger, start: int, clause: Clause) -> bool:
    """`will review and approve`: a bare verb behind `and` shares the modal of the one before it."""
    if clause.chain or not _AND.search(text, max(clause.start, start - 6), start):
        return False
    return _is_bare(text, trigger, start) and bool(_MODAL.search(text, clause.start, start))


def _carried_over_but(text: str, sentence: Stretch, trigger: Trigger, start: int, clause: Clause) -> Clause | None:
    """`may cut quotas but shorten waits`: the clause with the modal before `but`, which a bare verb shares.

    A denial is not shared: `will not cut quotas but shorten waits`.
    """
    but = _BUT.search(text, max(sentence.start, start - 16), start)
    if clause.chain or not but or not _is_bare(text, trigger, start):
        return None
    low = max(text.rfind(mark, sentence.start, but.start()) + 1 for mark in ";:")
    low = max(low, sentence.start)
    if not _MODAL.search(text, low, but.start()):
        return None
    if re.search(r"\b(?:not|never|no|neither)\b|n['’]t\b", text[low : but.start()], re.IGNORECASE):
        return clause
    return replace(clause, start=low, near=low)


def _is_bare(text: str, trigger: Trigger, start: int) -> bool:
    """Whether the verb stands in its first form."""
    word = text[start : start + 40].split(maxsplit=1)[0].strip(",.;").lower()
    return word == trigger.term.split()[0].rstrip("~")


@cache
def _bases() -> frozenset[str]:
    """First words of verb terms that are an adjective or noun as they stand: `clear`, but not `put` or `cut`."""
    firsts = {trigger.term.split()[0] for trigger in triggers()}
    return frozenset(word[:-1] for word in firsts if word.endswith("~") and forms(word[:-1])[-1].endswith("ed"))


def _made(text: str, sentence: Stretch, trigger: Trigger, start: int, end: int) -> Iterator[Found]:
    for found in _told(text, sentence, trigger, start, end):
        if _has_object(text, sentence, trigger, (start, end), found.clause):
            yield found


def _told(text: str, sentence: Stretch, trigger: Trigger, start: int, end: int) -> Iterator[Found]:
    """The words as an action, if they are the verb or noun that they look like; whatever their object."""
    clause = clause_of(text, sentence, start, end)
    form = _form(text, trigger, start, clause)
    if form == "finite" and _is_coordinate(text, trigger, start, clause):
        form, clause = "infinitive", replace(clause, near=clause.start)
    carried = _carried_over_but(text, sentence, trigger, start, clause) if form == "finite" else None
    if carried:
        form, clause = "infinitive", carried
    if trigger.is_verb and form == "finite" and _is_noun_here(text, sentence, trigger, start, clause):
        return
    if trigger.is_verb and form == "finite" and _DETERMINER.search(text[max(sentence.start, start - 12) : start]):
        return  # `the ban`, `a curb`: a noun that looks like the verb
    if trigger.is_verb and BE.search(clause.last_chain) and text[start:end].split(maxsplit=1)[0].lower() in _bases():
        return  # `is not clear`: an adjective
    if _is_other_verb(text, trigger, start, end):
        return
    received = bool(_RECEIVE.match(text[start:end])) and trigger.action is Action.APPROVE
    under_review = bool(_IN_REVIEW.match(text[start:end])) and trigger.action is Action.APPROVE
    reduced = (
        trigger.is_verb and not clause.chain and _is_participle(text[start:end]) and _left_close(text, trigger, start)
    )
    yield Found(trigger.action, start, end, clause, form, received, under_review, trigger.is_verb, reduced)


def _is_other_verb(text: str, trigger: Trigger, start: int, end: int) -> bool:
    """Whether what follows makes it another verb: `refused to ease`, `stopped short of`, `dropped its plan to`."""
    if trigger.term in ("refuse~", "decline~") and _TO.match(text, end):
        return True
    if (trigger.is_verb and _SHORT_OF.match(text, end)) or (
        _IN_REVIEW.match(text[start:end]) and _REVIEW_TIME.match(text, end)
    ):
        return True
    if trigger.action is Action.DENY and "was" in trigger.term and noun_class("permission").search(text, start, end):
        return True  # `denied licences to firms that were`
    if trigger.action is Action.APPROVE and _RECEIVE.match(text[start:end]) and _ASKED.match(text, end):
        return True  # to receive applications is to approve none
    if not trigger.is_verb or not _GIVES_UP.match(text[start:end]):
        return False
    return bool(_PLAN.match(text, end) or BILL.search(text, max(0, start - 140), start))


def _form(text: str, trigger: Trigger, start: int, clause: Clause) -> str:
    """Finite, participle, gerund, infinitive or noun."""
    if not trigger.is_verb:
        return "noun"
    word = next((w for w in re.findall(r"[\w'-]+", text[start : start + 40])), "").lower()
    passive = BE.search(clause.last_chain)
    if clause.is_infinitive:
        return "infinitive"
    if word.endswith("ing"):
        return "finite" if passive else "gerund"
    if clause.has_own_verb:
        return "finite"
    if clause.chain and not clause.has_own_verb and re.search(r"\bto\b", clause.chain):
        return "infinitive"
    return "finite"


def _has_object(text: str, sentence: Stretch, trigger: Trigger, words: tuple[int, int], clause: Clause) -> bool:
    """Whether a noun of the right class stands where the grammar of the words wants it."""
    start = words[0]
    if trigger.before:
        if _OF_ANOTHER.search(text, clause.start, start):
            return False  # `the suspension took effect` imposes nothing
        if any(noun_class(name).search(text, sentence.start, start) for name in trigger.before):
            return True
    if not trigger.after:
        return not trigger.before
    return _governs_object(text, sentence, trigger, words, clause)


def _governs_object(text: str, sentence: Stretch, trigger: Trigger, words: tuple[int, int], clause: Clause) -> bool:
    """Whether the object stands behind an active verb, before a passive one or a participle, or in a pronoun."""
    start, end = words
    first = text[start:end].split(maxsplit=1)[0].lower()
    if BE.search(clause.last_chain) and not first.endswith("ing"):
        return _left(text, sentence, trigger, start) or _right(text, trigger, end, min(clause.end, end + 40))
    if _right(text, trigger, end, min(clause.end + 1, end + REACH)):
        return True
    pronoun = _IT.match(text, end) or _PRONOUN.search(text, end, min(clause.end, end + 40))
    if pronoun and _left(text, sentence, trigger, start):
        return True
    participle = _is_participle(first) and not noun_class("blocked").match(text, end + 1)
    return participle and _left_close(text, trigger, start)


def _is_participle(words: str) -> bool:
    return words.split(maxsplit=1)[0].lower().endswith(("ed", "en", "wn"))


def _right(text: str, trigger: Trigger, start: int, end: int) -> bool:
    stop = _NEXT_VERB.search(text, start, end)
    end = stop.start() if stop else end
    places = [m.start() for name in trigger.after for m in _heads(text, name, start, end)]
    if not places:
        return False
    blocked = noun_class("blocked").search(text, start, min(places))
    return blocked is None or blocked.end() + 1 >= min(places)


def _heads(text: str, name: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Nouns of a class that stand for themselves: the exports of `export controls` are not what is meant."""
    for match in noun_class(name).finditer(text, start, end):
        if name != "flow" or not _COMPOUND.match(text, match.end()):
            yield match


def _left(text: str, sentence: Stretch, trigger: Trigger, start: int) -> bool:
    return any(noun_class(name).search(text, max(sentence.start, start - 140), start) for name in trigger.after)


def _left_close(text: str, trigger: Trigger, start: int) -> bool:
    """`licences granted`: the noun stands directly before the participle."""
    before = text[max(0, start - 40) : start]
    return any(
        re.search(r"\b\w+\s*$", before[m.end() - 1 :]) and not before[m.end() :].strip()
        for name in trigger.after
        for m in noun_class(name).finditer(before)
    )
