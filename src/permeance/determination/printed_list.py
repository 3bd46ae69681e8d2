"""Whether goods are one of the alloys or targets that a text prints by name."""

from __future__ import annotations

from permeance.determination.asks import NO_RULING
from permeance.determination.content import contains
from permeance.determination.crossing import Crossing
from permeance.determination.reasons import Missing, Reason, Truth, conjunction
from permeance.law.conditions import Named, NamedMaterial
from permeance.law.instrument import Provision
from permeance.law.snapshot import Reading, Snapshot
from permeance.terms.citation import Confidence

LISTED = "is on the printed list"


def named(crossing: Crossing, names: Named, reading: Reading, snapshot: Snapshot) -> Reason:
    """The goods are one of the alloys or targets of a printed list, with or without further elements."""
    ruling = snapshot.provision(names.extra_elements) if names.extra_elements else None
    parts = tuple(_one_name(crossing, item, reading, ruling) for item in names.names)
    held = [part for part in parts if part.truth is Truth.TRUE]
    firm = [part for part in held if part.decides]
    test, wanted = LISTED, ", ".join(item.name for item in names.names)
    if firm or held:
        best = next((part for part in firm if not part.provisional), (firm or held)[0])
        return Reason(
            test,
            Truth.TRUE,
            best.wanted,
            wanted,
            parts=parts,
            decides=best.decides,
            provisional=best.provisional,
        )
    open_parts = [part for part in parts if part.truth is Truth.UNKNOWN]
    if open_parts:
        missing = tuple(dict.fromkeys(fact for part in open_parts for fact in part.open_facts()))
        return Reason(test, Truth.UNKNOWN, "cannot tell", wanted, missing=missing, parts=parts)
    if not names.complete:
        return Reason(
            test, Truth.TRUE, "none of the names remembered", wanted, parts=parts, decides=False,
            note="the printed list was not read whole, so it cannot clear the goods",
        )  # fmt: skip
    if ruling is not None:
        note = f"it may be read wider than the names: {ruling.title} ({ruling.citation})"
        return Reason(test, Truth.UNKNOWN, "none of the names", wanted, missing=(NO_RULING,), parts=parts, note=note)
    return Reason(test, Truth.FALSE, "none of the names", wanted, parts=parts)


def _one_name(crossing: Crossing, item: NamedMaterial, reading: Reading, ruling: Provision | None) -> Reason:
    whole = conjunction(item.name, [contains(crossing, element, reading) for element in item.elements])
    composition = crossing.composition
    extra = [e for e, s in composition.shares.items() if s.low > 0 and e not in item.elements] if composition else []
    note, truth, provisional = item.note or "", whole.truth, item.confidence is Confidence.SECONDARY
    if truth is Truth.TRUE and extra:
        if ruling is None:
            truth, note = (
                Truth.UNKNOWN,
                f"whether further elements ({', '.join(extra)}) take it out was not settled yet",
            )
        else:
            provisional = provisional or ruling.confidence is Confidence.SECONDARY
            note = f"{', '.join(extra)} besides: {ruling.title} ({ruling.citation})"
    missing = (
        (Missing("ruling", None, "an answer of the authority on further elements"),) if truth != whole.truth else ()
    )
    return Reason(
        item.name, truth, ", ".join(part.found for part in whole.parts), item.name, missing=missing,
        parts=whole.parts, decides=item.confidence.decides, provisional=provisional, note=note,
    )  # fmt: skip
