"""What is denied, made to wait, given up or only a report, and who says so."""

from __future__ import annotations

from datetime import date

import pytest

from permeance.watch.extract import read_claims

EXTEND = "extend the suspension of its rare-earth controls"


def told(text, published=date(2026, 11, 20)):
    return [(c.action.value, c.certainty.value, c.source.type.value) for c in read_claims(text, published)]


@pytest.mark.parametrize(
    "denial",
    [
        "denied on Friday that it would",
        "flatly denied that it would",
        "rejected reports that it would",
        "rejected on Monday a newspaper report that it would",
        "dismissed as untrue a report that it would",
        "refuted in a statement claims that it would",
        "poured cold water on speculation that it would",
        "brushed aside rumours that it would",
    ],
)
def test_what_the_authority_denies_is_certain_not_to_be_and_it_is_the_source(denial):
    assert told(f"China's commerce ministry {denial} {EXTEND}.") == [
        ("deny", "CT+", "official"),
        ("extend", "CT-", "official"),
    ]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        (f"China's commerce ministry said there was no plan to {EXTEND}.", "PR-"),
        (f"China's commerce ministry did not deny that it would {EXTEND}.", "PS+"),
        (f"China's commerce ministry neither confirmed nor denied that it would {EXTEND}.", "Uu"),
        (f"China's commerce ministry declined to confirm or deny that it would {EXTEND}.", "Uu"),
        (f"Reports that China would {EXTEND} were dismissed by the commerce ministry.", "CT-"),
        (f"Reports that China would {EXTEND} could not be verified.", "Uu"),
    ],
)
def test_where_nothing_is_denied_or_a_report_is_all_there_is_the_act_stays_open_or_hedged(text, certainty):
    assert [claim.certainty for claim in read_claims(text)] == [certainty]


def test_to_deny_that_something_was_not_done_only_leans_towards_its_having_been_done():
    assert told("The commerce ministry denied that it had not renewed the general licences.")[1][:2] == (
        "extend",
        "PR+",
    )


def test_a_renewal_that_is_refused_is_no_approval_and_the_year_of_the_grant_is_not_its_time():
    for text in (
        "The general licences granted in December 2025 will not be renewed, the commerce ministry said.",
        "The ministry will not renew the general licences granted in December 2025, a spokesperson said.",
    ):
        (claim,) = read_claims(text, date(2026, 11, 20))
        assert (claim.action, claim.certainty, claim.instrument) == ("extend", "CT-", "general_licence")
        assert (claim.source.type, claim.time.start, claim.time.end) == ("official", None, None)


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Licences will not be granted unless the buyer names its customer, the commerce ministry said.", "PR-"),
        ("Unless the talks succeed, licences will not be granted, the commerce ministry said.", "PR-"),
        ("The commerce ministry will not resume magnet exports until the quarrel is settled.", "PR-"),
        ("The new export controls will not take effect until 1 March 2027, the commerce ministry said.", "CT+"),
        ("Jakarta had planned to cut nickel quotas but dropped the idea.", "CT-"),
        ("Jakarta has abandoned plans to cut nickel quotas.", "CT-"),
        ("Manila stopped short of banning nickel ore exports.", "CT-"),
        ("It is not inconceivable that Beijing will impose controls on magnesium exports.", "PS+"),
        ("It is far from certain that Beijing will impose controls on magnesium exports.", "Uu"),
    ],
)
def test_a_condition_a_day_and_a_dropped_plan_decide(text, certainty):
    assert [claim.certainty for claim in read_claims(text, date(2026, 11, 20))] == [certainty]


@pytest.mark.parametrize("speaker", ["a lawyer", "two trade lawyers", "three advisers in Beijing", "one consultant"])
def test_who_is_told_by_their_work_alone_is_anonymous_and_not_the_ministry(speaker):
    assert told(f"The ministry stopped granting new licences, {speaker} said.") == [("refuse", "CT+", "anonymous")]


DATELINES = (
    "18 November 2026 - ",
    "BEIJING, Nov 18 (Agency) - ",
    "BEIJING (Agency) -- ",
    "Brussels — ",
    "2026-11-18 – ",
)


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_is_no_part_of_the_source_or_of_the_quote(dateline):
    said = f"China's commerce ministry said it would {EXTEND}."
    (claim,) = read_claims(dateline + said, date(2026, 11, 18))
    assert (claim.source.who, claim.span.quote, claim.actor) == ("China's commerce ministry", said, "CN.MOFCOM")


def test_a_state_before_a_dash_that_another_dash_closes_is_no_dateline():
    (claim,) = read_claims("Manila — the Philippines exports nickel ore — has banned exports of it.")
    assert claim.actor == "PH.GOV"


@pytest.mark.parametrize("said", ["said it", "said that it", "said on Monday it", "said it still"])
def test_a_speaker_is_named_without_the_verb_by_which_it_speaks(said):
    (claim,) = read_claims(f"A European industry association {said} expects China to ease its controls on magnets.")
    assert (claim.source.type, claim.source.who) == ("association", "A European industry association")
