"""What is left on the as-of day of stock that was counted before it: the count less what the demand used since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from permeance.exposure.assumption import Assumption
from permeance.exposure.company import Company, Demand, Stock
from permeance.exposure.line_fault import line_named
from permeance.materials.bill_of_materials import Usage


def drawn_from(stock: Stock, as_of: date) -> date:
    """The day from which a line draws on a row: counted and at hand; the as-of day where no count is dated."""
    counted = min(stock.counted_on or as_of, as_of)
    return max(counted, stock.available_on or counted)


def on_hand(company: Company, order: Sequence[str], parts: Mapping[str, Sequence[Usage]]) -> dict[str, Fraction]:
    """Pieces of each item on the morning of the as-of day, from the rows that a line can draw on by then.

    `order` names the items, parents before children, and `parts` what is built into each. A count is of the morning of
    its day. The demand of every day from then on is taken to have been met: it drew on what was counted by that day,
    an assembly before the parts in it, as far as there was any. What is counted later is as counted.
    """
    as_of = company.as_of
    rows = [(drawn_from(stock, as_of), stock) for stock in company.stock if stock.counts]
    rows = [(day, stock) for day, stock in rows if day <= as_of]
    days = sorted({as_of, *(day for day, _ in rows)})
    held: dict[str, Fraction] = {}
    for begin, end in zip(days, [*days[1:], as_of], strict=True):
        for day, stock in rows:
            if day == begin:
                held[stock.item] = held.get(stock.item, Fraction(0)) + Fraction(stock.qty)
        _draw(held, _built(company.demands + company.past_demands, begin, end), order, parts)
    return held


def _built(demands: Sequence[Demand], begin: date, end: date) -> dict[str, Fraction]:
    """Units of each product that the demand asks from `begin` up to the day before `end`."""
    built: dict[str, Fraction] = {}
    for demand in demands:
        days = int(demand.builds(begin, (end - begin).days).sum())
        if days:
            built[demand.product] = built.get(demand.product, Fraction(0)) + days * Fraction(demand.units_per_day)
    return built


def _draw(
    held: dict[str, Fraction], need: dict[str, Fraction], order: Sequence[str], parts: Mapping[str, Sequence[Usage]]
) -> None:
    """Take from what is held; what an item lacks is asked of its parts."""
    if not need:
        return
    for item in order:
        wanted = need.get(item)
        if not wanted:
            continue
        used = min(wanted, held.get(item, Fraction(0)))
        if used:
            held[item] -= used
        for usage in parts.get(item, ()) if wanted > used else ():
            need[usage.item] = need.get(usage.item, Fraction(0)) + (wanted - used) * usage.qty


def oldest_count(company: Company) -> date | None:
    """The first day from which use is taken off a count; None where every count is of the as-of day."""
    days = [drawn_from(stock, company.as_of) for stock in company.stock if stock.counts]
    first = min(days, default=company.as_of)
    return first if first < company.as_of else None


def unknown_use(company: Company) -> dict[tuple[str, str], date]:
    """For each (line, product) of which no demand is given for the first days after the oldest count: its first day."""
    oldest = oldest_count(company)
    if oldest is None:
        return {}
    first: dict[tuple[str, str], date] = {}
    for demand in company.demands + company.past_demands:
        pair, starts = (demand.line, demand.product), demand.starts or date.min
        first[pair] = min(first.get(pair, date.max), starts)
    return {pair: min(day, company.as_of) for pair, day in first.items() if day > oldest}


def stock_age_assumptions(company: Company) -> list[Assumption]:
    """How counts that are not of the as-of day are read."""
    found = []
    oldest = oldest_count(company)
    if oldest is not None:
        found += [
            Assumption(
                f"stock counted before the as-of day, from {oldest} on",
                "less what the demand used from the morning of the count on; nothing came in since",
                f"{company.file('stock')}, counted_on",
            )
        ]
    if any(stock.counts and stock.counted_on is None for stock in company.stock):
        found += [Assumption("stock without counted_on", "as counted on the as-of day", "assumption")]
    for (line, product), first in unknown_use(company).items():
        span = f"from {oldest} to {first - timedelta(days=1)}"
        found += [
            Assumption(
                f"what {line_named(line)} built of {product} {span}",
                f"nothing: {company.file('demand')} gives none then",
                "assumption",
            )
        ]
    return found
