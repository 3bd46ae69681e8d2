"""Invented instruments of Antarctica, so that each rule can be seen apart from the law that is shipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from permeance.law.instrument import Instrument
from permeance.law.load import load_instrument
from permeance.law.snapshot import Snapshot, compile_snapshot

_HEAD = """id: {id}
jurisdiction: AQ
kind: {kind}
title: "{id} (invented)"
authority: [Example Ministry]
published: {published}
encoded: 2029-12-31
verified: 2029-12-31
coverage: modelled
sources: {{gazette: {{url: "https://example.org/{id}", title: gazette, seen: text seen}}}}
"""
_PROVISIONS = """defaults: {{role: entry, regime: dual_use, effect: licence_required, source: gazette}}
provisions:
  - id: "1"
    code: M1
    pinpoint: paragraph 1
    title: samarium-cobalt magnets
    confidence: {confidence}
    when: {{{when}}}
    segments:
"""
SM = "contains: [Sm]"


def order(
    *segments: str,
    id: str = "AQ-1",
    published: str = "2029-01-15",
    when: str = SM,
    confidence: str = "verified text seen",
    kind: str = "announcement",
) -> Instrument:
    """An order with one entry, whose life are the segments as YAML writes them."""
    text = _HEAD.format(id=id, published=published, kind=kind) + _PROVISIONS.format(when=when, confidence=confidence)
    return _loaded(text + "".join(f"      - {{{segment}}}\n" for segment in segments))


def act(segment: str, id: str, published: str, on: str = "AQ-1/*") -> Instrument:
    """An order that does nothing but lay one segment over another one."""
    text = _HEAD.format(id=id, published=published, kind="announcement")
    return _loaded(text + f"acts: [{{on: ['{on}'], source: gazette, segment: {{{segment}}}}}]\n")


def _loaded(text: str) -> Instrument:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "instrument.yaml"
        path.write_text(text, encoding="utf-8")
        return load_instrument(path)


def known(day: str, *instruments: Instrument) -> Snapshot:
    return compile_snapshot(date.fromisoformat(day), instruments, {})


IN_FORCE = "status: in_force, from: 2029-02-01, until: null, known: 2029-01-15, by: AQ-1"
SUSPENDED = "status: suspended, from: 2029-06-01, until: 2029-09-01, known: 2029-05-20, by: AQ-7"
EXTENDED = "status: suspended, from: 2029-09-01, until: 2030-06-01, known: 2029-08-20, by: AQ-9"
