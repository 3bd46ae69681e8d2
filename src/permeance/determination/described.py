"""Which elements a description names: it takes nothing out, and a composition that is silent on them is in doubt."""

from __future__ import annotations

import re
from functools import lru_cache

from permeance.terms.composition import Composition
from permeance.terms.element import RARE_EARTHS, SYMBOLS

_NAMES = {
    "scandium": "Sc", "yttrium": "Y", "lanthanum": "La", "cerium": "Ce", "praseodymium": "Pr", "neodymium": "Nd",
    "samarium": "Sm", "europium": "Eu", "gadolinium": "Gd", "terbium": "Tb", "dysprosium": "Dy", "holmium": "Ho",
    "erbium": "Er", "thulium": "Tm", "ytterbium": "Yb", "lutetium": "Lu", "gallium": "Ga", "germanium": "Ge",
    "antimony": "Sb", "tungsten": "W", "tellurium": "Te", "bismuth": "Bi", "indium": "In", "molybdenum": "Mo",
    "cobalt": "Co", "boron": "B",
}  # fmt: skip
_CHINESE = dict(zip("钪钇镧铈镨钕钐铕钆铽镝钬铒铥镱镥镓锗锑钨碲铋铟钼钴硼", _NAMES.values(), strict=True)) | {
    "铁": "Fe"
}
# Symbols that are read alone or in a formula; others are words and abbreviations too (In, As, Co, He, No).
_TELLING = frozenset("Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Ga Ge Sb".split())
_RARE_EARTHS = frozenset(RARE_EARTHS)
_FORMULA = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][a-z]?[\d.]*[-–]?)*[A-Z][a-z]?\d*(?![a-z])")
_NAME = re.compile(rf"(?<![a-z])({'|'.join(_NAMES)})(?![a-z])")
_POWDER = re.compile(r"\bpowders?\b|粉", re.IGNORECASE)
_DENIED_BEFORE = re.compile(r"\b(?:no|non|not|without|free (?:of|from))[\s-]+(?:added[\s-]+)?$", re.IGNORECASE)
_NOT_HAN = re.compile(r"(?:无|不含)[^\s,;，；。]{0,2}$")
_DENIED_AFTER = re.compile(r"^[\s-]*(?:free|less)\b", re.IGNORECASE)


_HEAVY = re.compile(r"\bheavy[- ]rare[- ]earths?\b", re.I)


@lru_cache(maxsize=4_096)
def elements_described(text: str) -> frozenset[str]:
    """The elements that a text names: `SmCo magnet` names samarium and cobalt, `Dy-free` names none."""
    found: set[str] = set()
    for match in _FORMULA.finditer(text):
        symbols = set(re.findall(r"[A-Z][a-z]?", match.group()))
        if symbols <= SYMBOLS and symbols & _TELLING and not _is_denied(text, match):
            found |= symbols
    for match in _NAME.finditer(text.lower()):
        if not _is_denied(text, match):
            found.add(_NAMES[match.group()])
    if any(not _is_denied(text, match) for match in _HEAVY.finditer(text)):
        found |= {"Dy", "Tb"}
    found.update(
        _CHINESE[sign] for place, sign in enumerate(text) if sign in _CHINESE and not _NOT_HAN.search(text[:place])
    )
    return frozenset(found)


def _is_denied(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return bool(_DENIED_BEFORE.search(before) or _DENIED_AFTER.search(after))


def names_powder(text: str) -> bool:
    """Whether a text speaks of powder, as `molybdenum metal powder` does."""
    return bool(_POWDER.search(text))


def is_silent_on(composition: Composition, description: str, element: str) -> bool:
    """Whether a composition leaves out this element though the description names it, or a rare earth beside others.

    A composition that does not list a rare earth that the goods are sold by is not whole, so it says nothing of the
    other rare earths that it does not list either.
    """
    if not description or composition.lists(element):
        return False
    unlisted = {named for named in elements_described(description) if not composition.lists(named)}
    return element in unlisted or (element in _RARE_EARTHS and bool(unlisted & _RARE_EARTHS))
