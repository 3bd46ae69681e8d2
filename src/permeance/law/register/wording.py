"""The conditions of a provision in words, as a tree of short clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from permeance.law.conditions import Conditions, Named, Parties
from permeance.law.limits import AllOf, Cases, Comparison, Limit, Limits
from permeance.terms.citation import Confidence
from permeance.terms.place import country_names

_UNITS = {
    "g_cm3": "g/cm³", "a_cm2": "A/cm²", "per_cm2": "per cm²", "m3_per_day": "m³ a day", "mah_g": "mAh/g",
    "wh_kg": "Wh/kg",
    "pct": "%", "mpa": "MPa", "gpa": "GPa", "mm": "mm", "um": "µm", "m": "m", "m3": "m³", "l": "l", "inch": "inches",
    "mhz": "MHz", "kw": "kW", "t": "T", "c": "°C", "c_at_1000": "°C at 1000 °C", "min": "minutes", "g": "g",
}  # fmt: skip

_WITH_ARTICLE = {"AE", "GB", "NL", "PH", "US"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition in words, and what it consists of; `names` where that is a printed list of names."""

    text: str
    parts: tuple[Clause, ...] = ()
    names: bool = False


def clauses(conditions: Conditions, jurisdiction: str) -> tuple[Clause, ...]:
    """Every condition, all of which must hold; one clause that says so where there is none."""
    found = (*_crossing(conditions, jurisdiction), *_goods(conditions), *_content(conditions), *_rest(conditions))
    return found or (Clause("no condition of its own"),)


def _crossing(when: Conditions, jurisdiction: str) -> Iterator[Clause]:
    if when.abroad:
        yield Clause(f"leaves another country than {country(jurisdiction)}")
    if when.origin:
        yield Clause(f"made in {either(map(country, when.origin))}")
    if when.origin_except:
        yield Clause(f"made outside {either(map(country, when.origin_except))}")
    if when.destination:
        yield Clause(f"goes to {either(map(country, when.destination))}")
    if when.destination_except:
        yield Clause(f"goes anywhere but {either(map(country, when.destination_except))}")
    if when.military:
        yield Clause("the end user or the end use is military")
    if when.parties:
        yield _parties(when.parties)


def _parties(parties: Parties) -> Clause:
    where = either(map(country, parties.countries))
    listed = "1 listed party" if parties.count == 1 else f"one of {parties.count} listed parties"
    read = "every name was read" if parties.complete else f"{len(parties.names)} names were read, so it clears nobody"
    text = f"the end user or the consignee is {listed} of {where} ({read})"
    return Clause(text, tuple(Clause(name) for name in parties.names), names=True)


def _goods(when: Conditions) -> Iterator[Clause]:
    if when.material:
        yield Clause(f"is by nature {either(when.material)}")
    if when.form:
        yield Clause(f"crosses as {either(when.form)}")
    if when.product:
        yield Clause(f"is a product of this kind: {either(map(plain, when.product))}")


def _content(when: Conditions) -> Iterator[Clause]:
    if when.contains:
        yield Clause(f"contains {listed(when.contains)}, on purpose")
    if when.contains_any:
        few = len(when.contains_any) == 1
        yield Clause(f"contains {'' if few else 'at least one of '}{listed(when.contains_any, 'or')}, on purpose")
    if when.compound:
        yield Clause(f"is the compound of {listed(when.compound)}")
    if when.principal:
        yield Clause(f"{when.principal} has the largest share by weight")
    if when.main_rare_earth:
        yield Clause(f"no declared rare earth outweighs {when.main_rare_earth}")
    if when.named:
        yield _named(when.named)


def _named(named: Named) -> Clause:
    read = "read whole" if named.complete else "not read whole: a name that is not on it decides nothing"
    further = f"; further elements do not take it out ({named.extra_elements})" if named.extra_elements else ""
    names = (
        Clause(name.name + _firmness(name.confidence) + (f": {name.note}" if name.note else "")) for name in named.names
    )
    return Clause(f"stands on the printed list, {read}{further}", tuple(names), names=True)


def _rest(when: Conditions) -> Iterator[Clause]:
    if when.limits:
        yield _limits(when.limits)
    if when.caught_by:
        yield Clause(f"is caught by an entry of {either(map(_group, when.caught_by))} that is not suspended")


def _group(name: str) -> str:
    instrument, slash, provision = name.partition("/")
    if not slash:
        return f"the regime {name.replace('_', ' ')}"
    return instrument if provision == "*" else name


def _limits(limits: Limits) -> Clause:
    if isinstance(limits, Limit):
        return Clause(limit_words(limits))
    if isinstance(limits, Cases):
        name = plain(limits.property)
        return Clause(
            f"within the limits of its {name}",
            tuple(Clause(f"{name} is {plain(word)}", (_limits(part),)) for word, part in limits.cases),
        )
    text = "all of these hold" if isinstance(limits, AllOf) else "one of these holds"
    return Clause(text, tuple(_limits(part) for part in limits.parts))


def limit_words(limit: Limit) -> str:
    """One limit with its unit: `wall at least 25 mm`."""
    unread = _firmness(limit.confidence) if limit.confidence else ""
    if limit.comparison is Comparison.IS:
        return f"{plain(limit.property or '')} is {either(map(plain, limit.words))}{unread}"
    subject, unit = (limit.element, "% by weight") if limit.element else measure(limit.property or "")
    return f"{subject} {limit.comparison} {_figure(limit)}{'' if unit == '' else ' '}{unit}".strip() + unread


def _figure(limit: Limit) -> str:
    return f"{limit.bound:f}" if limit.bound is not None else ""


def measure(name: str) -> tuple[str, str]:
    """The words of a property and its unit: `density_g_cm3` is a density in g/cm³; one without a unit has none."""
    for ending in sorted(_UNITS, key=len, reverse=True):
        if name.endswith(f"_{ending}"):
            return plain(name.removesuffix(f"_{ending}")), _UNITS[ending]
    return plain(name), ""


def plain(name: str) -> str:
    """The words of a name in the data: `made_with_cn_technology` is made with CN technology."""
    return " ".join("CN" if word == "cn" else word for word in name.split("_"))


def _firmness(confidence: Confidence) -> str:
    """What to say of a value that was not read in the text itself."""
    return "" if confidence is Confidence.SEEN else f" ({confidence})"


def country(code: str) -> str:
    """The English name as it stands in a sentence: the United States."""
    name = country_names().get(code, code)
    return f"the {name}" if code in _WITH_ARTICLE else name


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    found = [str(word) for word in words]
    return f"{', '.join(found[:-1])} {last} {found[-1]}" if len(found) > 1 else "".join(found)


def either(words: Iterable[str]) -> str:
    """`a, b or c`."""
    return listed(words, "or")
