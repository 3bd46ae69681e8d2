"""The closed list of conditions that a provision may set, each as one test of a crossing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from enum import StrEnum
from typing import Any

from permeance.determination.asks import NO_FORM, NO_SHIP_FROM, ask_composition
from permeance.determination.belied import ask_form, why_belied
from permeance.determination.content import compound, contains, contains_any, main_rare_earth, principal
from permeance.determination.crossing import Crossing
from permeance.determination.described import names_powder
from permeance.determination.limits import within
from permeance.determination.material import is_material
from permeance.determination.names import Likeness, likeness
from permeance.determination.printed_list import named
from permeance.determination.product import MAY_BE_PRODUCT, product, stated_product
from permeance.determination.reasons import Missing, Reason, Truth
from permeance.law.conditions import Conditions, Material, Parties
from permeance.law.instrument import Provision, Role
from permeance.law.limits import leaves as leaves_of
from permeance.law.snapshot import Snapshot
from permeance.law.vocabulary import Vocabulary
from permeance.terms.fact import Fact
from permeance.terms.form import Form

PARTY = "party on the list"
# Forms of which a material is spoken of in one as well as in another.
_OF_MATERIAL = frozenset(Form) - {Form.ORE, Form.PART, Form.ASSEMBLY, Form.EQUIPMENT, Form.TECHNOLOGY}


Ask = Callable[[Crossing], Reason]


class Topic(StrEnum):
    """What a condition is about: the goods themselves, where they come from and go to, or who takes them."""

    GOODS = "goods"
    PLACE = "place"
    PARTY = "party"


def conditions(provision: Provision, snapshot: Snapshot) -> Iterator[tuple[Hashable, Topic, Ask]]:
    """Each condition that is set, in the order in which a reader would check them: its key, its topic, how to ask it.

    Two conditions with the same key ask the same of any goods. An exclusion asks for more than an entry: a description
    in words may catch goods, and never takes them out.
    """
    for ask, *rest in _asked(provision, snapshot):
        yield (ask.__name__, *rest), _TOPICS.get(ask, Topic.GOODS), _told(ask, tuple(rest))


def _told(ask: Callable[..., Reason], rest: tuple[Any, ...]) -> Ask:
    return lambda crossing: ask(crossing, *rest)


def _asked(provision: Provision, snapshot: Snapshot) -> Iterator[tuple[Any, ...]]:
    """Each condition as its test and what the test is told beside the crossing."""
    wanted, reading, words = provision.conditions, snapshot.reading_of(provision), snapshot.vocabulary
    takes_out = provision.role is Role.EXCLUSION
    checks: list[tuple[object, tuple[Any, ...]]] = [
        (wanted.origin, (origin, wanted.origin)),
        (wanted.origin_except, (origin, wanted.origin_except, True)),
        (wanted.destination, (destination, wanted.destination)),
        (wanted.destination_except, (destination, wanted.destination_except, True)),
        (wanted.military, (military,)),
        (wanted.material, (material, wanted.material, words)),
        (wanted.form, (form, wanted.form, _measured(wanted), takes_out)),
        (wanted.product, (product, wanted.product, words, takes_out)),
        *((element, (contains, element, reading)) for element in wanted.contains),
        (wanted.contains_any, (contains_any, wanted.contains_any, reading)),
        (wanted.compound, (compound, wanted.compound, reading)),
        (wanted.principal, (principal, wanted.principal)),
        (wanted.main_rare_earth, (main_rare_earth, wanted.main_rare_earth)),
        (wanted.named, (named, wanted.named, reading, snapshot)),
        (wanted.limits, (within, wanted.limits, wanted.material_elements)),
        (wanted.parties, (party, wanted.parties)),
    ]
    yield from (check for is_set, check in checks if is_set)


def _measured(conditions: Conditions) -> frozenset[str]:
    """The properties that the limits of a provision ask for."""
    limits = leaves_of(conditions.limits) if conditions.limits else ()
    return frozenset(leaf.property for leaf in limits if leaf.property)


def leaves(jurisdiction: str, *, abroad: bool) -> Reason:
    """Where the country that the goods leave is not given: whether it is the one whose law this is, or another."""
    wanted = f"any but {jurisdiction}" if abroad else jurisdiction
    return Reason("leaves the country", Truth.UNKNOWN, "not given", wanted, missing=(NO_SHIP_FROM,))


def destination(crossing: Crossing, countries: tuple[str, ...], excepted: bool = False) -> Reason:
    """The goods go to one of the countries named, or to any other where these are excepted."""
    ask = Missing("destination", None, "the country in which the goods end up")
    return _country("destination", crossing.destination, countries, excepted, ask)


def origin(crossing: Crossing, countries: tuple[str, ...], excepted: bool = False) -> Reason:
    """The goods were made in one of the countries named, or in any other where these are excepted."""
    ask = Missing("origin", None, "the country in which the goods were made")
    return _country("origin", crossing.origin, countries, excepted, ask)


def _country(test: str, found: str | None, countries: tuple[str, ...], excepted: bool, ask: Missing) -> Reason:
    words = " or ".join(countries)
    return Reason(
        test,
        Truth.of(None if found is None else (found in countries) is not excepted),
        found or "not given",
        f"any but {words}" if excepted else words,
        missing=() if found else (ask,),
    )


def military(crossing: Crossing) -> Reason:
    """The end user is military, or the use is. A fact of its own, never read out of a free text."""
    fact = crossing.military_end_user
    return Reason(
        "military end user or use",
        Truth.of(None if fact is Fact.UNKNOWN else fact is Fact.YES),
        fact.value,
        "yes",
        missing=(Missing("military_end_user", None, "the end-user and end-use certificate"),),
    )


def material(crossing: Crossing, natures: tuple[Material, ...], vocabulary: Vocabulary) -> Reason:
    """The goods are of the nature that the entry names."""
    outcomes = [is_material(crossing, wanted) for wanted in natures]
    truth = Truth.of(True if True in outcomes else (None if None in outcomes else False))
    note = _why_nature_is_open(crossing) if truth is Truth.UNKNOWN else ""
    return Reason(
        "nature of the goods",
        truth,
        crossing.form.value if crossing.form else "form not given",
        " or ".join(natures),
        missing=(_what_tells_nature(crossing, vocabulary),),
        note=note,
    )


def _why_nature_is_open(crossing: Crossing) -> str:
    magnet_alloy = "whether an alloy for magnets (strip cast, ingot) is magnet material has not been said"
    return why_belied(crossing) or (magnet_alloy if crossing.form is Form.ALLOY else "")


def _what_tells_nature(crossing: Crossing, vocabulary: Vocabulary) -> Missing:
    """The fact that would tell the nature of the goods: the form again only where the composition belies it."""
    if crossing.form is None:
        return NO_FORM
    if why_belied(crossing):
        return ask_form(why_belied(crossing))
    if crossing.form is Form.ALLOY:
        return Missing("ruling", None, "an answer of the authority on alloys for magnets, such as strip cast and ingot")
    if crossing.form in MAY_BE_PRODUCT and stated_product(crossing, vocabulary) is None:
        return Missing("properties.product", None, "what kind of product it is, or other")
    if crossing.composition is None and crossing.form not in MAY_BE_PRODUCT:
        return ask_composition(crossing)
    asks = "whether it is still material or a finished product, and which"
    if crossing.form not in MAY_BE_PRODUCT:
        asks = f"which material the {crossing.form} is: metal, alloy, magnet, target, oxide, compound or none of these"
    return Missing("nature", None, asks)


def form(crossing: Crossing, forms: tuple[Form, ...], measured: frozenset[str], takes_out: bool) -> Reason:
    """The goods cross in one of the forms named; a form in doubt neither clears nor takes out.

    `measured` are the properties by which the provision limits goods: one that is stated tells of the form.
    """
    found = crossing.form
    truth = Truth.of(None if found is None else found in forms)
    doubt = _doubt_of_form(crossing, forms, measured) if truth is Truth.of(takes_out) else ""
    return Reason(
        "form",
        Truth.UNKNOWN if doubt else truth,
        found.value if found else "not given",
        " or ".join(forms),
        missing=(ask_form(doubt) if doubt else NO_FORM,),
        note=doubt,
    )


def _doubt_of_form(crossing: Crossing, forms: tuple[Form, ...], measured: frozenset[str]) -> str:
    """Why the form may be another: by the composition, or as one of those named, by the words or figures given."""
    belied = why_belied(crossing)
    if belied and (crossing.form in forms or _OF_MATERIAL & set(forms)):
        return belied
    if crossing.form not in _OF_MATERIAL or Form.POWDER not in forms or crossing.form in forms:
        return ""
    if names_powder(crossing.description):  # metal and oxide say what the goods are made of, and no shape
        return "the description says powder"
    told = sorted(measured & crossing.properties.keys())
    return f"{', '.join(told)} is told of powder" if told else ""


def party(crossing: Crossing, listed: Parties) -> Reason:
    """The end user or the consignee is on the list. A party that nobody named is not screened, which is said apart."""
    given = crossing.parties
    hits = [(own, listed_name, likeness(own, listed_name)) for own in given for listed_name in listed.names]
    test, wanted = PARTY, f"{len(listed.names)} of {listed.count} names read"
    for wanted_likeness, truth in (
        (Likeness.EXACT, Truth.TRUE),
        (Likeness.NORMALISED, Truth.TRUE),
        (Likeness.PART, Truth.UNKNOWN),
    ):
        for given_name, on_list, found in hits:
            if found is wanted_likeness:
                ask = (Missing("end_user", None, f"whether {given_name} is {on_list}, which is listed"),)
                missing = ask if truth is Truth.UNKNOWN else ()
                return Reason(test, truth, f"{given_name}: {on_list} is listed", wanted, missing=missing, note=found)
    return Reason(test, Truth.FALSE, ", ".join(given) or "no party named", wanted)


_TOPICS: dict[Callable[..., Reason], Topic] = {
    origin: Topic.PLACE,
    destination: Topic.PLACE,
    military: Topic.PLACE,
    party: Topic.PARTY,
}
