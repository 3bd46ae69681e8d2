"""What the shape of an instrument's file cannot say: each fault with its place."""

from __future__ import annotations

from itertools import pairwise

from permeance.law.file_form import ConditionsForm, InstrumentForm, NamedForm, PartiesForm, ProvisionForm, SegmentForm
from permeance.law.instrument import Effect, Role
from permeance.law.limits import leaves
from permeance.law.limits_form import limits_of
from permeance.terms.citation import Confidence
from permeance.terms.element import SYMBOLS
from permeance.terms.place import country_names
from permeance.terms.problem import Problem


class Check:
    """What the shape alone cannot say: dates in order, known elements, sources and references that exist."""

    def __init__(self, file: str, form: InstrumentForm) -> None:
        self.file, self.form = file, form
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
        self._products()
        if not self.form.provisions and not self.form.acts:
            self._add("provisions", "nothing", "at least one provision or act", "say what the instrument does")
        for number, act in enumerate(self.form.acts):
            if act.source not in self.form.sources:
                self._add(f"acts[{number}].source", act.source, ", ".join(self.form.sources), "name a listed source")
            self._segments(f"acts[{number}]", [act.segment])

    def _products(self) -> None:
        for name, product in self.form.products.items():
            for form in product.implied_by:
                if form not in product.forms:
                    self._add(f"products.{name}.implied_by", form, ", ".join(product.forms), "add it to forms too")

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
        self._note(at, provision)
        self._elements(at, provision.when)
        if provision.when.parties:
            self._parties(at, provision.when.parties)
        if provision.when.named:
            self._named(at, provision.when.named)
        self._segments(at, provision.segments or defaults.segments)

    def _note(self, at: str, provision: ProvisionForm) -> None:
        known = provision.note_known
        if known is not None and provision.note is None:
            self._add(f"{at}.note_known", str(known), "a note beside it", "write the note, or drop the day")
        if known is not None and known < self.form.published:
            allowed = f"on or after publication on {self.form.published}"
            self._add(f"{at}.note_known", str(known), allowed, "mend the day")

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
        limited = [leaf.element for leaf in leaves(limits_of(when.limits)) if leaf.element] if when.limits else []
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

    def _parties(self, at: str, parties: PartiesForm) -> None:
        """A list is complete exactly where every name that it counts is there, each once."""
        twice = sorted({name for name in parties.names if parties.names.count(name) > 1})
        if twice:
            self._add(f"{at}.when.parties.names", ", ".join(twice), "each name once", "remove the second")
        if (len(parties.names) == parties.count) is not parties.complete:
            found = f"{len(parties.names)} names of {parties.count} with complete: {str(parties.complete).lower()}"
            allowed = "`count` names with complete: true, fewer with complete: false"
            self._add(f"{at}.when.parties", found, allowed, "add the names, or mend `count` or `complete`")

    def _named(self, at: str, named: NamedForm) -> None:
        """A list that clears what is not on it must have been read, every name of it."""
        if named.complete and not named.names:
            self._add(
                f"{at}.when.named.names", "no name", "at least one name in a complete list", "say complete: false"
            )
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
