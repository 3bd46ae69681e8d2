"""The law as publicly known on one day, compiled from the instruments and named by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from permeance.law.collision import collisions
from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Act, Instrument, Provision, Role, Segment
from permeance.law.jurisdictions import Jurisdiction, jurisdictions
from permeance.law.vocabulary import Vocabulary, vocabulary_of
from permeance.terms.citation import Confidence
from permeance.terms.problem import BadInputError

HASH_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """How the declarations of goods are read under one state's law.

    `named_alone` are the elements that some entry asks for by themselves: what `added on purpose` can speak of.
    `impurity_ppb` is the content up to which practice speaks of an impurity, 0 where no practice is stated.
    """

    named_alone: frozenset[str]
    impurity_ppb: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every provision with the segments known by `known`; `hash` names exactly what may decide.

    `jurisdictions` are the states of whose law an entry is known: duties and answers alone are no law that could clear.
    `verified_on` is the day by which all of it has been looked at: that of the instrument looked at longest ago.
    """

    known: date
    hash: str
    verified_on: date | None
    instruments: Mapping[str, Instrument] = field(hash=False, repr=False)
    provisions: tuple[Provision, ...] = field(repr=False)
    vocabulary: Vocabulary = field(compare=False, repr=False)
    clearing: Mapping[str, Jurisdiction] = field(compare=False, repr=False)
    jurisdictions: frozenset[str] = field(init=False, compare=False)
    _by_key: Mapping[str, Provision] = field(init=False, repr=False, compare=False)
    _by_role: Mapping[Role, tuple[Provision, ...]] = field(init=False, repr=False, compare=False)
    _readings: Mapping[str, Reading] = field(init=False, repr=False, compare=False)
    _exclusions: Mapping[str, tuple[Provision, ...]] = field(init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        """By its name alone: to hash hundreds of provisions at each look into a memory takes longer than to decide."""
        return hash((self.known, self.hash))

    def __post_init__(self) -> None:
        """Index what every determination asks for, once."""
        by_role = {role: tuple(p for p in self.provisions if p.role is role) for role in Role}
        object.__setattr__(self, "_by_key", {p.key: p for p in self.provisions})
        object.__setattr__(self, "_by_role", by_role)
        exclusions = {p.key: self._naming(p, by_role[Role.EXCLUSION]) for p in by_role[Role.ENTRY]}
        object.__setattr__(self, "_exclusions", exclusions)
        states = {instrument.jurisdiction for instrument in self.instruments.values()}
        object.__setattr__(self, "_readings", {state: self._read(state) for state in sorted(states)})
        of_entries = (self.instruments[p.instrument].jurisdiction for p in by_role[Role.ENTRY])
        object.__setattr__(self, "jurisdictions", frozenset(of_entries))

    @staticmethod
    def _naming(entry: Provision, exclusions: tuple[Provision, ...]) -> tuple[Provision, ...]:
        names = {entry.key, f"{entry.instrument}/*"}
        found = [exclusion for exclusion in exclusions if names & set(exclusion.excludes)]
        return tuple(sorted(found, key=lambda exclusion: exclusion.confidence is not Confidence.SEEN))

    def _read(self, jurisdiction: str) -> Reading:
        own = {key: i for key, i in self.instruments.items() if i.jurisdiction == jurisdiction}
        entries = [p for p in self.of_role(Role.ENTRY) if p.instrument in own]
        figures = [i.practice.impurity_ppb for i in own.values() if i.practice]
        return Reading(frozenset().union(*(p.conditions.named_alone for p in entries)), min(figures, default=0))

    def provision(self, key: str) -> Provision | None:
        """The provision of this key, or None where it was not public by the snapshot's day."""
        return self._by_key.get(key)

    def of_role(self, role: Role) -> tuple[Provision, ...]:
        return self._by_role[role]

    def exclusions_of(self, entry: Provision) -> tuple[Provision, ...]:
        """The exclusions that name this entry or its whole instrument, those read in the text first."""
        return self._exclusions[entry.key]

    def reading_of(self, provision: Provision) -> Reading:
        """How declarations are read under the law that the provision belongs to."""
        return self._readings[self.instruments[provision.instrument].jurisdiction]


def compile_snapshot(
    known: date,
    instruments: Iterable[Instrument] | None = None,
    clearing: Mapping[str, Jurisdiction] | None = None,
    name: str | None = None,
) -> Snapshot:
    """The law as anyone could know it on `known`: later publications and segments do not exist in it.

    `clearing` are the states whose law is modelled widely enough to clear goods; by default those shipped, as are the
    instruments. Its `name` is the hash of all that may decide; a law that is only supposed has one of its own. Raises
    BadInputError where two texts of the law given collide.
    """
    states = jurisdictions() if clearing is None else clearing
    clearing = {code: state for code, state in states.items() if state.known is None or state.known <= known}
    chosen = shipped_instruments() if instruments is None else tuple(instruments)
    if instruments is not None and name is None:  # those shipped were looked at when they were loaded
        problems = list(collisions({i.id: i for i in chosen}))
        if problems:
            raise BadInputError(problems)
    public = {i.id: i for i in sorted(chosen, key=_file_order) if i.published <= known}
    acts = [act for instrument in public.values() for act in instrument.acts]
    lives = [
        _noted(replace(provision, segments=segments), known)
        for instrument in public.values()
        for provision in instrument.provisions
        if (segments := _life(provision, acts, known))
    ]
    names = {p.key for p in lives} | {f"{key}/*" for key in public}
    provisions = tuple(found for p in lives if (found := _naming_only(p, names)))
    verified = min((i.verified for i in public.values()), default=None)
    name = _hash(public.values(), provisions, clearing) if name is None else name
    return Snapshot(known, name, verified, public, provisions, vocabulary_of(chosen), clearing)


def _life(provision: Provision, acts: Iterable[Act], known: date) -> tuple[Segment, ...]:
    """The segments of a provision known by a day, with what later instruments did to it, in the order made."""
    own = [*provision.segments, *(act.segment for act in acts if act.touches(provision))]
    return tuple(_as_known(s, known) for s in sorted(own, key=lambda s: (s.known, s.starts)) if s.known <= known)


def _noted(provision: Provision, known: date) -> Provision:
    """The provision without a note that nobody could have written by then."""
    later = provision.note_known is not None and provision.note_known > known
    return replace(provision, note=None, note_known=None) if later else provision


def _naming_only(provision: Provision, names: Collection[str]) -> Provision | None:
    """The provision as it reads where only these keys exist; None where it builds on nothing but what does not."""
    wanted, excludes = provision.conditions.caught_by, provision.excludes
    found = tuple(name for name in wanted if "/" not in name or name in names)
    if wanted and not found:
        return None
    out = tuple(name for name in excludes if name in names)
    if (found, out) == (wanted, excludes):
        return provision
    return replace(provision, conditions=replace(provision.conditions, caught_by=found), excludes=out)


def _as_known(segment: Segment, known: date) -> Segment:
    """The segment without a statement that was made later."""
    said_later = segment.political is not None and segment.political.known > known
    return replace(segment, political=None) if said_later else segment


def _file_order(instrument: Instrument) -> str:
    """The order of the files in a folder, `cn-2025-18-rulings.yaml` before `cn-2025-18.yaml`, however they came."""
    return f"{instrument.id}."


def _hash(
    instruments: Iterable[Instrument], provisions: tuple[Provision, ...], states: Mapping[str, Jurisdiction]
) -> str:
    """What may decide: whose law an instrument is, since when, how much of it is modelled, and its provisions."""
    heads = [
        {"id": i.id, "jurisdiction": i.jurisdiction, "kind": i.kind, "published": i.published}
        | {"coverage": i.coverage, "missing": i.missing, "practice": asdict(i.practice) if i.practice else None}
        | {"products": [asdict(product) for product in i.products]}
        for i in instruments
    ]
    whole = [heads, {code: state.since for code, state in states.items()}, [asdict(p) for p in provisions]]
    content = json.dumps(whole, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:HASH_LENGTH]
