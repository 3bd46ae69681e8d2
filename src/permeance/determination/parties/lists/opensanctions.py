"""A collection of OpenSanctions as `targets.simple.csv` has it.

Columns: https://www.opensanctions.org/docs/bulk/csv/. `aliases` and `countries` are separated by semicolons, an alias
with a semicolon in it standing in quotation marks; `last_seen` is the last day on which the source had the row.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from permeance.determination.parties.lists.party_list import Party, PartyList, named
from permeance.determination.parties.lists.rows import Faults, day_of, named_rows, newest, other_names

COLUMNS = frozenset({"id", "schema", "name", "aliases", "countries", "dataset", "last_seen"})


def read_opensanctions(path: Path, until: date) -> PartyList:
    """The list, and what could not be read of it. Raises BadInputError where the file cannot be read at all."""
    faults, parties, days = Faults(path.name), list[Party](), list[date | None]()
    for number, row in named_rows(path, faults):
        names, reach = named([row["name"], *other_names(_parts(row["aliases"]), number, "aliases", faults)])
        days.append(day_of(row["last_seen"]))
        parties.append(
            Party(
                names=names,
                countries=tuple(code.strip().upper() for code in row["countries"].split(";") if code.strip()),
                programme=_programme(row),
                affiliates=reach,
            )
        )
    return PartyList(
        id=path.name.split(".")[0], title="OpenSanctions", file=path.name, form="OpenSanctions targets",
        parties=tuple(parties), dated=newest(days, until), faults=faults.all(),
    )  # fmt: skip


def _parts(cell: str) -> list[str]:
    try:
        return next(csv.reader([cell], delimiter=";"), [])
    except csv.Error:
        return cell.split(";")


def _programme(row: Mapping[str, str]) -> str:
    words = row.get("program_ids") or row.get("sanctions") or ""
    return " / ".join(filter(None, (row["dataset"], words)))[:200]
