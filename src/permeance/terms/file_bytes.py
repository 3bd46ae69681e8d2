"""The bytes of a file that a person hands in: a regular file, and no more of it than a limit."""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

from permeance.terms.problem import BadInputError, Problem

# Opening a pipe would otherwise wait for a writer, and Windows would translate line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder", "give the path of a file in it"),
    (stat.S_ISFIFO, "a pipe, which has no end to wait for", "save its content to a file first"),
)


def read_bytes(path: Path, most: int, kind: str, too_long: str = "split the file") -> bytes:
    """The whole content of a regular file of at most so many bytes; `kind` says what it should be: `a CSV file`.

    What is read is what was checked: one open file, not a path that may change between two looks. Raises
    BadInputError for a folder, a pipe, a device, a file that is too long or that cannot be opened.
    """
    try:
        with open_regular(path, kind) as file:
            size, raw = os.fstat(file.fileno()).st_size, file.read(most + 1)
    except OSError as error:
        raise _unread(path, error, kind) from None
    if len(raw) > most:
        raise _bad(path, f"{max(size, len(raw)):,} bytes", f"at most {most:,}", too_long)
    return raw


def open_regular(path: Path, kind: str) -> BufferedReader:
    """A regular file open to be read, of whatever length. Raises BadInputError as `read_bytes` does."""
    try:
        return open(path, "rb", opener=_opened)
    except _OddFileError as error:
        raise _bad(path, error.found, kind, error.remedy) from None
    except (OSError, ValueError) as error:  # a name with a NUL character is a ValueError
        raise _unread(path, error, kind) from None


def _unread(path: Path, error: Exception, kind: str) -> BadInputError:
    reason = getattr(error, "strerror", None) or "a path that cannot be opened"
    return _bad(path, f"{reason} ({path})", f"{kind} that can be read", "check the path")


class _OddFileError(Exception):
    """What a path names that is no regular file, and what to do."""

    def __init__(self, mode: int) -> None:
        fits = ((found, remedy) for test, found, remedy in _KINDS if test(mode))
        self.found, self.remedy = next(fits, ("a device, not a file", "give the path of a file"))
        super().__init__(self.found)


def _opened(path: str, _: int) -> int:
    """A descriptor of a regular file and of nothing else."""
    descriptor = os.open(path, _FLAGS)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise _OddFileError(mode)
    return descriptor


def _bad(path: Path, found: str, allowed: str, remedy: str) -> BadInputError:
    return BadInputError([Problem(path.name or str(path), None, None, found, allowed, remedy)])
