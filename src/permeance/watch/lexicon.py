"""The words that rules look for, from the tables in `lexicon/`, as patterns over a text.

A term is a row of words: `a/b` are alternatives, `~` after a verb stands for all its forms, `*` for up to five
words, `_` for what may stand between a verb of speech and what is spoken of (`on Friday`, `as untrue`, `a press`).
Patterns match in any case, but a term with a capital letter matches as written (`US` is no pronoun).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from permeance.terms.claim import Action

_DOUBLED = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")  # one syllable with a short vowel: ban, step, scrap
GAP = r"(?:[\s-]+(?![.;:])[^\s.;:]+){0,5}?"
_BETWEEN = r"[\s-]+"
_COLUMNS = (
    ("verbs", "forms"),
    ("triggers", "term"),
    ("directions", "term"),
    ("cues", "term"),
    ("nouns", "term"),
    ("names", "term"),
)
ASIDE = (
    r"(?:[\s-]+(?:on \w+day|on \w+ \d+|(?:in|at) an? (?:\w+ )?\w+|as (?:\w+ )?\w+|yesterday|today|late|again|\w+ly"
    r"|an?|the|any|all|these|those|such|its|their|recent|media|press|foreign|western|newspaper|magazine|market|online|wire|television|radio|german|japanese|american|chinese|korean|european|dutch|false))*?"
)


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = resources.files("permeance.watch").joinpath("lexicon", f"{table}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    """Verbs that do not bend by rule, by their first form."""
    listed = [tuple(row["forms"].split()) for row in _rows("verbs") if row["kind"] == "irregular"]
    return {found[0]: found for found in listed}


@cache
def saying() -> str:
    """An expression for verbs by which somebody speaks."""
    return "(?:" + "|".join(row["forms"] for row in _rows("verbs") if row["kind"] == "saying") + ")"


def forms(verb: str) -> tuple[str, ...]:
    """All forms of a verb: `ease` gives ease, eases, easing, eased."""
    if verb in _irregular():
        return _irregular()[verb]
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb[:-1]}ing", f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb}ing", f"{verb[:-1]}ied"
    stem = verb + verb[-1] if _DOUBLED.match(verb) else verb
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return verb, third, f"{stem}ing", f"{stem}ed"


def pattern(term: str) -> str:
    """The regular expression of a term, without flags."""
    parts: list[str] = []
    for word in term.split():
        if word == "*":
            parts.append(GAP)
            continue
        if word == "_":
            parts.append(ASIDE)
            continue
        either = "|".join(_word(choice) for choice in word.split("/"))
        parts.append((_BETWEEN if parts else "") + f"(?:{either})")
    start = r"(?<!\w)" if re.match(r"\w", term) else ""
    return start + "".join(parts) + r"(?!\w)"


def _word(choice: str) -> str:
    """One choice of a word; the part of a hyphened verb that bends is its last."""
    if not choice.endswith("~"):
        return re.escape(choice)
    head, hyphen, verb = choice[:-1].rpartition("-")
    bent = "|".join(re.escape(form) for form in forms(verb))
    return f"{re.escape(head)}[-\\s]?(?:{bent})" if hyphen else f"(?:{bent})"


def compiled(term: str) -> re.Pattern[str]:
    return re.compile(pattern(term), 0 if re.search("[A-Z]", term) else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that may tell of an action, where a noun of one of the classes in `objects` stands near.

    `before` are classes that stand before the words (`the ban takes effect`), `after` such as follow an active verb.
    """

    action: Action
    term: str
    matcher: re.Pattern[str]
    after: frozenset[str]
    before: frozenset[str]

    @property
    def is_verb(self) -> bool:
        return "~" in self.term


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that hedge, deny or leave open; `effect` is a certainty, or `plea` for what somebody only asks for."""

    effect: str
    matcher: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A word for a party, a kind of goods or a kind of source."""

    kind: str
    value: str
    matcher: re.Pattern[str]


@cache
def triggers() -> tuple[Trigger, ...]:
    found = []
    for row in _rows("triggers"):
        classes = [part for part in row["object"].split("|") if part]
        before = frozenset(part.rstrip("<>") for part in classes if "<" in part)
        after = frozenset(part.rstrip("<>") for part in classes if "<" not in part or ">" in part)
        found.append(Trigger(Action(row["action"]), row["term"], compiled(row["term"]), after, before))
    return tuple(found)


@cache
def directions() -> tuple[tuple[str, Trigger], ...]:
    """Verbs and nouns of more and less, each with what it does; what it is done to decides the action."""
    none: frozenset[str] = frozenset()
    return tuple(
        (row["kind"], Trigger(Action.TIGHTEN, row["term"], compiled(row["term"]), none, none))
        for row in _rows("directions")
    )


@cache
def cues() -> tuple[Cue, ...]:
    return tuple(Cue(row["effect"], compiled(row["term"])) for row in _rows("cues"))


@cache
def known_words() -> frozenset[str]:
    """Every word of the lists in small letters, with the forms of verbs: what tells that a word was split at a line."""
    listed = " ".join(row[column] for table, column in _COLUMNS for row in _rows(table))
    verbs: list[str] = re.findall(r"(\w+)~", listed)
    return frozenset(re.findall(r"[^\W\d_]+", listed.lower())) | {form for verb in verbs for form in forms(verb)}


@cache
def noun_class(name: str) -> re.Pattern[str]:
    """One pattern for all nouns of a class."""
    return re.compile("|".join(pattern(row["term"]) for row in _rows("nouns") if row["class"] == name), re.IGNORECASE)


@cache
def names(kind: str) -> tuple[Name, ...]:
    return tuple(Name(kind, row["value"], compiled(row["term"])) for row in _rows("names") if row["kind"] == kind)
