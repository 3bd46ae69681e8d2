"""What is said of news beside the dates."""

from __future__ import annotations

from types import SimpleNamespace

from permeance.exposure.rendering.news import news_words


def test_news_that_bears_on_nothing_is_told_which_scenarios_the_day_has():
    scenarios = [SimpleNamespace(name="status quo"), SimpleNamespace(name="a fast track")]
    outlook = SimpleNamespace(news=[SimpleNamespace(claims=[])], moved=(), scenarios=scenarios)
    assert news_words(SimpleNamespace(outlook=outlook)) == [
        "News: 0 claims in 1 document.",
        "No claim bears on a scenario of this day (status quo, a fast track), so nothing moved.",
    ]
