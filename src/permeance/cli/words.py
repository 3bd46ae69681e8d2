"""The words of the command line as values: days and whole numbers, refused as a cell of a table would be."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date

from permeance.terms.day import ALLOWED, FIRST_YEAR, IN_THOSE_YEARS, LAST_YEAR, day_remedy, read_day


def day_word(text: str) -> date:
    """An option that is a day, of any year."""
    return _day(text, ALLOWED)


def table_day_word(text: str) -> date:
    """An option that stands for a cell of a table, so a day of the years that a table may name."""
    day = _day(text, IN_THOSE_YEARS)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"found {day}; allowed: {IN_THOSE_YEARS}; check the year")
    return day


def _day(text: str, allowed: str) -> date:
    try:
        return read_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"found {error}; allowed: {allowed}; {day_remedy(text)}") from None


def whole_word(least: int, most: int) -> Callable[[str], int]:
    """An option that is a whole number between two bounds, both included."""

    def read(text: str) -> int:
        try:
            return whole_number(text, least, most)
        except ValueError as error:
            raise argparse.ArgumentTypeError(
                f"found {text[:40]!r}; allowed: {error}; give a number in that range"
            ) from None

    return read


def whole_number(text: str, least: int, most: int) -> int:
    """`45`, in plain digits and within the bounds; ValueError says what is allowed."""
    allowed = f"a whole number from {least} to {most}"
    if not re.fullmatch(r"\d{1,30}", text, re.ASCII) or not least <= int(text) <= most:
        raise ValueError(allowed)
    return int(text)


def weight_word(text: str) -> tuple[str, float]:
    """`NAME=WEIGHT`: the name of a scenario, and a weight from 0 to 1."""
    name, equals, weight = text.rpartition("=")
    if not equals or not name.strip() or re.fullmatch(r"(0(\.\d+)?|1(\.0+)?|\.\d+)", weight.strip(), re.ASCII) is None:
        found = f"found {text[:60]!r}; allowed: NAME=WEIGHT with a weight from 0 to 1"
        raise argparse.ArgumentTypeError(f"{found}; write such as 'status quo=0.5'")
    return name.strip(), float(weight)
