"""Claims of passages that we wrote ourselves, against their labels and against a reader that knows keywords only."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from permeance.terms.claim import Action, Certainty
from permeance.watch.extract import read_claims
from permeance.watch.lexicon import forms, triggers
from permeance.watch.mentions import found_in
from permeance.watch.sentences import Stretch
from watch import keyword_reader
from watch.scoring import score

PASSAGES = yaml.safe_load((Path(__file__).parent / "passages.yaml").read_text(encoding="utf-8"))


def labels(claim):
    return {
        "action": claim.action.value, "certainty": claim.certainty.value, "actor": claim.actor,
        "source_type": claim.source.type.value, "sources_n": claim.source.n,
        "start": claim.time.start, "end": claim.time.end,
    }  # fmt: skip


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_a_passage_makes_the_claims_that_its_labels_say_and_no_other(passage):
    claims = [labels(claim) for claim in read_claims(passage["text"], passage["published"])]
    found = [{key: claim[key] for key in wanted} for claim, wanted in zip(claims, passage["claims"], strict=False)]
    assert len(claims) == len(passage["claims"])
    assert found == passage["claims"]


def test_the_reader_beats_keywords_and_takes_no_hedge_for_a_fact():
    ours = score(PASSAGES, lambda passage: read_claims(passage["text"], passage["published"]))
    keywords = score(PASSAGES, lambda passage: keyword_reader.read(passage["text"]))
    assert ours.false_certainty == 0
    assert ours.certainty_f1 > 0.9
    assert ours.action_f1 > keywords.action_f1 + 0.2
    assert ours.certainty_f1 > keywords.certainty_f1 + 0.2


HEDGES = {
    "may ease": "PS+", "might ease": "PS+", "could ease": "PS+", "is considering easing": "PS+",
    "is weighing whether to ease": "PS+", "has not ruled out easing": "PS+", "is willing to ease": "PS+",
    "is expected to ease": "PR+", "is likely to ease": "PR+", "plans to ease": "PR+", "has agreed to ease": "PR+",
    "will ease": "PR+", "is set to ease": "PR+", "wants to ease": "PR+", "should ease": "PR+",
    "is unlikely to ease": "PR-", "has no plans to ease": "PR-", "does not plan to ease": "PR-",
    "is not expected to ease": "PR-", "may not ease": "PS-", "might never ease": "PS-",
    "has not eased": "CT-", "did not ease": "CT-", "will not ease": "CT-", "ruled out easing": "CT-",
    "has yet to ease": "CT-", "refused to ease": "CT-", "has never eased": "CT-", "no longer eases": "CT-",
    "has eased": "CT+", "eased": "CT+", "is easing": "CT+", "has already eased": "CT+", "began easing": "CT+",
}  # fmt: skip


@pytest.mark.parametrize(("words", "certainty"), HEDGES.items())
def test_a_hedge_before_the_verb_decides(words, certainty):
    claims = read_claims(f"China {words} its export controls on gallium.")
    assert [(claim.action, claim.certainty) for claim in claims] == [("ease", certainty)]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Easing the controls on gallium is unlikely.", "PR-"),
        ("An easing of the export controls is possible.", "PS+"),
        ("An easing of the export controls is off the table.", "CT-"),
        ("China has eased its export controls, but may do more.", "CT+"),
        ("While demand may fall, China has eased its export controls.", "CT+"),
        ("China, which could not wait, has eased its export controls.", "CT+"),
        ("Has China eased its export controls?", "Uu"),
        ("It is unclear whether China has eased its export controls.", "Uu"),
        ("The ministry would not say whether China has eased its export controls.", "Uu"),
        ("The trader believes that China has eased its export controls.", "PR+"),
        ("China mulls easing export controls.", "PS+"),
    ],
)
def test_a_hedge_reaches_as_far_as_its_clause(text, certainty):
    assert [claim.certainty for claim in read_claims(text) if claim.action == "ease"] == [certainty]


NOT_DONE = (
    "Beijing may {v} {o}.", "Beijing is mulling whether to {v} {o}.", "Sources expect Beijing to {v} {o}.",
    "Beijing is thinking of {i} {o}.", "Beijing is in discussions about {i} {o}.", "Beijing has the option of {i} {o}.",
    "Beijing has drafted rules to {v} {o}.", "Beijing has been preparing the ground for {i} {o}.",
    "Speculation is growing that Beijing has decided to {v} {o}.", "Beijing is leaning towards {i} {o}.",
    "Rumours that Beijing is {i} {o} could not be confirmed.", "Beijing might review the rules and {v} {o}.",
    "Beijing could, traders say, {v} {o}.", "A plan to {v} {o} is on the table.", "Traders fear that Beijing will {v} {o}.",
)  # fmt: skip
ACTS = {
    "tighten": "export controls", "impose": "a tariff on magnets", "extend": "the ban on cobalt exports",
    "approve": "more licences for magnets", "reject": "licence applications", "delay": "export licences",
    "lift": "the ban on gallium exports", "expedite": "licence applications", "ban": "exports of antimony",
    "raise": "the cobalt quota", "resume": "exports of gallium",
}  # fmt: skip


@pytest.mark.parametrize("frame", NOT_DONE)
def test_what_is_not_told_as_done_is_never_certain(frame):
    for verb, goods in ACTS.items():
        claims = read_claims(frame.format(v=verb, i=forms(verb)[2], o=goods))
        assert claims
        assert [claim for claim in claims if claim.certainty.is_certain] == []


@pytest.mark.parametrize(
    "text",
    [
        "If China eases its export controls, prices fall.",
        "Prices will fall when China eases its export controls.",
        "The lobby urged China to ease its export controls.",
        "The factory eased the workload of its staff.",
        "Exports of magnets rose 20% in June.",
        "Magnets matter.",
        "",
        " \n\n ",
    ],
)
def test_what_states_nothing_makes_no_claim(text):
    assert read_claims(text) == ()


SHARE = "China controls about 70% of the global supply chain for rare earths."


def test_a_share_without_stage_or_year_says_that_they_are_missing():
    (claim,) = read_claims(SHARE)
    (number,) = claim.quantity
    assert (number.value, number.unit, number.stage, number.year) == (70, "percent", None, None)
    assert {"quantity[0].stage", "quantity[0].year"} <= set(claim.incomplete)


def test_a_share_with_stage_and_year_has_them():
    (claim,) = read_claims("In 2024 China refined 91% of the world's rare earths.")
    assert [(number.stage, number.year) for number in claim.quantity] == [("refining", 2024)]


def test_goods_are_those_that_are_named_and_none_that_is_only_meant():
    (claim,) = read_claims("China imposed export controls on seven rare earths.")
    assert claim.items == ("rare_earths",)
    assert claim.quantity == ()


def test_an_actor_that_is_not_named_is_inferred_from_the_goods_and_said_to_be():
    (claim,) = read_claims("Quotas on cobalt exports were extended.")
    assert claim.actor == "DRC.GOV"
    assert "actor" in claim.incomplete


def test_a_later_paragraph_takes_its_goods_from_the_one_before():
    claims = read_claims("Gallium is scarce.\n\nChina may ease its export controls.")
    assert [claim.items for claim in claims] == [("Ga",)]


def test_a_claim_told_twice_in_a_paragraph_is_one():
    claims = read_claims("China has eased its export controls. It has eased its controls on magnets.")
    assert len(claims) == 1


WORDS = st.sampled_from(
    "China may not will has eased ease export controls ban the on of Reuters said two sources , . ; \n “ ” 70% by from Nov. 1 "
    "if whether U.S. denied that licences approvals until 2026 Feb 30 😀 磁铁 — ' \" ( ) ' ͏ ".split(" ")
)


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_a_quote_is_verbatim_and_nothing_raises(text):
    for claim in read_claims(text):
        assert text[claim.span.start : claim.span.end] == claim.span.quote
        assert claim.cue is None or claim.cue in text
        assert claim.source.who is None or claim.source.who in " ".join(text.split())
        assert claim.time.expr is None or claim.time.expr in text
        assert claim.time.start is None
        assert claim.polarity == ("-" if claim.certainty.value.endswith("-") else "+")


def test_every_certainty_has_words():
    assert len({certainty.in_words for certainty in Certainty}) == len(Certainty)


def test_every_action_but_a_share_has_words_that_tell_of_it():
    assert {trigger.action for trigger in triggers()} == set(Action) - {Action.STATE_SHARE}


def test_a_noun_that_looks_like_a_verb_is_none():
    text = "The ban on exports is old."
    assert found_in(text, Stretch(0, len(text))) == []
