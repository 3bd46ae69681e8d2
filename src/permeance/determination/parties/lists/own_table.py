"""A list of parties of one's own as a table, CSV or Excel: a row a party and span of its listing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from permeance.determination.parties.lists.party_list import Party, PartyList, named
from permeance.determination.parties.lists.rows import Faults, name_fault, newest, other_names
from permeance.materials.readers.csv import Row
from permeance.materials.readers.table import read_table
from permeance.terms.day import IN_THOSE_YEARS, day_remedy, read_day, without_time
from permeance.terms.place import country_code, country_remedy

REQUIRED = ("name",)
DAYS = ("listed_on", "delisted_on", "suspended_from", "suspended_until")
OPTIONAL = ("aliases", "country", "programme", *DAYS, "affiliates", "note")


def read_own_table(path: Path, until: date) -> PartyList:
    """The list, and what could not be read of it. Raises BadInputError where the file cannot be read at all.

    `affiliates` holds the words by which the list reaches further than the party, as `owned 50 % or more`.
    """
    table, faults = read_table(path, REQUIRED, OPTIONAL, sheet="parties"), Faults(path.name)
    parties = [party for row in table.rows if (party := _party(row, faults)) is not None]
    days = [day for party in parties for day in (party.listed_on, party.delisted_on)]
    return PartyList(
        id=path.stem,
        title=path.stem,
        file=path.name,
        form="table",
        parties=tuple(parties),
        dated=newest(days, until),
        keeps_history="delisted_on" in table.columns,
        faults=(*table.problems, *faults.all()),
    )


def _party(row: Row, faults: Faults) -> Party | None:
    fault = name_fault(row["name"])
    if fault is not None:
        faults.add(row.number, "name", *fault, "write the party's name; the row was left out")
        return None
    names, reach = named([row["name"], *other_names(row["aliases"].split(";"), row.number, "aliases", faults)])
    days = {column: _day(row, column, faults) for column in DAYS}
    suspended = ((days["suspended_from"], days["suspended_until"]),) if days["suspended_from"] else ()
    return Party(
        names=names,
        countries=_countries(row, faults),
        programme=row["programme"],
        listed_on=days["listed_on"],
        delisted_on=days["delisted_on"],
        suspended=tuple((start, end) for start, end in suspended if start is not None),
        affiliates=row["affiliates"] or reach,
        note=row["note"],
    )


def _day(row: Row, column: str, faults: Faults) -> date | None:
    cell = without_time(row[column])
    if not cell:
        return None
    try:
        return read_day(cell)
    except ValueError as error:
        faults.add(row.number, column, str(error), IN_THOSE_YEARS, f"{day_remedy(cell)}; the day was not read")
        return None


def _countries(row: Row, faults: Faults) -> tuple[str, ...]:
    found = []
    for word in filter(str.strip, row["country"].split(";")):
        try:
            found.append(country_code(word))
        except ValueError as error:
            faults.add(row.number, "country", repr(word[:40]), str(error), country_remedy(word))
    return tuple(found)
