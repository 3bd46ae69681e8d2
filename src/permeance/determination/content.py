"""What goods consist of: each condition on content as one test, three-valued."""

from __future__ import annotations

from dataclasses import replace

from permeance.determination.asks import ask_composition, ask_content
from permeance.determination.constituents import MUCH
from permeance.determination.crossing import Crossing
from permeance.determination.described import is_silent_on
from permeance.determination.reasons import Missing, Reason, Truth, conjunction
from permeance.law.snapshot import Reading
from permeance.terms.composition import Composition, Share
from permeance.terms.element import RARE_EARTHS, name
from permeance.terms.fact import Fact
from permeance.terms.form import Form

MAY_BE_MAGNET = frozenset({Form.MAGNET, Form.POWDER, Form.BLOCK, Form.PART})
TRACE_BESIDE = 10  # a rare earth that another outweighs ten times is a trace beside it, and names no magnet
HEAVY = ("Dy", "Tb")  # what an NdFeB magnet is controlled for
HOSTS = frozenset({"Nd", "Fe", "B", "Co"})  # what magnets are made of, beside the rare earth that an entry is about


def contains(crossing: Crossing, element: str, reading: Reading) -> Reason:
    """The element is in the goods on purpose. No floor is printed, so any intended content counts.

    A declared content counts as intended unless the declaration says that it is not. An element that a
    closed composition does not list is taken as not added, on the evidence of that declaration; in an open
    composition it may be there.
    """
    key = (element, reading.impurity_ppb, reading.named_alone)
    if key not in crossing.memory:  # many provisions and names of printed lists ask for the same
        crossing.memory[key] = _contains(crossing, element, reading)
    found: Reason = crossing.memory[key]
    return found


def _contains(crossing: Crossing, element: str, reading: Reading) -> Reason:
    composition = crossing.composition
    if composition is None:
        return Reason(
            f"contains {element}",
            Truth.UNKNOWN,
            "composition not given",
            name(element),
            missing=(ask_composition(crossing),),
        )
    if not composition.lists(element):
        return _unlisted(crossing, composition, element, reading)
    share, intended = composition.share(element), crossing.intentionally_added
    if element in HOSTS:  # the statement is about the listed rare earth, never about what carries it
        intended = Fact.UNKNOWN
    return _content(crossing, element, _listed(share, intended, reading), f"{share}{_stated(intended)}")


def _unlisted(crossing: Crossing, composition: Composition, element: str, reading: Reading) -> Reason:
    """What it says that a composition does not list an element: not there, or cannot tell."""
    if is_silent_on(composition, crossing.description, element):
        return _content(crossing, element, None, "not listed, though the description names it or another rare earth")
    if _is_left_out(crossing, composition, element):
        return _content(crossing, element, None, _LEFT_OUT.get(element, _LEFT_OUT["B"]))
    left_over = composition.share(element).high
    if crossing.intentionally_added is Fact.NO and element not in HOSTS and left_over <= MUCH:
        return _content(crossing, element, False, "not listed, declared as not added on purpose")
    if crossing.intentionally_added is Fact.YES and not _names_what_was_added(composition, reading):
        return _content(crossing, element, None, "something was added on purpose, but it is not named")
    if composition.closed:
        return _content(crossing, element, False, "not listed in a closed composition")
    return _content(crossing, element, None, f"not listed, and the composition is open ({composition.share(element)})")


_LEFT_OUT = {
    "Nd": "not listed, and whether a magnet without it may be of the NdFeB kind has not been said",
    "B": "not listed, though such a magnet is not made without it",
}


def _is_left_out(crossing: Crossing, composition: Composition, element: str) -> bool:
    """Whether goods that may be a magnet name its rare earth and not what goes with it.

    Many declarations state the rare earths alone, or the heavy one alone, and X-ray fluorescence does not see boron:
    such a declaration would otherwise clear a magnet that holds dysprosium. Samarium with iron is another magnet,
    without cobalt.
    """
    if crossing.form not in MAY_BE_MAGNET:
        return False
    heavy = crossing.form is Form.MAGNET and any(composition.lists(heavy) for heavy in HEAVY)
    if element == "Nd":
        return heavy
    if element in ("Fe", "B"):
        return heavy or composition.lists("Nd")
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
    fact = "intentionally_added" if found.endswith("on purpose") and truth is None else "composition"
    return Reason(
        f"contains {element}",
        Truth.of(truth),
        found,
        f"{name(element)}, any intended content",
        missing=(replace(ask_content(crossing, element), fact=fact),),
    )


def contains_any(crossing: Crossing, elements: tuple[str, ...], reading: Reading) -> Reason:
    """At least one of the elements is in the goods."""
    parts = [contains(crossing, element, reading) for element in elements]
    truths = {part.truth for part in parts}
    truth = Truth.TRUE if Truth.TRUE in truths else Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.FALSE
    found = ", ".join(e for e, part in zip(elements, parts, strict=True) if part.truth is Truth.TRUE)
    missing = tuple(fact for part in parts if part.truth is Truth.UNKNOWN for fact in part.missing)
    return Reason("contains one of a group", truth, found or "none listed", " ".join(elements), missing=missing)


def compound(crossing: Crossing, elements: tuple[str, ...], reading: Reading) -> Reason:
    """The goods are the compound of just these elements; one with further elements in it is another, or may be.

    Of one element it is that element itself, as a target of tellurium and none of cadmium telluride.
    """
    parts = [contains(crossing, element, reading) for element in elements]
    whole = conjunction(f"a compound of {' and '.join(elements)}", parts)
    composition = crossing.composition
    if whole.truth is not Truth.TRUE or composition is None:
        return whole
    present = [c.elements for c in composition.constituents if c.share.high > 0]
    if "C" not in elements:  # an organic compound of antimony is no hydride of it
        present = [c for c in present if not {"C", "H"} <= c]
        if not present:
            return replace(whole, truth=Truth.FALSE, note="an organic compound")
    if len(elements) == 1 and not any(c == set(elements) for c in present):  # the element itself, not what holds it
        return replace(whole, truth=Truth.FALSE, note="it is there in compounds only")
    plain = frozenset().union(*(c for c in present if len(c) == 1))
    if any(frozenset(elements) == c for c in present) or plain == set(elements):
        return whole
    ask = (Missing("nature", None, f"whether a compound of {', '.join(elements)} alone is part of the goods"),)
    return replace(whole, truth=Truth.UNKNOWN, missing=ask, note="other elements may make it another compound")


def principal(crossing: Crossing, element: str) -> Reason:
    """The element is the main one by weight: what `samarium metal` or `samarium-cobalt magnet` says by nature."""
    composition = crossing.composition
    test, wanted = f"{element} is the main element", "the largest share by weight"
    if composition is None:
        return Reason(test, Truth.UNKNOWN, "composition not given", wanted, missing=(ask_composition(crossing),))
    ask = (Missing("composition", element, f"a test report that states the {name(element)} content"),)
    own = composition.share(element)
    others = [share for other, share in composition.shares.items() if other != element]
    if is_silent_on(composition, crossing.description, element):
        return Reason(test, Truth.UNKNOWN, "not listed, though the description names it", wanted, missing=ask)
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
    test, wanted = (
        f"{element} is the main rare earth",
        "no other declared rare earth outweighs it",
    )
    if composition is None:
        return Reason(test, Truth.UNKNOWN, "composition not given", wanted, missing=(ask_composition(crossing),))
    own = composition.share(element)
    others = [composition.shares[other] for other in RARE_EARTHS if other != element and composition.lists(other)]
    trace = TRACE_BESIDE if composition.lists(element) else 1
    if own.high == 0 or any(share.low > trace * own.high for share in others):
        truth = Truth.FALSE
    else:
        outweighs = composition.lists(element) and own.low >= max((share.high for share in others), default=0)
        truth = Truth.TRUE if outweighs else Truth.UNKNOWN
    ask = (Missing("composition", element, f"a test report that states the {name(element)} content"),)
    return Reason(test, truth, str(own), wanted, missing=ask)
