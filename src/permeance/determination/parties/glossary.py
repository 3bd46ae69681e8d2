"""The words of names that are no proper names: trades, places, legal forms, in English and in Chinese.

The words are data, in `data/*.csv`; a word more is a row more. A meaning has one text, the first English way of
writing it, so that `稀土`, `rare earth` and `rare earths` are the same word.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from permeance.determination.names import normalised


class Kind(StrEnum):
    """What a word of a name tells: `proper` tells who it is, the others tell what it does, where, or little."""

    PROPER = "proper name"
    TRADE = "trade word"
    PLACE = "place"
    GENERIC = "general word"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a known word or phrase means: its text, the same in all languages, and of what kind it is."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Glossary:
    """Known phrases of English by their words, known words of Chinese by their characters."""

    english: Mapping[tuple[str, ...], Meaning]
    han: Mapping[str, tuple[Meaning, ...]]
    established: Mapping[str, tuple[str, ...]]
    simplified: Mapping[int, str]
    longest_english: int
    longest_han: int


# Legal forms that are dropped wherever they stand, and those dropped only at an end of a name.
FORMS = frozenset(
    "inc incorporated llc llp ltd limited co company companies corp corporation gmbh pte pty pvt private plc ooo oao"
    " zao pao ojsc cjsc pjsc jsc fze fzco fzc fzllc sarl kft zrt nyrt bhd sdn bhd tbk eood doo spol sro oyj aps".split()
)
FORMS_AT_ENDS = frozenset(
    "lp ag se kg sa srl spa nv bv kk oy ab as a s r o p k b n v sas pt cv ood ad dd ao share shares stock".split()
)
FILLERS = frozenset("the of and for in at on und et".split())
LINKING = frozenset("de la du da di do des del von van der den".split())  # weigh little; some are pinyin too
HAN_FILLERS = frozenset(("", "与", "及", "和", "之", "的"))
HAN_FORMS = (
    "股份有限责任公司", "有限责任公司", "股份有限公司", "股份公司", "有限公司", "有限会社", "株式会社", "责任公司",
    "集团公司", "公司",
)  # fmt: skip
HAN_UNITS = ("自治区", "省", "市", "县", "区")  # what may follow the name of a place


@cache
def glossary() -> Glossary:
    """All that is shipped. Read once, when the first name is read."""
    english: dict[tuple[str, ...], Meaning] = {}
    han: dict[str, tuple[Meaning, ...]] = {}
    for file, kind in (("trade_words.csv", None), ("places.csv", Kind.PLACE)):
        for row in _rows(file):
            phrases = [_words(phrase) for phrase in row["english"].split("|")]
            meaning = Meaning("".join(phrases[0]), kind or _kind(row["kind"]))
            for phrase in phrases:
                english.setdefault(phrase, meaning)
            for word in filter(None, row["han"].split("|")):
                han[word] = (*han.get(word, ()), english[phrases[0]])
    for phrase in [phrase for phrase in english if len(phrase) == 2]:
        english.setdefault(phrase[::-1], english[phrase])
    established = {row["han"]: tuple(row["english"].split("|")) for row in _rows("established_names.csv")}
    simplified = {ord(row["traditional"]): row["simplified"] for row in _rows("traditional.csv")}
    longest = max(map(len, english)), max(map(len, [*han, *established]))
    return Glossary(english, han, established, simplified, *longest)


def _kind(word: str) -> Kind:
    return Kind.GENERIC if word == "generic" else Kind.TRADE


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(word for word in normalised(phrase).split() if word not in FILLERS)


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = resources.files("permeance.determination.parties").joinpath("data", file).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
