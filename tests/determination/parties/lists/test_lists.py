"""Lists as they are handed out, and lists of one's own: read as they are, and clearing nobody where they are not whole."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from permeance.determination.parties.lists.load import ListFile, list_word, load_list
from permeance.determination.parties.lists.party_list import PartyList, split_affiliates
from permeance.determination.parties.lists.shipped import shipped_lists
from permeance.law.snapshot import compile_snapshot

TODAY = date(2026, 11, 25)
CONSOLIDATED = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"
    "standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,"
    "vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,"
    "places_of_birth,source_information_url,ids"
).split(",")
TARGETS = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,"
    "first_seen,last_seen,last_change"
).split(",")


def table(path: Path, columns: Sequence[str], *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def consolidated(path: Path, *rows: dict[str, str]) -> Path:
    return table(path, CONSOLIDATED, *rows)


def loaded(path: Path, dated: date | None = None) -> PartyList:
    return load_list(ListFile(path, dated), TODAY)


def gaps(found: PartyList, known: date = TODAY, age: int = 30) -> list[str]:
    return [gap.found for gap in found.gaps(known, known, age)]


def test_the_consolidated_screening_list_is_read_as_it_is(tmp_path: Path) -> None:
    row = {"source": "Entity List (EL) - Bureau of Industry and Security", "programs": "", "name": "Example Alpha", "start_date": "2026-11-10", "alt_names": "Alpha One; 阿尔法", "addresses": "1 Road, Exampletown, CN; 2 Road, HK", "federal_register_notice": "90 FR 1"}  # fmt: skip
    found = loaded(consolidated(tmp_path / "csl.csv", row))
    assert found.form == "consolidated screening list"
    party = found.parties[0]
    assert party.names == ("Example Alpha", "Alpha One", "阿尔法")
    assert party.countries == ("CN", "HK")
    assert party.listed_on == found.dated == date(2026, 11, 10)
    assert party.programme.startswith("Entity List")
    assert gaps(found) == []


def test_a_listing_holds_on_its_last_day_and_other_names_too_long_are_told(tmp_path: Path) -> None:
    row = {
        "name": "Example Alpha",
        "start_date": "2026-11-10",
        "end_date": "2026-11-20",
        "alt_names": f"Alpha One; -; {'x' * 1_001}",
    }
    found = loaded(consolidated(tmp_path / "csl.csv", row))
    assert (found.parties[0].stands_on(date(2026, 11, 20)), found.parties[0].stands_on(date(2026, 11, 21))) == (
        True,
        False,
    )
    assert found.parties[0].names == ("Example Alpha", "Alpha One")
    assert gaps(found) == ["a name of 1,002 characters"]


def test_a_collection_of_opensanctions_is_read_as_it_is(tmp_path: Path) -> None:
    row = {"id": "x", "schema": "Company", "name": "Example Gamma", "aliases": '"Gamma; Shipping";Гамма', "countries": "ru;ae", "dataset": "example", "program_ids": "EX-1", "last_seen": "2026-11-24T01:00:00"}  # fmt: skip
    found = loaded(table(tmp_path / "targets.simple.csv", TARGETS, row))
    assert found.form == "OpenSanctions targets"
    assert found.parties[0].names == ("Example Gamma", "Gamma; Shipping", "Гамма")
    assert found.parties[0].countries == ("RU", "AE")
    assert found.parties[0].programme == "example / EX-1"
    assert found.dated == date(2026, 11, 24)


def test_a_table_of_ones_own_keeps_history(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,aliases,country,listed_on,delisted_on,suspended_from,suspended_until,affiliates\n"
        "Example One,Uno; One,Germany,2024-01-01,2026-01-01,2025-01-01,2025-06-01,owned 50 % or more\n",
        encoding="utf-8",
    )
    party = loaded(path, TODAY).parties[0]
    assert party.names == ("Example One", "Uno", "One")
    assert (party.stands_on(date(2023, 12, 31)), party.stands_on(date(2025, 12, 31)), party.stands_on(date(2026, 1, 1))) == (False, True, False)  # fmt: skip
    assert (party.is_suspended_on(date(2025, 5, 31)), party.is_suspended_on(date(2025, 6, 1))) == (True, False)
    assert party.affiliates == "owned 50 % or more"
    assert gaps(loaded(path, TODAY), date(2025, 1, 1)) == []


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "own.xlsx")) as book:
        sheet = book.add_worksheet("parties")
        for row, cells in enumerate([["name", "country"], ["Example One", "DE"]]):
            sheet.write_row(row, 0, cells)
    assert loaded(tmp_path / "own.xlsx", TODAY).parties[0].countries == ("DE",)


OWN_YAML = """
id: OWN-1
title: Parties with whom we do not trade
source: decision of the board of 2 November 2026
dated: 2026-11-20
complete: {complete}
count: {count}
affiliates: "companies owned 50 % or more"
parties:
  - name: Example One
    aliases: [Uno]
    countries: [DE]
    listed_on: 2024-01-01
    suspended: [{{from: 2025-01-01, until: 2025-06-01}}]
"""


@pytest.mark.parametrize(
    ("complete", "count", "found"),
    [("true", "1", []), ("false", "1", ["1 of 1 names"]), ("true", "2", ["1 of 2 names"]), ("false", "null", ["a list declared incomplete"])],
)  # fmt: skip
def test_a_yaml_list_says_whether_it_is_whole(tmp_path: Path, complete: str, count: str, found: list[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN_YAML.format(complete=complete, count=count), encoding="utf-8")
    assert gaps(loaded(path)) == found
    assert loaded(path).affiliates == "companies owned 50 % or more"


def test_a_yaml_list_refuses_a_key_that_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN_YAML.format(complete="true", count="1") + "surplus: 1\n", encoding="utf-8")
    found = loaded(path)
    assert (found.parties, found.form) == ((), "not read")
    assert any("surplus" in (fault.key or "") + fault.found for fault in found.faults)


@pytest.mark.parametrize(
    ("known", "age", "found"),
    [
        (date(2026, 11, 25), 30, []),
        (date(2026, 12, 10), 30, []),
        (date(2026, 12, 11), 30, ["a list 31 days old (of 2026-11-10)"]),
        (date(2026, 11, 25), 14, ["a list 15 days old (of 2026-11-10)"]),
        (date(2026, 11, 9), 30, ["a list of 2026-11-10"]),
    ],
)
def test_a_stale_list_and_one_of_a_later_day_clear_nobody(
    tmp_path: Path, known: date, age: int, found: list[str]
) -> None:
    path = consolidated(tmp_path / "csl.csv", {"name": "Example", "start_date": "2026-11-10"})
    assert gaps(loaded(path), known, age) == found


def test_a_day_to_come_makes_no_list_fresher(tmp_path: Path) -> None:
    rows = [{"name": "Example", "start_date": "2026-09-01"}, {"name": "Exemplar", "start_date": "2099-01-01"}]
    path = consolidated(tmp_path / "csl.csv", *rows)
    assert loaded(path).dated == date(2026, 9, 1)
    assert "a list of 2099-01-01" in gaps(loaded(path, date(2099, 1, 1)))
    own = tmp_path / "own.yaml"
    own.write_text(OWN_YAML.format(complete="true", count="1").replace("2026-11-20", "2026-11-26"), encoding="utf-8")
    assert "a list of 2026-11-26" in gaps(loaded(own))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def without_rows(path: Path) -> None:
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])


def with_nul(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Example", b"Exa\0mple"))


def latin_1(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Example", b"Ex\xe4mple"))


def unbalanced(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Example", b'"Example'))


def nameless(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Example", b""))


def endless(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Example", b"E" * 1_001))


def a_cell_too_few(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Example,", b"Example"))


def gone(path: Path) -> None:
    path.unlink()


def utf_16(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))


DAMAGE = [cut, emptied, without_rows, with_nul, latin_1, unbalanced, nameless, endless, a_cell_too_few, gone, utf_16]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_list_clears_nobody(tmp_path: Path, damage) -> None:
    path = consolidated(tmp_path / "csl.csv", {"name": "Example", "start_date": "2026-11-20", "ids": "1234567890"})
    assert gaps(loaded(path)) == []
    damage(path)
    assert gaps(loaded(path, TODAY))
    for gap in loaded(path, TODAY).gaps(TODAY, TODAY, 30):
        assert gap.file == "csl.csv"
        assert gap.remedy


def test_of_many_faults_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    path = consolidated(tmp_path / "csl.csv", *[{"name": "", "start_date": "2026-11-20"}] * 50)
    assert [fault.found for fault in loaded(path).faults][-1] == "30 more faults of this kind or another"


@pytest.mark.parametrize(
    ("listed", "name", "reach"),
    [
        ("Example Ltd and its subsidiaries", "Example Ltd", "and its subsidiaries"),
        ("Example Ltd, including all subsidiaries and branches", "Example Ltd", "including all subsidiaries and branches"),
        ("示例公司及其子公司", "示例公司", "及其子公司"),
        ("Affiliates of Example", "Affiliates of Example", ""),
        ("Example Subsidiary Ltd", "Example Subsidiary Ltd", ""),
    ],
)  # fmt: skip
def test_a_list_reaches_further_only_where_it_says_so(listed: str, name: str, reach: str) -> None:
    assert split_affiliates(listed) == (name, reach)


@pytest.mark.parametrize(
    ("word", "path", "dated"),
    [("a.csv", "a.csv", None), ("a.csv@2026-11-20", "a.csv", date(2026, 11, 20)), ("a@b.csv", "a@b.csv", None)],
)
def test_a_word_of_the_command_line_may_state_the_day(word: str, path: str, dated: date | None) -> None:
    assert list_word(word) == ListFile(Path(path), dated)


def test_a_stated_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-02-30"):
        list_word("a.csv@2026-02-30")


STATES = [
    (date(2025, 4, 3), date(2025, 4, 3), None),
    (date(2025, 4, 10), date(2025, 4, 10), "in_force"),
    (date(2025, 6, 1), date(2025, 6, 1), "suspended"),
    (date(2025, 4, 10), date(2025, 6, 1), "in_force"),
    (date(2026, 11, 23), date(2026, 11, 23), "lapsed"),
    (date(2026, 11, 23), date(2026, 6, 1), "suspended"),
]


@pytest.mark.parametrize(("known", "on", "state"), STATES)
def test_the_lists_of_the_law_stand_as_they_were_known(known: date, on: date, state: str | None) -> None:
    found = {listed.id: listed for listed in shipped_lists(compile_snapshot(known), on)}
    assert (found["CN-MOFCOM-2025-21"].state if state else found.get("CN-MOFCOM-2025-21")) == state
    for listed in found.values():
        assert listed.dated is not None
        assert listed.dated <= known
