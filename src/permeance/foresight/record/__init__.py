"""The public record of licence decisions, each row usable from the day on which it was published."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One reported fact: when it stood, when it was public, whom it covers, what share or time it gives."""

    on: date
    published: date
    reporter: str
    destination: str
    approval_share: float | None
    days_reported: str
    note: str
    source: str
    confidence: str


@cache
def licence_record() -> tuple[RecordRow, ...]:
    """Every shipped row, in the order of the file."""
    text = resources.files("permeance.foresight.record").joinpath("licence_statistics.csv").read_text("utf-8")
    return tuple(
        RecordRow(
            on=date.fromisoformat(row["date"]),
            published=date.fromisoformat(row["published"]),
            reporter=row["reporter"],
            destination=row["destination"],
            approval_share=float(row["approval_share"]) if row["approval_share"] else None,
            days_reported=row["days_reported"],
            note=row["note"],
            source=row["source_url"],
            confidence=row["confidence"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def known_by(known: date) -> tuple[RecordRow, ...]:
    """The rows that anyone could have read on that day."""
    return tuple(row for row in licence_record() if row.published <= known)
