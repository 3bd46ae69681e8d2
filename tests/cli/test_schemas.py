"""What the verbs print holds to the published schemas, and the schemas hold what the contract promises."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from permeance.cli.main import main
from permeance.cli.output import CONTRACT_VERSION
from permeance.determination.answer import STRICTNESS, Answer
from permeance.determination.reasons import Truth
from permeance.exposure.filings import OPEN_STATUSES
from permeance.law.instrument import Coverage, Effect, Role, Status
from permeance.law.register.difference import Kind
from permeance.law.register.state import State
from permeance.terms.citation import Confidence
from permeance.terms.claim import Action, Certainty, Instrument, Register, SourceType
from permeance.watch.drift import Change

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/company.toml"))
VERBS = ("assess", "init", "check", "determine", "screen", "read", "clock")
LAW = ("law-list", "law-show", "law-status", "law-diff", "law-verify")
OUT = ("determine-out", "determine-answers")
SCHEMAS = (*VERBS, *LAW, *OUT, "refused")


def schema(verb: str) -> dict[str, Any]:
    return json.loads(resources.files("permeance.cli").joinpath("schemas", f"{verb}.json").read_text(encoding="utf-8"))


VALIDATORS = {verb: Draft202012Validator(schema(verb), format_checker=FormatChecker(["date"])) for verb in SCHEMAS}


def printed(capsys: pytest.CaptureFixture[str], verb: str, *words: str) -> dict[str, Any]:
    """The verb's answer, after it has been held against its schema; `law-list` is the verb `law list`."""
    main([*verb.split("-"), *words, "--format", "json"])
    answer = json.loads(capsys.readouterr().out)
    faults = [f"{fault.json_path}: {fault.message[:200]}" for fault in VALIDATORS[verb].iter_errors(answer)]
    assert faults == []
    return answer


def table(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "table.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


# --- the schemas themselves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", SCHEMAS)
def test_a_schema_is_one_and_names_the_version(verb):
    Draft202012Validator.check_schema(schema(verb))
    whole = schema(verb)
    shapes = [whole["$defs"][shape["$ref"].rpartition("/")[2]] for shape in whole.get("anyOf", [])] or [whole]
    assert {shape["properties"]["contract_version"]["const"] for shape in shapes} == {CONTRACT_VERSION}
    assert schema(verb)["$id"] == f"urn:permeance:{verb}:{CONTRACT_VERSION}"


def objects(part: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, dict):
        if "properties" in part and not isinstance(part["properties"].get("type"), str):
            yield part
        for below in part.values():
            yield from objects(below)
    elif isinstance(part, list):
        for below in part:
            yield from objects(below)


@pytest.mark.parametrize("verb", SCHEMAS)
def test_every_object_is_closed_and_every_key_is_required(verb):
    for found in objects(schema(verb)):
        assert found["additionalProperties"] is False
        if set(found["properties"]) != {"30", "60", "90"}:  # left out where no date can be given
            assert set(found["required"]) == set(found["properties"])


def test_what_several_schemas_define_they_define_alike():
    shared: dict[str, Any] = {}
    for verb in SCHEMAS:
        for name, definition in schema(verb)["$defs"].items():
            assert shared.setdefault(name, definition) == definition
    extra = shared["result"]["properties"].keys() - shared["determination"]["properties"].keys()
    assert extra == {"element_masses"}


def test_closed_lists_are_those_of_the_code():
    defined = schema("assess")["$defs"]
    assert defined["answer"]["enum"] == [answer.value for answer in Answer]
    assert defined["bound"]["enum"] == [answer.value for answer in STRICTNESS]
    assert defined["confidence"]["enum"] == [confidence.value for confidence in Confidence]
    assert defined["outcome"]["enum"] == [truth.value for truth in Truth]
    claim = schema("read")["$defs"]["claim"]["properties"]
    for key, words in (
        ("action", Action), ("instrument", Instrument), ("certainty", Certainty), ("source_type", SourceType), ("register", Register),
    ):  # fmt: skip
        assert claim[key]["enum"] == [word.value for word in words]
    assert schema("read")["$defs"]["drift"]["properties"]["change"]["enum"] == [change.value for change in Change]
    assert set(defined["case"]["properties"]["status"]["enum"]) == OPEN_STATUSES | {"granted"}
    shown = schema("law-show")["$defs"]
    assert shown["state"]["enum"] == [state.value for state in State]
    assert shown["status"]["enum"] == [status.value for status in Status]
    assert shown["coverage"]["enum"] == [coverage.value for coverage in Coverage]
    assert shown["provision"]["properties"]["role"]["enum"] == [role.value for role in Role]
    assert set(shown["provision"]["properties"]["effect"]["enum"]) == {*(effect.value for effect in Effect), None}
    assert schema("law-diff")["$defs"]["event"]["properties"]["kind"]["enum"] == [kind.value for kind in Kind]


# Keys that other programs rely on, as the project's design states them.
PROMISED = {
    "assess": {
        "": "contract_version as_of known horizon_days seed law scenarios lines licences determinations levers questions claims assumptions problems",
        "law": "snapshot verified_on",
        "scenarios": "name weight why",
        "lines": "line product stop by_scenario without_news delta_days p_stop_within drivers",
        "lines.stop": "p10 p50 p90",
        "lines.by_scenario": "name p10 p50 p90",
        "lines.without_news": "p10 p50 p90",
        "lines.p_stop_within": "30 60 90",
        "lines.drivers": "part crossing share",
        "questions": "supplier asks moves_p50_days",
        "assumptions": "what value source",
        "problems": "file row key found allowed remedy",
    },
    "init": {"": "contract_version folder files problems", "problems": "file row key found allowed remedy"},
    "check": {
        "": "contract_version folder as_of ready tables notes problems",
        "tables": "table file required state rows left_out costs",
        "tables.costs": "column cost",
        "problems": "file row key found allowed remedy",
    },
    "determine": {
        "": "contract_version results problems",
        "results": "id answer at_least at_most act_as by_regime letter_of_law provisional control_codes governing obligations missing reverify next_change citations reasons snapshot",
        "results.governing": "instrument provision pinpoint",
        "problems": "file row key found allowed remedy",
    },
    "determine-out": {
        "": "contract_version known law out rows counts problems",
        "problems": "file row key found allowed remedy",
    },
    "determine-answers": {
        "": "contract_version results problems",
        "results": "id answer at_least at_most act_as by_regime letter_of_law provisional control_codes governing obligations missing reverify next_change",
        "problems": "file row key found allowed remedy",
    },
    "read": {
        "": "contract_version document sources claims drift problems",
        "document": "file title published characters sha256",
        "sources": "cluster type n who",
        "claims": "span action polarity actor instrument items targets certainty cue source_type sources_n time register quantity",
        "claims.span": "start end quote",
        "claims.time": "expr start end",
        "claims.quantity": "value unit what stage year",
        "problems": "file row key found allowed remedy",
    },
    "screen": {
        "": "contract_version known on threshold lists results problems",
        "lists": "list title state dated clears gaps",
        "results": "id name disposition why score hits",
        "results.hits": "list party matched score match reasons programme state",
        "problems": "file row key found allowed remedy",
    },
    "clock": {
        "": "contract_version results problems",
        "results": "id due counted_days paused_days derivation",
        "problems": "file row key found allowed remedy",
    },
    "law-list": {"": "contract_version known on law results clearing problems", "results": "id coverage state missing"},
    "law-show": {"": "contract_version known on law results problems", "results": "instrument acts provisions"},
    "law-status": {
        "": "contract_version known on law results problems",
        "results": "provision instrument state letter_of_law reverify",
    },
    "law-diff": {
        "": "contract_version known since law results items counts problems",
        "results": "day kind by provisions",
        "items": "id before after governing_before governing_after",
        "counts": "changed unchanged faulty",
    },
    "law-verify": {
        "": "contract_version known law vintage stale confidence lapsed lapsing problems",
        "law": "snapshot verified_on",
        "problems": "file row key found allowed remedy",
    },
}  # fmt: skip


def reached(verb: str, path: str) -> Mapping[str, Any]:
    """The properties of the object at a path; of several kinds of result the first."""
    whole = schema(verb)

    def settled(part: Mapping[str, Any]) -> Mapping[str, Any]:
        while "properties" not in part:
            if "$ref" in part:
                part = whole["$defs"][part["$ref"].rpartition("/")[2]]
            else:
                part = part["anyOf"][0] if "anyOf" in part else part["items"]
        return part

    part = settled(whole)
    for key in filter(None, path.split(".")):
        part = settled(part["properties"][key])
    return part["properties"]


@pytest.mark.parametrize(("verb", "path"), [(verb, path) for verb in PROMISED for path in PROMISED[verb]])
def test_the_contracts_keys_are_all_there(verb, path):
    assert set(PROMISED[verb][path].split()) <= reached(verb, path).keys()


BROKEN = [
    ("clock", {"contract_version": "2"}),
    ("clock", {"results": None}),
    ("clock", {"surplus": 1}),
    ("clock", {"problems": [{"file": "a", "row": 0, "key": None, "found": "b", "allowed": "c", "remedy": "d"}]}),
    ("clock", {"results": [{"id": "a", "due": "2025-02-30", "counted_days": 1, "paused_days": 0, "derivation": ["b"]}]}),
    ("clock", {"results": [{"id": "a", "due": "20250203", "counted_days": 1, "paused_days": 0, "derivation": ["b"]}]}),
    ("clock", {"results": [{"id": "a", "due": None, "counted_days": 1, "paused_days": 0, "derivation": ["b"]}]}),
    ("read", {"claims": []}),
    ("read", {"results": [{"id": "a"}]}),
    ("clock", {"results": [{"id": "a", "due": "2025-02-03", "why": "b", "counted_days": 1, "paused_days": 0, "derivation": ["b"]}]}),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "change"), BROKEN)
def test_a_schema_refuses_what_the_contract_does_not_say(verb, change):
    sound = {"contract_version": "1", "results": [], "problems": []}
    assert VALIDATORS[verb].is_valid(sound)
    assert not VALIDATORS[verb].is_valid(sound | change)


# --- assess -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES[0], tmp_path / "company"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("words", [[], ["--horizon-days", "45", "--seed", "7"], ["--known", "2025-04-01"]])
def test_assess_of_an_example(capsys, example, words):
    answer = printed(capsys, "assess", str(example), *words)
    assert answer["problems"] == []
    assert sum(scenario["weight"] for scenario in answer["scenarios"]) == pytest.approx(1)
    assert all(("45" in words) == (line["p_stop_within"]["60"] is None) for line in answer["lines"])


def test_assess_without_stock_gives_cover_and_no_dates(capsys, folder):
    (folder / "stock.csv").unlink()
    answer = printed(capsys, "assess", str(folder))
    assert answer["cover_needed"].keys() == {"MAG-A", "MAG-B", "MAG-R", "MAG-S"}
    assert {day for line in answer["lines"] for day in line["stop"].values()} == {None}


def test_assess_of_the_three_required_tables_alone(capsys, folder):
    for name in ("stock", "crossings", "applications", "queries"):
        (folder / f"{name}.csv").unlink()
    (folder / "company.toml").unlink()
    answer = printed(capsys, "assess", str(folder), "--as-of", "2025-05-12")
    assert (answer["company"], answer["synthetic"], answer["cases"]) == ("company", False, [])


def test_assess_of_a_faulty_folder(capsys, folder):
    for path in folder.glob("*.csv"):
        with path.open("a", encoding="utf-8") as file:
            file.write(
                "x,y\n" + "磁铁,<b>," * 3 + "\n" + ",".join("?" * path.read_text().split("\n")[0].count(",")) + ",?\n"
            )
    (folder / "company.toml").write_text("as_of = 2025-05-12\nname = 5\n[delays]\nissue = 'soon'\n")
    (folder / "sources.csv").write_text("source,statu\nS,5\n")
    answer = printed(capsys, "assess", str(folder))
    assert {problem["file"] for problem in answer["problems"]} == {
        "company.toml", "items.csv", "bom.csv", "demand.csv", "sources.csv", "crossings.csv", "stock.csv", "applications.csv", "queries.csv",
    }  # fmt: skip
    assert len(answer["lines"]) == 4


def test_assess_with_a_case_in_every_status(capsys, folder):
    rows = ["application,version,crossing,qty,status,filed,accepted"]
    for number, status in enumerate(sorted(OPEN_STATUSES | {"granted", "draft", "refused", "withdrawn", "lapsed"})):
        accepted = "2025-04-16" if status in ("review", "referred") else ""
        rows.append(f"A-{number},1,X-MAG-A,1000,{status},2025-04-09,{accepted}")
    (folder / "queries.csv").unlink()
    (folder / "applications.csv").write_text("\n".join(rows) + "\n")
    answer = printed(capsys, "assess", str(folder))
    assert answer["problems"] == []
    assert {case["status"] for case in answer["cases"]} == OPEN_STATUSES | {"granted"}


# --- init and check ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [[], ["--excel"]])
def test_a_template_is_written_and_checked(capsys, tmp_path, how):
    assert "README.txt" in printed(capsys, "init", str(tmp_path / "new"), *how)["files"]
    answer = printed(capsys, "check", str(tmp_path / "new"))
    assert (answer["ready"], answer["as_of"], answer["problems"]) == (False, None, [])


def test_check_of_an_example_and_of_a_faulty_folder(capsys, folder):
    answer = printed(capsys, "check", str(folder))
    assert (answer["ready"], answer["as_of"], answer["problems"]) == (True, "2025-05-12", [])
    (folder / "stock.csv").write_text("item\nMAG-A\n")
    (folder / "queries.csv").unlink()
    with (folder / "bom.csv").open("a", encoding="utf-8") as file:
        file.write("?,?,1,\n")
    answer = printed(capsys, "check", str(folder))
    found = {table["table"]: (table["state"], table["left_out"]) for table in answer["tables"]}
    assert (found["stock"], found["queries"], found["bom"]) == (("unreadable", 0), ("missing", 0), ("read", 1))
    assert answer["ready"] is True


# --- determine --------------------------------------------------------------------------------------------------------

COLUMNS = "id,form,composition,ship_from,destination,ship_date,military_end_user,evidence,properties"
KINDS = {
    "licence_required": 'magnet,"Nd 28; Dy 3; B 1; Fe rest",CN,DE,2026-03-15,no,assay,mass_g=95',
    "not_controlled": 'magnet,"Nd 30; B 1; Fe rest",CN,DE,2026-03-15,no,declared,',
    "unknown": "magnet,,CN,DE,2026-03-15,no,,",
}


def test_determine_with_every_kind_of_answer_that_the_shipped_law_can_give(capsys, tmp_path):
    rows = [f"{kind},{cells}" for kind, cells in KINDS.items()]
    answer = printed(capsys, "determine", table(tmp_path, COLUMNS, *rows), "--known", "2026-11-23")
    assert [result["answer"] for result in answer["results"]] == list(KINDS)
    assert answer["results"][0]["element_masses"]


@pytest.mark.parametrize("known", ["2020-01-01", "2025-04-04", "2025-10-10", "2026-11-23"])
@pytest.mark.parametrize("on", [[], ["--on", "2026-11-10"], ["--on", "2024-01-01"]])
def test_determine_of_bare_and_odd_rows_on_any_day(capsys, tmp_path, known, on):
    rows = [
        "bare,,,,,,,,",
        "from-japan,magnet,NdFeB,JP,DE,,,,",
        "tech,technology,,CN,US,,,,",
        'oxide,oxide,"Tb4O7 99.9; rest rest",CN,US,,,,',
    ]
    rows += [
        'ranged,alloy,"Dy 0.05-0.2; Tb <0.1; Fe rest",CN,FR,,,,mass_g=1.5',
        'rotor,assembly,"Nd 4; Dy 0.4; Fe rest",CN,US,,,,product=rotor',
    ]
    answer = printed(capsys, "determine", table(tmp_path, COLUMNS, *rows), "--known", known, *on)
    assert len(answer["results"]) == len(rows)


def test_determine_of_the_shipped_example(capsys):
    answer = printed(capsys, "determine", str(ROOT / "examples" / "items.csv"), "--known", "2026-11-23")
    assert answer["problems"] == []
    one = printed(
        capsys, "determine", str(ROOT / "examples" / "items.csv"), "--known", "2026-11-23", "--explain", "ROTOR"
    )
    assert [result["id"] for result in one["results"]] == ["ROTOR"]


def test_determine_of_faulty_rows(capsys, tmp_path):
    rows = [
        "a,magnt,,,,,,,",
        ",magnet,,,,,,,",
        "b,magnet,,CN,CN,,,,",
        "b,magnet,,,,,,,",
        "c,,,,,2031-01-01,,,",
        "d",
        "e,,Dy 3 kg,,,,,,",
        "f,magnet,,CN,DE,,,,",
    ]
    answer = printed(capsys, "determine", table(tmp_path, COLUMNS, *rows), "--known", "2026-11-23", "--explain", "f")
    assert len(answer["problems"]) == 0  # the faults of other rows are not this one's
    answer = printed(capsys, "determine", table(tmp_path, COLUMNS, *rows), "--known", "2026-11-23")
    assert len(answer["problems"]) == 7
    assert [("problem" in result) for result in answer["results"]] == [True] * 6 + [False]


# --- read -------------------------------------------------------------------------------------------------------------

ARTICLE = ROOT / "examples" / "news" / "fast-track.txt"
RELAY = ROOT / "examples" / "news" / "fast-track-relayed.html"


def test_read_of_the_shipped_article_and_its_relay(capsys):
    answer = printed(capsys, "read", str(ARTICLE), "--published", "2025-05-14", "--against", str(RELAY))
    assert answer["problems"] == answer["notes"] == []
    assert {claim["action"] for claim in answer["claims"]} >= {"expedite", "repeal", "state_share"}
    assert {one["change"] for one in answer["drift"]} >= {"certainty_lowered"}
    text = ARTICLE.read_text(encoding="utf-8")
    for claim in answer["claims"]:
        span = claim["span"]
        assert text[span["start"] : span["end"]] == span["quote"]
    assert sorted(place for source in answer["sources"] for place in source["claims"]) == [
        *range(len(answer["claims"]))
    ]


def test_read_without_a_day_says_so_and_dates_nothing(capsys):
    answer = printed(capsys, "read", str(ARTICLE))
    assert any("day of publication" in note for note in answer["notes"])
    assert {day for claim in answer["claims"] for day in (claim["time"]["start"], claim["time"]["end"])} == {None}


def test_read_of_html_takes_the_article_its_title_and_its_day_and_no_script(capsys):
    answer = printed(capsys, "read", str(RELAY))
    assert answer["document"]["title"]
    assert answer["document"]["published"] == "2025-05-16"
    assert "alert" not in json.dumps(answer)


def test_read_of_passages_with_faulty_entries(capsys, tmp_path):
    path = tmp_path / "passages.yaml"
    path.write_text(
        "- {id: a, text: 'China may ease its export controls.', published: 2025-05-12}\n"
        "- {id: a, text: twice}\n- {text: nameless}\n- 5\n- {id: b}\n- {id: c, text: x, published: soon}\n"
        "- {id: 7, text: Nothing., url: 'https://example.org'}\n",
        encoding="utf-8",
    )
    answer = printed(capsys, "read", "--passages", str(path))
    assert [("problem" in result) for result in answer["results"]] == [False, True, True, True, True, True, False]
    assert len(answer["problems"]) == 5
    assert [claim["certainty"] for claim in answer["results"][0]["claims"]] == ["PS+"]


def test_read_answers_where_a_report_to_compare_cannot_be_read(capsys, tmp_path):
    answer = printed(capsys, "read", str(ARTICLE), "--against", str(tmp_path / "none.txt"), str(RELAY))
    assert [problem["file"] for problem in answer["problems"]] == ["none.txt"]
    assert answer["claims"]
    assert answer["drift"]


# --- clock ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["--from", "2025-04-04", "--working-days", "45"],
        ["--from", "2025-04-04", "--working-days", "45", "--pause", "2025-04-10:2025-04-20"],
        ["--from", "2025-04-04", "--working-days", "45", "--pause", "2025-04-10:"],
        ["--from", "2026-12-01", "--working-days", "45"],
        ["--from", "2025-04-04", "--working-days", "0"],
        ["--from", "2025-04-04", "--working-days", "45", "--calendar", "XX"],
    ],
)
def test_clock_of_one(capsys, words):
    assert len(printed(capsys, "clock", *words)["results"]) == 1


def test_screen_with_lists_of_every_kind_and_faulty_rows(capsys, tmp_path):
    names = table(
        tmp_path, "id,name,country", "a,Cubic Corporation,US", "b,Cubick Corporation,", "c,Somebody Else,JP", "d,---,"
    )
    found = printed(capsys, "screen", names, "--known", "2025-06-01")
    assert [result.get("disposition") for result in found["results"]] == ["hit", "possible", "unscreened", None]
    assert {listed["state"] for listed in found["lists"]} == {"in_force", "suspended"}
    own = tmp_path / "own.csv"
    own.write_text(
        "name,aliases,listed_on,affiliates,note\nExample,Somebody Else,2026-11-01,subsidiaries,seen\n", encoding="utf-8"
    )
    found = printed(capsys, "screen", names, "--list", str(own), "--list", str(tmp_path / "none.csv"), "--list", "law")
    assert [listed["form"] for listed in found["lists"]][:3] == ["table", "not read", "law"]
    assert found["results"][2]["hits"][0]["is_alias"]


def test_clock_of_a_batch_with_faulty_rows(capsys, tmp_path):
    rows = [
        "id,from,working_days,calendar,pauses",
        "a,2025-04-04,45,,",
        "b,2025-04-04,45,,2025-04-10:2025-04-12|2025-04-20:",
    ]
    rows += [
        "c,2025-02-30,45,,",
        "d,2025-04-04,many,,",
        "e,2025-04-04,45,Mars,",
        "f,2025-04-04,45,,x",
        "g",
        ",2025-04-04,45,,",
    ]
    answer = printed(capsys, "clock", "--batch", table(tmp_path, *rows))
    assert [("problem" in result) for result in answer["results"]] == [False, False, True, True, True, True, True]
    assert len(answer["problems"]) == 6


# --- law --------------------------------------------------------------------------------------------------------------

DAYS = ["2010-01-01", "2025-04-04", "2025-06-01", "2025-11-07", "2026-11-25"]


@pytest.mark.parametrize("known", DAYS)
@pytest.mark.parametrize("on", ["2019-01-01", "2025-11-07", "2026-11-11", "2028-01-01"])
@pytest.mark.parametrize("verb", ["law-list", "law-status"])
def test_the_law_as_known_on_any_day_and_as_it_stands_on_any_other(capsys, verb, known, on):
    answer = printed(capsys, verb, "--on", on, "--known", known)
    assert (answer["on"], answer["known"]) == (on, known)
    assert bool(answer["results"]) is (known >= "2023-07-03")


def test_every_instrument_can_be_shown(capsys):
    for line in printed(capsys, "law-list", "--known", "2026-11-25")["results"]:
        (shown,) = printed(capsys, "law-show", line["id"], "--known", "2026-11-25")["results"]
        assert len(shown["provisions"]) == line["provisions"]
        assert len(shown["acts"]) == line["acts"]


def test_one_code_may_be_shown_from_several_instruments(capsys):
    results = printed(capsys, "law-show", "3C001", "--known", "2026-11-25")["results"]
    assert {result["instrument"]["jurisdiction"] for result in results} == {"CN", "US"}


@pytest.mark.parametrize(("since", "known"), [("2019-01-01", "2026-11-25"), ("2026-11-25", "2026-11-25")])
def test_what_changed_in_all_the_years_and_in_none(capsys, since, known):
    answer = printed(capsys, "law-diff", "--since", since, "--known", known)
    assert bool(answer["results"]) is (since < known)


def test_which_items_change_their_answer_and_that_none_was_asked(capsys, tmp_path):
    days = ("--since", "2025-04-03", "--known", "2025-11-09")
    assert printed(capsys, "law-diff", *days)["items"] is None
    path = tmp_path / "items.csv"
    path.write_text(
        (ROOT / "examples" / "items.csv").read_text(encoding="utf-8") + "X,,oar,,,,,,,,\n", encoding="utf-8"
    )
    answer = printed(capsys, "law-diff", *days, "--items", str(path))
    assert answer["counts"] == {"changed": 5, "unchanged": 3, "faulty": 1}
    assert [problem["key"] for problem in answer["problems"]] == ["form"]
    assert len(answer["items"]) == 5


@pytest.mark.parametrize("known", DAYS)
def test_the_law_verified_on_any_day(capsys, known):
    answer = printed(capsys, "law-verify", "--known", known, "--within-days", "365")
    assert len(answer["problems"]) >= len(answer["lapsed"])


# --- nothing could be answered ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [["assess"], ["check"], ["determine"], ["screen"], ["read"], ["read", "--passages"], ["clock", "--batch"]],
    ids=" ".join,
)
def test_a_verb_that_can_answer_nothing_says_why_in_json_too(capsys, tmp_path, words):
    assert main([*words, str(tmp_path / "none"), "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert VALIDATORS["refused"].is_valid(answer)
    assert answer["problems"][0]["file"].endswith("none")


@pytest.mark.parametrize("words", [["show", "none"], ["diff", "--since", "2026-11-26", "--known", "2026-11-25"]])
def test_law_that_can_answer_nothing_says_why_in_json_too(capsys, words):
    assert main(["law", *words, "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert VALIDATORS["refused"].is_valid(answer)
    assert answer["problems"][0]["file"] == "command line"
