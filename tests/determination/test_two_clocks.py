"""What the law was on a day as anyone could know it on another: every announcement, before and after it was public.

Each row is derived from the announcements: when they were published, from when they apply, what suspended them and
until when, by their own words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.determination.rendering import result_json
from permeance.law.folder import shipped_instruments
from permeance.law.snapshot import Snapshot, compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

INSTRUMENTS = {instrument.id: instrument for instrument in shipped_instruments()}
TODAY = "2026-11-25"


def goods(form: str, composition: str | None, ship_from: str = "CN", to: str = "DE", **facts: Any) -> Crossing:
    facts = {"military_end_user": Fact.NO, **facts}
    made = parse_composition(composition, Fact.YES) if composition else None
    return Crossing(id="X", form=Form(form), composition=made, ship_from=ship_from, destination=to, **facts)


DY_MAGNET = "Nd 28; Pr 2; Dy 3; B 1; Fe rest"
ABROAD = {"origin": "JP", "properties": {"cn_controlled_value_pct": "5", "made_with_cn_technology": "no"}}
BY_TECHNOLOGY = {"origin": "JP", "properties": {"cn_controlled_value_pct": "0", "made_with_cn_technology": "yes"}}
ROTOR = {"properties": {"product": "rotor"}}
ITEMS = {
    "gallium": goods("metal", "Ga 99.99"),
    "gallium to the US": goods("metal", "Ga 99.99", to="US"),
    "gallium to the US army": goods("metal", "Ga 99.99", to="US", military_end_user=Fact.YES),
    "graphite": goods("powder", "C 99.9", properties={"product": "natural_flake_graphite"}),
    "antimony": goods("metal", "Sb 99.9"),
    "tungsten carbide": goods("compound", "WC 99.9"),
    "magnet": goods("magnet", DY_MAGNET),
    "magnet to the US": goods("magnet", DY_MAGNET, to="US"),
    "magnet to Japan": goods("magnet", DY_MAGNET, to="JP"),
    "magnet to Japan's army": goods("magnet", DY_MAGNET, to="JP", military_end_user=Fact.YES),
    "rotor": goods("assembly", "Nd 4; Dy 0.4; Fe rest", **ROTOR),
    "phosphor": goods("phosphor", "Y2O3 95; Eu2O3 5"),
    "phosphor of gallium": goods("phosphor", "ZnO 50; Ga2O3 50"),
    "diamond": goods("powder", "C 99.9", properties={"product": "synthetic_diamond", "mean_particle_um": "20"}),
    "diamond to the US": goods(
        "powder", "C 99.9", to="US", properties={"product": "synthetic_diamond", "mean_particle_um": "20"}
    ),
    "diamond to the US army": goods(
        "powder",
        "C 99.9",
        to="US",
        military_end_user=Fact.YES,
        properties={"product": "synthetic_diamond", "mean_particle_um": "20"},
    ),
    "jet mill": goods("equipment", None, properties={"product": "jet_mill"}),
    "holmium": goods("metal", "Ho 99.9"),
    "holmium to Japan's army": goods("metal", "Ho 99.9", to="JP", military_end_user=Fact.YES),
    "precursor": goods("compound", "Ni 50; Co 10; Mn 10; O rest", properties={"product": "ncm_precursor"}),
    "abroad, by value": goods("magnet", DY_MAGNET, "JP", **ABROAD),
    "abroad, by technology": goods("magnet", DY_MAGNET, "JP", **BY_TECHNOLOGY),
    "abroad, sent on": goods("magnet", DY_MAGNET, "JP", origin="CN"),
    "abroad, sent on to an army": goods("magnet", DY_MAGNET, "JP", origin="CN", military_end_user=Fact.YES),
    "technology": goods("technology", None, properties={"product": "rare_earth_technology"}),
    "magnet to TCOM": goods("magnet", DY_MAGNET, to="US", end_user="TCOM, Limited Partnership"),
    "magnet to BRINC": goods("magnet", DY_MAGNET, to="US", end_user="BRINC Drones, Inc."),
    "copper to Group W": goods("metal", "Cu 99.9", to="US", end_user="Group W"),
    "cobalt": goods("compound", "Co 60; O rest", "CD", "CN"),
    "nickel ore": goods("ore", "Ni 2; Fe 40; O rest", "ID", "CN"),
    "bauxite": goods("ore", "Al2O3 50; O rest", "ID", "CN", properties={"product": "bauxite"}),
    "raw earths of Malaysia": goods("ore", "CeO2 5; O rest", "MY", "CN"),
    "raw earths of Viet Nam": goods("ore", "CeO2 5; O rest", "VN", "CN"),
}


# What is asked of an item on a day as known on another | the answer or its bounds | the letter | what to read again.
TABLE = """
# Announcement 23 of 2023, published 3 July, in force from 1 August 2023. Of China's older law nothing was read, so
# before Announcement 39 replaced it, and before that could be known, nothing is cleared.
gallium | 2023-12-05 | 2023-07-02 | not_controlled .. licence_required
gallium | 2023-07-31 | 2023-07-03 | not_controlled .. licence_required
gallium | 2023-08-01 | 2023-07-03 | licence_required
gallium | 2023-12-05 | 2023-07-03 | licence_required
phosphor of gallium | 2025-05-01 | 2025-09-15 | licence_required
phosphor of gallium | 2023-12-01 | 2025-09-16 | not_controlled
phosphor of gallium | 2025-05-01 | 2025-09-16 | not_controlled
# Announcement 39 of 2023, published 20 October, in force from 1 December 2023.
graphite | 2023-12-01 | 2023-10-19 | not_controlled .. licence_required
graphite | 2023-11-30 | 2023-10-20 | not_controlled .. licence_required
graphite | 2023-12-01 | 2023-10-20 | licence_required
# Announcement 33 of 2024, published 15 August, in force from 15 September 2024.
antimony | 2024-09-15 | 2024-08-14 | not_controlled
antimony | 2024-09-14 | 2024-08-15 | not_controlled
antimony | 2024-09-15 | 2024-08-15 | licence_required
# Announcement 46 of 2024, published and in force on 3 December; 72 of 2025, published and in force on 9 November 2025,
# suspends its paragraph 2, and no other, until 27 November 2026, that day included.
gallium to the US | 2024-12-03 | 2024-12-02 | licence_required
gallium to the US | 2024-12-02 | 2024-12-03 | licence_required
gallium to the US | 2024-12-03 | 2024-12-03 | denied_in_principle
gallium to the US | 2026-01-01 | 2025-11-08 | denied_in_principle
gallium to the US | 2025-11-08 | 2025-11-09 | denied_in_principle
gallium to the US | 2025-11-09 | 2025-11-09 | licence_required
gallium to the US | 2026-01-01 | 2025-11-09 | licence_required
gallium to the US | 2026-11-27 | 2025-11-09 | licence_required
gallium to the US | 2026-11-28 | 2025-11-09 | licence_required .. denied_in_principle | denied_in_principle | 2025-72, 2024-46
gallium to the US | 2026-11-27 | today | licence_required
gallium to the US | 2026-11-28 | today | licence_required .. denied_in_principle | denied_in_principle | 2025-72, 2024-46
gallium to the US army | 2024-12-03 | 2024-12-02 | licence_required
gallium to the US army | 2024-12-02 | 2024-12-03 | licence_required
gallium to the US army | 2024-12-03 | 2024-12-03 | prohibited
gallium to the US army | 2026-01-01 | 2025-11-09 | prohibited
gallium to the US army | 2026-11-28 | today | prohibited
# Announcement 10 of 2025, published and in force on 4 February.
tungsten carbide | 2025-02-04 | 2025-02-03 | not_controlled
tungsten carbide | 2025-02-03 | 2025-02-04 | not_controlled
tungsten carbide | 2025-02-04 | 2025-02-04 | licence_required
# Announcement 18 of 2025, published and in force on 4 April, never suspended; answers of 21 April and 16 September say
# how it reads from its first day on.
magnet | 2025-04-04 | 2025-04-03 | not_controlled
magnet | 2025-04-03 | 2025-04-04 | not_controlled
magnet | 2025-04-04 | 2025-04-04 | licence_required
magnet | 2025-05-12 | 2025-05-12 | licence_required
magnet | 2026-11-11 | today | licence_required
rotor | 2025-04-04 | 2025-04-20 | not_controlled .. licence_required |  | 2025-18
rotor | 2025-05-01 | 2025-04-20 | not_controlled .. licence_required |  | 2025-18
rotor | 2025-04-04 | 2025-04-21 | not_controlled
rotor | 2025-05-01 | 2025-04-21 | not_controlled
rotor | 2025-04-03 | 2025-09-16 | not_controlled
rotor | 2025-05-01 | 2025-09-16 | not_controlled
phosphor | 2025-05-01 | 2025-09-15 | licence_required
phosphor | 2025-05-01 | 2025-09-16 | not_controlled
# Announcements 55 to 58 of 2025, published on 9 October, in force from 8 November; 70 of 2025, published and in force on
# 7 November, suspends them until 10 November 2026, that day included.
diamond | 2025-12-01 | 2025-05-12 | not_controlled
diamond | 2025-11-08 | 2025-10-08 | not_controlled
diamond | 2025-11-07 | 2025-10-20 | not_controlled
diamond | 2025-11-08 | 2025-10-20 | licence_required
diamond | 2026-11-10 | 2025-12-01 | not_required
diamond | 2026-11-11 | 2025-12-01 | not_required .. licence_required | licence_required | 2025-70, 2025-55
diamond | 2026-11-10 | today | not_required
diamond | 2026-11-11 | today | not_required .. licence_required | licence_required | 2025-70, 2025-55
jet mill | 2025-11-08 | 2025-10-08 | not_controlled
jet mill | 2025-11-07 | 2025-10-20 | not_controlled
jet mill | 2025-11-08 | 2025-10-20 | licence_required
jet mill | 2025-11-08 | 2025-11-07 | not_required
jet mill | 2026-11-11 | today | not_required .. licence_required | licence_required | 2025-70, 2025-56
holmium | 2025-11-08 | 2025-10-08 | not_controlled
holmium | 2025-11-08 | 2025-10-20 | licence_required
holmium | 2025-11-07 | 2025-11-06 | not_controlled
holmium | 2025-11-08 | 2025-11-06 | licence_required
holmium | 2025-11-06 | 2025-11-07 | not_controlled
holmium | 2025-11-07 | 2025-11-07 | not_required
holmium | 2025-11-08 | 2025-11-07 | not_required
holmium | 2026-11-10 | today | not_required
holmium | 2026-11-11 | today | not_required .. licence_required | licence_required | 2025-70, 2025-57
holmium | 2027-01-11 | today | not_required .. licence_required | licence_required | 2025-70, 2025-57
precursor | 2025-11-08 | 2025-05-12 | not_controlled
precursor | 2025-11-07 | 2025-10-20 | not_controlled
precursor | 2025-11-08 | 2025-10-20 | licence_required
precursor | 2025-11-08 | 2025-11-07 | not_required
precursor | 2026-11-11 | 2025-11-07 | not_required .. licence_required | licence_required | 2025-70, 2025-58
precursor | 2026-11-10 | 2025-12-01 | not_required
# What Announcements 46 of 2024 and 1 of 2026 add to goods of 55 and 57, while those are in force, suspended or lapsed.
diamond to the US | 2025-11-08 | 2025-10-20 | denied_in_principle
diamond to the US | 2025-11-08 | 2025-11-07 | not_required
diamond to the US | 2026-11-20 | today | not_required .. licence_required | licence_required | 2025-70, 2025-55
diamond to the US | 2026-11-27 | today | not_required .. licence_required | licence_required | 2025-70, 2025-55
diamond to the US | 2026-11-28 | today | not_required .. denied_in_principle | denied_in_principle | 2025-72, 2024-46, 2025-70, 2025-55
diamond to the US army | 2026-11-10 | today | not_required
diamond to the US army | 2026-11-11 | today | not_required .. prohibited | prohibited | 2025-70, 2025-55
holmium to Japan's army | 2025-12-01 | 2025-10-20 | licence_required
holmium to Japan's army | 2026-02-01 | 2026-01-06 | not_required
holmium to Japan's army | 2026-11-11 | today | not_required .. prohibited | prohibited | 2025-70, 2025-57
# Announcement 61 of 2025, published on 9 October: 1(3) and 2 in force that day, 1(1) and 1(2) from 1 December; 62 of
# 2025, published and in force on 9 October; 70 of 2025 suspends both. No law of Japan is known that could clear.
abroad, by value | 2025-12-01 | 2025-10-08 | not_controlled .. licence_required
abroad, by value | 2025-11-30 | 2025-10-20 | not_controlled .. licence_required
abroad, by value | 2025-12-01 | 2025-10-20 | licence_required
abroad, by value | 2025-12-01 | 2025-11-06 | licence_required
abroad, by value | 2025-12-01 | 2025-12-01 | not_required .. licence_required
abroad, by value | 2026-11-11 | 2025-12-01 | not_required .. licence_required | licence_required | 2025-70, 2025-61
abroad, by technology | 2025-11-30 | 2025-10-20 | not_controlled .. licence_required
abroad, by technology | 2025-12-01 | 2025-10-20 | licence_required
abroad, by technology | 2025-12-01 | 2025-12-01 | not_required .. licence_required
abroad, by technology | 2026-11-11 | today | not_required .. licence_required | licence_required | 2025-70, 2025-61
abroad, sent on | 2025-10-20 | 2025-10-08 | not_controlled .. licence_required
abroad, sent on | 2025-10-08 | 2025-10-20 | not_controlled .. licence_required
abroad, sent on | 2025-10-09 | 2025-10-20 | licence_required
abroad, sent on | 2025-11-06 | 2025-12-01 | licence_required
abroad, sent on | 2025-11-07 | 2025-12-01 | not_required .. licence_required
abroad, sent on | 2025-12-01 | 2025-12-01 | not_required .. licence_required
abroad, sent on | 2026-11-11 | today | not_required .. licence_required | licence_required | 2025-70, 2025-61
abroad, sent on to an army | 2025-10-20 | 2025-10-08 | not_controlled .. licence_required
abroad, sent on to an army | 2025-10-20 | 2025-10-20 | denied_in_principle
abroad, sent on to an army | 2025-12-01 | 2025-12-01 | not_required .. licence_required
abroad, sent on to an army | 2026-11-11 | today | not_required .. denied_in_principle | denied_in_principle | 2025-70, 2025-61
technology | 2025-10-09 | 2025-10-08 | not_controlled
technology | 2025-10-08 | 2025-10-20 | not_controlled
technology | 2025-10-09 | 2025-10-20 | licence_required
technology | 2025-10-20 | 2025-10-20 | licence_required
technology | 2025-11-06 | 2025-12-01 | licence_required
technology | 2025-11-07 | 2025-12-01 | not_required
technology | 2025-12-01 | 2025-12-01 | not_required
technology | 2026-11-11 | 2025-12-01 | not_required .. licence_required | licence_required | 2025-70, 2025-62
technology | 2026-11-10 | today | not_required
technology | 2026-11-11 | today | not_required .. licence_required | licence_required | 2025-70, 2025-62
# Announcement 1 of 2026, published and in force on 6 January.
magnet to Japan's army | 2026-01-06 | 2026-01-05 | licence_required
magnet to Japan's army | 2026-01-05 | 2026-01-06 | licence_required
magnet to Japan's army | 2026-01-06 | 2026-01-06 | prohibited
# Announcement 21 of 2025, 4 April: suspended from 14 May (from memory), from 12 August and from 10 November 2025 on.
magnet to TCOM | 2025-04-10 | 2025-04-03 | not_controlled
magnet to TCOM | 2025-04-03 | 2025-04-04 | not_controlled
magnet to TCOM | 2025-04-10 | 2025-04-04 | prohibited
magnet to TCOM | 2025-06-01 | 2025-05-13 | prohibited
magnet to TCOM | 2025-05-13 | 2025-05-14 | prohibited
magnet to TCOM | 2025-05-14 | 2025-05-14 | licence_required .. prohibited |  | statement of 2025-05-14, MOFCOM-2025-21
magnet to TCOM | 2025-06-01 | 2025-05-14 | licence_required .. prohibited |  | statement of 2025-05-14, MOFCOM-2025-21
magnet to TCOM | 2025-08-12 | 2025-05-14 | licence_required .. prohibited | prohibited | statement of 2025-05-14, MOFCOM-2025-21
magnet to TCOM | 2025-08-11 | 2025-08-12 | licence_required .. prohibited |  | statement of 2025-05-14, MOFCOM-2025-21
magnet to TCOM | 2025-08-12 | 2025-08-12 | licence_required
magnet to TCOM | 2025-11-09 | 2025-08-12 | licence_required
magnet to TCOM | 2025-11-10 | 2025-08-12 | licence_required .. prohibited | prohibited | statement of 2025-08-12, MOFCOM-2025-21
magnet to TCOM | 2025-11-09 | 2025-11-10 | licence_required
magnet to TCOM | 2025-11-10 | 2025-11-10 | licence_required
magnet to TCOM | 2026-11-10 | 2025-11-10 | licence_required
magnet to TCOM | 2026-11-11 | 2025-11-10 | licence_required .. prohibited | prohibited | statement of 2025-11-10, MOFCOM-2025-21
# Announcement 22 and unreliable-entity notice 8 of 2025, 9 April, in force from the 10th: suspended from 14 May (from
# memory), ended on 12 August.
magnet to BRINC | 2025-04-10 | 2025-04-08 | licence_required
magnet to BRINC | 2025-04-09 | 2025-04-09 | licence_required
magnet to BRINC | 2025-04-10 | 2025-04-09 | prohibited
magnet to BRINC | 2025-06-01 | 2025-05-14 | licence_required .. prohibited |  | statement of 2025-05-14, MOFCOM-2025-22
magnet to BRINC | 2025-09-01 | 2025-08-11 | licence_required .. prohibited | prohibited | statement of 2025-05-14, MOFCOM-2025-22
magnet to BRINC | 2025-05-13 | 2025-08-12 | prohibited
magnet to BRINC | 2025-08-11 | 2025-08-12 | licence_required .. prohibited |  | statement of 2025-05-14, MOFCOM-2025-22
magnet to BRINC | 2025-08-12 | 2025-08-12 | licence_required
magnet to BRINC | 2025-09-01 | 2025-08-12 | licence_required
copper to Group W | 2025-04-10 | 2025-04-08 | not_controlled
copper to Group W | 2025-04-10 | 2025-04-09 | prohibited
copper to Group W | 2025-06-01 | 2025-05-14 | not_required .. prohibited |  | statement of 2025-05-14, UEL-2025-8
copper to Group W | 2025-08-11 | 2025-08-12 | not_required .. prohibited |  | statement of 2025-05-14, UEL-2025-8
copper to Group W | 2025-09-01 | 2025-08-12 | not_controlled
# Congo's decisions: no exports from 22 (from memory; surely from 28) February 2025, four months; longer, said in June;
# to 15 October, said in September, then a quota to the end of 2027.
cobalt | 2025-03-01 | 2025-02-27 | not_controlled .. licence_required
cobalt | 2025-02-21 | 2025-02-28 | not_controlled .. licence_required
cobalt | 2025-02-22 | 2025-02-28 | not_controlled .. prohibited |  | CD-COBALT-2025
cobalt | 2025-02-27 | 2025-02-28 | not_controlled .. prohibited |  | CD-COBALT-2025
cobalt | 2025-02-28 | 2025-02-28 | prohibited
cobalt | 2025-03-01 | 2025-02-28 | prohibited
cobalt | 2025-06-21 | 2025-02-28 | prohibited
cobalt | 2025-06-22 | 2025-02-28 | not_controlled .. prohibited | not_controlled | CD-COBALT-2025
cobalt | 2025-06-25 | 2025-02-28 | not_controlled .. prohibited | not_controlled | CD-COBALT-2025
cobalt | 2025-06-22 | 2025-06-30 | prohibited
cobalt | 2025-06-25 | 2025-06-30 | prohibited
cobalt | 2025-10-16 | 2025-09-29 | prohibited
cobalt | 2025-10-15 | 2025-09-30 | prohibited
cobalt | 2025-10-16 | 2025-09-30 | quota_required .. prohibited | quota_required | CD-COBALT-2025
cobalt | 2025-10-16 | 2025-10-16 | quota_required
cobalt | 2027-12-31 | 2025-10-16 | quota_required
cobalt | 2028-01-01 | 2025-10-16 | not_controlled .. quota_required | not_controlled | CD-COBALT-2025
# Bans of Indonesia, Malaysia and Viet Nam. The first day of the bauxite ban is from memory.
nickel ore | 2019-12-31 | 2020-01-01 | not_controlled .. licence_required
nickel ore | 2020-01-01 | 2020-01-01 | prohibited
bauxite | 2023-07-01 | 2023-06-29 | not_controlled .. licence_required
bauxite | 2023-05-31 | 2023-06-30 | not_controlled .. licence_required
bauxite | 2023-06-01 | 2023-06-30 | not_controlled .. prohibited |  | ID-ORE
bauxite | 2023-06-15 | 2023-06-30 | not_controlled .. prohibited |  | ID-ORE
bauxite | 2023-06-29 | 2023-06-30 | not_controlled .. prohibited |  | ID-ORE
bauxite | 2023-06-30 | 2023-06-30 | prohibited
bauxite | 2023-07-01 | 2023-06-30 | prohibited
raw earths of Malaysia | 2024-01-01 | 2023-10-30 | not_controlled .. licence_required
raw earths of Malaysia | 2023-12-31 | 2023-10-31 | not_controlled .. licence_required
raw earths of Malaysia | 2024-01-01 | 2023-10-31 | prohibited
raw earths of Viet Nam | 2026-01-01 | 2025-12-10 | not_controlled .. licence_required
raw earths of Viet Nam | 2025-12-31 | 2025-12-11 | not_controlled .. licence_required
raw earths of Viet Nam | 2026-01-01 | 2025-12-11 | prohibited
"""


class Row(NamedTuple):
    item: str
    on: date
    known: date
    at_least: str
    at_most: str
    letter: str | None
    reverify: tuple[str, ...]

    @property
    def answer(self) -> str:
        return self.at_least if self.at_least == self.at_most else "unknown"


def row(line: str) -> Row:
    item, on, known, says, letter, reverify = (*(cell.strip() for cell in line.split("|")), "", "")[:6]
    least, _, most = says.partition(" .. ")
    asked = date.fromisoformat(on), date.fromisoformat(TODAY if known == "today" else known)
    again = tuple(name for name in reverify.split(", ") if name)
    return Row(item, *asked, least, most or least, letter or None, again)


LINES = [line for line in TABLE.splitlines() if line and not line.startswith("#")]
ROWS = [row(line) for line in LINES]


@cache
def law(known: date) -> Snapshot:
    return compile_snapshot(known)


def decide(item: str, on: date, known: date) -> Determination:
    return determine(replace(ITEMS[item], ship_date=on), law(known))


def short(name: str) -> str:
    return re.sub(r"^MOFCOM statement on \S+ of", "statement of", name).removeprefix("CN-")


@pytest.mark.parametrize("row", ROWS, ids=LINES)
def test_the_law_on_a_day_is_what_anyone_could_know_of_it_on_the_other(row: Row) -> None:
    decided = decide(row.item, row.on, row.known)
    found = (decided.answer, decided.at_least, decided.at_most, decided.letter_of_law)
    assert tuple(map(str, found)) == (row.answer, row.at_least, row.at_most, str(row.letter))
    assert tuple(map(short, decided.reverify)) == row.reverify


ANNOUNCEMENTS = [
    "CN-2023-23", "CN-2023-39", "CN-2024-33", "CN-2024-46", "CN-2025-10", "CN-2025-18", "CN-2025-55", "CN-2025-56",
    "CN-2025-57", "CN-2025-58", "CN-2025-61", "CN-2025-62", "CN-2025-70", "CN-2025-72", "CN-2026-01",
    "CN-MOFCOM-2025-21", "CN-MOFCOM-2025-22", "CN-UEL-2025-8", "CD-COBALT-2025", "ID-ORE", "MY-REE-2024", "VN-REE-2026",
]  # fmt: skip
WITHOUT_LAW_BEFORE = date(2020, 1, 1)  # the first day of the oldest text


@pytest.mark.parametrize("name", ANNOUNCEMENTS)
def test_the_table_stands_on_both_sides_of_what_an_announcement_does(name: str) -> None:
    """A row from before it was known and one from after; one before each day on which it turns and one from it on."""
    instrument = INSTRUMENTS[name]
    segments = [s for p in instrument.provisions for s in p.segments] + [act.segment for act in instrument.acts]
    for known in {segment.known for segment in segments} - {WITHOUT_LAW_BEFORE}:
        pairs = [(a, b) for a in ROWS for b in ROWS if a.item == b.item and a.known < known <= b.known]
        assert pairs, f"{name}, known on {known}"
    for day in {day for s in segments for day in (s.starts, s.ends) if day}:
        asked = {row.on for row in ROWS}
        assert {day - timedelta(days=1), day} <= asked, f"{name}, turns on {day}"


# --- what must hold of every pair of days -----------------------------------------------------------------------------

DAYS_ASKED = sorted({row.on for row in ROWS})


def news() -> list[date]:
    """Every day on which something became known: a text, a segment, a statement or what a note says."""
    days: set[date] = set()
    for instrument in INSTRUMENTS.values():
        days.add(instrument.published)
        segments = [s for p in instrument.provisions for s in p.segments] + [act.segment for act in instrument.acts]
        days |= {s.known for s in segments} | {s.political.known for s in segments if s.political}
        days |= {p.note_known for p in instrument.provisions if p.note_known}
    return sorted(days)


NEWS = news()
QUIET = [(first, then - timedelta(days=1)) for first, then in pairwise([*NEWS, date(2027, 6, 1)])]


def said(item: str, on: date, known: date) -> dict[str, Any]:
    return result_json(decide(item, on, known))


@settings(deadline=None)
@given(st.sampled_from(QUIET), st.sampled_from(sorted(ITEMS)), st.sampled_from(DAYS_ASKED))
def test_where_nothing_became_known_in_between_every_answer_is_the_same(
    quiet: tuple[date, date], item: str, on: date
) -> None:
    first, last = quiet
    assert said(item, on, first) == said(item, on, last)


def test_china_clears_nothing_before_it_could_be_known_that_older_law_would_end() -> None:
    """The announcement of 2023 that replaced the one of 2006 is news of the day on which it was published."""
    before, after = date(2023, 10, 19), date(2023, 10, 20)
    assert (law(before).clearing, set(law(after).clearing)) == ({}, {"CN"})


PUBLISHED = {i.id: i.published for i in INSTRUMENTS.values()}
IN_WORDS = {
    (m[2], m[1]): published
    for name, published in PUBLISHED.items()
    if (m := re.fullmatch(r"CN-(?:MOFCOM-)?(\d{4})-0*(\d+)", name))
}
NAMED = re.compile(r"\b(?:CN|CD|ID|MY|US|VN)-[A-Z0-9]+(?:-[A-Z0-9]+)*")
NUMBERED = re.compile(r"(?:Announcement|Nos?\.) (\d+) of (\d{4})")


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("known", [day - timedelta(days=1) for day in NEWS[1:]], ids=str)
def test_an_answer_never_names_what_was_published_later(known: date) -> None:
    later = {name for name, published in PUBLISHED.items() if published > known}
    later_in_words = {number for number, published in IN_WORDS.items() if published > known}
    for item in ITEMS:
        for on in (date(2025, 6, 1), date(2025, 12, 1), date(2026, 11, 28)):
            for text in texts(said(item, on, known)):
                assert not later & set(NAMED.findall(text)), (item, on, text)
                assert not later_in_words & set(NUMBERED.findall(text)), (item, on, text)
                assert not [d for d in re.findall(r"MOFCOM statement on \S+ of (\S{10})", text) if d > str(known)]


def test_what_a_text_says_of_itself_names_nothing_later() -> None:
    """The same of every provision that a snapshot holds, titles, duties and notes among them."""
    for known in (day - timedelta(days=1) for day in NEWS[1:]):
        later = {number for number, published in IN_WORDS.items() if published > known}
        for p in law(known).provisions:
            named = NUMBERED.findall(" ".join(filter(None, (p.title, p.pinpoint, p.duty, p.note))))
            assert not later & set(named), (known, p.key)
            assert {name.partition("/")[0] for name in (*p.conditions.caught_by, *p.excludes) if "/" in name} <= set(
                law(known).instruments
            ), (known, p.key)


def test_a_statement_is_heard_from_its_day_on_and_moves_no_answer() -> None:
    on, before, after = date(2026, 11, 11), date(2026, 9, 27), date(2026, 9, 28)
    first, then = decide("holmium", on, before), decide("holmium", on, after)
    assert (first.answer, first.at_least, first.at_most) == (then.answer, then.at_least, then.at_most)
    heard = ["2027-01-10" in str(said("holmium", on, known)) for known in (before, after)]
    assert heard == [False, True]


@pytest.mark.parametrize("shift", [None, date(2035, 1, 1)], ids=["on the day of publication", "ten years on"])
def test_the_day_on_which_a_text_was_encoded_decides_nothing(shift: date | None) -> None:
    other = [replace(i, encoded=shift or i.published) for i in INSTRUMENTS.values()]
    for known in (date(2025, 5, 12), date(2025, 10, 20), date(2025, 12, 1), date.fromisoformat(TODAY)):
        moved = compile_snapshot(known, other)
        assert moved.hash == law(known).hash
        for item, facts in ITEMS.items():
            on = date(2025, 12, 1)
            assert result_json(determine(replace(facts, ship_date=on), moved)) == said(item, on, known)


# --- duties and lists, which set no answer by themselves --------------------------------------------------------------

TRADED = "CN-2025-68/tungsten"  # published 26 October 2025, for 2026 and 2027


@pytest.mark.parametrize(
    ("on", "known", "due"),
    [
        ("2026-01-01", "2025-10-25", False),
        ("2026-01-01", "2025-10-26", True),
        ("2025-12-31", "2025-10-26", False),
        ("2027-12-31", TODAY, True),
        ("2028-01-01", TODAY, False),
    ],
)
def test_state_trading_is_a_duty_of_two_years_from_its_publication_on(on: str, known: str, due: bool) -> None:
    decided = decide("tungsten carbide", date.fromisoformat(on), date.fromisoformat(known))
    assert (TRADED in [duty.id for duty in decided.obligations]) is due


def test_how_many_firms_a_list_names_is_known_from_the_day_of_the_list() -> None:
    notes = []
    for known in (date(2025, 12, 29), date(2025, 12, 30)):
        provision = law(known).provision(TRADED)
        assert provision is not None
        notes.append(provision.note)
    assert (notes[0], notes[1] is not None) == (None, True)


GRAPHITE_REVIEW = "CN-2024-46/par-2-graphite"


@pytest.mark.parametrize(
    ("on", "known", "due"),
    [
        ("2025-11-09", "2024-12-02", False),
        ("2025-11-09", "2025-11-08", True),
        ("2025-11-08", "2025-11-09", True),
        ("2025-11-09", "2025-11-09", False),
    ],
)
def test_the_stricter_review_of_graphite_is_suspended_with_its_paragraph(on: str, known: str, due: bool) -> None:
    crossing = replace(ITEMS["graphite"], destination="US", ship_date=date.fromisoformat(on))
    decided = determine(crossing, law(date.fromisoformat(known)))
    assert (GRAPHITE_REVIEW in [duty.id for duty in decided.obligations]) is due


@pytest.mark.parametrize(
    ("notice", "on", "known", "open_"),
    [
        ("CN-MOFCOM-2025-13", "2025-05-01", "2025-03-03", False),
        ("CN-MOFCOM-2025-13", "2025-05-01", "2025-03-04", True),
        ("CN-MOFCOM-2025-13", "2025-11-10", "2025-11-09", True),
        ("CN-MOFCOM-2025-13", "2025-11-09", "2025-11-10", True),
        ("CN-MOFCOM-2025-13", "2025-11-10", "2025-11-10", False),
        ("CN-UEL-2025-7", "2025-05-13", "2025-04-03", False),
        ("CN-UEL-2025-7", "2025-05-13", "2025-04-04", True),
        ("CN-UEL-2025-7", "2026-11-10", "2025-11-10", False),
        ("CN-UEL-2025-7", "2026-11-11", "2025-11-10", True),
    ],
)
def test_a_list_of_which_no_name_was_read_leaves_screening_open_while_it_may_hold(
    notice: str, on: str, known: str, open_: bool
) -> None:
    crossing = replace(ITEMS["gallium to the US"], end_user="Example Motors", ship_date=date.fromisoformat(on))
    decided = determine(crossing, law(date.fromisoformat(known)))
    assert (notice in {unread.instrument for unread in decided.screening.unread}) is open_
