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
    problems: list[Problem] = []

    def fault(key: str, found: object, allowed: str, remedy: str) -> None:
        problems.append(Problem(file, None, key, str(found), allowed, remedy))

    numbers = [year.year for year in form.years]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        fault("years", numbers, "years in order without a gap", "put the years in order and add the missing ones")
    if form.provisional and form.provisional.year != numbers[-1] + 1:
        fault("provisional.year", form.provisional.year, str(numbers[-1] + 1), "name the year after the last one")
    for year in form.years:
        at = f"years[{year.year}]"
        if year.source not in form.sources:
            fault(f"{at}.source", year.source, ", ".join(form.sources), "name a source listed under sources")
        off = [day for days in year.days_off.values() for day in days]
        for day in [*off, *year.make_up]:
            if day.year != year.year:
                fault(f"{at}", day, f"days of {year.year}", "move the day to its year")
        for day in {day for day in off if off.count(day) > 1}:
            fault(f"{at}.days_off", day, "each day once", "remove one of the two")
        for day in off:
            if day.weekday() in WEEKEND:
                fault(f"{at}.days_off", day, "days from Monday to Friday", "weekends are off already; remove it")
        for day in year.make_up:
            if day.weekday() not in WEEKEND:
                fault(f"{at}.make_up", day, "a Saturday or Sunday", "only weekend days are made up for")
    return problems
