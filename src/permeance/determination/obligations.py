"""What must be done beside or in place of a licence: every duty of the law that the facts call up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permeance.determination.answer import Answer
from permeance.determination.asked import Asked
from permeance.determination.findings import Finding, applies_to, caught_by, standing_on
from permeance.determination.reasons import Truth
from permeance.law.instrument import Provision, Role, Status
from permeance.terms.citation import Citation
from permeance.terms.fact import Fact


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that must be done, and by which provision; `basis` is law or practice."""

    id: str
    text: str
    basis: str
    citation: Citation | None


def obligations(
    asked: Asked,
    day: date | None,
    findings: tuple[Finding, ...],
    answer: Answer,
    evidence: str | None,
) -> tuple[Obligation, ...]:
    """The duties that hold on the day, in the order of the law.

    A duty of those whom an entry catches is due where an entry of its own instrument does, or one that it names. A
    duty of those whom none catches is due where the goods are cleared; an open answer carries neither.
    """
    crossing, snapshot = asked.crossing, asked.snapshot
    settled = tuple(finding for finding in findings if finding.settled)
    duties = [
        Obligation(provision.key, provision.duty, "law", provision.citation)
        for provision in asked.of_role(Role.OBLIGATION)
        if provision.duty
        and applies_to(provision, crossing, snapshot)
        and _is_due(provision, settled, answer)
        and _holds(provision, asked, day)
    ]
    if answer is Answer.NOT_CONTROLLED:
        duties += _confirmations(findings)
    declared = answer is Answer.NOT_CONTROLLED and evidence == "declared"
    if declared and duties and crossing.intentionally_added is not Fact.YES:
        text = "Keep a test report for each lot: the clearance rests on a declared composition."
        duties.append(Obligation("test-report-per-lot", text, "practice", None))
    return tuple(duties)


def _is_due(provision: Provision, settled: tuple[Finding, ...], answer: Answer) -> bool:
    if provision.duty_when == "any":
        return True
    if provision.duty_when == "not_caught":
        return answer is Answer.NOT_CONTROLLED
    wanted = provision.conditions.caught_by or (f"{provision.instrument}/*",)
    return caught_by(wanted, settled).truth is not Truth.FALSE


def _holds(provision: Provision, asked: Asked, day: date | None) -> bool:
    covers, standing = standing_on(provision, day)
    if standing.status is not Status.IN_FORCE:  # a duty of a suspended text is suspended with it
        return False
    return Truth.all([covers, *(test.truth for test in asked.tests(provision))]) is Truth.TRUE


def _confirmations(findings: tuple[Finding, ...]) -> tuple[Obligation, ...]:
    """For each hedged exclusion that a clearance rests on: have the authority confirm it, as prudence and not law."""
    hedged = dict.fromkeys(f.taken_out_by for f in findings if f.taken_out_by and f.taken_out_by.hedge)
    return tuple(
        Obligation(
            "confirm-with-authority",
            f"Have the authority confirm that the goods are outside: the ruling says `{ruling.hedge}`, "
            "so a single case may be decided otherwise.",
            "practice",
            ruling.citation,
        )
        for ruling in hedged
    )
