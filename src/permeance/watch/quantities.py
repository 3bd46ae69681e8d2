"""Numbers that a claim gives, with what they count. A stage or a year that the text does not give stays empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from permeance.terms.claim import Quantity

_WORDS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_NUMBER = r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|" + "|".join(_WORDS) + ")"
_SHARE = re.compile(rf"(?<![\w.,]){_NUMBER}(?:\s*%|\s+per\s?cent\b)", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?<![\w.,-]){_NUMBER}\s*(?P<scale>thousand|million|billion)?[\s-]+(?:metric\s+)?"
    r"(?P<unit>tonnes?|tons?|kilogram(?:me)?s?|kg|applications?|licen[cs]es?|permits?|approvals?|shipments?)\b",
    re.IGNORECASE,
)
_WAIT = re.compile(
    rf"(?<![\w.,-]){_NUMBER}[\s-]+(?P<working>working\s+)?(?P<unit>days?|weeks?|months?|years?)\b", re.IGNORECASE
)
_FRACTIONS = {
    "half": 50.0, "a third": 33.3, "one third": 33.3, "one-third": 33.3, "two thirds": 66.7, "two-thirds": 66.7,
    "a quarter": 25.0, "one quarter": 25.0, "three quarters": 75.0, "three-quarters": 75.0,
}  # fmt: skip
_FRACTION = re.compile(
    r"\b(?P<f>"
    + "|".join(sorted(_FRACTIONS, key=len, reverse=True))
    + r")\b(?!\s*(?:hour|year|a\s+year|of\s+(?:the\s+year|20\d\d)))",
    re.IGNORECASE,
)
STAGES = {
    "mining": r"\bmin(?:ing|ed|e output|es)\b",
    "processing": r"\bprocess(?:ing|ed|es)\b",
    "refining": r"\brefin(?:ing|ed|es?)\b",
    "separation": r"\bseparat(?:ion|ed|ing)\b",
    "production": r"\bproduc(?:tion|ed|es|e|ing)\b|\boutput\b",
    "magnet manufacturing": r"\bmagnet (?:making|manufactur\w+|production)\b",
    "reserves": r"\breserves\b",
    "imports": r"\bimports?\b",
    "exports": r"\bexports?\b",
    "consumption": r"\bconsum(?:ption|es)\b",
}
_STAGE = {name: re.compile(words, re.IGNORECASE) for name, words in STAGES.items()}
_YEAR = re.compile(r"\bin ((?:19|20)\d\d)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:published|released|issued|dated|report)\s+in\s+$", re.IGNORECASE)


def stage_of(text: str, start: int, end: int) -> str | None:
    """The stage of the chain that a share is said to be of; None where the text leaves it open."""
    return next((name for name in ("magnet manufacturing", *STAGES) if _STAGE[name].search(text, start, end)), None)


def year_of(text: str, start: int, end: int) -> int | None:
    """The year that a share is said to hold for; the year of a report is not it."""
    for match in _YEAR.finditer(text, start, end):
        if not _PUBLISHED.search(text[max(start, match.start() - 14) : match.start() + 3]):
            return int(match[1])
    return None


def shares(text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Percentages and fractions, with their place: `half` is 50."""
    for match in _SHARE.finditer(text, start, end):
        yield match.start(), match.end(), _value(match["n"])
    for match in _FRACTION.finditer(text, start, end):
        yield match.start(), match.end(), _FRACTIONS[match["f"].lower()]


def quantities(text: str, start: int, end: int, taken: tuple[tuple[int, int], ...]) -> tuple[Quantity, ...]:
    """Shares, counts and waits between two places, those left out that are part of a time in `taken`."""
    found: list[tuple[int, Quantity]] = []
    for first, last, value in shares(text, start, end):
        found.append((first, Quantity(value, "percent", _what(text, last, end))))
    for match in _COUNTED.finditer(text, start, end):
        scale = {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get((match["scale"] or "").lower(), 1)
        unit = match["unit"].lower()
        found.append((match.start(), Quantity(_value(match["n"]) * scale, unit, _what(text, match.end(), end))))
    for match in _WAIT.finditer(text, start, end):
        unit = ("working " if match["working"] else "") + match["unit"].lower()
        found.append((match.start(), Quantity(_value(match["n"]), unit, None)))
    return tuple(q for at, q in sorted(found, key=lambda f: f[0]) if not any(a <= at < b for a, b in taken))


def _value(word: str) -> float:
    return float(_WORDS.get(word.lower(), 0)) or float(word.replace(",", ""))


def _what(text: str, start: int, end: int) -> str | None:
    """The words behind a number that say what it counts."""
    match = re.compile(r"\s*(?:of\s+)?(?:the\s+)?((?:[\w'’-]+\s+){0,4}[\w'’-]+)").match(text, start, end)
    return match[1].strip() if match else None
