"""Where one sentence tells one thing in two ways: a denial and what it denies, a rule and its pause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from permeance.terms.claim import Action, Certainty, Claim, Register
from permeance.watch.found import Found


def reconciled(made: list[tuple[Found, Claim]]) -> Iterator[tuple[bool, Claim]]:
    """Two ways to tell one thing are one claim: not applying a paused rule, not speeding up what takes longer.

    What a denial denies is certain not to be. A retaliation is named only where no exacter act is.
    """
    acts = {found.action: (found, claim) for found, claim in made}
    for found, claim in made:
        other = {Action.IMPOSE: Action.SUSPEND, Action.EXPEDITE: Action.DELAY}.get(claim.action)
        if claim.polarity == "-" and other in acts and acts[other][1].polarity == "+":
            continue
        if claim.action is Action.RETALIATE and acts.keys() & {Action.IMPOSE, Action.TIGHTEN, Action.THREATEN}:
            continue
        denial, denied = acts.get(Action.DENY, (None, None))
        if denial and denied and denial.end <= found.start <= denial.clause.end:
            # To deny that something was not done is to say that it was; the reader only leans that way.
            so = Certainty.PROBABLE if claim.certainty is Certainty.CERTAIN_NOT else Certainty.CERTAIN_NOT
            not_so = replace(claim, certainty=so, cue=denied.cue, source=denied.source)
            yield found.is_verb, replace(not_so, register=Register.CLAIM)
            continue
        yield found.is_verb, claim
