"""Limits on properties and contents, tested exactly: what was not stated is unknown, never taken as met or missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from permeance.determination.crossing import Crossing
from permeance.determination.reasons import Missing, Reason, Truth, conjunction
from permeance.law.limits import AllOf, Cases, Comparison, Limit, Limits, leaves
from permeance.terms.citation import Confidence
from permeance.terms.composition import PPB_PER_PERCENT, Composition
from permeance.terms.element import name

PURITY = "purity_pct"
WHOLE = Fraction(100)
_PER_PERCENT = Fraction(PPB_PER_PERCENT)
Bounds = tuple[Fraction, Fraction]


def within(crossing: Crossing, limits: Limits, about: frozenset[str] = frozenset()) -> Reason:
    """Whether the goods lie within a tree of limits; `about` are the elements of the material that is limited."""
    if isinstance(limits, Limit):
        return _single(limits, crossing, about)
    if isinstance(limits, Cases):
        return _by_case(limits, crossing, about)
    parts = [within(crossing, part, about) for part in limits.parts]
    return conjunction("within every limit", parts) if isinstance(limits, AllOf) else _disjunction(parts)


def _disjunction(parts: Iterable[Reason]) -> Reason:
    """One part is enough; the firmest of those that hold speaks for the whole."""
    tests = tuple(parts)
    test = "within one of the limits"
    held = [part for part in tests if part.truth is Truth.TRUE]
    if held:
        best = min(held, key=lambda part: (not part.decides, part.provisional))
        return Reason(test, Truth.TRUE, best.found, parts=tests, decides=best.decides, provisional=best.provisional)
    unknown = any(part.truth is Truth.UNKNOWN for part in tests)
    return Reason(test, Truth.UNKNOWN if unknown else Truth.FALSE, parts=tests)


def _by_case(limits: Cases, crossing: Crossing, about: frozenset[str]) -> Reason:
    """The case that is stated; where none is, those for which every figure is stated, since only they can be meant."""
    key, stated = limits.property, crossing.properties.get(limits.property)
    words = " or ".join(word for word, _ in limits.cases)
    if stated is not None:
        own = [part for word, part in limits.cases if word == stated]
        if not own:
            return Reason(key, Truth.FALSE, stated, words)
        return replace(within(crossing, own[0], about), note=f"{key} {stated}, as stated")
    whole = [(word, part) for word, part in limits.cases if _is_stated(part, crossing)]
    if not whole:
        ask = (Missing(f"properties.{key}", None, f"{words}, and its figures"),)
        return Reason(key, Truth.UNKNOWN, "not given", words, missing=ask)
    used = {leaf.property for _, part in whole for leaf in leaves(part)}
    begun = [
        (word, part) for word, part in limits.cases if (word, part) not in whole and _has_more(part, used, crossing)
    ]
    taken = " or ".join(word for word, _ in (*whole, *begun))
    tested = _disjunction(within(crossing, part, about) for _, part in (*whole, *begun))
    return replace(tested, test=key, wanted=words, note=f"taken as {taken}, whose figures are stated")


def _has_more(limits: Limits, used: set[str | None], crossing: Crossing) -> bool:
    """Whether a figure is stated that only this case asks for: an inner diameter tells of a tube."""
    return any(leaf.property in crossing.properties and leaf.property not in used for leaf in leaves(limits))


def _is_stated(limits: Limits, crossing: Crossing) -> bool:
    return all(leaf.property is None or leaf.property in crossing.properties for leaf in leaves(limits))


def _single(limit: Limit, crossing: Crossing, about: frozenset[str]) -> Reason:
    test, wanted = limit.property or f"{limit.element} in weight %", str(limit)
    if limit.confidence is not None and not limit.confidence.decides:
        return Reason(
            test, Truth.TRUE, "not tested", wanted, decides=False,
            note="the figure was not read, so it cannot clear the goods",
        )  # fmt: skip
    if limit.words:
        truth, found, missing = _word(limit, crossing)
    else:
        truth, found, missing = _figure(limit, crossing, about)
    secondary = limit.confidence is Confidence.SECONDARY
    return Reason(test, truth, found, wanted, missing=missing, provisional=secondary)


def _word(limit: Limit, crossing: Crossing) -> tuple[Truth, str, tuple[Missing, ...]]:
    stated = crossing.properties.get(limit.property or "")
    if stated is None:
        ask = Missing(f"properties.{limit.property}", None, " or ".join(limit.words))
        return Truth.UNKNOWN, "not given", (ask,)
    return Truth.of(stated in limit.words), stated, ()


def _figure(limit: Limit, crossing: Crossing, about: frozenset[str]) -> tuple[Truth, str, tuple[Missing, ...]]:
    bounds = _bounds(limit, crossing, about)
    if bounds is None:
        return Truth.UNKNOWN, "not given", (_ask(limit),)
    low, high = bounds
    outcomes = {_holds(value, limit) for value in (low, high)}
    found = _text(low) if low == high else f"{_text(low)} to {_text(high)}"
    between = limit.comparison is Comparison.EQUAL and low < Fraction(limit.bound or 0) < high
    if len(outcomes) > 1 or between:
        return Truth.UNKNOWN, found, (_ask(limit),)
    return Truth.of(outcomes.pop()), found, ()


def _ask(limit: Limit) -> Missing:
    if limit.element is not None:
        return Missing("composition", limit.element, f"a test report that states the {name(limit.element)} content")
    return Missing(f"properties.{limit.property}", None, "a data sheet or test report")


def _bounds(limit: Limit, crossing: Crossing, about: frozenset[str]) -> Bounds | None:
    """The stated value as bounds. The purity of goods is, unless stated, the share of their main constituent.

    Only where that is what the limit is about: what a gas is diluted with says nothing of its purity. A purity below
    the share that the composition gives is in doubt up to that share; one above it may be reckoned without moisture or
    on the basis of metals. A name alone, which stands for all of it, states no share.
    """
    composition = crossing.composition
    if limit.element is not None:
        if composition is None:
            return None
        share = composition.share(limit.element)
        return share.low / _PER_PERCENT, share.high / _PER_PERCENT
    stated = crossing.properties.get(limit.property or "")
    own = _purity(composition, about) if limit.property == PURITY and composition is not None else None
    if stated is None:
        return own
    value = Fraction(stated) if isinstance(stated, str) else stated
    if own is None or own[0] <= value or own == (WHOLE, WHOLE):
        return value, value
    return value, own[1]


def _purity(composition: Composition, about: frozenset[str]) -> Bounds | None:
    """The share of the main constituent, where that is what is limited."""
    main = max(composition.constituents, key=lambda constituent: constituent.share.low, default=None)
    if main is None or not about <= main.elements:
        return None
    return main.share.low / _PER_PERCENT, main.share.high / _PER_PERCENT


def _holds(value: Fraction, limit: Limit) -> bool:
    if limit.bound is None:
        raise ValueError(f"{limit.property} has neither a bound nor words")
    bound = Fraction(limit.bound)
    return {
        Comparison.AT_LEAST: value >= bound,
        Comparison.ABOVE: value > bound,
        Comparison.AT_MOST: value <= bound,
        Comparison.BELOW: value < bound,
        Comparison.EQUAL: value == bound,
    }[limit.comparison]


def _text(value: Fraction) -> str:
    """An exact decimal where there is one: shares and stated figures are all decimal."""
    return f"{float(value):.10g}"
