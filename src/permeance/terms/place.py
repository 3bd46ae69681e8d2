"""Countries by their ISO 3166-1 alpha-2 code, and by their English name where a person wrote one."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

# Ways in which people write the places that matter most here.
ALIASES: Mapping[str, str] = {
    "usa": "US", "u.s.": "US", "u.s.a.": "US", "united states of america": "US", "uk": "GB",
    "great britain": "GB", "korea": "KR", "republic of korea": "KR", "prc": "CN", "mainland china": "CN",
    "czech republic": "CZ", "hong kong": "HK", "macau": "MO", "macao": "MO", "viet nam": "VN", "turkey": "TR",
    "holland": "NL", "the netherlands": "NL",
}  # fmt: skip


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


def country_name(code: str) -> str:
    """The English name of a code, or the code itself where none is known."""
    return country_names().get(code, code)
