"""Keyed random draws: a draw depends on its keys alone, never on what was drawn before.

Two policies, or a company with one case more, are thus compared on the same luck. The mixing function is the
finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014; constants of Stafford's variant 13).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, uint64
from numpy.typing import NDArray

GOLDEN = uint64(0x9E3779B97F4A7C15)
FIRST = uint64(0xBF58476D1CE4E5B9)
SECOND = uint64(0x94D049BB133111EB)


@njit(cache=True, inline="always")
def mixed(bits: Any) -> Any:
    """One bijective scrambling of 64 bits."""
    bits = (bits ^ (bits >> uint64(30))) * FIRST
    bits = (bits ^ (bits >> uint64(27))) * SECOND
    return bits ^ (bits >> uint64(31))


@njit(cache=True, inline="always")
def draw(seed: Any, replication: Any, case: Any, purpose: Any) -> Any:
    """64 random bits for (seed, replication, case, purpose), each an unsigned 64-bit integer."""
    bits = mixed(uint64(seed) + GOLDEN)
    bits = mixed(bits + uint64(replication) * GOLDEN + GOLDEN)
    bits = mixed(bits ^ uint64(case))
    return mixed(bits + uint64(purpose) * GOLDEN + GOLDEN)


@njit(cache=True, inline="always")
def index_of(bits: Any, thresholds: Any, start: Any, length: Any) -> Any:
    """The first index whose cumulative threshold is at or above the bits; the last one always is."""
    low, high = 0, length - 1
    while low < high:
        middle = (low + high) // 2
        if thresholds[start + middle] >= bits:
            high = middle
        else:
            low = middle + 1
    return low


def thresholds_of(chances: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Cumulative 64-bit thresholds of a distribution over 0, 1, 2, ...; the last is the largest integer."""
    cumulative = np.cumsum(np.asarray(chances, dtype=np.float64))
    scaled = np.minimum(cumulative / cumulative[-1], 1.0) * float(2**63)
    bits = scaled.astype(np.uint64) << np.uint64(1)
    bits = np.where(scaled >= float(2**63), np.uint64(2**64 - 1), bits)
    bits[-1] = np.uint64(2**64 - 1)
    return bits.astype(np.uint64)
