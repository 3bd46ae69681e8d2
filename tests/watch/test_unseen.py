"""Passages of our own invention by which the reader was measured once, unseen; what was measured then is a floor now."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from permeance.watch.extract import read_claims
from watch.scoring import Score, score

# The first run of each set, as docs/explanation/reading.md records it. All but the last set were then used for mending.
FIRST_RUN = {
    "first": Score(0.63, 0.57, 3 / 11),
    "second": Score(0.45, 0.58, 0.0),
    "third": Score(0.74, 0.73, 3 / 12),
    "fourth": Score(0.54, 0.56, 0.0),
}


def now(name: str) -> Score:
    passages = yaml.safe_load((Path(__file__).parent / f"unseen_{name}.yaml").read_text(encoding="utf-8"))
    return score(passages, lambda passage: read_claims(passage["text"], passage["published"]))


@pytest.mark.parametrize("name", FIRST_RUN)
def test_the_reader_does_not_fall_below_its_first_run_on_any_set(name):
    then, today = FIRST_RUN[name], now(name)
    print(f"{name}: {today}")
    assert today.action_f1 >= then.action_f1 - 0.005
    assert today.certainty_f1 >= then.certainty_f1 - 0.005


@pytest.mark.parametrize("name", FIRST_RUN)
def test_no_hedged_claim_of_any_set_is_read_as_certain(name):
    assert now(name).false_certainty == 0


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_what_was_mended_stays_mended(name):
    assert now(name).certainty_f1 >= 0.9
