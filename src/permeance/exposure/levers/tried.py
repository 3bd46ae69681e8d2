"""In one line, the levers that were tried and gain nothing, and those that are not open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from permeance.exposure.levers.lever import Measure

KINDS: Mapping[str, str] = {
    "answer": "answering a query",
    "hand_in_again": "handing in again",
    "decide_sooner": "a fast track",
    "ship_a_part": "a partial shipment",
    "file": "filing for",
    "second_source": "a second source",
    "free_grade": "a free grade",
    "test_report": "a test report",
    "serve_sooner": "another order of lines",
}
TOO_LATE_KINDS = frozenset({"second_source", "free_grade"})


def tried_words(
    idle: Sequence[Measure],
    shut: Sequence[Measure],
    wanted: Mapping[str, date | None],
    barred: Sequence[str],
    cut_off: int | None,
) -> str:
    """What gains nothing, what forbids a lever, and what was not tried. `wanted` says by when each part lacks."""
    said = [
        f"{KINDS[kind]} ({', '.join(_with_day(kind, name, wanted) for name in names)})"
        for (kind, _), names in _grouped((measure, "") for measure in idle).items()
    ]
    words = [f"Tried without gain: {'; '.join(said)}."] if said else []
    closed = [
        f"{KINDS[kind]} ({'; '.join(names)}), since it needs {needs}"
        for (kind, needs), names in _grouped((measure, measure.needs) for measure in shut).items()
    ]
    words += [f"Not open: {'; '.join(closed)}."] if closed else []
    if barred:
        banned = "whose export is or may be prohibited or denied in principle"
        words += [f"None was tried for {', '.join(barred)}, {banned}."]
    words += [f"Only the first {cut_off} levers were tried."] if cut_off is not None else []
    return " ".join(words)


def _grouped(measures: Iterable[tuple[Measure, str]]) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for measure, why in measures:
        groups.setdefault((measure.kind, why), []).append(measure.object)
    return groups


def _with_day(kind: str, name: str, wanted: Mapping[str, date | None]) -> str:
    """A part that comes too late, with the day on which a line most likely lacks it."""
    day = wanted.get(name) if kind in TOO_LATE_KINDS else None
    return f"{name} wanted by {day}" if day else name
