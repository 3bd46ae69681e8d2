"""Which lines a row that could not be used concerns: a link that is lost makes a line look safe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from permeance.exposure.company import Company, CrossingRow, Demand
from permeance.exposure.folder.plant_rows import UsageRow
from permeance.exposure.folder.tables import Tables
from permeance.exposure.line_fault import LineFault
from permeance.materials.readers.csv import Row

MOST_ROWS = 5
_UNUSED, _IN_PART = "not used", "used only in part"
Rows = dict[str | None, list[int]]  # rows of one table by the item whose lines they concern; None for any line


def lines_lost(
    tables: Tables, demands: Iterable[Demand], past: Mapping[str, tuple[int, date | None]]
) -> tuple[LineFault, ...]:
    """The lines of which no demand is left: their rows cannot be used, or ended before the as-of day."""
    answered, lost = {demand.line for demand in demands}, _demand_rows(tables)
    nameless = [row.number for row in tables.left_out.get("demand", ()) if _is_nameless(row)]
    found = [
        LineFault(line, f"its demand {numbered(rows)} cannot be used")
        for line, rows in lost.items()
        if line not in answered
    ]
    found += [
        LineFault(line, f"its demand ended on {ends} (row {row} of demand)")
        for line, (row, ends) in past.items()
        if line not in lost
    ]
    found += [LineFault(f"in row {row} of demand", "its name cannot be read") for row in nameless]
    return tuple(found)


def lines_late(
    tables: Tables,
    items: Collection[str],
    rows: Sequence[UsageRow],
    demands: Sequence[Demand],
    crossings: Mapping[str, CrossingRow],
) -> tuple[LineFault, ...]:
    """The lines that are answered, and whose dates may be too late since a row of theirs is not used."""
    below, lost = _below(rows, demands), _demand_rows(tables)
    found = [LineFault(line, f"demand {_done(lost[line], _UNUSED)}") for line in below if line in lost]
    uses = _doubtful_uses(tables, "demand", "line")
    found += [LineFault(line, f"demand {_done(uses[line], _IN_PART)}") for line in below if line in uses]
    unused, in_part = _bill_rows(tables, items, rows)
    doubts = (
        ("bom", unused, _UNUSED),
        ("bom", in_part, _IN_PART),
        ("crossings", _crossing_rows(tables, crossings), _UNUSED),
        ("crossings", _doubtful_uses(tables, "crossings", "item"), _IN_PART),
    )
    for table, doubtful, done in doubts:
        anywhere = doubtful.pop(None, [])
        for line, held in below.items():
            own = [row for item in held & doubtful.keys() for row in doubtful[item]]
            numbers = sorted(own + anywhere) if own else anywhere
            if numbers:
                found.append(LineFault(line, f"{table} {_done(numbers, done)}"))
    return tuple(found)


def lines_early(rows: Iterable[UsageRow], demands: Iterable[Demand], company: Company) -> tuple[LineFault, ...]:
    """The lines whose dates may be too early, since a case that may bring a part of theirs is not used."""
    below = _below(rows, demands)
    return tuple(
        dict.fromkeys(
            LineFault(line, case.doubt)
            for case in company.unused_cases
            for line, held in below.items()
            if case.doubt and company.crossings[case.crossing].item in held
        )
    )


def _demand_rows(tables: Tables) -> dict[str, list[int]]:
    """The rows of demand that could not be used, by line."""
    lost: dict[str, list[int]] = {}
    for row in tables.left_out.get("demand", ()):
        if row.shown("line"):
            lost.setdefault(row.shown("line"), []).append(row.number)
    return lost


def _is_nameless(row: Row) -> bool:
    return row.is_doubtful("line") and not row.shown("line")


def _doubtful_uses(tables: Tables, name: str, column: str) -> Rows:
    """Rows of a table that stand without their end use, so that nobody can tell whether goods may go where they do."""
    file, table = tables.file(name), tables.seen.get(name)
    lost = {problem.row for problem in tables.problems if (problem.file, problem.key) == (file, "end_use")}
    left_out, found = {row.number for row in tables.left_out.get(name, ())}, Rows()
    for row in table.rows if table else ():
        if row.number in lost and row.number not in left_out:
            found.setdefault(row.shown(column), []).append(row.number)
    return found


def _bill_rows(tables: Tables, items: Collection[str], rows: Iterable[UsageRow]) -> tuple[Rows, Rows]:
    """Rows of the bill that are not used, by parent, and those of which a cell could not be read."""
    file = tables.file("bom")
    keys = {problem.row: problem.key for problem in tables.problems if problem.file == file and problem.row}
    unused, in_part = Rows(), Rows()
    for lost in tables.left_out.get("bom", ()):
        known = lost.shown("parent") in items and not lost.is_doubtful("parent")
        unused.setdefault(lost.shown("parent") if known else None, []).append(lost.number)
    for row in rows:
        if row.row in keys:
            closes_a_circle = keys[row.row] == "item"
            (unused if closes_a_circle else in_part).setdefault(row.parent, []).append(row.row)
    return unused, in_part


def _crossing_rows(tables: Tables, crossings: Mapping[str, CrossingRow]) -> Rows:
    """Rows of crossings that were left out, by item, where no sound crossing of the item is left."""
    sound, lost = {crossing.item for crossing in crossings.values()}, Rows()
    for row in tables.left_out.get("crossings", ()):
        if row.is_doubtful("item"):
            lost.setdefault(None, []).append(row.number)
        elif row["item"] and row["item"] not in sound:
            lost.setdefault(row["item"], []).append(row.number)
    return lost


def _below(rows: Iterable[UsageRow], demands: Iterable[Demand]) -> dict[str, set[str | None]]:
    """Of each line the products and all that is built into them."""
    children: dict[str, list[str]] = {}
    for row in rows:
        children.setdefault(row.parent, []).append(row.item)
    below: dict[str, set[str | None]] = {}
    for demand in demands:
        held, waiting = below.setdefault(demand.line, set()), [demand.product]
        while waiting:
            item = waiting.pop()
            if item not in held:
                held.add(item)
                waiting += children.get(item, ())
    return below


def _done(rows: Sequence[int], done: str) -> str:
    return f"{numbered(rows)} {'is' if len(rows) == 1 else 'are'} {done}"


def numbered(rows: Sequence[int]) -> str:
    """`row 5`, `rows 5 and 7`, `rows 2, 3, 4, 5, 6 and 9 more`."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    shown, more = [str(row) for row in rows[:MOST_ROWS]], len(rows) - MOST_ROWS
    last = f"{more} more" if more > 0 else shown.pop()
    return f"rows {', '.join(shown)} and {last}"
