"""The id of a row: one line of text that can be printed, each once in a table."""

from __future__ import annotations

from collections.abc import Mapping

from permeance.materials.readers.csv import Row
from permeance.terms.problem import Problem

LONGEST_ID = 200


def faulty_id(file: str, row: Row, first: Mapping[str, int], what: str) -> Problem | None:
    """What is wrong with a row's id, or None. `first` holds the row in which each id stood first.

    `what` is the thing that the id names: `the item`.
    """
    name = row["id"]
    if not name:
        return Problem(file, row.number, "id", "nothing", f"a name for {what}", "give the row an id")
    if not name.isprintable() or len(name) > LONGEST_ID:
        allowed = f"one line of at most {LONGEST_ID} characters that can be printed"
        return Problem(file, row.number, "id", repr(name[:60]), allowed, f"rename {what}")
    if name in first:
        found = f"{name[:60]!r} again (first in row {first[name]})"
        return Problem(file, row.number, "id", found, "each id once", "rename one of the two")
    return None
