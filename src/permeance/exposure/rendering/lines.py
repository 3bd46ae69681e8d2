"""When each line stops and why, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from permeance.exposure.assess import Assessment
from permeance.exposure.line_fault import line_named, listed, not_answered_words
from permeance.exposure.outcome import Driver, LineStop
from permeance.exposure.rendering.dates import percent, prose, spread

NO_CROSSING = "No crossing is known, so no licence is waited for: this is not an all-clear."
NO_STOCK = "No stop date can be given: {file} {why}."


def line_sentence(line: LineStop) -> str:
    """The answer for one line in one sentence."""
    stops = sum(driver.share for driver in line.drivers)
    if not line.drivers:
        return f"{line_named(line.label, 'Line')} does not stop within the horizon in any run."
    if line.stop.p50 is None:
        named = line_named(line.label, "Line")
        return f"{named} probably does not stop within the horizon (it does in {percent(stops)} of runs)."
    return (
        f"{line_named(line.label, 'Line')} most likely stops on {prose(line.stop.p50)} ({spread(line.stop)}), "
        f"{driver_words(line.drivers[0])}."
    )


def next_words(line: LineStop) -> str:
    """What comes after the first shortage: `With enough MAG-A it would most likely stop on 3 March 2027, ...`"""
    later = line.after_first
    if later is None:
        return ""
    if later.item is None:
        return f"With enough {later.beyond} it would not stop within the horizon."
    if later.stop.p50 is None:
        return (
            f"With enough {later.beyond} it would probably not stop within the horizon; {later.item} is next to lack."
        )
    return (
        f"With enough {later.beyond} it would most likely stop on {prose(later.stop.p50)} ({spread(later.stop)}), "
        f"for want of {later.item}."
    )


def calendar_words(assessment: Assessment) -> str:
    """Why dates may be off by a few working days."""
    calendar = assessment.calendar
    return (
        f"The working calendar {calendar.id} is not published beyond {calendar.known_through}: dates that count on it "
        f"may be off by {calendar.provisional_off_days} working days."
    )


def driver_words(driver: Driver) -> str:
    """Why a line stops: the part, and the case that it waits for if there is one."""
    part = driver.item
    if driver.alternates:
        part += f" (its alternate{'s' if len(driver.alternates) > 1 else ''} {_all(driver.alternates)} used up too)"
    part += ", of which it cannot be told whether it needs a licence" if driver.unsettled else ""
    link = " and" if driver.unsettled else ","
    if driver.crossing is None and driver.application is None:
        return f"because {part} runs out"
    return f"because of {part}{link} {_awaited_words(driver) if driver.application else _ended_words(driver)}"


def _awaited_words(driver: Driver) -> str:
    """Which case is still to bring the part, and how far it is."""
    if driver.licence:
        goods = f"goods of case {driver.application}" if driver.application != driver.licence else "its goods"
        return f"for which licence {driver.licence} is in hand and {goods} have not shipped yet"
    if driver.granted:
        return f"for which case {driver.application} is granted and its goods have not come yet"
    return f"which waits in case {driver.application}"


def _ended_words(driver: Driver) -> str:
    """Why no case is still to bring the part."""
    if driver.barred:
        return "whose export is or may be prohibited or denied in principle"
    if driver.filed:
        return f"for which {_spent_words(driver)} in those runs"
    return " and ".join(case.why for case in driver.unused) or "for which nothing is filed"


def _spent_words(driver: Driver) -> str:
    """What became of the cases where none is still to come: refused, lapsed, or brought and used up."""
    failed = {**dict.fromkeys(driver.refused, "refused"), **dict.fromkeys(driver.lapsed, "lapsed")}
    words = []
    for way in dict.fromkeys(failed.values()):
        names = [name for name in failed if failed[name] == way and name not in driver.used_up]
        words += [f"{_cases(names)} {'is' if len(names) == 1 else 'are'} {way}"] if names else []
        either = [name for name in driver.used_up if failed.get(name) == way]
        each = "each of " if len(either) > 1 else ""
        words += [f"{each}{_cases(either)} is {way} or what it brought is used up"] if either else []
    brought = [name for name in driver.used_up if name not in failed]
    words += [f"what {_cases(brought)} brought is used up"] if brought else []
    return " and ".join(words) or f"{_cases(driver.filed)} {'brings' if len(driver.filed) == 1 else 'bring'} no more"


def _cases(names: Sequence[str]) -> str:
    return f"case{'s' if len(names) > 1 else ''} {_all(names)}"


def _all(names: Sequence[str]) -> str:
    """`A, B and C`."""
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), names[-1]])


def first_to_stop(lines: Sequence[LineStop]) -> LineStop:
    """The line with the earliest median stop; where none is within the horizon, the one that most often stops."""
    return min(lines, key=lambda line: (line.stop.p50 or date.max, -sum(driver.share for driver in line.drivers)))


def first_words(lines: Sequence[LineStop]) -> str:
    """The line that most likely stops first and why, and those that stop on the same day."""
    first = first_to_stop(lines)
    same = [line.label for line in lines if line is not first and line.stop.p50 == first.stop.p50]
    if not same or first.stop.p50 is None:
        return line_sentence(first)
    word, stops = ("Line", "stops") if len(same) == 1 else ("Lines", "stop")
    return f"{line_sentence(first)} {line_named(listed(same), word)} most likely {stops} that day too."


def headline(assessment: Assessment) -> str:
    """The answer in one sentence: the line that most likely stops first, or why that says nothing.

    Lines of the tables that are not answered at all are named beside it, since one of them may stop sooner.
    """
    company = assessment.company
    if not company.crossings:
        answer = NO_CROSSING
    elif not company.has_stock:
        answer = NO_STOCK.format(file=company.file("stock"), why=company.lost.get("stock", "is missing"))
    else:
        answer = first_words(assessment.simulated.lines)
    return " ".join([answer, *not_answered_words(company.lines_lost)])


def unused_words(assessment: Assessment) -> str | None:
    """How much of the input the answer does without; None where all of it was used."""
    rows = len({(p.file, p.row) for p in assessment.problems if p.row is not None and p.row > 1})
    others = sum(p.row is None or p.row == 1 for p in assessment.problems)
    parts = [f"{rows} row{'s' if rows > 1 else ''} of the tables"] if rows else []
    parts += [f"{others} other part{'s' if others > 1 else ''} of the input"] if others else []
    return f"{' and '.join(parts)} could not be used as given; the dates may be off" if parts else None
