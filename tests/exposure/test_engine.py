"""The drawing engine beside: the same drawing wherever it is drawn, and none lost with the process that draws."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from permeance.exposure.report import engine as drawing
from permeance.exposure.report.engine import SCHEMA, Engine

SPEC = {
    "$schema": SCHEMA,
    "data": {"values": [{"x": 1, "y": "上海 – line é"}]},
    "mark": "bar",
    "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "nominal"}},
}


@pytest.fixture
def engine():
    found = Engine()
    assert found._process is not None
    yield found
    found._process.kill()
    found._process.communicate()


def test_another_process_draws_what_this_one_would(engine):
    drawn = [engine.draw(SPEC) for _ in range(3)]
    assert [one.result() for one in drawn] == [drawing._svg(SPEC)] * 3
    assert "上海 – line é" in drawn[0].result()
    assert engine._process.poll() is None


def test_where_the_other_process_has_ended_this_one_draws(engine):
    engine._process.kill()
    engine._process.wait()
    assert [engine.draw(SPEC).result() for _ in range(2)] == [drawing._svg(SPEC)] * 2


@pytest.mark.parametrize("program", ["", "/nowhere/python"])
def test_where_no_other_process_can_be_had_this_one_draws(monkeypatch, program):
    monkeypatch.setattr(sys, "executable", program)
    alone = Engine()
    assert alone._process is None
    assert alone.draw(SPEC).result() == drawing._svg(SPEC)


def test_what_cannot_be_drawn_is_said_where_it_was_asked_for(engine):
    wrong = engine.draw({"$schema": SCHEMA, "mark": "no such mark", "data": {"values": []}})
    with pytest.raises(ValueError, match="conversion failed"):
        wrong.result()
    assert engine.draw(SPEC).result() == drawing._svg(SPEC), "and what comes after it is drawn"


def test_the_other_process_ends_with_its_input():
    done = subprocess.run(
        [sys.executable, "-P", drawing.__file__],
        input=f"{json.dumps(SPEC)}\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == [drawing._svg(SPEC)]
