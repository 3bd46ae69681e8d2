"""The answers of the register in the form that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date

from permeance.law.instrument import Act, CustomsCodes, Instrument, Provision, Role, Segment, Source
from permeance.law.register.coverage import Covered
from permeance.law.register.difference import Event
from permeance.law.register.lookup import Found
from permeance.law.register.state import State, act_state, acts_of, next_change, state_on
from permeance.law.register.verification import Lapse, Verification
from permeance.law.register.wording import Clause, clauses, limit_words
from permeance.law.snapshot import Snapshot
from permeance.law.vintage import COLLECTED, NEWEST_SOURCE
from permeance.terms.citation import Confidence

Json = dict[str, object]


def law_json(snapshot: Snapshot) -> Json:
    return {"snapshot": snapshot.hash, "verified_on": snapshot.verified_on}


def clearing_json(snapshot: Snapshot) -> list[Json]:
    """The states whose law may clear goods."""
    return [
        {"jurisdiction": code, "since": state.since, "scope": state.scope, "missing": list(state.missing)}
        for code, state in snapshot.clearing.items()
    ]


def covered_json(line: Covered) -> Json:
    i = line.instrument
    return {
        "id": i.id,
        "jurisdiction": i.jurisdiction,
        "kind": i.kind,
        "title": i.title,
        "published": i.published,
        "verified": i.verified,
        "coverage": i.coverage,
        "missing": list(i.missing),
        "provisions": line.provisions,
        "entries": line.entries,
        "acts": line.acts,
        "state": line.state,
        "states": states_json(line.states),
        "confidence": confidence_json(line.confidence),
    }


def confidence_json(counted: Mapping[Confidence, int]) -> list[Json]:
    return [{"confidence": confidence, "n": n} for confidence, n in counted.items()]


def found_json(found: Found, snapshot: Snapshot, day: date) -> Json:
    i = found.instrument
    return {
        "instrument": _instrument_json(i),
        "acts": [_act_json(act, snapshot, day) for act in acts_of(i, snapshot)] if found.whole else [],
        "provisions": [_provision_json(p, snapshot, day) for p in found.provisions],
    }


def _instrument_json(i: Instrument) -> Json:
    return {
        "id": i.id,
        "jurisdiction": i.jurisdiction,
        "kind": i.kind,
        "title": i.title,
        "title_original": i.title_original,
        "authority": list(i.authority),
        "published": i.published,
        "encoded": i.encoded,
        "verified": i.verified,
        "coverage": i.coverage,
        "missing": list(i.missing),
        "legal_basis": list(i.legal_basis),
        "sources": [_source_json(source) for source in i.sources.values()],
        "practice": {"impurity_ppb": i.practice.impurity_ppb, "note": i.practice.note} if i.practice else None,
    }


def _source_json(source: Source) -> Json:
    return {"title": source.title, "url": source.url, "seen": source.seen}


def _act_json(act: Act, snapshot: Snapshot, day: date) -> Json:
    return {
        "on": list(act.on),
        "state": act_state(act, snapshot.provisions, day),
        "segment": _segment_json(act.segment, snapshot.known),
        "source": _source_json(act.source),
    }


def _segment_json(segment: Segment, known: date) -> Json:
    said = segment.political if segment.political and segment.political.known <= known else None
    return {
        "status": segment.status,
        "from": segment.starts,
        "until": segment.ends,
        "known": segment.known,
        "by": segment.by,
        "confidence": segment.confidence,
        "political": asdict(said) if said else None,
    }


def _provision_json(p: Provision, snapshot: Snapshot, day: date) -> Json:
    conditions = clauses(p.conditions, snapshot.instruments[p.instrument].jurisdiction)
    out = snapshot.exclusions_of(p) if p.role is Role.ENTRY else ()
    return {
        **_standing_json(p, day),
        "conditions": [clause_json(clause) for clause in conditions],
        "segments": [_segment_json(segment, snapshot.known) for segment in p.segments],
        "source": _source_json(p.source),
        "customs_codes": _codes_json(p.customs_codes),
        "excludes": list(p.excludes),
        "taken_out_by": [exclusion.key for exclusion in out],
        "hedge": p.hedge,
        "duty": p.duty,
        "duty_when": p.duty_when,
        "note": p.note,
    }


def _codes_json(codes: CustomsCodes) -> Json:
    return {
        "printed": list(codes.printed),
        "unverified": list(codes.unverified),
        "note": codes.note,
        "source": _source_json(codes.source) if codes.source else None,
    }


def clause_json(clause: Clause) -> Json:
    return {"text": clause.text, "parts": [clause_json(part) for part in clause.parts]}


def status_json(provisions: Iterable[Provision], day: date) -> list[Json]:
    return [_standing_json(provision, day) for provision in provisions]


def _standing_json(p: Provision, day: date) -> Json:
    stands = state_on(p, day)
    segment = stands.segment
    return {
        "provision": p.key,
        "instrument": p.instrument,
        "pinpoint": p.pinpoint,
        "title": p.title,
        "code": p.code,
        "role": p.role,
        "regime": p.regime,
        "effect": p.effect,
        "confidence": p.confidence,
        "state": stands.state,
        "letter_of_law": stands.letter_of_law,
        "reverify": list(stands.reverify),
        "by": segment.by if segment else None,
        "since": segment.starts if segment else None,
        "until": segment.ends if segment else None,
        "political_until": segment.political.until if segment and segment.political else None,
        "next_change": next_change(p, day),
    }


def event_json(event: Event) -> Json:
    return {
        "day": event.day,
        "kind": event.kind,
        "by": event.by,
        "what": event.what,
        "provisions": list(event.provisions),
        "from": event.starts,
        "until": event.ends,
        "before": event.before,
        "after": event.after,
        "confidence": event.confidence,
    }


def verification_json(v: Verification) -> Json:
    return {
        "vintage": {
            "collected": COLLECTED,
            "newest_source": NEWEST_SOURCE,
            "verified_oldest": v.verified_oldest,
            "verified_newest": v.verified_newest,
        },
        "stale": [{"verified": day, "instruments": list(names)} for day, names in v.stale.items()],
        "confidence": confidence_json(v.confidence),
        "lapsed": [_lapse_json(lapse) for lapse in v.lapsed],
        "lapsing": [_lapse_json(lapse) for lapse in v.lapsing],
        "lists_not_read_whole": [{"provision": part.provision, "read": part.read} for part in v.lists],
        "parties_not_read_whole": [asdict(part) for part in v.parties],
        "figures_not_read": [
            {"provision": key, "figures": [limit_words(limit) for limit in limits]} for key, limits in v.figures.items()
        ],
        "undecided": [{"provision": key, "confidence": confidence} for key, confidence in v.unread.items()],
    }


def _lapse_json(lapse: Lapse) -> Json:
    return {
        "day": lapse.day,
        "status": lapse.status,
        "by": lapse.by,
        "provisions": list(lapse.provisions),
        "letter_of_law": lapse.letter_of_law,
        "political_until": lapse.political_until,
    }


def states_json(states: Mapping[State, int]) -> list[Json]:
    return [{"state": state, "n": n} for state, n in states.items()]
