"""What a determination says, from the mildest answer to the strictest."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Answer(StrEnum):
    """What a determination says; `unknown` means that its two bounds differ."""

    NOT_CONTROLLED = "not_controlled"
    NOT_REQUIRED = "not_required"
    LICENCE_REQUIRED = "licence_required"
    QUOTA_REQUIRED = "quota_required"
    DENIED_IN_PRINCIPLE = "denied_in_principle"
    PROHIBITED = "prohibited"
    UNKNOWN = "unknown"


STRICTNESS: tuple[Answer, ...] = tuple(answer for answer in Answer if answer is not Answer.UNKNOWN)


def strictest(answers: Iterable[Answer]) -> Answer:
    """The strictest of several answers; of none, `not_controlled`."""
    return max(answers, key=STRICTNESS.index, default=Answer.NOT_CONTROLLED)
