"""A finished file is put in its place whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path
from secrets import token_hex

from permeance.terms.problem import BadInputError, Problem


def put_in_place(path: Path, content: bytes, option: str) -> None:
    """Write the file beside its place and move it there. Raises BadInputError, which names the option, if it cannot."""
    with placed(path, option) as file:
        file.write(content)


@contextmanager
def placed(path: Path, option: str) -> Iterator[BufferedWriter]:
    """A file to write piece by piece beside its place, moved there at the end and removed if anything is raised.

    Raises BadInputError, which names the option, if it cannot be written, and at once where no file can stand.
    """
    if path.exists() and not path.is_file():
        found = "a folder" if path.is_dir() else "a device or a pipe"
        raise _bad(path, option, found, "the path of a file")
    part = path.with_name(f".{token_hex(8)}.part")  # a name that nobody can have put a link at
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            yield file
        part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        found = error.strerror or "cannot be written"
        raise _bad(path, option, found, "a path that can be written") from None


def _bad(path: Path, option: str, found: str, allowed: str) -> BadInputError:
    return BadInputError([Problem(str(path), None, option, found, allowed, "choose another")])
