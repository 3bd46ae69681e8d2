"""The reference of the item table names every word in which the law lets goods be described, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from permeance.law.folder import shipped_vocabulary
from permeance.law.vocabulary import OTHER

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "item-table.md"


def section() -> str:
    return PAGE.read_text(encoding="utf-8").split("## Properties\n", 1)[1]


def named(lines: list[str]) -> set[str]:
    return {word for line in lines for word in re.findall(r"`([a-z][a-z0-9_]*)`", line)}


def test_every_property_has_a_row_and_no_row_is_of_none() -> None:
    keys = named([line.split("|")[1] for line in section().splitlines() if line.startswith("| `")])
    assert keys == set(shipped_vocabulary().properties)


def test_every_product_and_every_word_of_a_property_is_named() -> None:
    words = named(section().splitlines())
    vocabulary = shipped_vocabulary()
    known = set(vocabulary.products).union(*vocabulary.words.values())
    assert known <= words
    assert words <= known | set(vocabulary.properties) | {OTHER}


def test_products_stand_under_the_instrument_that_turns_on_them() -> None:
    parts = re.findall(r"^Products: (.*?)\.$", section(), re.MULTILINE | re.DOTALL)
    listed = [frozenset(re.findall(r"`([a-z0-9_]+)`", part)) for part in parts]
    products = shipped_vocabulary().products.values()
    groups = {frozenset(p.name for p in products if p.instrument == i) for i in {p.instrument for p in products}}
    assert {group & frozenset(shipped_vocabulary().products) for group in listed} == groups
