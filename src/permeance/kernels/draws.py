"""Keyed random draws: a draw depends on its keys alone, never on what was drawn before.

Two policies, or a company with one case more, are thus compared on the same luck. Each key in turn is stepped by the
golden gamma and scrambled, as SplitMix64 does (Steele, Lea and Flood, "Fast splittable pseudorandom number
generators", OOPSLA 2014), with the constants of Stafford's variant 13 ("Better bit mixing", 2011).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Every operand is np.uint64: Numba promotes a mix of signed and unsigned to float64.
GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio, made odd
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
LARGEST = np.uint64(2**64 - 1)


@njit(cache=True, nogil=True)
def mixed(bits: Any) -> Any:
    """One bijective scrambling of 64 bits (Stafford's variant 13)."""
    bits = (bits ^ (bits >> np.uint64(30))) * FIRST
    bits = (bits ^ (bits >> np.uint64(27))) * SECOND
    return bits ^ (bits >> np.uint64(31))


@njit(cache=True, nogil=True)
def uniform_bits(seed: Any, replication: Any, case_key: Any, purpose: Any) -> Any:
    """64 random bits for four integer keys, as an unsigned integer; `uniform_bits(7, 0, 12, 1)` never changes."""
    bits = mixed(np.uint64(seed) + GOLDEN)
    bits = mixed((bits ^ np.uint64(replication)) + GOLDEN)
    bits = mixed((bits ^ np.uint64(case_key)) + GOLDEN)
    return mixed((bits ^ np.uint64(purpose)) + GOLDEN)


@njit(cache=True, nogil=True)
def draw_index(cumulative: Any, bits: Any) -> Any:
    """The first index whose threshold is above the bits, else the last: thresholds 5, 9, 2**64 - 1, bits 5 give 1."""
    low, high = 0, cumulative.shape[0] - 1
    while low < high:
        middle = (low + high) // 2
        if cumulative[middle] > bits:
            high = middle
        else:
            low = middle + 1
    return low


def thresholds_of(chances: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Cumulative 64-bit thresholds of a distribution over 0, 1, 2, ...; the last is the largest integer."""
    cumulative = np.cumsum(np.asarray(chances, dtype=np.float64))
    if not cumulative.size or np.any(np.diff(cumulative, prepend=0.0) < 0) or not 0 < cumulative[-1] < np.inf:
        raise ValueError("chances are numbers from 0 up, at least one of them above 0")
    scaled = cumulative / cumulative[-1] * 2.0**63  # 2**64 itself does not fit 64 bits
    whole = scaled >= 2.0**63
    halves = np.where(whole, 0.0, scaled).astype(np.uint64)
    thresholds: NDArray[np.uint64] = np.where(whole, LARGEST, halves << np.uint64(1))
    return thresholds
