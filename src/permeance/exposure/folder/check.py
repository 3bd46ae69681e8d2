"""What is wrong or missing in a company folder, table by table, and what that costs in certainty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from permeance.exposure.company import Company
from permeance.exposure.folder.guide import GUIDES
from permeance.exposure.folder.reader import open_folder, read_company
from permeance.exposure.folder.sheets import SHEETS
from permeance.exposure.folder.tables import Tables
from permeance.exposure.line_fault import (
    MOST_NAMED,
    line_named,
    listed,
    may_be_early_words,
    may_be_late_words,
    not_answered_words,
)
from permeance.materials.readers.csv import Table
from permeance.terms.problem import BadInputError, Problem

EMPTY = "no row below the header"


class State(StrEnum):
    """How a table was found."""

    READ = "read"
    TO_FILL = "to_fill"  # a header and no row
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Cost:
    """Something that is not there, and what that costs; `column` is None where it is the whole table."""

    column: str | None
    cost: str


@dataclass(frozen=True, slots=True)
class TableCheck:
    """One table: where it stands, its rows and how many of them could not be used, and what it lacks."""

    table: str
    file: str
    required: bool
    state: State
    rows: int
    left_out: int
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """A folder looked through; `ready` where a stop date can be asked for, whatever else is missing."""

    folder: Path
    company: Company | None
    as_of: date | None
    ready: bool
    tables: tuple[TableCheck, ...]
    limits: tuple[str, ...]  # what an answer would lack as a whole: a table that is lost, a line that is not answered
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def check_folder(folder: Path, as_of: date | None, today: date, horizon_days: int = 365) -> FolderCheck:
    """Look every table of a folder through. Raises BadInputError where there is no folder."""
    tables = open_folder(folder)
    company, stopped = None, list[Problem]()
    try:
        company = read_company(tables, as_of, today, horizon_days)
    except BadInputError as error:
        stopped = error.problems
    found = [problem for problem in stopped if problem not in tables.problems]
    for name in SHEETS:
        if name not in tables.seen:
            tables.look(name)
    checks = tuple(_checked(tables, name) for name in SHEETS)
    to_fill = {check.file for check in checks if check.state is State.TO_FILL}
    problems = [p for p in (*tables.problems, *found) if not (p.file in to_fill and _says_empty(p))]
    return FolderCheck(
        folder=folder,
        company=company,
        as_of=company.as_of if company else None,
        ready=company is not None,
        tables=checks,
        limits=tuple(_limits(company, checks)) if company else (),
        notes=_notes(tables, company),
        problems=tuple(problems),
    )


def _limits(company: Company, checks: Iterable[TableCheck]) -> Iterable[str]:
    """What an answer would lack that nobody should overlook behind the word ready."""
    yield from (f"{check.table} could not be read" for check in checks if check.state is State.UNREADABLE)
    if not company.crossings:
        yield "no line is answered without a crossing"
    elif not company.has_stock:
        yield "no date is given without stock"
    yield from (f"{line_named(fault.line[:60])} is not answered" for fault in company.lines_lost[:MOST_NAMED])
    late = list(dict.fromkeys(fault.line for fault in company.may_be_late))
    if late:
        yield f"dates of {listed(late)} may be too late"
    early = list(dict.fromkeys(fault.line for fault in company.may_be_early))
    if early:
        yield f"dates of {listed(early)} may be too early"


def _says_empty(problem: Problem) -> bool:
    return problem.found in (EMPTY, "no sound row")


def _notes(tables: Tables, company: Company | None) -> tuple[str, ...]:
    """The notes of reading, without those on whole tables: these stand with the table."""
    notes = (*company.notes, *_line_words(company)) if company else tables.notes
    whole = {f"{tables.file(name)} {word}: {sheet.cost}" for name, sheet in SHEETS.items() for word in _ABSENT}
    return tuple(dict.fromkeys(note for note in notes if note not in whole))


def _line_words(company: Company) -> list[str]:
    return [
        *not_answered_words(company.lines_lost),
        *may_be_late_words(company.may_be_late),
        *may_be_early_words(company.may_be_early),
    ]


_ABSENT = ("is missing", "could not be read")


def _checked(tables: Tables, name: str) -> TableCheck:
    table, sheet = tables.seen.get(name), SHEETS[name]
    if table is None:
        state = State.UNREADABLE if tables.is_there(name) else State.MISSING
    else:
        faulty = any(p.row not in (None, 1) and p.found != EMPTY for p in table.problems)
        state = State.READ if table.rows or faulty else State.TO_FILL
    return TableCheck(
        table=name,
        file=tables.file(name),
        required=sheet.cost is None,
        state=state,
        rows=len(table.rows) if table else 0,
        left_out=len(tables.left_out.get(name, ())),
        costs=tuple(_costs(name, state, table)),
    )


def _costs(name: str, state: State, table: Table | None) -> Iterable[Cost]:
    """What a table lacks: itself, its rows, or a column that is empty throughout."""
    sheet, guide = SHEETS[name], GUIDES[name]
    if state in (State.MISSING, State.UNREADABLE):
        yield from [Cost(None, sheet.cost)] if sheet.cost else []
        yield from [Cost(None, "nothing can be answered without it")] if sheet.cost is None else []
    elif state is State.TO_FILL:
        said = "nothing can be answered without a row" if sheet.cost is None else f"says that {guide.none}"
        yield Cost(None, f"{said}; fill it in" + ("" if sheet.cost is None else ", or delete it if you do not know"))
    elif table is not None:
        yield from (
            Cost(column, cost)
            for column, cost in guide.costs.items()
            if not any(row.shown(column) for row in table.rows)
        )
