"""When two ways of writing mean the same words."""

from __future__ import annotations


def plain(words: str) -> str:
    """The words without case and without what spaces there are: ` LED  Lamps` is `led lamps`."""
    return " ".join(words.split()).casefold()
