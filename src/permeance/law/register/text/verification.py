"""How far the law in the data can be trusted, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from permeance.law.register.state import day_before
from permeance.law.register.text.words import block, n_of, prose, words
from permeance.law.register.verification import STALE_DAYS, Lapse, PartlyRead, Verification
from permeance.law.register.wording import limit_words, listed
from permeance.law.snapshot import Snapshot
from permeance.law.vintage import NEWEST_SOURCE
from permeance.terms.citation import Confidence


def verify_text(v: Verification, snapshot: Snapshot, within_days: int) -> Iterator[str]:
    faults = [f"{n_of(len(v.lapsed), 'text')} lapsed without newer text"] if v.lapsed else []
    faults += [f"{n_of(sum(map(len, v.stale.values())), 'instrument')} not looked at lately"] if v.stale else []
    sound = "nothing has lapsed, and all was looked at lately"
    found = listed(faults) or (sound if snapshot.instruments else "none of the law in the data was public")
    yield from block(f"The law as known on {prose(snapshot.known)}, seen from that day: {found}.", hanging=0)
    yield f"Snapshot {snapshot.hash}."
    if v.verified_oldest and v.verified_newest:
        yield from block(
            f"Sources looked at between {prose(v.verified_oldest)} and {prose(v.verified_newest)}; the newest source "
            f"is of {prose(NEWEST_SOURCE)}.",
            hanging=0,
        )
    yield from block(f"Provisions: {', '.join(f'{n} {c}' for c, n in v.confidence.items()) or 'none'}.", hanging=0)
    yield from _section("Lapsed without newer text; to be read", map(_lapse, v.lapsed))
    yield from _section(
        f"Last looked at more than {STALE_DAYS} days before",
        (f"{prose(day)}: {', '.join(names)}" for day, names in v.stale.items()),
    )
    yield from _section(f"Lapses within {n_of(within_days, 'day')}", map(_lapse, v.lapsing))
    yield from _section("Provisions that decide nothing", _undecided(v))
    yield from _section(
        "Figures not read, which decide nothing",
        (f"{key}: {'; '.join(map(limit_words, limits))}" for key, limits in v.figures.items()),
    )
    yield from _section("Printed lists not read whole", map(_partly, v.lists))
    yield from _section("Lists of parties not read whole; they clear nobody", map(_partly, v.parties))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield ""
    yield f"{title}:{'' if found else ' none'}"
    for line in found:
        yield from block(line, 2)


def _lapse(lapse: Lapse) -> str:
    said = f"; said to last to {prose(lapse.political_until)}, which changes no law" if lapse.political_until else ""
    return (
        f"{words(lapse.status)} to {prose(day_before(lapse.day))} by {lapse.by}: {', '.join(lapse.provisions)}; then "
        f"by the letter {words(lapse.letter_of_law)}{said}"
    )


def _undecided(v: Verification) -> Iterator[str]:
    for confidence in Confidence:
        keys = [key for key, firmness in v.unread.items() if firmness is confidence]
        if keys:
            yield f"{confidence}: {', '.join(keys)}"


def _partly(part: PartlyRead) -> str:
    return f"{part.provision}: {n_of(part.read, 'name')} read" + (f" of {part.count}" if part.count else "")
