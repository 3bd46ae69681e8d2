"""Lines that a mail program or a page broke are put together again, with the place of each character in the original.

A newline inside a paragraph is a space, a blank line ends a paragraph. Not every text leaves blank lines: a page of
which each line is a paragraph must stay as it is, and so must headlines and lists. What tells is whether the next word
would still have fitted: what wraps lines breaks one only where it is full.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from permeance.watch.lexicon import known_words

_LONGEST = 120  # characters; nobody wraps wider, so that a longer line is a paragraph
_NARROWEST = 50  # where no words show that lines run on, narrower ones are headlines, names and entries
_FULL = 0.75  # of the widest line: in print, lines of one width differ in characters
_FULL_IF_IT_MAY_END = 0.9  # where a line has a full stop, or is the first and may be a headline
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_ENTRY = re.compile(r"(?:[-*•·–—]|\(?\d{1,2}[.)])\s")
_FIELD = re.compile(r"[A-Z][\w-]*:\s")  # `Subject: `
_CLOSED = re.compile(r"[.!?:;…。！？][\"'”’)\]]*$")
_RUNS_ON = re.compile(
    r"(?:[,–—]|\w-|\u00ad|\b(?:the|an?|of|to|in|on|at|by|for|from|with|and|or|but|that|which|who|as|than|its|their|his|her"
    r"|may|might|will|would|could|can|should|must|not|is|are|was|were|be|been|has|have|had|if|whether|into|over|under))$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-‐\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+")
_JOINS = frozenset({"and", "or", "to"})  # `short- and long-term`
_GAP = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Flowing:
    """A text without line breaks inside its paragraphs, and where each of its characters stands in the original."""

    text: str
    places: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original from which a stretch of this text is made."""
        return self.places[start], self.places[end - 1] + 1


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the blanks and the marks of quotation around it."""

    start: int
    words: str
    indent: int

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    @property
    def is_closed(self) -> bool:
        return bool(_CLOSED.search(self.words[-12:]))

    @property
    def is_paragraph(self) -> bool:
        """Whether it is longer than anybody wraps; an address of a page is one long word and says nothing."""
        return len(self.words) > _LONGEST and self.words.count(" ") > 8


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a text in blocks between blank lines, whether a line is a paragraph, and how wide others are."""

    blocks: tuple[tuple[_Line, ...], ...]
    has_paragraphs: bool
    widest: int


def flowing(text: str) -> Flowing:
    """The text with every paragraph in one line and every run of blanks as one."""
    if "\n" not in text and not _GAP.search(text) and not text.startswith(">"):
        return Flowing(text, range(len(text) + 1))
    page = _page(text)
    known = _known(text, page)
    pieces: list[str] = []
    places = array("L")

    def put(words: str, start: int) -> None:
        pieces.append(words)
        places.extend(range(start, start + len(words)))

    for block in page.blocks:
        widest = _width(block, page)
        for n, line in enumerate(block):
            first = 0
            for gap in _GAP.finditer(line.words):
                put(line.words[first : gap.start() + 1], line.start + first)
                first = gap.end()
            rest, mark = line.words[first:], "\n"
            if n + 1 < len(block) and _goes_on(line, block[n + 1], block[0], widest):
                rest, mark = _joint(rest, block[n + 1].words, known)
            put(rest, line.start + first)
            put(mark, line.end)
    return Flowing("".join(pieces), places)


def _page(text: str) -> _Page:
    blocks = tuple(tuple(block) for block in _blocks(text))
    lines = [line for block in blocks for line in block]
    widest = max((len(line.words) for line in lines if len(line.words) <= _LONGEST), default=0)
    return _Page(blocks, any(line.is_paragraph for line in lines), widest)


def _known(text: str, page: _Page) -> frozenset[str]:
    """Words that are words, where one of the page may be split at the end of a line."""
    if not any(_SPLIT.search(line.words[-40:]) for block in page.blocks for line in block):
        return frozenset()
    return known_words() | {word.lower() for word in _WORD.findall(text)}


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Lines that hold anything, in groups between blank ones."""
    block: list[_Line] = []
    place = 0
    for whole in text.split("\n"):
        quoted = _QUOTED.match(whole)
        skipped = quoted.end() if quoted else 0
        words = whole[skipped:].strip()
        if words:
            indent = len(whole) - skipped - len(whole[skipped:].lstrip())
            block.append(_Line(place + skipped + indent, words, indent))
        elif block:
            yield block
            block = []
        place += len(whole) + 1
    if block:
        yield block


def _goes_on(line: _Line, following: _Line, first: _Line, widest: int) -> bool:
    """Whether the newline between two lines is one that wrapped them; `first` is the first line of their block."""
    if _begins_anew(line, following, first):
        return False
    if _is_cut(line, following):
        return True
    fitted = len(line.words) + 1 + len(following.words.split(maxsplit=1)[0])
    may_end = line.is_closed or line is first
    return widest > 0 and fitted > widest * (_FULL_IF_IT_MAY_END if may_end else _FULL)


def _is_cut(line: _Line, following: _Line) -> bool:
    """Whether the words themselves run on: no sentence or headline ends or begins so."""
    return following.words[0].islower() or (not line.is_closed and bool(_RUNS_ON.search(line.words[-20:])))


def _begins_anew(line: _Line, following: _Line, first: _Line) -> bool:
    """Whether the second line is an entry of a list, a field of a head, or indented as a paragraph."""
    if _ENTRY.match(following.words) and (line.is_closed or _ENTRY.match(first.words)):
        return True
    if _FIELD.match(following.words) and _FIELD.match(line.words):
        return True
    return line.is_closed and following.indent > line.indent + 1


def _width(block: Sequence[_Line], page: _Page) -> int:
    """How wide a block is wrapped, in characters; 0 where it is not.

    A block whose words show that it is wrapped says so itself; of another the page does, unless it is not wrapped.
    """
    cuts = sum(_is_cut(line, following) for line, following in pairwise(block))
    if any(line.is_paragraph for line in block) or (cuts < 2 and page.has_paragraphs):
        return 0
    if cuts:
        return max(len(line.words) for line in block)
    return page.widest if page.widest >= _NARROWEST else 0


def _joint(words: str, following: str, known: frozenset[str]) -> tuple[str, str]:
    """How a line ends where the next goes on: with a space, or with a hyphen that is kept or dropped.

    It is dropped only where the whole word is known: `licens-ing` is one, `fast-tracking` keeps it.
    """
    split, rest = _SPLIT.search(words), _WORD.match(following)
    if not split or not rest or rest[0].lower() in _JOINS:
        return words, " "
    is_word = (split[1] + rest[0]).lower() in known or words[-1] == "\u00ad"
    return (words[:-1], "") if is_word else (words, "")
