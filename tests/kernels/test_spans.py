"""Each day lies in the last span of its group that has begun."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from permeance.kernels.spans import find_spans

GROUPS = st.lists(st.sets(st.integers(1, 50), max_size=6), min_size=1, max_size=5)


@given(GROUPS, st.data())
def test_spans_are_those_of_a_plain_search(groups, data):
    begins = [[0, *sorted(days)] for days in groups]
    start = np.cumsum([0, *map(len, begins)])
    rows = data.draw(st.lists(st.tuples(st.integers(0, len(groups) - 1), st.integers(0, 55)), max_size=30))
    found = np.full(len(rows), -7, dtype=np.int64)
    group, day = (np.array([row[n] for row in rows], dtype=np.int32) for n in (0, 1))
    find_spans(group, day, start, np.array([d for own in begins for d in own], dtype=np.int64), found)
    plain = [start[g] + max(n for n, first in enumerate(begins[g]) if first <= d) for g, d in rows]
    assert found.tolist() == plain
