"""Lines that draw on goods licensed for another end use, of which no consent is recorded."""

from __future__ import annotations

from collections.abc import Iterator

from permeance.exposure.company import Company
from permeance.exposure.course import Determinations
from permeance.exposure.line_fault import LineFault
from permeance.exposure.line_stop import waits_for_licence
from permeance.materials.bill_of_materials import Usage, bill_of_materials
from permeance.terms.wording import plain


def for_another_use(company: Company, decided: Determinations) -> tuple[LineFault, ...]:
    """Each line and part that comes under a licence for another end use: it serves the line all the same.

    The same use may be written in other words, so the goods are not kept from the line; but a licence holds for its
    own end user and end use, so without a consent the dates of the line may be too late.
    """
    return tuple(dict.fromkeys(_found(company, decided)))


def _found(company: Company, decided: Determinations) -> Iterator[LineFault]:
    bill = bill_of_materials((Usage(*usage) for usage in company.usages), company.items)
    lines = {(d.line, d.end_use): {d.product, *bill.per_unit(d.product)} for d in company.demands if d.end_use}
    for name, row in company.crossings.items():
        if not row.end_use or not waits_for_licence(decided[name], decided[name].at_most):
            continue
        for (line, end_use), parts in lines.items():
            other = row.item in parts and plain(end_use) != plain(row.end_use)
            if other and not company.may_use(name, line):
                yield LineFault(
                    line,
                    f"{row.item[:60]} comes over {name[:60]} for {row.end_use[:60]}, the line builds for "
                    f"{end_use[:60]}, and {company.file('consents')} records no consent",
                )
