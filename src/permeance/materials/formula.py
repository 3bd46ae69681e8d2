"""Weight shares of the elements in a compound, from its formula and the standard atomic weights."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from permeance.terms.element import SYMBOLS

# Trade words for families of magnets name the elements and leave the shares open.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "NdFeB": ("Nd", "Fe", "B"),
    "NdPrFeB": ("Nd", "Pr", "Fe", "B"),
    "SmCo": ("Sm", "Co"),
}


@cache
def weight_shares(formula: str) -> Mapping[str, Fraction]:
    """The weight share of each element in one formula unit: `Dy2O3` gives Dy 0.87132 and O 0.12868.

    Atomic weights are those of the molmass package (IUPAC standard atomic weights). ValueError where the
    text is no formula.
    """
    if formula in SYMBOLS:
        return {formula: Fraction(1)}
    from molmass import Formula, FormulaError  # noqa: PLC0415  (heavy, and most compositions name elements only)

    try:
        items = Formula(formula).composition()
        masses = {symbol: Fraction(str(item.mass)) for symbol, item in items.items()}
    except (FormulaError, ValueError, KeyError) as error:
        raise ValueError(f"{formula!r} is neither an element nor a formula") from error
    if not masses or not set(masses) <= SYMBOLS:
        raise ValueError(f"{formula!r} is neither an element nor a formula")
    total = sum(masses.values())
    return {symbol: mass / total for symbol, mass in masses.items()}
