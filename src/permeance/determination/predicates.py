"""The closed list of conditions that a provision may set, each as one test of a crossing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from permeance.determination.crossing import PRODUCTS, Crossing
from permeance.determination.material import is_material
from permeance.determination.reasons import Missing, Reason, Truth, conjunction
from permeance.law.instrument import Conditions, Instrument, Named, NamedMaterial, Provision
from permeance.law.snapshot import Reading, Snapshot
from permeance.terms.citation import Confidence
from permeance.terms.composition import Composition, Share
from permeance.terms.element import RARE_EARTHS, name
from permeance.terms.fact import Fact
from permeance.terms.form import Form

MAY_BE_MAGNET = frozenset({Form.MAGNET, Form.POWDER, Form.BLOCK, Form.PART})
HOSTS = frozenset({"Nd", "Fe", "B", "Co"})  # what magnets are made of, beside the rare earth that an entry is about
MAY_BE_PRODUCT = frozenset({Form.PART, Form.ASSEMBLY, Form.EQUIPMENT})
NO_FORM = Missing("form", None, "the form in which the goods cross")
NO_PRODUCT = Missing("properties.product", None, "what kind of product it is: " + ", ".join(PRODUCTS))
NO_RULING = Missing(
    "ruling", None,
    "an answer of the authority on materials that no name of the printed list fits; a trace needs none if it is "
    "declared as not added on purpose",
)  # fmt: skip
NO_SHIP_FROM = Missing("ship_from", None, "the country that the goods leave")
NO_COMPOSITION = Missing("composition", None, "a material declaration or test report")


def tests(provision: Provision, crossing: Crossing, snapshot: Snapshot) -> Iterator[Reason]:
    """One reason per condition that is set, in the order in which a reader would check them."""
    wanted, reading = provision.conditions, snapshot.reading_of(provision)
    checks: list[tuple[object, Callable[[], Reason]]] = [
        (wanted.destination, lambda: destination(crossing, wanted.destination)),
        (wanted.military, lambda: military(crossing)),
        (wanted.material, lambda: material(crossing, wanted)),
        (wanted.form, lambda: form(crossing, wanted)),
        (wanted.product, lambda: product(crossing, wanted.product)),
    ]
    yield from (check() for is_set, check in checks if is_set)
    yield from (contains(crossing, element, reading) for element in wanted.contains)
    if wanted.contains_any:
        yield contains_any(crossing, wanted.contains_any, reading)
    if wanted.principal:
        yield principal(crossing, wanted.principal)
    if wanted.main_rare_earth:
        yield main_rare_earth(crossing, wanted.main_rare_earth)
    if wanted.named:
        yield named(crossing, wanted.named, reading, snapshot)


def leaves(instrument: Instrument) -> Reason:
    """Whether the goods leave a country that the instrument reaches; asked only where nobody said which they leave."""
    wanted = f"any but {instrument.jurisdiction}" if instrument.extraterritorial else instrument.jurisdiction
    return Reason("leaves a country that this law reaches", Truth.UNKNOWN, "not given", wanted, missing=(NO_SHIP_FROM,))


def destination(crossing: Crossing, countries: tuple[str, ...]) -> Reason:
    """The goods go to one of the countries named."""
    found = crossing.destination
    return Reason(
        "destination",
        Truth.of(None if found is None else found in countries),
        found or "not given",
        " or ".join(countries),
        missing=() if found else (Missing("destination", None, "the country in which the goods end up"),),
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


def material(crossing: Crossing, conditions: Conditions) -> Reason:
    """The goods are of the nature that the entry names."""
    outcomes = [is_material(crossing, wanted) for wanted in conditions.material]
    truth = Truth.of(True if True in outcomes else (None if None in outcomes else False))
    magnet_alloy = truth is Truth.UNKNOWN and crossing.form is Form.ALLOY
    return Reason(
        "nature of the goods",
        truth,
        crossing.form.value if crossing.form else "form not given",
        " or ".join(conditions.material),
        missing=(_what_tells_nature(crossing),),
        note="whether an alloy for magnets (strip cast, ingot) is magnet material has not been said"
        if magnet_alloy
        else "",
    )


def _what_tells_nature(crossing: Crossing) -> Missing:
    """The fact that would tell the nature of the goods: never the form again where a form was given."""
    if crossing.form is None:
        return NO_FORM
    if crossing.form is Form.ALLOY:
        return Missing("ruling", None, "an answer of the authority on alloys for magnets, such as strip cast and ingot")
    if crossing.form in MAY_BE_PRODUCT and crossing.product is None:
        return NO_PRODUCT
    if crossing.composition is None and crossing.form not in MAY_BE_PRODUCT:
        return NO_COMPOSITION
    asks = "whether it is still material or a finished product, and which"
    if crossing.form not in MAY_BE_PRODUCT:
        asks = f"which material the {crossing.form} is: metal, alloy, magnet, target, oxide, compound or none of these"
    return Missing("nature", None, asks)


def form(crossing: Crossing, conditions: Conditions) -> Reason:
    """The goods cross in one of the forms named."""
    found = crossing.form
    return Reason(
        "form",
        Truth.of(None if found is None else found in conditions.form),
        found.value if found else "not given",
        " or ".join(conditions.form),
        missing=(NO_FORM,),
    )


def product(crossing: Crossing, products: tuple[str, ...]) -> Reason:
    """The goods are one of the products that a ruling names.

    Goods of which it is not said that they are a product are the material that their form says: a magnet is no rotor,
    and a powder no catalyst. A form that leaves open whether it is a product leaves this open too.
    """
    found, crosses_as = crossing.product, crossing.form
    may_be = crosses_as is None or (crosses_as in MAY_BE_PRODUCT and any(crosses_as in PRODUCTS[p] for p in products))
    is_one = found in products if found is not None else (None if may_be else False)
    return Reason(
        "kind of product",
        Truth.of(is_one),
        found or ("not given" if is_one is None else f"not given, so it is {crosses_as}"),
        " or ".join(products),
        missing=(NO_FORM if crosses_as is None else NO_PRODUCT,),
    )


def contains(crossing: Crossing, element: str, reading: Reading) -> Reason:
    """The element is in the goods on purpose. No floor is printed, so any intended content counts.

    A declared content counts as intended unless the declaration says that it is not. An element that a
    closed composition does not list is taken as not added, on the evidence of that declaration; in an open
    composition it may be there.
    """
    composition = crossing.composition
    if composition is None:
        return Reason(
            f"contains {element}",
            Truth.UNKNOWN,
            "composition not given",
            name(element),
            missing=(NO_COMPOSITION,),
        )
    if not composition.lists(element):
        return _unlisted(crossing, composition, element, reading)
    share, intended = composition.share(element), crossing.intentionally_added
    if element in HOSTS:  # the statement is about the listed rare earth, never about what carries it
        intended = Fact.UNKNOWN
    return _content(crossing, element, _listed(share, intended, reading), f"{share}{_stated(intended)}")


def _unlisted(crossing: Crossing, composition: Composition, element: str, reading: Reading) -> Reason:
    """What it says that a composition does not list an element: not there, or cannot tell."""
    if _is_left_out(crossing, composition, element):
        return _content(crossing, element, None, "not listed, though such a magnet is not made without it")
    if crossing.intentionally_added is Fact.NO and element not in HOSTS:
        return _content(crossing, element, False, "not listed, declared as not added on purpose")
    if crossing.intentionally_added is Fact.YES and not _names_what_was_added(composition, reading):
        return _content(crossing, element, None, "something was added on purpose, but it is not named")
    if composition.closed:
        return _content(crossing, element, False, "not listed in a closed composition")
    share = composition.share(element)
    return _content(crossing, element, None, f"not listed, and the composition is open ({share})")


def _is_left_out(crossing: Crossing, composition: Composition, element: str) -> bool:
    """Whether goods that may be a magnet name its rare earth and not the iron, boron or cobalt that go with it.

    Many declarations state the rare earths alone, and X-ray fluorescence does not see boron: such a declaration would
    otherwise clear a magnet that holds dysprosium. Samarium with iron is another magnet, without cobalt.
    """
    if crossing.form not in MAY_BE_MAGNET:
        return False
    if element in ("Fe", "B"):
        return composition.lists("Nd")
    return element == "Co" and composition.lists("Sm") and not composition.lists("Fe")


def _listed(share: Share, intended: Fact, reading: Reading) -> bool | None:
    if share.high == 0:
        return False
    if intended is Fact.NO:
        return False if share.high <= reading.impurity_ppb else None
    return True if share.low > 0 or intended is Fact.YES else None


def _stated(intended: Fact) -> str:
    return {
        Fact.YES: ", added on purpose",
        Fact.NO: ", declared as not added on purpose",
        Fact.UNKNOWN: "",
    }[intended]


def _names_what_was_added(composition: Composition, reading: Reading) -> bool:
    """Whether a rare earth is listed that `added on purpose` can speak of: one that an entry asks for by itself."""
    return any(composition.lists(element) for element in RARE_EARTHS if element in reading.named_alone)


def _content(crossing: Crossing, element: str, truth: bool | None, found: str) -> Reason:
    grade = f" for grade {crossing.grade}" if crossing.grade else ""
    fact = "intentionally_added" if found.endswith("on purpose") and truth is None else "composition"
    return Reason(
        f"contains {element}",
        Truth.of(truth),
        found,
        f"{name(element)}, any intended content",
        missing=(Missing(fact, element, f"a test report{grade} that states the {name(element)} content"),),
    )


def contains_any(crossing: Crossing, elements: tuple[str, ...], reading: Reading) -> Reason:
    """At least one of the elements is in the goods."""
    parts = [contains(crossing, element, reading) for element in elements]
    truths = {part.truth for part in parts}
    truth = Truth.TRUE if Truth.TRUE in truths else Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.FALSE
    found = ", ".join(e for e, part in zip(elements, parts, strict=True) if part.truth is Truth.TRUE)
    missing = tuple(fact for part in parts if part.truth is Truth.UNKNOWN for fact in part.missing)
    return Reason("contains one of a group", truth, found or "none listed", " ".join(elements), missing=missing)


def principal(crossing: Crossing, element: str) -> Reason:
    """The element is the main one by weight: what `samarium metal` or `samarium-cobalt magnet` says by nature."""
    composition = crossing.composition
    test, wanted = f"{element} is the main element", "the largest share by weight"
    if composition is None:
        return Reason(test, Truth.UNKNOWN, "composition not given", wanted, missing=(NO_COMPOSITION,))
    ask = (Missing("composition", element, f"a test report that states the {name(element)} content"),)
    own = composition.share(element)
    others = [share for other, share in composition.shares.items() if other != element]
    if any(share.low > own.high for share in others) or own.high == 0:
        truth = Truth.FALSE
    elif own.low >= max([share.high for share in others] + [composition.unlisted_high]):
        truth = Truth.TRUE
    else:
        truth = Truth.UNKNOWN
    return Reason(test, truth, str(own), wanted, missing=ask)


def main_rare_earth(crossing: Crossing, element: str) -> Reason:
    """No declared rare earth outweighs this one: what the name of a magnet, such as samarium-cobalt, says by nature."""
    composition = crossing.composition
    test, wanted = f"{element} is the main rare earth", "no other declared rare earth outweighs it"
    if composition is None:
        return Reason(test, Truth.UNKNOWN, "composition not given", wanted, missing=(NO_COMPOSITION,))
    own = composition.share(element)
    others = [composition.shares[other] for other in RARE_EARTHS if other != element and composition.lists(other)]
    if own.high == 0 or any(share.low > own.high for share in others):
        truth = Truth.FALSE
    else:
        outweighs = composition.lists(element) and own.low >= max((share.high for share in others), default=0)
        truth = Truth.TRUE if outweighs else Truth.UNKNOWN
    ask = (Missing("composition", element, f"a test report that states the {name(element)} content"),)
    return Reason(test, truth, str(own), wanted, missing=ask)


def named(crossing: Crossing, names: Named, reading: Reading, snapshot: Snapshot) -> Reason:
    """The goods are one of the alloys or targets of a printed list, with or without further elements."""
    ruling = snapshot.provision(names.extra_elements) if names.extra_elements else None
    parts = tuple(_one_name(crossing, item, reading, ruling) for item in names.names)
    held = [part for part in parts if part.truth is Truth.TRUE]
    firm = [part for part in held if part.decides]
    test, wanted = "is on the printed list", ", ".join(item.name for item in names.names)
    if firm or held:
        best = next((part for part in firm if not part.provisional), (firm or held)[0])
        return Reason(
            test,
            Truth.TRUE,
            best.wanted,
            wanted,
            parts=parts,
            decides=best.decides,
            provisional=best.provisional,
        )
    open_parts = [part for part in parts if part.truth is Truth.UNKNOWN]
    if open_parts:
        missing = tuple(dict.fromkeys(fact for part in open_parts for fact in part.open_facts()))
        return Reason(test, Truth.UNKNOWN, "cannot tell", wanted, missing=missing, parts=parts)
    if not names.complete:
        return Reason(
            test, Truth.TRUE, "none of the names remembered", wanted, parts=parts, decides=False,
            note="the printed list was not read whole, so it cannot clear the goods",
        )  # fmt: skip
    if ruling is not None:
        note = f"it may be read wider than the names: {ruling.title} ({ruling.citation})"
        return Reason(test, Truth.UNKNOWN, "none of the names", wanted, missing=(NO_RULING,), parts=parts, note=note)
    return Reason(test, Truth.FALSE, "none of the names", wanted, parts=parts)


def _one_name(crossing: Crossing, item: NamedMaterial, reading: Reading, ruling: Provision | None) -> Reason:
    whole = conjunction(item.name, [contains(crossing, element, reading) for element in item.elements])
    composition = crossing.composition
    extra = [e for e, s in composition.shares.items() if s.low > 0 and e not in item.elements] if composition else []
    note, truth, provisional = item.note or "", whole.truth, item.confidence is Confidence.SECONDARY
    if truth is Truth.TRUE and extra:
        if ruling is None:
            truth, note = (
                Truth.UNKNOWN,
                f"whether further elements ({', '.join(extra)}) take it out was not settled yet",
            )
        else:
            provisional = provisional or ruling.confidence is Confidence.SECONDARY
            note = f"{', '.join(extra)} besides: {ruling.title} ({ruling.citation})"
    missing = (
        (Missing("ruling", None, "an answer of the authority on further elements"),) if truth != whole.truth else ()
    )
    return Reason(
        item.name, truth, ", ".join(part.found for part in whole.parts), item.name, missing=missing,
        parts=whole.parts, decides=item.confidence.decides, provisional=provisional, note=note,
    )  # fmt: skip
