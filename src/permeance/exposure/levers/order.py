"""The lever of the company alone: which line is served first where two draw on the same part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from permeance.exposure.levers.lever import Change, Measure, Recorded
from permeance.exposure.levers.trial import Trials
from permeance.exposure.line_fault import line_named
from permeance.exposure.line_stop import reading
from permeance.materials.bill_of_materials import Usage, bill_of_materials
from permeance.terms.wording import plain


def serve_sooner(trials: Trials, parts: Sequence[str], recorded: Recorded) -> Iterator[Measure]:
    """Each line served before those that now draw first on a part which stops a line."""
    company = trials.company
    drawn = _drawn(trials, parts)
    for place, line in enumerate(company.priority):
        if line not in drawn:
            continue
        ahead = [other for other in company.priority[:place] if drawn.get(other, frozenset()) & drawn[line]]
        if not ahead:
            continue
        shared = sorted(frozenset().union(*(drawn[other] & drawn[line] for other in ahead)))
        moved = f"{line} before {', '.join(ahead)}"
        title = f"serve {line_named(moved)}"
        refused = [why for item in shared if (why := _crosses_use(trials, item, line, recorded))]
        if refused:
            yield Measure("serve_sooner", title, moved, "company", None, "; ".join(refused), None)
            continue
        order = [other for other in company.priority if other != line]
        order.insert(order.index(ahead[0]), line)
        yield Measure(
            kind="serve_sooner",
            title=title,
            object=moved,
            who="company",
            cost=f"what {', '.join(ahead)} loses",
            needs=f"{', '.join(shared)} may be used on either line: the same end user and end use",
            change=Change(company=replace(company, priority=tuple(order))),
        )


def _drawn(trials: Trials, parts: Sequence[str]) -> dict[str, frozenset[str]]:
    """Which of the parts stand in what each line builds, whether made or bought as they are."""
    company = trials.company
    bill = bill_of_materials((Usage(*usage) for usage in company.usages), company.items)
    wanted, drawn = frozenset(parts), dict[str, frozenset[str]]()
    for demand in company.demands:
        inside = wanted & bill.per_unit(demand.product).keys()
        drawn[demand.line] = drawn.get(demand.line, frozenset()) | inside
    return drawn


def _crosses_use(trials: Trials, item: str, line: str, recorded: Recorded) -> str | None:
    """Why goods of a part may not be taken for the line; None where they may.

    They come over its crossings, whose end user and end use they keep. Which goods lie in the stock is not known, so
    all crossings that wait for a licence must agree with each other and with the line.
    """
    company = trials.company
    if item not in reading(company, trials.decided, ()).gated:
        return None
    rows = [row for row in company.crossings.values() if row.item == item and (row.id, line) not in recorded.consents]
    names = ", ".join(row.id for row in rows)
    if len({(plain(row.end_user or ""), plain(row.end_use or "")) for row in rows}) > 1:
        return f"a recorded consent: the crossings of {item} ({names}) are for several end users or end uses"
    use, own = next((row.end_use for row in rows), None), recorded.end_uses.get(line)
    if not rows or (use and own and plain(use) == plain(own)):
        return None
    stated = f"{'crossing' if len(rows) == 1 else 'crossings'} {names} of {item}"
    uses = f"{stated}: end use {use or 'not stated'}; {line_named(line)}: end use {own or 'not stated'}"
    return f"a recorded consent ({uses})"
