"""A crossing: goods in the form in which they leave a controlling jurisdiction, and who is party to it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from permeance.determination.names import is_name
from permeance.terms.composition import Composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

EVIDENCE: frozenset[str] = frozenset({"declared", "assay"})


@dataclass(frozen=True, slots=True)
class Crossing:
    """The facts that a determination may use; None or `Fact.UNKNOWN` is a fact that nobody has given.

    `ship_from` is the jurisdiction that the goods leave, `destination` where they go, both as ISO codes.
    `intentionally_added` says whether the listed rare earth that an entry names was added on purpose.
    """

    id: str
    form: Form | None = None
    composition: Composition | None = None
    ship_from: str | None = None
    destination: str | None = None
    ship_date: date | None = None
    description: str = ""
    grade: str = ""
    customs_code: str | None = None
    origin: str | None = None
    exporter: str | None = None
    consignee: str | None = None
    end_user: str | None = None
    end_use: str | None = None
    military_end_user: Fact = Fact.UNKNOWN
    intentionally_added: Fact = Fact.UNKNOWN
    evidence: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict, hash=False)
    memory: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # of its own tests

    @property
    def parties(self) -> tuple[str, ...]:
        """The end user and the consignee, as far as they are named, each once: those who are screened."""
        return tuple(dict.fromkeys(name for name in (self.end_user, self.consignee) if name and is_name(name)))

    @property
    def mass_g(self) -> Fraction | None:
        """The mass of the item as it crosses, in grams, exact, where it was stated."""
        stated = self.properties.get("mass_g")
        return None if stated is None else Fraction(stated)
