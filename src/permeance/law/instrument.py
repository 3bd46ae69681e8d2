"""Instruments, provisions and the dated segments of a provision's life, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from permeance.law.conditions import Conditions
from permeance.terms.citation import Citation, Confidence
from permeance.terms.form import Form


class Effect(StrEnum):
    """What a provision that catches does, from the mildest to the strictest (see `STRICTNESS`)."""

    NOT_REQUIRED = "not_required"
    LICENCE_REQUIRED = "licence_required"
    QUOTA_REQUIRED = "quota_required"
    DENIED_IN_PRINCIPLE = "denied_in_principle"
    PROHIBITED = "prohibited"


class Role(StrEnum):
    """What a provision is for: it catches goods, takes goods out, settles a reading, or adds a duty."""

    ENTRY = "entry"
    EXCLUSION = "exclusion"
    RULING = "ruling"
    OBLIGATION = "obligation"


class Status(StrEnum):
    """The state of a provision during one segment."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    REPEALED = "repealed"


class Coverage(StrEnum):
    """How much of an instrument is modelled. What is not modelled never clears an item."""

    MODELLED = "modelled"
    PARTLY = "partly"
    POINTER_ONLY = "pointer_only"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text was read: address, title, and in what state it was seen."""

    key: str
    url: str | None
    title: str
    seen: str


@dataclass(frozen=True, slots=True)
class PoliticalEnd:
    """The day until which someone said that a segment would last, included. A statement changes no law."""

    until: date
    known: date
    confidence: Confidence
    source: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A half-open span [starts, ends) of a provision's life, known since a day, caused by an instrument.

    `confidence` is that of the causing text where it differs from the provision's own. `political` is what was said
    of the end, apart from what the text says.
    """

    status: Status
    starts: date
    ends: date | None
    known: date
    by: str
    confidence: Confidence | None = None
    political: PoliticalEnd | None = None

    def covers(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a provision stands on a day: the segment that governs by the letter, and one that lapsed, if any.

    `lapsed` is the newest text's segment whose dated end has passed without newer text: what follows is then not
    known, whatever the letter says.
    """

    segment: Segment | None
    lapsed: Segment | None

    @property
    def unsettled(self) -> Segment | None:
        """The segment that leaves the day open: one that lapsed, or a governing one that nobody read."""
        if self.lapsed is None and self.segment is not None and self.segment.confidence is not None:
            return None if self.segment.confidence.decides else self.segment
        return self.lapsed

    @property
    def status(self) -> Status | None:
        return self.segment.status if self.segment else None


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of product that a text turns on: the forms in which it can cross, and the phrases that name it.

    Goods in a form of `implied_by` are of this kind without more; goods of a kind that is `named_only`, such as the
    parts of one machine, are so only where somebody says so. `unlike` names products of the same material that goods of
    this kind are not, so that a description of one tells it apart; no other description does.
    """

    name: str
    instrument: str
    forms: tuple[Form, ...]
    phrases: tuple[str, ...] = ()
    implied_by: tuple[Form, ...] = ()
    unlike: tuple[str, ...] = ()
    named_only: bool = False


@dataclass(frozen=True, slots=True)
class CustomsCodes:
    """Customs codes printed beside an entry. For reference only: the description decides, never a code.

    `unverified` codes were not read in the text; they are kept apart and shown as such. `source` is where the printed
    ones were read, if elsewhere than the entry.
    """

    printed: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    note: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """A paragraph, list entry or ruling with an effect of its own.

    `hedge` is the word by which an exclusion leaves room for another decision in a single case: `generally`.
    `note_known` is the day from which on what the note says was public, where that is later than the provision.
    """

    instrument: str
    id: str
    pinpoint: str
    title: str
    role: Role
    regime: str
    effect: Effect | None
    code: str | None
    conditions: Conditions
    segments: tuple[Segment, ...]
    confidence: Confidence
    source: Source
    customs_codes: CustomsCodes = CustomsCodes()
    excludes: tuple[str, ...] = ()
    duty: str | None = None
    duty_when: str | None = None
    note: str | None = None
    hedge: str | None = None
    note_known: date | None = None

    def __hash__(self) -> int:
        """By its name: to hash all that it says at each look into a memory takes longer than to decide."""
        return hash((self.instrument, self.id))

    @property
    def key(self) -> str:
        """The name that other provisions and answers use: `CN-2025-18/1C905.a.4`."""
        return f"{self.instrument}/{self.id}"

    @property
    def citation(self) -> Citation:
        return Citation(self.instrument, self.id, self.pinpoint, self.confidence, self.source.url)

    def standing_on(self, day: date) -> Standing:
        """The segment made last among those that cover the day governs it; one made later still may have lapsed."""
        covering = [number for number, segment in enumerate(self.segments) if segment.covers(day)]
        governing = covering[-1] if covering else -1
        ended = [s for s in self.segments[governing + 1 :] if s.ends is not None and s.ends <= day]
        return Standing(self.segments[governing] if covering else None, ended[-1] if ended else None)


@dataclass(frozen=True, slots=True)
class Practice:
    """What the trade does, which is no law: up to which content in parts per billion it speaks of an impurity.

    It clears nothing by itself; it only tells up to where the statement `not added on purpose` is believed.
    """

    impurity_ppb: int
    note: str


@dataclass(frozen=True, slots=True)
class Act:
    """What an instrument does to provisions of others: a suspension, an extension, a repeal.

    `on` holds keys of provisions, or `INSTRUMENT/*`.
    """

    on: tuple[str, ...]
    segment: Segment
    source: Source

    def touches(self, provision: Provision) -> bool:
        return bool({provision.key, f"{provision.instrument}/*"} & set(self.on))


@dataclass(frozen=True, slots=True)
class Instrument:
    """An announcement, order or set of rulings, with when it became public and when it was encoded."""

    id: str
    jurisdiction: str
    kind: str
    title: str
    title_original: str | None
    authority: tuple[str, ...]
    published: date
    encoded: date
    verified: date
    coverage: Coverage
    missing: tuple[str, ...]
    legal_basis: tuple[str, ...]
    sources: Mapping[str, Source] = field(hash=False)
    provisions: tuple[Provision, ...] = ()
    practice: Practice | None = None
    products: tuple[Product, ...] = ()
    acts: tuple[Act, ...] = ()
