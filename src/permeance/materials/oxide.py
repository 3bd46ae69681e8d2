"""Kilograms of an element in an oxide, by the sourced conversion factors."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class OxideFactor:
    """Kilograms of element in one kilogram of pure oxide, with the source of the figure."""

    oxide: str
    element: str
    factor: Decimal
    source: str


@cache
def oxide_factors() -> Mapping[str, OxideFactor]:
    """The shipped factors by oxide formula: `Dy2O3` has 0.87132."""
    text = resources.files("permeance.materials").joinpath("oxide_factors.csv").read_text(encoding="utf-8")
    return {
        row["oxide"]: OxideFactor(row["oxide"], row["element"], Decimal(row["factor"]), row["source"])
        for row in csv.DictReader(text.splitlines())
    }


def element_mass(oxide: str, mass_kg: Decimal, purity: Decimal) -> tuple[Decimal, OxideFactor]:
    """The mass of the element in `mass_kg` of an oxide of `purity` (0 to 1), and the factor used.

    250 kg of Dy2O3 at 0.999 hold 217.61 kg of Dy. KeyError where no factor is shipped for the oxide.
    """
    factor = oxide_factors()[oxide]
    return mass_kg * purity * factor.factor, factor
