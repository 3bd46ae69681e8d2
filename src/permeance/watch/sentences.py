"""Sentences and paragraphs of a text by their place in it; nothing is changed, so that quotes stay verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Longer runs are cut: a page without a full stop is no sentence, and rules look at a whole sentence at once.
MAX_SENTENCE = 1_500

_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|Inc|Corp|Ltd|Co|No|vs|etc|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec)|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_STOP = re.compile(r"[.!?。！？][\"'”’)\]]*(?=\s|$)|[。！？]|\n")
# `BEIJING, Nov 18 (Agency) - `, `18 November 2026 - `, `Brussels — `: where and when it was written, not what it says.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d"
_PLACE = r"[A-Z][\w.'’]+(?:[ /][A-Z][\w.'’]+){0,3}(?:, [A-Z][\w.'’]+){0,2}"
_DATELINE = re.compile(
    rf"(?:(?:(?P<place>{_PLACE})(?:,\s*|\s+|(?=\s*[(–—-])))?(?P<day>{_DAY})?\s*(?P<agency>\([A-Z][\w. ]+\))?)"
    r"\s*(?:–|—|--?)\s+(?=[\"“‘']?(?:[A-Z]|\d))"
)
_DASH = re.compile(r"\s[–—-]\s|[–—]")
_BLANK = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A half-open stretch of the text, from its first character to behind its last."""

    start: int
    end: int


def paragraphs(text: str) -> Iterator[Stretch]:
    """Lines of the text that hold anything."""
    start = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _trimmed(text, _behind_dateline(text, start, end), end)
        start = gap.end() if gap else end


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where the paragraph itself begins. A place alone before a dash is one only where no second dash closes it."""
    found = _DATELINE.match(text, start, end)
    if not found or not (found["place"] or found["day"] or found["agency"]):
        return start
    is_sure = found["day"] or found["agency"] or (found["place"] or "").isupper()
    stop = _STOP.search(text, found.end(), end)
    if not is_sure and _DASH.search(text, found.end(), stop.start() if stop else end):
        return start
    return found.end()


def dateline_day(line: str) -> str | None:
    """The day in the dateline with which a line begins, as it stands there."""
    found = _DATELINE.match(line)
    return found["day"] if found else None


def sentences(text: str, within: Stretch) -> Iterator[Stretch]:
    """Sentences of a paragraph. An abbreviation, an initial or a decimal point ends none."""
    start = within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        if text[stop.start()] == "." and not _ends(text, start, stop):
            continue
        yield from _pieces(text, start, stop.end())
        start = stop.end()
    yield from _pieces(text, start, within.end)


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence: after an abbreviation it does only before `The`, `He` and the like."""
    tail = text[max(start, stop.start() - 12) : stop.start() + 1]
    if not _ABBREVIATION.search(tail):
        return not re.match(r"\s+[a-z]", text[stop.end() : stop.end() + 4])
    return bool(re.match(r"\s+(?:The|He|She|It|They|But|This|In|That)\b", text[stop.end() : stop.end() + 8]))


def _pieces(text: str, start: int, end: int) -> Iterator[Stretch]:
    for whole in _trimmed(text, start, end):
        first = whole.start
        while whole.end - first > MAX_SENTENCE:
            cut = text.rfind(" ", first + 1, first + MAX_SENTENCE)
            cut = cut if cut > first else first + MAX_SENTENCE
            yield from _trimmed(text, first, cut)
            first = cut
        yield from _trimmed(text, first, whole.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Stretch]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Stretch(start, end)
