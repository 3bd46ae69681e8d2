"""A fact that a person may have stated, denied or left open."""

from __future__ import annotations

from enum import StrEnum


class Fact(StrEnum):
    """Yes, no or unknown. An empty cell is unknown: silence never counts as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def parse(cls, text: str) -> Fact:
        """Read `yes`, `no`, `unknown` or nothing; ValueError names what is allowed."""
        word = text.strip().lower()
        if not word:
            return cls.UNKNOWN
        try:
            return cls({"y": "yes", "n": "no", "true": "yes", "false": "no"}.get(word, word))
        except ValueError:
            raise ValueError("yes, no, unknown or empty") from None
