"""`permeance law diff --items ITEMS`: which rows of an item master get another answer by what became known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import stages

if TYPE_CHECKING:
    from permeance.determination.bulk.verdict import Verdict
    from permeance.determination.changed import Changed, ChangedRows
    from permeance.law.snapshot import Snapshot

SHOWN = 10  # ids of rows that change alike; JSON has them all
_SHOW_EVERY = 10_000


class ItemsChanged:
    """A table looked at under the law as known on two days."""

    def __init__(self, path: Path, before: Snapshot, after: Snapshot, on: date | None) -> None:
        from permeance.determination.changed import ChangedRows

        self.rows: ChangedRows = ChangedRows(path, before, after, on)
        self.days = before.known, after.known
        self.changed = list(_watched(self.rows))

    def as_json(self) -> dict[str, object]:
        counts = {"changed": self.rows.changed, "unchanged": self.rows.unchanged, "faulty": self.rows.faulty}
        return {"items": [_json(changed) for changed in self.changed], "counts": counts}

    def text(self) -> Iterator[str]:
        """How many rows change, and each way in which they do with the ids of the rows."""
        from permeance.law.register.text.words import block, n_of, prose

        first, last = map(prose, self.days)
        total = n_of(self.rows.changed + self.rows.unchanged, "item")
        verb = "changes its" if self.rows.changed == 1 else "change their"
        faulty = f"; {n_of(self.rows.faulty, 'row is', 'rows are')} faulty" if self.rows.faulty else ""
        between = f"Between the law as known on {first} and as known on {last}"
        yield ""
        yield from block(f"{between}, {self.rows.changed} of {total} {verb} answer{faulty}.", hanging=0)
        alike: dict[tuple[str, str], list[Changed]] = {}
        for changed in self.changed:
            alike.setdefault((_words(changed.before), _words(changed.after)), []).append(changed)
        for (before, after), group in alike.items():
            yield ""
            yield from block(_ids(group))
            yield from block(f"before: {before}", 2)
            yield from block(f"after: {after}", 2)


def _watched(rows: ChangedRows) -> Iterator[Changed]:
    """The rows as they come, with a count on a terminal."""
    with stages() as show:
        show("items determined twice")
        for number, changed in enumerate(rows):
            if number and number % _SHOW_EVERY == 0:
                show(f"{number:,} items that change")
            yield changed


def _json(changed: Changed) -> dict[str, object]:
    before, after = changed.before, changed.after
    return {
        "id": changed.id,
        "row": changed.row,
        "on": changed.on,
        "before": before.answer,
        "at_least_before": before.at_least,
        "at_most_before": before.at_most,
        "after": after.answer,
        "at_least_after": after.at_least,
        "at_most_after": after.at_most,
        "governing_before": before.governing,
        "governing_after": after.governing,
    }


def _ids(group: Iterable[Changed]) -> str:
    from permeance.law.register.text.words import prose

    named = [f"{changed.id} ({f'on {prose(changed.on)}' if changed.on else 'no day given'})" for changed in group]
    more = f" and {len(named) - SHOWN:,} more" if len(named) > SHOWN else ""
    return f"{', '.join(named[:SHOWN])}{more}:"


def _words(verdict: Verdict) -> str:
    """`needs an export licence, by CN-2025-18/1C905.a.4`; an open answer with its bounds."""
    from permeance.determination.answer import Answer
    from permeance.determination.rendering import WORDS, plain_words

    said = WORDS[Answer(verdict.answer)]
    if verdict.answer == Answer.UNKNOWN:
        said += f", at least {plain_words(verdict.at_least)}, at most {plain_words(verdict.at_most)}"
    return f"{said}, by {verdict.governing}" if verdict.governing else said
