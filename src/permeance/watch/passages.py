"""A list of short texts, each read on its own; a faulty one is named and the others are answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from permeance.terms.claim import Claim
from permeance.terms.day import ALLOWED, day_remedy, read_day
from permeance.terms.problem import BadInputError, Problem
from permeance.watch.extract import read_claims

_KEYS = "a mapping with id, text and, where it is known, published"
_KINDS: Mapping[type, str] = {dict: "one mapping", str: "a text"}


@dataclass(frozen=True, slots=True)
class PassageAnswer:
    """The claims of one passage, or what is wrong with it. `row` is its place in the list, from 1."""

    id: str
    row: int
    claims: tuple[Claim, ...]
    problem: Problem | None = None
    published: date | None = None


def read_passages(file: str, content: object) -> list[PassageAnswer]:
    """Answer every passage of a list `[{id, text, published}]`; further keys are left alone. Raises BadInputError."""
    if not isinstance(content, list) or not content:
        found = _KINDS.get(type(content), "a single value") if content else "nothing"
        allowed, remedy = f"a list, each entry {_KEYS}", "begin each passage with `- id: `"
        raise BadInputError([Problem(file, None, None, found, allowed, remedy)])
    seen: set[str] = set()
    return [_answer(file, row, entry, seen) for row, entry in enumerate(content, 1)]


def _answer(file: str, row: int, entry: object, seen: set[str]) -> PassageAnswer:
    def fault(name: str, key: str | None, found: str, allowed: str, remedy: str) -> PassageAnswer:
        return PassageAnswer(name, row, (), Problem(file, row, key, found[:60], allowed, remedy))

    if not isinstance(entry, dict):
        return fault("", None, repr(entry), _KEYS, "write the entry as `- id: ...` and `text: ...`")
    name = entry.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
        return fault("", "id", repr(name), "a word or a number", "give the passage an id")
    name = str(name)
    if name in seen:
        return fault(name, "id", f"{name!r} twice", "each id once", "rename one of the two")
    seen.add(name)
    text = entry.get("text")
    if not isinstance(text, str) or not text.strip():
        return fault(name, "text", repr(text), "a text", "add the text")
    try:
        published = _day(entry.get("published"))
    except ValueError as error:
        return fault(name, "published", str(error), f"{ALLOWED}, or none", day_remedy(str(entry.get("published"))))
    return PassageAnswer(name, row, read_claims(text, published), None, published)


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return read_day(value)
    raise ValueError(repr(value))
