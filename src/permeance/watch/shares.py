"""Statements of a share of supply: which state holds how much, of what, at which stage and in which year."""

from __future__ import annotations

import re

from permeance.terms.claim import Quantity
from permeance.watch.parties import default_actor, mentions
from permeance.watch.quantities import shares, stage_of, year_of
from permeance.watch.sentences import Stretch

_HOLDS = re.compile(
    r"\b(?:controls?|controlled|controlling|produces?|produced|producing|accounts? for|accounted for|accounting for"
    r"|makes? up|made up|supplies|supply|supplied|dominates?|dominating|refines?|refined|processes|processed"
    r"|mines|mined|holds?|provides?|provided|has|have|commands?|represents?|represented|responsible for|handles?"
    r"|share of|source of|home to|ships?|delivers?)\b",
    re.IGNORECASE,
)
_RELIES = re.compile(
    r"\b(?:reli\w+|rely|depend\w*|import\w*|source[sd]?|gets?|bought|buys?|come|comes|came|obtain\w*)\b[^.;]*?\b(?:on|from)\b",
    re.IGNORECASE,
)
_OF_SUPPLY = re.compile(
    r"\b(?:world|global|worldwide|international|supply|supplies|output|production|market|capacity|imports|reserves"
    r"|processing|refining|mining|demand|consumption|needs|supply chain|refined|mined)\b",
    re.IGNORECASE,
)
_NO_SHARE = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|levy|applications?|licen[cs]es?|permits?|approv\w+|prices?|rose|fell|jumped|dropped|plunged"
    r"|surged|slumped|climbed|declin\w+|year[- ]on[- ]year|from a year earlier|compared with)\b",
    re.IGNORECASE,
)


def share_in(text: str, sentence: Stretch, items: tuple[str, ...]) -> tuple[int, int, str, tuple[Quantity, ...]] | None:
    """The words, the holder and the shares of a statement of share; None where the sentence makes none."""
    numbers = list(shares(text, sentence.start, sentence.end))
    if not numbers or not items:
        return None
    stop = re.compile(r",\s+(?:imposed|announced|introduced|has|had|which|said)|;").search(
        text, numbers[-1][1], sentence.end
    )
    end = stop.start() if stop else sentence.end
    words = text[sentence.start : end]
    verb = _HOLDS.search(text, sentence.start, end) or _RELIES.search(text, sentence.start, end)
    if verb is None or not _OF_SUPPLY.search(words) or _NO_SHARE.search(words):
        return None
    found = tuple(
        Quantity(
            value,
            "percent",
            _of_what(text, last, end),
            stage_of(text, *_around(numbers, n, verb.start(), end)),
            year_of(text, sentence.start, end),
        )
        for n, (_, last, value) in enumerate(numbers)
    )
    stages = {q.stage for q in found if q.stage}
    if len(stages) == 1:  # `94% of production of one and 83% of another`
        stage = stages.pop()
        found = tuple(Quantity(q.value, q.unit, q.what, stage, q.year) for q in found)
    return min(verb.start(), numbers[0][0]), numbers[-1][1], _holder(text, sentence, verb, items), found


def _around(numbers: list[tuple[int, int, float]], n: int, start: int, end: int) -> tuple[int, int]:
    """From the number to the next one, or from the verb for the first: where its stage can stand."""
    first = min(start, numbers[0][0]) if n == 0 else numbers[n][0]
    return first, numbers[n + 1][0] if n + 1 < len(numbers) else end


def _of_what(text: str, start: int, end: int) -> str | None:
    """The words behind a share, up to the next comma: `share of global supply of gallium`."""
    match = re.compile(r"\s*(?:of\s+)?(?:the\s+)?((?:[\w'’.-]+\s+){0,8}[\w'’-]+)").match(text, start, end)
    words = re.sub(r"(?:\s+(?:in|of|for|and|the|to|on|at|by|with|from|terms))+$", "", match[1]) if match else ""
    return f"share of {words}" if words else None


def _holder(text: str, sentence: Stretch, verb: re.Match[str], items: tuple[str, ...]) -> str:
    here = mentions(text, sentence.start, sentence.end)
    if _RELIES.match(verb[0]):
        behind = [m for m in here if m.start >= verb.start() and re.search(r"\b(?:on|from)\s+$", text[: m.start][-6:])]
        return behind[0].code if behind else default_actor(items)
    before = [m for m in here if m.end <= verb.start()]
    chosen = before[-1:] or [m for m in here if m.is_noun][:1]
    return chosen[0].code if chosen else default_actor(items)
