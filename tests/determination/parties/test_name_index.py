"""Of the names that people change, over 99 in 100 are found again; few strangers are taken for listed ones."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from determination.parties import naming
from permeance.determination.names import Likeness, likeness
from permeance.determination.parties.name_index import LEAST_THRESHOLD, NameIndex

LISTED = naming.names(1, 5_000)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(LISTED)


def test_of_changed_names_at_least_99_in_100_are_found(index: NameIndex) -> None:
    changed = naming.perturbed(random.Random(2).sample(LISTED, 1_500), 3)  # noqa: S311
    missed: Counter[str] = Counter()
    for way, name, listed in changed:
        if not any(LISTED[match.place] == listed for match in index.search(name)):
            missed[way] += 1
    assert 1 - missed.total() / len(changed) >= 0.99, missed


def test_of_strangers_few_are_taken_for_listed(index: NameIndex) -> None:
    known = set(LISTED)
    strangers = [name for name in naming.names(99, 1_500) if name not in known]
    taken = sum(bool(index.search(name)) for name in strangers)
    assert taken / len(strangers) <= 0.03  # of names made of the same forty syllables


def test_han_names_are_found_by_what_they_are_called_in_latin_letters_and_the_other_way() -> None:
    made, rng = naming.han_names(5, 400), random.Random(6)  # noqa: S311
    written = [naming.spelt(spelling, trade, rng) for _, spelling, trade in made]
    han, latin = NameIndex([name for name, _, _ in made]), NameIndex(written)
    forth = sum(any(m.place == n for m in han.search(name)) for n, name in enumerate(written))
    back = sum(any(m.place == n for m in latin.search(name)) for n, (name, _, _) in enumerate(made))
    assert forth / len(made) >= 0.99
    assert back / len(made) >= 0.99


def test_the_candidates_are_no_others_than_comparing_all_would_find(index: NameIndex) -> None:
    few = LISTED[:300]
    small, rng = NameIndex(few), random.Random(9)  # noqa: S311
    for name in rng.sample(few, 60):
        changed = naming.typo(name, rng)
        every = {n for n, listed in enumerate(few) if NameIndex([listed]).search(changed)}
        assert {match.place for match in small.search(changed)} >= every


@pytest.mark.parametrize("name", ["Cubic corporation", "CUBIC Corp.", "Cubic, Inc"])
def test_the_same_name_is_told_as_a_determination_tells_it(name: str) -> None:
    found = NameIndex(["Cubic Corporation"]).search(name)[0]
    assert found.is_same
    assert found.likeness is likeness(name, "Cubic Corporation") is Likeness.NORMALISED
    assert found.score == 99


def test_a_nearly_same_name_is_never_the_same() -> None:
    found = NameIndex(["Cubic Corporation"]).search("Cubick Corporation")[0]
    assert not found.is_same
    assert found.score < 99


def test_three_letters_are_too_few_initials_and_four_are_enough() -> None:
    index = NameIndex(["Halden Mirok Tevo", "Halden Mirok Tevo Narvin"])
    assert index.search("HMT") == []
    assert [match.place for match in index.search("HMTN")] == [1]


def test_a_threshold_below_that_of_the_search_is_refused(index: NameIndex) -> None:
    with pytest.raises(ValueError, match=f"{LEAST_THRESHOLD} or more"):
        index.search("Example", LEAST_THRESHOLD - 1)


def test_an_empty_list_and_a_name_of_signs_find_nothing() -> None:
    assert NameIndex([]).search("Example") == []
    assert NameIndex(["Example"]).search("---") == []
    assert NameIndex(["---"]).search("---") == []
