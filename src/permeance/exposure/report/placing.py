"""A finished file is put in its place whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from permeance.terms.problem import BadInputError, Problem


def put_in_place(path: Path, content: bytes, option: str) -> None:
    """Write the file beside its place and move it there. Raises BadInputError, which names the option, if it cannot."""
    part = path.with_name(f".{token_hex(8)}.part")  # a name that nobody can have put a link at
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            file.write(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        found = error.strerror or "cannot be written"
        raise BadInputError(
            [Problem(str(path), None, option, found, "a path that can be written", "choose another")]
        ) from None
