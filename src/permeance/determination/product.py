"""What kind of product goods are: as stated, as their form says, or as their description says."""

from __future__ import annotations

import re

from permeance.determination.asks import NO_FORM
from permeance.determination.belied import ask_form, why_belied
from permeance.determination.constituents import is_nearly_pure, is_rich_in_rare_earths
from permeance.determination.crossing import Crossing
from permeance.determination.described import names_powder
from permeance.determination.reasons import Missing, Reason, Truth
from permeance.law.vocabulary import Vocabulary
from permeance.terms.form import Form

MAY_BE_PRODUCT = frozenset({Form.PART, Form.ASSEMBLY, Form.EQUIPMENT})
_IS_MATERIAL = "one compound or element, or so much rare earth, is material, and no product yet"
_IS_LOOSE = "the description speaks of loose magnets"
_IS_DESCRIBED = "and the description says"
# Magnets that are fixed in nothing are magnets, whatever they are for.
_LOOSE_MAGNETS = re.compile(
    r"\b(?:loose|bare|unmounted|unassembled|individual|spare|sets? of)\b[^.;]*\bmagnets?\b"
    r"|\bmagnets?(?: (?:segment|block|disc|disk|ring|tile|arc|bar)s?)? for\b",
    re.I,
)


def stated_product(crossing: Crossing, vocabulary: Vocabulary) -> str | None:
    """What the goods are, where a product is stated that can cross in this form."""
    stated = crossing.properties.get("product")
    if stated is None or crossing.form is None or crossing.form in vocabulary.forms(stated):
        return stated
    return None


def product(crossing: Crossing, wanted: tuple[str, ...], vocabulary: Vocabulary, takes_out: bool) -> Reason:
    """The goods are one of the products named.

    A description catches; it clears only as far as it names a thing that the law data calls unlike the one wanted
    (synthetic and natural graphite), and it never takes goods out by a ruling.
    """
    truth, found, note = _outcome(crossing, wanted, vocabulary, takes_out=takes_out)
    missing = (_what_tells(crossing, wanted, note, takes_out),) if truth is Truth.UNKNOWN else ()
    return Reason("kind of product", truth, found, " or ".join(wanted), missing=missing, note=note)


def _what_tells(crossing: Crossing, wanted: tuple[str, ...], note: str, takes_out: bool) -> Missing:
    """The fact that would tell what the goods are: their form, where the note says why it is in doubt."""
    if crossing.form is not None and note and note in (_IS_MATERIAL, _IS_LOOSE, why_belied(crossing)):
        return ask_form(note)
    if crossing.form is None and takes_out:
        return NO_FORM
    return Missing("properties.product", None, f"what the goods are: {', '.join(wanted)} or another thing")


def _outcome(
    crossing: Crossing, wanted: tuple[str, ...], vocabulary: Vocabulary, *, takes_out: bool
) -> tuple[Truth, str, str]:
    stated = stated_product(crossing, vocabulary)
    if stated is not None:
        doubt = _doubt(crossing, stated, wanted, vocabulary, takes_out=takes_out)
        return (Truth.UNKNOWN, stated, doubt) if doubt else (Truth.of(stated in wanted), stated, "")
    by_form = None if crossing.form is None else _by_form(crossing, crossing.form, wanted, vocabulary, takes_out)
    if by_form is not None:
        return by_form
    return (Truth.UNKNOWN, "not given", "") if takes_out else _as_described(crossing, wanted, vocabulary)


def _doubt(crossing: Crossing, stated: str, wanted: tuple[str, ...], vocabulary: Vocabulary, *, takes_out: bool) -> str:
    """Why the product stated may not be what the goods are, where it would clear them; empty where nothing says so."""
    if takes_out:
        if stated in wanted and _is_material(crossing):
            return _IS_MATERIAL
        return _IS_LOOSE if stated in wanted and _LOOSE_MAGNETS.search(crossing.description) else ""
    described = vocabulary.described(crossing.description)
    contradicts = stated not in wanted and stated not in described and bool(described & set(wanted))
    return f"{_IS_DESCRIBED} {', '.join(sorted(described & set(wanted)))}" if contradicts else ""


def _by_form(
    crossing: Crossing, form: Form, wanted: tuple[str, ...], vocabulary: Vocabulary, takes_out: bool
) -> tuple[Truth, str, str] | None:
    """What the form implies or forbids; None where it does neither."""
    if any(form in vocabulary.products[name].implied_by for name in wanted):
        return Truth.TRUE, form.value, ""
    if _may_be(form, wanted, vocabulary, takes_out=takes_out):
        return None
    if not takes_out and vocabulary.described(crossing.description) & set(wanted):
        return Truth.UNKNOWN, f"described as such, though not known to cross as {form}", ""
    if not takes_out and why_belied(crossing) and _crosses_as_material(wanted, vocabulary):
        return Truth.UNKNOWN, f"not given, and the form may be another than {form}", why_belied(crossing)
    return Truth.FALSE, f"not given, so it is {form}", ""


def _may_be(form: Form, wanted: tuple[str, ...], vocabulary: Vocabulary, *, takes_out: bool) -> bool:
    """Whether such a product crosses in this form. Material of which nobody says more is not taken out as a product."""
    crosses = any(form in vocabulary.forms(name) for name in wanted)
    return crosses and (form in MAY_BE_PRODUCT or not takes_out)


def _crosses_as_material(wanted: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    things = {*MAY_BE_PRODUCT, Form.TECHNOLOGY}
    return any(not vocabulary.forms(name) <= things for name in wanted)


def _is_material(crossing: Crossing) -> bool:
    """Whether the goods are material as yet, whatever product they are called: one compound or element, or so much rare
    earth as no motor or sensor holds beside its steel, copper and plastic."""
    composition = crossing.composition
    if composition is None:
        return False
    return is_nearly_pure(composition) or is_rich_in_rare_earths(composition)


def _as_described(crossing: Crossing, wanted: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Truth, str, str]:
    described, note = vocabulary.described(crossing.description), "read from the description"
    if described & set(wanted):
        return Truth.TRUE, ", ".join(sorted(described & set(wanted))), note
    other = vocabulary.identified(crossing.description) & vocabulary.unlike(wanted)
    other = frozenset(name for name in other if crossing.form in vocabulary.forms(name))
    if other:
        return Truth.FALSE, ", ".join(sorted(other)), note
    spoken = all(vocabulary.products[name].named_only for name in wanted)
    if spoken and crossing.form is not Form.EQUIPMENT:
        return Truth.FALSE, "neither stated nor described as such", ""
    return Truth.UNKNOWN, "not given", ""


def described_as(description: str, vocabulary: Vocabulary) -> frozenset[str]:
    """What a determination reads from a description beside its elements: products, and words that speak of the form.

    With `elements_described` this is all: two descriptions alike in both decide alike.
    """
    told = {f"names {product}" for product in vocabulary.described(description)}
    told |= {f"is {product}" for product in vocabulary.identified(description)}
    if names_powder(description):
        told.add("powder")
    if _LOOSE_MAGNETS.search(description):
        told.add("loose magnets")
    return frozenset(told)
