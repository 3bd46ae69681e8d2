"""Every command and example of the documents is run; every verb, option, column, key and data set has its place.

A page's commands run one after the other in a folder that holds nothing but a copy of `examples/` and, as after
`make setup`, `.venv/bin/permeance`. Outputs are compared with what is shown; `pytest tests/docs --rewrite-docs` stores
them anew.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from docs import pages
from docs.pages import PAGES, ROOT, Block, Command
from permeance.cli.law import QUESTIONS
from permeance.cli.main import VERBS, main
from permeance.determination.crossing import Crossing
from permeance.determination.determine import determine
from permeance.determination.item_table import OPTIONAL, REQUIRED
from permeance.exposure.folder import SHEETS, read_folder
from permeance.exposure.folder.sheets import UNUSED_COLUMNS
from permeance.foresight.delays import shipped_delays
from permeance.law.calendar import load_calendar
from permeance.law.jurisdictions import Jurisdiction
from permeance.law.load import load_instrument
from permeance.law.snapshot import compile_snapshot
from permeance.law.strict_yaml import load
from permeance.materials.composition import parse_composition
from permeance.terms.form import Form

BIN = Path(sys.executable).parent
REFERENCE = ROOT / "docs" / "reference"
EXAMPLE = ROOT / "examples" / "traction-motors-2025-05-12"
WITH_COMMANDS = [page for page in PAGES if any(block.kind == "console" for block in pages.blocks(page))]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prepare(folder: Path) -> Path:
    """What a reader has before the first command: the examples, and the command in its place."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(BIN)
    return folder


ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith(("PERMEANCE", "COLUMNS"))},
    "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    "PYTHONUNBUFFERED": "1",  # so that both streams come in the order in which a terminal shows them
    "COLUMNS": "80",
    "NO_COLOR": "1",
}


def check_make(command: str) -> None:
    """A target is not run from here, since the tests are one of them; it has to exist."""
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    wanted = re.match(r"make ([a-z-]+)$", command.partition("#")[0].strip())
    assert wanted, f"{command!r} is not one target of make"
    assert wanted[1] in targets


def run_page(page: Path, folder: Path) -> list[tuple[Command, list[str]]]:
    """Run a page from top to bottom; each command with what it printed."""
    done: list[tuple[Command, list[str]]] = []
    status = 0
    for block in pages.blocks(page):
        if block.mark in ("write", "append"):
            with (folder / block.file).open("w" if block.mark == "write" else "a", encoding="utf-8") as file:
                file.write(block.text)
        listed = pages.commands(block) if block.kind == "console" else []
        for place, command in enumerate(listed):
            if command.text.startswith("make "):
                check_make(command.text)
                continue
            status, found = pages.type_in(command.text, folder, status, ENVIRONMENT)
            told = place + 1 < len(listed) and listed[place + 1].text == "echo $?"
            assert told or status == 0, f"{name(page)}, line {command.line}: exit code {status}\n" + "\n".join(found)
            done.append((command, found))
    return done


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Path, Future[list[tuple[Command, list[str]]]]]]:
    """Every page that has commands, each run in a folder of its own, several at a time."""
    with redirect_stdout(StringIO()):  # compiles the kernels once, where they are not yet
        main(["assess", str(EXAMPLE), "--format", "json"])
    with ThreadPoolExecutor(4) as threads:
        yield {
            page: threads.submit(run_page, page, prepare(tmp_path_factory.mktemp("reader"))) for page in WITH_COMMANDS
        }


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name)
def test_the_commands_of_a_page_do_what_it_shows(
    page: Path, runs: dict[Path, Future[list[tuple[Command, list[str]]]]], rewrite: bool
) -> None:
    done = [(command, found) for command, found in runs[page].result() if command.shown]
    wrong = [(command, found) for command, found in done if not pages.matches(command.shown, found)]
    if rewrite and wrong:
        lines = page.read_text(encoding="utf-8").splitlines()
        for command, found in reversed(wrong):
            start = next(n for n in range(command.line, len(lines)) if lines[n] == command.shown[0])
            lines[start : start + len(command.shown)] = pages.abridged(command.shown, found)
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    for command, found in wrong:
        raise AssertionError(f"{name(page)}, line {command.line}: `{command.text}` prints\n" + "\n".join(found))


MARKED = [(page, block) for page in PAGES for block in pages.blocks(page)]


@pytest.mark.parametrize(
    ("page", "block"),
    [(page, block) for page, block in MARKED if block.kind in ("json", "yaml", "toml", "csv")],
    ids=lambda value: name(value) if isinstance(value, Path) else f"line {value.line}",
)
def test_an_example_is_what_it_says(page: Path, block: Block, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(block.text, encoding="utf-8")
    if block.kind == "json":
        json.loads(block.text)
    elif block.kind == "toml":
        tomllib.loads(block.text)
    elif block.kind == "csv":
        rows = list(csv.reader(block.text.splitlines(), strict=True))
        assert len({len(row) for row in rows}) == 1
    elif block.mark == "instrument":
        assert load_instrument(path).provisions
    elif block.mark == "calendar":
        assert load_calendar(path).known_through
    else:
        assert load(path)


def test_every_kind_of_block_is_one_that_is_checked() -> None:
    kinds = {block.kind for _, block in MARKED}
    assert kinds <= {"console", "json", "yaml", "toml", "csv", "text", "{toctree}"}


def test_the_table_of_cases_holds_for_the_instrument_beside_it(tmp_path: Path) -> None:
    written = {block.mark: block.text for block in pages.blocks(REFERENCE / "law-data.md") if block.mark}
    for mark in ("instrument", "law-table"):
        (tmp_path / f"{mark}.yaml").write_text(written[mark], encoding="utf-8")
    instrument = load_instrument(tmp_path / "instrument.yaml")
    clearing = {"AQ": Jurisdiction(since=date(2029, 1, 1), scope="the example", missing=[])}
    snapshot = compile_snapshot(date(2030, 12, 31), [instrument], clearing)
    cases = load(tmp_path / "law-table.yaml")
    assert isinstance(cases, list)
    for case in cases:
        crossing = Crossing(
            case["name"], Form(case["form"]), parse_composition(case["composition"]), case["ship_from"], case["to"],
            case["on"],
        )  # fmt: skip
        decided = determine(crossing, snapshot)
        assert (decided.answer, decided.letter_of_law) == (case["answer"], case.get("letter")), case["name"]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in pages.links(page):
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), link
        assert not anchor or anchor in pages.anchors(path), link


def test_the_documents_build_without_a_warning(tmp_path: Path) -> None:
    words = ["-q", "-W", "-b", "html", str(ROOT / "docs"), str(tmp_path)]
    done = subprocess.run([sys.executable, "-m", "sphinx", *words], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+\.(?:js|css|woff2?)', page), "a page fetches something"


def options_of(verb: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    for words in [[verb], *([verb, question] for question in QUESTIONS if verb == "law")]:
        with pytest.raises(SystemExit):
            main([*words, "--help"])
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", capsys.readouterr().out)) - {"--help"}


@pytest.mark.parametrize("verb", VERBS)
def test_the_reference_names_every_option_of_a_verb_and_no_other(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = pages.sections(REFERENCE / "verbs.md")[verb]
    listed = {re.split(r"[ ,]", cell)[0] for cell in pages.first_cells(text) if cell.startswith("--")}
    assert listed == options_of(verb, capsys)


def test_the_reference_names_every_verb_and_no_other() -> None:
    headings = set(pages.sections(REFERENCE / "verbs.md")) - {"Exit codes", "Common to all"}
    assert headings == set(VERBS)


def test_the_reference_names_every_sheet_of_the_workbook_and_no_other(tmp_path: Path) -> None:
    news = str(ROOT / "examples" / "news" / "brief-2025-05-13.html")
    path = tmp_path / "answer.xlsx"
    with redirect_stdout(StringIO()):
        main(["assess", str(EXAMPLE), "--as-of", "2025-05-13", "--news", news, "--format", "json", "--xlsx", str(path)])
    listed = list(pages.first_cells((REFERENCE / "workbook.md").read_text(encoding="utf-8")))
    assert listed == CalamineWorkbook.from_path(path).sheet_names


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_reference_names_every_column_of_a_table_and_no_other(sheet: str) -> None:
    cells = pages.first_cells(pages.sections(REFERENCE / "company-folder.md")[f"{sheet}.csv"])
    assert list(cells) == [*SHEETS[sheet].required, *SHEETS[sheet].optional]
    required = {column for column, rest in cells.items() if rest.strip().startswith("required")}
    assert required == set(SHEETS[sheet].required)


DAYS = {"counted_on", "qualified_on", "status_as_of"}


def unread_columns() -> Iterator[tuple[str, str]]:
    for sheet in SHEETS:
        cells = pages.first_cells(pages.sections(REFERENCE / "company-folder.md")[f"{sheet}.csv"])
        yield from ((sheet, column) for column, rest in cells.items() if "not yet" in rest)


def test_a_column_that_is_said_not_to_be_used_yet_changes_nothing_that_is_read(tmp_path: Path) -> None:
    listed = set(unread_columns())
    assert listed >= {(sheet, column) for sheet, columns in UNUSED_COLUMNS.items() for column in columns}
    shutil.copytree(EXAMPLE, tmp_path / "company")
    crossings = csv.DictReader((tmp_path / "company" / "crossings.csv").read_text(encoding="utf-8").splitlines())
    names = dict.fromkeys(row["source"] for row in crossings)
    (tmp_path / "company" / "sources.csv").write_text("\n".join(["source", *names]) + "\n", encoding="utf-8")
    before, _ = read_folder(tmp_path / "company")
    for sheet, column in listed:
        path = tmp_path / "company" / f"{sheet}.csv"
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys([*rows[0], column])))
            writer.writeheader()
            writer.writerows({**row, column: "2025-05-01" if column in DAYS else "7"} for row in rows)
    after, problems = read_folder(tmp_path / "company")
    assert not problems
    for part in ("items", "usages", "demands", "crossings", "stock", "applications"):
        assert getattr(after, part) == getattr(before, part), part


def test_the_reference_names_every_delay_and_every_column_of_the_item_table() -> None:
    settings = pages.sections(REFERENCE / "company-folder.md")["company.toml"]
    listed = {cell: rest.split("|")[0].strip() for cell, rest in pages.first_cells(settings).items()}
    shipped = {delay.name: ", ".join(map(str, delay.days)) for delay in shipped_delays().values()}
    assert shipped.items() <= listed.items()
    columns = pages.first_cells(pages.sections(REFERENCE / "item-table.md")["Columns"])
    assert set(columns) == {*REQUIRED, *OPTIONAL}


MAPS = {"p_stop_within", "cover_needed"}  # keys that are data, shown as `*`


def key_paths(value: object, path: str = "") -> set[str]:
    if isinstance(value, list):
        return {found for part in value for found in key_paths(part, f"{path}[]")} | {path}
    if not isinstance(value, dict):
        return {path}
    below = set()
    for key, part in value.items():
        shown = "*" if path.rpartition(".")[2] in MAPS else str(key)
        below |= key_paths(part, f"{path}.{shown}".lstrip("."))
    return below | ({path} if path else set())


def printed(words: list[str], capsys: pytest.CaptureFixture[str]) -> set[str]:
    main([*words, "--format", "json"])
    return {path.removesuffix("[]") for path in key_paths(json.loads(capsys.readouterr().out))}


REFUSED = "HZ-1,1,X-MAG-E,10,,,,,,,,refused,,\n"  # over the one crossing of the example for which nothing is filed
NEARLY_LISTED = "B,magnet,Nd 28; Dy 3; B 1; Fe rest,CN,JP,2026-03-15,IHI Aerospace Enginering\n"
UNREAD = "HZ-2,1,X-MAG-E,ten,,,,,,,,submitted,,\n"  # filed over it, in a row that cannot be used
LAW = ("CN-2025-18", "CN-2025-70", "CN-2025-57")  # with practice, acts, statements and all kinds of source


def test_the_reference_names_every_key_of_the_output_and_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(EXAMPLE, bare)
    (bare / "stock.csv").unlink()
    faulty = {
        "items.csv": f"id,form,composition,ship_from,destination,ship_date,end_user\nA,oar,,,,,\n{NEARLY_LISTED}",
        "passages.yaml": "- {id: a, text: China may ease its export controls.}\n- {id: b}\n",
        "names.csv": "id,name\nA,Cubic Corp\nB,---\n",
        "clocks.csv": "id,from,working_days\nA,2025-04-04,x\nB,2090-01-01,5\n",
    }
    for file, text in faulty.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    with (bare / "demand.csv").open("a", encoding="utf-8") as file:
        file.write("X,Y,,,,,,\n")
    with (bare / "bom.csv").open("a", encoding="utf-8") as file:
        file.write("MOTOR-A,NO-SUCH,1,\n")
    with (bare / "applications.csv").open("a", encoding="utf-8") as file:
        file.write(REFUSED + UNREAD)
    news = ROOT / "examples" / "news"
    runs = {
        "assess": [
            ["assess", str(EXAMPLE), "--as-of", "2025-05-13", "--news", str(news / "brief-2025-05-13.html")],
            ["assess", str(bare)],
        ],
        "init": [["init", str(tmp_path / "new")]],
        "check": [["check", str(bare)]],
        "determine": [["determine", str(path / "items.csv")] for path in (ROOT / "examples", tmp_path)],
        "screen": [["screen", str(tmp_path / "names.csv"), "--known", "2026-11-23"]],
        "read": [
            ["read", str(news / "fast-track.txt"), "--against", str(news / "fast-track-relayed.html")],
            ["read", "--passages", str(tmp_path / "passages.yaml")],
        ],
        "clock": [["clock", "--batch", str(path / "clocks.csv")] for path in (ROOT / "examples", tmp_path)],
        "law list": [["law", "list", "--known", "2026-11-23"]],
        "law show": [["law", "show", name, "--known", "2026-11-23"] for name in LAW],
        "law status": [["law", "status", "--known", "2026-11-23"]],
        "law diff": [
            ["law", "diff", "--since", "2025-01-01", "--known", "2026-11-23"],
            ["law", "diff", "--since", "2025-01-01", "--known", "2026-11-23", "--items", str(tmp_path / "items.csv")],
        ],
        "law verify": [["law", "verify", "--known", "2026-11-23"]],
    }
    text = pages.sections(REFERENCE / "json.md")
    common = {key for part in ("One reason", "One claim", "One problem") for key in pages.first_cells(text[part])}
    for verb, listed in runs.items():
        found = set().union(*(printed(words, capsys) for words in listed))
        found = {re.sub(r"^.*reasons\[\](\.parts\[\])*\.", "reason.", path) for path in found}
        found = {re.sub(r"^(?:results\[\]\.)?claims\[\]\.", "claim.", path) for path in found}
        found = {re.sub(r"^(drift\[\]\.\w+\.span)\..*", r"\1", path) for path in found}
        found = {re.sub(r"(conditions\[\])(\.parts\[\])+", r"\1", path) for path in found}
        found = {re.sub(r"^.*problems?(\[\])?\.", "problem.", path) for path in found}
        if verb == "assess":  # both lists have the keys of another
            found = {path for path in found if not path.startswith(("determinations[].", "lines_if_mildest[]."))}
        own = set(pages.first_cells(text[verb]))
        assert found - common - own == set(), verb
        assert own - found == set(), verb


def data_sets() -> list[str]:
    """Shipped data: each file, or its folder where a folder is one set."""
    source = ROOT / "src" / "permeance"
    files = [p for p in source.rglob("*") if p.suffix in (".csv", ".yaml") and "__pycache__" not in p.parts]
    instruments = source / "law" / "instruments"
    folders = {instruments / p.relative_to(instruments).parts[0] for p in files if instruments in p.parents}
    return sorted(str(p.relative_to(ROOT)) for p in {p for p in files if instruments not in p.parents} | folders)


@pytest.mark.parametrize("path", data_sets())
def test_a_shipped_data_set_names_its_source_and_licence(path: str) -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    entry = re.search(rf"^- {re.escape(path)}\n((?:  .+\n)+)", notice, flags=re.MULTILINE)
    assert entry, f"NOTICE has no entry for {path}"
    beside = (ROOT / f"{path}.license").read_text(encoding="utf-8")
    licence = re.search(r"^SPDX-License-Identifier: (\S+)$", beside, flags=re.MULTILINE)
    assert licence, f"{path}.license names no licence"
    assert f"Licence: {licence[1]}" in entry[1]
    assert "Source: " in entry[1]
