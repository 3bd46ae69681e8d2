"""What is printed may go to a terminal: no cell, file name or article commands it, and no line is faked."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from permeance.cli import output
from permeance.cli.main import main
from permeance.cli.output import Stream, counted, print_json, printable
from permeance.terms.problem import Problem

FOLDER = Path(__file__).parents[2] / "examples" / "traction-motors-2025-05-12"
# Clear the screen, set the title, an 8-bit command, turn the order of the line around, isolate, a line and a paragraph.
HOSTILE = "\x1b[2J\x1b]0;t\x07\x9b31m\u202etxe\u2066\u2028\u2029\x7f\u200b\U000e0041"
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\U000e0000-\U000e007f]")


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    assert UNSAFE.search(out) is None
    assert UNSAFE.search(err) is None
    return code, out, err


def test_letters_of_every_script_and_all_spaces_stay_and_all_else_is_an_escape():
    assert printable("磁体\u3000№5, Söhne\u00a0& O'Neill, Δ ≤ 3 🧲") == "磁体\u3000№5, Söhne\u00a0& O'Neill, Δ ≤ 3 🧲"
    assert printable("a\x1b[2J\nb\u202e\x9b\udc80") == "a\\x1b[2J\\nb\\u202e\\x9b\\udc80"


def test_json_keeps_the_value_and_sends_no_command(capsys):
    print_json({"name": HOSTILE, HOSTILE: ["磁体", "\udc80", "a\nb"]})
    out = capsys.readouterr().out
    assert UNSAFE.search(out) is None
    assert "磁体" in out
    answer = json.loads(out)
    assert answer["name"] == HOSTILE
    assert answer[HOSTILE] == ["磁体", "\udc80", "a\nb"]


def test_a_stream_is_printed_as_the_list_it_stands_for(capsys):
    for things in ([], [1], [{"a": 1}, 2, 3]):
        print_json({"results": Stream(iter(things))})
        streamed = capsys.readouterr().out
        print_json({"results": things})
        assert streamed == capsys.readouterr().out


def test_of_a_long_table_no_more_than_one_answer_is_made_ahead(capsys, monkeypatch):
    made, printed_then = [], []

    def answers():
        for number in range(50_000):
            made.append(number)
            yield "x" * 10

    monkeypatch.setattr(sys.stdout, "write", lambda text: printed_then.append((len(made), len(text))))
    print_json({"results": Stream(answers())})
    assert printed_then[0][0] < 20_000


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


COLUMNS = {
    "determine": ("id", "description", "form", "composition", "hs_code", "origin", "ship_from", "destination",
                  "ship_date", "end_user", "end_use", "value", "properties", "exporter", "consignee",
                  "military_end_user", "closed", "intentionally_added", "evidence", "reporting_limit_ppm", "grade"),
    "clock": ("id", "from", "working_days", "calendar", "pauses"),
}  # fmt: skip
SOUND = {
    "id": "A", "form": "magnet", "composition": "Nd 28; Dy 3; Fe rest", "ship_from": "CN", "destination": "DE",
    "ship_date": "2026-03-15", "from": "2025-04-04", "working_days": "45",
}  # fmt: skip


@pytest.mark.parametrize("extra", [[], ["--format", "json"], ["--explain", "A"]], ids=["text", "json", "explain"])
@pytest.mark.parametrize("column", COLUMNS["determine"])
def test_determine_prints_no_command_of_any_cell(tmp_path, capsys, column, extra):
    path = tmp_path / "items.csv"
    cells = SOUND | {column: SOUND.get(column, "") + HOSTILE + "\nB is not controlled"}
    header = COLUMNS["determine"]
    path.write_text(f"{','.join(header)}\n{','.join(quoted(cells.get(c, '')) for c in header)}\n", encoding="utf-8")
    _, out, err = printed(capsys, "determine", str(path), "--known", "2026-11-23", *extra)
    if extra != ["--format", "json"]:
        assert not any(line.startswith("B is not") for line in [*out.splitlines(), *err.splitlines()])


@pytest.mark.parametrize("extra", [[], ["--format", "json"]], ids=["text", "json"])
@pytest.mark.parametrize("column", COLUMNS["clock"])
def test_clock_prints_no_command_of_any_cell(tmp_path, capsys, column, extra):
    path = tmp_path / "clocks.csv"
    cells = SOUND | {column: SOUND.get(column, "") + HOSTILE}
    header = COLUMNS["clock"]
    path.write_text(f"{','.join(header)}\n{','.join(quoted(cells.get(c, '')) for c in header)}\n", encoding="utf-8")
    assert printed(capsys, "clock", "--batch", str(path), *extra)[0] == 1


@pytest.mark.parametrize("extra", [[], ["--format", "json"]], ids=["text", "json"])
def test_read_prints_no_command_of_an_article_or_a_passage(tmp_path, capsys, extra):
    words = f"China will require export licences for dysprosium{HOSTILE} from Monday, the {HOSTILE} ministry said."
    article, passages = tmp_path / "article.txt", tmp_path / "passages.yaml"
    article.write_text(words, encoding="utf-8")
    assert printed(capsys, "read", str(article), *extra)[0] == 0
    passages.write_text(json.dumps([{"id": f"a{HOSTILE}", "text": words}, {"id": HOSTILE, "text": ""}]))
    assert printed(capsys, "read", "--passages", str(passages), *extra)[0] == 1


@pytest.fixture
def hostile_folder(tmp_path: Path) -> Path:
    """The example with one more row for each column of each table, sound but for that column."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "company"))
    for table in sorted(folder.glob("*.csv")):
        text = table.read_text(encoding="utf-8").rstrip("\n").splitlines()
        header = text[0].split(",")
        sound = dict.fromkeys(header, "") | dict(zip(header, text[1].split(","), strict=False))
        for number, column in enumerate(header):
            name = {} if table.stem in ("bom", "stock", "queries") else {header[0]: f"NEW-{number}"}
            cells = sound | name
            text.append(",".join(quoted(cells[c] + (HOSTILE if c == column else "")) for c in header))
        table.write_text("\n".join(text) + "\n", encoding="utf-8")
    return folder


def test_assess_prints_no_command_of_any_cell_of_any_table(tmp_path, capsys, hostile_folder):
    words = ["assess", str(hostile_folder), "--horizon-days", "5"]
    report = tmp_path / "report.html"
    assert printed(capsys, *words, "--out", str(report))[0] == 1
    assert printed(capsys, *words, "--format", "json")[0] == 1


def test_names_of_files_folders_and_settings_command_nothing(tmp_path, capsys):
    odd = tmp_path / "a\x1b[2J\u202e"
    for words in (["assess"], ["determine"], ["read"], ["read", "--passages"], ["clock", "--batch"]):
        assert printed(capsys, *words, str(odd))[0] == 1
    shutil.copytree(FOLDER, odd)
    (odd / "company.toml").write_text("as_of = 2025-05-12\n", encoding="utf-8")
    (odd / "x\x1b[2J.csv").write_text("", encoding="utf-8")
    printed(capsys, "assess", str(odd), "--horizon-days", "5", "--out", str(tmp_path / "report.html"))
    printed(capsys, "assess", str(FOLDER), "--horizon-days", "5", "--out", str(tmp_path / "r\u202e.html"))


def test_words_of_the_command_line_are_repeated_without_commands(capsys):
    assert printed(capsys, "clock", "--from", HOSTILE)[0] == 2
    assert printed(capsys, "clock", f"--{HOSTILE}")[0] == 2
    assert printed(capsys, f"{HOSTILE}")[0] == 2


def test_a_problem_is_one_line_whatever_its_cell_holds(capsys):
    output.print_problems([Problem("a\nb.csv", 2, "x", "c\nd", "e", "f")])
    assert capsys.readouterr().err == "permeance: a\\nb.csv, row 2, x: found c\\nd; allowed: e; f\n"


# --- progress ---------------------------------------------------------------------------------------------------------


def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 1000, 2))
    monkeypatch.setattr(output.time, "monotonic", lambda: next(ticks))


def test_long_work_shows_how_far_it_is_on_a_terminal_and_takes_the_line_away(capsys, monkeypatch):
    slow_clock(monkeypatch)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(counted(list("abc"), "rows determined")) == ["a", "b", "c"]
    out, err = capsys.readouterr()
    assert out == ""
    assert "\rrows determined: 1 of 3" in err
    assert err.endswith("\r\x1b[K")


@pytest.mark.parametrize("watched", [True, False])
def test_assess_shows_a_terminal_its_stage_and_takes_the_line_away_before_a_message(
    tmp_path, capsys, monkeypatch, watched
):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched)
    assert main(["assess", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    before, _, message = err.partition("permeance: ")
    assert before == ("\r\x1b[Kreading the folder ...\r\x1b[K" if watched else "")
    assert message.startswith("items.csv: found no such file")


def test_where_nobody_watches_or_work_is_short_nothing_is_shown(capsys, monkeypatch):
    assert list(counted([1, 2], "rows")) == [1, 2]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(counted([1, 2], "rows")) == [1, 2]
    slow_clock(monkeypatch)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert list(counted([1, 2], "rows")) == [1, 2]  # the answers themselves show how far it is
    assert capsys.readouterr() == ("", "")
