"""Keyed draws are those of their plain twin, uniform, and independent of one another."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from kernels import naive
from permeance.kernels.draws import draw_index, thresholds_of, uniform_bits

WORDS = st.integers(0, 2**64 - 1)


@njit(nogil=True)
def grid(seed, replications, cases, purposes):
    """Draws as shares of 1 for every combination of keys."""
    shares = np.empty((replications, cases, purposes))
    for r in range(replications):
        for c in range(cases):
            for p in range(purposes):
                shares[r, c, p] = np.float64(uniform_bits(seed, r, c, p) >> np.uint64(11)) / 2.0**53
    return shares


@pytest.fixture(scope="module")
def shares():
    return grid(20250404, 20_000, 4, 3)


@given(WORDS, st.integers(0, 2**62), WORDS, st.integers(0, 255))
def test_a_draw_is_that_of_the_plain_twin(seed, replication, case, purpose):
    drawn = uniform_bits(np.uint64(seed), replication, np.uint64(case), purpose)
    assert int(drawn) == naive.bits_of(seed, replication, case, purpose)


def test_the_scrambling_is_that_of_splitmix64():
    assert naive.bits_of(1234567) == 6457827717110365317  # first output of SplitMix64 for the seed 1234567


@given(st.lists(WORDS, max_size=6).map(sorted), WORDS, st.booleans())
def test_an_index_is_that_of_the_plain_twin(thresholds, bits, at_a_threshold):
    thresholds = [*thresholds, 2**64 - 1]
    bits = thresholds[bits % len(thresholds)] if at_a_threshold else bits
    assert draw_index(np.array(thresholds, dtype=np.uint64), np.uint64(bits)) == naive.index_at(thresholds, bits)


def test_draws_are_uniform_in_every_key(shares):
    for axes in (shares.reshape(20_000, -1).T, shares.reshape(1, -1)):
        for sample in axes:
            n = sample.size
            steps = np.arange(n) / n
            ordered = np.sort(sample)
            distance = max(np.max(ordered - steps), np.max(steps + 1 / n - ordered))
            assert distance < 1.95 / np.sqrt(n)  # Kolmogorov-Smirnov at one in a thousand; the seed is fixed


def test_neighbouring_keys_are_not_correlated(shares):
    pairs = [(shares[1:], shares[:-1]), (shares[:, 1:], shares[:, :-1]), (shares[..., 1:], shares[..., :-1])]
    for one, other in pairs:
        correlation = np.corrcoef(one.ravel(), other.ravel())[0, 1]
        assert abs(correlation) < 4 / np.sqrt(one.size)


def test_one_flipped_bit_of_a_key_flips_half_of_the_draw():
    flips = np.zeros((4, 64))
    for base in range(200):
        for key in range(4):
            for bit in range(64):
                keys = [base, base, base, base]
                before = naive.bits_of(*keys)
                keys[key] ^= 1 << bit
                flips[key, bit] += (before ^ naive.bits_of(*keys)).bit_count() / 64 / 200
    assert np.all(abs(flips - 0.5) < 0.03)


def test_frequencies_follow_the_chances(shares):
    chances = np.array([0.0, 0.5, 0.2, 0.0, 0.3, 0.0])
    thresholds = thresholds_of(chances)
    bits = (shares.ravel() * 2.0**53).astype(np.uint64) << np.uint64(11)
    counts = np.bincount([draw_index(thresholds, b) for b in bits[:50_000]], minlength=6)
    assert counts[[0, 3, 5]].tolist() == [0, 0, 0]
    assert np.all(abs(counts / 50_000 - chances) < 0.01)


def test_thresholds_end_with_the_largest_integer():
    assert thresholds_of(np.array([1.0, 1.0, 2.0])).tolist() == [2**62, 2**63, 2**64 - 1]
    assert thresholds_of(np.array([0.1] * 10))[-1] == 2**64 - 1


@pytest.mark.parametrize("chances", [[], [0.0], [0.5, -0.1], [float("nan")], [float("inf")], [1.0, float("nan")]])
def test_what_is_no_distribution_is_refused(chances):
    with pytest.raises(ValueError, match="from 0 up"):
        thresholds_of(np.array(chances))


def cache_folder(first: str = "", **environment: str) -> str:
    """The folder that a fresh process chooses."""
    code = f"{first}\nimport permeance.kernels, numba; print(numba.config.CACHE_DIR)"
    kept = {name: value for name, value in os.environ.items() if name not in {"NUMBA_CACHE_DIR", "XDG_CACHE_HOME"}}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_compiled_code_stands_in_a_folder_named_by_its_sources(tmp_path):
    folder = Path(cache_folder(XDG_CACHE_HOME=str(tmp_path)))
    assert folder.parent == tmp_path / "permeance"
    assert folder.name.startswith("kernels-")
    assert cache_folder("import numba", XDG_CACHE_HOME=str(tmp_path)) == str(folder)


def test_a_folder_that_was_named_before_is_left_as_it_is(tmp_path):
    assert cache_folder(NUMBA_CACHE_DIR=str(tmp_path)) == str(tmp_path)


def test_where_nothing_is_writable_a_passing_folder_serves(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    folder = Path(cache_folder(XDG_CACHE_HOME=str(blocked)))
    assert folder.name.startswith("permeance-kernels-")
    assert not folder.exists()
