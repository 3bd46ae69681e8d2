"""How much of an element the goods hold: between which shares by weight, and between which masses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from permeance.determination.crossing import Crossing
from permeance.materials.formula import element_factor
from permeance.materials.oxide import ElementFactor
from permeance.terms.composition import PPB, Composition, Share

DIGITS = 60  # more than any product of a share in parts per billion with a mass has


@dataclass(frozen=True, slots=True)
class ElementMass:
    """The bounds on one element: its share by weight, and its mass in grams (exact) where the item's is stated.

    `factors` are those by which compounds were counted as the element. Share and mass stand on the same bounds as
    the determination itself, so that they cannot disagree with it.
    """

    element: str
    share: Share
    mass_g: tuple[Fraction, Fraction] | None
    factors: tuple[ElementFactor, ...]


def element_masses(crossing: Crossing, elements: Iterable[str]) -> tuple[ElementMass, ...]:
    """What the goods hold of each element: 250 kg of `Dy2O3 99.9` hold 217.61217 kg of Dy.

    Nothing where no composition is given; an element that cannot be there is left out.
    """
    composition = crossing.composition
    if composition is None:
        return ()
    held = ((element, composition.share(element)) for element in elements)
    return tuple(
        ElementMass(element, share, _grams(share, crossing.mass_g), _factors(composition, element))
        for element, share in held
        if share.high > 0
    )


def _grams(share: Share, mass_g: Fraction | None) -> tuple[Fraction, Fraction] | None:
    return None if mass_g is None else (mass_g * share.low / PPB, mass_g * share.high / PPB)


def _factors(composition: Composition, element: str) -> tuple[ElementFactor, ...]:
    holding = (c.formula for c in composition.constituents if element in c.elements)
    return tuple(factor for formula in holding if (factor := element_factor(formula, element)) is not None)


def decimal_text(value: Fraction) -> str:
    """A fraction of tens written out in full, without an exponent: 217612170 / 1000 is `217612.17`."""
    with localcontext() as context:
        context.prec = DIGITS
        text = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
