"""Does this crossing need a licence: every provision tested, the answers joined, the bounds kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from permeance.determination.answer import STRICTNESS, Answer, strictest
from permeance.determination.asked import Asked
from permeance.determination.asks import NO_FORM, NO_SHIP_FROM, ask_composition
from permeance.determination.crossing import Crossing
from permeance.determination.element_mass import ElementMass, element_masses
from permeance.determination.findings import Finding, changes, find, find_on, is_one_of
from permeance.determination.obligations import Obligation, obligations
from permeance.determination.printed_list import LISTED
from permeance.determination.reasons import Missing, Truth, merged
from permeance.determination.screening import Screening, screen
from permeance.law.instrument import Provision
from permeance.law.snapshot import Snapshot
from permeance.terms.citation import Confidence
from permeance.terms.form import Form

DUAL_USE = "dual_use"


@dataclass(frozen=True, slots=True)
class RegimeAnswer:
    """The answer of one regime and the bounds that the known facts allow."""

    regime: str
    answer: Answer
    at_least: Answer
    at_most: Answer
    by_letter: Answer


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
    screening: Screening
    missing: tuple[Missing, ...]
    reverify: tuple[str, ...]
    provisional: bool
    evidence: str | None
    next_change: date | None
    snapshot: str
    verified_on: date | None
    controlled: frozenset[tuple[str, str]]  # of an instrument and an element that alone fulfils an entry of it

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
        asked = dict.fromkeys(
            element
            for finding in self.findings
            if finding.settled or (finding.may_catch and finding.effect is not Answer.NOT_REQUIRED)
            for element in sorted(finding.provision.conditions.elements)
            if (finding.provision.instrument, element) in self.controlled
        )
        return element_masses(self.crossing, asked)


def determine(crossing: Crossing, snapshot: Snapshot, on: date | None = None) -> Determination:
    """Decide one crossing on its ship date (or `on` where it has none), as known in the snapshot.

    Every entry is tested, near misses too. Missing composition, destination or date, or a jurisdiction whose
    law is not in the snapshot, gives unknown and never not_controlled.
    """
    day = crossing.ship_date or on
    asked = Asked(crossing, snapshot)
    answered = decide(asked, day)
    return replace(answered, next_change=next_change(answered, asked))


def decide(asked: Asked, day: date | None) -> Determination:
    """The answer on one day, without the next day on which it changes."""
    crossing, snapshot = asked.crossing, asked.snapshot
    findings = find(asked, day)
    gaps = _gaps(crossing, snapshot, day)
    names = sorted({DUAL_USE, *(f.provision.regime for f in findings if f.may_catch)})
    regimes = _by_regime(findings, tuple(names), gaps)
    at_least, at_most = _joined(regimes)
    answer = at_least if at_least is at_most else Answer.UNKNOWN
    raising = _raising(findings, at_least, at_most)
    missing = merged([*(fact for f in raising for fact in f.reason.open_facts()), *gaps])
    evidence = _evidence(crossing, answer)
    return Determination(
        crossing=crossing,
        on=day,
        answer=answer,
        at_least=at_least,
        at_most=at_most,
        letter_of_law=_letter(regimes, raising, day),
        by_regime=regimes,
        findings=findings,
        obligations=obligations(asked, day, findings, answer, evidence),
        screening=screen(crossing, snapshot, day, may_catch=at_most is not Answer.NOT_CONTROLLED),
        missing=missing if answer is Answer.UNKNOWN else (),
        reverify=_reverify(raising, findings),
        provisional=_provisional(findings, answer),
        evidence=evidence,
        next_change=None,
        snapshot=snapshot.hash,
        verified_on=snapshot.verified_on,
        controlled=asked.controlled,
    )


def _raising(findings: tuple[Finding, ...], at_least: Answer, at_most: Answer) -> list[Finding]:
    """The findings that keep the answer open. Where one catches whatever the facts are, only its text is open."""
    if at_least is at_most:
        return []
    raising = [f for f in findings if f.may_catch and f.effect is at_most]
    return [f for f in raising if f.settled] or raising


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
    by_list = [part.test for part in failed] == [LISTED]
    secondary = finding.provision.confidence is Confidence.SECONDARY
    return by_ruling or (by_list and secondary)


def _gaps(crossing: Crossing, snapshot: Snapshot, day: date | None) -> tuple[Missing, ...]:
    """Facts without which nothing may be cleared, whatever the entries say."""
    gaps = goods_gaps(crossing)
    if crossing.destination is None:
        gaps.append(Missing("destination", None, "the country in which the goods end up"))
    if day is None:
        gaps.append(Missing("ship_date", None, "the day on which the goods leave"))
    if crossing.ship_from is None:
        gaps.append(NO_SHIP_FROM)
    else:
        gaps += _law_gap(crossing.ship_from, snapshot, day)
    return tuple(gaps)


def goods_gaps(crossing: Crossing) -> list[Missing]:
    """The facts of the goods themselves without which nothing may be cleared."""
    gaps = []
    if crossing.composition is None and crossing.form not in (Form.EQUIPMENT, Form.TECHNOLOGY):
        gaps.append(ask_composition(crossing))
    if crossing.form is None:
        gaps.append(NO_FORM)
    return gaps


def _law_gap(country: str, snapshot: Snapshot, day: date | None) -> list[Missing]:
    """What is not modelled of a country's law: all but some entries, or the days before it begins."""
    modelled = snapshot.clearing.get(country)
    if modelled is None or country not in snapshot.jurisdictions:
        return [Missing("law", None, f"the export-control law of {country}, which is not modelled as a whole")]
    if day is not None and day < modelled.since:
        return [Missing("law", None, f"the export-control law of {country} before {modelled.since}")]
    return []


def _joined(regimes: tuple[RegimeAnswer, ...]) -> tuple[Answer, Answer]:
    """The bounds over all regimes: the strictest of each."""
    return strictest(regime.at_least for regime in regimes), strictest(regime.at_most for regime in regimes)


def _by_regime(
    findings: tuple[Finding, ...], regimes: tuple[str, ...], gaps: tuple[Missing, ...]
) -> tuple[RegimeAnswer, ...]:
    """Bounds per regime; a gap keeps the upper bound at a licence, since nothing may be cleared."""
    facts = [gap for gap in gaps if gap.fact != "law"]  # the letter of the law that is modelled needs no other law
    answers = []
    for regime in regimes:
        own = [finding for finding in findings if finding.provision.regime == regime]
        at_least = strictest(finding.mildest for finding in own if finding.settled)
        at_most = strictest([at_least, *(finding.effect for finding in own if finding.may_catch)])
        if gaps and at_most in (Answer.NOT_CONTROLLED, Answer.NOT_REQUIRED):
            at_most = Answer.LICENCE_REQUIRED
        answer = at_least if at_least is at_most else Answer.UNKNOWN
        answers.append(RegimeAnswer(regime, answer, at_least, at_most, _by_letter(own, bool(facts))))
    return tuple(answers)


def _by_letter(own: list[Finding], gaps: bool) -> Answer:
    """What the text alone gives, dated ends taken at their word; unknown where facts are missing as well."""
    settled = strictest(f.by_letter for f in own if f.truth_by_letter is Truth.TRUE and f.reason.decides)
    possible = strictest(f.by_letter for f in own if f.truth_by_letter is not Truth.FALSE)
    return settled if settled is possible and not gaps else Answer.UNKNOWN


def _letter(regimes: tuple[RegimeAnswer, ...], raising: list[Finding], day: date | None) -> Answer | None:
    """The letter's answer where a dated end that has passed keeps the answer open and the texts were read."""
    answers = [regime.by_letter for regime in regimes]
    unread = any(f.unsettled and not f.lapsed_on(day) for f in raising)
    if unread or not any(f.lapsed_on(day) and f.reason.decides for f in raising) or Answer.UNKNOWN in answers:
        return None
    return strictest(answers)


def _reverify(raising: list[Finding], findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The instruments to be looked at again: not read, or past a dated end without newer text.

    Where a rule builds on other entries, theirs count as well.
    """
    wanted = {name for finding in raising for name in finding.provision.conditions.caught_by}
    leaning = [*raising, *(f for f in findings if f.may_catch and is_one_of(f, wanted) and f not in raising)]
    unread = [f.provision.instrument for f in leaning if not f.reason.decides]
    unread += [exclusion.instrument for f in leaning for exclusion in f.doubted_by]
    lapsed = [name for f in leaning if f.unsettled for name in (f.unsettled.by, f.provision.instrument)]
    return tuple(dict.fromkeys([*lapsed, *unread]))


def _evidence(crossing: Crossing, answer: Answer) -> str | None:
    """What a clearance rests on: the declaration of a composition, unless an assay is stated."""
    if answer is not Answer.NOT_CONTROLLED:
        return crossing.evidence
    return crossing.evidence or "declared"


def next_change(decided: Determination, asked: Asked) -> date | None:
    """The next day on which the same facts would get another answer, by the law known in the snapshot.

    Facts do not change with the day, so only days are tried on which an entry that they leave possible, or an exclusion
    from it, begins or ends; and on those days only such entries.
    """
    if decided.on is None:
        return None
    regimes = tuple(sorted({DUAL_USE, *(f.provision.regime for f in decided.findings if f.on_any_day)}))
    snapshot = asked.snapshot
    begins = {state.since for code, state in snapshot.clearing.items() if code == decided.crossing.ship_from}
    for boundary in sorted(begins.union(changes(decided.findings, snapshot))):
        if boundary > decided.on:
            gaps = _gaps(decided.crossing, snapshot, boundary)
            later = _by_regime(find_on(boundary, decided.findings, asked), regimes, gaps)
            at_least, at_most = _joined(later)
            answer = at_least if at_least is at_most else Answer.UNKNOWN
            if (answer, at_most) != (decided.answer, decided.at_most):
                return boundary
    return None
