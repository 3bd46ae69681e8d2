"""What a sentence as it is read does to the weights of the shipped questions."""

from __future__ import annotations

from datetime import date

import pytest

from permeance.foresight.news import News, moved_weights, moves
from permeance.foresight.scenarios import questions_on
from permeance.watch.extract import read_claims

KNOWN = date(2026, 11, 23)
STAY, APPLY = "October 2025 controls stay suspended", "October 2025 controls apply"
RENEWED, LAPSE = "general licences renewed", "general licences lapse"


def weights_after(text: str, name: str) -> dict[str, float]:
    """The weights of the question that has an outcome of this name, once the text is read."""
    (question,) = (q for q in questions_on(KNOWN) if name in {outcome.name for outcome in q.outcomes})
    return moved_weights(question, moves(question, (News("a.txt", None, read_claims(text)),), KNOWN))


@pytest.mark.parametrize("says", ["denied on Friday that it would", "rejected reports that it would", "will not"])
def test_an_extension_that_the_ministry_denies_makes_the_end_of_the_suspension_likelier(says):
    weights = weights_after(f"China's commerce ministry {says} extend the suspension of its rare-earth controls.", STAY)
    assert weights[STAY] == pytest.approx(0.75 / 4 / (0.75 / 4 + 0.25))
    assert weights[APPLY] == pytest.approx(1 - weights[STAY])


def test_the_word_of_the_ministry_that_general_licences_will_not_be_renewed_makes_their_lapse_likelier():
    text = "The general licences granted in December 2025 will not be renewed, the commerce ministry said."
    weights = weights_after(text, RENEWED)
    assert weights[RENEWED] == pytest.approx(0.7 / 4 / (0.7 / 4 + 0.3))
    assert weights[LAPSE] > weights[RENEWED]


def test_a_renewal_of_general_licences_makes_their_lapse_less_likely():
    text = "The general licences will be renewed from 2 December 2026, the commerce ministry said."
    assert weights_after(text, RENEWED)[RENEWED] > 0.7


def test_what_could_not_be_verified_moves_nothing():
    text = "Reports that China would extend the suspension of its rare-earth controls could not be verified."
    assert weights_after(text, STAY)[STAY] == pytest.approx(0.75)


SUSPENDED = "the suspension of the export licence controls announced in October"


def test_what_a_sentence_says_in_passing_does_not_undo_what_it_says():
    weights = weights_after(f"The Ministry of Commerce said on Monday it will extend {SUSPENDED}.", STAY)
    assert weights[STAY] > 0.75


def test_a_source_that_says_both_moves_as_far_as_its_stronger_word_exceeds_the_other_in_either_order():
    will = "China's commerce ministry said it will extend the suspension of the October controls."
    will_not = "China's commerce ministry said it will not extend the suspension of the October controls."
    both = [weights_after(f"{first} {second}", STAY)[STAY] for first, second in ((will, will_not), (will_not, will))]
    assert both[0] == pytest.approx(both[1])
    assert weights_after(will_not, STAY)[STAY] < both[0] < weights_after(will, STAY)[STAY]


def test_to_hear_the_same_twice_moves_no_further_than_once():
    will = "China's commerce ministry said it will extend the suspension of the October controls."
    assert weights_after(f"{will} {will}", STAY) == weights_after(will, STAY)


def test_of_what_a_source_says_in_several_reports_the_surest_word_counts():
    may = "China's commerce ministry said it may extend the suspension of the October controls."
    will = "China's commerce ministry said it will extend the suspension of the October controls."
    surer = weights_after(will, STAY)[STAY]
    assert surer > weights_after(may, STAY)[STAY]
    (question,) = (q for q in questions_on(KNOWN) if STAY in {outcome.name for outcome in q.outcomes})
    for both in ((may, will), (will, may)):
        heard = tuple(News(f"{n}.txt", None, read_claims(text)) for n, text in enumerate(both))
        assert moved_weights(question, moves(question, heard, KNOWN))[STAY] == pytest.approx(surer)
