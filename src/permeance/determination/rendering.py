"""A determination as plain values for JSON, and as a few lines for a person."""

from __future__ import annotations

import re
from fractions import Fraction

from permeance.determination.answer import Answer
from permeance.determination.determine import Determination
from permeance.determination.element_mass import ElementMass, decimal_text
from permeance.determination.findings import Finding
from permeance.determination.screening import Screening
from permeance.law.instrument import Provision
from permeance.law.register.wording import measure
from permeance.terms.citation import Citation
from permeance.terms.composition import percent

WORDS = {
    Answer.LICENCE_REQUIRED: "needs an export licence",
    Answer.PROHIBITED: "may not be exported",
    Answer.DENIED_IN_PRINCIPLE: "needs a licence that is refused in principle",
    Answer.QUOTA_REQUIRED: "needs a quota",
    Answer.NOT_REQUIRED: "is listed, but the entry is suspended on that day",
    Answer.NOT_CONTROLLED: "is not controlled by the law modelled here, on the facts given",
    Answer.UNKNOWN: "cannot be told",
}
FACTS_SHOWN = 4  # of what is missing, in a sentence
RAW_WORD = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")


def as_json(determination: Determination) -> dict[str, object]:
    """The contract's form of one result of `determine`."""
    return _answer(determination) | _basis(determination)


def _answer(decided: Determination) -> dict[str, object]:
    """What the answer is, of which regimes, and by which provision."""
    return {
        "id": decided.crossing.id,
        "answer": decided.answer.value,
        "at_least": decided.at_least.value,
        "at_most": decided.at_most.value,
        "act_as": decided.act_as.value,
        "on": decided.on.isoformat() if decided.on else None,
        "by_regime": [
            {
                "regime": r.regime,
                "answer": r.answer.value,
                "at_least": r.at_least.value,
                "at_most": r.at_most.value,
            }
            for r in decided.by_regime
        ],
        "letter_of_law": decided.letter_of_law.value if decided.letter_of_law else None,
        "provisional": decided.provisional,
        "evidence": decided.evidence,
        "control_codes": [f.provision.code for f in decided.caught_by if f.provision.code],
        "governing": _governing(decided.governing),
    }


def _basis(decided: Determination) -> dict[str, object]:
    """What follows from the answer, what is missing for it, and what it rests on."""
    return {
        "obligations": [
            {
                "id": o.id,
                "text": o.text,
                "basis": o.basis,
                "citation": str(o.citation) if o.citation else None,
            }
            for o in decided.obligations
        ],
        "screening_incomplete": decided.screening.incomplete,
        "screening": _screening(decided.screening),
        "missing": [fact.as_json() for fact in decided.missing],
        "reverify": list(decided.reverify),
        "next_change": decided.next_change.isoformat() if decided.next_change else None,
        "citations": [_citation(f.provision.citation) for f in decided.findings if f.may_catch],
        "reasons": [_finding(f) for f in decided.findings if f.may_catch or f.is_near_miss],
        "snapshot": decided.snapshot,
        "verified_on": decided.verified_on.isoformat() if decided.verified_on else None,
    }


def result_json(determination: Determination) -> dict[str, object]:
    """One result of the verb `determine`: the determination and the masses of the controlled elements in the goods.

    Shares are weight per cent and masses grams, both as exact decimals in text; mass_g is null where the table
    states no mass.
    """
    return as_json(determination) | {"element_masses": [_element_mass(m) for m in determination.element_masses]}


def _element_mass(mass: ElementMass) -> dict[str, object]:
    grams = None if mass.mass_g is None else [decimal_text(bound) for bound in mass.mass_g]
    return {
        "element": mass.element,
        "share_pct": {"low": percent(mass.share.low), "high": percent(mass.share.high)},
        "mass_g": None if grams is None else {"low": grams[0], "high": grams[1]},
        "factors": [{"constituent": f.constituent, "factor": str(f), "source": f.source} for f in mass.factors],
    }


def mass_sentence(mass: ElementMass) -> str:
    """The mass of one element in a line: `Dy: 3.3 g, 3 % by weight`, with the factors that were used."""
    words = f"{mass.share} by weight"
    if mass.mass_g is not None:
        words = f"{_span_g(*mass.mass_g)}, {words}"
    by = "; ".join(f"{f} of {f.constituent} is {f.element}, {f.source}" for f in mass.factors)
    return f"{mass.element}: {words}" + (f" ({by})" if by else "")


def _span_g(low: Fraction, high: Fraction) -> str:
    """Grams, or kilograms from one kilogram on: `217.612 kg`."""
    unit, size = ("kg", 1000) if high >= 1000 else ("g", 1)
    bounds = dict.fromkeys((decimal_text(low / size), decimal_text(high / size)))
    return f"{' to '.join(bounds)} {unit}"


def _screening(screening: Screening) -> dict[str, object]:
    return {
        "parties": list(screening.parties),
        "lists": screening.lists,
        "unread": [
            {"instrument": u.instrument, "title": u.title, "countries": list(u.countries)}
            | {"names_read": u.read, "names_listed": u.count}
            for u in screening.unread
        ],
        "possible": [
            {"party": p.party, "listed": p.listed, "instrument": p.instrument, "score": p.score}
            | {"reasons": list(p.reasons)}
            for p in screening.possible
        ],
    }


def _governing(provision: Provision | None) -> dict[str, str] | None:
    if provision is None:
        return None
    return {"instrument": provision.instrument, "provision": provision.id, "pinpoint": provision.pinpoint}


def _citation(citation: Citation) -> dict[str, str | None]:
    return {
        "instrument": citation.instrument,
        "provision": citation.provision,
        "pinpoint": citation.pinpoint,
        "confidence": citation.confidence.value,
        "url": citation.url,
    }


def _finding(finding: Finding) -> dict[str, object]:
    provision = finding.provision
    return finding.reason.as_json() | {
        "provision": provision.key,
        "code": provision.code,
        "effect": finding.effect.value,
        "confidence": provision.confidence.value,
        "customs_codes": {
            "printed": list(provision.customs_codes.printed),
            "unverified": list(provision.customs_codes.unverified),
            "note": "for reference only: the description decides, never a code",
        },
    }


def sentence(determination: Determination) -> str:
    """The answer in one sentence: `MAG-1 needs an export licence (1C905.a.4 of CN-2025-18).`"""
    decided = determination
    words = f"{decided.crossing.id} {WORDS[decided.answer]}"
    if decided.answer is Answer.UNKNOWN:
        words = f"{decided.crossing.id}: cannot tell"
        if decided.missing:
            asks = list(dict.fromkeys(_missing_words(f.fact, f.element) for f in decided.missing))
            more = [f"and {len(asks) - FACTS_SHOWN} more"] if len(asks) > FACTS_SHOWN else []
            words += f": not given or not settled: {', '.join([*asks[:FACTS_SHOWN], *more])}"
        if decided.reverify:
            words += f"; to be read: {', '.join(decided.reverify)}"
        if decided.letter_of_law:
            words += (
                f"; by the letter of the known texts, which may have been amended, it {WORDS[decided.letter_of_law]}"
            )
        return f"{words}. Until then act as if it {WORDS[decided.act_as]}."
    provision = decided.governing
    if provision is not None and decided.answer is not Answer.NOT_CONTROLLED:
        words += f" ({provision.id} of {provision.instrument})"
    if decided.provisional:
        words += ", provisionally: the text is known from a secondary source"
    return words + "."


def screening_words(screening: Screening) -> str:
    """Whether the parties were held against all lists in force; empty where there was nothing to screen."""
    if not screening.lists:
        return ""
    if not screening.parties:
        return f"No party is named, so none was held against the {screening.lists} party lists in force."
    unread = f" Of {len(screening.unread)} of them not all names were read." if screening.unread else ""
    words = f"{' and '.join(screening.parties)}: held against the {screening.lists} party lists in force.{unread}"
    for p in screening.possible:
        words += (
            f" {p.party} may be {p.listed} ({p.instrument}, score {p.score:g}): a person has to look before it moves."
        )
    return words


def plain_words(text: str) -> str:
    """Words of the data as words: `particle_size_um at most 8` is particle size in µm at most 8."""
    return RAW_WORD.sub(lambda found: " in ".join(filter(None, measure(found[0]))), text)


def _missing_words(fact: str, element: str | None) -> str:
    words = {"properties.product": "kind of product", "nature": "nature of the goods", "ruling": "reading of the text"}
    return f"{element} content" if element else words.get(fact, plain_words(fact.removeprefix("properties.")))
