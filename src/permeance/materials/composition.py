"""From a written composition to exact bounds: `Nd 28; Pr 2; Dy 3; B 1; Fe rest`, weight per cent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from permeance.materials import cas_number
from permeance.materials.formula import weight_shares
from permeance.materials.mineral import Mineral, minerals
from permeance.materials.part_remedy import PART, name_remedy, named_otherwise, remedy_of, run_of_metals
from permeance.materials.trade_name import grades, leaving_open, open_elements, trade_names
from permeance.terms.composition import PPB, PPB_PER_PERCENT, Composition, Constituent, Share, percent
from permeance.terms.fact import Fact

MAX_LENGTH = 2_000
KEPT = 4_096  # compositions: in an item table the same one stands in many rows
TOLERANCE = PPB // 200  # a sum of 100 +/- 0.5 % closes a composition
REST_WORDS = frozenset({"rest", "balance", "bal", "bal.", "remainder"})
UNITS = {"%": PPB_PER_PERCENT, "wt%": PPB_PER_PERCENT, "ppm": 1_000, "ppb": 1}


class CompositionError(ValueError):
    """A composition that cannot stand: what was found, what is allowed, what to do."""

    def __init__(self, found: str, allowed: str, remedy: str) -> None:
        super().__init__(f"found {found}; allowed: {allowed}; {remedy}")
        self.found, self.allowed, self.remedy = found, allowed, remedy


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it was written: its name, and its share or None for the rest."""

    name: str
    share: Share | None


@lru_cache(maxsize=KEPT)
def parse_composition(
    text: str, closed: Fact = Fact.UNKNOWN, reporting_limit_ppm: Decimal | None = None
) -> Composition:
    """Read a composition written as `name share; name share`, shares in weight % unless ppm is said.

    A name is an element, a formula (`Tb4O7`), a CAS number (`1308-87-8`), a mineral (`stibnite`), or a trade name or
    magnet grade (`NdFeB`, `N42SH`), which names elements without shares.
    A share is a figure, a range `0.05-0.2`, a limit `<0.1`, or `rest`. `rest`, or a sum of 100 +/- 0.5,
    closes the composition unless `closed` says no. A trade name leaves it open unless `closed` says yes, and a grade
    always does. Raises CompositionError.
    """
    return composed(text.strip(), parse_parts(text), closed, reporting_limit_ppm)


def parse_parts(text: str) -> list[Part]:
    """The parts of a written composition, each name known and there once. Raises CompositionError."""
    if len(text) > MAX_LENGTH:
        raise CompositionError(f"{len(text)} characters", f"at most {MAX_LENGTH}", "name the main parts only")
    parts = [_part(piece.strip()) for piece in text.split(";") if piece.strip()]
    if not parts:
        raise CompositionError("no part", "`Nd 28; Dy 3; Fe rest`", "name at least one element")
    _refuse_repeats(parts)
    return parts


def composed(text: str, parts: list[Part], closed: Fact, reporting_limit_ppm: Decimal | None) -> Composition:
    """The composition of parts with known names, each once, at most one of them the rest. Raises CompositionError."""
    constituents = _with_rest(parts)
    low = sum(c.share.low for c in constituents)
    if low > PPB + TOLERANCE:
        raise CompositionError(
            f"parts that sum to {percent(low)} %", "at most 100 %", "check the shares against the test report"
        )
    is_closed = _is_closed(parts, constituents, closed)
    limit = None if reporting_limit_ppm is None else math.ceil(reporting_limit_ppm * 1_000)
    unlisted = min(PPB, limit or 0) if is_closed else max(0, PPB - _certain(constituents))
    return Composition(text, tuple(constituents), _by_element(constituents), is_closed, unlisted)


def _part(piece: str) -> Part:
    words = piece.split()
    if len(words) == 2 and words[1].lower() in REST_WORDS:
        return Part(known_name(words[0]), None)
    match = PART.match(piece)
    if match is None:
        raise CompositionError(
            repr(piece[:60]), "`Dy 3`, `Dy 0.05-0.2`, `Dy <0.1`, `Dy 500 ppm`, `Fe rest`", remedy_of(piece)
        )
    name = known_name(match["name"])
    if match["low"] is None:  # a name alone: all of it, or a family whose shares are open
        return Part(name, share_alone(name))
    unit = (match["unit"] or "%").lower()
    if unit not in UNITS:
        raise CompositionError(
            f"unit {match['unit'][:20]!r} in {piece[:60]!r}",
            "%, wt%, ppm, ppb",
            named_otherwise(piece) or (remedy_of(piece) if "," in piece else "convert the share to weight %"),
        )
    low = _ppb(match["low"], UNITS[unit], piece)
    high = low if match["high"] is None else _ppb(match["high"], UNITS[unit], piece)
    if match["less"]:
        low = 0
    if low > high:
        raise CompositionError(f"a range that falls: {piece[:60]!r}", "low-high", "write the smaller figure first")
    if high > PPB + TOLERANCE:
        raise CompositionError(f"a share above 100 %: {piece[:60]!r}", "0 to 100 %", "check the unit")
    return Part(name, Share(low, high))


def share_alone(name: str) -> Share:
    """The share of a part that is named without one: all of it, or of a family, whose shares are open, anything."""
    return Share(1, PPB) if open_elements(name) else Share(PPB, PPB)


def known_name(name: str) -> str:
    """The name under which a substance is kept: `1308-87-8` is Dy2O3, `FeDy` is DyFe. Raises CompositionError."""
    if name.lower() in minerals():
        return minerals()[name.lower()].name
    if cas_number.is_number(name):
        return _substance(name)
    if name in trade_names():
        return trade_names()[name]
    if name not in grades():
        try:
            shares = weight_shares(name)
        except ValueError:
            shares = {}
        if not shares or run_of_metals(name):
            raise CompositionError(
                f"{name[:40]!r}",
                "an element symbol, a formula such as Tb4O7, a CAS number, a mineral such as monazite, a trade name "
                "such as NdFeB, or a grade such as N42SH",
                name_remedy(name),
            )
    return name


def _substance(number: str) -> str:
    """The formula behind a CAS number. Raises CompositionError for one with a slip, and for one that is not shipped."""
    last = cas_number.check_digit(number)
    if int(number[-1]) != last:
        raise CompositionError(
            f"the CAS number {number}, whose check digit should be {last}",
            "a CAS number whose last digit agrees with the others",
            "compare it with the data sheet: a digit is wrong, or two are swapped",
        )
    formulas = cas_number.formulas()
    if number not in formulas:
        raise CompositionError(
            f"the CAS number {number}, which is none of the {len(formulas)} known here",
            "the CAS number of an element or of a simple compound of a controlled one, or a formula",
            "write the formula of the substance in its place",
        )
    return formulas[number]


def _ppb(figure: str, unit: int, piece: str) -> int:
    value = Fraction(figure) * unit
    if value.denominator != 1:
        raise CompositionError(
            f"more decimals than parts per billion in {piece[:60]!r}",
            "up to 7 decimals of a %",
            "round the share",
        )
    return int(value)


def _refuse_repeats(parts: list[Part]) -> None:
    seen: set[str] = set()
    for part in parts:
        if part.name in seen:
            raise CompositionError(f"{part.name} twice", "each part once", "add the two shares up")
        seen.add(part.name)
    if sum(part.share is None for part in parts) > 1:
        raise CompositionError("two parts with `rest`", "one", "give a share for one of them")


def _with_rest(parts: list[Part]) -> list[Constituent]:
    given = [part.share for part in parts if part.share is not None]
    low, high = sum(s.low for s in given), sum(s.high for s in given)
    rest = Share(max(0, PPB - high), max(0, PPB - low))
    return [Constituent(part.name, _elements(part.name), rest if part.share is None else part.share) for part in parts]


def _elements(name: str) -> frozenset[str]:
    varying = _varying(name)
    return frozenset(varying.holds if varying else open_elements(name) or weight_shares(name))


def _varying(name: str) -> Mineral | None:
    """The mineral of this name, where the shares of its elements vary."""
    mineral = minerals().get(name)
    return mineral if mineral and mineral.formula is None else None


def _is_closed(parts: list[Part], constituents: list[Constituent], closed: Fact) -> bool:
    low = sum(c.share.low for c in constituents)
    high = sum(c.share.high for c in constituents)
    names_rest = any(part.share is None for part in parts)
    whole = (names_rest or low >= PPB - TOLERANCE) and not any(open_elements(part.name) for part in parts)
    if closed is Fact.YES and not whole and high < PPB - TOLERANCE:
        raise CompositionError(
            f"closed = yes, but the parts sum to at most {percent(high)} %",
            "a sum of 100 +/- 0.5 % or one part with `rest`",
            "name the missing parts or say closed = no",
        )
    if any(part.name in leaving_open() for part in parts):
        return False
    if closed is Fact.UNKNOWN:
        return whole
    return closed is Fact.YES


def _certain(constituents: list[Constituent]) -> int:
    """The least share that the listed parts fill with listed elements; what a trade name leaves open may be others."""
    return sum(c.share.low if open_elements(c.formula) is None else (1 if c.share.low else 0) for c in constituents)


def _by_element(constituents: list[Constituent]) -> Mapping[str, Share]:
    low: dict[str, Fraction] = {}
    high: dict[str, Fraction] = {}
    for constituent in constituents:
        for element, (smallest, largest) in _bounds(constituent).items():
            low[element] = low.get(element, Fraction(0)) + smallest
            high[element] = high.get(element, Fraction(0)) + largest
    return {e: Share(min(PPB, math.floor(low[e])), min(PPB, math.ceil(high[e]))) for e in low}


def _bounds(constituent: Constituent) -> Mapping[str, tuple[Fraction, Fraction]]:
    share, varying = constituent.share, _varying(constituent.formula)
    high = share.high * Fraction(1)
    if varying:
        least = Fraction(1 if share.low else 0)
        certain = dict.fromkeys(varying.holds, (least, high))
        return certain | {e: (Fraction(0), high) for e in varying.may_hold}
    left_open = open_elements(constituent.formula)
    if left_open:
        least = Fraction(1 if share.high else 0)
        return dict.fromkeys(left_open, (least, high))
    return {e: (share.low * part, share.high * part) for e, part in weight_shares(constituent.formula).items()}
