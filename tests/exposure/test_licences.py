"""What may still ship under a licence: exact, never below zero, never shared, and over when it is over."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure import small
from permeance.exposure.company import Company
from permeance.exposure.filings import Clearance, Licence
from permeance.exposure.folder import read_folder
from permeance.exposure.left_open import left_open
from permeance.exposure.licences import balance
from permeance.exposure.line_stop import reading as reading_of
from permeance.exposure.network import plant_network
from permeance.law.snapshot import compile_snapshot
from permeance.terms.problem import Problem

AS_OF = small.AS_OF


def licence(mass: str | None = "1000", allowed: int | None = None, value: str | None = None, **more: date) -> Licence:
    return Licence(
        "L", None, "general", None, None, None, None, None, None, Decimal(mass) if mass else None,
        Decimal(value) if value else None, allowed, more.get("starts"), more.get("ends"), "", "",
    )  # fmt: skip


def cleared(mass: str | None, status: str = "cleared", value: str | None = None, of: str = "L") -> Clearance:
    return Clearance(of, "", AS_OF, Decimal(mass) if mass else None, Decimal(value) if value else None, status)


def test_a_balance_is_granted_less_cleared_exactly() -> None:
    left = balance(licence("0.3"), [cleared("0.1"), cleared("0.1"), cleared("0.05", of="M")], AS_OF)
    assert (left.mass_kg, left.share, left.overdrawn) == (Decimal("0.1"), Fraction(1, 3), "")


def test_the_scarcer_of_mass_and_value_decides() -> None:
    left = balance(licence("1000", value="500"), [cleared("100", value="400")], AS_OF)
    assert (left.mass_kg, left.value, left.share) == (900, 100, Fraction(1, 5))


def test_an_overdrawn_licence_is_said_and_has_nothing_left() -> None:
    left = balance(licence(), [cleared("600"), cleared("600")], AS_OF)
    assert (left.mass_kg, left.share, left.overdrawn) == (0, 0, "mass_kg 1200 of 1000")


def test_nothing_is_reserved_beyond_the_clearances_that_are_allowed() -> None:
    left = balance(licence(allowed=1), [cleared("100"), cleared("200", "reserved")], AS_OF)
    assert (left.mass_kg, left.share, left.overdrawn) == (0, 0, "2 clearances of 1")


def test_a_cancelled_clearance_counts_for_nothing_and_a_reserved_one_still_ships() -> None:
    assert balance(licence(), [cleared("600", "cancelled")], AS_OF).share == 1
    assert balance(licence(allowed=1), [cleared("600", "cancelled")], AS_OF).share == 1
    assert balance(licence(), [cleared("600", "reserved")], AS_OF).share == 1
    assert balance(licence(), [cleared("600"), cleared("600", "reserved")], AS_OF).overdrawn


def test_of_an_individual_licence_what_is_not_shipped_with_its_one_clearance_lapses() -> None:
    assert balance(licence(allowed=1), [], AS_OF).share == 1
    left = balance(licence(allowed=1), [cleared("600")], AS_OF)
    assert (left.mass_kg, left.share, left.clearances) == (0, 0, 0)
    assert left.why.startswith("its only clearance is used")
    assert balance(licence(allowed=1), [cleared("600", "reserved")], AS_OF).mass_kg == 600
    assert balance(licence(allowed=1), [cleared("1"), cleared("1")], AS_OF).overdrawn == "2 clearances of 1"


def test_nothing_ships_after_the_last_day() -> None:
    assert balance(licence(ends=AS_OF), [], AS_OF).share == 1
    assert balance(licence(ends=AS_OF - timedelta(1)), [], AS_OF).why == "its last day was 2025-05-11"


def test_a_clearance_without_a_mass_takes_all() -> None:
    assert balance(licence(), [cleared(None)], AS_OF).mass_kg == 0
    assert balance(licence(None), [cleared(None)], AS_OF).share == 1


amounts = st.decimals(min_value=0, max_value=2000, places=3)


@given(amounts, st.lists(st.tuples(amounts, st.sampled_from(["cleared", "reserved", "cancelled"]))), st.booleans())
def test_a_balance_is_never_negative_and_no_clearance_makes_it_larger(
    granted: Decimal, rows: list[tuple[Decimal, str]], individual: bool
) -> None:
    one = licence(str(granted + 1), allowed=1 if individual else None)
    made = [cleared(str(mass), status) for mass, status in rows]
    left = balance(one, made, AS_OF)
    assert left.mass_kg is not None
    assert 0 <= left.mass_kg <= granted + 1
    assert 0 <= left.share <= 1
    more = balance(one, [*made, cleared("1")], AS_OF)
    assert more.share <= left.share
    assert bool(left.overdrawn) <= bool(more.overdrawn)


# --- in a folder ------------------------------------------------------------------------------------------------------

BASE = {
    "items": "item,form,mass_g\nP,assembly,\nM,magnet,100\n",
    "bom": "parent,item,qty\nP,M,1\n",
    "demand": "line,product,units_per_day,calendar\nL,P,10,daily\n",
    "crossings": "crossing,item,jurisdiction,destination,exporter,end_user,route\nX,M,CN,US,Ningbo,Motion,air\n",
    "stock": "item,qty\nM,55\n",
    "applications": "application,crossing,qty,status,decided\nA,X,1000,granted,2025-05-06\n",
}
LICENCES = "licence,application,kind,exporter,end_user,item,mass_kg,valid_from,valid_to,clearances_allowed"


def read(folder: Path, **tables: str) -> tuple[Company, list[Problem]]:
    for name, text in {**BASE, **tables}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_folder(folder, as_of=AS_OF)


def test_an_application_brings_what_its_licence_still_allows(tmp_path: Path) -> None:
    company, problems = read(
        tmp_path,
        licences=f"{LICENCES}\nL,A,general,,,,100,2025-05-06,2025-09-01,\n",
        clearances="licence,date,mass_kg\nL,2025-05-08,25\n",
    )
    assert problems == []
    application = company.applications["A"]
    assert (application.qty, application.licence, application.valid_to) == (750, "L", date(2025, 9, 1))
    assert company.licences["L"].mass_kg == 100
    assert len(company.clearances) == 1


def test_a_used_licence_brings_nothing_and_that_is_noted(tmp_path: Path) -> None:
    company, problems = read(
        tmp_path,
        licences=f"{LICENCES}\nL,A,,,,,100,2025-05-06,2025-09-01,\n",
        clearances="licence,date,mass_kg\nL,2025-05-08,25\n",
    )
    assert problems == []
    assert company.applications["A"].status == "lapsed"
    assert any("L: nothing may ship under it: its only clearance is used" in note for note in company.notes)


def test_an_overdrawn_licence_is_a_problem_with_its_row(tmp_path: Path) -> None:
    _, (problem,) = read(
        tmp_path,
        licences=f"{LICENCES}\nL,A,general,,,,100,,,\n",
        clearances="licence,mass_kg\nL,60\nL,50\n",
    )
    assert (problem.file, problem.row, problem.found) == ("licences.csv", 2, "overdrawn: mass_kg 110 of 100")
    remedy = "correct what it grants, or its clearances (clearances.csv, rows 2 and 3); nothing more ships under it"
    assert problem.remedy == remedy


def test_a_licence_without_an_application_brings_pieces_by_their_mass(tmp_path: Path) -> None:
    company, problems = read(
        tmp_path,
        applications="application,crossing,qty,status\n",
        licences=f"{LICENCES}\nL,,,ningbo,,M,30,2025-05-06,,\n",
    )
    assert problems == []
    assert (company.applications["L"].qty, company.applications["L"].status) == (300, "granted")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("L,,,Ganzhou,,M,30,,,", "no crossing fits its item and parties"),
        ("L,,,,Other,M,30,,,", "no crossing fits its item and parties"),
        ("L,,,,,,30,,,", "no crossing fits its item and parties"),
        ("L,,,,,M,,,,", "it names no application and no mass_kg"),
        ("L,,general,,,M,,,,3", "it names no application and no mass_kg"),
        ("L,,,,,P,30,,,", "no crossing fits its item and parties"),
    ],
)
def test_a_licence_that_cannot_be_placed_brings_nothing_and_says_why(tmp_path: Path, row: str, why: str) -> None:
    company, problems = read(tmp_path, licences=f"{LICENCES}\n{row}\n")
    assert problems == []
    assert list(company.applications) == ["A"]
    assert any(why in note for note in company.notes)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("L,A,,Ganzhou,,,30,,,", "exporter"),
        ("L,A,,,Other,,30,,,", "end_user"),
        ("L,A,,,,P,30,,,", "item"),
        ("L,B,,,,,30,,,", "application"),
        ("L,A,bulk,,,,30,,,", "kind"),
        ("L,A,,,,,0,,,", "mass_kg"),
        ("L,A,,,,,30,2025-05-06,2025-05-05,", "valid_to"),
    ],
)
def test_a_licence_that_contradicts_its_application_is_a_problem(tmp_path: Path, row: str, key: str) -> None:
    company, (problem,) = read(tmp_path, licences=f"{LICENCES}\n{row}\n")
    assert (problem.file, problem.row, problem.key) == ("licences.csv", 2, key)
    assert company.licences == {}


@pytest.mark.parametrize(
    ("days", "limit", "since"),
    [
        ("2025-04-01,2031-03-31", date(2026, 4, 1), "valid_from (2025-04-01)"),
        (",2027-05-06", date(2026, 5, 6), "the decision (2025-05-06)"),
    ],
)
def test_an_individual_licence_of_over_12_months_is_a_problem_and_its_limit_is_taken(
    tmp_path: Path, days: str, limit: date, since: str
) -> None:
    company, (problem,) = read(
        tmp_path,
        licences=f"{LICENCES}\nL,A,,,,,100,{days},\n",
        clearances="licence,date,mass_kg\nL,2025-05-08,25\n",
    )
    assert (problem.file, problem.row, problem.key) == ("licences.csv", 2, "valid_to")
    assert problem.allowed == (
        f"up to {limit}: an individual licence is valid for at most 12 months, here from {since}"
    )
    assert problem.remedy == f"check the year, or the kind; until then it is taken as valid to {limit}"
    assert company.applications["A"].valid_to == limit
    assert len(company.clearances) == 1, "what hangs on it stands"


def test_a_general_licence_may_run_longer(tmp_path: Path) -> None:
    company, problems = read(tmp_path, licences=f"{LICENCES}\nL,A,general,,,,100,2025-05-06,2028-05-05,\n")
    assert (problems, company.applications["A"].valid_to) == ([], date(2028, 5, 5))


def test_what_was_cleared_outside_the_validity_is_a_problem_and_still_counts(tmp_path: Path) -> None:
    company, (problem,) = read(
        tmp_path,
        licences=f"{LICENCES}\nL,A,general,,,,100,2025-05-06,2025-09-01,\n",
        clearances="licence,date,mass_kg\nL,2025-05-01,40\n",
    )
    assert (problem.key, problem.row) == ("date", 2)
    assert company.applications["A"].qty == 600


def test_a_second_licence_of_one_application_brings_nothing_more(tmp_path: Path) -> None:
    company, _ = read(tmp_path, licences=f"{LICENCES}\nL,A,general,,,,100,,,\nK,A,general,,,,100,,,\n")
    assert company.applications["A"].qty == 1000
    assert any("K: licence L is of application A already" in note for note in company.notes)


# --- general licences without a quantity ------------------------------------------------------------------------------

PLENTY = "item,qty\nM,555\n"  # 55 days, longer than the first goods take
FLOW = "application,crossing,qty,kind,status,decided\nA,X,,general,granted,2025-05-06\n"


def stop_of(company: Company) -> int | None:
    """The day, counted from the as-of day, on which the line most likely stops."""
    (line,) = small.run(company, {"X": small.says(small.LICENCE)}, horizon=200).lines
    return small.day_of(line.stop.p50)


def test_under_a_general_licence_of_no_quantity_goods_come_as_needed_while_it_is_valid(tmp_path: Path) -> None:
    lasting = LICENCES + "\nL,A,general,,,,,2025-05-06,2025-08-10,\n"  # day 90
    company, problems = read(tmp_path, applications=FLOW, licences=lasting, stock=PLENTY)
    assert problems == []
    assert company.applications["A"].qty is None
    assert 91 < (stop_of(company) or 0) < 91 + 55, "what was not used before the first goods came lasts from day 91 on"
    assert stop_of(read(tmp_path, applications=FLOW, licences="licence\n", stock=PLENTY)[0]) is None


def test_a_general_licence_with_a_limit_needs_the_quantity_applied_for(tmp_path: Path) -> None:
    for limits in ("100,2025-05-06,2025-08-10,", ",2025-05-06,2025-08-10,3"):
        company, _ = read(tmp_path, applications=FLOW, licences=f"{LICENCES}\nL,A,general,,,,{limits}\n")
        assert company.applications["A"].status == "lapsed"
        assert any("it has a limit, and its application no qty" in note for note in company.notes)


def test_a_general_licence_that_is_over_brings_nothing(tmp_path: Path) -> None:
    over = f"{LICENCES}\nL,A,general,,,,,2025-05-06,2025-05-11,\n"
    assert stop_of(read(tmp_path, applications=FLOW, licences=over, stock=PLENTY)[0]) == 55


def test_a_general_licence_beside_another_crossing_that_waits_brings_nothing_without_a_quantity(tmp_path: Path) -> None:
    two = "crossing,item,jurisdiction,destination,route\nX,M,CN,US,air\nY,M,CN,US,sea\n"
    company, _ = read(tmp_path, applications=FLOW, stock=PLENTY, crossings=two)
    stops = []
    for other in (small.LICENCE, small.FREE):
        decided = {"X": small.says(small.LICENCE), "Y": small.says(other)}
        (line,) = small.run(company, decided, horizon=200).lines
        stops.append(small.day_of(line.stop.p50))
        assert bool(left_open(company, decided, compile_snapshot(AS_OF))) is (other is small.LICENCE)
    assert stops == [55, None]


def test_an_individual_licence_needs_a_quantity(tmp_path: Path) -> None:
    _, problems = read(tmp_path, applications=FLOW.replace("general", "individual"))
    assert [(problem.row, problem.key) for problem in problems] == [(2, "qty")]


def test_a_general_licence_without_an_application_flows_from_its_first_day(tmp_path: Path) -> None:
    company, problems = read(
        tmp_path,
        applications="application,crossing,qty,status\n",
        licences=f"{LICENCES}\nL,,general,ningbo,,M,,2025-05-06,2025-08-10,\n",
        stock=PLENTY,
    )
    assert problems == []
    assert (company.applications["L"].qty, company.applications["L"].status) == (None, "granted")
    assert 91 < (stop_of(company) or 0) < 91 + 55


# --- orders -----------------------------------------------------------------------------------------------------------

ORDERS = "po,po_line,source,item,qty,promised,shipped_on,application,licence"


def test_what_is_shipped_comes_whatever_licences_say(tmp_path: Path) -> None:
    company, problems = read(tmp_path, orders=f"{ORDERS}\n1,10,,M,40,,2025-05-10,A,\n")
    assert problems == []
    (_, coming) = company.stock
    assert (coming.state, coming.qty, coming.available_on) == ("transit", 40, date(2025, 5, 15))  # 5 days by air
    assert coming.over == ()


def test_what_should_have_come_long_ago_is_not_counted_and_noted(tmp_path: Path) -> None:
    company, _ = read(
        tmp_path,
        orders=f"{ORDERS}\n1,10,,M,40,,2025-05-05,,\n2,,,M,40,,2025-04-01,,\n3,,,M,4,,,,\n4,,,M,4,2025-05-01,,,\n",
    )
    assert [stock.available_on for stock in company.stock] == [None, date(2025, 5, 15)]  # the longest of the first
    assert sum("is not counted" in note for note in company.notes) == 3


@pytest.mark.parametrize(
    ("order", "clearances", "left"),
    [
        ("1,10,,M,40,,2025-05-10,A,", "", 960),
        ("1,10,,M,40,,2025-05-10,,L", "", 960),
        ("1,10,,M,40,,2025-05-10,A,", "L,2025-05-08,25", 750),  # 250 pieces of 1,000 were cleared, the 40 among them
        ("1,10,,M,400,,2025-05-10,A,", "L,2025-05-08,25", 600),
        ("1,10,,M,40,,2025-01-10,A,", "", 960),  # it should have come long ago, and has gone all the same
        ("1,10,,M,40,2025-06-10,,A,", "", 1000),
    ],
)
def test_what_was_shipped_under_a_licence_is_not_there_to_ship_again(
    tmp_path: Path, order: str, clearances: str, left: int
) -> None:
    company, problems = read(
        tmp_path,
        licences=f"{LICENCES}\nL,A,general,,,,100,2025-01-01,2025-09-01,\n",
        clearances=f"licence,date,mass_kg\n{clearances}\n",
        orders=f"{ORDERS}\n{order}\n",
    )
    assert problems == []
    assert company.applications["A"].qty == left


@pytest.mark.parametrize(("source", "left"), [("", 960), ("S", 960), ("T", 1000)])
def test_a_shipment_that_names_no_licence_went_under_the_granted_one_of_its_source(
    tmp_path: Path, source: str, left: int
) -> None:
    company, problems = read(
        tmp_path,
        crossings="crossing,item,source,jurisdiction,destination,route\nX,M,S,CN,US,air\n",
        orders=f"{ORDERS}\n1,10,{source},M,40,,2025-05-10,,\n",
    )
    assert problems == []
    assert company.applications["A"].qty == left


def test_what_was_shipped_is_taken_off_in_the_pieces_that_cross(tmp_path: Path) -> None:
    company, _ = read(
        tmp_path,
        crossings="crossing,item,jurisdiction,destination,route,qty_per_item\nX,M,CN,US,air,2\n",
        orders=f"{ORDERS}\n1,10,,M,40,,2025-05-10,A,\n",
    )
    assert company.applications["A"].qty == 920


def test_a_lot_that_was_shipped_whole_leaves_nothing_to_come(tmp_path: Path) -> None:
    company, _ = read(tmp_path, orders=f"{ORDERS}\n1,10,,M,1000,,2025-05-10,A,\n")
    assert company.applications["A"].status == "lapsed"


def test_nothing_ships_under_an_application_that_is_not_granted(tmp_path: Path) -> None:
    waiting = "application,crossing,qty,status,accepted\nA,X,1000,review,2025-05-06\n"
    company, (problem,) = read(tmp_path, applications=waiting, orders=f"{ORDERS}\n1,10,,M,40,,2025-05-10,A,\n")
    assert (problem.file, problem.row, problem.key) == ("orders.csv", 2, "application")
    assert "status review, and goods shipped on 2025-05-10" in problem.found
    assert len(company.stock) == 1


def test_an_order_that_names_an_application_or_a_licence_adds_nothing_to_it(tmp_path: Path) -> None:
    company, problems = read(
        tmp_path,
        orders=f"{ORDERS}\n1,10,,M,40,2025-06-01,,A,\n1,20,,M,40,2025-06-01,,,L\n",
        licences=f"{LICENCES}\nL,A,general,,,,100,,,\n",
    )
    assert problems == []
    assert len(company.stock) == 1
    assert len(company.orders) == 2


def test_what_is_promised_comes_over_a_free_crossing_and_waits_over_another(tmp_path: Path) -> None:
    company, problems = read(
        tmp_path,
        crossings="crossing,item,source,jurisdiction,destination,route\nX,M,S,CN,US,air\nY,M,T,CN,US,air\n",
        applications="application,crossing,qty,status\n",
        orders=f"{ORDERS}\n1,,S,M,40,2025-06-01,,,\n2,,T,M,40,2025-06-01,,,\n3,,U,M,40,2025-06-01,,,\n",
    )
    assert problems == []
    assert [stock.over for stock in company.stock] == [(), ("X",), ("Y",)]
    assert any("no crossing of M is of source U" in note for note in company.notes)
    decided = {"X": small.says(small.LICENCE), "Y": small.says(small.FREE)}
    reading = reading_of(company, decided, ())
    arrays = plant_network(company, reading.gated, (), 100, reading.waiting).arrays
    assert arrays.receipt_day.tolist() == [25]
    assert arrays.receipt_qty.tolist() == [40_000_000]


def test_an_order_keeps_a_line_running_for_the_days_that_it_covers(tmp_path: Path) -> None:
    plain, _ = read(tmp_path, applications="application,crossing,qty,status\n")
    shipped, _ = read(tmp_path, orders=f"{ORDERS}\n1,10,,M,40,,2025-05-10,,\n")
    decided = {"X": small.says(small.LICENCE)}
    days = [small.day_of(small.run(company, decided).lines[0].stop.p50) for company in (plain, shipped)]
    assert days == [5, 9]


def test_sources_are_kept_and_shares_over_a_hundred_are_a_problem(tmp_path: Path) -> None:
    header = "source,item,supplier,ship_from,share_pct,status,qualified_on,moq,lot,lead_days,transit_days,max_week"
    company, (problem,) = read(
        tmp_path,
        sources=f"{header}\nS,M,Ningbo,CN,60,,2024-01-02,100,50,30,12,400\nT,M,Ganzhou,CN,60,candidate,,,,,,\nU,,,,40.5,lapsed,,,,,,\n",
    )
    assert (problem.key, problem.found) == ("share_pct", "120 % of M in all its sources")
    source = company.sources["S"]
    assert (source.share_pct, source.status, source.moq, source.lead_days) == (60, "qualified", 100, 30)
    assert company.sources["U"].share_pct == Decimal("40.5")


# --- stock that is kept -----------------------------------------------------------------------------------------------

TWO = {
    "items": "item,form,mass_g\nP,assembly,\nQ,assembly,\nM,magnet,100\n",
    "bom": "parent,item,qty\nP,M,1\nQ,M,1\n",
    "demand": "line,product,units_per_day,calendar,end_use\nL,P,10,daily,cars\nK,Q,10,daily,robots\n",
    "applications": "application,crossing,qty,status\n",
}


def stops(company: Company) -> dict[str, int | None]:
    found = small.run(company, {"X": small.says(small.LICENCE)}).lines
    return {line.line: small.day_of(line.stop.p50) for line in found}


def test_reserved_stock_serves_its_line_alone(tmp_path: Path) -> None:
    company, problems = read(tmp_path, **TWO, stock="item,qty,reserved_line\nM,20,\nM,30,K\n")
    assert problems == []
    assert stops(company) == {"L": 2, "K": 3}, "the line that comes first by priority has 20 for itself"
    company, _ = read(tmp_path, **TWO, stock="item,qty,reserved_line\nM,20,\nM,30,\n")
    assert stops(company) == {"L": 3, "K": 2}


def test_stock_on_its_way_is_reserved_as_stock_at_hand_is(tmp_path: Path) -> None:
    stock = "item,qty,state,available_on,reserved_line\nM,20,,,\nM,30,transit,2025-05-13,K\n"
    company, problems = read(tmp_path, **TWO, stock=stock)
    assert problems == []
    assert stops(company) == {"L": 1, "K": 4}


def test_a_reservation_for_a_line_that_is_not_there_is_a_problem_and_the_stock_stands(tmp_path: Path) -> None:
    company, (problem,) = read(tmp_path, **TWO, stock="item,qty,reserved_line\nM,20,Z\n")
    assert problem.key == "reserved_line"
    assert problem.remedy.endswith("until then any line may use it")
    assert stops(company) == {"L": 1, "K": 1}


def test_what_was_used_since_a_count_came_from_what_was_for_all(tmp_path: Path) -> None:
    stock = "item,qty,reserved_line,counted_on\nM,30,,2025-05-11\nM,30,K,2025-05-11\n"
    company, _ = read(tmp_path, **TWO, stock=stock)
    assert stops(company) == {"L": 1, "K": 3}


def test_safety_stock_counts_as_usable_and_that_is_said(tmp_path: Path) -> None:
    company, problems = read(tmp_path, **TWO, stock="item,qty,owner,safety_qty\nM,20,own,5\n")
    assert problems == []
    assert (company.stock[0].owner, company.stock[0].safety_qty) == ("own", 5)
    assert "stock.csv, safety_qty: safety stock of M counts as usable: 5" in company.notes


@pytest.mark.parametrize(
    ("end_use", "reserved", "expected", "said"),
    [
        ("Robots", "", {"L": 0, "K": 2}, "is kept for line K"),
        ("robots", "K", {"L": 0, "K": 2}, None),
        ("robots", "L", {"L": 0, "K": 0}, "is not counted"),
        ("drones", "", {"L": 0, "K": 0}, "is not counted"),
        ("", "", {"L": 1, "K": 1}, "any line may use it"),
    ],
)
def test_licensed_stock_serves_only_lines_of_its_end_use(
    tmp_path: Path, end_use: str, reserved: str, expected: dict[str, int], said: str | None
) -> None:
    company, problems = read(
        tmp_path,
        **TWO,
        stock=f"item,qty,licence,reserved_line\nM,20,L1,{reserved}\n",
        licences=f"licence,item,end_use,valid_to\nL1,M,{end_use},2025-05-01\n",
    )
    assert problems == []
    assert stops(company) == expected
    about = [note for note in company.notes if note.startswith("stock.csv, licence")]
    assert (said is None and not about) or said in about[0]
