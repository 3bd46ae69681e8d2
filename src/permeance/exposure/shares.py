"""What sources that wait for no licence bring beside one that does: their share of the need, week by week."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from math import floor

import numpy as np
from numpy.typing import NDArray

from permeance.exposure.company import QUALIFIED, Company, Source
from permeance.kernels.plant import MICRO
from permeance.materials.bill_of_materials import BillOfMaterials

WEEK = 7
Coming = tuple[int, str, int]  # a day, an item, micro-units of it


def free_sources(company: Company, item: str, waiting: Collection[str]) -> list[Source]:
    """The qualified sources of an item that state their share and of which no crossing waits.

    One without a crossing counts only where it ships within one country: how else it would come is not known.
    """
    found = []
    for source in company.sources.values():
        if source.item != item or not source.share_pct or source.status != QUALIFIED:
            continue
        over = [name for name, row in company.crossings.items() if row.item == item and row.source == source.name]
        at_home = source.ship_from is not None and source.ship_from == (source.ship_to or company.country)
        if (over and not any(name in waiting for name in over)) or (not over and at_home):
            found.append(source)
    return found


def shared(
    company: Company,
    items: Collection[str],
    waiting: Collection[str],
    lines: Sequence[tuple[str, str]],
    wanted: tuple[BillOfMaterials, NDArray[np.int64]],
) -> Iterator[Coming]:
    """What the free sources of items that wait bring at the end of each week, of what the lines want in it.

    `wanted` is the bill and the demand of each line, micro-units [L, days]. A source brings no more than its share, nor
    than `max_week`, and nothing before it is qualified.
    """
    bill, demand = wanted
    for item in items:
        sources = free_sources(company, item, waiting)
        if not sources:
            continue
        per_unit = [Fraction(bill.per_unit(product).get(item, 0)) for _, product in lines]
        for start in range(0, demand.shape[1] - WEEK + 1, WEEK):
            need = sum(
                (Fraction(int(demand[n, start : start + WEEK].sum())) * each for n, each in enumerate(per_unit)),
                Fraction(0),
            )
            for source in sources:
                if source.qualified_on is None or (source.qualified_on - company.as_of).days <= start:
                    yield start + WEEK - 1, item, floor(_brought(source, need))


def _brought(source: Source, need: Fraction) -> Fraction:
    share = need * Fraction(source.share_pct or 0) / 100
    return share if source.max_week is None else min(share, Fraction(source.max_week) * MICRO)
