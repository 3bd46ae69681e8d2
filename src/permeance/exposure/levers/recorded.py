"""What the folder records for the levers: further sources, end uses and consents, exports that a licence allows."""

from __future__ import annotations

from permeance.exposure.company import Company
from permeance.exposure.levers.lever import Candidate, Recorded

LAPSED = "lapsed"


def recorded_of(company: Company) -> Recorded:
    """The facts of the tables."""
    allowed = {
        licence.application: licence.clearances_allowed
        for licence in company.licences.values()
        if licence.application and licence.clearances_allowed is not None
    }
    uses = {demand.line: demand.end_use for demand in company.demands if demand.end_use}
    consents = frozenset((consent.crossing, consent.line) for consent in company.consents)
    return Recorded(_candidates(company), uses, consents, allowed)


def _candidates(company: Company) -> tuple[Candidate, ...]:
    """Sources of an item over which nothing crosses yet, so that they could be taken in beside what there is."""
    crossing_of = {(row.source, row.item): row.id for row in company.crossings.values()}
    busy = {crossing_of.get((s.name, s.item)) for s in company.sources.values() if s.item}
    waiting = {application.crossing for application in company.applications.values()} & busy
    return tuple(
        Candidate(
            source.name, source.item, source.supplier or source.name, source.qualified_on, source.lead_days,
            crossing_of.get((source.name, source.item)), source.max_week,
        )
        for source in company.sources.values()
        if source.item and source.status != LAPSED and crossing_of.get((source.name, source.item)) not in waiting
    )  # fmt: skip
