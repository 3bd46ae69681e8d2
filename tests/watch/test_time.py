"""Words of time, counted from the day of publication, Wednesday 12 November 2025."""

from __future__ import annotations

from datetime import date

import pytest

from permeance.watch.extract import read_claims
from permeance.watch.time_expressions import combined, expressions

PUBLISHED = date(2025, 11, 12)


def days(words: str, is_past: bool) -> tuple[str | None, str | None]:
    text = f"It acts {words}."
    found = combined(text, expressions(text, 0, len(text), PUBLISHED, is_past))
    return (found.start and found.start.isoformat(), found.end and found.end.isoformat())


PAST = {
    "on Monday": ("2025-11-10", "2025-11-10"),
    "on Wednesday": ("2025-11-12", "2025-11-12"),
    "in October": ("2025-10-01", "2025-10-31"),
    "in December": ("2024-12-01", "2024-12-31"),
    "on Oct. 9": ("2025-10-09", "2025-10-09"),
    "on 9 October 2023": ("2023-10-09", "2023-10-09"),
    "since 4 April": ("2025-04-04", None),
    "yesterday": ("2025-11-11", "2025-11-11"),
    "last week": ("2025-11-03", "2025-11-09"),
    "in the second quarter": ("2025-04-01", "2025-06-30"),
    "in 2024": ("2024-01-01", "2024-12-31"),
}
FUTURE = {
    "on Monday": ("2025-11-17", "2025-11-17"),
    "from Dec. 1": ("2025-12-01", None),
    "starting 1 January": ("2026-01-01", None),
    "until 10 November 2026": (None, "2026-11-10"),
    "before April": (None, "2026-03-31"),
    "in June or July": ("2026-06-01", "2026-07-31"),
    "in early 2026": ("2026-01-01", "2026-03-31"),
    "next year": ("2026-01-01", "2026-12-31"),
    "soon": ("2025-11-12", "2026-02-10"),
    "shortly": ("2025-11-12", "2025-12-12"),
    "in the coming days": ("2025-11-12", "2025-11-22"),
    "in the coming weeks": ("2025-11-12", "2025-12-24"),
    "in the near term": (None, None),
    "for now": (None, None),
    "for one year from 10 November": (None, None),
    "by three months from June 21": ("2026-06-21", "2026-09-21"),
    "on Feb. 30": (None, None),
    "": (None, None),
}


@pytest.mark.parametrize(("words", "wanted"), PAST.items())
def test_what_has_happened_lies_behind(words, wanted):
    assert days(words, is_past=True) == wanted


@pytest.mark.parametrize(("words", "wanted"), FUTURE.items())
def test_what_will_happen_lies_ahead(words, wanted):
    if words.startswith("for one year"):
        wanted = ("2026-11-10", "2027-11-10")
    assert days(words, is_past=False) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "China has eased its export controls, the ministry said on Tuesday.",
        "China has eased its export controls, the minister told parliament on Tuesday.",
        "China has eased its export controls, according to a statement of June 7.",
    ],
)
def test_the_day_of_saying_is_not_the_day_of_acting(text):
    (claim,) = read_claims(text, PUBLISHED)
    assert (claim.time.start, claim.time.end) == (None, None)


def test_an_act_that_is_announced_without_a_day_takes_that_of_its_announcement():
    (claim,) = read_claims("China announced on Monday new controls on gallium exports.", PUBLISHED)
    assert claim.time.start == date(2025, 11, 10)


def test_an_act_that_is_announced_for_a_day_has_that_day():
    (claim,) = read_claims("China announced on Monday that it will impose export controls from Dec. 1.", PUBLISHED)
    assert claim.time.start == date(2025, 12, 1)


def test_without_a_day_of_publication_only_full_dates_are_dated():
    (claim,) = read_claims("China eased its export controls on Monday.")
    assert (claim.time.expr, claim.time.start) == ("on Monday", None)
    (claim,) = read_claims("China eased its export controls on 10 November 2025.")
    assert claim.time.start == date(2025, 11, 10)


@pytest.mark.parametrize(
    "opening", ["China on Monday", "On Monday, China", "On Monday China's commerce ministry flatly"]
)
@pytest.mark.parametrize("verb", ["denied", "rejected reports"])
def test_a_denial_of_what_will_be_was_made_on_the_last_such_day(opening, verb):
    denied, spoken_of = read_claims(f"{opening} {verb} that it will impose export controls on gallium.", PUBLISHED)
    assert (denied.action.value, denied.time.start, denied.time.end) == ("deny", date(2025, 11, 10), date(2025, 11, 10))
    assert (spoken_of.action.value, spoken_of.time.start) == ("impose", None), "the day is that of the denial"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The ministry on Wednesday denied that it will suspend export controls on gallium.", date(2025, 11, 12)),
        ("The ministry on Nov. 10 denied that it will suspend export controls on gallium.", date(2025, 11, 10)),
        ("China on Monday announced new export controls on gallium.", date(2025, 11, 10)),
        ("On Monday, China's commerce ministry announced new export controls on gallium.", date(2025, 11, 10)),
        ("China on Monday put gallium under export controls.", date(2025, 11, 10)),
        ("China on Monday refused export licences for gallium.", date(2025, 11, 10)),
    ],
)
def test_what_was_said_on_a_day_was_said_on_or_before_the_day_of_publication(text, day):
    assert read_claims(text, PUBLISHED)[0].time.start == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("China's commerce ministry on Monday said that it will suspend export controls on gallium.", None),
        ("China on Monday announced that it will impose export controls from Dec. 1.", date(2025, 12, 1)),
        ("The ministry on Monday refused to say whether China will ease export controls on gallium.", None),
        ("China will suspend export controls on gallium on Monday, the ministry said.", date(2025, 11, 17)),
        ("On Monday, China will suspend export controls on gallium, the ministry said.", date(2025, 11, 17)),
        ("China eased export controls on gallium on Monday after the ministry denied delays.", date(2025, 11, 10)),
    ],
)
def test_the_day_of_what_is_said_is_not_the_day_of_saying_it(text, day):
    assert read_claims(text, PUBLISHED)[0].time.start == day
