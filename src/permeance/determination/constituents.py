"""What the declared constituents of goods say of them: a compound, an oxide, or plain metals."""

from __future__ import annotations

from permeance.terms.composition import PPB, Composition, Constituent
from permeance.terms.element import RARE_EARTHS

_RARE_EARTHS = frozenset(RARE_EARTHS)
_ANIONS = frozenset({"O", "F", "Cl", "Br", "I", "S", "P"})
# With rare earths alone these make compounds too (borides, carbides, nitrides, hydrides, silicides, arsenides,
# selenides, tellurides: headings 2849, 2850, 2853 and 2842 of the Harmonized System); with iron or cobalt beside them,
# as in Nd2Fe14B, they make intermetallics.
NON_METALS = _ANIONS | {"B", "C", "N", "H", "Si", "As", "Se", "Te"}
# Without rare earths and these metals a formula with a non-metal or antimony in it is a compound: GaAs, GaSb, WC.
_MAGNETIC_METALS = frozenset({"Fe", "Co", "Ni"})
_BUILT_OF = frozenset({"Fe", "Cu", "Al", "Ni", "Ti", "Zn", "Mg"})

NEARLY = PPB // 100 * 95  # of one element: what is left may be impurities
LITTLE = PPB // 100  # of non-metals in what is called a metal: from here on it may be a compound by its elements
MUCH = PPB // 10  # more than impurities: of non-metals, plain elements may then be a compound as well as a metal


def is_rich_in_rare_earths(composition: Composition) -> bool:
    """Whether a fifth of it or more is rare earths: Nd2Fe14B holds 27 % by its formula, and what is made with magnets
    has other parts beside. The fifth is ours and no text's: see decision 9."""
    rare = sum(composition.share(element).low for element in RARE_EARTHS if composition.lists(element))
    return rare >= PPB // 5


def present(composition: Composition) -> list[str]:
    return [element for element, share in composition.shares.items() if share.high > 0]


def is_chemical(composition: Composition) -> bool:
    """Whether a constituent is a compound with a non-metal of the salts, oxides and acids, or names one."""
    return any(
        (c.elements & _ANIONS and (len(c.elements) > 1 or c.share.high >= MUCH))
        or _is_of_rare_earths_and_non_metals(c)
        or (len(c.elements) > 1 and _is_of_a_semiconductor_or_carbide(c.elements))
        for c in composition.constituents
    )


def may_be_compound(composition: Composition | None, least: int = 1) -> bool:
    """Whether plain elements may state a compound: gallium and arsenic are gallium arsenide, or a mixture of the two.

    `least` is the share of its non-metals, in parts per billion, below which they are taken for impurities.
    """
    if composition is None:
        return False
    elements = frozenset(present(composition))
    non_metals = sum(composition.share(element).high for element in elements & NON_METALS)
    enough = non_metals >= least or (least == 1 and "Sb" in elements)
    return len(elements) > 1 and enough and _is_of_a_semiconductor_or_carbide(elements)


def _is_of_a_semiconductor_or_carbide(elements: frozenset[str]) -> bool:
    return bool(elements & (NON_METALS | {"Sb"})) and not elements & (_RARE_EARTHS | _MAGNETIC_METALS)


def _is_of_rare_earths_and_non_metals(constituent: Constituent) -> bool:
    """Whether it is such as YB66, ScB12 or DySe3: at least one rare earth and one non-metal, and nothing else."""
    rare, other = constituent.elements & _RARE_EARTHS, constituent.elements - _RARE_EARTHS
    return bool(rare and other) and other <= NON_METALS


def holds_oxide(composition: Composition) -> bool | None:
    """Whether some constituent is a binary oxide, such as Dy2O3; plain oxygen beside other elements may be in one."""
    if any(len(c.elements) == 2 and "O" in c.elements for c in composition.constituents):
        return True
    return None if any(c.elements == {"O"} for c in composition.constituents) else False


def is_nearly_pure(composition: Composition) -> bool:
    """Whether one compound or element makes up nearly all of it, and is none of the metals that things are built of."""
    return any(c.share.low >= NEARLY and not c.elements <= _BUILT_OF for c in composition.constituents)


def is_metallic(composition: Composition) -> bool:
    """Whether it is stated by more than half, and no part of that is a compound or may be one."""
    return is_mostly_stated(composition) and not (is_chemical(composition) or may_be_compound(composition, LITTLE))


def is_mostly_stated(composition: Composition) -> bool:
    """Whether the parts that are listed make up more than half, so that what they lack says something."""
    return sum(constituent.share.low for constituent in composition.constituents) > PPB // 2
