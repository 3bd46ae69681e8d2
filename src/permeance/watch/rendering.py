"""Claims in the contract's JSON, and as short blocks of text for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date

from permeance.terms.claim import Claim, ClaimTime
from permeance.watch.clusters import Cluster
from permeance.watch.document import Document
from permeance.watch.drift import Change, Drift

_SHORT = 400
_CHANGED = {
    Change.POLARITY_CHANGED: "one says that it happens, the other that it does not",
    Change.CERTAINTY_RAISED: "surer here",
    Change.CERTAINTY_LOWERED: "less sure here",
    Change.SOURCE_DROPPED: "the source is dropped here",
    Change.SOURCE_CHANGED: "another kind of source",
    Change.FEWER_SOURCES: "fewer sources here",
    Change.MORE_SOURCES: "more sources here",
    Change.NUMBERS_CHANGED: "other numbers",
}


def claim_json(claim: Claim) -> dict[str, object]:
    """All labels of a claim and the place of its words."""
    return {
        "span": asdict(claim.span),
        "action": claim.action.value,
        "polarity": claim.polarity,
        "actor": claim.actor,
        "instrument": claim.instrument.value,
        "items": list(claim.items),
        "targets": list(claim.targets),
        "certainty": claim.certainty.value,
        "cue": claim.cue,
        "source_type": claim.source.type.value,
        "sources_n": claim.source.n,
        "time": {"expr": claim.time.expr, "start": _iso(claim.time.start), "end": _iso(claim.time.end)},
        "register": claim.register.value,
        "quantity": [asdict(number) for number in claim.quantity],
        "incomplete": list(claim.incomplete),
    }


def document_json(document: Document) -> dict[str, object]:
    return {
        "file": document.file,
        "title": document.title,
        "published": _iso(document.published),
        "characters": len(document.text),
        "sha256": document.sha256,
    }


def cluster_json(cluster: Cluster) -> dict[str, object]:
    source = cluster.source
    return {
        "cluster": cluster.name,
        "type": source.type.value,
        "n": source.n,
        "who": source.who,
        "claims": list(cluster.claims),
    }


def drift_json(other: str, found: Drift) -> dict[str, object]:
    return {
        "against": other,
        "action": found.here.action.value,
        "actor": found.here.actor,
        "change": found.change.value,
        "here": {"value": found.value_here, "span": asdict(found.here.span)},
        "there": {"value": found.value_there, "span": asdict(found.there.span)},
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def claim_lines(claim: Claim) -> Iterator[str]:
    """A block of a few lines: what, how sure, the words, who says so, when, what is missing."""
    items = ", ".join(claim.items) or "goods not named"
    yield (
        f"{claim.action.value}: {claim.certainty.in_words} ({claim.certainty.value}); {claim.actor}, "
        f"{claim.instrument.value}, {items}, for {', '.join(claim.targets)}"
    )
    quote = _in_a_line(claim.span.quote)
    yield f'  "{quote if len(quote) <= _SHORT else quote[: _SHORT - 3] + "..."}"'
    yield f"  source: {_source(claim)}" + (f'; cue: "{_in_a_line(claim.cue)}"' if claim.cue else "")
    if claim.time.expr:
        yield f"  when: {_when(claim.time)}"
    for number in claim.quantity:
        yield f"  number: {number.value:g} {number.unit}" + (f", {number.what}" if number.what else "")
    if claim.incomplete:
        yield f"  not given: {', '.join(claim.incomplete)}"


def _in_a_line(words: str) -> str:
    return " ".join(words.split())


def _source(claim: Claim) -> str:
    kind, n = claim.source.type.value.replace("_", " "), claim.source.n
    who = f", {claim.source.who}" if claim.source.who else ""
    return f"{kind}{f' ({n})' if n else ''}{who}"


def _when(time: ClaimTime) -> str:
    words = _in_a_line(time.expr or "")
    if time.start is None and time.end is None:
        return f'"{words}", not dated'
    return f'"{words}", {time.start or "open"} to {time.end or "open"}'


def drift_line(other: str, found: Drift) -> str:
    """One difference in a line: from the other report to this one."""
    return (
        f"{found.here.action.value}, {found.here.actor}: {_CHANGED[found.change]} "
        f"({found.value_there or 'none'} in {other}, {found.value_here or 'none'} here)"
    )


def notes(document: Document, claims: Sequence[Claim]) -> list[str]:
    """What a reader has to know about the reading as a whole."""
    found = []
    if document.published is None:
        found.append("no day of publication: times of claims are not dated; give --published")
    if not claims:
        found.append("no claim was found")
    return found
