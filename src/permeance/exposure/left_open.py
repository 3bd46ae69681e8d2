"""What the tables leave open and the dates take one way: said beside the answer, since it may make a date too late."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from permeance.determination.crossing import Crossing
from permeance.determination.described import elements_described
from permeance.determination.determine import determine
from permeance.exposure.assumption import Assumption
from permeance.exposure.company import Company, Item
from permeance.exposure.course import Determinations
from permeance.exposure.crossing_facts import item_facts
from permeance.exposure.flows import beside
from permeance.exposure.line_fault import LineFault
from permeance.exposure.line_stop import FREE_ANSWERS, waits_for_licence
from permeance.exposure.network import needed_items
from permeance.exposure.shares import free_sources
from permeance.law.conditions import Conditions
from permeance.law.instrument import Role
from permeance.law.snapshot import Snapshot
from permeance.materials.bill_of_materials import Usage, bill_of_materials
from permeance.terms.composition import Composition
from permeance.terms.form import Form

MOST_TRIED = 40  # items without a crossing; to try every item of a large folder takes longer than to answer it
CONTROLLING = "CN"


def unplaced(company: Company, snapshot: Snapshot) -> tuple[LineFault, ...]:
    """The lines that build in a part of which no crossing is given and which an entry may catch."""
    bill = bill_of_materials((Usage(*usage) for usage in company.usages), company.items)
    lines = dict.fromkeys((d.line, d.product) for d in company.demands)
    return tuple(
        LineFault(line, f"no crossing of {item.id[:60]} is given, and from China it may need a licence")
        for item in _caught(company, snapshot)
        for line, product in lines
        if item.id in bill.per_unit(product)
    )


def left_open(company: Company, decided: Determinations, snapshot: Snapshot) -> list[Assumption]:
    """Parts without a crossing that an entry may catch, suppliers' stock, free shares."""
    return [
        *_without_crossing(company, snapshot),
        *_at_suppliers(company, decided),
        *_shares(company, decided),
        *_flows_beside(company, decided),
        *_endless_alternates(company, decided),
    ]


def _without_crossing(company: Company, snapshot: Snapshot) -> Iterator[Assumption]:
    for item in _caught(company, snapshot):
        yield Assumption(
            f"{item.id}, of which no crossing is given",
            "never runs short; if it crosses from China it may need a licence",
            f"{company.file('crossings')} does not name it",
        )
    candidates = _candidates(company, snapshot)
    if len(candidates) > MOST_TRIED:
        yield Assumption(
            f"{len(candidates) - MOST_TRIED} further items with a composition and no crossing",
            "never run short; whether they would need a licence was not tried",
            f"{company.file('crossings')} does not name them",
        )


def _caught(company: Company, snapshot: Snapshot) -> list[Item]:
    """Of the candidates, as far as they are tried, those of which it is not sure that they would cross freely."""
    return [
        item
        for item in _candidates(company, snapshot)[:MOST_TRIED]
        if determine(_if_from_china(company, item), snapshot, company.as_of).at_most not in FREE_ANSWERS
    ]


def _candidates(company: Company, snapshot: Snapshot) -> list[Item]:
    """Bought parts over no crossing, from no source that is known to ship from elsewhere, that an entry might catch."""
    crossed = {row.item for row in company.crossings.values()}
    parents = {parent for parent, _, _ in company.usages}
    used = dict.fromkeys(part for _, part, _ in company.usages)
    origins: dict[str, set[str | None]] = {}
    for source in company.sources.values():
        if source.item is not None:
            origins.setdefault(source.item, set()).add(source.ship_from)
    elsewhere = {item for item, places in origins.items() if places.isdisjoint({None, CONTROLLING})}
    bought = (company.items[n] for n in used if n not in crossed and n not in parents and n not in elsewhere)
    wanted = [elements for p in snapshot.of_role(Role.ENTRY) if (elements := _elements(p.conditions))]
    return [item for item in bought if _is_spoken_of(item) or _may_hold(item.composition, wanted)]


def _is_spoken_of(item: Item) -> bool:
    """Whether it is a magnet, or described by an element where no composition is given: `terbium oxide 99.99`."""
    named = item.composition is None and bool(elements_described(item.description))
    return item.form is Form.MAGNET or named


def _elements(conditions: Conditions) -> tuple[frozenset[str], frozenset[str]] | None:
    """The elements of which an entry asks for all, and those of which it asks for one; None where it asks for none."""
    ones = (conditions.principal, conditions.main_rare_earth)
    every = frozenset((*conditions.contains, *conditions.compound, *(one for one in ones if one)))
    found = (every, frozenset(conditions.contains_any))
    return found if any(found) else None


def _may_hold(composition: Composition | None, wanted: Collection[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """Whether a composition holds, or leaves room for, the elements of which some entry asks."""
    if composition is None:
        return False
    listed = composition.shares.keys()
    return not composition.closed or any(
        every <= listed and (not some or not some.isdisjoint(listed)) for every, some in wanted
    )


def _if_from_china(company: Company, item: Item) -> Crossing:
    destination = company.country if company.country != CONTROLLING else None
    return replace(item_facts(item), ship_from=CONTROLLING, destination=destination)


def _at_suppliers(company: Company, decided: Determinations) -> Iterator[Assumption]:
    waits = {
        row.item for name, row in company.crossings.items() if waits_for_licence(decided[name], decided[name].at_most)
    }
    for stock in company.stock:
        if stock.state == "supplier" and stock.counts and stock.item in waits and stock.licence is None:
            place = f" in {stock.place}" if stock.place else ""
            yield Assumption(
                f"{stock.qty:,} {stock.item} at a supplier{place}",
                "has crossed already: it comes without a licence of its own",
                f"{company.file('stock')} names no licence",
            )


def _shares(company: Company, decided: Determinations) -> Iterator[Assumption]:
    waiting = [name for name, found in decided.items() if waits_for_licence(found, found.at_most)]
    for item in dict.fromkeys(company.crossings[name].item for name in waiting):
        for source in free_sources(company, item, waiting):
            yield Assumption(
                f"{item} from source {source.name}, which waits for no licence",
                f"{source.share_pct} % of the need for it, at the end of each week",
                f"{company.file('sources')}, share_pct",
            )


def _flows_beside(company: Company, decided: Determinations) -> Iterator[Assumption]:
    waiting = [name for name, found in decided.items() if waits_for_licence(found, found.at_most)]
    for application in company.applications.values():
        others = beside(company, application, waiting) if application.qty is None else []
        if others:
            item = company.crossings[application.crossing].item
            yield Assumption(
                f"general licence {application.id}, while {item} waits over {', '.join(others)} too",
                "brings nothing: how much of the need it carries is not known; give it a qty",
                f"{company.file('applications')}, qty",
            )


def _endless_alternates(company: Company, decided: Determinations) -> Iterator[Assumption]:
    bill = bill_of_materials((Usage(*usage) for usage in company.usages), company.items)
    needed = needed_items(company, bill)
    waits = {row.item for n, row in company.crossings.items() if waits_for_licence(decided[n], decided[n].at_most)}
    for alternate in company.alternates:
        if alternate.item in needed - waits and alternate.first in waits:
            yield Assumption(
                f"{alternate.item} in place of {alternate.first}",
                "comes as much as is wanted, as it does for what else it goes into",
                "it waits for no licence",
            )
