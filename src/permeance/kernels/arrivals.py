"""When each pending case is decided and its goods arrive, replication by replication."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from permeance.kernels.draws import draw_index, uniform_bits

NEVER = np.int32(2**31 - 1)
SKIP, CALENDAR_DAYS, WORKING_DAYS = 0, 1, 2
GRANT = 255  # the purpose key of the draw that grants or refuses; stages have 0 to 254
PURPOSES = 256  # of one try: those of the next follow them
TRIES = 100


class CaseTables(NamedTuple):
    """C cases with up to S stages each; a stage draws its length in days from a slice of `thresholds`.

    `keys` u64[C] name the luck of each case. `start` i32[C] is the day, counted from the as-of day, from which the
    first stage runs; it may be negative. `kind` i8[C, S] says what a stage counts; `offset` and `length` int[C, S] say
    where its slice of `thresholds` u64[T] lies, in which an index is a number of days. After `decision_stage` i32[C]
    the case is decided, and granted where a separate draw is at or below `grant_threshold` u64[C].
    """

    keys: NDArray[Any]
    start: NDArray[Any]
    kind: NDArray[Any]
    offset: NDArray[Any]
    length: NDArray[Any]
    thresholds: NDArray[Any]
    decision_stage: NDArray[Any]
    grant_threshold: NDArray[Any]


class DayTables(NamedTuple):
    """Working days around the as-of day: `counted[d + origin]` of them up to day d, `day[k]` the k-th, k from 1."""

    origin: int
    counted: NDArray[Any]
    day: NDArray[Any]


@njit(cache=True, nogil=True)
def sample_arrivals(
    seed: Any, first_replication: int, replications: int, cases: CaseTables, days: DayTables
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Decision and arrival days i32[R, C] of the replications from `first_replication` on.

    A refusal is decided too; only the arrival is then NEVER. Both are NEVER beyond the table of working days. Goods are
    known not to have come before the as-of day, so a draw in which they had is drawn again; where that happens a
    hundred times over they have come unnoticed or will not come: NEVER.
    """
    count = cases.kind.shape[0]
    decided = np.empty((replications, count), dtype=np.int32)
    arrived = np.empty((replications, count), dtype=np.int32)
    for r in range(replications):
        for c in range(count):
            decided[r, c], arrived[r, c] = _still_to_come(seed, first_replication + r, c, cases, days)
    return decided, arrived


@njit(cache=True, nogil=True)
def _still_to_come(seed: Any, replication: Any, c: Any, cases: Any, days: Any) -> Any:
    """The first of the tries in which the goods had not come before the as-of day."""
    decision = np.int64(0)
    for n in range(TRIES):
        decision, day = _walked(seed, replication, c, cases, days, n * PURPOSES)
        refused = uniform_bits(seed, replication, cases.keys[c], n * PURPOSES + GRANT) > cases.grant_threshold[c]
        if refused:
            return decision, np.int64(NEVER)
        if day >= 0:
            return decision, day
    return decision, np.int64(NEVER)


@njit(cache=True, nogil=True)
def _walked(seed: Any, replication: Any, c: Any, cases: Any, days: Any, first_purpose: Any) -> Any:
    """The day on which one case is decided, and the day on which its goods would arrive if it is granted."""
    day = np.int64(cases.start[c])
    decision = day
    for s in range(cases.kind.shape[1]):
        kind = cases.kind[c, s]
        if kind != SKIP:
            start = cases.offset[c, s]
            bits = uniform_bits(seed, replication, cases.keys[c], first_purpose + s)
            day = _moved(day, draw_index(cases.thresholds[start : start + cases.length[c, s]], bits), kind, days)
        if s == cases.decision_stage[c]:
            decision = day
    return decision, day


@njit(cache=True, nogil=True)
def _moved(day: Any, delay: Any, kind: Any, days: Any) -> Any:
    """The day that is `delay` days later; NEVER where the table of working days does not reach."""
    if delay == 0 or day == NEVER:
        return day
    if kind == CALENDAR_DAYS:
        return min(day + delay, np.int64(NEVER))
    place = day + days.origin
    if place < 0 or place >= days.counted.shape[0]:
        return np.int64(NEVER)
    counted = days.counted[place] + delay
    if counted >= days.day.shape[0]:
        return np.int64(NEVER)
    return np.int64(days.day[counted])


def as_key(text: str) -> int:
    """A stable 64-bit key of a name, so that one case more leaves the luck of the others as it was."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")


def share_threshold(share: float) -> int:
    """The threshold at or below which a draw falls with this chance."""
    return min(2**64 - 1, max(0, int(share * 2**64)))
