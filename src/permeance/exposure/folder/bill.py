"""The bill of materials as it holds on one day: rows in effect, first ranks of alternates, no circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from permeance.exposure.company import Alternate, CrossingRow, Demand
from permeance.exposure.folder.plant_rows import UsageRow
from permeance.exposure.folder.tables import Tables
from permeance.materials.bill_of_materials import CircleError, Usage, bill_of_materials
from permeance.terms.problem import Problem


def bill_on(
    span: tuple[date, date], rows: Sequence[UsageRow], problems: list[Problem], notes: list[str]
) -> tuple[tuple[tuple[str, str, Fraction], ...], tuple[Alternate, ...]]:
    """What goes into what on the as-of day, and what may go in its place; of each circle the last row is left out.

    The span runs from the as-of day to the end of the horizon: a row that begins or ends within it is noted.
    """
    as_of, until = span
    holding = [row for row in rows if _holds(row, as_of)]
    changing = [row.row for row in rows if _changes(row, as_of, until)]
    if changing:
        listed = ", ".join(map(str, changing[:10])) + (", ..." if len(changing) > 10 else "")
        notes.append(
            f"{rows[0].file}: the bill of {as_of} is used up to {until}, though by valid_from or valid_to rows begin "
            f"or end within that time: rows {listed}"
        )
    first: dict[tuple[str, str], int] = {}
    for row in holding:
        group = (row.parent, row.group)
        first[group] = min(row.rank, first.get(group, row.rank))
    used = [row for row in holding if not row.group or row.rank == first[row.parent, row.group]]
    twice = len(used) - len({(row.parent, row.item) for row in used})
    if twice:
        notes.append(f"{rows[0].file}: quantities of an item that a parent names again were added; rows: {twice}")
    try:
        bill_of_materials(Usage(row.parent, row.item, row.qty) for row in used)
    except CircleError:
        used = _without_circles(used, problems)
    others = [row for row in holding if row.group and row.rank > first[row.parent, row.group]]
    return tuple((row.parent, row.item, row.qty) for row in used), _alternates(used, others, notes)


def _alternates(used: Sequence[UsageRow], others: Sequence[UsageRow], notes: list[str]) -> tuple[Alternate, ...]:
    """The later ranks of each group whose first rank is one item that its parent names once."""
    named = Counter((row.parent, row.item) for row in used)
    leads: dict[tuple[str, str], list[UsageRow]] = {}
    for row in used:
        leads.setdefault((row.parent, row.group), []).append(row)
    found: list[Alternate] = []
    usages = [Usage(row.parent, row.item, row.qty) for row in used]
    for row in sorted(others, key=lambda row: row.rank):
        lead = leads.get((row.parent, row.group), [])
        name = f"{row.file}, row {row.row}: alternate {row.item[:60]} in {row.parent[:60]} is not used"
        if len(lead) != 1 or named[row.parent, lead[0].item] > 1 or (row.parent, row.item) in named:
            notes.append(f"{name}: the first rank is not one item that the parent names once, or it goes in as well")
            continue
        usages.append(Usage(row.parent, row.item, row.qty))
        try:
            bill_of_materials(usages)
        except CircleError:
            usages.pop()
            notes.append(f"{name}: it holds the parent")
            continue
        found.append(Alternate(row.parent, lead[0].item, row.item, row.qty, row.rank))
    if found:
        notes.append(
            f"{others[0].file}, alt_group: the next rank is used as the first runs out, as far as it is in stock, "
            "ordered or applied for; it is not taken to be bought without end"
        )
    return tuple(found)


def note_unbuilt(
    crossings: Mapping[str, CrossingRow], rows: Sequence[UsageRow], demands: Iterable[Demand], tables: Tables
) -> None:
    """Note crossings of items that no product holds: a link that is missing would make its line look safe."""
    children: dict[str, list[str]] = {}
    for row in rows:
        children.setdefault(row.parent, []).append(row.item)
    waiting = [demand.product for demand in demands]
    built = set(waiting)
    while waiting:
        new = set(children.get(waiting.pop(), ())) - built
        built |= new
        waiting += new
    tables.notes += [
        f"crossing {name[:60]}: {crossing.item[:60]} is in no product of {tables.file('demand')}, so it stops no line"
        for name, crossing in crossings.items()
        if crossing.item not in built
    ]


def _changes(row: UsageRow, as_of: date, until: date) -> bool:
    """Whether a row begins or ends after the as-of day and by the end of the horizon."""
    begins = row.starts is not None and as_of < row.starts <= until
    return begins or (row.ends is not None and as_of <= row.ends < until)


def _holds(row: UsageRow, day: date) -> bool:
    return (row.starts is None or row.starts <= day) and (row.ends is None or day <= row.ends)


def _without_circles(rows: Sequence[UsageRow], problems: list[Problem]) -> list[UsageRow]:
    """The rows in the order of the file, without those that close a circle with the rows before them."""
    children: dict[str, list[str]] = {}
    kept: list[UsageRow] = []
    for row in rows:
        way = _way(children, row.item, row.parent)
        if way is None:
            children.setdefault(row.parent, []).append(row.item)
            kept.append(row)
            continue
        names = [row.parent, *way]
        shown = names if len(names) <= 12 else [*names[:6], "...", *names[-5:]]
        found = "a circle: " + " > ".join(name[:60] for name in shown)
        remedy = "mend the circle; the row was left out"
        problems.append(Problem(row.file, row.row, "item", found, "no item inside itself", remedy))
    return kept


def _way(children: dict[str, list[str]], start: str, end: str) -> list[str] | None:
    """The names from one item down to another inside it, or None where it is not inside."""
    came_from: dict[str, str | None] = {start: None}
    waiting = [start]
    while waiting:
        item = waiting.pop()
        if item == end:
            way: list[str] = []
            at: str | None = item
            while at is not None:
                way.append(at)
                at = came_from[at]
            return way[::-1]
        for child in children.get(item, ()):
            if child not in came_from:
                came_from[child] = item
                waiting.append(child)
    return None
