"""The lever of a fact: a test report for each lot, where only the content of a part leaves its crossing open."""

from __future__ import annotations

from collections.abc import Iterator

from permeance.determination.answer import Answer
from permeance.exposure.levers.lever import Change, Measure
from permeance.exposure.levers.trial import Trials
from permeance.exposure.line_stop import FREE_ANSWERS
from permeance.terms import element

OF_CONTENT = frozenset({"composition", "intentionally_added"})


def report_per_lot(trials: Trials, item: str) -> Iterator[Measure]:
    """For each crossing of the part that only its content leaves open: the content shown to be free of control."""
    for name, row in trials.company.crossings.items():
        found = trials.decided[name]
        contents = [fact for fact in found.missing if fact.fact in OF_CONTENT or fact.element]
        if row.item != item or found.answer is not Answer.UNKNOWN or found.at_least not in FREE_ANSWERS:
            continue
        if not contents or len(contents) < len(found.missing):
            continue
        symbols = dict.fromkeys(fact.element for fact in contents if fact.element)
        of = f" of {', '.join(element.name(symbol) for symbol in symbols)}" if symbols else ""
        supplier = row.source or row.exporter
        yield Measure(
            kind="test_report",
            title=f"a test report for each lot of {item} (crossing {name})",
            object=item,
            who=f"supplier {supplier}" if supplier else f"the supplier of {item}",
            cost="a laboratory test for each lot",
            needs=f"the report shows no content{of} that the control catches",
            change=Change(as_mild=frozenset({name})),
        )
