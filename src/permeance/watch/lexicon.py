"""The words that rules look for, from the tables in `lexicon/`, as patterns over a text.

A term is a row of words: `a/b` are alternatives, `~` after a verb stands for all its forms, `*` for up to five
words. Patterns match in any case, but a term with a capital letter matches as written (`US` is no pronoun).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from permeance.terms.claim import Action

_IRREGULAR = {
    "put": "put puts putting", "set": "set sets setting", "cut": "cut cuts cutting", "hit": "hit hits hitting",
    "take": "take takes taking took taken", "give": "give gives giving gave given", "get": "get gets getting got gotten",
    "make": "make makes making made", "hold": "hold holds holding held", "keep": "keep keeps keeping kept",
    "bring": "bring brings bringing brought", "come": "come comes coming came", "become": "become becomes becoming became",
    "grow": "grow grows growing grew grown", "win": "win wins winning won", "think": "think thinks thinking thought",
    "withhold": "withhold withholds withholding withheld", "withdraw": "withdraw withdraws withdrawing withdrew withdrawn",
    "freeze": "freeze freezes freezing froze frozen", "send": "send sends sending sent", "speed": "speed speeds speeding sped speeded",
    "show": "show shows showing showed shown", "do": "do does doing did done", "undo": "undo undoes undoing undid undone",
    "undertake": "undertake undertakes undertaking undertook undertaken", "leave": "leave leaves leaving left",
    "seek": "seek seeks seeking sought", "forecast": "forecast forecasts forecasting forecasted", "fall": "fall falls falling fell fallen",
    "permit": "permit permits permitting permitted", "commit": "commit commits committing committed",
    "defer": "defer defers deferring deferred", "level": "level levels leveling levelled",
    "signal": "signal signals signaling signalling signaled signalled",
    "cancel": "cancel cancels canceling cancelling canceled cancelled", "unfreeze": "unfreeze unfreezes unfreezing unfroze unfrozen",
}  # fmt: skip
_DOUBLED = re.compile(r"^(?:ban|bar|cap|slap|drop|stop|plan|scrap|trim|beg)$")
GAP = r"(?:[\s-]+(?![.;:])[^\s.;:]+){0,5}?"
_BETWEEN = r"[\s-]+"


def forms(verb: str) -> tuple[str, ...]:
    """All forms of a verb: `ease` gives ease, eases, easing, eased."""
    if verb in _IRREGULAR:
        return tuple(_IRREGULAR[verb].split())
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


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = resources.files("permeance.watch").joinpath("lexicon", f"{table}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


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
def cues() -> tuple[Cue, ...]:
    return tuple(Cue(row["effect"], compiled(row["term"])) for row in _rows("cues"))


@cache
def noun_class(name: str) -> re.Pattern[str]:
    """One pattern for all nouns of a class."""
    return re.compile("|".join(pattern(row["term"]) for row in _rows("nouns") if row["class"] == name), re.IGNORECASE)


@cache
def names(kind: str) -> tuple[Name, ...]:
    return tuple(Name(kind, row["value"], compiled(row["term"])) for row in _rows("names") if row["kind"] == kind)
