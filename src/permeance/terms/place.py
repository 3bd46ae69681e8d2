"""Countries by their ISO 3166-1 alpha-2 code, and by their English name where a person wrote one."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources

# Ways in which people write the places that matter most here.
ALIASES: Mapping[str, str] = {
    "usa": "US", "u.s.": "US", "u.s.a.": "US", "united states of america": "US", "uk": "GB",
    "great britain": "GB", "korea": "KR", "republic of korea": "KR", "prc": "CN", "mainland china": "CN",
    "czech republic": "CZ", "hong kong": "HK", "macau": "MO", "macao": "MO", "viet nam": "VN", "turkey": "TR",
    "holland": "NL", "the netherlands": "NL",
}  # fmt: skip

LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "tr", "ja", "ko", "zh", "zh_Hant")


@cache
def country_names() -> Mapping[str, str]:
    """English names by code, from Unicode CLDR: `DE` is Germany."""
    text = resources.files("permeance.terms").joinpath("countries.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


@cache
def _codes_by_name() -> Mapping[str, str]:
    return {name.lower(): code for code, name in country_names().items()} | dict(ALIASES)


def country_code(text: str) -> str:
    """The code for a code or an English name; ValueError says what is allowed."""
    word = text.strip()
    if word.upper() in country_names():
        return word.upper()
    try:
        return _codes_by_name()[word.lower()]
    except KeyError:
        raise ValueError("a two-letter country code such as DE, or its English name") from None


def country_remedy(text: str) -> str:
    """What to write for a word that is no code and no English name: `use DE for 'Deutschland'`."""
    from babel.core import get_global  # noqa: PLC0415  (only where a word was refused)

    word = text.strip()[:60]
    codes = get_global("territory_aliases").get(word.upper(), [])  # three-letter and numeric codes
    if len(codes) == 1 and codes[0] in country_names():
        return f"use {codes[0]} for {word!r}"
    code = _codes_by_foreign_name().get(word.casefold())
    if code is not None:
        return f"use {code} for {word!r}"
    near = get_close_matches(word.lower(), _codes_by_name(), n=1, cutoff=0.85)
    return f"use {_codes_by_name()[near[0]]} if {near[0].title()} is meant" if near else "use the ISO code"


@cache
def _codes_by_foreign_name() -> Mapping[str, str]:
    """Names that mean one country alone in the languages in which tables come."""
    from babel import Locale  # noqa: PLC0415

    codes: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in country_names():
                codes.setdefault(name.casefold(), set()).add(code)
    return {name: next(iter(found)) for name, found in codes.items() if len(found) == 1}
