"""An instrument's file is read whole or refused: each fault with its file, its key and what is allowed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permeance.law.conditions import Material
from permeance.law.folder import load_folder, shipped_instruments
from permeance.law.instrument import Coverage, Effect, Role, Status
from permeance.law.jurisdictions import read_jurisdictions
from permeance.law.load import load_instrument
from permeance.terms.citation import Confidence
from permeance.terms.problem import BadInputError

WHOLE = """id: XX-2025-01
jurisdiction: CN
kind: announcement
title: a control
authority: [a ministry]
published: 2025-04-04
encoded: 2025-05-01
verified: 2025-05-02
coverage: modelled
sources:
  text: {url: https://example.org/text, title: the text, seen: text seen}
defaults:
  regime: dual_use
  source: text
products:
  rotor: {forms: [part, assembly]}
provisions:
  - id: entry
    code: 1X001
    pinpoint: item 1X001
    title: dysprosium oxide
    role: entry
    effect: licence_required
    confidence: verified text seen
    when: {material: [oxide], contains: [Dy]}
    segments:
      - {status: in_force, from: 2025-04-04, until: null, known: 2025-04-04, by: XX-2025-01}
      - {status: suspended, from: 2025-11-10, until: 2026-11-11, known: 2025-11-07, by: XX-2025-70}
  - id: outside
    pinpoint: answer 1
    title: finished products are outside
    role: exclusion
    excludes: [XX-2025-01/*]
    confidence: secondary source
    when: {product: [rotor], destination: [US, DE]}
    segments: [{status: in_force, from: 2025-04-04, until: null, known: 2025-04-21, by: XX-2025-01}]
"""


def limit(written: str, says: str) -> tuple[str, str, str]:
    return "contains: [Dy]", f"contains: [Dy], limits: {written}", says


def parties(written: str, says: str) -> tuple[str, str, str]:
    return "contains: [Dy]", f"parties: {written}", says


def act(on: str, source: str, says: str, known: str = "2025-11-07") -> tuple[str, str, str]:
    segment = f"{{status: suspended, from: 2025-11-07, until: null, known: {known}, by: XX-2025-70}}"
    return "provisions:", f"acts: [{{on: {on}, source: {source}, segment: {segment}}}]\nprovisions:", says


# What is replaced in the whole file, by what, and what one line of the refusal must say.
FAULTS = {
    "unknown key at the top": ("kind: ann", "colour: red\nkind: ann", "colour: found a key that is not known"),
    "unknown key in a provision": (
        "    code: 1X001",
        "    kode: 1X001",
        "provisions[0].kode: found a key that is not known",
    ),
    "unknown condition": ("contains: [Dy]", "holds: [Dy]", "provisions[0].when.holds: found a key that is not known"),
    "unknown key in a segment": (", by: XX-2025-70}", ", by: x, why: y}", "segments[1].why: found a key that is not"),
    "duplicate key": ("    code: 1X001", "    code: 1X001\n    code: 1X002", "row 20: found the key 'code' twice"),
    "provision id twice": ("  - id: outside", "  - id: entry", "provisions[1] (entry).id: found entry; allowed: each"),
    "ends before it begins": ("until: 2026-11-11", "until: 2025-11-10", "found from 2025-11-10 until 2025-11-10"),
    "segments out of order": (
        "known: 2025-11-07",
        "known: 2025-04-04",
        "overlapping segments: from 2025-04-04 (known 2025-04-04), then from 2025-11-10 (known 2025-04-04)",
    ),
    "segment known before the one it overlays": (
        "until: null, known: 2025-04-04, by: XX",
        "until: null, known: 2025-12-01, by: XX",
        "allowed: segments in the order of known, then from; put them in order",
    ),
    "known before publication": (
        "until: null, known: 2025-04-04",
        "until: null, known: 2025-04-03",
        "segments.known: found 2025-04-03; allowed: on or after publication on 2025-04-04",
    ),
    "encoded before publication": (
        "encoded: 2025-05-01",
        "encoded: 2025-04-03",
        "encoded: found 2025-04-03; allowed: on or after 2025-04-04",
    ),
    "a note known before publication": (
        "    when: {material",
        "    note: x\n    note_known: 2025-04-03\n    when: {material",
        "provisions[0] (entry).note_known: found 2025-04-03; allowed: on or after publication on 2025-04-04",
    ),
    "a day of a note that is not there": (
        "    when: {material",
        "    note_known: 2025-05-03\n    when: {material",
        "provisions[0] (entry).note_known: found 2025-05-03; allowed: a note beside it",
    ),
    "no segment": (
        "    segments: [{status: in_force, from: 2025-04-04, until: null, known: 2025-04-21, by: XX-2025-01}]\n",
        "",
        "provisions[1] (outside).segments: found nothing; allowed: at least one dated segment",
    ),
    "segment without an end stated": (", until: 2026-11-11", "", "segments[1].until: found nothing"),
    "status of its own making": ("status: suspended", "status: paused", "segments[1].status: found 'paused'"),
    "date in words": ("published: 2025-04-04", "published: April", "published: found 'April'"),
    "date that does not exist": ("published: 2025-04-04", "published: 2025-02-30", "row 6: found the date 2025-02-30"),
    "no source named": ("  source: text\n", "", "provisions[0] (entry).source: found nothing; allowed: text; cite"),
    "no sources at all": ("  text: {url: https://example.org/text, title: the text, seen: text seen}\n", "", "sources"),
    "source not listed": ("  source: text", "  source: rumour", "(entry).source: found rumour; allowed: text"),
    "citation that is no address": ("https://example.org/text", "example.org", "sources.text.url: found 'example.org'"),
    "citation that runs a script": ("https://example.org/text", "'javascript:x'", "sources.text.url: found"),
    "citation without a title": (", title: the text", "", "sources.text.title: found nothing"),
    "no pinpoint": ("    pinpoint: item 1X001\n", "", "provisions[0].pinpoint: found nothing; allowed: this key"),
    "no confidence": ("    confidence: verified text seen\n", "", "provisions[0].confidence: found nothing"),
    "confidence of its own making": (
        "verified text seen",
        "quite sure",
        "provisions[0].confidence: found 'quite sure'",
    ),
    "no role": ("    role: entry\n", "", "provisions[0] (entry).role: found nothing; allowed: entry, exclusion"),
    "no regime": ("  regime: dual_use\n", "", "provisions[0] (entry).regime: found nothing"),
    "entry without effect": ("    effect: licence_required\n", "", "(entry).effect: found nothing; allowed: not_req"),
    "exclusion of nothing": ("    excludes: [XX-2025-01/*]\n", "", "(outside).excludes: found nothing"),
    "obligation without a duty": ("role: entry", "role: obligation", "provisions[0] (entry).duty: found nothing"),
    "element that does not exist": ("contains: [Dy]", "contains: [Dx]", "(entry).when: found Dx; allowed: chemical"),
    "main element that does not exist": ("contains: [Dy]", "principal: Dx", "(entry).when: found Dx"),
    "listed element that does not exist": (
        "contains: [Dy]",
        "named: {names: [{name: q, elements: [Qq], confidence: not read}], complete: true, extra_elements: null}",
        "(entry).when: found Qq",
    ),
    "a complete list with a name that was only remembered": (
        "contains: [Dy]",
        "named: {names: [{name: Dy-Fe, elements: [Dy, Fe], confidence: secondary source}, "
        "{name: Dy-Al, elements: [Dy, Al], confidence: from memory}, {name: Dy-Ni, elements: [Dy, Ni], "
        "confidence: not read}], complete: true, extra_elements: null}",
        "(entry).when.named: found complete: true with Dy-Al (from memory), Dy-Ni (not read); allowed: in a complete",
    ),
    "country that does not exist": ("[US, DE]", "[US, XX]", "(outside).when.destination: found XX"),
    "jurisdiction that does not exist": ("jurisdiction: CN", "jurisdiction: PRC", "jurisdiction: found PRC"),
    "form that does not exist": ("material: [oxide]", "form: [cube]", "provisions[0].when.form[0]: found 'cube'"),
    "customs code that is none": (
        "    code: 1X001",
        "    customs_codes: {printed: ['12']}",
        "provisions[0].customs_codes.printed[0]: found '12'",
    ),
    "figure of practice that is no percentage": (
        "sources:\n",
        "practice: {impurity_pct: '1e-1', note: n}\nsources:\n",
        "practice.impurity_pct: found '1e-1'",
    ),
    "hedge on what is no exclusion": (
        "    code: 1X001",
        "    hedge: generally",
        "(entry).hedge: found generally; allowed: a hedge on an exclusion",
    ),
    "customs codes from a source that is not listed": (
        "    code: 1X001",
        "    customs_codes: {printed: ['28469015'], source: rumour}",
        "(entry).customs_codes.source: found rumour; allowed: text",
    ),
    "a limit on nothing": limit('{at_least: "1"}', "found {'at_least': '1'}; allowed: a `property` or an `element` to"),
    "a limit on a property and an element": limit(
        '{property: purity_pct, element: Dy, at_least: "1"}', "allowed: a `property` or an `element`, not both"
    ),
    "a limit with two comparisons": limit(
        '{property: purity_pct, at_least: "1", below: "2"}',
        "allowed: one comparison of at_least, above, at_most, below, equals or is; put two under `all`",
    ),
    "a limit without a comparison": limit("{property: purity_pct}", "allowed: one comparison of at_least, above"),
    "a comparison of its own making": limit(
        '{property: purity_pct, at_leest: "1"}',
        "limits.at_leest: found a key that is not known; allowed: property, element, at_least, above, at_most, below, "
        "equals, is, confidence, all, any, cases; write at_least",
    ),
    "no limit under `all`": limit("{all: []}", "found {'all': []}; allowed: `all` with at least one limit in it"),
    "no limit under `any`": limit("{any: []}", "allowed: `any` with at least one limit in it"),
    "`all` and `any` side by side": limit(
        '{all: [{element: Dy, above: "1"}], any: [{element: Dy, above: "2"}]}',
        "allowed: one of `all`, `any` and `cases`; put one inside the other",
    ),
    "`cases` of nothing": limit("{property: shape, cases: {}}", "allowed: `cases` with at least one limit in it"),
    "`cases` without the property": limit(
        '{cases: {tube: {element: Dy, above: "1"}}}', "allowed: `cases` beside the `property` that tells them apart"
    ),
    "a property name that is none": limit(
        '{property: Purity-Pct, at_least: "1"}',
        "limits.property: found 'Purity-Pct'; allowed: small letters, digits and underscores, a letter first",
    ),
    "an element that does not exist in a limit": limit(
        '{all: [{property: purity_pct, at_least: "1"}, {element: Dx, at_least: "1"}]}', "(entry).when: found Dx"
    ),
    "words for an element": limit("{element: Dy, is: [much]}", "allowed: `is` with at least one word, and for a"),
    "a figure in words": limit('{property: purity_pct, at_least: "much"}', "at_least: found 'much'; allowed: a number"),
    "a figure without quotation marks": limit(
        "{property: purity_pct, at_least: 99.9}", "found 99.9; allowed: a number in quotation marks, such as"
    ),
    "a figure below zero": limit('{property: purity_pct, at_least: "-1"}', "at_least: found '-1'; allowed: 0 or more"),
    "a list for a limit": limit("[1]", "when.limits: found [1]; allowed: a mapping of keys"),
    "compound of what does not exist": ("contains: [Dy]", "compound: [Dx, N]", "(entry).when: found Dx"),
    "main rare earth that does not exist": ("contains: [Dy]", "main_rare_earth: Qq", "(entry).when: found Qq"),
    "more parties counted than named, said to be complete": parties(
        "{count: 3, complete: true, countries: [US], names: [A, B]}",
        "when.parties: found 2 names of 3 with complete: true; allowed: `count` names with complete: true",
    ),
    "all parties named, said to be incomplete": parties(
        "{count: 2, complete: false, countries: [US], names: [A, B]}", "found 2 names of 2 with complete: false"
    ),
    "a party named twice": parties(
        "{count: 2, complete: true, countries: [US], names: [A, A]}", "parties.names: found A; allowed: each name once"
    ),
    "parties of a country that does not exist": parties(
        "{count: 1, complete: true, countries: [EU], names: [A]}", "parties.countries: found EU; allowed: two-letter"
    ),
    "parties of no country": parties(
        "{count: 1, complete: true, countries: [], names: [A]}", "parties.countries: found nothing; allowed: at least 1"
    ),
    "a notice of no party": parties(
        "{count: 0, complete: true, countries: [US], names: []}", "parties.count: found 0; allowed: 1 or more"
    ),
    "origin that does not exist": ("contains: [Dy]", "origin: [XX]", "(entry).when.origin: found XX"),
    "excepted origin that does not exist": ("contains: [Dy]", "origin_except: [EU]", "when.origin_except: found EU"),
    "excepted destination that does not exist": (
        "contains: [Dy]",
        "destination_except: [EU]",
        "when.destination_except: found EU",
    ),
    "abroad in words": ("contains: [Dy]", "abroad: perhaps", "when.abroad: found 'perhaps'; allowed: true or false"),
    "a product in a form that does not exist": (
        "[part, assembly]",
        "[part, cube]",
        "products.rotor.forms[1]: found 'cube'; allowed: ore, concentrate, metal,",
    ),
    "a product in no form": ("[part, assembly]", "[]", "products.rotor.forms: found nothing; allowed: at least 1"),
    "a product implied by a form that it does not have": (
        "[part, assembly]}",
        "[part, assembly], implied_by: [phosphor]}",
        "products.rotor.implied_by: found phosphor; allowed: part, assembly",
    ),
    "a product name that is none": ("rotor: {", "Rotor-1: {", "products.Rotor-1: found 'Rotor-1'; allowed: small"),
    "an unknown key of a product": (
        "[part, assembly]}",
        "[part, assembly], phrase: [x]}",
        "products.rotor.phrase: found a key that is not known; allowed: forms, phrases, implied_by, unlike, named_only;"
        " write phrases",
    ),
    "an act on nothing": act("[]", "text", "acts[0].on: found nothing; allowed: at least 1"),
    "an act with a source that is not listed": act(
        "[XX-2025-01/*]", "rumour", "acts[0].source: found rumour; allowed: text"
    ),
    "an act known before it was published": act(
        "[XX-2025-01/*]", "text", "acts[0].segments.known: found 2025-01-07; allowed: on or after", known="2025-01-07"
    ),
    "a complete list of no name": (
        "contains: [Dy]",
        "named: {names: [], complete: true, extra_elements: null}",
        "when.named.names: found no name; allowed: at least one name in a complete list",
    ),
    "a statement without its source": (
        "by: XX-2025-70}",
        "by: XX-2025-70, political: {until: 2027-01-10, known: 2026-01-01, confidence: not read}}",
        "segments[1].political.source: found nothing; allowed: this key is required",
    ),
    "a kind of its own making": ("kind: ann", "kind: rumour of ann", "kind: found 'rumour of announcement'; allowed: "),
    "a title that is empty": ("title: a control", "title: ''", "title: found nothing; allowed: a text that is not"),
    "no provision": (
        WHOLE[WHOLE.index("provisions:") :],
        "provisions: []\n",
        "provisions: found nothing; allowed: at least one provision or act",
    ),
    "a list for a file": (WHOLE, "- 1\n", "found [1]"),
}


LIBRARY_WORDS = ("Input should", "Value error", "String should", "List should", "valid dictionary", "Form")
# What two files of a folder may hold against each other: replaced in the second file, and what one line must say.
FOLDER_FAULTS = {
    "an act on a provision that nobody knows": (
        "provisions:",
        act("[XX-2025-01/nothing]", "text", "")[1],
        "cn/yy.yaml, acts.on: found XX-2025-01/nothing; allowed: the key of a provision; mend the reference",
    ),
    "a product that stands in two files": (
        "Y",
        "Y",
        "cn/yy.yaml, products: found rotor; allowed: each product in one file (it stands in cn/xx.yaml too); name it",
    ),
    "a product that no file knows": (
        "product: [rotor]",
        "product: [motor]",
        "cn/yy.yaml, outside.product: found motor; allowed: a product of some instrument; list it under products",
    ),
    "unlike a product that no file knows": (
        "rotor: {forms: [part, assembly]}",
        "stator: {forms: [part, assembly], unlike: [motor]}",
        "cn/yy.yaml, products.stator.unlike: found motor; allowed: a product of some instrument",
    ),
    "caught by a provision that nobody knows": (
        "contains: [Dy]",
        "contains: [Dy], caught_by: [XX-2025-09/*]",
        "cn/yy.yaml, entry.caught_by: found XX-2025-09/*; allowed: the key of a provision",
    ),
}
# A file of jurisdictions, and what the refusal must say.
JURISDICTION_FAULTS = {
    "a code in words": ("China: {since: 2023-12-01, scope: s, missing: []}", "China: found 'China'; allowed: a two-"),
    "a code that no country has": (
        "XX: {since: 2023-12-01, scope: s, missing: []}",
        "XX: found XX; allowed: two-letter",
    ),
    "a day in words": ("CN: {since: soon, scope: s, missing: []}", "CN.since: found 'soon'; allowed: a date such as"),
    "no day": ("CN: {scope: s, missing: []}", "CN.since: found nothing; allowed: this key is required"),
    "an unknown key": (
        "CN: {since: 2023-12-01, scop: s, missing: []}",
        "CN.scop: found a key that is not known; allowed: since, known, scope, missing",
    ),
}


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "cn" / "xx.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_whole_file_that_the_faults_start_from_is_read_as_it_stands(tmp_path: Path) -> None:
    instrument = load_instrument(written(tmp_path, WHOLE))
    assert (instrument.id, instrument.published, instrument.coverage) == (
        "XX-2025-01",
        date(2025, 4, 4),
        Coverage.MODELLED,
    )
    entry, outside = instrument.provisions
    assert (entry.key, entry.role, entry.effect, entry.regime) == (
        "XX-2025-01/entry",
        Role.ENTRY,
        Effect.LICENCE_REQUIRED,
        "dual_use",
    )
    assert (entry.conditions.material, entry.conditions.contains) == ((Material.OXIDE,), ("Dy",))
    assert [segment.status for segment in entry.segments] == [Status.IN_FORCE, Status.SUSPENDED]
    assert (entry.citation.url, entry.citation.confidence) == ("https://example.org/text", Confidence.SEEN)
    assert (outside.effect, outside.excludes) == (None, ("XX-2025-01/*",))
    assert outside.conditions.destination == ("US", "DE")


@pytest.mark.parametrize(("old", "new", "says"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_instrument_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in WHOLE
    with pytest.raises(BadInputError) as caught:
        load_instrument(written(tmp_path, WHOLE.replace(old, new, 1)))
    lines = str(caught.value).splitlines()
    assert any(says in line for line in lines), lines
    assert all(line.startswith("xx.yaml") and "; allowed: " in line for line in lines)
    assert all(problem.remedy for problem in caught.value.problems)
    assert not any(words in line for line in lines for words in LIBRARY_WORDS)


@pytest.mark.parametrize(("old", "new", "says"), FOLDER_FAULTS.values(), ids=FOLDER_FAULTS)
def test_a_fault_between_two_files_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, says: str) -> None:
    written(tmp_path, WHOLE)
    second = WHOLE.replace("XX-2025-01", "YY-2025-01").replace("rotor: {", "rotor: {" if old == "Y" else "stator: {")
    assert old in second.replace("stator", "rotor")
    text = second.replace(old.replace("rotor: {", "stator: {"), new, 1)
    (tmp_path / "cn" / "yy.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        load_folder(tmp_path)
    assert any(says in line for line in str(caught.value).splitlines()), str(caught.value)


@pytest.mark.parametrize(("text", "says"), JURISDICTION_FAULTS.values(), ids=JURISDICTION_FAULTS)
def test_a_faulty_file_of_jurisdictions_is_refused_by_key(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "jurisdictions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        read_jurisdictions(path)
    assert any(f"jurisdictions.yaml, {says}" in line for line in str(caught.value).splitlines()), str(caught.value)


@pytest.mark.parametrize(("complete", "confidence"), [("false", "from memory"), ("true", "secondary source")])
def test_a_list_is_read_where_it_is_open_or_every_name_of_it_was_read(
    tmp_path: Path, complete: str, confidence: str
) -> None:
    names = f"{{name: Dy-Fe, elements: [Dy, Fe], confidence: {confidence}}}"
    text = WHOLE.replace("contains: [Dy]", f"named: {{names: [{names}], complete: {complete}, extra_elements: null}}")
    named = load_instrument(written(tmp_path, text)).provisions[0].conditions.named
    assert named is not None
    assert named.complete is (complete == "true")


def test_every_fault_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    text = WHOLE.replace("[Dy]", "[Dx]").replace("encoded: 2025-05-01", "encoded: 2025-04-01")
    with pytest.raises(BadInputError) as caught:
        load_instrument(written(tmp_path, text))
    assert [problem.key for problem in caught.value.problems] == ["encoded", "provisions[0] (entry).when"]


def test_segments_of_one_publication_may_follow_each_other(tmp_path: Path) -> None:
    text = WHOLE.replace(
        "until: null, known: 2025-04-04, by: XX-2025-01}\n      -",
        "until: 2025-11-10, known: 2025-04-04, by: X}\n      -",
    ).replace("known: 2025-11-07", "known: 2025-04-04")
    assert len(load_instrument(written(tmp_path, text)).provisions[0].segments) == 2


def test_a_reference_that_leads_nowhere_is_refused_by_file_and_provision(tmp_path: Path) -> None:
    written(tmp_path, WHOLE.replace("[XX-2025-01/*]", "[XX-2025-01/entry, XX-2024-99/*]"))
    with pytest.raises(BadInputError) as caught:
        load_folder(tmp_path)
    assert str(caught.value) == (
        "cn/xx.yaml, outside.excludes: found XX-2024-99/*; allowed: the key of a provision; mend the reference"
    )


def test_one_id_in_two_files_is_refused_and_both_are_named(tmp_path: Path) -> None:
    written(tmp_path, WHOLE)
    (tmp_path / "cn" / "yy.yaml").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(BadInputError, match=r"cn/yy\.yaml, id: found XX-2025-01; .*stands in cn/xx\.yaml too"):
        load_folder(tmp_path)


def test_the_faults_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    written(tmp_path, "a: 1\na: 2\n")
    (tmp_path / "cn" / "yy.yaml").write_text(WHOLE.replace("jurisdiction: CN", "jurisdiction: ZZ"), encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        load_folder(tmp_path)
    assert {problem.file for problem in caught.value.problems} == {"xx.yaml", "yy.yaml"}


def test_no_shipped_provision_that_decides_cites_a_page_that_was_not_seen() -> None:
    for provision in (p for instrument in shipped_instruments() for p in instrument.provisions):
        if provision.confidence.decides:
            assert "seen" in provision.source.seen or "secondary notes" in provision.source.seen, provision.key


@pytest.mark.parametrize("element", ["902", "903"])
def test_the_printed_codes_of_samarium_and_gadolinium_do_not_cite_a_text_whose_codes_were_stripped(
    element: str,
) -> None:
    printed = [
        p for i in shipped_instruments() for p in i.provisions if f"1C{element}" in p.id and p.customs_codes.printed
    ]
    assert printed
    assert all("codes stripped" not in (p.customs_codes.source or p.source).title for p in printed)


@pytest.mark.parametrize("heading", ["1C905", "1C906", "1C907", "1C908"])
def test_entries_beyond_terbium_do_not_cite_a_copy_that_ends_before_them(heading: str) -> None:
    cited = {p.source.key for i in shipped_instruments() for p in i.provisions if p.id.startswith(heading)}
    assert cited <= {"atlas", "part-1-of-61", "szvf"}


def test_every_shipped_provision_cites_a_source_and_stands_under_its_own_key() -> None:
    provisions = [p for instrument in shipped_instruments() for p in instrument.provisions]
    assert len(provisions) == len({p.key for p in provisions}) >= 60
    assert all(p.source.title and p.pinpoint and p.segments for p in provisions)
    assert all(p.effect is not None for p in provisions if p.role is Role.ENTRY)
