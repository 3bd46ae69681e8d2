"""How alike two names are and why: pairs as a table, the labelled pairs, and what must hold of any two names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from determination.parties.labelled import DEVELOPMENT, HELD_OUT, han_pairs, latin_pairs, measured, score
from permeance.determination.parties.name_index import DEFAULT_THRESHOLD, NameIndex

# One name, another, the least and the greatest score, and words of the reasons.
PAIRS = [
    ("Cubic Corp", "Cubic Corporation", 98, 98, "legal form ignored"),
    ("Nevada Sierra", "Sierra Nevada", 90, 96, "word order"),
    ("Sierra Nevda", "Sierra Nevada", 85, 97, "nearly the same letters: nevda for nevada"),
    ("S3 Aero Defense", "S3 AeroDefense", 90, 97, "written together or apart"),
    ("J. Example Halden", "Jonas Example Halden", 80, 97, "initials expanded: j = jonas"),
    ("MHI Aero Engines", "Mitsubishi Heavy Industries Aero Engines", 80, 97, "initials expanded: mhi = mitsubishi heavy industries"),
    ("JAXA", "Japan Aerospace Exploration Agency (JAXA)", 85, 85, "the short name that the list gives in brackets"),
    ("宁波韵升", "Ningbo Yunsheng", 97, 97, "Han name read as pinyin: 韵升 = yunsheng"),
    ("包头稀土", "Baotou Rare Earths", 97, 97, "trade word 稀土 = rare earths"),
    ("宁波韵升", "Yunsheng Ningbo", 90, 97, "place 宁波 = ningbo"),
    ("东方电气", "Dongfang Electric", 90, 97, "东方 = dongfang, by another reading"),
    ("清华大学", "Tsinghua University", 97, 97, "the established English name of 清华"),
    ("Example System", "Example Systems", 97, 97, "the same word: system = systems"),
    ("Sierra Nevada Brewing", "Sierra Nevada", 80, 95, "one name is a part of the other"),
    ("江西铜业", "Jiangxi Tungsten", 0, 60, ""),
    ("江西铜业", "江西钨业", 0, 60, ""),
    ("第十四研究所", "38th Research Institute", 0, 60, ""),
    ("江西瑞丰稀土", "江西睿丰稀土", 75, 95, "sounds as"),
    ("China Example Group 14th Research Institute", "China Example Group 38th Research Institute", 0, 60, ""),
    ("Beijing Example Technology", "Harbin Example Technology", 0, 70, ""),
    ("Preverard Shipping", "Premarard Shipping", 0, 74.9, ""),
    ("Preverard Shipping", "Preferard Shipping", 80, 97, "nearly the same letters: preverard for preferard"),
    ("NOK", "NOF", 0, 10, ""),
    ("J. S.", "Jonas Smith", 0, 70, ""),
    ("Hudson Institute", "Hudson Technologies", 0, 74, ""),
    ("American Airlines", "American Photonics", 0, 60, ""),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "least", "most", "why"), PAIRS)
def test_two_names_are_so_alike_and_for_these_reasons(
    one: str, other: str, least: float, most: float, why: str
) -> None:
    found, reasons = score(one, other)
    assert least <= found <= most
    assert why in "; ".join(reasons)


@pytest.mark.parametrize(("one", "other"), [pair[:2] for pair in PAIRS])
def test_it_does_not_matter_which_of_two_names_is_the_listed_one(one: str, other: str) -> None:
    assert score(other, one)[0] == pytest.approx(score(one, other)[0], abs=1)


def test_the_development_pairs_keep_their_figure() -> None:
    found = measured(han_pairs(DEVELOPMENT).items(), DEFAULT_THRESHOLD)
    assert found.f1 >= 0.87
    assert found.wrong <= 1


def test_the_held_out_pairs_keep_what_is_promised() -> None:
    assert measured(han_pairs(HELD_OUT).items(), DEFAULT_THRESHOLD).f1 >= 0.75
    assert measured(han_pairs(HELD_OUT, without_established=True).items(), DEFAULT_THRESHOLD).f1 >= 0.75


def test_of_the_latin_pairs_all_are_found_and_one_part_of_a_listed_name_too_many() -> None:
    found = measured(latin_pairs().items(), DEFAULT_THRESHOLD)
    assert (found.missed, found.wrong) == (0, 1)


NAMES = st.one_of(
    st.text("abcdeghinost .&-", min_size=3, max_size=25),
    st.text("宁波江西铜业稀土科技大学第三十八所有限公司韵升", min_size=2, max_size=10),
)


@given(NAMES, NAMES)
@settings(max_examples=200, deadline=None)
def test_a_score_lies_in_its_bounds_and_has_reasons(one: str, other: str) -> None:
    if not any(c.isalnum() for c in one) or not any(c.isalnum() for c in other):
        return
    found, reasons = score(one, other)
    assert 0 <= found <= 98
    assert reasons


@given(NAMES)
@settings(max_examples=100, deadline=None)
def test_a_name_is_itself(name: str) -> None:
    found = NameIndex([name]).search(name)
    assert not any(c.isalnum() for c in name) or found[0].score == 100
