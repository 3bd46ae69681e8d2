"""Days that are all alike, taken at once: each line draws what it drew before, or is refused as before."""

from __future__ import annotations

from typing import Any

from numba import njit

from permeance.kernels.plant import first_built


@njit(cache=True, nogil=True)
def leap(plan: Any, day: Any, end: Any, state: Any) -> Any:
    """The first day from `day` on, at most `end`, that is unlike the days before it; the stock is taken until then.

    `end` is the next day on which goods come, or the end of the run.
    """
    lines = plan.level.shape[0]
    if day >= end:
        return day
    for line in range(lines):
        level = plan.level[line, day]
        if 0 < level < state.refused[line] and state.drawn_for[line] != level:
            end = min(end, first_built(plan.built[line], day))
        end = min(end, plan.until[line, day])
    while day < end:
        short, times = _drawn(plan, day, end, state)
        if short < 0:
            break
        while plan.built[short, end] - plan.built[short, day] > times:
            end -= 1
    return end


@njit(cache=True, nogil=True)
def _drawn(plan: Any, day: Any, end: Any, state: Any) -> Any:
    """Draw for all lines what they need until `end`: (-1, 0), or the line that lacks and how often it could draw.

    Where a line lacks, nothing is drawn. Of an item that several lines draw on, those before it have taken theirs, so
    it can draw at most that often.
    """
    for line in range(plan.level.shape[0]):
        times = plan.built[line, end] - plan.built[line, day]
        if times == 0 or plan.level[line, day] >= state.refused[line]:
            continue
        for n in range(plan.line_start[line], state.drawn_end[line]):
            possible = state.stock[state.drawn_item[n]] // state.drawn_need[n]
            if possible < times:
                _give_back(plan, day, end, state, line, n)
                return line, possible
            state.stock[state.drawn_item[n]] -= state.drawn_need[n] * times
    return -1, 0


@njit(cache=True, nogil=True)
def _give_back(plan: Any, day: Any, end: Any, state: Any, last_line: Any, last: Any) -> None:
    """Undo what was drawn before place `last` of `last_line`."""
    for line in range(last_line + 1):
        times = plan.built[line, end] - plan.built[line, day]
        if times == 0 or plan.level[line, day] >= state.refused[line]:
            continue
        for n in range(plan.line_start[line], state.drawn_end[line] if line < last_line else last):
            state.stock[state.drawn_item[n]] += state.drawn_need[n] * times
