"""When the goods of each pending case arrive, replication by replication."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from permeance.kernels.draws import draw, index_of

NEVER = np.int32(2**31 - 1)
SKIP, CALENDAR_DAYS, WORKING_DAYS = 0, 1, 2
GRANT = 255  # the purpose key of the draw that grants or refuses


class CaseTables(NamedTuple):
    """C cases with up to S stages each; a stage draws its length in days from a slice of `thresholds`.

    `start` [C] is the day, counted from the as-of day, from which the first stage runs. `kind`, `offset` and
    `length` [C, S] say what a stage counts and where its table lies. After `decision_stage` [C] the case is
    decided, and granted where a separate draw is at or below `grant_threshold` [C].
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
    """Working days around the as-of day: `counted[d + origin]` of them up to day d, `day[k]` the k-th one."""

    origin: int
    counted: NDArray[Any]
    day: NDArray[Any]


@njit(cache=True, nogil=True)
def sample_arrivals(
    seed: Any, first: int, replications: int, cases: CaseTables, days: DayTables
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Decision and arrival days [R, C] for replications first, first + 1, ...; NEVER where refused."""
    count, stages = cases.kind.shape
    decided = np.empty((replications, count), dtype=np.int32)
    arrived = np.empty((replications, count), dtype=np.int32)
    for r in range(replications):
        for c in range(count):
            day = np.int64(cases.start[c])
            decision = day
            for s in range(stages):
                kind = cases.kind[c, s]
                if kind != SKIP and day < NEVER:
                    bits = draw(seed, first + r, cases.keys[c], s)
                    delay = index_of(bits, cases.thresholds, cases.offset[c, s], cases.length[c, s])
                    day = _moved(day, delay, kind, days)
                if s == cases.decision_stage[c]:
                    decision = day
            if draw(seed, first + r, cases.keys[c], GRANT) > cases.grant_threshold[c]:
                day = np.int64(NEVER)
            decided[r, c] = decision
            arrived[r, c] = day
    return decided, arrived


@njit(cache=True, inline="always")
def _moved(day: Any, delay: Any, kind: Any, days: Any) -> Any:
    if delay == 0:
        return day
    if kind == CALENDAR_DAYS:
        return day + delay
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
