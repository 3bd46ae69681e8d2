"""What bulk says of a row: an answer without the words of its reasons, which are made anew for a row that is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from permeance.determination.determine import Determination


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a determination with all that a table can hold of it; lists are in the order of the determination.

    `governing` is the key of a provision, `obligations` are keys of duties, `missing` are facts such as
    `composition:Dy`, `by_regime` pairs of a regime and its answer.
    """

    answer: str
    at_least: str
    at_most: str
    letter_of_law: str | None
    by_regime: tuple[tuple[str, str], ...]
    provisional: bool
    screening_incomplete: bool
    evidence: str | None
    governing: str | None
    control_codes: tuple[str, ...]
    obligations: tuple[str, ...]
    missing: tuple[str, ...]
    reverify: tuple[str, ...]
    next_change: date | None

    @property
    def act_as(self) -> str:
        """What to do meanwhile: as if the strictest answer that the facts allow were the true one."""
        return self.at_most


def verdict_of(decided: Determination) -> Verdict:
    """A determination as a verdict."""
    governing = decided.governing
    return Verdict(
        answer=decided.answer.value,
        at_least=decided.at_least.value,
        at_most=decided.at_most.value,
        letter_of_law=decided.letter_of_law.value if decided.letter_of_law else None,
        by_regime=tuple((regime.regime, regime.answer.value) for regime in decided.by_regime),
        provisional=decided.provisional,
        screening_incomplete=decided.screening.incomplete,
        evidence=decided.evidence,
        governing=governing.key if governing else None,
        control_codes=tuple(f.provision.code for f in decided.caught_by if f.provision.code),
        obligations=tuple(duty.id for duty in decided.obligations),
        missing=tuple(f"{fact.fact}:{fact.element}" if fact.element else fact.fact for fact in decided.missing),
        reverify=decided.reverify,
        next_change=decided.next_change,
    )
