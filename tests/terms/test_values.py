"""The frozen words of the field: shares, forms, facts, countries, problems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.terms.citation import Citation, Confidence
from permeance.terms.composition import PPB, Share, percent
from permeance.terms.element import RARE_EARTHS, SYMBOLS, name
from permeance.terms.fact import Fact
from permeance.terms.form import Form
from permeance.terms.place import ALIASES, country_code, country_names, country_remedy
from permeance.terms.problem import BadInputError, Problem


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("yes", Fact.YES),
        (" YES ", Fact.YES),
        ("y", Fact.YES),
        ("true", Fact.YES),
        ("no", Fact.NO),
        ("N", Fact.NO),
        ("false", Fact.NO),
        ("unknown", Fact.UNKNOWN),
        ("", Fact.UNKNOWN),
        ("  ", Fact.UNKNOWN),
    ],
)
def test_a_fact_is_yes_no_or_unknown_and_silence_is_unknown(text: str, fact: Fact) -> None:
    assert Fact.parse(text) is fact


@pytest.mark.parametrize("text", ["maybe", "1", "0", "ja", "yes no"])
def test_any_other_word_is_no_fact_and_the_refusal_names_those_there_are(text: str) -> None:
    with pytest.raises(ValueError, match="yes, no, unknown or empty"):
        Fact.parse(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        (" Germany ", "DE"),
        ("germany", "DE"),
        ("USA", "US"),
        ("United States", "US"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("South Korea", "KR"),
        ("Korea", "KR"),
        ("PRC", "CN"),
        ("no", "NO"),
        ("Hong Kong", "HK"),
        ("Türkiye", "TR"),
        ("turkey", "TR"),
        ("Côte d’Ivoire", "CI"),
    ],
)
def test_a_country_is_known_by_its_code_or_its_english_name(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "XX", "Atlantis", "DEU", "D", "EU", "Allemagne"])
def test_what_is_no_country_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="a two-letter country code such as DE"):
        country_code(text)


def test_every_code_and_every_name_leads_to_one_country() -> None:
    assert all(country_code(code) == code and country_code(name) == code for code, name in country_names().items())
    assert set(ALIASES.values()) <= set(country_names())
    assert len(country_names()) >= 245


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("DEU", "use DE for 'DEU'"), ("chn", "use CN for 'chn'"), ("276", "use DE for '276'"),
        ("Deutschland", "use DE for 'Deutschland'"), ("ALLEMAGNE", "use DE for 'ALLEMAGNE'"), ("德国", "use DE for '德国'"),
        ("日本", "use JP for '日本'"), ("Germeny", "use DE if Germany is meant"),
        ("SUN", "use the ISO code"), ("Atlantis", "use the ISO code"), ("EU", "use the ISO code"), ("", "use the ISO code"),
    ],
)  # fmt: skip
def test_a_country_in_another_way_of_writing_is_refused_with_its_code(text: str, remedy: str) -> None:
    with pytest.raises(ValueError, match="two-letter country code"):
        country_code(text)
    assert country_remedy(text) == remedy


def test_the_forms_are_those_of_the_contract() -> None:
    assert " ".join(Form) == (
        "ore concentrate metal alloy oxide compound mixture powder block target magnet phosphor part assembly "
        "equipment technology"
    )


def test_there_are_118_elements_and_seventeen_rare_earths_with_english_names() -> None:
    assert len(SYMBOLS) == 118
    assert len(set(RARE_EARTHS)) == 17
    assert set(RARE_EARTHS) <= SYMBOLS
    assert (name("Dy"), name("Pm")) == ("dysprosium", "Pm")


@pytest.mark.parametrize(("low", "high"), [(-1, 0), (2, 1)])
def test_a_share_below_nothing_or_upside_down_is_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="0 <= low <= high"):
        Share(low, high)


@pytest.mark.parametrize(
    ("share", "text"),
    [(Share(1_000_000, 1_000_000), "0.1 %"), (Share(0, PPB), "0 to 100 %"), (Share(1, 10_000_000), "0.0000001 to 1 %")],
)
def test_a_share_is_written_as_weight_per_cent_without_rounding(share: Share, text: str) -> None:
    assert str(share) == text


@given(st.integers(min_value=0, max_value=PPB))
def test_weight_per_cent_says_every_part_per_billion(ppb: int) -> None:
    whole, _, rest = percent(ppb).partition(".")
    assert int(whole) * 10**7 + int(rest.ljust(7, "0")) == ppb
    assert not rest.endswith("0")


@pytest.mark.parametrize(
    ("confidence", "decides"),
    [(Confidence.SEEN, True), (Confidence.SECONDARY, True), (Confidence.MEMORY, False), (Confidence.UNREAD, False)],
)
def test_only_a_text_that_was_read_somewhere_decides(confidence: Confidence, decides: bool) -> None:
    assert confidence.decides is decides


def test_a_citation_says_instrument_place_and_how_firmly() -> None:
    citation = Citation("CN-2025-18", "1C905.a.4", "item 1C905.a.4", Confidence.SEEN, None)
    assert str(citation) == "CN-2025-18, item 1C905.a.4 (verified text seen)"


def test_a_problem_says_file_row_key_found_allowed_and_remedy() -> None:
    problem = Problem("items.csv", 3, "form", "'cube'", "ore, metal", "choose one of these")
    assert str(problem) == "items.csv, row 3, form: found 'cube'; allowed: ore, metal; choose one of these"
    assert list(problem.as_json()) == ["file", "row", "key", "found", "allowed", "remedy"]
    assert str(Problem("a.yaml", None, None, "x", "y", "z")) == "a.yaml: found x; allowed: y; z"
    assert str(BadInputError([problem, problem])).splitlines() == [str(problem)] * 2
