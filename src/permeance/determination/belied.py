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
    return bool(pure) or plain or is_metallic(composition)


def _is_no_magnet(composition: Composition) -> bool:
    magnetic = sum(composition.share(metal).high for metal in _MAGNET_METALS if composition.lists(metal))
    return is_mostly_stated(composition) and magnetic < LEAST_MAGNETIC


def _is_no_phosphor(composition: Composition) -> bool:
    """An element or a binary compound with hardly anything beside it, or no compound at all."""
    host = [c for c in composition.constituents if c.share.low > NEARLY]
    alone = any(len(c.elements) <= BINARY for c in host) or len(composition.constituents) == 1
    binary = alone or len(present(composition)) <= BINARY
    return is_mostly_stated(composition) and (binary or is_metallic(composition))


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
_THING = (is_nearly_pure, "a machine or an assembly is not made of one compound or element, and technology of none")
_METAL = (_is_no_metal, "a metal or an alloy holds no compound")
_DOUBTS: dict[Form, tuple[Callable[[Composition], bool], str]] = {
    Form.ORE: _ORE,
    Form.CONCENTRATE: _ORE,
    Form.ASSEMBLY: _THING,
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
