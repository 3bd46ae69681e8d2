"""The report's file: whole or not at all, nothing from a table reaches it unescaped, every part has its words."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from permeance.cli.main import main
from permeance.exposure.outcome import Driver, LineStop, Span
from permeance.exposure.rendering import driver_words, line_sentence, percent
from permeance.exposure.rendering.lines import first_words
from permeance.exposure.report.charts import _order_of_stops, staggered
from permeance.exposure.report.drawing import FONT, name_room
from permeance.exposure.report.page import marked

EXAMPLE = Path(__file__).parents[2] / "examples" / "traction-motors-2025-05-12"


WAITS = (Driver("MAG-A", "X-A", "NB-1", 0.9),)


def line(p10, p50, p90, off_days=0, drivers=WAITS) -> LineStop:
    return LineStop("M", "M", "M", Span(p10, p50, p90, off_days), {}, drivers)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (line(day("2025-06-02"), day("2025-06-09"), day("2025-06-27")),
         "Line M most likely stops on 9 June 2025 (8 in 10: between 2 and 27 June 2025), because of MAG-A, which waits in case NB-1."),
        (line(day("2025-06-09"), day("2025-06-09"), day("2025-06-09")),
         "Line M most likely stops on 9 June 2025 (8 runs in 10 or more on that very day), because of MAG-A, which waits in case NB-1."),
        (line(day("2025-06-02"), day("2025-06-09"), None),
         "Line M most likely stops on 9 June 2025 (8 in 10: from 2 June 2025 to beyond the horizon), because of MAG-A, which waits in case NB-1."),
        (line(day("2026-12-30"), day("2027-01-06"), day("2027-01-22"), 2),
         "Line M most likely stops on 6 January 2027 (8 in 10: between 30 December 2026 and 22 January 2027, give or take 2 working days), because of MAG-A, which waits in case NB-1."),
        (line(day("2025-06-02"), None, None), "Line M probably does not stop within the horizon (it does in 90 % of runs)."),
        (line(None, None, None, drivers=()), "Line M does not stop within the horizon in any run."),
    ],
)  # fmt: skip
def test_the_answer_is_one_sentence_that_says_how_sure_it_is(found, sentence):
    assert line_sentence(found) == sentence


@pytest.mark.parametrize(
    ("driver", "words"),
    [
        (Driver("MAG-A", "X-A", "NB-1", 1.0), "because of MAG-A, which waits in case NB-1"),
        (Driver("MAG-A", "X-A", None, 1.0), "because of MAG-A, for which nothing is filed"),
        (Driver("MAG-A", "X-A", None, 1.0, filed=("NB-1", "NB-2"), refused=("NB-1", "NB-2")),
         "because of MAG-A, for which cases NB-1 and NB-2 are refused in those runs"),
        (Driver("MAG-A", "X-A", None, 1.0, filed=("NB-1",), refused=("NB-1",), used_up=("NB-1",)),
         "because of MAG-A, for which case NB-1 is refused or what it brought is used up in those runs"),
        (Driver("MAG-A", "X-A", None, 1.0, filed=("A", "B"), refused=("A", "B"), used_up=("A", "B")),
         "because of MAG-A, for which each of cases A and B is refused or what it brought is used up in those runs"),
        (Driver("MAG-A", "X-A", None, 1.0, filed=("NB-1", "NB-2"), lapsed=("NB-1",), used_up=("NB-2",)),
         "because of MAG-A, for which case NB-1 is lapsed and what case NB-2 brought is used up in those runs"),
        (Driver("MAG-A", "X-A", "NB-1", 1.0, granted=True),
         "because of MAG-A, for which case NB-1 is granted and its goods have not come yet"),
        (Driver("MAG-A", "X-A", "NB-1", 1.0, granted=True, licence="L-1"),
         "because of MAG-A, for which licence L-1 is in hand and goods of case NB-1 have not shipped yet"),
        (Driver("MAG-A", "X-A", "L-1", 1.0, granted=True, licence="L-1"),
         "because of MAG-A, for which licence L-1 is in hand and its goods have not shipped yet"),
        (Driver("MAG-A", "X-A", "NB-1", 1.0, alternates=("MAG-X", "MAG-Y")),
         "because of MAG-A (its alternates MAG-X and MAG-Y used up too), which waits in case NB-1"),
        (Driver("MAG-A", None, None, 1.0), "because MAG-A runs out"),
        (Driver("MAG-A", "X-A", None, 1.0, unsettled=True),
         "because of MAG-A, of which it cannot be told whether it needs a licence and for which nothing is filed"),
    ],
)  # fmt: skip
def test_a_driver_says_what_is_waited_for(driver, words):
    assert driver_words(driver) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0 %"),
        (0.0001, "under 1 %"),
        (0.01, "1 %"),
        (0.5, "50 %"),
        (0.99, "99 %"),
        (0.9999, "over 99 %"),
        (1.0, "100 %"),
        (1 - 1e-15, "100 %"),  # what adding up weights leaves
    ],
)
def test_a_share_is_never_rounded_to_none_or_to_all(share, words):
    assert percent(share) == words


@pytest.fixture
def hostile(tmp_path) -> str:
    """The report of a company whose every name is an attack."""
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "company"))
    evil = "<script>alert(1)</script>"
    (folder / "company.toml").write_text(f'name = "{evil}"\nas_of = 2025-05-12\n', encoding="utf-8")
    for name in ("MAG-A", "MOTOR-A", "NB-0412", "X-MAG-A", "Segment magnet for ROTOR-A", "Ningbo Example Magnet"):
        for table in folder.glob("*.csv"):
            text = table.read_text(encoding="utf-8")
            table.write_text(text.replace(name, f"{name[:4]}{evil}&amp;'"), encoding="utf-8")
    report = tmp_path / "report.html"
    main(["assess", str(folder), "--out", str(report)])
    return report.read_text(encoding="utf-8")


def test_what_stands_in_a_table_cannot_become_markup(hostile):
    assert "alert(1)" in hostile
    assert "<script" not in hostile
    assert not re.search(r"<[^>]*\son\w+=", hostile)


def test_a_report_has_no_script_and_no_address_outside_itself(tmp_path):
    report = tmp_path / "report.html"
    main(["assess", str(EXAMPLE), "--out", str(report)])
    page = report.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "default-src 'none'" in page
    loaded = re.findall(r"(?:src|href|xlink:href)=\"([^\"]*)\"|url\(([^)]*)\)", page)
    assert all(address.startswith("#") for pair in loaded for address in pair if address)


def test_no_synthetic_mark_stands_on_what_is_not_said_to_be_synthetic(hostile):
    assert "Synthetic data" not in hostile


def test_an_old_report_stays_where_the_new_one_cannot_be_written(tmp_path, capsys):
    (tmp_path / "file").write_text("old", encoding="utf-8")
    assert main(["assess", str(EXAMPLE), "--out", str(tmp_path / "file" / "report.html")]) == 1
    assert "--out" in capsys.readouterr().err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_link_laid_out_beforehand_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("mine", encoding="utf-8")
    (tmp_path / "report.html.part").symlink_to(tmp_path / "secret")
    assert main(["assess", str(EXAMPLE), "--out", str(tmp_path / "report.html")]) == 0
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"secret", "report.html", "report.html.part"}


def spoilt(tmp_path: Path, table: str, text: str | None) -> tuple[int, str]:
    """The exit code and the report of a company with one table written anew or taken away."""
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "company"))
    if text is None:
        (folder / table).unlink()
    else:
        (folder / table).write_text(text, encoding="utf-8")
    code = main(["assess", str(folder), "--out", str(tmp_path / "report.html")])
    return code, (tmp_path / "report.html").read_text(encoding="utf-8")


def test_what_was_not_used_is_said_right_under_the_answer(tmp_path, capsys):
    bom = (EXAMPLE / "bom.csv").read_text(encoding="utf-8").replace("MAG-A,48,2", 'MAG-A,48,"2,5"')
    code, page = spoilt(tmp_path, "bom.csv", bom + "MOTOR-A,NO-SUCH,1,\n")
    words = "2 rows of the tables could not be used as given; the dates may be off"
    assert code == 1
    assert capsys.readouterr().out.splitlines()[2].startswith(words)
    assert re.search(f'</h1>\\n<p class="unused"><strong>{words}</strong>: see <a href="#problems">', page)
    assert 'id="problems"' in page


@pytest.mark.parametrize("text", [None, "crossing,item\n", "crossing\n"])
def test_without_a_crossing_nothing_is_cleared(tmp_path, capsys, text):
    _, page = spoilt(tmp_path, "crossings.csv", text)
    out = capsys.readouterr().out
    assert out.splitlines()[1] == "No crossing is known, so no licence is waited for: this is not an all-clear."
    assert "does not stop" not in out
    assert "<h1>No crossing is known" in page


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("waits in case NB-0412.", 'waits in case <span class="name">NB-0412</span>.'),
        ("X-MAG-A<b>", '<span class="name">X-MAG-A</span>&lt;b&gt;'),
        ("line-stop dates, well-known", "line-stop dates, well-known"),
        ("A-LONG-NAME-THAT-A-PHONE-MUST-BREAK", "A-LONG-NAME-THAT-A-PHONE-MUST-BREAK"),
        ("宁波样例磁材 Ltd", '<span lang="zh">宁波样例磁材</span> Ltd'),
        ("宁波<样例>", '<span lang="zh">宁波</span>&lt;<span lang="zh">样例</span>&gt;'),
        ("磁材、样例。", '<span lang="zh">磁材、样例。</span>'),
        ("日本のネオジム", '<span lang="ja">日本のネオジム</span>'),
        (7, 7),
    ],
)  # fmt: skip
def test_chinese_is_marked_as_such_and_a_short_name_is_never_broken(value, written):
    assert marked(value) == written
    assert marked(Markup("<i>NB-0412</i>")) == "<i>NB-0412</i>"


def test_a_chinese_name_reaches_the_title_as_plain_text_and_the_page_with_its_language(tmp_path, capsys):
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "company"))
    settings = (folder / "company.toml").read_text(encoding="utf-8")
    (folder / "company.toml").write_text(re.sub('name = ".*"', 'name = "样例电机 AG"', settings), encoding="utf-8")
    main(["assess", str(folder), "--out", str(tmp_path / "report.html")])
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<title>Synthetic data: 样例电机 AG, line-stop" in page
    assert '<p class="when"><span lang="zh">样例电机</span> AG, as of' in page


@pytest.mark.parametrize("turning", "\u202a\u202e\u2066\u2069")
def test_a_name_that_turns_a_line_around_shows_how_it_is_written(tmp_path, capsys, turning):
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "company"))
    for table in folder.glob("*.csv"):
        text = table.read_text(encoding="utf-8")
        table.write_text(text.replace("Ningbo Example", f"Ningbo {turning}Example"), encoding="utf-8")
    main(["assess", str(folder), "--out", str(tmp_path / "report.html")])
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert turning not in page + capsys.readouterr().out
    assert f"Ningbo \\u{ord(turning):04x}Example" in page


def test_names_of_cases_that_would_run_into_one_another_stand_in_rows():
    gates = [{"case": name, "after": day} for name, day in (("C", 70), ("A", 10), ("B", 40))]
    # A name takes 62 pixels: at 1 pixel a day B starts within A, and C, 60 pixels after A, within both.
    assert [(g["case"], g["height"]) for g in staggered(gates, 1.0)] == [("A", 10), ("B", 23), ("C", 36)]
    assert [(g["case"], g["height"]) for g in staggered(gates, 1.1)] == [("A", 10), ("B", 23), ("C", 10)]
    assert [(g["case"], g["height"]) for g in staggered(gates, 2.1)] == [("A", 10), ("B", 10), ("C", 10)]


def test_names_beside_an_axis_have_room_up_to_two_fifths_of_the_picture():
    assert name_room([], 640) == 60
    assert name_room(["MOTOR-A", "ACTUATOR-R"], 640) == 107
    assert name_room(["电机生产线一号"], 640) == 105
    assert name_room(["M" * 99], 300) == 120


def test_the_picture_of_all_lines_says_in_which_order_they_stop():
    lines = [line(None, day("2025-06-09"), None), line(None, None, None), line(None, day("2025-06-02"), None)]
    named = [replace(found, label=label) for found, label in zip(lines, "ABC", strict=True)]
    assert _order_of_stops(named) == "In the order in which they most likely stop: C, A"
    assert _order_of_stops(named[1:2]) == "No line most likely stops within the horizon"
    assert _order_of_stops(named[:1] * 8) == "In the order in which they most likely stop: A, A, A, A, A, A and 2 more"


def test_the_rows_of_that_picture_stand_in_the_order_that_its_title_names(tmp_path):
    main(["assess", str(EXAMPLE), "--out", str(tmp_path / "report.html")])
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    first = page[page.index("<svg") : page.index("</svg>")]
    assert re.findall(r">([A-Z]+-[A-Z])</text>", first) == ["MOTOR-B", "MOTOR-A", "ACTUATOR-R", "SENSOR-S"]
    assert "In the order in which they most likely stop: MOTOR-B, MOTOR-A, ACTUATOR-R, SENSOR-S" in page.replace(
        '<span class="name">', ""
    ).replace("</span>", "")


def test_page_and_pictures_name_families_that_write_chinese(tmp_path, capsys):
    main(["assess", str(EXAMPLE), "--out", str(tmp_path / "report.html")])
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    for family in ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei"):
        assert f'"{family}"' in page
        assert family in FONT


def test_a_line_that_is_called_one_is_not_called_so_twice() -> None:
    found = replace(line(day("2025-06-09"), day("2025-06-09"), day("2025-06-09")), label="Line 1")
    assert line_sentence(found).startswith("Line 1 most likely stops")
    assert line_sentence(replace(found, label="Linear 1")).startswith("Line Linear 1 most likely stops")
    assert line_sentence(replace(line(None, None, None, drivers=()), label="LINE-2")).startswith("LINE-2 does not stop")


def test_lines_that_stop_first_on_the_same_day_are_all_named() -> None:
    first = line(day("2025-06-02"), day("2025-06-09"), day("2025-06-27"))
    later = replace(first, label="K", stop=Span(None, day("2025-06-10"), None))
    assert first_words([later, first]) == line_sentence(first)
    same = [replace(first, label=name) for name in ("A", "B")]
    assert first_words([first, later, same[0]]) == f"{line_sentence(first)} Line A most likely stops that day too."
    assert first_words([first, *same]).endswith(" Lines A and B most likely stop that day too.")
    beyond = line(day("2025-06-02"), None, None)
    assert first_words([beyond, replace(beyond, label="A")]) == line_sentence(beyond)
