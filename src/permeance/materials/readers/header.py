"""The header of a table: its names as people write them, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from unicodedata import normalize

from permeance.terms.problem import Problem

MOST_COLUMNS = 2_000
UNKNOWN = "a column that is not known"
MOST_ABOVE = 10  # rows that are looked through for a header that does not stand in row 1


def named(cells: Iterable[str], required: Sequence[str], optional: Sequence[str]) -> list[str]:
    """The header by the names of the columns: `Qty `, in whatever case, width or spaces around, is `qty`."""
    known = {*required, *optional}
    header = []
    for cell in cells:
        plain = " ".join(normalize("NFKC", cell).split()).casefold()
        header.append(plain if plain in known else cell.strip())
    return header


def lower_header(
    name: str, rows: Iterable[Sequence[str]], required: Sequence[str], optional: Sequence[str]
) -> Problem | None:
    """That the header stands below row 1, under a title perhaps; None where no row looks like it."""
    known = {*required, *optional}
    for number, row in enumerate(rows, start=1):
        header = [cell for cell in named(row, required, optional) if cell]
        ours = known.intersection(header)
        if number > 1 and ours.issuperset(required) and 2 * len(ours) > len(header):
            remedy = f"delete the {'row' if number == 2 else f'{number - 1} rows'} above it; the table was not read"
            return Problem(
                name, 1, None, f"no header in row 1; row {number} looks like it", "the header in row 1", remedy
            )
    return None


def no_header(name: str, text: str, required: Sequence[str]) -> Problem:
    found = "an empty first line" if text.strip() else "an empty file"
    return Problem(name, 1, None, found, "a header with " + ", ".join(required), "begin the file with its header")


def header_problems(
    name: str, header: list[str], required: Sequence[str], optional: Sequence[str]
) -> tuple[list[Problem], bool]:
    """What is wrong with the header, and whether the table can be read all the same."""
    if len(header) > MOST_COLUMNS:
        found, allowed = f"{len(header):,} columns", f"at most {MOST_COLUMNS:,}"
        return [Problem(name, 1, None, found, allowed, "keep the columns that are known")], False
    known = (*required, *optional)
    missing = [
        Problem(name, 1, column, "no such column", "this column is required", _add_or_rename(column, header, known))
        for column in required
        if column not in header
    ]
    doubled = [
        Problem(name, 1, column[:60], "the column twice", "each column once", "remove one of the two")
        for column in dict.fromkeys(header)
        if column and header.count(column) > 1
    ]
    strange = [
        Problem(
            name,
            1,
            column[:60] or None,
            UNKNOWN if column else "a column without a name",
            ", ".join(known),
            _renamed(column, header, known),
        )
        for column in dict.fromkeys(header)
        if column not in known
    ]
    return missing + doubled + strange, not (missing or doubled)


def own_columns(header: Sequence[str], known: Sequence[str]) -> list[str]:
    """The columns that somebody keeps beside the table: unknown, and with a name near none that is missing."""
    missing = [name for name in known if name not in header]
    return [column for column in dict.fromkeys(header) if column and column not in known and not _near(column, missing)]


def _add_or_rename(column: str, header: list[str], known: Sequence[str]) -> str:
    """What to do about a column that is missing: it may stand there under a name that is nearly its own."""
    near = next((strange for strange in header if strange not in known and _near(strange, [column])), None)
    return f"add the column {column}" if near is None else f"rename the column {near[:60]!r} to {column}"


def _renamed(column: str, header: list[str], known: Sequence[str]) -> str:
    near = _near(column, [name for name in known if name not in header])
    return f"rename it{f' to {near}, if that is meant' if near else ''}; it was not read"


def _near(column: str, names: Sequence[str]) -> str | None:
    """The name that was probably meant: `ship_date` for `Ship Date`."""
    plain = re.sub(r"[\s_-]+", "_", column.lower())
    return next(iter(get_close_matches(plain, names, n=1, cutoff=0.8)), None)
