"""The verb `law`: what a compliance lead reads on Monday, and what a program relies on."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from permeance.cli.main import main
from permeance.law.folder import shipped_instruments

MONDAY = date(2026, 11, 23)
QUESTIONS = [["list"], ["show", "CN-2025-18"], ["status"], ["diff", "--since", "2026-10-23"], ["verify"]]


def read(capsys: pytest.CaptureFixture[str], *words: str, today: date = MONDAY) -> tuple[int, dict[str, Any], str]:
    code = main(["law", *words, "--format", "json"], lambda: today)
    out, err = capsys.readouterr()
    return code, json.loads(out), err


def text(capsys: pytest.CaptureFixture[str], *words: str, today: date = MONDAY) -> tuple[int, str, str]:
    """The answer on one line, however it was wrapped."""
    code = main(["law", *words], lambda: today)
    out, err = capsys.readouterr()
    return code, " ".join(out.split()), err


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: words[0])
def test_today_is_what_the_clock_says_and_the_answer_names_its_snapshot(capsys, words):
    _, answer, _ = read(capsys, *words)
    assert (answer["contract_version"], answer["known"]) == ("1", "2026-11-23")
    assert answer.get("on", "2026-11-23") == "2026-11-23"
    assert len(answer["law"]["snapshot"]) == 16


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: words[0])
def test_the_answer_fits_a_terminal_of_80_columns_but_for_addresses(capsys, words):
    main(["law", *words], lambda: MONDAY)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: words[0])
def test_a_day_after_today_is_answered_and_said_to_be_a_problem(capsys, words):
    code, answer, err = read(capsys, *words, "--known", "2027-03-01")
    assert code == 1
    assert answer["problems"][0]["found"] == "2027-03-01, which is after today (2026-11-23)"
    assert "what becomes public after today is not known" in err


def test_the_list_says_what_each_state_clears_and_what_is_missing(capsys):
    code, out, err = text(capsys, "list")
    assert (code, err) == (0, "")
    assert "China: clears goods for days from 1 December 2023; scope: announcements on minerals" in out
    assert "United States: an entry may catch; nothing is ever cleared." in out
    assert "CN-MOFCOM-2025-1: in force; notice of 2 January 2025, pointer only, 1 entry" in out
    assert "missing: the 28 names" in out


def test_the_list_in_json_has_states_that_clear_with_their_scope(capsys):
    _, answer, _ = read(capsys, "list")
    (china,) = answer["clearing"]
    assert (china["jurisdiction"], china["since"]) == ("CN", "2023-12-01")
    assert china["missing"]


def test_show_says_everything_of_a_provision(capsys):
    code, out, err = text(capsys, "show", "1c909.A.2", "--on", "2026-11-11", today=date(2026, 11, 25))
    assert (code, err) == (0, "")
    for part in (
        "CN-2025-57/1C909.a.2 (item 1C909.a.2, control code 1C909.a.2) alloys of holmium, by name",
        "on 11 November 2026: lapsed, cannot tell: suspended to 10 November 2026 by CN-2025-70, no newer text; by the letter in force",
        "entry of the regime dual use: licence required; verified text seen",
        "- is by nature alloy - contains Ho, on purpose - stands on the printed list, read whole Ho-Cu; Mg-Ho; Ho-Fe",
        "in force from 8 November 2025, by CN-2025-57, known since 9 October 2025",
        "suspended from 7 November 2025 to 10 November 2026, by CN-2025-70, known since 7 November 2025 (secondary source)",
        "said on 28 September 2026 to last to 10 January 2027",
        "source: repost of the Chinese text, Ho to Eu (text seen) https://",
    ):  # fmt: skip
        assert part in out


def test_show_of_what_was_said_later_is_not_shown_as_known_before(capsys):
    _, answer, _ = read(capsys, "show", "CN-2025-70", "--known", "2026-09-27")
    assert answer["results"][0]["acts"][0]["segment"]["political"] is None
    _, answer, _ = read(capsys, "show", "CN-2025-70", "--known", "2026-09-28")
    assert answer["results"][0]["acts"][0]["segment"]["political"]["until"] == "2027-01-10"


def test_show_marks_customs_codes_as_for_reference_only(capsys):
    _, out, _ = text(capsys, "show", "CN-2025-18/1C902.a.1")
    assert "customs codes, for reference only: printed 2805301910" in out


def test_show_says_when_a_duty_arises_and_what_an_exclusion_takes_out(capsys):
    _, out, _ = text(capsys, "show", "CN-2024-46/par-2-graphite")
    assert "duty where goods are caught: Expect a stricter review of the end user and the end use." in out
    _, out, _ = text(capsys, "show", "CN-2025-18-RULINGS/2025-09-16.1")
    assert "takes out, generally: CN-2025-18/*" in out
    _, out, _ = text(capsys, "show", "1C905.a.4")
    assert "may be taken out by: CN-2025-18-RULINGS/2025-09-16.1, " in out


def test_show_of_an_unknown_name_gives_the_nearest_and_no_answer(capsys):
    code, out, err = text(capsys, "show", "CN-2025-81")
    assert (code, out) == (1, "")
    assert err.startswith("permeance: command line, ID: found 'CN-2025-81'; allowed: an instrument (CN-2025-18)")
    assert "the nearest are CN-2025-" in err


def test_a_name_that_commands_a_terminal_is_shown_as_an_escape(capsys):
    _, _, err = text(capsys, "show", "\x1b[2J\u202e")
    assert "\x1b" not in err
    assert "\u202e" not in err


@pytest.mark.parametrize(
    ("on", "known", "line"),
    [
        ("2025-11-07", "2025-11-06", "CN-2025-57: not yet in force, from 8 November 2025"),
        ("2025-11-08", "2025-11-06", "CN-2025-57: in force CN-"),
        ("2025-11-07", "2025-11-07", "CN-2025-57: suspended to 10 November 2026, by CN-2025-70"),
        ("2026-11-10", "2026-11-23", "CN-2025-57: suspended to 10 November 2026, by CN-2025-70"),
        ("2026-11-11", "2026-11-23", "CN-2025-57: lapsed, cannot tell: suspended to 10 November 2026 by CN-2025-70, no newer text; by the letter in force"),
        ("2026-11-27", "2026-11-23", "CN-2024-46 par-2, par-2-graphite: suspended to 27 November 2026, by CN-2025-72"),
        ("2026-11-28", "2026-11-23", "CN-2024-46 par-2, par-2-graphite: lapsed, cannot tell: suspended to 27 November 2026 by CN-2025-72"),
        ("2025-06-01", "2026-11-23", "CN-MOFCOM-2025-21: cannot tell: suspended by a text that was not read"),
        ("2026-11-23", "2026-11-23", "US-CCL-MINERALS: in force; from memory, so it decides nothing"),
    ],
)  # fmt: skip
def test_the_status_is_one_line_where_all_of_an_instrument_stands_alike(capsys, on, known, line):
    code, out, _ = text(capsys, "status", "--on", on, "--known", known)
    assert code == 0
    assert line in out


def test_the_status_counts_first_and_warns_of_what_has_lapsed(capsys):
    _, out, _ = text(capsys, "status", "--on", "2026-11-10")
    assert "lapsed" not in out
    _, out, _ = text(capsys, "status", "--on", "2026-11-11")
    assert out.startswith("Provisions on 11 November 2026, as known on 23 November 2026: ")
    assert "Where a text has lapsed nobody can tell before newer text is read." in out


def test_the_status_in_json_has_each_provision_with_what_to_read(capsys):
    _, answer, _ = read(capsys, "status", "--on", "2026-11-11")
    by_key = {result["provision"]: result for result in answer["results"]}
    lapsed, firm = by_key["CN-2025-57/1C909.a.1"], by_key["CN-2025-18/1C905.a.4"]
    assert (lapsed["state"], lapsed["letter_of_law"], lapsed["reverify"]) == ("lapsed", "in_force", ["CN-2025-70", "CN-2025-57"])  # fmt: skip
    assert (lapsed["until"], lapsed["political_until"]) == ("2026-11-11", "2027-01-10")
    assert (firm["state"], firm["letter_of_law"], firm["reverify"], firm["next_change"]) == ("in_force", None, [], None)


def test_the_difference_begins_with_how_much_happened(capsys):
    _, out, _ = text(capsys, "diff", "--since", "2026-10-23")
    assert out.startswith(
        "After 23 October 2026, up to 23 November 2026: 3 changes of state. 11 November 2026 change: "
    )
    assert "from suspended to lapsed (cannot tell before newer text is read), by CN-2025-70" in out


def test_a_statement_is_told_with_its_source_and_that_it_changes_no_law(capsys):
    _, out, _ = text(capsys, "diff", "--since", "2026-09-01", "--known", "2026-10-01")
    assert out.startswith("After 1 September 2026, up to 1 October 2026: 1 statement. 28 September 2026 statement: ")
    assert "is said to last to 10 January 2027, which changes no law (secondary source): MOFCOM statement of" in out


def test_a_month_without_news_says_so(capsys):
    code, out, _ = text(capsys, "diff", "--since", "2026-11-12")
    assert code == 0
    assert out == "After 12 November 2026, up to 23 November 2026: nothing became known and nothing changed its state."


def test_a_difference_that_runs_backwards_is_refused_with_both_days(capsys):
    code, answer, err = read(capsys, "diff", "--since", "2026-11-24")
    assert (code, "results" in answer) == (1, False)
    assert "--since: found 2026-11-24, which is after the day of --known (2026-11-23); allowed: up to 2026-11-23" in err


def test_the_law_that_needs_a_look_is_listed_as_problems_with_exit_code_1(capsys):
    code, answer, err = read(capsys, "verify")
    assert code == 1
    assert "CN-2025-70" in [problem["key"] for problem in answer["problems"]]
    assert "until it is read the answer for these is unknown" in err
    assert {lapse["by"] for lapse in answer["lapsing"]} == {"CN-2025-72"}


def test_what_was_looked_at_longest_ago_goes_stale_with_the_clock(capsys):
    for today in (MONDAY, date(2027, 6, 1)):
        _, answer, _ = read(capsys, "verify", today=today)
        stale = {name for group in answer["stale"] for name in group["instruments"]}
        assert stale == {i.id for i in shipped_instruments() if (today - i.verified).days > 30}
    assert stale == {i.id for i in shipped_instruments()}


def test_law_of_which_nothing_has_lapsed_is_verified_with_exit_code_0(capsys):
    code, out, err = text(capsys, "verify", "--known", "2025-10-31")
    assert (code, err) == (0, "")
    assert "nothing has lapsed, and all was looked at lately" in out
    assert "Lists of parties not read whole; they clear nobody: CN-MOFCOM-2025-1/parties: 0 names read of 28" in out


@pytest.mark.parametrize(
    "words",
    [
        [], ["show"], ["diff"], ["diff", "--since", "2025-02-30"], ["status", "--on", "soon"],
        ["verify", "--within-days", "0"], ["verify", "--within-days", "many"], ["reform"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_misuse_is_said_on_standard_error_with_exit_code_2(capsys, words):
    with pytest.raises(SystemExit) as stop:
        main(["law", *words])
    out, err = capsys.readouterr()
    assert (stop.value.code, out) == (2, "")
    assert "permeance law" in err


def test_a_day_that_is_none_is_refused_as_a_cell_of_a_table_would_be(capsys):
    with pytest.raises(SystemExit):
        main(["law", "status", "--on", "2025-02-30"])
    assert (
        "found '2025-02-30', which is not in the calendar; allowed: a date such as 2026-03-15"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize("words", [["law"], ["law", "verify"]], ids=" ".join)
def test_help_imports_nothing_heavy(words):
    code = (
        "import sys; from permeance.cli.main import main\n"
        f"try: main([*{words!r}, '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('pydantic', 'yaml', 'numpy', 'numba', 'permeance.law') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


ITEMS = str(Path(__file__).parents[2] / "examples" / "items.csv")
OCTOBER = ("diff", "--since", "2025-10-08", "--known", "2025-10-09")


def test_what_became_known_is_followed_by_the_items_that_it_changes(capsys):
    code, out, err = text(capsys, *OCTOBER, "--items", ITEMS)
    assert (code, err) == (0, "")
    assert "8 October 2025 and as known on 9 October 2025, 1 of 8 items changes its answer." in out
    assert "HOLMIUM (on 15 December 2026): before: is not controlled by the law modelled here" in out
    assert "after: needs an export licence, by CN-2025-57/1C909.a-magnet" in out


def test_items_that_change_are_told_to_programs_with_both_answers(capsys):
    code, answer, _ = read(capsys, *OCTOBER, "--items", ITEMS)
    assert (code, answer["counts"]) == (0, {"changed": 1, "unchanged": 7, "faulty": 0})
    (changed,) = answer["items"]
    assert (changed["id"], changed["on"]) == ("HOLMIUM", "2026-12-15")
    assert (changed["before"], changed["after"]) == ("not_controlled", "licence_required")
    assert (changed["governing_before"], changed["governing_after"]) == (None, "CN-2025-57/1C909.a-magnet")


def test_many_items_that_change_alike_are_named_together_and_the_rest_counted(capsys, tmp_path):
    path = tmp_path / "items.csv"
    rows = "".join(f"H{n},metal,Ho 99.9,CN,DE\n" for n in range(12))
    path.write_text(f"id,form,composition,ship_from,destination\n{rows}", encoding="utf-8")
    _, out, err = text(capsys, *OCTOBER, "--items", str(path), "--on", "2025-11-08")
    assert err == ""
    assert "H9 (on 8 November 2025) and 2 more: before: is not controlled" in out
    _, out, err = text(capsys, *OCTOBER, "--items", str(path))
    assert "No row has a ship_date. For an answer on a day, give it: --on 2026-11-23" in err


def test_a_faulty_row_is_a_problem_and_the_others_are_answered(capsys, tmp_path):
    path = tmp_path / "items.csv"
    path.write_text(
        "id,form,composition,ship_from,destination,ship_date\nA,oar,,,,\nB,metal,Ho 99.9,CN,DE,2025-11-08\n"
    )
    code, answer, err = read(capsys, *OCTOBER, "--items", str(path))
    assert (code, [item["id"] for item in answer["items"]], answer["counts"]["faulty"]) == (1, ["B"], 1)
    assert "items.csv, row 2, form: found 'oar'" in err


@pytest.mark.parametrize("words", [["--on", "2025-11-08"], ["--items", "no-such.csv"]])
def test_a_day_without_items_and_items_that_are_not_there_are_refused(capsys, words):
    code = main(["law", *OCTOBER, *words], lambda: MONDAY)
    out, err = capsys.readouterr()
    assert (code != 0, out) == (True, "")
    assert "allowed" in err or "no-such.csv" in err
