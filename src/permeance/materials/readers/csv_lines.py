"""The text of CSV files: UTF-8 with or without its mark, line by line, of any length."""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper
from pathlib import Path

from permeance.terms.file_bytes import open_regular
from permeance.terms.problem import BadInputError, Problem

MAX_BYTES = 64 * 1024 * 1024
MAX_LINE = 64 * 1024 * 1024  # characters
_CHUNK = 1024 * 1024
KIND = "a CSV file"
# How files begin that are often saved under the name of a table.
NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook or another archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}


def csv_text(path: Path, most: int | None = None) -> str:
    """The text of a CSV file of at most so many bytes, or of `MAX_BYTES`.

    Raises BadInputError where it is none, with the row.
    """
    with open_regular(path, KIND) as file:
        check_length(path.name, file, most or MAX_BYTES)
        return "".join(lines_of(path.name, file))


def check_length(name: str, file: BufferedReader, most: int | None) -> None:
    size = os.fstat(file.fileno()).st_size
    if most is not None and size > most:
        raise BadInputError([Problem(name, None, None, f"{size:,} bytes", f"at most {most:,}", "split the file")])


def lines_of(name: str, file: BufferedReader) -> Iterator[str]:
    """The lines of a text with their ends, one at a time. Raises BadInputError where it is none, by its line."""
    start = file.peek(4)
    kind = next((words for begin, words in NOT_CSV.items() if start.startswith(begin)), None)
    if kind is not None:
        workbook = " or, if it is a workbook, as .xlsx" if "Excel" in kind else ""
        raise BadInputError([Problem(name, None, None, kind, "a CSV file in UTF-8", f"save it as CSV UTF-8{workbook}")])
    with TextIOWrapper(file, "utf-8-sig", newline="") as text:
        yield from _checked(name, file, text)


def _checked(name: str, file: BufferedReader, text: TextIOWrapper) -> Iterator[str]:
    row = 1
    while True:
        try:
            line = text.readline(MAX_LINE + 1)
        except UnicodeDecodeError:
            raise BadInputError([_no_text(name, file)]) from None
        except OSError as error:
            found, allowed = error.strerror or "a file that cannot be read", f"{KIND} that can be read"
            raise BadInputError([Problem(name, row, None, found, allowed, "copy it anew")]) from None
        if not line:
            return
        if "\0" in line:
            raise BadInputError([Problem(name, row, None, "a NUL character", "text", "export the table as CSV again")])
        if len(line) > MAX_LINE:
            found = f"a line of over {MAX_LINE:,} characters"
            raise BadInputError([Problem(name, row, None, found, "lines that end", "export the table as CSV again")])
        row += line.count("\n")
        yield line


def _no_text(name: str, file: BufferedReader) -> Problem:
    """The first byte that is not UTF-8, by its line; the file is read anew for it."""
    file.seek(0)
    row, decoder = 1, getincrementaldecoder("utf-8-sig")()
    while True:
        chunk = file.read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raw = error.object
            row += raw[: error.start].count(b"\n")
            found = f"a byte that is not UTF-8 (0x{raw[error.start]:02x})"
            return Problem(name, row, None, found, "UTF-8", "save as UTF-8")
        row += chunk.count(b"\n")
