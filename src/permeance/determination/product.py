"""What kind of product goods are: as stated, as their form says, or as their description says."""

from __future__ import annotations

from permeance.determination.asks import NO_FORM
from permeance.determination.crossing import Crossing
from permeance.determination.reasons import Missing, Reason, Truth
from permeance.law.vocabulary import Vocabulary
from permeance.terms.form import Form

MAY_BE_PRODUCT = frozenset({Form.PART, Form.ASSEMBLY, Form.EQUIPMENT})


def stated_product(crossing: Crossing, vocabulary: Vocabulary) -> str | None:
    """What the goods are, where a product is stated that can cross in this form."""
    stated = crossing.properties.get("product")
    if stated is None or crossing.form is None or crossing.form in vocabulary.forms(stated):
        return stated
    return None


def product(crossing: Crossing, wanted: tuple[str, ...], vocabulary: Vocabulary, *, takes_out: bool) -> Reason:
    """The goods are one of the products named.

    A description catches; it clears only as far as it tells apart what one instrument names (synthetic and natural
    graphite), and it never takes goods out by a ruling.
    """
    truth, found, note = _outcome(crossing, wanted, vocabulary, takes_out=takes_out)
    ask = NO_FORM if crossing.form is None and takes_out else _which_product(wanted)
    missing = (ask,) if truth is Truth.UNKNOWN else ()
    return Reason("kind of product", truth, found, " or ".join(wanted), missing=missing, note=note)


def _outcome(
    crossing: Crossing, wanted: tuple[str, ...], vocabulary: Vocabulary, *, takes_out: bool
) -> tuple[Truth, str, str]:
    stated, form = stated_product(crossing, vocabulary), crossing.form
    if stated is not None:
        return Truth.of(stated in wanted), stated, ""
    if form is not None and any(form in vocabulary.products[name].implied_by for name in wanted):
        return Truth.TRUE, form.value, ""
    if form is not None and not _may_be(form, wanted, vocabulary, takes_out=takes_out):
        if not takes_out and vocabulary.described(crossing.description) & set(wanted):
            return Truth.UNKNOWN, f"described as such, though not known to cross as {form}", ""
        return Truth.FALSE, f"not given, so it is {form}", ""
    if takes_out:
        return Truth.UNKNOWN, "not given", ""
    return _as_described(crossing, wanted, vocabulary)


def _may_be(form: Form, wanted: tuple[str, ...], vocabulary: Vocabulary, *, takes_out: bool) -> bool:
    """Whether such a product crosses in this form. Material of which nobody says more is not taken out as a product."""
    crosses = any(form in vocabulary.forms(name) for name in wanted)
    return crosses and (form in MAY_BE_PRODUCT or not takes_out)


def _as_described(crossing: Crossing, wanted: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Truth, str, str]:
    described, note = vocabulary.described(crossing.description), "read from the description"
    for names, truth in ((frozenset(wanted), Truth.TRUE), (vocabulary.kin(wanted), Truth.FALSE)):
        if described & names:
            return truth, ", ".join(sorted(described & names)), note
    spoken = all(vocabulary.products[name].named_only for name in wanted)
    if spoken and crossing.form is not Form.EQUIPMENT:
        return Truth.FALSE, "neither stated nor described as such", ""
    return Truth.UNKNOWN, "not given", ""


def _which_product(wanted: tuple[str, ...]) -> Missing:
    return Missing("properties.product", None, f"what the goods are: {', '.join(wanted)} or another thing")
