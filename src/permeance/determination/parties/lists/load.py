"""A file as a list of parties, by what it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from permeance.determination.parties.lists import consolidated, opensanctions
from permeance.determination.parties.lists.consolidated import read_consolidated
from permeance.determination.parties.lists.opensanctions import read_opensanctions
from permeance.determination.parties.lists.own_table import read_own_table
from permeance.determination.parties.lists.own_yaml import read_own_yaml
from permeance.determination.parties.lists.party_list import PartyList
from permeance.determination.parties.lists.rows import header_of
from permeance.terms.day import read_day
from permeance.terms.problem import BadInputError, Problem

_DATED = re.compile(r"(?s)(.+)@(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that is to be read as a list, and the day of which somebody says that it is."""

    path: Path
    dated: date | None = None


SHIPPED = "law"  # the word for the lists that come with the law


def list_word(text: str) -> ListFile:
    """`FILE` or `FILE@2026-11-20`; `law` for the lists that come with the law.

    Raises ValueError where what follows the sign is no day.
    """
    found = _DATED.fullmatch(text)
    return ListFile(Path(text)) if found is None else ListFile(Path(found[1]), read_day(found[2]))


def load_list(file: ListFile, until: date) -> PartyList:
    """The list in a file; one that cannot be read is a list without parties and with the faults, which clears nobody.

    `until` is today: no list is of a later day.
    """
    try:
        found = _read(file.path, until)
    except BadInputError as error:
        found = PartyList(
            file.path.stem, file.path.name, file.path.name, "not read", (), None, faults=tuple(error.problems)
        )
    dated = file.dated or found.dated
    if dated is not None and dated > until:
        remedy = "state the day of the list; a day to come makes no list fresh"
        ahead = Problem(file.path.name, None, None, f"a list of {dated}", f"a day up to {until}", remedy)
        return replace(found, dated=None, faults=(*found.faults, ahead))
    return replace(found, dated=dated)


def _read(path: Path, until: date) -> PartyList:
    if path.suffix.lower() in (".yaml", ".yml"):
        return read_own_yaml(path)
    header = set(header_of(path)) if path.is_file() and path.suffix.lower() == ".csv" else set()
    if header >= consolidated.COLUMNS:
        return read_consolidated(path, until)
    if header >= opensanctions.COLUMNS:
        return read_opensanctions(path, until)
    return read_own_table(path, until)
