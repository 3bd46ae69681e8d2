"""Articles in bytes: text and HTML are read, everything else is refused in one line."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permeance.cli.main import main
from permeance.terms.problem import BadInputError
from permeance.watch import document
from permeance.watch.document import parse_document
from permeance.watch.drift import Change, drift
from permeance.watch.extract import read_claims

PAGE = """<html><head><title>Controls</title><meta property="article:published_time" content="2025-05-16">
<script>alert("China has lifted its export controls.")</script></head><body><article><h1>Controls</h1>
<p>China may ease its export controls on gallium, two people familiar with the plan said, after months in which buyers
had waited for licences and had drawn down whatever they had in stock.</p>
<p>Makers of chips abroad have asked for clarity for some time, and none of them has been told when it may come.</p>
</article></body></html>"""


def test_of_a_page_the_article_is_read_and_no_script():
    found = parse_document("a.html", PAGE.encode())
    assert (found.title, found.published, found.is_html) == ("Controls", date(2025, 5, 16), True)
    assert "lifted" not in found.text
    assert [claim.certainty for claim in read_claims(found.text)] == ["PS+"]


def test_the_day_on_the_command_line_overrules_the_page():
    assert parse_document("a.html", PAGE.encode(), date(2025, 5, 20)).published == date(2025, 5, 20)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("14 May 2025\n\n", date(2025, 5, 14)),
        ("A headline\nPublished: May 14, 2025\n\n", date(2025, 5, 14)),
        ("A headline\n\nBy A. Writer\n2025-05-14\n", date(2025, 5, 14)),
        ("Wednesday, May 14, 2025 10:31 GMT\n", date(2025, 5, 14)),
        ("From: a@b.example\nDate: Wed, 14 May 2025 10:31:22 +0200\n\n", date(2025, 5, 14)),
        ("BEIJING, May 14, 2025 (Agency) - ", date(2025, 5, 14)),
        ("BEIJING, May 14 (Agency) - ", None),
        ("May 2025\n", None),
        ("On 14 May 2025 the truce began.\n", None),
        ("31 April 2025\n", None),
        ("a\nb\nc\nd\ne\nf\n14 May 2025\n", None),
    ],
)
def test_a_plain_text_has_the_day_of_its_dated_line_or_dateline(head, day):
    raw = f"{head}China may ease its export controls on Friday.".encode()
    assert parse_document("a.txt", raw).published == day


def test_line_ends_of_windows_are_one_character():
    assert parse_document("a.txt", b"one\r\ntwo").text == "one\ntwo"


@pytest.mark.parametrize(
    "raw",
    [b"", b"  \n", b"\xff\xfe", b"a\0b", b"%PDF-1.7\x00\xe2", b"<html></html>", b"<html><body><script>x</script>"],
)
def test_what_is_no_article_is_refused(raw):
    with pytest.raises(BadInputError):
        parse_document("a", raw)


def test_a_file_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(document, "MAX_CHARACTERS", 10)
    with pytest.raises(BadInputError, match="at most 10"):
        parse_document("a.txt", b"eleven char")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_page_is_read_or_refused(text):
    with suppress(BadInputError):
        parse_document("a.html", f"<html><body><article><p>{text}</p>".encode("utf-8", "ignore"))


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "China may ease " * 10_000, "( " * 100_000, "not " * 50_000, "\n" * 100_000, "two " * 50_000 + "said",
     "China’s export controls, " * 8_000],
)  # fmt: skip
def test_a_hostile_text_is_read_in_reasonable_time(text):
    begun = time.process_time()  # what else the machine does is not its fault
    read_claims(text)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a", "--passages", "b"],
        ["--passages", "b", "--against", "c"],
        ["--passages", "b", "--published", "2025-01-01"],
    ],
)
def test_words_that_do_not_go_together_are_misuse(capsys, words):
    assert main(["read", *words]) == 2
    assert "permeance read: give" in capsys.readouterr().err


def test_a_folder_or_a_missing_file_is_said_in_a_line(capsys, tmp_path):
    for path in (tmp_path, tmp_path / "none"):
        assert main(["read", str(path)]) == 1
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("content", ["", "a: 1", "- &a [*a]", "- {id: a, id: b}", "[1, 2", "just words", "\x00"])
def test_a_list_of_passages_that_is_none_is_refused(capsys, tmp_path, content):
    path = tmp_path / "p.yaml"
    path.write_text(content, encoding="utf-8")
    assert main(["read", "--passages", str(path), "--format", "json"]) == 1
    assert '"problems"' in capsys.readouterr().out


def changes(here: str, there: str) -> list[Change]:
    return [found.change for found in drift(read_claims(here), read_claims(there))]


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        ("China has eased its export controls.", "China may ease its export controls.", ["certainty_raised"]),
        ("China may ease its export controls.", "China eased its export controls.", ["certainty_lowered"]),
        ("China has not eased its export controls.", "China eased its export controls.", ["polarity_changed"]),
        (
            "China may ease its export controls.",
            "China may ease its export controls, two sources said.",
            ["source_dropped"],
        ),
        (
            "China may ease its export controls, a source said.",
            "China may ease its export controls, two sources said.",
            ["fewer_sources"],
        ),
        (
            "China granted 30 licences for magnet exports.",
            "China granted 20 licences for magnet exports.",
            ["numbers_changed"],
        ),
        ("China may ease its export controls.", "Japan may ease its export controls.", []),
        ("China may ease its controls on gallium exports.", "China eased its controls on graphite exports.", []),
    ],
)
def test_what_changes_along_a_relay_is_named(here, there, wanted):
    assert changes(here, there) == wanted
