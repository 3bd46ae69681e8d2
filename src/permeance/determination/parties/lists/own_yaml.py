"""A list of parties of one's own as YAML, which says more than a table: its day, how many it has, its history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from permeance.determination.parties.lists.party_list import Party, PartyList, named
from permeance.law.strict_yaml import load, problems_of
from permeance.terms.problem import BadInputError

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Name = Annotated[str, Field(min_length=1, max_length=1_000)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpanForm(_Strict):
    starts: date = Field(alias="from")
    ends: date | None = Field(alias="until")


class PartyForm(_Strict):
    name: Name
    aliases: list[Name] = []
    countries: list[Country] = []
    programme: Text | None = None
    listed_on: date | None = None
    delisted_on: date | None = None
    suspended: list[SpanForm] = []
    affiliates: Text | None = None
    note: Text | None = None


class PartyListForm(_Strict):
    id: Text
    title: Text
    source: Text
    dated: date
    complete: bool
    count: int | None = Field(default=None, ge=1)
    affiliates: Text | None = None
    parties: list[PartyForm]


def read_own_yaml(path: Path) -> PartyList:
    """Read and check one list. Raises BadInputError with every fault of the file."""
    try:
        form = PartyListForm.model_validate(load(path))
    except ValidationError as error:
        raise BadInputError(problems_of(path, error, PartyListForm)) from None
    return PartyList(
        id=form.id,
        title=form.title,
        file=path.name,
        form="yaml",
        parties=tuple(_party(party) for party in form.parties),
        dated=form.dated,
        complete=form.complete,
        count=form.count,
        keeps_history=True,
        affiliates=form.affiliates or "",
    )


def _party(form: PartyForm) -> Party:
    names, reach = named([form.name, *form.aliases])
    return Party(
        names=names,
        countries=tuple(form.countries),
        programme=form.programme or "",
        listed_on=form.listed_on,
        delisted_on=form.delisted_on,
        suspended=tuple((span.starts, span.ends) for span in form.suspended),
        affiliates=form.affiliates or reach,
        note=form.note or "",
    )
