"""What a company's tables say of one crossing, as the facts of a determination."""

from __future__ import annotations

from dataclasses import replace

from permeance.determination.crossing import Crossing
from permeance.exposure.company import Company, Item


def item_facts(item: Item) -> Crossing:
    """The facts of an item as it is, over no crossing in particular."""
    return Crossing(
        id=item.id,
        form=item.form,
        composition=item.composition,
        description=item.description,
        grade=item.grade,
        customs_code=item.customs_code,
        intentionally_added=item.intentionally_added,
        evidence=item.evidence,
        properties=item.properties,
    )


def crossing_facts(company: Company, name: str) -> Crossing:
    """The facts of a crossing: its own, and those of its item where the item crosses in that very form."""
    row = company.crossings[name]
    item = company.items[row.item]
    same = row.form is None or row.form is item.form
    return replace(
        item_facts(item),
        id=name,
        form=row.form or item.form,
        composition=item.composition if same else None,
        properties=item.properties if same else {},
        ship_from=row.jurisdiction,
        destination=row.destination,
        exporter=row.exporter,
        consignee=row.consignee,
        end_user=row.end_user,
        end_use=row.end_use,
        military_end_user=row.military_end_user,
    )
