"""The two ends of a Parquet file: by which it is known, and where it is described."""

from __future__ import annotations

from io import BufferedReader

from permeance.terms.problem import BadInputError, Problem

MAX_FOOTER = 16 * 1024 * 1024  # bytes; that of a table of 50 million rows is below one
KIND = "a Parquet file"
WRITE_AGAIN = "write it again, or copy it anew"
_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"


def look_at_ends(name: str, raw: BufferedReader) -> None:
    """That the file begins and ends as one of this kind does, and that its footer is of a size to be read."""
    begin = raw.read(4)
    size = raw.seek(0, 2)
    raw.seek(max(size - 8, 0))
    end = raw.read(8)
    raw.seek(0)
    footer = int.from_bytes(end[:4], "little")
    found, remedy = None, WRITE_AGAIN
    if not size:
        found = "an empty file"
    elif begin == _ENCRYPTED or end[4:] == _ENCRYPTED:
        found, remedy = "an encrypted Parquet file", "write it without encryption"
    elif begin != _MAGIC:
        found, remedy = "a file that is no Parquet file", "give it the ending of its kind, or write it as Parquet"
    elif end[4:] != _MAGIC or footer > size - 12:
        found = "a Parquet file whose end is missing"
    elif footer > MAX_FOOTER:
        found = f"a description of {footer:,} bytes (its columns and row groups)"
        problem = Problem(name, None, None, found, f"at most {MAX_FOOTER:,}", "write fewer columns, larger row groups")
        raise BadInputError([problem])
    if found is not None:
        raise BadInputError([Problem(name, None, None, found, KIND, remedy)])


def footer_of(raw: BufferedReader) -> bytes:
    """The bytes that describe the columns and row groups of a file whose ends were looked at."""
    size = raw.seek(0, 2)
    raw.seek(size - 8)
    length = int.from_bytes(raw.read(4), "little")
    raw.seek(size - 8 - length)
    return raw.read(length)
