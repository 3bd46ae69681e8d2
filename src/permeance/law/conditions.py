"""The closed list of conditions that a provision may set, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from permeance.law.limits import Limits
from permeance.terms.citation import Confidence
from permeance.terms.form import Form


class Material(StrEnum):
    """The nature of the goods that an entry names, which a form may settle or leave open."""

    METAL = "metal"
    ALLOY = "alloy"
    TARGET = "target"
    MAGNET = "magnet"
    OXIDE = "oxide"
    COMPOUND = "compound"


@dataclass(frozen=True, slots=True)
class NamedMaterial:
    """One name of a printed list, as the elements that it names: `Tb-Dy-Fe`."""

    name: str
    elements: tuple[str, ...]
    confidence: Confidence
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A printed list of alloys or targets.

    `complete` is false where the list was not read whole: then a name that is not on it decides nothing.
    `extra_elements` names the ruling by which further elements do not take a named material out.
    """

    names: tuple[NamedMaterial, ...]
    complete: bool
    extra_elements: str | None


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties that a notice lists. `complete` is false where not all names were read: it then clears nobody."""

    names: tuple[str, ...]
    countries: tuple[str, ...]
    count: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold for a provision to apply, all of it; an empty field sets no condition.

    `compound` names the elements of one compound: gallium and nitrogen for gallium nitride. `abroad` is set where a
    law reaches goods that leave another country than its own.
    """

    material: tuple[Material, ...] = ()
    form: tuple[Form, ...] = ()
    product: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    contains_any: tuple[str, ...] = ()
    principal: str | None = None
    main_rare_earth: str | None = None
    named: Named | None = None
    compound: tuple[str, ...] = ()
    limits: Limits | None = None
    origin: tuple[str, ...] = ()
    origin_except: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    destination_except: tuple[str, ...] = ()
    military: bool = False
    parties: Parties | None = None
    abroad: bool = False
    caught_by: tuple[str, ...] = ()

    @property
    def controls(self) -> frozenset[str]:
        """The elements that alone suffice for the condition on content: Dy for `contains: [Dy]`.

        An entry that wants several at once (`contains: [Nd, Fe, B, Dy]`) controls none of them by itself.
        """
        return frozenset(self.contains_any) or self.named_alone

    @property
    def named_alone(self) -> frozenset[str]:
        """The one element whose content the condition asks for; none where it asks for several or any of a group."""
        alone = self.contains or ((self.principal,) if self.principal else ())
        return frozenset(alone) if len(alone) == 1 and not self.contains_any else frozenset()

    @property
    def material_elements(self) -> frozenset[str]:
        """The elements that the material itself is made of: of antimony oxide, antimony and oxygen."""
        return frozenset((*self.compound, *self.contains, *((self.principal,) if self.principal else ())))

    @property
    def elements(self) -> frozenset[str]:
        """Every element whose content the entry asks for."""
        principal = (self.principal,) if self.principal else ()
        return frozenset((*self.contains, *self.contains_any, *self.compound, *principal))
