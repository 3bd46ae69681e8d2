"""From a calendar's YAML file to a working calendar; a year that is not there is not published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from permeance.law.strict_yaml import load, problems_of
from permeance.terms.citation import Citation, Confidence
from permeance.terms.problem import BadInputError, Problem
from permeance.terms.working_calendar import WEEKEND, WorkingCalendar

_Fault = tuple[str, str, str, str]  # key, found, allowed, remedy


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Source(_Strict):
    title: str = Field(min_length=1)
    seen: str = Field(min_length=1)
    confidence: Confidence


class _CutOff(_Strict):
    at: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    confidence: Confidence
    note: str = Field(min_length=1)


class _Year(_Strict):
    year: int = Field(ge=1990, le=2100)
    source: str
    confidence: Confidence
    notice: str | None = Field(default=None, pattern=r"^https?://\S+$")
    days_off: dict[str, list[date]]
    make_up: list[date]
    published: date | None = None
    festivals: dict[str, list[date]] = {}


class _Provisional(_Year):
    """A year without a notice: festivals only, and how many working days that may be off."""

    make_up: list[date] = Field(default=[], max_length=0)
    off_days: int = Field(ge=0, le=60)
    note: str = Field(min_length=1)


class _Calendar(_Strict):
    id: str = Field(min_length=1)
    zone: str = Field(min_length=1)
    cut_off: _CutOff | None = None
    sources: dict[str, _Source] = Field(min_length=1)
    years: list[_Year] = Field(min_length=1)
    provisional: _Provisional | None = None


def shipped_calendars() -> dict[str, Path]:
    """The calendars that come with the package, by their id in capitals: `CN`."""
    with resources.as_file(resources.files("permeance.law").joinpath("calendars")) as folder:
        return {path.stem.upper(): path for path in sorted(folder.glob("*.yaml"))}


def find_calendar(name: str) -> WorkingCalendar:
    """A calendar by its shipped id or by the path of its file. Raises BadInputError."""
    shipped = shipped_calendars()
    if name.upper() in shipped:
        return load_calendar(shipped[name.upper()])
    if Path(name).suffix.lower() in (".yaml", ".yml"):
        return load_calendar(Path(name))
    allowed = ", ".join(shipped) + ", or the path of a calendar file"
    raise BadInputError([Problem("calendar", None, None, repr(name[:60]), allowed, "choose one of these")])


def load_calendar(path: Path) -> WorkingCalendar:
    """Read and check one calendar. Raises BadInputError with every fault of the file."""
    raw = load(path)
    try:
        form = _Calendar.model_validate(raw)
    except ValidationError as error:
        raise BadInputError(problems_of(path, error)) from None
    problems = _faults(path.name, form)
    if problems:
        raise BadInputError(problems)
    ahead = form.provisional
    return WorkingCalendar(
        id=form.id,
        zone=form.zone,
        known_from=date(form.years[0].year, 1, 1),
        known_through=date(form.years[-1].year, 12, 31),
        days_off={day: name for year in form.years for name, days in year.days_off.items() for day in days},
        make_up=frozenset(day for year in form.years for day in year.make_up),
        provisional_through=date(ahead.year, 12, 31) if ahead else None,
        provisional_off={day: name for name, days in ahead.days_off.items() for day in days} if ahead else {},
        provisional_off_days=ahead.off_days if ahead else 0,
        cut_off=time.fromisoformat(form.cut_off.at) if form.cut_off else None,
        citations={year.year: _citation(form, year) for year in form.years},
        published={year.year: year.published or date(year.year, 1, 1) for year in form.years},
        festivals={day: name for year in form.years for name, days in year.festivals.items() for day in days},
    )


def _citation(form: _Calendar, year: _Year) -> Citation:
    title = form.sources[year.source].title
    return Citation(title, f"calendar {form.id}", f"the days of {year.year}", year.confidence, year.notice)


def _faults(file: str, form: _Calendar) -> list[Problem]:
    """What the shape alone cannot say: zone, years in order, sources named, days in their year and in order."""
    found = [*_whole_faults(form)]
    for year in form.years:
        found += _year_faults(form, f"years[{year.year}]", year)
    if form.provisional:
        found += _year_faults(form, "provisional", form.provisional)
    return [Problem(file, None, key, value, allowed, remedy) for key, value, allowed, remedy in found]


def _whole_faults(form: _Calendar) -> Iterator[_Fault]:
    numbers = [year.year for year in form.years]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        yield "years", str(numbers), "years in order without a gap", "put the years in order and add the missing ones"
    elif form.provisional and form.provisional.year != numbers[-1] + 1:
        yield "provisional.year", str(form.provisional.year), str(numbers[-1] + 1), "name the year after the last"
    if not _is_zone(form.zone) and _is_zone("UTC"):  # a machine without a zone database cannot tell
        yield "zone", form.zone[:60], "an IANA zone such as Asia/Shanghai", "correct it"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # an unknown name is a KeyError, an ill-formed one a ValueError
        return False
    return True


def _year_faults(form: _Calendar, at: str, year: _Year) -> Iterator[_Fault]:
    if year.source not in form.sources:
        yield f"{at}.source", year.source[:60], ", ".join(form.sources), "name one of these, or add it to sources"
    if not year.confidence.decides:
        allowed = f"{Confidence.SEEN} or {Confidence.SECONDARY}"
        yield f"{at}.confidence", year.confidence, allowed, "read the notice, or leave the year out"
    lists = [(f"{at}.days_off.{name}", days, False) for name, days in year.days_off.items()]
    lists += [(f"{at}.festivals.{name}", days, False) for name, days in year.festivals.items()]
    off = [day for days in year.days_off.values() for day in set(days)]
    for day in sorted({day for day in off if off.count(day) > 1}):
        yield f"{at}.days_off", str(day), "each day under one holiday", "remove one of the two"
    for key, days, on_weekend in [*lists, (f"{at}.make_up", year.make_up, True)]:
        yield from _list_faults(key, days, year.year, on_weekend)


def _list_faults(key: str, days: list[date], year: int, on_weekend: bool) -> Iterator[_Fault]:
    if days != sorted(set(days)):
        yield key, ", ".join(map(str, days))[:80], "each day once, in order", "sort the days and remove doubles"
    for day in days:
        if day.year != year:
            yield key, str(day), f"days of {year}", "move it to its year"
        elif on_weekend and day.weekday() not in WEEKEND:
            yield key, str(day), "a Saturday or Sunday", "remove it; a weekday works anyway"
        elif not on_weekend and day.weekday() in WEEKEND:
            yield key, str(day), "Monday to Friday", "remove it; weekends are off already"
