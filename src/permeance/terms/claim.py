"""What somebody says about a policy: the act, how sure, who says so, when; always with the words it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Action(StrEnum):
    """What is done, or said to be done, to the flow of goods."""

    IMPOSE = "impose"
    TIGHTEN = "tighten"
    EXTEND = "extend"
    SUSPEND = "suspend"
    EASE = "ease"
    EXPEDITE = "expedite"
    APPROVE = "approve"
    REFUSE = "refuse"
    DELAY = "delay"
    REPEAL = "repeal"
    NEGOTIATE = "negotiate"
    RETALIATE = "retaliate"
    THREATEN = "threaten"
    DENY = "deny"
    STATE_SHARE = "state_share"


class Instrument(StrEnum):
    """The kind of rule that an action is about."""

    EXPORT_LICENCE = "export_licence"
    EXPORT_BAN = "export_ban"
    GENERAL_LICENCE = "general_licence"
    QUOTA = "quota"
    TARIFF = "tariff"
    SUSPENSION = "suspension"
    OTHER = "other"


class Certainty(StrEnum):
    """How sure the source is: certain, probable, possible, each for or against; or uncommitted."""

    CERTAIN = "CT+"
    CERTAIN_NOT = "CT-"
    PROBABLE = "PR+"
    PROBABLE_NOT = "PR-"
    POSSIBLE = "PS+"
    POSSIBLE_NOT = "PS-"
    UNCOMMITTED = "Uu"

    @property
    def is_certain(self) -> bool:
        return self in (Certainty.CERTAIN, Certainty.CERTAIN_NOT)

    @property
    def polarity(self) -> str:
        """`-` where the source says that it does not happen; an uncommitted source denies nothing."""
        return "-" if self.value.endswith("-") else "+"

    @property
    def rank(self) -> int:
        """From 0, uncommitted, to 3, certain: what may rise or fall along a relay."""
        return {"U": 0, "PS": 1, "PR": 2, "CT": 3}[self.value.rstrip("+-u")]

    @property
    def in_words(self) -> str:
        return _IN_WORDS[self]


_IN_WORDS = {
    Certainty.CERTAIN: "certain",
    Certainty.CERTAIN_NOT: "certain that not",
    Certainty.PROBABLE: "probable",
    Certainty.PROBABLE_NOT: "probably not",
    Certainty.POSSIBLE: "possible",
    Certainty.POSSIBLE_NOT: "possibly not",
    Certainty.UNCOMMITTED: "not committed",
}


class SourceType(StrEnum):
    """Where a claim starts, not who passed it on last."""

    OFFICIAL = "official"
    ANONYMOUS = "anonymous"
    COMPANY = "company"
    ASSOCIATION = "association"
    MEDIA = "media"
    NAMED_PERSON = "named_person"
    AUTHOR = "author"


class Register(StrEnum):
    """A formal act reported as done, anything else said, or an evaluation by one who neither decides nor knows."""

    MEASURE = "measure"
    CLAIM = "claim"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Span:
    """The words that a claim stands on: `text[start:end] == quote`, in characters."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """When the action happens: the words, and first and last day where they can be dated. `end` is included."""

    expr: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the text gives it; a part that the text does not give is None, never guessed."""

    value: float
    unit: str
    what: str | None = None
    stage: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who a claim comes from: the kind, how many where that is stated, and the words that name them."""

    type: SourceType
    n: int | None = None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about one action; `incomplete` names what the text leaves open.

    `actor` acts, `source` speaks. Where the text names no actor it is inferred from the goods, and
    `incomplete` says `actor`.
    """

    action: Action
    actor: str
    instrument: Instrument
    items: tuple[str, ...]
    targets: tuple[str, ...]
    certainty: Certainty
    cue: str | None
    source: Source
    time: ClaimTime
    register: Register
    span: Span
    quantity: tuple[Quantity, ...] = ()
    incomplete: tuple[str, ...] = ()

    @property
    def polarity(self) -> str:
        return self.certainty.polarity
