"""The next change of an answer is the one that a plain search finds, which decides every boundary of the law anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from permeance.determination.answer import Answer
from permeance.determination.crossing import Crossing
from permeance.determination.determine import Determination, determine
from permeance.law.conditions import Conditions
from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Instrument, Role, Segment, Status
from permeance.law.snapshot import Snapshot, compile_snapshot
from permeance.materials.composition import parse_composition
from permeance.terms.fact import Fact
from permeance.terms.form import Form

KNOWN = [date(2025, 4, 4), date(2025, 10, 9), date(2026, 11, 24)]
SNAPSHOTS = {known: compile_snapshot(known) for known in KNOWN}
DAYS = [
    date(2023, 7, 31),
    date(2025, 4, 3),
    date(2025, 11, 6),
    date(2025, 11, 7),
    date(2026, 11, 10),
    date(2026, 11, 11),
]
GOODS = [
    (Form.MAGNET, "Nd 28; Dy 3; B 1; Fe rest"),
    (Form.MAGNET, "Nd 30; B 1; Fe rest"),
    (Form.MAGNET, "Nd 30; B 1; Fe 60"),
    (Form.OXIDE, "Ho2O3"),
    (Form.ALLOY, "Yb 40; Lu 60"),
    (Form.METAL, "Ag 99.9"),
    (Form.ORE, "YPO4 60; SiO2 40"),
    (Form.EQUIPMENT, None),
    (Form.MAGNET, None),
    (None, "Dy2O3"),
    (Form.PART, "Nd 28; Dy 3; C 1; Fe rest"),
    (Form.PHOSPHOR, "Ga2O3 20; Y2O3 80"),
]


def plainly(decided: Determination, snapshot: Snapshot) -> date | None:
    """The slow twin: every later boundary of the whole law, every entry decided anew."""
    days = {day for p in snapshot.provisions for s in p.segments for day in (s.starts, s.ends) if day is not None}
    for boundary in sorted(days):
        if decided.on is not None and boundary > decided.on:
            later = determine(replace(decided.crossing, ship_date=boundary), snapshot)
            if (later.answer, later.at_most) != (decided.answer, decided.at_most):
                return boundary
    return None


@pytest.mark.parametrize(("form", "composition"), GOODS)
def test_the_next_change_is_that_of_the_plain_search(form: Form | None, composition: str | None) -> None:
    parsed = composition and parse_composition(composition)
    found = set()
    for (known, snapshot), day, destination, left in product(SNAPSHOTS.items(), DAYS, ("US", None), ("CN", "VN", None)):
        goods = Crossing("X", form, parsed or None, left, destination, day)
        decided = determine(goods, snapshot)
        assert decided.next_change == plainly(decided, snapshot), (known, day, destination, left)
        found.add(decided.next_change)
    assert len(found) > 1 or composition == "Nd 30; B 1; Fe rest"  # the table has changes to find


def test_the_end_of_an_exclusion_is_a_change_and_so_is_the_return_of_a_suspended_one() -> None:
    ends, back = date(2026, 6, 1), date(2026, 9, 1)
    ruling = Segment(Status.IN_FORCE, date(2025, 4, 4), None, date(2025, 4, 21), "X")
    pause = Segment(Status.SUSPENDED, ends, back, date(2026, 5, 1), "X")
    resumed = Segment(Status.IN_FORCE, back, None, date(2026, 8, 1), "X")

    def more(instrument: Instrument) -> Instrument:
        if instrument.id != "CN-2025-18-RULINGS":
            return instrument
        pattern = next(p for p in instrument.provisions if p.role is Role.EXCLUSION)
        conditions = Conditions(destination=("US",))
        new = replace(pattern, id="invented", conditions=conditions, segments=(ruling, pause, resumed))
        return replace(instrument, provisions=(*instrument.provisions, new))

    snapshot = compile_snapshot(KNOWN[-1], [more(i) for i in shipped_instruments()])
    composition = parse_composition("Nd 28; Dy 3; B 1; Fe rest")
    goods = Crossing("X", Form.MAGNET, composition, "CN", "US", ends - timedelta(days=1), military_end_user=Fact.NO)
    before, after = determine(goods, snapshot), determine(replace(goods, ship_date=ends), snapshot)
    assert (before.answer, before.next_change) == (Answer.NOT_CONTROLLED, ends)
    assert (after.answer, after.next_change) == (Answer.LICENCE_REQUIRED, back)
    for decided in (before, after):
        assert decided.next_change == plainly(decided, snapshot)


def test_goods_that_no_entry_could_catch_on_any_day_have_no_next_change() -> None:
    copper = Crossing("X", Form.METAL, parse_composition("Cu 99.9"), "CN", "DE", date(2025, 3, 15))
    assert determine(copper, SNAPSHOTS[KNOWN[-1]]).next_change is None
