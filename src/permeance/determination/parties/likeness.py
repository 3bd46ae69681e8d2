"""How alike two names are, from 0 to 100, and why: a property of the two names alone, whatever list they stand on.

Words are paired: the same, the same trade or place in another language, nearly the same letters, an initial for a
word, one word written as two. The score is the weight of what was paired among the weight of all words; a proper name
weighs most, `group` least. What stands against the two being one party takes away: each side has a proper name of its
own, or a place, a trade or a number.
"""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.fuzz import token_set_ratio

from permeance.determination.parties.glossary import Kind
from permeance.determination.parties.pairing import Pairing, paired
from permeance.determination.parties.reading import Reading

SAME, SURE = 98, 97  # the same words; the same words in another form. 100 and 99 are kept for the same name
PART, SHORT = 80, 85  # a name that is a part of the other; a short name that the list gives in brackets
GLANCE = 62  # of token_set_ratio: a slip in each of two words of four letters stays above it
ORDER = 0.98
AGAINST = {Kind.PROPER: 0.8, Kind.PLACE: 0.8, Kind.TRADE: 0.85, Kind.NUMBER: 0.6, Kind.GENERIC: 0.95}
FEW_INITIALS, ENOUGH_INITIALS = 0.8, 4  # three letters alone are the initials of too many names


def cannot_be_alike(ours: Reading, theirs: Reading) -> bool:
    """At a glance: each has proper names of four letters or more, and those have few letters in common."""
    if not ours.proper or not theirs.proper or ours.is_han is not theirs.is_han:
        return False
    return not token_set_ratio(ours.proper, theirs.proper, score_cutoff=GLANCE)


def alike(ours: Reading, theirs: Reading, least: float = 0.0) -> tuple[float, tuple[str, ...]]:
    """The score from 0 to 98 of two readings, and from `least` on the reasons in words.

    That two names are the same is told apart.
    """
    if ours.plain == theirs.plain:
        return _identical(ours, theirs)
    pairing = paired(ours, theirs)
    score = _score(pairing, ours, theirs)
    return score, _reasons(pairing, ours, theirs) if score >= least else ()


def _identical(ours: Reading, theirs: Reading) -> tuple[float, tuple[str, ...]]:
    if ours.short or theirs.short:
        return SHORT, ("the short name that the list gives in brackets",)
    return SAME, ("the same words, whatever is written between them", *_form_reason(ours, theirs))


def _score(pairing: Pairing, ours: Reading, theirs: Reading) -> float:
    score = pairing.matched / pairing.total
    left, right = {w.kind for _, w in pairing.ours}, {w.kind for _, w in pairing.theirs}
    for kind in left & right:
        score *= AGAINST[kind]
    if ((left & {Kind.TRADE, Kind.GENERIC}) and (right & {Kind.PROPER})) or (
        (right & {Kind.TRADE}) and (left & {Kind.PROPER})
    ):
        score *= AGAINST[Kind.TRADE]
    score = 100 * min(score, SURE / 100)
    if any(a > b for a, b in pairwise(place for _, place in sorted(pairing.places))):
        score *= ORDER
        pairing.reasons.append("word order")
    if not pairing.ours or not pairing.theirs:
        score = _of_part(pairing, ours, theirs, score)
    if ours.short or theirs.short:
        score = min(score, SHORT)
    fewest = min(len(ours.letters), len(theirs.letters))
    if fewest < ENOUGH_INITIALS and any(reason.startswith("initials expanded") for reason in pairing.reasons):
        score *= FEW_INITIALS
    return score


def _of_part(pairing: Pairing, ours: Reading, theirs: Reading, score: float) -> float:
    """A name of two words or more, one of them proper, that stands whole in the other is at least a part of it."""
    if not pairing.ours and not pairing.theirs:
        return score
    shorter = ours if not pairing.ours else theirs
    kinds = [word.kind for word in shorter.words]
    if (
        Kind.PROPER in kinds
        and len(kinds) > 1
        and not any(w.kind is Kind.NUMBER for _, w in [*pairing.ours, *pairing.theirs])
    ):
        pairing.reasons.append("one name is a part of the other")
        return max(score, PART * min(1.0, pairing.matched / (2 * shorter.weight)))
    return score


def _form_reason(ours: Reading, theirs: Reading) -> list[str]:
    return ["legal form ignored"] if ours.has_form or theirs.has_form else []


def _reasons(pairing: Pairing, ours: Reading, theirs: Reading) -> tuple[str, ...]:
    found = list(pairing.reasons)
    for reading in (ours, theirs):
        if reading.established:
            found.append(f"the established English name of {reading.established}")
    if ours.short or theirs.short:
        found.append("the short name in brackets")
    found += _form_reason(ours, theirs)
    left = [word.said for _, word in pairing.ours]
    right = [word.said for _, word in pairing.theirs]
    if left:
        found.append(f"not in the listed name: {' '.join(left)}")
    if right:
        found.append(f"only in the listed name: {' '.join(right)}")
    return tuple(dict.fromkeys(found)) or ("the same words",)
