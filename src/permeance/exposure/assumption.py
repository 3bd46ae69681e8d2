"""What is taken as true without proof, said wherever a figure rests on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken as true without proof, its value, and where it comes from."""

    what: str
    value: str
    source: str
