"""Where goods come from and go to, between whom and on which day, in rows: what is said as codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from permeance.determination.bulk.column import FAULTY, Codes32, Column
from permeance.determination.bulk.combined import WIDE, Combined
from permeance.determination.item_table import Cells
from permeance.terms.fact import Fact

COUNTRY, FEW = 12, 3  # bits
NO_DAY = 0  # of rows that give none: before all days


@dataclass(frozen=True, slots=True)
class Setting:
    """What is said of a crossing beside its goods and its day."""

    ship_from: str | None
    destination: str | None
    origin: str | None
    military_end_user: Fact
    evidence: str | None
    intentionally_added: Fact
    end_user: str | None
    consignee: str | None

    @property
    def contradicts(self) -> bool:
        """Whether the goods go to where they come from, which no row may say."""
        return self.ship_from is not None and self.ship_from == self.destination


class Settings:
    """The settings of all rows that were seen."""

    def __init__(self, separator: str = ",") -> None:
        self._columns = (
            *(Column(name, _country(name), separator) for name in ("ship_from", "destination", "origin")),
            Column("military_end_user", lambda cells: cells.fact("military_end_user"), separator),
            Column("evidence", Cells.evidence, separator),
            Column("intentionally_added", lambda cells: cells.fact("intentionally_added"), separator),
        )
        self._parties = tuple(Column(name, _text(name), separator) for name in ("end_user", "consignee"))
        self._days = Column("ship_date", lambda cells: cells.day("ship_date"), separator)
        self._places, self._between = Combined(COUNTRY, COUNTRY, COUNTRY, FEW, FEW, FEW), Combined(WIDE, WIDE)
        self._all = Combined(WIDE, WIDE)

    def of(self, columns: Mapping[str, pa.Array], rows: int) -> Codes32:
        """The setting of each row: int32[N], FAULTY where a cell cannot be read."""
        places = self._places.of(*(column.of(columns.get(column.name), rows) for column in self._columns))
        between = self._between.of(*(column.of(columns.get(column.name), rows) for column in self._parties))
        return self._all.of(places, between)

    def days(self, columns: Mapping[str, pa.Array], rows: int) -> NDArray[np.int32]:
        """The ordinal of each row's day: int32[N], NO_DAY where it gives none, FAULTY where it cannot be read."""
        codes = self._days.of(columns.get("ship_date"), rows)
        ordinals = [NO_DAY if day is None else day.toordinal() for day in self._days.said]
        found: NDArray[np.int32] = np.array([*ordinals, FAULTY], dtype=np.int32)[codes]
        return found

    def setting(self, code: int) -> Setting:
        """The setting of a code."""
        places, between = self._all.parts(code)
        said = [c.said[n] for c, n in zip(self._columns, self._places.parts(places), strict=True)]
        parties = [c.said[n] for c, n in zip(self._parties, self._between.parts(between), strict=True)]
        return Setting(*said, *parties)


def _country(name: str) -> Callable[[Cells], str | None]:
    return lambda cells: cells.country(name)


def _text(name: str) -> Callable[[Cells], str | None]:
    return lambda cells: cells.text(name)
