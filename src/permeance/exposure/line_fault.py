"""Lines that are not answered, or of which the dates may be too late, because of what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_NAMED = 8
_SAYS_LINE = re.compile(r"lines?\b", re.IGNORECASE)
NO_CROSSING_WHY = "no crossing is known"


@dataclass(frozen=True, slots=True)
class LineFault:
    """One line and what is wrong with its answer: `its demand row 2 cannot be used`."""

    line: str
    why: str


def line_named(line: str, word: str = "line") -> str:
    """`line MOTOR-A`, and `Line 1` as it stands: its name says already that it is one."""
    return line if _SAYS_LINE.match(line) else f"{word} {line}"


def not_answered_words(faults: Iterable[LineFault]) -> list[str]:
    """One sentence for all lines that are not answered for the same reason."""
    return [
        f"{line_named(listed(lines), 'Line')} is not answered: {why}."
        if len(lines) == 1
        else f"{line_named(listed(lines), 'Lines')} are not answered: {why}."
        for why, lines in _by_reason(faults).items()
    ]


def unanswered_rows(faults: Iterable[LineFault]) -> list[str]:
    """Rows of the table of dates, which nobody takes for a date beyond the horizon."""
    return [f"{fault.line[:13]:<14}not answered: {fault.why}" for fault in faults]


def may_be_late_words(faults: Iterable[LineFault]) -> list[str]:
    """One sentence for all lines whose dates may be too late for the same reason."""
    return [f"Dates of {listed(lines)} may be too late: {why}." for why, lines in _by_reason(faults).items()]


def may_be_early_words(faults: Iterable[LineFault]) -> list[str]:
    """One sentence for all lines whose dates may be too early for the same reason."""
    return [f"Dates of {listed(lines)} may be too early: {why}." for why, lines in _by_reason(faults).items()]


def _by_reason(faults: Iterable[LineFault]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.why, []).append(fault.line)
    return found


def listed(lines: list[str]) -> str:
    """`A, B and C`; of many the first and how many more."""
    shown, more = [line[:60] for line in lines[:MOST_NAMED]], len(lines) - MOST_NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
