"""Whether goods are of the nature that an entry names: the form settles it, or the composition, or nobody."""

from __future__ import annotations

from permeance.determination.belied import why_belied
from permeance.determination.constituents import MUCH, NEARLY, holds_oxide, is_chemical, may_be_compound, present
from permeance.determination.crossing import Crossing
from permeance.law.conditions import Material
from permeance.terms.composition import Composition
from permeance.terms.element import RARE_EARTHS
from permeance.terms.form import Form

# Forms that say the nature of the goods outright.
_SETTLED: dict[Form, frozenset[Material]] = {
    Form.METAL: frozenset({Material.METAL, Material.ALLOY}),
    Form.TARGET: frozenset({Material.TARGET}),
    Form.PHOSPHOR: frozenset({Material.OXIDE, Material.COMPOUND}),
    Form.ORE: frozenset(),
    Form.EQUIPMENT: frozenset(),
    Form.TECHNOLOGY: frozenset(),
}
# Forms that leave open whether the goods are the material or a product made of it.
_OPEN_PRODUCT = frozenset({Form.PART, Form.ASSEMBLY})
_METALLIC = frozenset({Material.METAL, Material.ALLOY, Material.MAGNET})
_CHEMICAL = frozenset({Material.OXIDE, Material.COMPOUND})
_RARE_EARTHS = frozenset(RARE_EARTHS)
_LIGHT = frozenset({"La", "Ce", "Pr", "Nd"})


def is_material(crossing: Crossing, material: Material) -> bool | None:
    """True, false, or None where form and composition leave it open.

    An alloy with a single declared element is that metal, and one of several may be magnet material: strip cast and
    ingot are what magnets are made from, and nobody has said on which side they stand. Powder and block may be any
    metallic material (the notes on scope name magnet powder); their constituents tell oxides and compounds apart. A
    concentrate may have been worked up into a compound. A part may still be primary processed material. A form that
    the composition belies does not settle that goods are not what they may be by their constituents.
    """
    form, composition = crossing.form, crossing.composition
    if form is None or form in _OPEN_PRODUCT:
        return None
    stated = _as_stated(form, composition, material)
    if not stated and why_belied(crossing) and _by_constituents(Form.BLOCK, composition, material) is not False:
        return None
    return stated


def _as_stated(form: Form, composition: Composition | None, material: Material) -> bool | None:
    """What the form says, taken at its word."""
    if form in _SETTLED:
        return material in _SETTLED[form]
    if form is Form.ALLOY:
        return _is_alloy_material(composition, material)
    if form is Form.MAGNET:
        return _is_magnet_material(composition, material)
    if form is Form.CONCENTRATE:
        return None if material in _CHEMICAL else False
    return _by_constituents(form, composition, material)


def _is_alloy_material(composition: Composition | None, material: Material) -> bool | None:
    """What crosses as an alloy: the notes on forms name magnets and magnet powder, and no alloy for them."""
    single = composition is not None and len(present(composition)) == 1
    if material is Material.MAGNET:
        return False if single else None
    if material is Material.METAL and not single and (composition is None or _is_nearly_one(composition)):
        return None  # metal with impurities, or an alloy of very little of another
    return material is Material.ALLOY or (material is Material.METAL and single)


def _is_magnet_material(composition: Composition | None, material: Material) -> bool | None:
    """What crosses as a magnet: one that no name of a magnet fits may be an alloy that somebody calls so."""
    if material is not Material.ALLOY:
        return material is Material.MAGNET
    if composition is None:
        return None
    named = _names_a_magnet(composition)
    return False if named or _by_constituents(Form.BLOCK, composition, material) is False else None


def _names_a_magnet(composition: Composition) -> bool:
    """Whether it is neodymium with iron, or samarium with cobalt or with iron and nitrogen, by its main rare earth."""
    rare = {e: share.high for e, share in composition.shares.items() if e in _RARE_EARTHS}
    main = max(rare, key=lambda element: rare[element], default="")
    if main in _LIGHT:
        return composition.lists("Nd") and composition.lists("Fe")
    return main == "Sm" and (composition.lists("Co") or (composition.lists("Fe") and composition.lists("N")))


def _is_nearly_one(composition: Composition) -> bool:
    return any(share.high >= NEARLY for share in composition.shares.values())


def _by_constituents(form: Form, composition: Composition | None, material: Material) -> bool | None:
    """Oxide, compound, mixture, powder and block: what the declared constituents say."""
    oxides = None if composition is None else holds_oxide(composition)
    if form is Form.OXIDE:
        return material is Material.OXIDE
    if form is Form.COMPOUND:
        return material is Material.COMPOUND or (material is Material.OXIDE and oxides)
    if material is Material.TARGET:  # targets come as plates and tubes too
        return None if form is Form.BLOCK else False
    chemical = None if composition is None else is_chemical(composition)
    if material in _METALLIC:  # plain elements, in any of the three natures
        may_be_other = chemical is None or (not chemical and may_be_compound(composition, MUCH))
        return None if may_be_other else not chemical
    if not chemical:
        open_nature = chemical is None or form is Form.MIXTURE or may_be_compound(composition)
        return None if open_nature else False
    return True if material is Material.COMPOUND else oxides
