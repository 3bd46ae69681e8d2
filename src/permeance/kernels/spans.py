"""In which span of time each row's day lies, where time falls into spans that differ from group to group."""

from __future__ import annotations

from typing import Any

from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def find_spans(
    group: NDArray[Any], day: NDArray[Any], start: NDArray[Any], first: NDArray[Any], out: NDArray[Any]
) -> None:
    """Write into `out` [N] the span of each row's group that its day lies in.

    Group g has the spans start[g] to start[g + 1]: span s begins on first[s] and ends before the next begins; those of
    a group rise, and the first of them begins before any day.
    """
    for i in range(group.shape[0]):
        low, high = start[group[i]], start[group[i] + 1]
        while high - low > 1:
            middle = (low + high) // 2
            if first[middle] <= day[i]:
                low = middle
            else:
                high = middle
        out[i] = low
