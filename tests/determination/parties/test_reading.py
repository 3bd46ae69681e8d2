"""A name is read as words that can be compared, whatever the script, the order and the legal form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permeance.determination.parties.glossary import Kind, glossary
from permeance.determination.parties.pinyin import readings, without_tones
from permeance.determination.parties.reading import read

TEXTS = [
    ("Ningbo Yunsheng Co., Ltd.", ["ningbo", "yunsheng"]),
    ("宁波韵升股份有限公司", ["ningbo", "yunsheng"]),
    ("寧波韻升股份有限公司", ["ningbo", "yunsheng"]),
    ("宁波市韵升", ["ningbo", "yunsheng"]),
    ("ning2bo1 yun4sheng1", ["ningbo", "yunsheng"]),
    ("Níngbō Yùnshēng", ["ningbo", "yunsheng"]),
    ("GmbH Example", ["example"]),
    ("N.O.F. Corporation", ["nof"]),
    ("The University of Example", ["university", "example"]),
    ("Rare Earths Example", ["rareearth", "example"]),
    ("Earth Rare Example", ["rareearth", "example"]),
    ("Import & Export Example", ["importexport", "example"]),
    ("Int'l Example", ["international", "example"]),
    ("中国电子科技集团公司第三十八研究所", ["china", "electron", "technology", "group", "38", "researchinstitute"]),
    ("Example 38th Research Institute", ["example", "38", "researchinstitute"]),
    ("第一百零五研究所", ["105", "researchinstitute"]),
    ("TCL科技集团股份有限公司", ["tcl", "technology", "group"]),
    ("材料与工程研究院", ["material", "engineering", "researchinstitute"]),
    ("Łódź Øre Straße", ["lodz", "ore", "strasse"]),
    ("Ltd", ["ltd"]),
    ("The", ["the"]),
]


@pytest.mark.parametrize("mark", ["·", "・", "•", "‧", "-", "—", " ", " · "])
@pytest.mark.parametrize(
    "parts", [("洛克希德", "马丁公司"), ("诺斯罗普", "格鲁曼"), ("洛克希德", "馬丁"), ("三菱", "重工")]
)
def test_a_mark_between_the_parts_of_a_han_name_changes_no_reading(mark: str, parts: tuple[str, str]) -> None:
    def told(name: str) -> list[tuple[str, str]]:
        return [(reading.plain, reading.established) for reading in read(name)]

    assert told(mark.join(parts)) == told("".join(parts))


@pytest.mark.parametrize(("name", "words"), TEXTS)
def test_a_name_is_these_words(name: str, words: list[str]) -> None:
    assert [word.text for word in read(name)[0].words] == words


@pytest.mark.parametrize("name", ["", "---", "()", " \u3000", "。"])
def test_a_name_without_a_letter_has_no_reading(name: str) -> None:
    assert read(name) == ()


def test_a_short_name_in_brackets_is_a_reading_of_its_own_and_a_trade_in_brackets_is_none() -> None:
    texts = [reading.key for reading in read("Example Exploration Agency (EXEA)")]
    assert texts == ["exampleexplorationagencyexea", "exampleexplorationagency", "exea"]
    assert len(read("Example (Group) Metals")) == 1
    assert len(read("Example Metals (Shanghai) Ltd")) == 1


def test_an_established_english_name_is_a_reading_beside_the_sound() -> None:
    keys = {reading.key for reading in read("北京航空航天大学")}
    assert {"beihanguniversity", "beijingaeronauticsastronauticsuniversity"} <= keys


@pytest.mark.parametrize(
    ("word", "plain"), [("yun4", "yun"), ("act1", "act1"), ("s3", "s3"), ("a1", "a1"), ("bo1bo2", "bobo")]
)
def test_only_pinyin_loses_its_figures(word: str, plain: str) -> None:
    assert without_tones(word) == plain


def test_a_character_with_several_sounds_has_them_all_the_likeliest_first() -> None:
    assert readings("重庆")[0] == "chongqing"
    assert "zhangcheng" in readings("长城")
    assert readings("绿") == ("lu",)


def test_the_glossary_says_each_thing_once() -> None:
    known = glossary()
    assert len({meaning.text for meaning in known.english.values()}) > 250
    for phrase, meaning in known.english.items():
        assert phrase
        assert meaning.kind is not Kind.PROPER
    for han, meanings in known.han.items():
        assert not han.isascii()
        assert meanings
    assert all(len(simple) == 1 and chr(code) != simple for code, simple in known.simplified.items())


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(name: str) -> None:
    for reading in read(name):
        assert reading.words
        assert all(word.text and word.letters for word in reading.words)
        assert reading.weight > 0
