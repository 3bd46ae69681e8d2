"""What a supplier is asked, in sentences that can be pasted into a mail as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from permeance.determination.determine import Determination
from permeance.determination.reasons import Missing
from permeance.exposure.company import Company
from permeance.law.register.wording import country, listed, measure, plain
from permeance.terms import element

NOT_FOR_SUPPLIERS = frozenset({"law", "ruling"})  # no supplier can settle what the law of a state says
PROPERTY = "properties."
MEASURED = "a data sheet or test report"
# Facts that one sentence asks for. `it` is the part that the sentence before has named.
SENTENCES = {
    "origin": "in which country was it made? Please state the country.",
    "ship_from": "from which country do you ship it? Please state the country.",
    "destination": "in which country does it end up? Please state the country.",
    "ship_date": "on which day does it leave? Please state the day.",
    "form": "in which form do you ship it, such as metal, alloy, oxide, powder, magnet, part or assembly? "
    "Please state the form.",
    "composition": "what does it consist of? Please send a material declaration or test report that lists all of it in "
    "weight per cent.",
    "intentionally_added": "were the elements that it contains in traces added on purpose? Please state yes or no for "
    "each.",
    "military_end_user": "is its end user military, or its end use? Please state yes or no, and send the end-user and "
    "end-use certificate.",
    "end_use": "what is it used for in the end? Please state the end use.",
    "properties.made_with_cn_technology": "was it made with rare-earth technology that comes from China? "
    "Please state yes or no.",
    "properties.for_missile_parts": "is it meant for parts of missiles? Please state yes or no.",
    "properties.cn_controlled_value_pct": "how many per cent of its value are of controlled materials that come from "
    "China? Please state the per cent.",
}


def asks(company: Company, crossing: str, determination: Determination) -> list[str]:
    """One question for each kind of fact; the contents of several elements, and all measures, stand in one report."""
    about = _about(company, crossing)
    missing = [fact for fact in determination.missing if fact.ask and fact.fact not in NOT_FOR_SUPPLIERS]
    sentences = [*_content(missing, determination.crossing.grade), *_measures(missing), *_others(missing)]
    return [f"{about}: {sentence}" for sentence in dict.fromkeys(sentences)]


def _about(company: Company, crossing: str) -> str:
    """`About MAG-E (sensor magnet), which you ship from China to Japan (our crossing X-MAG-E)`."""
    row, item = company.crossings[crossing], company.items[company.crossings[crossing].item]
    named = f"{item.id} ({item.description})" if item.description not in ("", item.id) else item.id
    ends = (("from", row.jurisdiction), ("to", row.destination))
    way = "".join(f" {word} {country(place)}" for word, place in ends if place)
    return f"About {named}, which you ship{way} (our crossing {crossing})"


def _content(missing: Iterable[Missing], grade: str) -> Iterator[str]:
    """One test report for all elements."""
    elements = dict.fromkeys(element.name(fact.element) for fact in missing if fact.element)
    if elements:
        report = f"a test report{f' for grade {grade}' if grade else ''}"
        yield (
            f"how much {listed(elements)} does it contain? Please send {report} that states "
            f"{'each' if len(elements) > 1 else 'it'} in weight per cent."
        )


def _measures(missing: Iterable[Missing]) -> Iterator[str]:
    """One data sheet for all that is measured."""
    measured = [
        _measure(fact.fact.removeprefix(PROPERTY))
        for fact in missing
        if fact.fact.startswith(PROPERTY) and fact.fact not in SENTENCES and fact.ask == MEASURED
    ]
    if measured:
        yield f"what is its {listed(measured)}? Please send {MEASURED} that states {'them' if measured[1:] else 'it'}."


def _others(missing: Iterable[Missing]) -> Iterator[str]:
    for fact in missing:
        is_measure = fact.fact.startswith(PROPERTY) and fact.ask == MEASURED
        if fact.element or (is_measure and fact.fact not in SENTENCES):
            continue  # asked for above
        words = plain(fact.ask).replace("; or ", ", or ")
        if fact.fact in SENTENCES:
            yield SENTENCES[fact.fact]
        elif fact.fact.startswith(PROPERTY) and fact.fact != "properties.product":
            yield f"what is its {plain(fact.fact.removeprefix(PROPERTY))}? Please state it: {words}, or another."
        else:
            yield f"please state {words}."


def _measure(name: str) -> str:
    """A property with its unit: `purity_pct` is purity in %."""
    words, unit = measure(name)
    return f"{words} in {unit}" if unit else words
