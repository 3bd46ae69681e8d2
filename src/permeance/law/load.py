"""From an instrument's YAML file to frozen values; anything out of order is refused with its place."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from permeance.law.file_form import (
    ConditionsForm,
    InstrumentForm,
    LimitsForm,
    NamedForm,
    PartiesForm,
    PracticeForm,
    ProvisionForm,
    SegmentForm,
)
from permeance.law.instrument import (
    Act,
    Conditions,
    CustomsCodes,
    Effect,
    Instrument,
    Named,
    NamedMaterial,
    Parties,
    PoliticalEnd,
    Practice,
    Product,
    Provision,
    Role,
    Segment,
    Source,
)
from permeance.law.limits import AllOf, AnyOf, Cases, Comparison, Limit, Limits, leaves
from permeance.law.strict_yaml import load, problems_of
from permeance.terms.citation import Confidence
from permeance.terms.composition import PPB_PER_PERCENT
from permeance.terms.element import SYMBOLS
from permeance.terms.place import country_names
from permeance.terms.problem import BadInputError, Problem


def load_instrument(path: Path) -> Instrument:
    """Read and check one instrument. Raises BadInputError with every fault of the file."""
    raw = load(path)
    try:
        form = InstrumentForm.model_validate(raw)
    except ValidationError as error:
        raise BadInputError(problems_of(path, error)) from None
    check = _Check(path, form)
    check.run()
    if check.problems:
        raise BadInputError(check.problems)
    return _built(form)


class _Check:
    """What the shape alone cannot say: dates in order, known elements, sources and references that exist."""

    def __init__(self, path: Path, form: InstrumentForm) -> None:
        self.file, self.form = path.name, form
        self.problems: list[Problem] = []

    def run(self) -> None:
        if self.form.encoded < self.form.published:
            self._add("encoded", str(self.form.encoded), f"on or after {self.form.published}", "mend the date")
        if self.form.jurisdiction not in country_names():
            self._add("jurisdiction", self.form.jurisdiction, "a two-letter country code", "use the ISO code")
        seen: set[str] = set()
        for number, provision in enumerate(self.form.provisions):
            at = f"provisions[{number}] ({provision.id})"
            if provision.id in seen:
                self._add(f"{at}.id", provision.id, "each id once", "rename one of the two")
            seen.add(provision.id)
            self._provision(at, provision)
        if not self.form.provisions and not self.form.acts:
            self._add("provisions", "nothing", "at least one provision or act", "say what the instrument does")
        for number, act in enumerate(self.form.acts):
            if act.source not in self.form.sources:
                self._add(f"acts[{number}].source", act.source, ", ".join(self.form.sources), "name a listed source")
            self._segments(f"acts[{number}]", [act.segment])

    def _provision(self, at: str, provision: ProvisionForm) -> None:
        defaults = self.form.defaults
        role = provision.role or defaults.role
        if role is None:
            self._add(f"{at}.role", "nothing", ", ".join(Role), "name the role here or under defaults")
        if not (provision.regime or defaults.regime):
            self._add(f"{at}.regime", "nothing", "dual_use, quota, ...", "name the regime here or under defaults")
        self._sources(at, provision)
        if role is Role.ENTRY and not (provision.effect or defaults.effect):
            self._add(f"{at}.effect", "nothing", ", ".join(Effect), "say what the entry does")
        if role is Role.EXCLUSION and not provision.excludes:
            self._add(f"{at}.excludes", "nothing", "keys of provisions, or `INSTRUMENT/*`", "name what it takes out")
        if provision.hedge and role is not Role.EXCLUSION:
            self._add(f"{at}.hedge", provision.hedge, "a hedge on an exclusion", "drop it, or mend the role")
        if role is Role.OBLIGATION and not (provision.duty and provision.duty_when):
            self._add(f"{at}.duty", "nothing", "a duty and duty_when", "say what must be done, and when")
        self._elements(at, provision.when)
        if provision.when.named:
            self._named(at, provision.when.named)
        self._segments(at, provision.segments or defaults.segments)

    def _sources(self, at: str, provision: ProvisionForm) -> None:
        source, listed = provision.source or self.form.defaults.source, ", ".join(self.form.sources)
        if source is None:
            self._add(f"{at}.source", "nothing", listed, "cite where the text was read")
        for key, cited in (("source", source), ("customs_codes.source", provision.customs_codes.source)):
            if cited is not None and cited not in self.form.sources:
                self._add(f"{at}.{key}", cited, listed, "name a source listed under sources")

    def _elements(self, at: str, when: ConditionsForm) -> None:
        named = [element for name in (when.named.names if when.named else []) for element in name.elements]
        principal = [when.principal] if when.principal else []
        principal += [when.main_rare_earth] if when.main_rare_earth else []
        limited = [leaf.element for leaf in leaves(_limits(when.limits)) if leaf.element] if when.limits else []
        for element in (*when.contains, *when.contains_any, *when.compound, *principal, *named, *limited):
            if element not in SYMBOLS:
                self._add(f"{at}.when", element, "chemical symbols", "write the symbol, such as Dy")
        countries = {
            "destination": when.destination,
            "destination_except": when.destination_except,
            "origin": when.origin,
            "origin_except": when.origin_except,
            "parties.countries": when.parties.countries if when.parties else [],
        }
        for key, country in ((key, country) for key, codes in countries.items() for country in codes):
            if country not in country_names():
                self._add(f"{at}.when.{key}", country, "two-letter country codes", "use the ISO code")
        if when.parties and (len(when.parties.names) == when.parties.count) is not when.parties.complete:
            found = f"{len(when.parties.names)} names of {when.parties.count}, complete: {when.parties.complete}"
            self._add(f"{at}.when.parties", found, "complete where every name is there", "add the names or mend it")

    def _named(self, at: str, named: NamedForm) -> None:
        """A list that clears what is not on it must have been read, every name of it."""
        unread = [f"{item.name} ({item.confidence})" for item in named.names if not item.confidence.decides]
        if named.complete and unread:
            self._add(
                f"{at}.when.named",
                f"complete: true with {', '.join(unread)}",
                f"in a complete list only names with {Confidence.SEEN} or {Confidence.SECONDARY}",
                "say complete: false until the list has been read whole",
            )

    def _segments(self, at: str, segments: list[SegmentForm]) -> None:
        if not segments:
            self._add(f"{at}.segments", "nothing", "at least one dated segment", "say from when it applies")
        for segment in segments:
            if segment.ends is not None and segment.ends <= segment.starts:
                self._add(
                    f"{at}.segments",
                    f"from {segment.starts} until {segment.ends}",
                    "an end after the beginning (the end itself is not included)",
                    "mend the dates",
                )
            if segment.known < self.form.published:
                self._add(
                    f"{at}.segments.known",
                    str(segment.known),
                    f"on or after publication on {self.form.published}",
                    "nobody could know it before it was published",
                )

        self._order(at, segments)

    def _order(self, at: str, segments: list[SegmentForm]) -> None:
        """A later publication overlays what stood before; within one publication the segments stand side by side."""
        for earlier, later in pairwise(segments):
            both = f"from {earlier.starts} (known {earlier.known}), then from {later.starts} (known {later.known})"
            if (later.known, later.starts) < (earlier.known, earlier.starts):
                self._add(f"{at}.segments", both, "segments in the order of known, then from", "put them in order")
            elif later.known == earlier.known and (earlier.ends is None or later.starts < earlier.ends):
                self._add(
                    f"{at}.segments",
                    f"overlapping segments: {both}",
                    "segments of one publication that do not overlap",
                    "end the first where the second begins",
                )

    def _add(self, key: str, found: str, allowed: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, None, key, found, allowed, remedy))


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
    if role is None or regime is None or source is None:  # _Check has refused this; it narrows the types
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
        limits=_limits(when.limits) if when.limits else None,
        origin=tuple(when.origin),
        origin_except=tuple(when.origin_except),
        destination=tuple(when.destination),
        destination_except=tuple(when.destination_except),
        military=when.military,
        parties=_parties(when.parties) if when.parties else None,
        abroad=when.abroad,
        caught_by=tuple(when.caught_by),
    )


_COMPARISONS = {
    "at_least": Comparison.AT_LEAST,
    "above": Comparison.ABOVE,
    "at_most": Comparison.AT_MOST,
    "below": Comparison.BELOW,
    "equals": Comparison.EQUAL,
}


def _limits(form: LimitsForm) -> Limits:
    if form.all_of is not None:
        return AllOf(tuple(_limits(part) for part in form.all_of))
    if form.any_of is not None:
        return AnyOf(tuple(_limits(part) for part in form.any_of))
    if form.cases is not None:
        return Cases(form.key or "", tuple((word, _limits(part)) for word, part in form.cases.items()))
    [(key, bound)] = form.bounds.items()
    if isinstance(bound, list):
        return Limit(form.key, None, Comparison.IS, words=tuple(bound), confidence=form.confidence)
    return Limit(form.key, form.element, _COMPARISONS[key], bound, confidence=form.confidence)


def _parties(form: PartiesForm) -> Parties:
    return Parties(tuple(form.names), tuple(form.countries), form.count, form.complete)


def _named(named: NamedForm) -> Named:
    names = tuple(NamedMaterial(n.name, tuple(n.elements), n.confidence, n.note) for n in named.names)
    return Named(names, named.complete, named.extra_elements)
