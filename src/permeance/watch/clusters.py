"""The sources of a document, each once, with the claims that stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from permeance.terms.claim import Claim, Source


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims that start from one source; several claims of one cluster do not confirm one another."""

    name: str
    source: Source
    claims: tuple[int, ...]


def clusters(claims: Sequence[Claim]) -> list[Cluster]:
    """Group claims by who is their source, in the order of the text. Unlike names are held apart."""
    grouped: dict[Source, list[int]] = {}
    for place, claim in enumerate(claims):
        grouped.setdefault(claim.source, []).append(place)
    return [Cluster(f"S{n}", source, tuple(places)) for n, (source, places) in enumerate(grouped.items(), 1)]
