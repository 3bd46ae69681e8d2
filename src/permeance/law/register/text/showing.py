"""An instrument or a provision with all that is known of it, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from permeance.law.instrument import Act, Instrument, Provision, Role, Segment, Source
from permeance.law.register.lookup import Found
from permeance.law.register.state import act_state, acts_of, next_change, state_on
from permeance.law.register.text.words import block, prose, spoken, standing, words
from permeance.law.register.wording import Clause, clauses, country, listed
from permeance.law.snapshot import Snapshot

_DUTY_WHEN = {"caught": "where goods are caught", "not_caught": "where no entry catches", "any": "in any case"}


def show_text(found: tuple[Found, ...], snapshot: Snapshot, day: date) -> Iterator[str]:
    for number, one in enumerate(found):
        if number:
            yield ""
        yield from _instrument(one.instrument, whole=one.whole)
        for act in acts_of(one.instrument, snapshot) if one.whole else ():
            yield from _act(act, snapshot, day)
        for provision in one.provisions:
            yield ""
            yield from _provision(provision, snapshot, day)


def _instrument(i: Instrument, *, whole: bool) -> Iterator[str]:
    yield from block(f"{i.id}: {i.title}")
    if i.title_original:
        yield f"  {i.title_original}"
    yield from block(
        f"{i.kind} of {country(i.jurisdiction)}, by {listed(i.authority)}, published {prose(i.published)}; "
        f"{words(i.coverage)}; sources last looked at on {prose(i.verified)}",
        2,
    )
    if not whole:
        return
    if i.legal_basis:
        yield from block(f"legal basis: {'; '.join(i.legal_basis)}", 2)
    if i.missing:
        yield from block(f"missing: {'; '.join(i.missing)}", 2)
    if i.practice:
        share = f"{i.practice.impurity_ppb / 10_000_000:g} %"
        yield from block(f"practice, no law: an impurity up to {share} ({i.practice.note})", 2)
    for source in i.sources.values():
        yield from _source(source, 2)


def _source(source: Source, indent: int) -> Iterator[str]:
    yield from block(f"source: {source.title} ({source.seen})", indent)
    if source.url:
        yield f"{' ' * (indent + 2)}{source.url}"


def _act(act: Act, snapshot: Snapshot, day: date) -> Iterator[str]:
    state = words(act_state(act, snapshot.provisions, day))
    yield ""
    yield from block(f"what it does to {', '.join(act.on)} ({state} on {prose(day)}):", 2)
    yield from _segment(act.segment, 4, snapshot.known)
    yield from _source(act.source, 4)


def _provision(p: Provision, snapshot: Snapshot, day: date) -> Iterator[str]:
    code = f", control code {p.code}" if p.code else ""
    yield from block(f"{p.key} ({p.pinpoint}{code})")
    yield from block(p.title, 2)
    yield from block(f"on {prose(day)}: {standing(state_on(p, day))}", 2)
    change = next_change(p, day)
    if change:
        yield from block(f"from {prose(change)}: {standing(state_on(p, change))}", 2)
    effect = f": {words(p.effect)}" if p.effect else ""
    decides = "" if p.confidence.decides else ", so it decides nothing"
    yield from block(f"{p.role} of the regime {words(p.regime)}{effect}; {p.confidence}{decides}", 2)
    yield from _what(p, snapshot)
    yield "  its life:"
    for segment in p.segments:
        yield from _segment(segment, 4, snapshot.known)
    yield from _source(p.source, 2)
    yield from _customs(p)
    if p.note:
        yield from block(f"note: {p.note}", 2)


def _what(p: Provision, snapshot: Snapshot) -> Iterator[str]:
    yield "  applies where all of this holds:"
    for clause in clauses(p.conditions, snapshot.instruments[p.instrument].jurisdiction):
        yield from _clause(clause, 4)
    if p.excludes:
        hedge = f", {p.hedge}" if p.hedge else ""
        yield from block(f"takes out{hedge}: {', '.join(p.excludes)}", 2)
    out = snapshot.exclusions_of(p) if p.role is Role.ENTRY else ()
    if out:
        yield from block(f"may be taken out by: {', '.join(exclusion.key for exclusion in out)}", 2)
    if p.duty:
        yield from block(f"duty {_DUTY_WHEN[p.duty_when or 'any']}: {p.duty}", 2)


def _clause(clause: Clause, indent: int) -> Iterator[str]:
    yield from block(f"- {clause.text}", indent)
    if clause.names:
        yield from block("; ".join(part.text for part in clause.parts), indent + 2, hanging=0)
        return
    for part in clause.parts:
        yield from _clause(part, indent + 2)


def _customs(p: Provision) -> Iterator[str]:
    codes = p.customs_codes
    said = [f"printed {', '.join(codes.printed)}"] if codes.printed else []
    said += [f"not verified {', '.join(codes.unverified)}"] if codes.unverified else []
    said += [codes.note] if codes.note else []
    if said:
        yield from block(f"customs codes, for reference only: {'; '.join(said)}", 2)
    if codes.source:
        yield from _source(codes.source, 4)


def _segment(segment: Segment, indent: int, known: date) -> Iterator[str]:
    firmness = f" ({segment.confidence})" if segment.confidence else ""
    yield from block(
        f"{words(segment.status)} {spoken(segment.starts, segment.ends)}, by {segment.by}, known since "
        f"{prose(segment.known)}{firmness}",
        indent,
    )
    said = segment.political
    if said and said.known <= known:
        yield from block(
            f"said on {prose(said.known)} to last to {prose(said.until)} ({said.confidence}); a statement changes no "
            f"law: {said.source}",
            indent + 2,
        )
