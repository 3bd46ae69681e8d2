"""The Consolidated Screening List of the United States, as its CSV export has it.

Columns: https://www.trade.gov/consolidated-screening-list. `alt_names` are separated by semicolons, the last part of an
address is a country's code, `source` is the list of which a row is. The export says of which day a row is, not of which
day the export is, and nothing of parties that were taken off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from permeance.determination.parties.lists.party_list import Party, PartyList, named
from permeance.determination.parties.lists.rows import Faults, day_of, named_rows, newest, other_names

COLUMNS = frozenset({"source", "name", "alt_names", "programs", "start_date"})
_COUNTRY = re.compile(r"\b([A-Z]{2})\s*$")


def read_consolidated(path: Path, until: date) -> PartyList:
    """The list, and what could not be read of it. Raises BadInputError where the file cannot be read at all."""
    faults, parties, days = Faults(path.name), list[Party](), list[date | None]()
    for number, row in named_rows(path, faults):
        names, reach = named([row["name"], *other_names(row["alt_names"].split(";"), number, "alt_names", faults)])
        start, end = day_of(row["start_date"]), day_of(row.get("end_date", ""))
        days += [start]
        parties.append(
            Party(
                names=names,
                countries=_countries(row),
                programme=" / ".join(filter(None, (row["source"], row["programs"])))[:200],
                listed_on=start,
                delisted_on=end + timedelta(days=1) if end else None,  # the last day counts
                affiliates=reach,
                note=row.get("federal_register_notice", "")[:200],
            )
        )
    return PartyList(
        id=path.stem, title="US Consolidated Screening List", file=path.name, form="consolidated screening list",
        parties=tuple(parties), dated=newest(days, until), faults=faults.all(),
    )  # fmt: skip


def _countries(row: Mapping[str, str]) -> tuple[str, ...]:
    found = [m[1] for part in row.get("addresses", "").split(";") if (m := _COUNTRY.search(part.strip()))]
    found += re.findall(r"\b[A-Z]{2}\b", f"{row.get('nationalities', '')};{row.get('citizenships', '')}")
    return tuple(dict.fromkeys(found))
