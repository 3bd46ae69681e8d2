"""CAS Registry Numbers: how one is written, its check digit, and the formulas of the shipped ones."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

_NUMBER = re.compile(r"[1-9]\d{1,6}-\d\d-\d", re.ASCII)
_LOOSE = re.compile(
    r"(?:CAS(?:\s*(?:RN|no\.?|number))?\s*:?\s*)?[\[(]?0{0,6}(\d{2,7})\s?-\s?(\d\d)\s?-\s?(\d)[\])]?", re.I
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-\u00ad"), "-")
LONGEST = 40  # characters in which somebody may have meant a number


def is_number(text: str) -> bool:
    """Whether a text is written as a CAS number is, be its check digit right or wrong: `1308-87-8`."""
    return _NUMBER.fullmatch(text) is not None


def check_digit(number: str) -> int:
    """The last digit that the others ask for: each times its place from the right, summed, modulo ten.

    Of `1308-87-8` that is 7x1 + 8x2 + 8x3 + 0x4 + 3x5 + 1x6 = 68, so 8.
    """
    digits = number.replace("-", "")[:-1]
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits), start=1)) % 10


@cache
def formulas() -> Mapping[str, str]:
    """The formulas of the shipped substances by CAS number: `1308-87-8` is Dy2O3."""
    text = resources.files("permeance.materials").joinpath("cas_numbers.csv").read_text(encoding="utf-8")
    return {row["cas_number"]: row["formula"] for row in csv.DictReader(text.splitlines())}


def number_meant(text: str) -> str | None:
    """The number that was meant by another way of writing it: `CAS 1308–87–8` is `1308-87-8`; None where none is."""
    if len(text) > LONGEST:
        return None
    match = _LOOSE.fullmatch(unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES).strip())
    found = "-".join(match.groups()) if match else ""
    return found if is_number(found) and int(found[-1]) == check_digit(found) else None
