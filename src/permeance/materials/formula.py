"""Weight shares of the elements in a compound, from its formula and the standard atomic weights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.metadata import version

from permeance.materials.mineral import minerals
from permeance.materials.oxide import ElementFactor, oxide_factors
from permeance.materials.trade_name import open_elements
from permeance.terms.element import SYMBOLS

# The signs by which people join water of crystallisation: `DyCl3·6H2O` and `DyCl3*6H2O` are `DyCl3.6H2O`.
_WATER = re.compile(r"[·•*⋅∙](?=\d*H2O)")


@cache
def weight_shares(formula: str) -> Mapping[str, Fraction]:
    """The weight share of each element in one formula unit: `Dy2O3` gives Dy 0.87132 and O 0.12868.

    An oxide with a sourced factor is split by that factor, so that shares and stated masses agree; anything else
    by the atomic weights of the molmass package. ValueError where the text is no formula.
    """
    if formula in SYMBOLS:
        return {formula: Fraction(1)}
    if formula in minerals():
        return _of_mineral(formula)
    if formula in oxide_factors():
        sourced = oxide_factors()[formula]
        return {sourced.element: sourced.factor, "O": 1 - sourced.factor}
    from molmass import Formula, FormulaError  # noqa: PLC0415  (heavy, and most compositions name elements only)

    try:
        items = Formula(_WATER.sub(".", formula)).composition()
        masses = {symbol: Fraction(str(item.mass)) for symbol, item in items.items()}
    except (FormulaError, ValueError, KeyError) as error:
        raise ValueError(f"{formula!r} is neither an element nor a formula") from error
    if not masses or not set(masses) <= SYMBOLS:
        raise ValueError(f"{formula!r} is neither an element nor a formula")
    total = sum(masses.values())
    return {symbol: mass / total for symbol, mass in masses.items()}


def _of_mineral(name: str) -> Mapping[str, Fraction]:
    own = minerals()[name].formula
    if own is None:
        raise ValueError(f"the shares of elements in {name} vary")
    return weight_shares(own)


def element_factor(formula: str, element: str) -> ElementFactor | None:
    """The factor by which a compound counts as one of its elements; None for an element, and where shares vary.

    `element_factor("Dy2O3", "Dy")` is 0.87132 with its source.
    """
    if formula in SYMBOLS or open_elements(formula) or (formula in minerals() and minerals()[formula].formula is None):
        return None
    if formula in oxide_factors() and oxide_factors()[formula].element == element:
        return oxide_factors()[formula]
    source = f"computed from the atomic weights of NIST as in molmass {version('molmass')}"
    return ElementFactor(formula, element, weight_shares(formula)[element], source)
