"""Bulk says of every row what `determine` says of it alone, thresholds hit exactly and hostile cells included."""

from __future__ import annotations

import csv
import os
import random
import re
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from determination.test_hostile_rows import COLUMNS, FORMS, composition, pick, properties
from determination.test_hostile_rows import row as hostile_row
from permeance.determination import determine as determine_module
from permeance.determination.asked import Asked
from permeance.determination.bulk.answers import AnsweredTable
from permeance.determination.bulk.column import FAULTY
from permeance.determination.bulk.goods import FEWEST
from permeance.determination.bulk.profile import profile_of
from permeance.determination.bulk.settings import Setting
from permeance.determination.bulk.table import Bulk
from permeance.determination.bulk.verdict import verdict_of
from permeance.determination.determine import determine
from permeance.determination.item_table import Cells, crossing_of
from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Role
from permeance.law.jurisdictions import jurisdictions
from permeance.law.snapshot import compile_snapshot
from permeance.materials.readers.csv import Row
from permeance.terms.problem import BadInputError

FAMILIES = int(os.environ.get("PERMEANCE_BULK_FAMILIES", "60"))
ALIKE = 12  # rows that differ in figures alone: enough for a tree to grow, and for its branches to be used
SNAPSHOT = compile_snapshot(date(2026, 11, 23))
# On both sides of what the law and the trade compare with, to the last digit that a share has.
FIGURES = [
    "0", "0.0000001", "0.0999999", "0.1", "0.1000001", "0.9999999", "1", "1.0000001", "3", "9.9999999", "10", "20", "28",
    "49.9999999", "50", "50.0000001", "84.9999999", "85", "94.9999999", "95", "95.0000001", "97", "99.5", "99.8",
    "99.9", "99.95", "99.99", "99.999", "99.9999999", "100", "100.5", "35", "34.9999", "1.80", "1.73", "1.729999", "30",
]  # fmt: skip
_FIGURE = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?(?![A-Za-z\d])")


def single(cells, on=None):
    try:
        return verdict_of(determine(crossing_of(Cells("", Row(0, cells))), SNAPSHOT, on))
    except BadInputError:
        return None


def columns_of(rows):
    return {name: pa.array([row[name] for row in rows]) for name in rows[0]}


def said(bulk, rows, *, coded=False):
    columns = columns_of(rows)
    if coded:
        columns = {name: array.dictionary_encode() for name, array in columns.items()}
    return [None if code == FAULTY else bulk.verdicts[code] for code in bulk.decide(columns, len(rows))]


def cells_of(line):
    return dict(zip(COLUMNS, next(csv.reader([line])), strict=True))


def unasked(luck):
    """Cells of the columns that hostile rows leave out; but for the evidence nothing is to come of them."""
    return {
        "evidence": luck.choice(["", "", "assay", "declared"]),
        "hs_code": luck.choice(["", "8505.11"]),
        "end_use": luck.choice(["", "radar"]),
        "exporter": luck.choice(["", "Cubic Corporation"]),
        "grade": luck.choice(["", "N42"]),
        "value": luck.choice(["", "12"]),
    }


def family(luck):
    """Rows alike in all but their figures, some of them in their day, place and parties too."""
    base = {**cells_of(hostile_row(0, luck)), "form": pick(luck, list(FORMS), ["brick"])}
    base |= {"composition": composition(luck), "properties": properties(luck)}

    def figured(text):
        return _FIGURE.sub(lambda _: luck.choice(FIGURES), text)

    rows = []
    for _ in range(ALIKE):
        other = cells_of(hostile_row(0, luck))
        moved = {name: other[name] for name in ("ship_date", "destination", "end_user", "military_end_user")}
        rows.append({**base, **(moved if luck.random() < 0.5 else {}), **unasked(luck)})
        rows[-1] |= {name: figured(base[name]) for name in ("composition", "properties")}
    return rows


@pytest.fixture(scope="module")
def bulk():
    return Bulk(SNAPSHOT)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bulk_equals_single_on_every_row_of_families_that_differ_in_figures(bulk, seed):
    luck = random.Random(f"families {seed}")  # noqa: S311
    rows = [row for _ in range(FAMILIES) for row in family(luck)]
    luck.shuffle(rows)
    half = len(rows) // 2
    found = [*said(bulk, rows[:half]), *said(bulk, rows[half:], coded=True)]
    for row, verdict in zip(rows, found, strict=True):
        assert verdict == single(row), row


def test_bulk_equals_single_on_rows_of_which_no_two_are_alike(bulk):
    luck = random.Random("alone")  # noqa: S311
    rows = [cells_of(hostile_row(number, luck)) for number in range(200)]
    for row, verdict in zip(rows, said(bulk, rows), strict=True):
        assert verdict == single(row), row


MAGNET = {"form": "magnet", "ship_from": "CN", "destination": "FR", "ship_date": "2026-01-15"}


def magnets(dysprosium, **facts):
    return [{**MAGNET, **facts, "composition": f"Nd 28; Pr 2; Dy {share}; B 1; Fe rest"} for share in dysprosium]


def test_rows_alike_in_what_the_law_asks_are_decided_by_one_look_at_it():
    bulk = Bulk(SNAPSHOT)
    rows = magnets([n / 1000 for n in range(1, 3000)])
    found = said(bulk, rows)
    assert len(bulk.verdicts) == 1
    assert set(found) == {single(rows[0])}
    assert len(bulk._goods.profiles) == 1


def test_a_share_of_zero_is_told_from_one_of_a_part_per_billion():
    rows = magnets(["0", "0.0000001"] * 10, intentionally_added="yes")
    found = said(Bulk(SNAPSHOT), rows)
    assert [verdict.answer for verdict in found[:2]] == ["not_controlled", "licence_required"]
    assert found[:2] * 10 == found


def test_the_day_of_the_question_holds_for_rows_without_one_of_their_own():
    rows = [{**row, "ship_date": day} for row in magnets(["3"]) for day in ("", "2025-04-03", "2025-04-04") * 5]
    bulk = Bulk(SNAPSHOT, on=date(2025, 4, 3))
    assert said(bulk, rows) == [single(row, date(2025, 4, 3)) for row in rows]
    assert {verdict.answer for verdict in said(bulk, rows)} == {"not_controlled", "licence_required"}


def test_a_batch_without_rows_and_one_without_columns_are_decided():
    bulk = Bulk(SNAPSHOT)
    assert list(bulk.decide({}, 0)) == []
    (code,) = bulk.decide({}, 1)
    assert bulk.verdicts[code] == single({})


def test_what_one_batch_taught_serves_the_next_and_changes_no_answer():
    bulk = Bulk(SNAPSHOT)
    rows = magnets([f"{n / 10}" for n in range(60)])
    first = said(bulk, rows)
    grown = len(bulk._goods._cells)
    assert said(bulk, rows) == first
    assert len(bulk._goods._cells) == grown


READ_OF_GOODS = {"form", "composition", "description", "intentionally_added", "properties", "memory"}
WORDS_READ_BY = (
    "is_silent_on(",
    "vocabulary.described(",
    "vocabulary.identified(",
    "names_powder(",
    "_LOOSE_MAGNETS.search(",
)


class Watched:
    """A crossing that notes what is read of it."""

    def __init__(self, crossing, read):
        self.__dict__.update(own=crossing, read=read)

    def __getattr__(self, name):
        self.read.add(name)
        return getattr(self.own, name)


def watched_rows(number):
    luck = random.Random("watched")  # noqa: S311
    for n in range(number):
        cells = cells_of(hostile_row(n, luck)) | {"evidence": luck.choice(["", "assay"])}
        with suppress(BadInputError):
            yield crossing_of(Cells("", Row(0, cells)))


def test_the_conditions_on_goods_read_nothing_of_a_crossing_but_what_bulk_tells_goods_apart_by():
    read = set()
    for crossing in watched_rows(60):
        profile_of(Asked(Watched(crossing, read), SNAPSHOT))
    assert read - {"grade"} == READ_OF_GOODS  # the grade stands in the words of a question alone


def test_a_determination_reads_nothing_of_a_crossing_but_what_bulk_tells_rows_apart_by():
    read, own = set(), {field.name for field in fields(Setting)} | {"ship_date"}
    own = own - {"end_user", "consignee"} | {"parties"}  # the parties are these two
    for crossing in watched_rows(60):
        verdict_of(determine(Watched(crossing, read), SNAPSHOT))
    assert read - {"grade", "mass_g"} == READ_OF_GOODS | own  # the mass stands in element masses alone


def test_a_description_is_read_by_the_functions_alone_that_bulk_tells_descriptions_apart_by():
    files = [path for path in Path(determine_module.__file__).parent.glob("*.py") if path.name != "item_table.py"]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    reading = [line.strip() for line in lines if "crossing.description" in line]
    assert reading
    assert [line for line in reading if not any(function in line for function in WORDS_READ_BY)] == []


@pytest.mark.parametrize("party", ["Cubic Corporation", "Cubik Corporation", "Example Motion", ""])
def test_a_party_that_is_or_may_be_a_listed_one_is_told_from_one_that_is_not(bulk, party):
    rows = [{**row, "destination": "US", "end_user": party} for row in magnets(["0", "3"] * 8)]
    assert said(bulk, rows) == [single(row) for row in rows]


@pytest.mark.parametrize(
    "cells",
    [
        {"evidence": ["", "assay", "declared"], "composition": ["Nd 30; B 1; Fe rest"]},
        {"composition": ["monazite 3; Monazite 4", "Monazite 3; MONAZITE 40; Fe rest", "monazite 3; Fe rest"]},
        {"composition": ["NdFeB", "NdFeB 0", "NdFeB 0; Fe rest", "NdFeB 90-100", "SmCo 0.0000001"]},
        {"form": ["powder"], "composition": ["Mo 97", "Mo 97; W 3"],
         "properties": ["particle_size_um=9000000000", "particle_size_um=50", "particle_size_um=0.0000001", "mass_g=3"]},
        {"form": ["block"], "composition": ["C 99.95"], "properties": [
            f"density_g_cm3={d}; flexural_strength_mpa={f}; purity_pct=99.95"
            for d in ("1.73", "1.73000001", "1.729999", "8800000000", "1e15") for f in ("30", "30.0000001")]},
        {"composition": ["Dy2O3 50; Tb4O7 50", "Dy2O3 0.00000115; Fe rest", "Dy2O3 0.1-0.2; Gd2O3 <0.1; Sm2O3 rest"]},
        {"form": ["alloy", "target"],
         "composition": ["Tb 50; Co 50", "Tb 50; Co 40; Al 10", "Gd 50; Mg 50", "Gd 50; Mg 40; Zn 10"]},
        {"form": ["metal"], "composition": ["Mo 97", "Mo 99.95"],
         "description": ["molybdenum metal", "molybdenum metal powder", "钼粉", "钼"]},
        {"form": ["assembly"], "properties": ["product=motor"], "composition": ["Nd 4; Dy 0.4; Fe rest"],
         "description": ["NdFeB magnets in a motor", "spare NdFeB magnets of a motor", "magnets for a motor"]},
        {"description": ["", "loose magnets", "heavy rare earth magnet", "NdFeB powder", "Dy-free magnet", "rotor"]},
    ],
)  # fmt: skip
def test_cells_on_the_edge_of_what_is_told_apart_are_told_apart(cells):
    luck = random.Random(str(cells))  # noqa: S311
    base = {
        **MAGNET,
        **dict.fromkeys(("evidence", "properties", "description"), ""),
        "composition": "Dy 3; Fe rest",
    }
    rows = [{**base, **{name: luck.choice(texts) for name, texts in cells.items()}} for _ in range(150)]
    for row, verdict in zip(rows, said(Bulk(SNAPSHOT), rows), strict=True):
        assert verdict == single(row), row


def test_a_kind_in_which_every_row_takes_a_path_of_its_own_learns_few_of_them_and_decides_the_rest_alone():
    luck, bulk = random.Random("paths"), Bulk(SNAPSHOT)  # noqa: S311
    elements = "La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Yb".split()
    rows = [
        {**MAGNET, "form": "alloy", "composition": "; ".join(f"{e} {luck.choice([0, luck.randrange(1, 800)]) / 100}"
                                                             for e in elements) + "; Fe rest"}
        for _ in range(160)
    ]  # fmt: skip
    assert said(bulk, rows) == [single(row) for row in rows]
    assert 1 <= len(bulk._goods._cells) <= len(rows) // FEWEST
    again = said(bulk, rows[:FEWEST])
    assert again == [single(row) for row in rows[:FEWEST]]


def abroad_with_an_exclusion():
    """The law of October 2025 with a ruling that takes sensors out of a rule that reaches abroad."""
    known = {instrument.id: instrument for instrument in shipped_instruments()}
    law = compile_snapshot(date(2025, 10, 20))
    entry = next(p for p in law.of_role(Role.ENTRY) if p.conditions.abroad)
    ruling = next(p for p in law.of_role(Role.EXCLUSION) if p.conditions.product and p.conditions.form == ())
    ruling = replace(ruling, instrument=entry.instrument, id="ruling", excludes=(f"{entry.instrument}/*",),
                     segments=(replace(entry.segments[0], starts=date(2025, 12, 1)),))  # fmt: skip
    reaching = known[entry.instrument]
    known[entry.instrument] = replace(reaching, provisions=(*reaching.provisions, ruling))
    return compile_snapshot(date(2025, 10, 20), instruments=known.values()), ruling


def test_an_exclusion_holds_in_bulk_wherever_its_entry_does():
    law, ruling = abroad_with_an_exclusion()
    words = [*ruling.conditions.product, "rotor", "other"]
    rows = [
        {"form": "part", "composition": "Nd 0.3; Dy 0.01; Fe 60; B 0.01; Cu rest", "ship_from": "MY", "destination": "US",
         "ship_date": "2025-12-05", "origin": "CN", "properties": f"product={word}"}
        for word in words * 10
    ]  # fmt: skip
    bulk = Bulk(law)
    found = [bulk.verdicts[code] for code in bulk.decide(columns_of(rows), len(rows))]
    alone = [verdict_of(determine(crossing_of(Cells("", Row(0, row))), law)) for row in rows]
    assert found == alone


def test_screening_is_told_on_days_before_the_law_of_the_country_is_modelled():
    (china,) = (state for code, state in jurisdictions().items() if code == "CN")
    law = compile_snapshot(date(2026, 11, 23), clearing={"CN": china.model_copy(update={"since": date(2025, 6, 1)})})
    rows = [
        {"form": "alloy", "composition": "Al 98; Si 2", "ship_from": "CN", "destination": "US", "ship_date": day}
        for day in ["2024-12-01", "2025-02-01", "2025-07-01"] * 10
    ]
    bulk = Bulk(law)
    found = [bulk.verdicts[code] for code in bulk.decide(columns_of(rows), len(rows))]
    assert found == [verdict_of(determine(crossing_of(Cells("", Row(0, row))), law)) for row in rows]


def test_what_was_learned_under_another_separator_serves_no_table(tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("id;form;reporting_limit_ppm\nA;metal;12.000\n", encoding="utf-8")
    with pytest.raises(ValueError, match="another law, day or separator"):
        AnsweredTable(path, SNAPSHOT, bulk=Bulk(SNAPSHOT))
