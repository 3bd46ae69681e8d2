"""Parts for which nothing is filed, in words and as plain values."""

from __future__ import annotations

from collections.abc import Sequence

from permeance.exposure.outcome import Unfiled
from permeance.exposure.rendering.dates import iso, percent, prose

PARTS_SHOWN = 3  # of each kind, as many as a terminal shows; the report has all
SCENARIOS_NAMED = 2
SURE, UNSURE = "Needs a licence", "May need a licence, which cannot be told,"
NOTHING, UNUSED = "and nothing is filed", "and what is filed or granted brings nothing"


def unfiled_groups(parts: Sequence[Unfiled]) -> list[tuple[str, list[Unfiled]]]:
    """What is said of the parts that surely need a licence, and of those that may; each group only where it has any."""
    groups = [
        (f"{need} {state}", [p for p in parts if p.surely is surely and bool(p.unused) is some])
        for need, surely in ((SURE, True), (UNSURE, False))
        for state, some in ((NOTHING, False), (UNUSED, True))
    ]
    return [(said, alike) for said, alike in groups if alike]


def unfiled_sentences(parts: Sequence[Unfiled]) -> list[str]:
    """`Needs a licence and nothing is filed: GA-DIE (crossing X-GA, used by SENS): holds out until 13 March 2027.`"""
    words = []
    for said, alike in unfiled_groups(parts):
        more = [f"and {len(alike) - PARTS_SHOWN} more"] if len(alike) > PARTS_SHOWN else []
        words.append(f"{said}: {'; '.join([*map(unfiled_words, alike[:PARTS_SHOWN]), *more])}.")
    return words


def unfiled_words(part: Unfiled) -> str:
    """One part: in which scenarios it waits if not in all, over which crossings, which lines use it, what was filed
    before, and how long it lasts."""
    lines = ", ".join(dict.fromkeys(line.line for line in part.lines))
    crossings = f"crossing{'s' if len(part.crossings) > 1 else ''} {', '.join(part.crossings)}"
    used = f"in place of {' or '.join(part.alternate_to)} on {lines}" if part.alternate_to else f"used by {lines}"
    before = "".join(f", case {name} is {'a draft' if status == 'draft' else status}" for name, status in part.cases)
    unused = "".join(f", {case.why}" for case in part.unused)
    todo = "".join(f"; {remedy}" for remedy in dict.fromkeys(case.remedy for case in part.unused))
    return f"{part.item} ({_condition(part)}{crossings}, {used}{before}{unused}){_lasting(part)}{todo}"


def only_if_words(part: Unfiled) -> str:
    """`October 2025 controls apply, 25 %`: the outcome that has to hold, or the scenarios, and their weight."""
    if not part.only_if:
        return ""
    few = len(part.only_if) <= SCENARIOS_NAMED
    named = " or ".join(name.replace("; ", " and ") for name in part.only_if)
    return f"{part.shared or (named if few else f'one of {len(part.only_if)} scenarios holds')}, {percent(part.weight)}"


def _condition(part: Unfiled) -> str:
    return f"only if {only_if_words(part)}; " if part.only_if else ""


def _lasting(part: Unfiled) -> str:
    """Until when the first of its lines has it, other parts not counted."""
    if part.alternate_to or not part.dated:
        return ""
    if part.holds_out is None:
        return ": holds out beyond the horizon"
    return f": holds out until {prose(part.holds_out)}"


def unfiled_json(parts: Sequence[Unfiled]) -> list[dict[str, object]]:
    """The contract's `unfiled`."""
    return [
        {
            "part": part.item,
            "crossings": list(part.crossings),
            "surely": part.surely,
            "weight": round(part.weight, 4),
            "only_if": list(part.only_if),
            "lines": [
                {"line": line.line, "product": line.product, "holds_out_until": iso(line.holds_out)}
                for line in part.lines
            ],
            "alternate_to": list(part.alternate_to),
            "cases": [{"application": name, "status": status} for name, status in part.cases],
            "unused": [{"case": case.name, "why": case.why, "remedy": case.remedy} for case in part.unused],
        }
        for part in parts
    ]
