"""company.toml: who the company is, which day it asks about, which line is served first, its own delays."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from permeance.foresight.delays import shipped_delays
from permeance.terms.place import country_code
from permeance.terms.problem import Problem

FILE = "company.toml"


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """What company.toml says; empty where it says nothing that can be read."""

    name: str | None = None
    country: str | None = None
    synthetic: bool = False
    as_of: date | None = None
    priority: tuple[str, ...] = ()
    delays: Mapping[str, tuple[int, int, int]] = field(default_factory=dict, hash=False)


def read_settings(folder: Path, problems: list[Problem], notes: list[str]) -> CompanySettings:
    """Read company.toml; what is wrong is added to the problems, what its absence costs to the notes."""
    path = folder / FILE
    if not path.exists():
        notes.append("company.toml is missing: no name, and lines rank in the order of demand.csv")
        return CompanySettings()
    try:
        raw = path.read_bytes()[: 1024 * 1024]
        given = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        problems.append(Problem(FILE, None, None, str(error).splitlines()[0], "TOML in UTF-8", "mend this line"))
        return CompanySettings()
    values = _Values(given, problems)
    return CompanySettings(
        name=values.text("name"),
        country=values.country("country"),
        synthetic=given.get("synthetic") is True,
        as_of=values.day("as_of"),
        priority=values.names("priority"),
        delays=values.delays("delays"),
    )


def ranked(priority: Iterable[str], lines: Iterable[str], problems: list[Problem]) -> tuple[str, ...]:
    """Every line once: those that `priority` names first, the others in their own order."""
    known = list(dict.fromkeys(lines))
    for line in priority:
        if line not in known:
            problems.append(_problem("priority", line, "lines of demand.csv: " + ", ".join(known)))
    return tuple(dict.fromkeys([*(line for line in priority if line in known), *known]))


def _problem(key: str, found: str, allowed: str) -> Problem:
    return Problem(FILE, None, key, found[:80], allowed, "mend the value")


class _Values:
    """The values of company.toml by key; one of the wrong kind is a problem and counts as not given."""

    def __init__(self, given: Mapping[str, object], problems: list[Problem]) -> None:
        self.given, self.problems = given, problems

    def _wrong(self, key: str, found: str, allowed: str) -> None:
        self.problems.append(_problem(key, found, allowed))

    def day(self, key: str) -> date | None:
        value = self.given.get(key)
        if value is None or isinstance(value, date):
            return value
        self._wrong(key, repr(value), "a date such as 2025-05-12")
        return None

    def text(self, key: str) -> str | None:
        value = self.given.get(key)
        if value is None or isinstance(value, str):
            return value
        self._wrong(key, repr(value), "text in quotes")
        return None

    def country(self, key: str) -> str | None:
        text = self.text(key)
        try:
            return country_code(text) if text else None
        except ValueError as error:
            self._wrong(key, repr(text), str(error))
            return None

    def names(self, key: str) -> tuple[str, ...]:
        wanted = self.given.get(key, [])
        if isinstance(wanted, list) and all(isinstance(name, str) for name in wanted):
            return tuple(wanted)
        self._wrong(key, repr(wanted), "a list of line names")
        return ()

    def delays(self, key: str) -> dict[str, tuple[int, int, int]]:
        given = self.given.get(key, {})
        if not isinstance(given, dict):
            self._wrong(key, repr(given), "a table [delays]")
            return {}
        delays: dict[str, tuple[int, int, int]] = {}
        for name, days in given.items():
            whole = isinstance(days, list) and len(days) == 3 and all(type(d) is int for d in days)
            if name not in shipped_delays():
                self._wrong(f"{key}.{name}", name, ", ".join(shipped_delays()))
            elif not whole or not 0 <= days[0] <= days[1] <= days[2] <= 400:
                self._wrong(f"{key}.{name}", repr(days), "[shortest, most likely, longest] in whole days")
            else:
                delays[name] = (days[0], days[1], days[2])
        return delays
