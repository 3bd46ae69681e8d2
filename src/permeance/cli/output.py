"""What every verb prints: one JSON object on standard output, messages on standard error.

Everything that is printed passes through here, since cells, file names and articles may hold characters that command
a terminal or turn the order of a line around: these are shown as escapes, `\\x1b`, and never sent.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar
from unicodedata import category

if TYPE_CHECKING:
    from permeance.terms.problem import Problem

CONTRACT_VERSION = "1"
EXIT_DONE, EXIT_DATA, EXIT_USAGE = 0, 1, 2
_SHOWN_AFTER_S, _SHOWN_EVERY_S = 1.0, 0.2
T = TypeVar("T")


def printable(text: str) -> str:
    """One line as a terminal may have it: letters of any script as they are, all else as an escape."""
    if text.isprintable():
        return text
    return "".join(c if _is_harmless(c) else c.encode("unicode_escape").decode() for c in text)


def _is_harmless(character: str) -> bool:
    return character.isprintable() or category(character) == "Zs"  # a space, be it a wide or an unbroken one


def say(*lines: str) -> None:
    """Print lines on standard output."""
    for line in lines:
        print(printable(line))


def tell(*lines: str) -> None:
    """Print messages on standard error, one line each."""
    for line in lines:
        print(printable(line), file=sys.stderr)


def print_json(payload: Mapping[str, object]) -> None:
    """Print one JSON object under the version of the contract; dates and other values as text, Chinese as it is."""
    encoder = json.JSONEncoder(ensure_ascii=False, indent=2, default=str)
    for piece in encoder.iterencode({"contract_version": CONTRACT_VERSION, **payload}):
        sys.stdout.write(piece if piece.isprintable() else _escaped(piece))
    sys.stdout.write("\n")


def _escaped(piece: str) -> str:
    """A piece of JSON with the escapes of JSON for what a terminal must not have; its value stays the same."""
    return "".join(c if c == "\n" or _is_harmless(c) else json.dumps(c)[1:-1] for c in piece)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, one line each."""
    tell(*(f"permeance: {problem}" for problem in problems))


def counted(things: list[T], what: str) -> Iterator[T]:
    """The things one by one; where that takes long, a terminal is shown how far it is, and nothing else is."""
    if not sys.stderr.isatty():
        yield from things
        return
    begun = shown = time.monotonic()
    for number, thing in enumerate(things):
        now = time.monotonic()
        if now - begun > _SHOWN_AFTER_S and now - shown > _SHOWN_EVERY_S:
            print(f"\r{what}: {number:,} of {len(things):,}", end="", file=sys.stderr, flush=True)
            shown = now
        yield thing
    if shown > begun:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # the line is taken away again
