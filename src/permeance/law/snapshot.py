"""The law as publicly known on one day, compiled from the instruments and named by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

from permeance.law.instrument import Instrument, Provision, Role, Segment
from permeance.law.load import load_instrument
from permeance.terms.citation import Confidence
from permeance.terms.problem import BadInputError, Problem

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
    instruments: Mapping[str, Instrument] = field(hash=False)
    provisions: tuple[Provision, ...]
    jurisdictions: frozenset[str] = field(init=False, compare=False)
    _by_key: Mapping[str, Provision] = field(init=False, repr=False, compare=False)
    _by_role: Mapping[Role, tuple[Provision, ...]] = field(init=False, repr=False, compare=False)
    _readings: Mapping[str, Reading] = field(init=False, repr=False, compare=False)
    _exclusions: Mapping[str, tuple[Provision, ...]] = field(init=False, repr=False, compare=False)

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

    def boundaries(self) -> tuple[date, ...]:
        """Every day on which some provision's state may change, in order."""
        days = {d for p in self.provisions for s in p.segments for d in (s.starts, s.ends) if d is not None}
        return tuple(sorted(days))


def shipped_instruments() -> tuple[Instrument, ...]:
    """All instruments that come with the package, in the order of their files."""
    with resources.as_file(resources.files("permeance.law").joinpath("instruments")) as folder:
        return load_folder(folder)


@cache
def load_folder(folder: Path) -> tuple[Instrument, ...]:
    """Load every `<jurisdiction>/<instrument>.yaml`; raises BadInputError with the faults of all files."""
    instruments: dict[str, Instrument] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/*.yaml")):
        try:
            instruments[f"{path.parent.name}/{path.name}"] = load_instrument(path)
        except BadInputError as error:
            problems += error.problems
    if not problems:  # a reference into a file that was refused is no second fault
        problems = _across(instruments)
    if problems:
        raise BadInputError(problems)
    return tuple(instruments.values())


def _across(instruments: Mapping[str, Instrument]) -> list[Problem]:
    """References between files that lead nowhere, and ids used twice; the instruments by their file."""
    problems: list[Problem] = []
    files: dict[str, str] = {}
    for file, instrument in instruments.items():
        if instrument.id in files:
            allowed = f"each id once (it stands in {files[instrument.id]} too)"
            problems.append(Problem(file, None, "id", instrument.id, allowed, "rename one"))
        files.setdefault(instrument.id, file)
    keys = {p.key for i in instruments.values() for p in i.provisions} | {f"{i}/*" for i in files}
    for file, provision in ((file, p) for file, i in instruments.items() for p in i.provisions):
        named = provision.conditions.named
        extra = [named.extra_elements] if named and named.extra_elements else []
        problems += [
            Problem(file, None, f"{provision.id}.{key}", wanted, "the key of a provision", "mend the reference")
            for key, references in (
                ("excludes", provision.excludes),
                ("extra_elements", extra),
                ("caught_by", [name for name in provision.conditions.caught_by if "/" in name]),
            )
            for wanted in references
            if wanted not in keys
        ]
    return problems


def compile_snapshot(known: date, instruments: Iterable[Instrument] | None = None) -> Snapshot:
    """The law as anyone could know it on `known`: later publications and segments do not exist in it."""
    chosen = shipped_instruments() if instruments is None else tuple(instruments)
    public = {i.id: i for i in sorted(chosen, key=_file_order) if i.published <= known}
    provisions = tuple(
        replace(provision, segments=segments)
        for instrument in public.values()
        for provision in instrument.provisions
        if (segments := tuple(_as_known(s, known) for s in provision.segments if s.known <= known))
    )
    verified = min((i.verified for i in public.values()), default=None)
    return Snapshot(known, _hash(public.values(), provisions), verified, public, provisions)


def _as_known(segment: Segment, known: date) -> Segment:
    """The segment without a statement that was made later."""
    said_later = segment.political is not None and segment.political.known > known
    return replace(segment, political=None) if said_later else segment


def _file_order(instrument: Instrument) -> str:
    """The order of the files in a folder, `cn-2025-18-rulings.yaml` before `cn-2025-18.yaml`, however they came."""
    return f"{instrument.id}."


def _hash(instruments: Iterable[Instrument], provisions: tuple[Provision, ...]) -> str:
    """What may decide: whose law an instrument is, since when, how much of it is modelled, and its provisions."""
    heads = [
        {"id": i.id, "jurisdiction": i.jurisdiction, "kind": i.kind, "published": i.published}
        | {"coverage": i.coverage, "missing": i.missing, "practice": asdict(i.practice) if i.practice else None}
        | {"extraterritorial": i.extraterritorial}
        for i in instruments
    ]
    whole = [heads, [asdict(p) for p in provisions]]
    content = json.dumps(whole, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:HASH_LENGTH]
