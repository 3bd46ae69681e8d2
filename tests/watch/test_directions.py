"""Verbs of more and less: the sign of a claim is what the verb does, times what it does it to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permeance.watch.extract import read_claims

LINES = (Path(__file__).parent / "directions.txt").read_text(encoding="utf-8").splitlines()
ROWS = [line.split(" | ") for line in LINES if not line.startswith("#")]


def whole(short: str) -> str:
    """A sentence of the table, with its abbreviations written out."""
    text = short.replace("M ", "China's commerce ministry ", 1) if short.startswith("M ") else short
    return text[:-1] + ", two people familiar with the talks said." if text.endswith("S") else text


def told(text: str) -> str:
    claims = read_claims(text, date(2026, 11, 20))
    return "; ".join(f"{claim.action.value} {claim.certainty.value}" for claim in claims) or "none"


@pytest.mark.parametrize(("short", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_more_or_less_of_a_thing_has_the_sign_of_both(short, wanted):
    assert told(whole(short)) == wanted
