"""Wrapped as a mail or a page wraps it, a text makes the claims that it makes in one line."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from permeance.watch.document import read_document
from permeance.watch.extract import read_claims
from permeance.watch.line_breaks import flowing

HERE = Path(__file__).parent
NEWS = sorted(path for path in (HERE.parents[1] / "examples" / "news").iterdir() if path.suffix in (".txt", ".html"))
PASSAGES = [passage for file in sorted(HERE.glob("*.yaml")) for passage in yaml.safe_load(file.read_text("utf-8"))]
TEXTS = [(read_document(path).text, date(2025, 5, 14)) for path in NEWS]
TEXTS += [(passage["text"], passage.get("published")) for passage in PASSAGES]


def folded(words):
    return words and " ".join(words.split())


def labels(claims):
    return [
        (
            claim.action, claim.certainty, claim.actor, claim.instrument, claim.items, claim.targets, claim.source,
            claim.time.start, claim.time.end, claim.register, claim.quantity, claim.incomplete, folded(claim.cue),
            folded(claim.time.expr), folded(claim.span.quote),
        )
        for claim in claims
    ]  # fmt: skip


def wrapped(text, width, at_hyphens, lead=""):
    """Each line is a paragraph: wrapped, with a blank line behind it."""
    filled = (
        textwrap.fill(
            line,
            width,
            initial_indent=lead,
            subsequent_indent=lead,
            break_long_words=False,
            break_on_hyphens=at_hyphens,
        )
        for line in text.split("\n")
        if line.strip()
    )
    return "\n\n".join(filled)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(60, 115), st.sampled_from(["", "> ", "    "]))
def test_a_wrapped_text_makes_the_claims_of_the_unwrapped_and_its_quotes_are_verbatim(article, width, lead):
    text, published = article
    copy = wrapped(text, width, False, lead)
    claims = read_claims(copy, published)
    for claim in claims:
        assert copy[claim.span.start : claim.span.end] == claim.span.quote
        assert claim.cue is None or claim.cue in copy
        assert claim.time.expr is None or claim.time.expr in copy
    quoted = lead.strip()
    if not quoted:  # the marks of a quoted mail stand inside the quote, which is verbatim
        assert labels(claims) == labels(read_claims(text, published))
    assert [claim[:12] for claim in labels(claims)] == [claim[:12] for claim in labels(read_claims(text, published))]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(60, 115))
def test_a_line_that_is_broken_behind_a_hyphen_is_the_same(article, width):
    text, published = article
    copy = wrapped(text, width, True)
    assert [claim[:12] for claim in labels(read_claims(copy, published))] == [
        claim[:12] for claim in labels(read_claims(text, published))
    ]


def test_a_sentence_over_three_lines_is_one_claim_with_its_hedge_and_its_source():
    text = (
        "China's commerce ministry may ease its export controls on\nrare earth magnets, two people familiar with the\n"
        "talks said.\n"
    )
    (claim,) = read_claims(text)
    assert (claim.certainty, claim.source.type, claim.source.n) == ("PS+", "anonymous", 2)
    assert claim.span.quote == text.strip()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("China may licens-\ning ease export con-\ntrols", "China may licensing ease export controls"),
        ("China may begin fast-\ntracking US-\nlinked firms", "China may begin fast-tracking US-linked firms"),
        ("a split co-\noperation", "a split co-operation"),
        ("both short- and long-\nterm, short-\nand long-term", "both short- and long-term, short- and long-term"),
        ("two  blanks and a\ttab", "two blanks and a\ttab"),
    ],
)
def test_lines_are_joined_and_a_hyphen_dropped_only_where_the_word_is_known(text, wanted):
    assert flowing(text).text.rstrip("\n") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ministry could open a quicker lane\n\nChina eased nothing.",
        "- China eased its controls on gallium\n- Japan tightened its controls on antimony",
        "Three things are new:\n1. China eased its controls\n2. Japan tightened its controls",
        "China eased its controls on gallium\nJapan tightened its controls on antimony",
        "From: a@b.example\nSubject: China may ease its export controls on gallium\nDate: today",
        "Tags:\nRECENT POSTS\nSubscribe to the newsletter today\nRecommended Articles",
    ],
)
def test_headlines_entries_and_fields_stay_apart(text):
    assert flowing(text).text.split("\n")[:-1] == [line for line in text.split("\n") if line]


def test_a_headline_directly_above_a_wrapped_paragraph_stays_apart():
    head, body = (
        "Ministry could open a quicker lane for magnet licences",
        (
            "China's commerce ministry may fast-track export licence applications for rare\nearth magnets whose end users are "
            "in the United States, two people said."
        ),
    )
    assert flowing(f"{head}\n{body}").text == f"{head}\n{' '.join(body.split())}\n"


def test_a_page_whose_lines_are_paragraphs_stays_as_it_is():
    lines = [
        "China eased its controls on gallium, and " + "the rest of the line goes on about things " * 3 + "today.",
        "A spokesman for the ministry in Beijing would not say on Friday what comes next for rare earths.",
        "Japan did nothing.",
    ]
    assert lines == flowing("\n".join(lines)).text.split("\n")[:-1]


@given(st.text("ab -\n\t>.C", max_size=80))
def test_every_character_has_its_place_in_the_original(text):
    flow = flowing(text)
    for at, letter in enumerate(flow.text):
        if not letter.isspace():
            assert text[flow.places[at]] == letter
    assert list(flow.places[: len(flow.text)]) == sorted(flow.places[: len(flow.text)])
