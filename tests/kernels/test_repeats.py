"""A text that stood in an earlier row is found with that row, over any number of batches."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permeance.kernels.repeats import MOST_ROWS, NEW, Repeats

TEXTS = st.lists(st.text(max_size=3) | st.sampled_from(["", "a", "A", "aa", "\0", "\0\0"]), max_size=30)


def first_rows(repeats, texts, begins):
    _, offsets, data = pa.array(texts, pa.string()).buffers()
    rows = np.arange(begins, begins + len(texts), dtype=np.int64)
    places = np.frombuffer(offsets, dtype=np.int32)[: len(texts) + 1] if texts else np.zeros(1, dtype=np.int32)
    return repeats.first_rows(places, np.frombuffer(data or b"", dtype=np.uint8), rows).tolist()


@given(st.lists(TEXTS, max_size=4))
def test_first_rows_are_those_of_a_plain_dictionary(batches):
    repeats, plain, row = Repeats(slots=4), {}, 2
    for texts in batches:
        wanted = []
        for number, text in enumerate(texts, start=row):
            wanted.append(plain.get(text, NEW))
            plain.setdefault(text, number)
        assert first_rows(repeats, texts, row) == wanted
        row += len(texts)


def test_of_many_texts_only_those_that_come_again_are_found():
    repeats = Repeats(slots=4)
    texts = [f"P-{n:06}" for n in range(200_000)]
    assert set(first_rows(repeats, texts, 2)) == {NEW}
    assert first_rows(repeats, ["P-000000", "P-199999", "P-200000"], 200_002) == [2, 200_001, NEW]


def test_a_row_beyond_what_the_table_holds_is_refused():
    with pytest.raises(ValueError, match="at most"):
        first_rows(Repeats(), ["a"], MOST_ROWS + 1)
