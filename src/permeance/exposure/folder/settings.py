"""company.toml, or the sheet `company`: who the company is, the day of the question, who comes first, its delays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from permeance.exposure.folder.cells import LONGEST_NAME
from permeance.exposure.folder.closed_days import ALLOWED as CLOSED_ALLOWED
from permeance.exposure.folder.closed_days import Closed, closed_days
from permeance.exposure.folder.names import Names, did_you_mean
from permeance.foresight.delays import shipped_delays
from permeance.terms.day import FIRST_YEAR, IN_THOSE_YEARS, LAST_YEAR, REMEDY, day_remedy, read_day, without_time
from permeance.terms.file_bytes import read_bytes
from permeance.terms.place import country_code, country_remedy
from permeance.terms.problem import BadInputError, Problem

FILE = "company.toml"
KEYS = ("name", "country", "sector", "as_of", "synthetic", "priority", "closed", "currency", "delays")
MOST_BYTES = 1024 * 1024
LONGEST_DELAY_DAYS = 400


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """What company.toml says; empty where it says nothing that can be read."""

    name: str | None = None
    country: str | None = None
    synthetic: bool = False
    as_of: date | None = None
    priority: tuple[str, ...] = ()
    delays: Mapping[str, tuple[int, int, int]] = field(default_factory=dict, hash=False)
    closed: Closed = ()  # spans of days on which no line builds
    as_of_lost: bool = False  # it is given, or may be, in a way that cannot be read
    file: str = FILE  # where they stand, as messages name it


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """The sheet of the settings: its name in messages, the cells by key, and the row of each."""

    file: str
    cells: Mapping[str, str] = field(hash=False)
    rows: Mapping[str, int] = field(hash=False)
    lost: frozenset[str] = frozenset()  # keys of which a cell cannot be read; empty where that is the key itself


def read_settings(
    folder: Path,
    sheet: Callable[[], SettingsSheet | None],
    problems: list[Problem],
    notes: list[str],
) -> CompanySettings:
    """Read company.toml, else the sheet of that name; what is wrong is added to the problems, what its absence costs
    to the notes."""
    path, rows, lost = folder / FILE, None, frozenset[str]()
    try:
        if path.is_symlink() or path.exists():
            given, file = _parsed(path), FILE
        else:
            found = sheet()
            if found is None:
                notes.append(
                    "company.toml is missing: no name, no as-of day, and lines rank in the order of demand.csv"
                )
                return CompanySettings()
            file, given, rows, lost = found.file, _from_cells(found.cells), found.rows, found.lost
    except BadInputError as error:
        problems += error.problems
        return CompanySettings(as_of_lost=True)
    values = _Values(given, problems, file, rows)
    for key in given:
        if key not in KEYS:
            remedy = "rename it; it was not read"
            problems.append(
                Problem(file, (rows or {}).get(key), key[:60], "a setting that is not known", ", ".join(KEYS), remedy)
            )
    values.text("sector")
    values.text("currency")
    as_of = values.day("as_of")
    return CompanySettings(
        name=values.text("name"),
        country=values.country("country"),
        synthetic=values.flag("synthetic"),
        as_of=as_of,
        priority=values.names("priority"),
        delays=values.delays("delays"),
        closed=values.closed("closed"),
        as_of_lost=as_of is None and ("as_of" in given or not lost.isdisjoint(("as_of", ""))),
        file=file,
    )


def _from_cells(cells: Mapping[str, str]) -> dict[str, object]:
    """The cells of the sheet as the values that TOML would give; one that is no such value is left as text."""
    given: dict[str, object] = {}
    delays: dict[str, object] = {}
    for key, cell in cells.items():
        if key == "as_of":
            try:
                given[key] = read_day(without_time(cell))
            except ValueError:
                given[key] = cell
        elif key == "synthetic":
            given[key] = {"yes": True, "true": True, "no": False, "false": False}.get(cell.lower(), cell)
        elif key in ("priority", "closed"):
            given[key] = [name.strip() for name in cell.split(";") if name.strip()]
        elif key.startswith("delays."):
            parts = [part.strip() for part in cell.replace(";", ",").split(",")]
            delays[key.removeprefix("delays.")] = [
                int(p) if p.isascii() and p.isdigit() and len(p) < 6 else p for p in parts
            ]
        else:
            given[key] = cell
    return {**given, **({"delays": delays} if delays else {})}


def _parsed(path: Path) -> Mapping[str, object]:
    """The file as TOML. Raises BadInputError with the line where it is not."""

    def fault(row: int | None, found: str, allowed: str, remedy: str) -> BadInputError:
        return BadInputError([Problem(FILE, row, None, found, allowed, f"{remedy}; no setting was read")])

    try:
        raw = read_bytes(path, MOST_BYTES, "a TOML file", "shorten the file")
        return tomllib.loads(raw.decode("utf-8-sig"))
    except BadInputError as error:
        problem = error.problems[0]
        raise fault(None, problem.found, problem.allowed, problem.remedy) from None
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise fault(row, f"a byte that is not UTF-8 (0x{raw[error.start]:02x})", "UTF-8", "save as UTF-8") from None
    except RecursionError:
        raise fault(None, "values nested too deeply", "plain values and lists", "take the nesting out") from None
    except ValueError as error:  # TOMLDecodeError is one; so is a number of thousands of digits
        words = str(error).splitlines()[0]
        line = re.search(r"at line (\d+)", words)
        raise fault(int(line[1]) if line else None, words[:200], "TOML", "mend this line") from None


def day_asked(as_of: date | None) -> date | None:
    """The as-of day of the command line. Raises BadInputError outside the years that tables may name."""
    if as_of is None or FIRST_YEAR <= as_of.year <= LAST_YEAR:
        return as_of
    allowed = f"a day from {FIRST_YEAR} to {LAST_YEAR}"
    raise BadInputError([Problem("command line", None, "as-of", as_of.isoformat(), allowed, "ask for another day")])


def ranked(
    settings: CompanySettings, lines: Iterable[str], others: Collection[str], problems: list[Problem]
) -> tuple[str, ...]:
    """Every line once: those that `priority` names first, then the rest in their own order.

    `others` are lines of demand.csv that were left out; naming them is no further fault.
    """
    known = list(dict.fromkeys(lines))
    wanted, names = list(dict.fromkeys(settings.priority)), Names("", known, {})
    for line in wanted:
        if line not in known and line not in others:
            shown = ", ".join(name[:60] for name in known[:10]) + (", ..." if len(known) > 10 else "")
            remedy = _apart(settings, line, known) or did_you_mean(line, names, "mend the value")
            problems.append(_problem(settings.file, "priority", repr(line), f"lines of demand.csv: {shown}", remedy))
    return tuple(dict.fromkeys([*(line for line in wanted if line in set(known)), *known]))


def _apart(settings: CompanySettings, given: str, known: Collection[str]) -> str | None:
    """What to do where several lines stand in the place of one; None where they do not."""
    parts = [part.strip() for part in given.split(",")]
    if len(parts) < 2 or not all(part in known for part in parts):
        return None
    return "write each name in quotes of its own" if settings.file == FILE else "write semicolons between the lines"


def _problem(
    file: str, key: str, found: str, allowed: str, remedy: str = "mend the value", row: int | None = None
) -> Problem:
    return Problem(file, row, key, found[:80], allowed, f"{remedy}; it was left out")


class _Values:
    """The values of the settings by key; one of the wrong kind is a problem and counts as not given.

    `rows` are those of the sheet by key, None where they stand in company.toml: its messages speak of its quotes.
    """

    def __init__(
        self, given: Mapping[str, object], problems: list[Problem], file: str, rows: Mapping[str, int] | None
    ) -> None:
        self.given, self.problems, self.file, self.rows = given, problems, file, rows

    def _wrong(self, key: str, found: str, allowed: str, remedy: str | None = None) -> None:
        mend = remedy or ("mend the value" if self.rows is None else "mend the cell in the column value")
        self.problems.append(_problem(self.file, key, found, allowed, mend, (self.rows or {}).get(key)))

    def _quoted(self, allowed: str, words: str) -> str:
        """What is allowed, with what TOML wants of its quotes; a cell has none."""
        return f"{allowed}{words}" if self.rows is None else allowed

    def day(self, key: str) -> date | None:
        value = self.given.get(key)
        if type(value) is date and FIRST_YEAR <= value.year <= LAST_YEAR:
            return value
        if value is not None:
            found = value.isoformat() if isinstance(value, date) else repr(value)
            remedy = None if day_remedy(str(value)) == REMEDY else day_remedy(str(value))
            self._wrong(key, found, self._quoted(IN_THOSE_YEARS, ", without quotes"), remedy)
        return None

    def flag(self, key: str) -> bool:
        value = self.given.get(key, False)
        if not isinstance(value, bool):
            self._wrong(key, repr(value), "yes or no" if self.rows else "true or false, without quotes")
        return value is True

    def text(self, key: str) -> str | None:
        value = self.given.get(key)
        if value is None or (isinstance(value, str) and value.isprintable() and len(value) <= LONGEST_NAME):
            return value
        text = self._quoted("one line of text", " in quotes")
        self._wrong(key, repr(value), f"{text}, of at most {LONGEST_NAME} characters")
        return None

    def country(self, key: str) -> str | None:
        text = self.text(key)
        try:
            return country_code(text) if text else None
        except ValueError as error:
            self._wrong(key, repr(text), str(error), country_remedy(text or ""))
            return None

    def names(self, key: str) -> tuple[str, ...]:
        wanted = self.given.get(key, [])
        if isinstance(wanted, list) and all(isinstance(name, str) for name in wanted):
            return tuple(wanted)
        self._wrong(key, repr(wanted), "a list of line names")
        return ()

    def closed(self, key: str) -> Closed:
        """Spans of days; of several entries the sound ones stand."""
        given = self.given.get(key, [])
        if not isinstance(given, list):
            self._wrong(key, repr(given), f"a list of {CLOSED_ALLOWED}")
            return ()
        spans, strange = closed_days(given)
        for found in strange:
            self._wrong(key, found, CLOSED_ALLOWED, "mend the day; lines build on it until then")
        return spans

    def delays(self, key: str) -> dict[str, tuple[int, int, int]]:
        given = self.given.get(key, {})
        if not isinstance(given, dict):
            self._wrong(key, repr(given), "a table [delays]")
            return {}
        delays: dict[str, tuple[int, int, int]] = {}
        for name, days in given.items():
            whole = isinstance(days, list) and len(days) == 3 and all(type(d) is int for d in days)
            if name not in shipped_delays():
                self._wrong(f"{key}.{name[:60]}", "a delay that is not known", ", ".join(shipped_delays()))
            elif not whole or not 0 <= days[0] <= days[1] <= days[2] <= LONGEST_DELAY_DAYS:
                order = "shortest, most likely, longest"
                shape = f"[{order}]" if self.rows is None else f"three figures as 1, 3, 7 ({order})"
                found = repr(days) if self.rows is None else repr(", ".join(map(str, days)))
                self._wrong(f"{key}.{name}", found, f"{shape} in whole days from 0 to {LONGEST_DELAY_DAYS}")
            else:
                delays[name] = (days[0], days[1], days[2])
        return delays
