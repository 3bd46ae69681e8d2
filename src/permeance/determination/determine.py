"""Does this crossing need a licence: every provision tested, the answers joined, the bounds kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from permeance.determination import predicates
from permeance.determination.crossing import Crossing
from permeance.determination.element_mass import ElementMass, element_masses
from permeance.determination.reasons import Missing, Reason, Truth, conjunction
from permeance.law.instrument import Provision, Role, Status
from permeance.law.snapshot import Snapshot
from permeance.terms.citation import Citation, Confidence
from permeance.terms.fact import Fact
from permeance.terms.form import Form


class Answer(StrEnum):
    """What a determination says; `unknown` means that its two bounds differ."""

    NOT_CONTROLLED = "not_controlled"
    NOT_REQUIRED = "not_required"
    LICENCE_REQUIRED = "licence_required"
    QUOTA_REQUIRED = "quota_required"
    DENIED_IN_PRINCIPLE = "denied_in_principle"
    PROHIBITED = "prohibited"
    UNKNOWN = "unknown"


STRICTNESS: tuple[Answer, ...] = tuple(answer for answer in Answer if answer is not Answer.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one entry says of the crossing: how it came out, its effect, and whether it may decide."""

    provision: Provision
    reason: Reason
    effect: Answer

    @property
    def truth(self) -> Truth:
        return self.reason.truth

    @property
    def settled(self) -> bool:
        """Whether this entry catches on texts that were read."""
        return self.truth is Truth.TRUE and self.reason.decides

    @property
    def may_catch(self) -> bool:
        return self.truth is not Truth.FALSE

    @property
    def is_near_miss(self) -> bool:
        """Worth showing though it does not catch: all tests but one held, or a ruling took it out."""
        failed = sum(part.truth is Truth.FALSE for part in self.reason.parts)
        return self.truth is Truth.FALSE and failed <= 1


@dataclass(frozen=True, slots=True)
class RegimeAnswer:
    """The answer of one regime and the bounds that the known facts allow."""

    regime: str
    answer: Answer
    at_least: Answer
    at_most: Answer


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that must be done, and by which provision; `basis` is law or practice."""

    id: str
    text: str
    basis: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Determination:
    """The answer for one crossing on one day, as known on another, with all that it rests on."""

    crossing: Crossing
    on: date | None
    answer: Answer
    at_least: Answer
    at_most: Answer
    by_regime: tuple[RegimeAnswer, ...]
    findings: tuple[Finding, ...]
    obligations: tuple[Obligation, ...]
    missing: tuple[Missing, ...]
    reverify: tuple[str, ...]
    provisional: bool
    evidence: str | None
    next_change: date | None
    snapshot: str
    verified_on: date | None

    @property
    def act_as(self) -> Answer:
        """What to do meanwhile: as if the strictest answer that the facts allow were the true one."""
        return self.at_most

    @property
    def caught_by(self) -> tuple[Finding, ...]:
        """The entries that catch on texts that were read, strictest first."""
        settled = [finding for finding in self.findings if finding.settled]
        return tuple(sorted(settled, key=lambda f: (-STRICTNESS.index(f.effect), f.reason.provisional)))

    @property
    def governing(self) -> Provision | None:
        """The entry that sets the answer, or the exclusion or entry that may yet set it."""
        for finding in (*self.caught_by, *(f for f in self.findings if f.may_catch)):
            return finding.provision
        return None

    @property
    def element_masses(self) -> tuple[ElementMass, ...]:
        """How much the goods hold of the elements for which an entry catches, or may.

        An element counts where its instrument has an entry that it alone fulfils: of neodymium, iron, boron and
        dysprosium in a magnet entry that is dysprosium.
        """
        controlled = {(f.provision.instrument, e) for f in self.findings for e in f.provision.conditions.controls}
        asked = dict.fromkeys(
            element
            for finding in self.findings
            if finding.may_catch
            for element in sorted(finding.provision.conditions.elements)
            if (finding.provision.instrument, element) in controlled
        )
        return element_masses(self.crossing, asked)


def determine(crossing: Crossing, snapshot: Snapshot, on: date | None = None) -> Determination:
    """Decide one crossing on its ship date (or `on` where it has none), as known in the snapshot.

    Every entry is tested, near misses too. Missing composition, destination or date, or a jurisdiction whose
    law is not in the snapshot, gives unknown and never not_controlled.
    """
    day = crossing.ship_date or on
    answered = _decide(crossing, snapshot, day)
    return replace(answered, next_change=_next_change(answered, snapshot))


def _decide(crossing: Crossing, snapshot: Snapshot, day: date | None) -> Determination:
    findings = _findings(crossing, snapshot, day)
    gaps = _gaps(crossing, snapshot, day)
    regimes = _by_regime(findings, bool(gaps))
    at_least = _strictest(regime.at_least for regime in regimes)
    at_most = _strictest(regime.at_most for regime in regimes)
    answer = at_least if at_least is at_most else Answer.UNKNOWN
    raising = [f for f in findings if f.may_catch and f.effect is at_most and at_most is not at_least]
    missing = dict.fromkeys([*(fact for f in raising for fact in f.reason.open_facts()), *gaps])
    evidence = _evidence(crossing, answer)
    return Determination(
        crossing=crossing,
        on=day,
        answer=answer,
        at_least=at_least,
        at_most=at_most,
        by_regime=regimes,
        findings=findings,
        obligations=_obligations(crossing, snapshot, day, _outcome(findings, answer), evidence),
        missing=tuple(missing) if answer is Answer.UNKNOWN else (),
        reverify=tuple(dict.fromkeys(f.provision.instrument for f in raising if not f.reason.decides)),
        provisional=_provisional(findings, answer),
        evidence=evidence,
        next_change=None,
        snapshot=snapshot.hash,
        verified_on=snapshot.verified_on,
    )


def _findings(crossing: Crossing, snapshot: Snapshot, day: date | None) -> tuple[Finding, ...]:
    """Test every entry of the jurisdiction; those that build on other entries (`caught_by`) come second."""
    entries = [p for p in snapshot.of_role(Role.ENTRY) if _applies_to(p, crossing, snapshot)]
    plain = [p for p in entries if p.conditions.caught_by is None]
    first = [_finding(p, crossing, snapshot, day, ()) for p in plain]
    rest = [_finding(p, crossing, snapshot, day, tuple(first)) for p in entries if p.conditions.caught_by]
    return (*first, *rest)


def _applies_to(provision: Provision, crossing: Crossing, snapshot: Snapshot) -> bool:
    return crossing.ship_from in (None, snapshot.instruments[provision.instrument].jurisdiction)


def _finding(
    provision: Provision,
    crossing: Crossing,
    snapshot: Snapshot,
    day: date | None,
    others: tuple[Finding, ...],
) -> Finding:
    in_force, status = _in_force(provision, day)
    parts = [in_force, *predicates.tests(provision.conditions, crossing, snapshot)]
    if crossing.ship_from is None:  # another country's law may hold instead
        parts.append(predicates.leaves(crossing, snapshot.instruments[provision.instrument].jurisdiction))
    if provision.conditions.caught_by:
        parts.append(_caught_by(provision.conditions.caught_by, others))
    reason = conjunction(provision.title, parts, provision.citation, provision.note or "")
    reason = replace(
        reason,
        decides=reason.decides and provision.confidence.decides,
        provisional=reason.provisional or provision.confidence is Confidence.SECONDARY,
    )
    if provision.effect is None:
        raise ValueError(f"{provision.key} is an entry without an effect")
    effect = Answer.NOT_REQUIRED if status is Status.SUSPENDED else Answer(provision.effect.value)
    return Finding(provision, _less_exclusions(reason, provision, crossing, snapshot, day), effect)


def _in_force(provision: Provision, day: date | None) -> tuple[Reason, Status | None]:
    spans = "; ".join(
        f"{s.status} from {s.starts}" + (f" until {s.ends}" if s.ends else "") for s in provision.segments
    )
    if day is None:
        ask = (Missing("ship_date", None, "the day on which the goods leave"),)
        return Reason("in force on the day", Truth.UNKNOWN, "no date given", spans, missing=ask), None
    segment = provision.segment_on(day)
    covered = segment is not None and segment.status is not Status.REPEALED
    if segment is not None and segment.status is Status.SUSPENDED and not provision.confidence.decides:
        covered = False  # a text that was not read cannot catch while it is suspended
    return Reason("in force on the day", Truth.of(covered), day.isoformat(), spans), segment.status if segment else None


def _caught_by(regime: str, others: tuple[Finding, ...]) -> Reason:
    """Whether some other entry of the regime catches the goods."""
    same = [finding for finding in others if finding.provision.regime == regime]
    test, wanted = f"is a {regime} item", "caught by another entry"
    caught = [f for f in same if f.settled]
    if caught:
        return Reason(test, Truth.TRUE, caught[0].provision.id, wanted, provisional=caught[0].reason.provisional)
    possible = [f for f in same if f.may_catch]
    if possible:
        facts = tuple(dict.fromkeys(fact for f in possible for fact in f.reason.open_facts()))
        return Reason(test, Truth.UNKNOWN, "cannot tell", wanted, missing=facts, decides=True)
    return Reason(test, Truth.FALSE, "no entry catches it", wanted)


def _less_exclusions(
    reason: Reason, provision: Provision, crossing: Crossing, snapshot: Snapshot, day: date | None
) -> Reason:
    """Take out what a ruling puts outside; one that cannot be settled leaves the entry as it stands."""
    if reason.truth is Truth.FALSE:
        return reason
    for exclusion in _exclusions(provision, snapshot):
        in_force, _ = _in_force(exclusion, day)
        tests = [in_force, *predicates.tests(exclusion.conditions, crossing, snapshot)]
        test = conjunction(f"taken out: {exclusion.title}", tests, exclusion.citation)
        if test.truth is Truth.TRUE and exclusion.confidence.decides:
            return replace(
                reason,
                truth=Truth.FALSE,
                parts=(*reason.parts, test),
                provisional=exclusion.confidence is Confidence.SECONDARY,
                note=f"taken out by {exclusion.citation}",
            )
    return reason


def _exclusions(provision: Provision, snapshot: Snapshot) -> list[Provision]:
    """The exclusions that name this entry or its whole instrument, those read in the text first."""
    names = {provision.key, f"{provision.instrument}/*"}
    found = [e for e in snapshot.of_role(Role.EXCLUSION) if names & set(e.excludes)]
    return sorted(found, key=lambda e: e.confidence is not Confidence.SEEN)


def _provisional(findings: tuple[Finding, ...], answer: Answer) -> bool:
    """Whether the answer stands only on texts known from secondary sources."""
    if answer is Answer.NOT_CONTROLLED:
        return any(_cleared_provisionally(finding) for finding in findings)
    settled = [finding for finding in findings if finding.settled]
    return bool(settled) and all(finding.reason.provisional for finding in settled)


def _cleared_provisionally(finding: Finding) -> bool:
    """A near miss that rests on a ruling or list known only from a secondary source."""
    failed = [part for part in finding.reason.parts if part.truth is Truth.FALSE]
    by_ruling = finding.truth is Truth.FALSE and not failed and finding.reason.provisional
    by_list = [part.test for part in failed] == ["is on the printed list"]
    secondary = finding.provision.confidence is Confidence.SECONDARY
    return by_ruling or (by_list and secondary)


def _gaps(crossing: Crossing, snapshot: Snapshot, day: date | None) -> tuple[Missing, ...]:
    """Facts without which nothing may be cleared, whatever the entries say."""
    gaps = []
    if crossing.composition is None and crossing.form not in (Form.EQUIPMENT, Form.TECHNOLOGY):
        gaps.append(predicates.NO_COMPOSITION)
    if crossing.form is None:
        gaps.append(Missing("form", None, "the form in which the goods cross"))
    if crossing.destination is None:
        gaps.append(Missing("destination", None, "the country in which the goods end up"))
    if day is None:
        gaps.append(Missing("ship_date", None, "the day on which the goods leave"))
    if crossing.ship_from is None:
        gaps.append(predicates.NO_SHIP_FROM)
    elif crossing.ship_from not in snapshot.jurisdictions:
        gaps.append(Missing("law", None, f"the export-control law of {crossing.ship_from}, which is not modelled"))
    return tuple(gaps)


def _by_regime(findings: tuple[Finding, ...], gaps: bool) -> tuple[RegimeAnswer, ...]:
    """Bounds per regime; a gap keeps the upper bound at a licence, since nothing may be cleared."""
    regimes = sorted({finding.provision.regime for finding in findings}) or ["dual_use"]
    answers = []
    for regime in regimes:
        own = [finding for finding in findings if finding.provision.regime == regime]
        at_least = _strictest(finding.effect for finding in own if finding.settled)
        at_most = _strictest([at_least, *(finding.effect for finding in own if finding.may_catch)])
        if gaps and at_most in (Answer.NOT_CONTROLLED, Answer.NOT_REQUIRED):
            at_most = Answer.LICENCE_REQUIRED
        answers.append(RegimeAnswer(regime, at_least if at_least is at_most else Answer.UNKNOWN, at_least, at_most))
    return tuple(answers)


def _strictest(answers: Iterable[Answer]) -> Answer:
    return max(answers, key=STRICTNESS.index, default=Answer.NOT_CONTROLLED)


def _evidence(crossing: Crossing, answer: Answer) -> str | None:
    """What a clearance rests on: the declaration of a composition, unless an assay is stated."""
    if answer is not Answer.NOT_CONTROLLED:
        return crossing.evidence
    return crossing.evidence or "declared"


def _outcome(findings: tuple[Finding, ...], answer: Answer) -> str:
    """`caught`, `not_caught` or `open`: an open answer carries neither set of duties."""
    if any(finding.settled for finding in findings):
        return "caught"
    return "not_caught" if answer is Answer.NOT_CONTROLLED else "open"


def _obligations(
    crossing: Crossing, snapshot: Snapshot, day: date | None, outcome: str, evidence: str | None
) -> tuple[Obligation, ...]:
    duties = []
    for provision in snapshot.of_role(Role.OBLIGATION):
        due = provision.duty_when in ("any", outcome)
        if not (due and provision.duty and _applies_to(provision, crossing, snapshot)):
            continue
        in_force, _ = _in_force(provision, day)
        holds = conjunction("", [in_force, *predicates.tests(provision.conditions, crossing, snapshot)])
        if holds.truth is Truth.TRUE:
            duties.append(Obligation(provision.key, provision.duty, "law", provision.citation))
    if outcome == "not_caught" and evidence == "declared" and duties and crossing.intentionally_added is not Fact.YES:
        text = "Keep a test report for each lot: the clearance rests on a declared composition."
        duties.append(Obligation("test-report-per-lot", text, "practice", None))
    return tuple(duties)


def _next_change(decided: Determination, snapshot: Snapshot) -> date | None:
    """The next day on which the same facts would get another answer, by the law known in the snapshot."""
    if decided.on is None:
        return None
    for boundary in snapshot.boundaries():
        if boundary > decided.on:
            later = _decide(replace(decided.crossing, ship_date=boundary), snapshot, boundary)
            if (later.answer, later.at_most) != (decided.answer, decided.at_most):
                return boundary
    return None
