"""From a calendar's YAML file to a working calendar; a year that is not there is not published."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from permeance.law.strict_yaml import load, problems_of
from permeance.terms.citation import Confidence
from permeance.terms.problem import BadInputError, Problem
from permeance.terms.working_calendar import WEEKEND, WorkingCalendar


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Source(_Strict):
    title: str = Field(min_length=1)
    seen: str = Field(min_length=1)
    confidence: Confidence


class _Year(_Strict):
    year: int = Field(ge=1990, le=2100)
    source: str
    confidence: Confidence
    days_off: dict[str, list[date]]
    make_up: list[date]


class _Provisional(_Strict):
    year: int = Field(ge=1990, le=2100)
    source: str
    confidence: Confidence
    off_days: int = Field(ge=0, le=60)
    days_off: dict[str, list[date]]


class _Calendar(_Strict):
    id: str = Field(min_length=1)
    zone: str = Field(min_length=1)
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
    if Path(name).suffix in (".yaml", ".yml"):
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
    )


def _faults(file: str, form: _Calendar) -> list[Problem]:
    """What the shape alone cannot say: years in order, days in their year, weekends and weekdays told apart."""
    problems: list[Problem] = []
    numbers = [year.year for year in form.years]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        remedy = "put the years in order and add the missing ones"
        problems.append(Problem(file, None, "years", str(numbers), "years in order without a gap", remedy))
    if form.provisional and form.provisional.year != numbers[-1] + 1:
        found = str(form.provisional.year)
        problems.append(Problem(file, None, "provisional.year", found, str(numbers[-1] + 1), "name the next year"))
    for year in form.years:
        if year.source not in form.sources:
            allowed = ", ".join(form.sources)
            problems.append(
                Problem(file, None, f"years[{year.year}].source", year.source, allowed, "name one of these")
            )
        problems += _day_faults(file, year)
    return problems


def _day_faults(file: str, year: _Year) -> list[Problem]:
    off = [day for days in year.days_off.values() for day in days]
    found: list[tuple[str, date, str, str]] = []
    for key, days in (("days_off", off), ("make_up", year.make_up)):
        found += [(key, day, f"days of {year.year}", "move it to its year") for day in days if day.year != year.year]
        found += [(key, day, "each day once", "remove one of the two") for day in set(days) if days.count(day) > 1]
    found += [("days_off", d, "Monday to Friday", "weekends are off already") for d in off if d.weekday() in WEEKEND]
    found += [("make_up", d, "a Saturday or Sunday", "remove it") for d in year.make_up if d.weekday() not in WEEKEND]
    return [Problem(file, None, f"years[{year.year}].{k}", str(d), allowed, remedy) for k, d, allowed, remedy in found]
