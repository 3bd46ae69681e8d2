"""What each entry of the law says of a crossing: tested on its day, less what a ruling takes out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from permeance.determination import predicates
from permeance.determination.answer import Answer
from permeance.determination.asked import Asked
from permeance.determination.crossing import Crossing
from permeance.determination.reasons import Missing, Reason, Truth, conjunction
from permeance.law.instrument import Provision, Role, Segment, Standing, Status
from permeance.law.snapshot import Snapshot
from permeance.terms.citation import Confidence

KEPT_SPANS = 4_096  # of provisions, as words
NEAR_MISS = 1  # an entry of which no more tests than this failed is shown, though it does not catch


@dataclass(frozen=True, slots=True)
class Finding:
    """What one entry says of the crossing: how it came out, its effect, and whether it may decide.

    `effect` is the strictest reading and `mildest` the mildest; they differ only where a segment leaves the day open
    (`unsettled`): its dated end has passed without newer text, or it was not read. `by_letter` is what the text alone
    gives. `doubted_by` are the exclusions of which the text
    does not settle whether they take the goods out, `taken_out_by` is the one that does. `on_any_day` is false where
    the facts keep the entry from catching whatever the day. `letter` is how it comes out by the letter, where it builds
    on entries whose dated end has passed.
    """

    provision: Provision
    reason: Reason
    effect: Answer
    mildest: Answer
    by_letter: Answer
    unsettled: Segment | None = None
    doubted_by: tuple[Provision, ...] = ()
    taken_out_by: Provision | None = None
    on_any_day: bool = True
    letter: Truth | None = None

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
    def truth_by_letter(self) -> Truth:
        """How it comes out where dated ends are taken at their word."""
        return self.truth if self.letter is None else self.letter

    def lapsed_on(self, day: date | None) -> bool:
        """Whether it is open only because a dated end has passed without newer text, its own or that of its base."""
        if self.unsettled is None:
            return self.truth is Truth.UNKNOWN and self.truth_by_letter is not Truth.UNKNOWN
        return day is not None and not self.unsettled.covers(day)

    @property
    def is_near_miss(self) -> bool:
        """Worth showing though it does not catch: all tests but one held, or a ruling took it out.

        An entry is far off of which nothing is known to hold but its day, and a list on which no party stands.
        """
        tests = self.reason.parts[1:]
        failed = [part for part in self.reason.parts if part.truth is Truth.FALSE]
        return self.truth is Truth.FALSE and (self.taken_out_by is not None or _is_near(failed, tests))


def _is_near(failed: Sequence[Reason], tests: Sequence[Reason]) -> bool:
    """Whether an entry of which these tests failed is worth showing, though it does not catch."""
    apart = len(failed) > NEAR_MISS or any(test.test == predicates.PARTY for test in failed)
    return not apart and any(test.truth is Truth.TRUE for test in tests)


def find(asked: Asked, day: date | None) -> tuple[Finding, ...]:
    """Every entry that catches, may catch or nearly does: the rest has nothing to do with the goods.

    Those that build on other entries (`caught_by`) come second.
    """
    crossing, snapshot = asked.crossing, asked.snapshot
    entries = (p for p in asked.of_role(Role.ENTRY) if applies_to(p, crossing, snapshot))
    return _findings([p for p in entries if asked.failing(p, NEAR_MISS) <= NEAR_MISS], asked, day)


def find_on(day: date, earlier: tuple[Finding, ...], asked: Asked) -> tuple[Finding, ...]:
    """The same crossing on another day: only the entries that the facts leave possible are tested."""
    return _findings([finding.provision for finding in earlier if finding.on_any_day], asked, day)


def _findings(entries: list[Provision], asked: Asked, day: date | None) -> tuple[Finding, ...]:
    first = [found for p in entries if not p.conditions.caught_by if (found := _finding(p, asked, day, ()))]
    likely = _likely(first)
    rest = [found for p in entries if p.conditions.caught_by if (found := _finding(p, asked, day, likely))]
    return (*first, *rest)


def _likely(findings: list[Finding]) -> tuple[Finding, ...]:
    """Those on which another entry may build; most of the law has nothing to do with a given crossing."""
    return tuple(f for f in findings if f.may_catch and f.effect is not Answer.NOT_REQUIRED)


def changes(findings: tuple[Finding, ...], snapshot: Snapshot) -> tuple[date, ...]:
    """The days, in order, on which an entry that the facts leave possible may come out otherwise."""
    moving = turning(findings, snapshot).values()
    days = {day for p in moving for s in p.segments for day in (s.starts, s.ends) if day is not None}
    return tuple(sorted(days))


def turning(findings: tuple[Finding, ...], snapshot: Snapshot) -> dict[str, Provision]:
    """By key, the entries that the facts leave possible and the exclusions from them: only these bear on the answer."""
    possible = [finding.provision for finding in findings if finding.on_any_day]
    return {p.key: p for entry in possible for p in (entry, *snapshot.exclusions_of(entry))}


def applies_to(provision: Provision, crossing: Crossing, snapshot: Snapshot) -> bool:
    """Whether the provision is law for goods that leave this country: its own law, or another's that reaches abroad."""
    jurisdiction, found = snapshot.instruments[provision.instrument].jurisdiction, crossing.ship_from
    return found is None or (found == jurisdiction) is not provision.conditions.abroad


def standing_on(provision: Provision, day: date | None) -> tuple[Truth, Standing]:
    """Whether a provision covers the day, or may: one whose dated end has passed without newer text may go on."""
    if day is None:
        return Truth.UNKNOWN, Standing(None, None)
    standing = provision.standing_on(day)
    covered = standing.status in (Status.IN_FORCE, Status.SUSPENDED) or standing.lapsed is not None
    return Truth.of(covered), standing


def _in_force(provision: Provision, day: date | None, covered: Truth, standing: Standing) -> Reason:
    """The same as a reason, with the spans of the provision's life."""
    test = "in force on the day"
    if day is None:
        return Reason(test, covered, "no date given", _spans(provision), missing=(_NO_DAY,))
    by = standing.unsettled or standing.segment
    secondary = by is not None and by.confidence is Confidence.SECONDARY
    note = _why_open(standing)
    return Reason(test, covered, day.isoformat(), _spans(provision), provisional=secondary, note=note)


_NO_DAY = Missing("ship_date", None, "the day on which the goods leave")


def _why_open(standing: Standing) -> str:
    if standing.unsettled is None:
        return ""
    why = "its end has passed, and no newer text is known" if standing.lapsed else "it was not read"
    return f"{standing.unsettled.by}: {why}"


@lru_cache(maxsize=KEPT_SPANS)
def _spans(provision: Provision) -> str:
    return "; ".join(_span(segment) for segment in provision.segments)


def _span(segment: Segment) -> str:
    """`suspended from 2025-11-07 until 2026-11-11`, and what was said of its end."""
    words = f"{segment.status.value.replace('_', ' ')} from {segment.starts}" + (
        f" until {segment.ends}" if segment.ends else ""
    )
    said = segment.political
    return words + (f" (said on {said.known} to last until {said.until}; a statement, no law)" if said else "")


def _finding(provision: Provision, asked: Asked, day: date | None, others: tuple[Finding, ...]) -> Finding | None:
    """What the entry says; None where it neither catches on any day nor is worth showing."""
    crossing, snapshot = asked.crossing, asked.snapshot
    covers, standing = standing_on(provision, day)
    tests = list(asked.tests(provision))
    failed = [test for test in tests if test.truth is Truth.FALSE]
    if failed and (covers is Truth.FALSE or not _is_near(failed, tests)):
        return None
    on_any_day, letter = not failed, None
    parts = [_in_force(provision, day, covers, standing), *tests]
    if crossing.ship_from is None:  # another country's law may hold instead
        jurisdiction = snapshot.instruments[provision.instrument].jurisdiction
        parts.append(predicates.leaves(jurisdiction, abroad=provision.conditions.abroad))
    if provision.conditions.caught_by:
        letter = Truth.all([*(part.truth for part in parts), _caught_by_letter(provision.conditions.caught_by, others)])
        parts.append(caught_by(provision.conditions.caught_by, others))
    reason = conjunction(provision.title, parts, provision.citation, provision.note or "")
    reason = replace(
        reason,
        decides=reason.decides and provision.confidence.decides,
        provisional=reason.provisional or provision.confidence is Confidence.SECONDARY,
    )
    effects = _effects(provision, standing)
    finding = Finding(provision, reason, *effects, standing.unsettled, on_any_day=on_any_day, letter=letter)
    return _less_exclusions(finding, asked, day)


def _effects(provision: Provision, standing: Standing) -> tuple[Answer, Answer, Answer]:
    """The strictest and the mildest reading of an entry that catches, and what its letter says."""
    if provision.effect is None:
        raise ValueError(f"{provision.key} is an entry without an effect")
    effect = Answer(provision.effect.value)
    if standing.unsettled is None:
        plain = Answer.NOT_REQUIRED if standing.status is Status.SUSPENDED else effect
        return plain, plain, plain
    if standing.unsettled.status is Status.SUSPENDED:  # back in force by the letter, unless the suspension was extended
        return effect, Answer.NOT_REQUIRED, effect
    return effect, Answer.NOT_CONTROLLED, Answer.NOT_CONTROLLED  # ended by the letter, unless it was extended


def caught_by(wanted: tuple[str, ...], others: tuple[Finding, ...]) -> Reason:
    """Whether another entry, of a regime or of those named, catches the goods; one that is suspended does not."""
    test, words = "caught by another entry", f"an entry of {' or '.join(wanted)}"
    possible = [f for f in others if f.may_catch and f.effect is not Answer.NOT_REQUIRED and is_one_of(f, wanted)]
    caught = [f for f in possible if f.settled and f.mildest is f.effect]
    if caught:
        firm = min(caught, key=lambda finding: finding.reason.provisional)
        return Reason(test, Truth.TRUE, firm.provision.key, words, provisional=firm.reason.provisional)
    if possible:
        facts = tuple(dict.fromkeys(fact for f in possible for fact in f.reason.open_facts()))
        return Reason(test, Truth.UNKNOWN, "cannot tell", words, missing=facts, decides=True)
    return Reason(test, Truth.FALSE, "no entry catches it", words)


def _caught_by_letter(wanted: tuple[str, ...], others: tuple[Finding, ...]) -> Truth:
    """The same where dated ends are taken at their word: a suspension that has ended catches again."""
    spared = (Answer.NOT_REQUIRED, Answer.NOT_CONTROLLED)
    possible = [f for f in others if f.may_catch and f.by_letter not in spared and is_one_of(f, wanted)]
    if any(f.settled for f in possible):
        return Truth.TRUE
    return Truth.UNKNOWN if possible else Truth.FALSE


def is_one_of(finding: Finding, wanted: Collection[str]) -> bool:
    """Whether an entry is meant by a regime, by `INSTRUMENT/*` or by its own key."""
    provision = finding.provision
    return bool({provision.regime, f"{provision.instrument}/*", provision.key} & set(wanted))


def _less_exclusions(finding: Finding, asked: Asked, day: date | None) -> Finding:
    """Take out what a ruling puts outside; where one cannot be settled the entry may catch, and no longer does."""
    reason = finding.reason
    if reason.truth is Truth.FALSE:
        return finding
    open_tests: list[Reason] = []
    doubted_by: list[Provision] = []
    for exclusion in asked.snapshot.exclusions_of(finding.provision):
        test = _taken_out(exclusion, asked, day)
        if test is None:
            continue
        if test.truth is Truth.TRUE and test.decides:
            out = replace(
                reason,
                truth=Truth.FALSE,
                parts=(*reason.parts, test),
                provisional=exclusion.confidence is Confidence.SECONDARY,
                note=_taken_out_words(exclusion),
            )
            return replace(finding, reason=out, taken_out_by=exclusion, letter=None)
        if test.truth is Truth.TRUE:
            doubted_by.append(exclusion)
        open_tests.append(replace(test, truth=Truth.UNKNOWN))
    if not open_tests:
        return finding
    doubtful = replace(reason, truth=Truth.UNKNOWN, parts=(*reason.parts, *open_tests))
    return replace(finding, reason=doubtful, doubted_by=tuple(doubted_by), letter=None)


def _taken_out_words(exclusion: Provision) -> str:
    hedged = f", which says `{exclusion.hedge}`: a single case may be decided otherwise" if exclusion.hedge else ""
    return f"taken out by {exclusion.citation}{hedged}"


def _taken_out(exclusion: Provision, asked: Asked, day: date | None) -> Reason | None:
    """Whether an exclusion takes the goods out: in force, not suspended, and all its tests hold; None where it cannot.

    It decides where its text was read and no dated end has passed without newer text.
    """
    covers, standing = standing_on(exclusion, day)
    if standing.unsettled is None and standing.status is Status.SUSPENDED:
        covers = Truth.FALSE
    if covers is Truth.FALSE or asked.failing(exclusion, 0):
        return None
    tests = [_in_force(exclusion, day, covers, standing), *asked.tests(exclusion)]
    test = conjunction(f"taken out: {exclusion.title}", tests, exclusion.citation)
    return replace(test, decides=exclusion.confidence.decides and standing.unsettled is None)
