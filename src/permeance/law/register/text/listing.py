"""The coverage register as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from permeance.law.register.coverage import Covered
from permeance.law.register.text.words import block, n_of, prose, read_as, tally, words
from permeance.law.register.wording import country
from permeance.law.snapshot import Snapshot


def list_text(lines: tuple[Covered, ...], snapshot: Snapshot, day: date) -> Iterator[str]:
    entries = sum(line.entries for line in lines)
    yield from block(
        f"{n_of(len(lines), 'instrument')} with {n_of(entries, 'entry', 'entries')}, as known on "
        f"{prose(snapshot.known)}; states are those of {prose(day)}. What no instrument here covers is not cleared.",
        hanging=0,
    )
    for code, group in groupby(lines, key=lambda line: line.instrument.jurisdiction):
        yield ""
        yield from _jurisdiction(code, snapshot)
        for line in group:
            yield from _line(line)


def _jurisdiction(code: str, snapshot: Snapshot) -> Iterator[str]:
    name, state = country(code).removeprefix("the "), snapshot.clearing.get(code)
    if state is None:
        yield from block(f"{name}: an entry may catch; nothing is ever cleared.")
        return
    yield from block(f"{name}: clears goods for days from {prose(state.since)}; scope: {state.scope}.")
    yield from block(f"missing: {'; '.join(state.missing)}", 2)


def _line(line: Covered) -> Iterator[str]:
    i = line.instrument
    size = n_of(line.entries, "entry", "entries") if line.entries else n_of(line.provisions, "provision")
    if not line.provisions:
        size = n_of(line.acts, "act on others", "acts on others")
    yield from block(f"{i.id}: {tally(line.states)}; {i.kind} of {prose(i.published)}, {words(i.coverage)}, {size}", 2)
    yield from block(i.title, 4, hanging=0)
    yield from block(f"read: {read_as(line.confidence)}", 4)
    if i.missing:
        yield from block(f"missing: {'; '.join(i.missing)}", 4)
