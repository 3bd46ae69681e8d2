"""Figures that note what they are compared with, so that one determination tells for which others it holds too.

A determination is run on figures of this kind, each of which stands for a linear form of the figures of a row. Every
comparison is noted as a linear inequality with its outcome. Any row whose figures give the same outcomes takes the same
path through the same code, so it gets the same answer: the law is not written a second time for arrays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Number = int | Fraction
Terms = tuple[tuple[int, int], ...]  # (place of a figure, coefficient), in the order of the places


@dataclass(frozen=True, slots=True)
class Inequality:
    """Whether the sum of coefficient x figure is at most `bound`: integers all, the first coefficient above zero."""

    terms: Terms
    bound: int


@dataclass(frozen=True, slots=True)
class Floor:
    """A figure that follows from others: the whole part of the sum of coefficient x figure, and a constant."""

    terms: tuple[tuple[int, Fraction], ...]
    constant: Fraction


class UntraceableError(Exception):
    """Something was done with a traced figure whose outcome cannot be noted."""


class Trace:
    """What is known of the figures of one row: their values, and every comparison that was made, in its order.

    `floors` is shared by all traces of rows of one kind, so that a figure that follows has the same place in each.
    """

    def __init__(self, figures: Iterable[int], floors: dict[Floor, int]) -> None:
        self.values = dict(enumerate(figures))
        self.floors = floors
        self.path: list[tuple[Inequality, bool]] = []
        self._known: dict[
            Terms, tuple[float, float]
        ] = {}  # by terms: the sum is above the first and at most the second

    def figure(self, place: int, scale: int = 1) -> Traced:
        """The figure at a place, a `scale`-th of what stands there."""
        value = self.values[place]
        if scale == 1:
            return Traced(self, value, {place: 1}, 0)
        return Traced(self, Fraction(value, scale), {place: Fraction(1, scale)}, 0)

    def at_most_zero(self, terms: Mapping[int, Number], constant: Number) -> bool:
        """Note whether the sum of terms and constant is at most zero, unless what was noted before tells."""
        test, turned = _test(terms, constant)
        if not test.terms:
            return test.bound >= 0
        total = sum(coefficient * self.values[place] for place, coefficient in test.terms)
        holds = total <= test.bound
        above, most = self._known.get(test.terms, (-math.inf, math.inf))
        if above < test.bound < most:  # else it follows from what is known
            self.path.append((test, holds))
            self._known[test.terms] = (above, test.bound) if holds else (test.bound, most)
        return holds is not turned

    def know(self, terms: Mapping[int, Number], constant: Number) -> None:
        """Take as given for every row that the sum of terms and constant is at most zero."""
        test, turned = _test(terms, constant)
        above, most = self._known.get(test.terms, (-math.inf, math.inf))
        self._known[test.terms] = (max(above, test.bound), most) if turned else (above, min(most, test.bound))

    def floor(self, terms: Mapping[int, Number], constant: Number, value: Number) -> Traced:
        """The whole part of a sum, as a figure of its own where it is not the sum itself."""
        if all(c.denominator == 1 for c in (*terms.values(), constant)):
            return Traced(self, int(value), {place: int(c) for place, c in terms.items()}, int(constant))
        floor = Floor(tuple(sorted((p, Fraction(c)) for p, c in terms.items())), Fraction(constant))
        place = self.floors.setdefault(floor, -1 - len(self.floors))
        self.values[place] = math.floor(value)
        return Traced(self, math.floor(value), {place: 1}, 0)


def _test(terms: Mapping[int, Number], constant: Number) -> tuple[Inequality, bool]:
    """`sum + constant <= 0` in whole numbers; turned, it is the opposite of the test, whose first term is positive."""
    scale = math.lcm(*(c.denominator for c in terms.values()), constant.denominator)
    whole = sorted((place, int(c * scale)) for place, c in terms.items() if c)
    limit = int(-constant * scale)
    if not whole:
        return Inequality((), limit), False
    shared = math.gcd(*(c for _, c in whole))
    if whole[0][1] > 0:  # sum <= limit, and the sum is a whole multiple of what its terms share
        return Inequality(tuple((p, c // shared) for p, c in whole), limit // shared), False
    # -sum >= -limit, so not (-sum <= -limit - 1)
    return Inequality(tuple((p, -c // shared) for p, c in whole), -(limit // shared) - 1), True


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """A figure: its value in this row, and the linear form of the row's figures that it is.

    It does what shares do in a determination. What it cannot do raises TypeError or UntraceableError.
    """

    trace: Trace
    value: Number
    terms: Mapping[int, Number] = field(hash=False)
    constant: Number

    def __add__(self, other: Any) -> Traced:
        if isinstance(other, Traced):
            terms = dict(self.terms)
            for place, coefficient in other.terms.items():
                terms[place] = terms.get(place, 0) + coefficient
            return Traced(self.trace, self.value + other.value, terms, self.constant + other.constant)
        if isinstance(other, int | Fraction):
            return Traced(self.trace, self.value + other, self.terms, self.constant + other)
        return NotImplemented

    __radd__ = __add__

    def __mul__(self, other: Any) -> Traced:
        if isinstance(other, int | Fraction):
            terms = {place: coefficient * other for place, coefficient in self.terms.items()}
            return Traced(self.trace, self.value * other, terms, self.constant * other)
        return NotImplemented

    __rmul__ = __mul__

    def __neg__(self) -> Traced:
        return self * -1

    def __sub__(self, other: Any) -> Traced:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Traced:
        return (-self).__add__(other)

    def __truediv__(self, other: Any) -> Traced:
        return self * (1 / Fraction(other))

    def __le__(self, other: Any) -> bool:
        difference = self - other
        return self.trace.at_most_zero(difference.terms, difference.constant)

    def __ge__(self, other: Any) -> bool:
        difference = -self + other
        return self.trace.at_most_zero(difference.terms, difference.constant)

    def __lt__(self, other: Any) -> bool:
        return not self >= other

    def __gt__(self, other: Any) -> bool:
        return not self <= other

    def __eq__(self, other: object) -> bool:
        return self <= other and self >= other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __bool__(self) -> bool:
        return self != 0

    def __floor__(self) -> Traced:
        return self.trace.floor(self.terms, self.constant, self.value)

    def __ceil__(self) -> Traced:
        return -(-self).__floor__()

    def __hash__(self) -> int:
        raise UntraceableError("a figure whose value decides may be no key of a memory")

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, form: str) -> str:
        return format(self.value, form)

    def __float__(self) -> float:
        """For what is shown to people: a float decides nothing here."""
        return float(self.value)

    def __divmod__(self, other: int) -> tuple[Any, Any]:
        """For what is shown to people (`percent`), which is never looked at again."""
        return divmod(self.value, other)
