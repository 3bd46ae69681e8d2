"""Whether the composition belies the form that was stated, as a pure metal is no ore and no machine.

A form that is belied still catches as it was stated, but it takes nothing out: not by the nature of the goods, nor by a
ruling, nor because such a product does not cross in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from permeance.determination.constituents import (
    LITTLE,
    NEARLY,
    holds_oxide,
    is_chemical,
    is_metallic,
    is_mostly_stated,
    is_nearly_pure,
    is_rich_in_rare_earths,
    may_be_compound,
    present,
)
from permeance.determination.crossing import Crossing
from permeance.determination.reasons import Missing
from permeance.materials.mineral import minerals
from permeance.terms.composition import PPB, Composition
from permeance.terms.form import Form

LEAST_MAGNETIC = PPB // 5  # of the metals of which magnets are made: MnBi and PtCo hold some 20 %
_MAGNET_METALS = ("Fe", "Co", "Ni", "Mn")
MOST_IN_AN_ORE = PPB // 100 * 85
_ROCK = frozenset({"Si", "Al", "Fe", "Ca", "Mg", "K", "Na", "Ti", "P", "Ba", "Mn", "S"})
_HALOGENS = frozenset({"F", "Cl", "Br", "I"})
# They glow in a host of other elements; that half of the goods cannot be they is ours and no source's.
_ACTIVATORS = frozenset({"Ce", "Pr", "Nd", "Sm", "Eu", "Tb", "Dy", "Ho", "Er", "Tm", "Yb"})
BINARY, FEW = 2, 3  # elements: of which a phosphor or an ore, which is rock, holds more


def why_belied(crossing: Crossing) -> str:
    """What goods of the stated form are and these are not, by their composition; empty where the two agree."""
    if crossing.form is None or crossing.composition is None:
        return ""
    return _why(crossing.form, crossing.composition)


def ask_form(why: str) -> Missing:
    """The question for the form where what else was given speaks against the one that was stated."""
    return Missing("form", None, f"the form in which the goods cross, or what speaks against it: {why}")


@lru_cache(maxsize=4_096)
def _why(form: Form, composition: Composition) -> str:
    is_belied, why = _DOUBTS.get(form, (None, ""))
    return why if is_belied is not None and is_belied(composition) else ""


def _is_no_ore(composition: Composition) -> bool:
    """A mineral by its name may be nearly all of a concentrate; a compound by formula or elements is refined."""
    pure = [c for c in composition.constituents if c.share.low >= NEARLY and c.formula not in minerals()]
    plain = composition.closed and len(present(composition)) <= FEW and _is_plain(composition)
    return bool(pure) or plain or is_metallic(composition) or _is_refined(composition)


def _is_refined(composition: Composition) -> bool:
    """Whether nearly all of it is compounds of other elements than rock is made of, sulphides aside.

    The share is ours and no source's: see decision 9.
    """
    refined = (c for c in composition.constituents if c.formula not in minerals() and len(c.elements) > 1)
    return sum(c.share.low for c in refined if not c.elements & _ROCK) >= MOST_IN_AN_ORE


def _is_no_thing(composition: Composition) -> bool:
    return is_nearly_pure(composition) or is_rich_in_rare_earths(composition)


def _is_no_magnet(composition: Composition) -> bool:
    magnetic = sum(composition.share(metal).high for metal in _MAGNET_METALS if composition.lists(metal))
    return is_mostly_stated(composition) and magnetic < LEAST_MAGNETIC


def _is_no_phosphor(composition: Composition) -> bool:
    """An element or a binary compound with hardly anything beside it, activators alone, salts, or no compound."""
    host = [c for c in composition.constituents if c.share.low > NEARLY]
    alone = any(len(c.elements) <= BINARY for c in host) or len(composition.constituents) == 1
    simple = [c for c in composition.constituents if len(c.elements) <= BINARY]
    active = sum(c.share.low for c in simple if c.elements & _ACTIVATORS)
    salts = all(c.elements & _HALOGENS for c in composition.constituents)
    no_host = alone or len(present(composition)) <= BINARY or active > PPB // 2 or salts
    return is_mostly_stated(composition) and (no_host or is_metallic(composition))


def _is_no_metal(composition: Composition) -> bool:
    return is_chemical(composition) or may_be_compound(composition, LITTLE)


def _is_no_oxide(composition: Composition) -> bool:
    other = any(len(c.elements) > 1 and "O" not in c.elements for c in composition.constituents)
    return other or (holds_oxide(composition) is False and not composition.lists("O"))


def _is_no_compound(composition: Composition) -> bool:
    return _is_plain(composition) and (len(present(composition)) == 1 or is_metallic(composition))


def _is_organic(composition: Composition) -> bool:
    return any({"C", "H"} <= constituent.elements for constituent in composition.constituents)


def _is_single(composition: Composition) -> bool:
    return composition.closed and len(composition.constituents) == 1


def _is_plain(composition: Composition) -> bool:
    return all(len(constituent.elements) == 1 for constituent in composition.constituents)


_ORE = (_is_no_ore, "an ore or a concentrate is never 95 % of one compound or element, nor metals alone")
_NO_THING = "a machine or an assembly is not made of one compound or element, and technology of none"
_THING = (_is_no_thing, _NO_THING)
_METAL = (_is_no_metal, "a metal or an alloy holds no compound")
_DOUBTS: dict[Form, tuple[Callable[[Composition], bool], str]] = {
    Form.ORE: _ORE,
    Form.CONCENTRATE: _ORE,
    Form.ASSEMBLY: (is_nearly_pure, _NO_THING),
    Form.EQUIPMENT: _THING,
    Form.TECHNOLOGY: _THING,
    Form.METAL: _METAL,
    Form.ALLOY: _METAL,
    Form.MAGNET: (_is_no_magnet, "a magnet holds iron, cobalt, nickel or manganese"),
    Form.MIXTURE: (_is_single, "a mixture has two parts or more"),
    Form.TARGET: (_is_organic, "a target holds no organic compound"),
    Form.PHOSPHOR: (_is_no_phosphor, "a phosphor is a compound as host with an activator in it"),
    Form.OXIDE: (_is_no_oxide, "an oxide holds oxygen, and no compound without it"),
    Form.COMPOUND: (_is_no_compound, "a compound holds a non-metal"),
}
