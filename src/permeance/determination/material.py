"""Whether goods are of the nature that an entry names: the form settles it, or the composition, or nobody."""

from __future__ import annotations

from permeance.determination.crossing import Crossing
from permeance.law.conditions import Material
from permeance.terms.composition import PPB, Composition, Constituent
from permeance.terms.element import RARE_EARTHS
from permeance.terms.form import Form

# Forms that say the nature of the goods outright.
_SETTLED: dict[Form, frozenset[Material]] = {
    Form.METAL: frozenset({Material.METAL, Material.ALLOY}),
    Form.TARGET: frozenset({Material.TARGET}),
    Form.MAGNET: frozenset({Material.MAGNET}),
    Form.PHOSPHOR: frozenset({Material.OXIDE, Material.COMPOUND}),
    Form.ORE: frozenset(),
    Form.EQUIPMENT: frozenset(),
    Form.TECHNOLOGY: frozenset(),
}
# Forms that leave open whether the goods are the material or a product made of it.
_OPEN_PRODUCT = frozenset({Form.PART, Form.ASSEMBLY})
_METALLIC = frozenset({Material.METAL, Material.ALLOY, Material.MAGNET})
_RARE_EARTHS = frozenset(RARE_EARTHS)
_CHEMICAL = frozenset({Material.OXIDE, Material.COMPOUND})
_ANIONS = frozenset({"O", "F", "Cl", "Br", "I", "S", "P"})
# With rare earths alone these make compounds too (borides, carbides, nitrides, hydrides, silicides, arsenides,
# selenides, tellurides: headings 2849, 2850, 2853 and 2842 of the Harmonized System); with iron or cobalt beside them,
# as in Nd2Fe14B, they make intermetallics.
_NON_METALS = _ANIONS | {"B", "C", "N", "H", "Si", "As", "Se", "Te"}
# Without rare earths and these metals a formula with a non-metal or antimony in it is a compound: GaAs, GaSb, WC.
_MAGNETIC_METALS = frozenset({"Fe", "Co", "Ni"})

NEARLY = PPB // 100 * 95  # of one element: what is left may be impurities
MUCH = PPB // 10  # of non-metals: from here on plain elements may be a compound as well as a metal with impurities


def is_material(crossing: Crossing, material: Material) -> bool | None:
    """True, false, or None where form and composition leave it open.

    An alloy with a single declared element is that metal, and one of several may be magnet material: strip cast and
    ingot are what magnets are made from, and nobody has said on which side they stand. Powder and block may be any
    metallic material (the notes on scope name magnet powder); their constituents tell oxides and compounds apart. A
    concentrate may have been worked up into a compound. A part may still be primary processed material.
    """
    form, composition = crossing.form, crossing.composition
    if form is None:
        return None
    if form in _OPEN_PRODUCT:
        return None
    if form in _SETTLED:
        return material in _SETTLED[form]
    if form is Form.ALLOY:
        return _is_alloy_material(composition, material)
    if form is Form.CONCENTRATE:
        return None if material in _CHEMICAL else False
    return _by_constituents(form, composition, material)


def _is_alloy_material(composition: Composition | None, material: Material) -> bool | None:
    """What crosses as an alloy: the notes on forms name magnets and magnet powder, and no alloy for them."""
    single = composition is not None and len(_present(composition)) == 1
    if material is Material.MAGNET:
        return False if single else None
    if material is Material.METAL and not single and (composition is None or _is_nearly_one(composition)):
        return None  # metal with impurities, or an alloy of very little of another
    return material is Material.ALLOY or (material is Material.METAL and single)


def _is_nearly_one(composition: Composition) -> bool:
    return any(share.high >= NEARLY for share in composition.shares.values())


def _by_constituents(form: Form, composition: Composition | None, material: Material) -> bool | None:
    """Oxide, compound, mixture, powder and block: what the declared constituents say."""
    oxides = None if composition is None else _holds_oxide(composition)
    if form is Form.OXIDE:
        return material is Material.OXIDE
    if form is Form.COMPOUND:
        return material is Material.COMPOUND or (material is Material.OXIDE and oxides)
    if material is Material.TARGET:  # targets come as plates and tubes too
        return None if form is Form.BLOCK else False
    chemical = None if composition is None else _is_chemical(composition)
    if material in _METALLIC:  # plain elements, in any of the three natures
        may_be_other = chemical is None or (not chemical and _may_be_compound(composition, MUCH))
        return None if may_be_other else not chemical
    if not chemical:
        open_nature = chemical is None or form is Form.MIXTURE or _may_be_compound(composition)
        return None if open_nature else False
    return True if material is Material.COMPOUND else oxides


def _present(composition: Composition) -> list[str]:
    return [element for element, share in composition.shares.items() if share.high > 0]


def _is_chemical(composition: Composition) -> bool:
    """Whether a constituent is a compound with a non-metal of the salts, oxides and acids, or names one."""
    return any(
        (c.elements & _ANIONS and (len(c.elements) > 1 or c.share.high >= MUCH))
        or _is_of_rare_earths_and_non_metals(c)
        or (len(c.elements) > 1 and _is_of_a_semiconductor_or_carbide(c.elements))
        for c in composition.constituents
    )


def _may_be_compound(composition: Composition | None, least: int = 1) -> bool:
    """Whether plain elements may state a compound: gallium and arsenic are gallium arsenide, or a mixture of the two.

    `least` is the share of its non-metals, in parts per billion, below which they are taken for impurities.
    """
    if composition is None:
        return False
    present = frozenset(_present(composition))
    non_metals = sum(composition.share(element).high for element in present & _NON_METALS)
    enough = non_metals >= least or (least == 1 and "Sb" in present)
    return len(present) > 1 and enough and _is_of_a_semiconductor_or_carbide(present)


def _is_of_a_semiconductor_or_carbide(elements: frozenset[str]) -> bool:
    return bool(elements & (_NON_METALS | {"Sb"})) and not elements & (_RARE_EARTHS | _MAGNETIC_METALS)


def _is_of_rare_earths_and_non_metals(constituent: Constituent) -> bool:
    """Whether it is such as YB66, ScB12 or DySe3: at least one rare earth and one non-metal, and nothing else."""
    rare, other = constituent.elements & _RARE_EARTHS, constituent.elements - _RARE_EARTHS
    return bool(rare and other) and other <= _NON_METALS


def _holds_oxide(composition: Composition) -> bool:
    """Whether some constituent is a binary oxide, such as Dy2O3."""
    return any(len(c.elements) == 2 and "O" in c.elements for c in composition.constituents)
