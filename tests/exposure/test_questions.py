"""What is asked of a supplier, and by how much its answer could move a line, on plants counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from exposure.small import AS_OF, BANNED, FREE, LICENCE, application, company, crossing, demand, run, says, stock
from permeance.determination.reasons import Missing
from permeance.exposure.line_stop import Settings
from permeance.exposure.questions import questions
from permeance.law.calendar import find_calendar


def end_use_of(part: str, over: str) -> str:
    return f"About {part}, which you ship from China to the United States (our crossing {over}): what is it used for in the end? Please state the end use."


GRANTED = {"status": "granted", "decided": AS_OF - timedelta(days=1), "accepted": date(2025, 4, 16)}
END_USE = Missing("end_use", None, "the end use")


def unsettled(at_least, at_most, *missing):
    found = says(at_least, at_most)
    found.missing = missing or (END_USE,)
    return found


def asked(plant, decided, horizon: int = 100):
    calendar, settings = find_calendar("CN"), Settings(horizon, 1, 200)
    simulated = run(plant, decided, horizon)
    return [
        (q.asks, q.moves_p50_days, q.or_more)
        for q in questions(plant, ((plant.as_of, decided),), calendar, settings, simulated)
    ]


def two_lines(stock_a: int, stock_b: int, late: int):
    usages = [("A", "MAG", 1), ("B", "MAG-B", 1)]
    rows = [crossing("X-A", "MAG"), crossing("X-B", "MAG-B")]
    stocks = [stock("MAG", stock_a), stock("MAG-B", stock_b)]
    case = application("NB-1", "X-B", late, **GRANTED)
    return company(usages, [demand("A"), demand("B")], rows, stocks, (case,))


@pytest.mark.parametrize(("stock_a", "stock_b", "late", "a", "b"), [(800, 500, 100, 20, 10), (900, 400, 400, 10, 40)])
def test_a_move_beyond_the_horizon_counts_as_the_days_up_to_it_and_comes_before_a_longer_one(
    stock_a, stock_b, late, a, b
):
    decided = {"X-B": unsettled(LICENCE, BANNED), "X-A": unsettled(FREE, LICENCE)}
    found = asked(two_lines(stock_a, stock_b, late), decided)
    assert found == [(end_use_of("MAG", "X-A"), a, True), (end_use_of("MAG-B", "X-B"), b, False)]


def test_what_the_law_of_a_state_says_is_not_asked_of_a_supplier():
    ruling = Missing("ruling", None, "the ruling")
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 500)])
    assert asked(plant, {"X": unsettled(FREE, LICENCE, END_USE, ruling)}) == [(end_use_of("MAG", "X"), 50, True)]


def test_each_crossing_is_worth_what_it_moves_alone():
    usages = [("A", "MAG", 1), ("A", "SENSOR", 1)]
    rows = [crossing("X", "MAG"), crossing("Y", "SENSOR")]
    plant = company(usages, [demand("A")], rows, [stock("MAG", 200), stock("SENSOR", 30)])
    decided = {"X": unsettled(FREE, LICENCE), "Y": unsettled(FREE, LICENCE)}
    # Free sensors move the earlier date from day 3 to 20; magnets that need a licence the later one from 100 to 20,
    # sensors that do from 100 to 3.
    assert asked(plant, decided) == [(end_use_of("SENSOR", "Y"), 97, True), (end_use_of("MAG", "X"), 80, True)]


def test_a_crossing_that_changes_nothing_alone_counts_by_what_it_would_spoil():
    rows = [crossing("X", "MAG"), crossing("Y", "MAG")]
    plant = company([("A", "MAG", 1)], [demand("A")], rows, [stock("MAG", 500)])
    # Both crossings must be free for the part to be free, so either alone gains nothing but can lose 50 days.
    decided = {"X": unsettled(FREE, LICENCE), "Y": unsettled(FREE, LICENCE)}
    assert [moves for _, moves, _ in asked(plant, decided)] == [50, 50]


def test_a_part_that_stops_no_line_and_a_folder_without_stock_move_no_date():
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 5_000)])
    decided = {"X": unsettled(FREE, LICENCE)}
    assert asked(plant, decided) == [(end_use_of("MAG", "X"), 0, False)]
    assert asked(replace(plant, has_stock=False, stock=()), decided) == [(end_use_of("MAG", "X"), None, False)]


ABOUT = "About MAG, which you ship from China to the United States (our crossing X): "


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (Missing("origin", None, "the country in which the goods were made"),
         "in which country was it made? Please state the country."),
        (Missing("properties.made_with_cn_technology", None, "yes"),
         "was it made with rare-earth technology that comes from China? Please state yes or no."),
        (Missing("properties.purity_pct", None, "a data sheet or test report"),
         "what is its purity in %? Please send a data sheet or test report that states it."),
        (Missing("properties.window_shape", None, "flat; or curved"),
         "what is its window shape? Please state it: flat, or curved, or another."),
        (Missing("properties.product", None, "what the goods are: diamond_wire_saw or another thing"),
         "please state what the goods are: diamond wire saw or another thing."),
        (Missing("nature", None, "whether it is still material or a finished product, and which"),
         "please state whether it is still material or a finished product, and which."),
        (Missing("military_end_user", None, "the end-user and end-use certificate"),
         "is its end user military, or its end use? Please state yes or no, and send the end-user and end-use certificate."),
        (Missing("composition", None, "a material declaration or test report"),
         "what does it consist of? Please send a material declaration or test report that lists all of it in weight per cent."),
        (Missing("composition", "Dy", "a test report that states the dysprosium content"),
         "how much dysprosium does it contain? Please send a test report that states it in weight per cent."),
    ],
)  # fmt: skip
def test_a_question_is_a_sentence_that_can_be_sent(missing, sentence):
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 500)])
    assert [words for words, _, _ in asked(plant, {"X": unsettled(FREE, LICENCE, missing)})] == [ABOUT + sentence]


def test_contents_and_measures_are_asked_for_in_one_report_each():
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 500)])
    contents = [Missing("composition", symbol, "a test report") for symbol in ("Sm", "Co", "Dy")]
    measures = [
        Missing(f"properties.{name}", None, "a data sheet or test report") for name in ("purity_pct", "density_g_cm3")
    ]
    assert [words for words, _, _ in asked(plant, {"X": unsettled(FREE, LICENCE, *contents, *measures)})] == [
        ABOUT
        + "how much samarium, cobalt and dysprosium does it contain? Please send a test report that states each in weight per cent.",
        ABOUT
        + "what is its purity in % and density in g/cm³? Please send a data sheet or test report that states them.",
    ]


def test_whatever_the_law_asks_of_goods_is_asked_in_a_sentence_without_raw_names():
    plant = company([("A", "MAG", 1)], [demand("A")], [crossing("X", "MAG")], [stock("MAG", 500)])
    for name, ask in (("kiln_length_m", "a data sheet or test report"), ("shape", "cylinder or tube, and its figures")):
        (words,) = [
            w for w, _, _ in asked(plant, {"X": unsettled(FREE, LICENCE, Missing(f"properties.{name}", None, ask))})
        ]
        assert words.endswith(".")
        assert "_" not in words
