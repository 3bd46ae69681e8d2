"""From an instrument's YAML file to frozen values; anything out of order is refused with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from permeance.law.check import Check
from permeance.law.conditions import Conditions, Named, NamedMaterial, Parties
from permeance.law.file_form import (
    ConditionsForm,
    InstrumentForm,
    NamedForm,
    PartiesForm,
    PracticeForm,
    ProvisionForm,
    SegmentForm,
)
from permeance.law.instrument import (
    Act,
    CustomsCodes,
    Instrument,
    PoliticalEnd,
    Practice,
    Product,
    Provision,
    Role,
    Segment,
    Source,
)
from permeance.law.limits_form import limits_of
from permeance.law.strict_yaml import load, problems_of
from permeance.terms.composition import PPB_PER_PERCENT
from permeance.terms.problem import BadInputError


def load_instrument(path: Path) -> Instrument:
    """Read and check one instrument. Raises BadInputError with every fault of the file."""
    raw = load(path)
    try:
        form = InstrumentForm.model_validate(raw)
    except ValidationError as error:
        raise BadInputError(problems_of(path, error, InstrumentForm)) from None
    check = Check(path.name, form)
    check.run()
    if check.problems:
        raise BadInputError(check.problems)
    return _built(form)


def _built(form: InstrumentForm) -> Instrument:
    sources = {key: Source(key, s.url, s.title, s.seen) for key, s in form.sources.items()}
    return Instrument(
        id=form.id,
        jurisdiction=form.jurisdiction,
        kind=form.kind,
        title=form.title,
        title_original=form.title_original,
        authority=tuple(form.authority),
        published=form.published,
        encoded=form.encoded,
        verified=form.verified,
        coverage=form.coverage,
        missing=tuple(form.missing),
        legal_basis=tuple(form.legal_basis),
        sources=sources,
        provisions=tuple(_provision(form, p, sources) for p in form.provisions),
        practice=_practice(form.practice) if form.practice else None,
        products=tuple(
            Product(name, form.id, tuple(p.forms), tuple(p.phrases), tuple(p.implied_by), tuple(p.unlike), p.named_only)
            for name, p in form.products.items()
        ),
        acts=tuple(Act(tuple(a.on), _segment(a.segment), sources[a.source]) for a in form.acts),
    )


def _practice(practice: PracticeForm) -> Practice:
    return Practice(int(Decimal(practice.impurity_pct) * PPB_PER_PERCENT), practice.note)


def _provision(form: InstrumentForm, provision: ProvisionForm, sources: dict[str, Source]) -> Provision:
    defaults = form.defaults
    role = provision.role or defaults.role
    regime = provision.regime or defaults.regime
    source = provision.source or defaults.source
    if role is None or regime is None or source is None:  # Check has refused this; it narrows the types
        raise AssertionError("an unchecked provision reached the builder")
    codes = provision.customs_codes
    return Provision(
        instrument=form.id,
        id=provision.id,
        pinpoint=provision.pinpoint,
        title=provision.title,
        role=role,
        regime=regime,
        effect=(provision.effect or defaults.effect) if role is Role.ENTRY else None,
        code=provision.code,
        conditions=_conditions(provision.when),
        segments=tuple(_segment(s) for s in provision.segments or defaults.segments),
        confidence=provision.confidence,
        source=sources[source],
        customs_codes=CustomsCodes(
            tuple(codes.printed), tuple(codes.unverified), codes.note, sources[codes.source] if codes.source else None
        ),
        excludes=tuple(provision.excludes),
        duty=provision.duty,
        duty_when=provision.duty_when,
        note=provision.note,
        hedge=provision.hedge,
        note_known=provision.note_known,
    )


def _segment(segment: SegmentForm) -> Segment:
    said = segment.political
    political = PoliticalEnd(said.until, said.known, said.confidence, said.source) if said else None
    return Segment(
        segment.status, segment.starts, segment.ends, segment.known, segment.by, segment.confidence, political
    )


def _conditions(when: ConditionsForm) -> Conditions:
    return Conditions(
        material=tuple(when.material),
        form=tuple(when.form),
        product=tuple(when.product),
        contains=tuple(when.contains),
        contains_any=tuple(when.contains_any),
        principal=when.principal,
        main_rare_earth=when.main_rare_earth,
        named=_named(when.named) if when.named else None,
        compound=tuple(when.compound),
        limits=limits_of(when.limits) if when.limits else None,
        origin=tuple(when.origin),
        origin_except=tuple(when.origin_except),
        destination=tuple(when.destination),
        destination_except=tuple(when.destination_except),
        military=when.military,
        parties=_parties(when.parties) if when.parties else None,
        abroad=when.abroad,
        caught_by=tuple(when.caught_by),
    )


def _parties(form: PartiesForm) -> Parties:
    return Parties(tuple(form.names), tuple(form.countries), form.count, form.complete)


def _named(named: NamedForm) -> Named:
    names = tuple(NamedMaterial(n.name, tuple(n.elements), n.confidence, n.note) for n in named.names)
    return Named(names, named.complete, named.extra_elements)
