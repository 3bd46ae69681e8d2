"""The closed list of conditions that a provision may set, each as one test of a crossing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from permeance.determination.asks import NO_COMPOSITION, NO_FORM, NO_SHIP_FROM
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
from permeance.law.conditions import Conditions, Parties
from permeance.law.instrument import Provision, Role
from permeance.law.limits import leaves as leaves_of
from permeance.law.snapshot import Snapshot
from permeance.law.vocabulary import Vocabulary
from permeance.terms.fact import Fact
from permeance.terms.form import Form

PARTY = "party on the list"
# Forms of which a material is spoken of in one as well as in another.
_OF_MATERIAL = frozenset(Form) - {Form.ORE, Form.PART, Form.ASSEMBLY, Form.EQUIPMENT, Form.TECHNOLOGY}


def tests(provision: Provision, crossing: Crossing, snapshot: Snapshot) -> Iterator[Reason]:
    """One reason per condition that is set, in the order in which a reader would check them.

    An exclusion asks for more than an entry: a description in words may catch goods, and never takes them out.
    """
    wanted, reading, words = provision.conditions, snapshot.reading_of(provision), snapshot.vocabulary
    takes_out = provision.role is Role.EXCLUSION
    checks: list[tuple[object, Callable[[], Reason]]] = [
        (wanted.origin, lambda: origin(crossing, wanted.origin)),
        (wanted.origin_except, lambda: origin(crossing, wanted.origin_except, excepted=True)),
        (wanted.destination, lambda: destination(crossing, wanted.destination)),
        (wanted.destination_except, lambda: destination(crossing, wanted.destination_except, excepted=True)),
        (wanted.military, lambda: military(crossing)),
        (wanted.material, lambda: material(crossing, wanted, words)),
        (wanted.form, lambda: form(crossing, wanted, takes_out=takes_out)),
        (wanted.product, lambda: product(crossing, wanted.product, words, takes_out=takes_out)),
    ]
    yield from (check() for is_set, check in checks if is_set)
    yield from (contains(crossing, element, reading) for element in wanted.contains)
    if wanted.contains_any:
        yield contains_any(crossing, wanted.contains_any, reading)
    if wanted.compound:
        yield compound(crossing, wanted.compound, reading)
    if wanted.principal:
        yield principal(crossing, wanted.principal)
    if wanted.main_rare_earth:
        yield main_rare_earth(crossing, wanted.main_rare_earth)
    if wanted.named:
        yield named(crossing, wanted.named, reading, snapshot)
    if wanted.limits:
        yield within(wanted.limits, crossing, wanted.material_elements)
    if wanted.parties:
        yield party(crossing, wanted.parties)


def leaves(jurisdiction: str, *, abroad: bool) -> Reason:
    """Where the country that the goods leave is not given: whether it is the one whose law this is, or another."""
    wanted = f"any but {jurisdiction}" if abroad else jurisdiction
    return Reason("leaves the country", Truth.UNKNOWN, "not given", wanted, missing=(NO_SHIP_FROM,))


def destination(crossing: Crossing, countries: tuple[str, ...], *, excepted: bool = False) -> Reason:
    """The goods go to one of the countries named, or to any other where these are excepted."""
    ask = Missing("destination", None, "the country in which the goods end up")
    return _country("destination", crossing.destination, countries, excepted, ask)


def origin(crossing: Crossing, countries: tuple[str, ...], *, excepted: bool = False) -> Reason:
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


def material(crossing: Crossing, conditions: Conditions, vocabulary: Vocabulary) -> Reason:
    """The goods are of the nature that the entry names."""
    outcomes = [is_material(crossing, wanted) for wanted in conditions.material]
    truth = Truth.of(True if True in outcomes else (None if None in outcomes else False))
    note = _why_nature_is_open(crossing) if truth is Truth.UNKNOWN else ""
    return Reason(
        "nature of the goods",
        truth,
        crossing.form.value if crossing.form else "form not given",
        " or ".join(conditions.material),
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
        return NO_COMPOSITION
    asks = "whether it is still material or a finished product, and which"
    if crossing.form not in MAY_BE_PRODUCT:
        asks = f"which material the {crossing.form} is: metal, alloy, magnet, target, oxide, compound or none of these"
    return Missing("nature", None, asks)


def form(crossing: Crossing, conditions: Conditions, *, takes_out: bool = False) -> Reason:
    """The goods cross in one of the forms named; a form in doubt neither clears nor takes out."""
    found = crossing.form
    truth = Truth.of(None if found is None else found in conditions.form)
    doubt = _doubt_of_form(crossing, conditions) if truth is Truth.of(takes_out) else ""
    return Reason(
        "form",
        Truth.UNKNOWN if doubt else truth,
        found.value if found else "not given",
        " or ".join(conditions.form),
        missing=(ask_form(doubt) if doubt else NO_FORM,),
        note=doubt,
    )


def _doubt_of_form(crossing: Crossing, conditions: Conditions) -> str:
    """Why the form may be another: by the composition, or as one of those named, by the words or figures given."""
    belied = why_belied(crossing)
    if belied and (crossing.form in conditions.form or _OF_MATERIAL & set(conditions.form)):
        return belied
    if crossing.form not in _OF_MATERIAL or Form.POWDER not in conditions.form or crossing.form in conditions.form:
        return ""
    if names_powder(crossing.description):  # metal and oxide say what the goods are made of, and no shape
        return "the description says powder"
    asked = {leaf.property or "" for leaf in leaves_of(conditions.limits)} if conditions.limits else set()
    told = sorted(asked & crossing.properties.keys())
    return f"{', '.join(told)} is told of powder" if told else ""


def party(crossing: Crossing, listed: Parties) -> Reason:
    """The end user or the consignee is on the list. A party that nobody named is not screened, which is said apart."""
    given = dict.fromkeys(name for name in (crossing.end_user, crossing.consignee) if name)
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
