"""From what a person writes, an instrument, a provision or a control code, to the provisions that are meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Instrument, Provision
from permeance.law.register.state import provisions_of
from permeance.law.snapshot import Snapshot
from permeance.terms.problem import BadInputError, Problem

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Found:
    """An instrument that was meant, or of which provisions were meant."""

    instrument: Instrument
    provisions: tuple[Provision, ...]
    whole: bool


def look_up(name: str, snapshot: Snapshot) -> tuple[Found, ...]:
    """What a name means, in any case: `CN-2025-18`, `CN-2025-18/1C905.a.4`, `1C905.a.4`, or `1C905` for all of it.

    A control code may stand in several instruments. Raises BadInputError with the nearest names.
    """
    wanted, own = name.strip().casefold(), provisions_of(snapshot)
    for instrument in snapshot.instruments.values():
        if instrument.id.casefold() == wanted:
            return (Found(instrument, own[instrument.id], whole=True),)
    tests = (
        lambda p: p.key.casefold() == wanted,
        lambda p: wanted in _codes(p),
        lambda p: bool(wanted) and any(code.startswith(f"{wanted}.") for code in _codes(p)),
    )
    for test in tests:
        met = [provision for provision in snapshot.provisions if test(provision)]
        if met:
            names = dict.fromkeys(provision.instrument for provision in met)
            return tuple(
                Found(snapshot.instruments[key], tuple(p for p in met if p.instrument == key), whole=False)
                for key in names
            )
    raise BadInputError([_unknown(name, snapshot)])


def _codes(provision: Provision) -> set[str]:
    """The control codes of a provision, and its own id, as they are compared."""
    printed = provision.code.split(" / ") if provision.code else []
    return {code.casefold() for code in (*printed, provision.id)}


def _unknown(name: str, snapshot: Snapshot) -> Problem:
    wanted, found = name.strip().casefold(), repr(name[:_SHOWN])
    later = [i for i in shipped_instruments() if i.id not in snapshot.instruments]
    for instrument in later:
        if wanted.partition("/")[0] == instrument.id.casefold():
            said = f"{found}, which was not public on {snapshot.known}"
            allowed = "what was public by the day of --known"
            return Problem("command line", None, "ID", said, allowed, f"ask for {instrument.published} or later")
    allowed = "an instrument (CN-2025-18), a provision (CN-2025-18/1C905.a.4) or a control code (1C905.a.4)"
    near = nearest(wanted, _names(snapshot))
    remedy = f"the nearest are {', '.join(near)}" if near else "see `permeance law list`"
    return Problem("command line", None, "ID", found, allowed, remedy)


def _names(snapshot: Snapshot) -> list[str]:
    codes = [code for p in snapshot.provisions for code in (p.code or "").split(" / ") if code]
    return [*snapshot.instruments, *codes, *(provision.key for provision in snapshot.provisions)]


def nearest(wanted: str, names: Iterable[str]) -> list[str]:
    """The names most like a word, written as they are, the nearest first."""
    written = {name.casefold(): name for name in names}
    return [written[name] for name in get_close_matches(wanted[:_SHOWN], written, n=5, cutoff=0.6)]
