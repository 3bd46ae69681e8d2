"""The shape of an instrument's YAML file: which keys there are, and what each may hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from permeance.law.instrument import Coverage, Effect, Material, Role, Status
from permeance.terms.citation import Confidence
from permeance.terms.form import Form

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
CustomsCode = Annotated[str, Field(pattern=r"^\d{6,10}$")]


class Strict(BaseModel):
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


class LimitsForm(Strict):
    """One limit (a property or an element, and one comparison), or a group of them: `all`, `any` or `cases`."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)] | None = Field(
        default=None, alias="property"
    )
    element: str | None = None
    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None
    equals: Decimal | None = None
    words: list[Text] | None = Field(default=None, alias="is")
    confidence: Confidence | None = None
    all_of: list[LimitsForm] | None = Field(default=None, alias="all")
    any_of: list[LimitsForm] | None = Field(default=None, alias="any")
    cases: dict[str, LimitsForm] | None = None

    @property
    def bounds(self) -> dict[str, Decimal | list[str]]:
        """The comparisons that are set, by their key in the file."""
        keys = ("at_least", "above", "at_most", "below", "equals")
        set_ = {key: getattr(self, key) for key in keys} | {"is": self.words}
        return {key: value for key, value in set_.items() if value is not None}

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        subjects = [key for key in ("key", "element") if getattr(self, key) is not None]
        groups = [key for key in ("all_of", "any_of", "cases") if getattr(self, key) is not None]
        single = len(subjects) == 1 and len(self.bounds) == 1 and not groups
        group = len(groups) == 1 and not self.bounds and subjects == (["key"] if self.cases is not None else [])
        empty = any(getattr(self, key) == ([] if key != "cases" else {}) for key in groups) or self.words == []
        if not (single or group) or empty or (self.element and self.words):
            raise ValueError("a limit is a property or element with one comparison, or `all`, `any` or `cases`")
        return self


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
