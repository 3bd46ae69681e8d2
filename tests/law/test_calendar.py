"""The shipped Chinese calendar holds against two public packages on every day; a faulty file is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]
import holidays
import pytest
from holidays.countries.china import China

from permeance.law.calendar import find_calendar, load_calendar, shipped_calendars
from permeance.terms.citation import Confidence
from permeance.terms.problem import BadInputError

CN = find_calendar("CN")
DAYS = [CN.known_from + timedelta(days=n) for n in range((CN.known_through - CN.known_from).days + 1)]
MAKE_UP = {
    2025: [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    2026: [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
}


class _FestivalsOnly(China):
    """The `holidays` package's China without what the yearly notices add: the reading used for 2027."""

    def _add_special_holidays(self, *_: object, **__: object) -> None: ...


def _festivals(*years: int) -> frozenset[date]:
    return frozenset(_FestivalsOnly(years=years))  # type: ignore[no-untyped-call]


def test_the_years_2023_to_2026_are_published_and_2027_is_provisional() -> None:
    assert (CN.known_from, CN.known_through) == (date(2023, 1, 1), date(2026, 12, 31))
    assert CN.provisional_through == date(2027, 12, 31)


def test_it_agrees_with_chinesecalendar_on_every_day() -> None:
    assert [day for day in DAYS if CN.is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_it_agrees_with_holidays_on_every_day() -> None:
    other = holidays.country_holidays("CN", years=range(2023, 2027))
    assert [day for day in DAYS if CN.is_working_day(day) != other.is_working_day(day)] == []


@pytest.mark.parametrize(("year", "count"), [(2025, 248), (2026, 248)])
def test_the_years_have_their_known_number_of_working_days(year: int, count: int) -> None:
    assert sum(CN.is_working_day(day) for day in DAYS if day.year == year) == count


@pytest.mark.parametrize("year", MAKE_UP)
def test_the_make_up_working_days_are_those_of_the_notice(year: int) -> None:
    assert sorted(day for day in CN.make_up if day.year == year) == [date(year, *day) for day in MAKE_UP[year]]


def test_each_year_says_where_it_was_read_and_that_the_notice_itself_was_not() -> None:
    assert sorted(CN.citations) == [2023, 2024, 2025, 2026]
    assert {citation.confidence for citation in CN.citations.values()} == {Confidence.SECONDARY}
    assert all(citation.url and "www.gov.cn" in citation.url for citation in CN.citations.values())


def test_the_provisional_days_are_the_weekday_festivals_of_the_package() -> None:
    festivals = _festivals(2027)
    assert sorted(CN.provisional_off) == sorted(day for day in festivals if day.weekday() < 5)


@pytest.mark.parametrize(("longest_working_days", "off"), [(60, CN.provisional_off_days), (2_000, 3)])
def test_the_provisional_reading_is_off_by_as_many_days_as_the_file_says(longest_working_days: int, off: int) -> None:
    festivals = _festivals(*range(2023, 2027))
    notice = list(accumulate((CN.is_working_day(day) for day in DAYS), initial=0))
    reading = list(accumulate((day.weekday() < 5 and day not in festivals for day in DAYS), initial=0))
    gap = [reading[n] - notice[n] for n in range(len(notice))]
    worst = 0
    for first in range(len(DAYS)):
        last = bisect_right(notice, notice[first] + longest_working_days)
        worst = max(worst, max(gap[first:last]) - gap[first], gap[first] - min(gap[first:last]))
    assert worst == off


def test_a_calendar_is_found_by_its_name_in_any_case_or_by_its_path() -> None:
    assert find_calendar("cn") == CN
    assert find_calendar(str(shipped_calendars()["CN"])) == CN


@pytest.mark.parametrize("name", ["XX", "", "../cn", "nowhere.yaml", "/etc/passwd"])
def test_an_unknown_calendar_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(BadInputError) as caught:
        find_calendar(name)
    assert len(str(caught.value).splitlines()) == 1


def test_an_unknown_calendar_names_those_there_are() -> None:
    with pytest.raises(BadInputError, match="'XX'; allowed: CN, or the path of a calendar file"):
        find_calendar("XX")


WHOLE = """id: X
zone: Asia/Shanghai
sources:
  notice: {title: a notice, seen: by us, confidence: verified text seen}
years:
  - year: 2025
    source: notice
    confidence: verified text seen
    days_off:
      Qingming: [2025-04-04]
      Labour: [2025-05-01, 2025-05-02]
    make_up: [2025-04-27]
provisional:
  year: 2026
  source: notice
  confidence: secondary source
  off_days: 2
  note: a reading
  days_off: {Qingming: [2026-04-06]}
"""

AFTER_NEXT = """  year: 2028
  source: notice
  confidence: secondary source
  off_days: 2
  note: a reading
  days_off: {}
"""

# What is replaced in the whole file, by what, and what the one line of the refusal must say.
FAULTS = {
    "unknown key": ("zone: Asia/Shanghai", "zone: Asia/Shanghai\nlunch: noon", "lunch: found a key that is not known"),
    "duplicate key": ("zone: Asia/Shanghai", "zone: Asia/Shanghai\nid: Y", "row 3: found the key 'id' twice"),
    "duplicate holiday": ("Labour: ", "Qingming: ", "row 11: found the key 'Qingming' twice"),
    "no source": ("    source: notice\n", "", "years[0].source: found nothing; allowed: this key is required"),
    "source not listed": ("    source: notice", "    source: rumour", "years[2025].source: found rumour"),
    "no confidence": ("    confidence: verified text seen\n", "", "years[0].confidence: found nothing"),
    "confidence of its own making": ("    confidence: verified text seen", "    confidence: sure", "found 'sure'"),
    "confidence that decides nothing": (
        "    confidence: verified text seen",
        "    confidence: from memory",
        "years[2025].confidence: found from memory",
    ),
    "dates out of order": ("[2025-05-01, 2025-05-02]", "[2025-05-02, 2025-05-01]", "in order"),
    "a date twice": ("[2025-05-01, 2025-05-02]", "[2025-05-01, 2025-05-01]", "each day once"),
    "a day under two holidays": ("Labour: [2025-05-01", "Labour: [2025-04-04", "each day under one holiday"),
    "a day of another year": ("[2025-04-04]", "[2024-04-04]", "found 2024-04-04; allowed: days of 2025"),
    "a holiday on a weekend": ("[2025-04-04]", "[2025-04-05]", "found 2025-04-05; allowed: Monday to Friday"),
    "a make-up day on a weekday": ("[2025-04-27]", "[2025-04-28]", "found 2025-04-28; allowed: a Saturday or Sunday"),
    "a date that does not exist": ("[2025-04-27]", "[2025-02-30]", "row 12: found the date 2025-02-30"),
    "a word for a date": ("[2025-04-27]", "[soon]", "years[0].make_up[0]: found 'soon'"),
    "a time for a day": ("[2025-04-27]", "[2025-04-27 09:00:00]", "years[0].make_up[0]"),
    "no zone of this world": ("Asia/Shanghai", "Asia/Atlantis", "zone: found Asia/Atlantis"),
    "a zone that is a path": ("Asia/Shanghai", "../../etc/passwd", "zone: found ../../etc/passwd"),
    "provisional year not the next": (
        WHOLE[WHOLE.index("  year: 2026") :],
        AFTER_NEXT,
        "provisional.year: found 2028; allowed: 2026",
    ),
    "provisional source not listed": ("\n  source: notice", "\n  source: guess", "provisional.source: found guess"),
    "provisional day on a weekend": ("[2026-04-06]", "[2026-04-05]", "provisional.days_off.Qingming"),
    "provisional make-up day": ("  note: a reading", "  note: a reading\n  make_up: [2026-01-04]", "make_up"),
    "negative interval": ("off_days: 2", "off_days: -2", "provisional.off_days: found -2"),
    "an alias": ("[2025-04-27]", "&days [2025-04-27]", "row 12: found the anchor or alias days"),
    "a tag": ("[2025-04-27]", "!!python/object:os.system [x]", "row 12: found could not determine a constructor"),
    "broken brackets": ("[2025-04-27]", "[2025-04-27", "found did not find expected"),
    "a time without quotes read as sixties": (
        "zone: Asia/Shanghai",
        "zone: Asia/Shanghai\ncut_off: {at: 25:00, confidence: not read, note: x}",
        "cut_off.at: found '25:00'",
    ),
}


def test_the_whole_file_that_the_faults_start_from_is_read(tmp_path: Path) -> None:
    path = tmp_path / "whole.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    calendar = load_calendar(path)
    assert (calendar.id, len(calendar.days_off), calendar.provisional_off_days) == ("X", 3, 2)


@pytest.mark.parametrize(("old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_a_broken_calendar_is_refused_in_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in WHOLE
    path = tmp_path / "broken.yaml"
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        load_calendar(path)
    message = str(caught.value)
    assert len(message.splitlines()) == 1, message
    assert message.startswith("broken.yaml")
    assert said in message


def test_a_machine_without_a_zone_database_still_reads_the_calendar() -> None:
    code = "from permeance.law.calendar import find_calendar; print(find_calendar('CN').zone)"
    bare = {**os.environ, "PYTHONTZPATH": ""}
    done = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Asia/Shanghai"


def test_years_with_a_gap_are_refused(tmp_path: Path) -> None:
    second = WHOLE[WHOLE.index("  - year") : WHOLE.index("provisional")].replace("2025", "2023")
    path = tmp_path / "gap.yaml"
    path.write_text(WHOLE.replace("provisional:", second + "provisional:"), encoding="utf-8")
    with pytest.raises(BadInputError, match=r"years: found \[2025, 2023\]; allowed: years in order without a gap"):
        load_calendar(path)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"a: \x00", b"- 1\n", b"[" * 100_000, b"a: " + b"x" * 1_100_000])
def test_what_is_not_a_calendar_at_all_is_refused_in_short_lines(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(raw)
    with pytest.raises(BadInputError) as caught:
        load_calendar(path)
    assert all(line.startswith("odd.yaml") and len(line) < 300 for line in str(caught.value).splitlines())


def test_a_small_file_cannot_unfold_into_a_huge_one(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    path = tmp_path / "laughs.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadInputError, match="row 1: found the anchor or alias a0"):
        load_calendar(path)


def test_a_year_is_not_published_before_its_notice_was_public() -> None:
    before, after = CN.as_known(date(2025, 11, 24)), CN.as_known(date(2025, 11, 25))
    assert (before.known_through, after.known_through) == (date(2025, 12, 31), date(2026, 12, 31))
    assert after == CN
    assert before.provisional_through == date(2027, 12, 31)
    assert before.likely_working_day(date(2026, 2, 20))  # the notice joined it to the festival; nobody knew
    assert not before.likely_working_day(date(2026, 2, 19))
    assert not before.likely_working_day(date(2026, 2, 14))  # nor that this Saturday would be worked
    assert before.is_working_day(date(2025, 6, 11)) == CN.is_working_day(date(2025, 6, 11))
    assert sorted(CN.as_known(date(2023, 6, 1)).citations) == [2023]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_what_could_be_said_of_a_year_before_its_notice_are_the_weekday_festivals_of_the_package(year: int) -> None:
    festivals = {day for day in _festivals(year) if day.weekday() < 5}
    assert {day for day in CN.festivals if day.year == year} == festivals
