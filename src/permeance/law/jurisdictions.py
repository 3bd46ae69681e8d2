"""Which countries' law is modelled widely enough to clear goods, and from which day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from permeance.law.strict_yaml import load, problems_of
from permeance.terms.place import country_names
from permeance.terms.problem import BadInputError, Problem


class Jurisdiction(BaseModel):
    """The days for which a country's law may clear goods, what it covers, and what it leaves out.

    `known` is the day from which on anyone could know that nothing else would hold from `since` on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    since: date
    known: date | None = None
    scope: Annotated[str, Field(min_length=1)]
    missing: list[str]


class _File(RootModel[dict[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], Jurisdiction]]):
    pass


@cache
def jurisdictions() -> Mapping[str, Jurisdiction]:
    """The countries by their code, as shipped; a country that is not among them clears nothing."""
    with resources.as_file(resources.files("permeance.law").joinpath("jurisdictions.yaml")) as path:
        return read_jurisdictions(path)


def read_jurisdictions(path: Path) -> Mapping[str, Jurisdiction]:
    """The countries of a file by their code. Raises BadInputError with every fault of it."""
    try:
        read = _File.model_validate(load(path)).root
    except ValidationError as error:
        raise BadInputError(problems_of(path, error, _File)) from None
    strange = [code for code in read if code not in country_names()]
    if strange:
        allowed, remedy = "two-letter country codes", "use the ISO code"
        raise BadInputError([Problem(path.name, None, code, code, allowed, remedy) for code in strange])
    return read
