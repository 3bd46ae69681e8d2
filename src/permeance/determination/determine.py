"""Does this crossing need a licence: every provision tested, the answers joined, the bounds kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from permeance.determination import predicates
from permeance.determination.answer import STRICTNESS, Answer, strictest
from permeance.determination.crossing import Crossing
from permeance.determination.element_mass import ElementMass, element_masses
from permeance.determination.findings import Finding, applies_to, changes, find, find_on, in_force
from permeance.determination.reasons import Missing, Truth, conjunction
from permeance.law.instrument import Provision, Role
from permeance.law.snapshot import Snapshot
from permeance.terms.citation import Citation, Confidence
from permeance.terms.fact import Fact
from permeance.terms.form import Form


@dataclass(frozen=True, slots=True)
class RegimeAnswer:
    """The answer of one regime and the bounds that the known facts allow."""

    regime: str
    answer: Answer
    at_least: Answer
    at_most: Answer
    by_letter: Answer


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
    letter_of_law: Answer | None
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
        """The entry that sets the answer, or the strictest of those that may yet set it."""
        possible = [finding for finding in self.findings if finding.may_catch]
        first = max(possible, key=lambda f: STRICTNESS.index(f.effect), default=None)
        found = next(iter(self.caught_by), first)
        return found.provision if found else None

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
            if finding.settled or (finding.may_catch and finding.effect is not Answer.NOT_REQUIRED)
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
    return replace(answered, next_change=next_change(answered, snapshot))


def _decide(crossing: Crossing, snapshot: Snapshot, day: date | None) -> Determination:
    findings = find(crossing, snapshot, day)
    gaps = _gaps(crossing, snapshot, day)
    names = sorted({finding.provision.regime for finding in findings}) or ["dual_use"]
    regimes = _by_regime(findings, tuple(names), bool(gaps))
    at_least, at_most = _joined(regimes)
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
        letter_of_law=_letter(regimes, raising),
        by_regime=regimes,
        findings=findings,
        obligations=(
            *_obligations(crossing, snapshot, day, _outcome(findings, answer), evidence),
            *(_confirmations(findings) if answer is Answer.NOT_CONTROLLED else ()),
        ),
        missing=tuple(missing) if answer is Answer.UNKNOWN else (),
        reverify=_reverify(raising),
        provisional=_provisional(findings, answer),
        evidence=evidence,
        next_change=None,
        snapshot=snapshot.hash,
        verified_on=snapshot.verified_on,
    )


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
        gaps.append(predicates.NO_FORM)
    if crossing.destination is None:
        gaps.append(Missing("destination", None, "the country in which the goods end up"))
    if day is None:
        gaps.append(Missing("ship_date", None, "the day on which the goods leave"))
    if crossing.ship_from is None:
        gaps.append(predicates.NO_SHIP_FROM)
    elif crossing.ship_from not in snapshot.jurisdictions:
        gaps.append(Missing("law", None, f"the export-control law of {crossing.ship_from}, which is not modelled"))
    return tuple(gaps)


def _joined(regimes: tuple[RegimeAnswer, ...]) -> tuple[Answer, Answer]:
    """The bounds over all regimes: the strictest of each."""
    return strictest(regime.at_least for regime in regimes), strictest(regime.at_most for regime in regimes)


def _by_regime(findings: tuple[Finding, ...], regimes: tuple[str, ...], gaps: bool) -> tuple[RegimeAnswer, ...]:
    """Bounds per regime; a gap keeps the upper bound at a licence, since nothing may be cleared."""
    answers = []
    for regime in regimes:
        own = [finding for finding in findings if finding.provision.regime == regime]
        at_least = strictest(finding.mildest for finding in own if finding.settled)
        at_most = strictest([at_least, *(finding.effect for finding in own if finding.may_catch)])
        if gaps and at_most in (Answer.NOT_CONTROLLED, Answer.NOT_REQUIRED):
            at_most = Answer.LICENCE_REQUIRED
        answer = at_least if at_least is at_most else Answer.UNKNOWN
        answers.append(RegimeAnswer(regime, answer, at_least, at_most, _by_letter(own, bool(gaps))))
    return tuple(answers)


def _by_letter(own: list[Finding], gaps: bool) -> Answer:
    """What the text alone gives, dated ends taken at their word; unknown where facts are missing as well."""
    settled = strictest(f.by_letter for f in own if f.settled)
    possible = strictest(f.by_letter for f in own if f.may_catch)
    return settled if settled is possible and not gaps else Answer.UNKNOWN


def _letter(regimes: tuple[RegimeAnswer, ...], raising: list[Finding]) -> Answer | None:
    """The letter's answer where a dated end that has passed keeps the answer open and the texts were read."""
    answers = [regime.by_letter for regime in regimes]
    if not any(f.lapsed and f.reason.decides for f in raising) or Answer.UNKNOWN in answers:
        return None
    return strictest(answers)


def _reverify(raising: list[Finding]) -> tuple[str, ...]:
    """The instruments to be looked at again: not read, or past a dated end without newer text."""
    unread = [f.provision.instrument for f in raising if not f.reason.decides]
    unread += [exclusion.instrument for f in raising for exclusion in f.doubted_by]
    lapsed = [name for f in raising if f.lapsed for name in (f.lapsed.by, f.provision.instrument)]
    return tuple(dict.fromkeys([*lapsed, *unread]))


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
        if not (due and provision.duty and applies_to(provision, crossing, snapshot)):
            continue
        covered, _ = in_force(provision, day)
        holds = conjunction("", [covered, *predicates.tests(provision, crossing, snapshot)])
        if holds.truth is Truth.TRUE:
            duties.append(Obligation(provision.key, provision.duty, "law", provision.citation))
    if outcome == "not_caught" and evidence == "declared" and duties and crossing.intentionally_added is not Fact.YES:
        text = "Keep a test report for each lot: the clearance rests on a declared composition."
        duties.append(Obligation("test-report-per-lot", text, "practice", None))
    return tuple(duties)


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


def next_change(decided: Determination, snapshot: Snapshot) -> date | None:
    """The next day on which the same facts would get another answer, by the law known in the snapshot.

    Facts do not change with the day, so only days are tried on which an entry that they leave possible, or an exclusion
    from it, begins or ends; and on those days only such entries.
    """
    if decided.on is None:
        return None
    regimes = tuple(regime.regime for regime in decided.by_regime)
    gaps = bool(_gaps(decided.crossing, snapshot, decided.on))
    for boundary in changes(decided.findings, snapshot):
        if boundary > decided.on:
            later = _by_regime(find_on(boundary, decided.findings, decided.crossing, snapshot), regimes, gaps)
            at_least, at_most = _joined(later)
            answer = at_least if at_least is at_most else Answer.UNKNOWN
            if (answer, at_most) != (decided.answer, decided.at_most):
                return boundary
    return None
