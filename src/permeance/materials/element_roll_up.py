"""The masses and shares of elements in an assembly, from what its parts hold: bounds in, bounds out, part by part."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from permeance.materials.bill_of_materials import BillOfMaterials
from permeance.terms.composition import PPB, Composition, Share

NOTHING = Fraction(0)
ANY = Share(0, PPB)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A mass in grams between two bounds, both included and exact; `high` is None where nothing bounds it."""

    low: Fraction
    high: Fraction | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"a mass needs 0 <= low <= high, found {self.low} and {self.high}")

    def __add__(self, other: Bounds) -> Bounds:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Bounds(self.low + other.low, high)

    def times(self, low: Fraction, high: Fraction) -> Bounds:
        """The mass so many times, or that of a share of it; none of an open mass is none."""
        if high == 0:
            return NO_MASS
        return Bounds(self.low * low, None if self.high is None else self.high * high)

    def __str__(self) -> str:
        """In grams to six digits, for people; reckon with the bounds."""
        if self.high is None:
            return f"{_six_digits(self.low)} g or more"
        to = "" if self.low == self.high else f" to {_six_digits(self.high)}"
        return f"{_six_digits(self.low)}{to} g"


def _six_digits(grams: Fraction) -> str:
    text = f"{Decimal(grams.numerator) / Decimal(grams.denominator):.6g}"  # of any size, which a float is not
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


NO_MASS, OPEN_MASS = Bounds(NOTHING, NOTHING), Bounds(NOTHING, None)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of one unit of an item: its mass in grams, and what it consists of; None for what is not."""

    mass_g: Bounds | None = None
    composition: Composition | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing below it need be looked at."""
        return self.mass_g is not None and self.composition is not None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one item brings into a unit of the product, over all the ways down to it.

    `qty` units of it go in, directly into `parents`, at levels from `depth[0]` to `depth[1]` below the product, which
    is level 0. `mass_g` is that of all of them. `lacks` names what is not known of it.
    """

    item: str
    qty: Fraction
    depth: tuple[int, int]
    parents: tuple[str, ...]
    mass_g: Bounds
    composition: Composition | None
    lacks: tuple[str, ...]

    def share(self, element: str) -> Share:
        return ANY if self.composition is None else self.composition.share(element)

    def element_g(self, element: str) -> Bounds:
        """Grams of an element that it brings in."""
        share = self.share(element)
        return self.mass_g.times(Fraction(share.low, PPB), Fraction(share.high, PPB))

    def others_g(self, element: str) -> Bounds:
        """Grams of everything but an element that it brings in."""
        share = self.share(element)
        return self.mass_g.times(1 - Fraction(share.high, PPB), 1 - Fraction(share.low, PPB))


@dataclass(frozen=True, slots=True)
class RollUp:
    """What one unit of a product consists of, and the parts that it comes from, by name."""

    product: str
    parts: tuple[Contribution, ...]

    @property
    def mass_g(self) -> Bounds:
        return sum((part.mass_g for part in self.parts), NO_MASS)

    def element_g(self, element: str) -> Bounds:
        """Grams of an element in one unit of the product, exact; `high` is None where a part leaves it open."""
        return sum((part.element_g(element) for part in self.parts), NO_MASS)

    def share(self, element: str) -> Share:
        """The share by weight in parts per billion, rounded outward; anything where nothing has a mass.

        The least of the element is held against the most of everything else, and the other way round.
        """
        own = self.element_g(element)
        others = sum((part.others_g(element) for part in self.parts), NO_MASS)
        low = math.floor(PPB * own.low / (own.low + others.high)) if own.low and others.high is not None else 0
        if own.high is None or own.high + others.low == 0:
            return Share(low, PPB)
        return Share(low, math.ceil(PPB * own.high / (own.high + others.low)))

    def open_on(self, element: str) -> tuple[Contribution, ...]:
        """The parts of which too little is known to say how much of the element they hold."""
        return tuple(part for part in self.parts if part.lacks and part.element_g(element) != NO_MASS)

    def explained(self, element: str) -> list[str]:
        """A line for each part that holds the element or may, the largest first: how many, where, how much, what lacks.

        `magnet: 16 in rotor, level 2, 0.48 g`.
        """
        telling = [(part.element_g(element), part) for part in self.parts]
        held = [(mass, part) for mass, part in telling if mass != NO_MASS]
        held.sort(key=lambda pair: (pair[0].high is not None, -(pair[0].high or NOTHING), pair[1].item))
        return [_line(part, mass) for mass, part in held]


def roll_up_elements(bill: BillOfMaterials, product: str, stated: Mapping[str, Stated]) -> RollUp:
    """What one unit of a product consists of by its parts, in time linear in the edges of the bill.

    An item with a stated composition stands for all that is in it: its parts are not looked at, but for its mass where
    that is not stated. Any other item is the sum of its parts. One without parts, and without mass or composition,
    leaves the bounds open and is named. Quantities are those of the bill: with scrap in them they say what goes in, and
    more than what is held. `roll_up_elements(bill, "motor", stated).share("Dy")` is 0.02 to 0.04 %.
    """
    masses = _masses(bill, product, stated)
    qty, depth, parents = {product: Fraction(1)}, {product: (0, 0)}, dict[str, list[str]]()
    found = []
    for item in _order(bill, product):
        if item not in qty:
            continue
        known, usages = stated.get(item, Stated()), bill.children.get(item, ())
        if known.composition is None and usages:
            for usage in usages:
                qty[usage.item] = qty.get(usage.item, NOTHING) + qty[item] * usage.qty
                depth[usage.item] = _below(depth[item], depth.get(usage.item))
                parents.setdefault(usage.item, []).append(item)
            continue
        mass = masses[item]
        lacks = (("mass",) if mass.high is None else ()) + (("composition",) if known.composition is None else ())
        found.append(
            Contribution(
                item=item,
                qty=qty[item],
                depth=depth[item],
                parents=tuple(sorted(parents.get(item, ()))),
                mass_g=mass.times(qty[item], qty[item]),
                composition=known.composition,
                lacks=lacks,
            )
        )
    return RollUp(product, tuple(sorted(found, key=lambda part: part.item)))


def _order(bill: BillOfMaterials, product: str) -> tuple[str, ...]:
    """The items of the bill, parents first; a product that no usage names stands alone."""
    return bill.order if product in bill.order else (product,)


def _masses(bill: BillOfMaterials, product: str, stated: Mapping[str, Stated]) -> Mapping[str, Bounds]:
    """The mass of one unit of each item under the product: as stated, else the sum of its parts, else open."""
    under, order = {product}, _order(bill, product)
    for item in order:
        if item in under and not stated.get(item, Stated()).is_whole:
            under.update(usage.item for usage in bill.children.get(item, ()))
    masses: dict[str, Bounds] = {}
    for item in reversed(order):
        if item in under:
            known, usages = stated.get(item, Stated()), bill.children.get(item, ())
            if known.mass_g is not None or not usages:
                masses[item] = known.mass_g or OPEN_MASS
            else:
                masses[item] = sum((masses[u.item].times(u.qty, u.qty) for u in usages), NO_MASS)
    return masses


def _below(above: tuple[int, int], known: tuple[int, int] | None) -> tuple[int, int]:
    """The levels of a part of an item, joined with those at which it was met before."""
    least, most = above[0] + 1, above[1] + 1
    return (least, most) if known is None else (min(least, known[0]), max(most, known[1]))


def _line(part: Contribution, mass: Bounds) -> str:
    """One part in words: `magnet: 16 in rotor, level 2, 0.48 g`."""
    place = f"{part.qty} in {', '.join(part.parents)}, " if part.parents else ""
    levels = f"level {part.depth[0]}" + ("" if part.depth[0] == part.depth[1] else f" to {part.depth[1]}")
    lacks = f"; {' and '.join(part.lacks)} not known" if part.lacks else ""
    return f"{part.item}: {place}{levels}, {mass}{lacks}"
