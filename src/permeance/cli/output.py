"""What every verb prints: one JSON object on standard output, messages on standard error.

Everything that is printed passes through here, since cells, file names and articles may hold characters that command
a terminal or turn the order of a line around: these are shown as escapes, `\\x1b`, and never sent.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar
from unicodedata import category

if TYPE_CHECKING:
    from permeance.terms.problem import Problem

CONTRACT_VERSION = "1"
EXIT_DONE, EXIT_DATA, EXIT_USAGE = 0, 1, 2
_NOT_PLAIN = re.compile(r"[^\n -~]")
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
    pieces = encoder.iterencode({"contract_version": CONTRACT_VERSION, **payload})
    while piece := "".join(islice(pieces, 10_000)):
        sys.stdout.write(_NOT_PLAIN.sub(_escaped, piece))
    sys.stdout.write("\n")


def _escaped(found: re.Match[str]) -> str:
    """The escape of JSON for a character that a terminal must not have; the value stays the same."""
    return found[0] if _is_harmless(found[0]) else json.dumps(found[0])[1:-1]


def json_piece(value: object) -> str:
    """A value as JSON on one line, by the same rules as `print_json`."""
    return _NOT_PLAIN.sub(_escaped, json.dumps(value, ensure_ascii=False, default=str))


class Stream(list[T]):
    """A list for `print_json` whose things are made one by one as they are printed, and forgotten."""

    def __init__(self, things: Iterable[T]) -> None:
        super().__init__()
        self._things = iter(things)
        self._first = list(islice(self._things, 1))

    def __bool__(self) -> bool:
        return bool(self._first)

    def __iter__(self) -> Iterator[T]:
        return chain(self._first, self._things)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, one line each; rows with the same remedy share a line."""
    from permeance.cli.folding import folded

    tell(*(f"permeance: {line}" for line in folded(problems)))


def counted(things: list[T], what: str) -> Iterator[T]:
    """The things one by one; where that takes long, a terminal that shows nothing else is shown how far it is."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
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
        _take_away()


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """A way to show on a terminal which stage of long work has begun; the line is taken away at the end."""
    watched = sys.stderr.isatty()

    def show(what: str) -> None:
        if watched:
            _take_away()
            print(f"{what} ...", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if watched:
            _take_away()


def _take_away() -> None:
    """Empty the last line of the terminal."""
    print("\r\x1b[K", end="", file=sys.stderr, flush=True)
