"""The shape of an instrument's YAML file: which keys there are, and what each may hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from permeance.law.conditions import Material
from permeance.law.instrument import Coverage, Effect, Role, Status
from permeance.law.limits_form import LimitsForm, Text
from permeance.terms.citation import Confidence
from permeance.terms.form import Form

CustomsCode = Annotated[str, Field(pattern=r"^\d{6,10}$")]


class Strict(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceForm(Strict):
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=2_000)] | None
    title: Text
    seen: Text


class PoliticalEndForm(Strict):
    until: date
    known: date
    confidence: Confidence
    source: Text


class SegmentForm(Strict):
    status: Status
    starts: date = Field(alias="from")
    ends: date | None = Field(alias="until")
    known: date
    by: Text
    confidence: Confidence | None = None
    political: PoliticalEndForm | None = None


class NameForm(Strict):
    name: Text
    elements: list[str] = Field(min_length=1)
    confidence: Confidence
    note: Text | None = None


class NamedForm(Strict):
    names: list[NameForm]
    complete: bool
    extra_elements: Text | None


class PartiesForm(Strict):
    names: list[Text] = []
    countries: list[Text] = Field(min_length=1)
    count: int = Field(ge=1)
    complete: bool


class ProductForm(Strict):
    forms: list[Form] = Field(min_length=1)
    phrases: list[Text] = []
    implied_by: list[Form] = []
    unlike: list[Text] = []
    named_only: bool = False


class ConditionsForm(Strict):
    material: list[Material] = []
    form: list[Form] = []
    product: list[Text] = []
    contains: list[str] = []
    contains_any: list[str] = []
    principal: str | None = None
    main_rare_earth: str | None = None
    named: NamedForm | None = None
    compound: list[str] = []
    limits: LimitsForm | None = None
    origin: list[str] = []
    origin_except: list[str] = []
    destination: list[str] = []
    destination_except: list[str] = []
    military: bool = False
    parties: PartiesForm | None = None
    abroad: bool = False
    caught_by: list[Text] = []


class CustomsCodesForm(Strict):
    printed: list[CustomsCode] = []
    unverified: list[CustomsCode] = []
    note: Text | None = None
    source: Text | None = None


class DefaultsForm(Strict):
    role: Role | None = None
    regime: Text | None = None
    effect: Effect | None = None
    source: Text | None = None
    segments: list[SegmentForm] = []


class ProvisionForm(Strict):
    id: Text
    pinpoint: Text
    title: Text
    confidence: Confidence
    when: ConditionsForm
    role: Role | None = None
    regime: Text | None = None
    effect: Effect | None = None
    code: Text | None = None
    source: Text | None = None
    segments: list[SegmentForm] = []
    customs_codes: CustomsCodesForm = CustomsCodesForm()
    excludes: list[Text] = []
    duty: Text | None = None
    duty_when: Literal["caught", "not_caught", "any"] | None = None
    note: Text | None = None
    note_known: date | None = None
    hedge: Text | None = None


class PracticeForm(Strict):
    impurity_pct: Annotated[str, Field(pattern=r"^\d{1,2}(\.\d{1,7})?$")]
    note: Text


class ActForm(Strict):
    """What an instrument does to provisions of others: one segment more in the life of each."""

    on: list[Text] = Field(min_length=1)
    source: Text
    segment: SegmentForm


class InstrumentForm(Strict):
    id: Text
    jurisdiction: Text
    kind: Literal["announcement", "rulings", "procedure", "notice", "law", "decision"]
    title: Text
    title_original: Text | None = None
    authority: list[Text] = Field(min_length=1)
    published: date
    encoded: date
    verified: date
    coverage: Coverage
    missing: list[Text] = []
    legal_basis: list[Text] = []
    sources: dict[str, SourceForm] = Field(min_length=1)
    defaults: DefaultsForm = DefaultsForm()
    practice: PracticeForm | None = None
    products: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], ProductForm] = {}
    provisions: list[ProvisionForm] = []
    acts: list[ActForm] = []
