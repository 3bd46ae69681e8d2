"""Names of parties, made comparable: case, punctuation and the legal form aside."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

# Legal forms at the end of a name, after normalisation. A name that is nothing else keeps its words.
_LEGAL_FORMS = (
    "incorporated", "inc", "llc", "llp", "lp", "limited partnership", "limited liability company", "limited", "ltd",
    "co", "company", "corporation", "corp", "plc", "gmbh", "ag", "se", "kg", "a s", "spol s r o", "s r o", "sa",
    "s a", "srl", "spa", "s p a", "nv", "n v", "bv", "b v", "kk", "k k", "oy", "ab", "as",
    "株式会社", "有限公司", "股份有限公司",
)  # fmt: skip
_NO_WORD = re.compile(r"[^\w]+|_")
_ENDINGS = tuple(form if not form.isascii() else f" {form}" for form in _LEGAL_FORMS)


class Likeness(StrEnum):
    """How alike two names are."""

    EXACT = "the same name"
    NORMALISED = "the same name, case, punctuation and legal form aside"
    PART = "one name is a part of the other"
    NONE = "no likeness"


def is_name(text: str) -> bool:
    """Whether a text names anybody: without a letter or figure, as `-` or `?` in a cell left open, it does not."""
    return any(character.isalnum() for character in text)


def normalised(name: str) -> str:
    """Case, width, accents and punctuation aside: `Cubic Corporation` and `CUBIC CORPORATION.` are the same."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_NO_WORD.sub(" ", plain).split())


@lru_cache(maxsize=4_096)  # every listed party, asked of every crossing
def bare(name: str) -> str:
    """The normalised name without the legal forms at its end."""
    words = normalised(name)
    while words.endswith(_ENDINGS):
        shorter = next(words.removesuffix(end).rstrip() for end in _ENDINGS if words.endswith(end))
        if not shorter:
            return words
        words = shorter
    return words


def likeness(given: str, listed: str) -> Likeness:
    """How alike a party's name and a listed one are."""
    if given.strip() == listed:
        return Likeness.EXACT
    ours, theirs = bare(given), bare(listed)
    if not ours:
        return Likeness.NONE
    if ours == theirs:
        return Likeness.NORMALISED
    shorter, longer = sorted((ours, theirs), key=len)
    if not shorter.isascii():  # Chinese and Japanese are written without spaces, and in few characters
        return Likeness.PART if shorter in longer and len(shorter) >= MIN_PART_HAN else Likeness.NONE
    whole_words = f" {shorter} " in f" {longer} "
    return Likeness.PART if whole_words and len(shorter) >= MIN_PART else Likeness.NONE


MIN_PART_HAN = 3
MIN_PART = 6  # shorter words, such as a group's initials, stand in many names
