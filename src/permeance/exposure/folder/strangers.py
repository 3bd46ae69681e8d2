"""Files and sheets that no table is named: each is said, and one that was probably meant as a table is a problem."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from permeance.exposure.folder.sheets import SHEETS
from permeance.exposure.folder.tables import BOOK, TABLE_ENDINGS, Tables
from permeance.materials.readers.excel import ENDING
from permeance.terms.problem import Problem

MOST_NAMED = 10
_NEAR = 0.8  # `application` for applications, `stocks` for stock
_TABLES = ", ".join(sorted(SHEETS))


def note_strangers(tables: Tables) -> None:
    """Say every table in the folder that nothing reads: a misspelt name would otherwise pass in silence."""
    read = {f"{name}.csv" for name in SHEETS} | {book.name for book in tables.own_books().values()}
    company = tables.company_path()
    read |= {company.name} if company else set()
    strange = [
        path
        for path in sorted(tables.folder.iterdir())
        if path.suffix.lower() in TABLE_ENDINGS
        and path.name not in read
        and not path.name.startswith("~$")  # Excel's own mark that a workbook is open
    ]
    for path in strange[:MOST_NAMED]:
        _say_file(tables, path)
    _say_sheets(tables)


def _say_file(tables: Tables, path: Path) -> None:
    meant, ending = _meant(tables, path.stem), path.suffix.lower()
    if meant is None:
        listed = ", ".join(f"{name}.csv" for name in sorted(SHEETS))
        tables.notes.append(
            f"{path.name[:80]!r} was not read: the tables are {listed}, each also as .xlsx or as a sheet of "
            f"{BOOK}{ENDING}"
        )
        return
    found = "a file of this name, which no table has"
    ending = ending if ending in (".csv", ENDING) else ".csv"
    remedy = _remedy(tables, meant, f"{meant}{ending}")
    tables.problems.append(Problem(path.name[:80], None, None, found, f"a file for one of {_TABLES}", remedy))


def _say_sheets(tables: Tables) -> None:
    """The sheets of the workbook that nothing reads, without those that are empty."""
    book = tables.company_book()
    for sheet, cells in book.sheets.items() if book else ():
        name = sheet.strip().lower()
        if name == BOOK or not cells.rows or (name in SHEETS and tables.reads_sheet(name, sheet)):
            continue
        file, meant = f"{BOOK}{ENDING}", _meant(tables, name)
        if meant is None:
            why = f"{tables.other(name)} is there" if name in SHEETS else f"the tables are {_TABLES}"
            tables.notes.append(f"sheet {sheet[:40]!r} of {file} was not read: {why}")
            continue
        found = f"the sheet {sheet.strip()[:40]!r}, which no table is named"
        problem = Problem(book.file if book else file, None, None, found, _TABLES, _remedy(tables, meant, meant))
        tables.problems.append(problem)


def _meant(tables: Tables, name: str) -> str | None:
    """The table that a name was probably meant for; None where none is near, or where it is a copy of one that is read.

    Of several words, `Stock November`, the first counts too, as long as that table is missing.
    """
    words = re.findall(r"[a-z]+", name.lower())
    plain = "".join(words)
    if plain in SHEETS and tables.is_there(plain):
        return None
    near = get_close_matches(plain, SHEETS, n=1, cutoff=_NEAR)
    if not near and len(words) > 1:
        near = [table for table in get_close_matches(words[0], SHEETS, n=1, cutoff=_NEAR) if not tables.is_there(table)]
    return near[0] if near else None


def _remedy(tables: Tables, meant: str, name: str) -> str:
    if tables.is_there(meant):
        return f"if it is meant for {meant}, move its rows there, as {meant} is there too; it was not read"
    return f"rename it to {name}; it was not read"
