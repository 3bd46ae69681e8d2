"""How limits are written in an instrument's file, and the values that they become."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from permeance.law.limits import AllOf, AnyOf, Cases, Comparison, Limit, Limits
from permeance.terms.citation import Confidence

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
COMPARISONS = "at_least, above, at_most, below, equals or is"
GROUPS = {"all_of": "all", "any_of": "any", "cases": "cases"}


def _quoted(value: object) -> object:
    """Figures stand in quotation marks, so that they are read digit by digit."""
    if not isinstance(value, str):
        raise ValueError('a number in quotation marks, such as "0.1"')  # noqa: TRY004  (Pydantic wants a ValueError)
    return value


Figure = Annotated[Decimal, BeforeValidator(_quoted), Field(ge=0)]


class LimitsForm(BaseModel):
    """One limit (a property or an element, and one comparison), or a group of them: `all`, `any` or `cases`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)] | None = Field(
        default=None, alias="property"
    )
    element: str | None = None
    at_least: Figure | None = None
    above: Figure | None = None
    at_most: Figure | None = None
    below: Figure | None = None
    equals: Figure | None = None
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
        fault = next(self._faults(), None)
        if fault:
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        """What is allowed where this is neither one limit nor one group of them."""
        groups = [key for key in GROUPS if getattr(self, key) is not None]
        if len(groups) > 1:
            yield "one of `all`, `any` and `cases`; put one inside the other"
        for key in groups:
            if not getattr(self, key):
                yield f"`{GROUPS[key]}` with at least one limit in it"
            if self.bounds or self.element:
                yield f"`{GROUPS[key]}` without a comparison or an element beside it"
            if (key == "cases") is not (self.key is not None):
                yield "`cases` beside the `property` that tells them apart, `all` and `any` alone"
        yield from () if groups else self._faults_of_one()

    def _faults_of_one(self) -> Iterator[str]:
        if self.key and self.element:
            yield "a `property` or an `element`, not both"
        if not (self.key or self.element):
            yield "a `property` or an `element` to compare, or `all`, `any` or `cases`"
        if len(self.bounds) > 1:
            yield f"one comparison of {COMPARISONS}; put two under `all`"
        if not self.bounds:
            yield f"one comparison of {COMPARISONS}"
        if self.words == [] or (self.element and self.words):
            yield "`is` with at least one word, and for a property only"


_BY_KEY = {
    "at_least": Comparison.AT_LEAST,
    "above": Comparison.ABOVE,
    "at_most": Comparison.AT_MOST,
    "below": Comparison.BELOW,
    "equals": Comparison.EQUAL,
}


def limits_of(form: LimitsForm) -> Limits:
    """The limits as the values that goods are compared with."""
    if form.all_of is not None:
        return AllOf(tuple(limits_of(part) for part in form.all_of))
    if form.any_of is not None:
        return AnyOf(tuple(limits_of(part) for part in form.any_of))
    if form.cases is not None:
        return Cases(form.key or "", tuple((word, limits_of(part)) for word, part in form.cases.items()))
    [(key, bound)] = form.bounds.items()
    if isinstance(bound, list):
        return Limit(form.key, None, Comparison.IS, words=tuple(bound), confidence=form.confidence)
    return Limit(form.key, form.element, _BY_KEY[key], bound, confidence=form.confidence)
