"""Keys get codes in the order in which they are first seen, over any number of batches."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from permeance.kernels.codes import Codes

KEYS = st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 3)


@given(st.lists(st.lists(KEYS, max_size=40), max_size=5))
def test_codes_are_those_of_a_plain_dictionary(batches):
    codes, plain = Codes(slots=4), {}
    for batch in batches:
        found = codes.of(np.array(batch, dtype=np.int64))
        assert found.tolist() == [plain.setdefault(key, len(plain)) for key in batch]
    assert codes.keys.tolist() == list(plain)
    assert codes.count == len(plain)


def test_many_keys_that_differ_in_one_bit_are_told_apart():
    keys = np.arange(100_000, dtype=np.int64) << 20
    codes = Codes()
    assert (codes.of(keys) == np.arange(100_000)).all()
    assert (codes.of(keys[::-1]) == np.arange(100_000)[::-1]).all()
