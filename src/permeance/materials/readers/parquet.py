"""Parquet files: the cells that the same table would have in CSV, read a batch of rows at a time.

Only the columns that are known are read. Text that is stored as codes stays coded, so that a long text is held once
however many rows repeat it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from permeance.materials.readers.arrow_text import (
    ALLOWED,
    can_be_read,
    cells_of,
    is_text,
    tidied,
    values_of,
    where,
)
from permeance.materials.readers.batch import ROWS, Batch, Batches
from permeance.materials.readers.csv import MAX_CELL, Row, Table
from permeance.materials.readers.csv_lines import MAX_BYTES
from permeance.materials.readers.header import header_problems, named
from permeance.materials.readers.parquet_ends import KIND, MAX_FOOTER, WRITE_AGAIN, footer_of, look_at_ends
from permeance.materials.readers.parquet_scan import Chunk, scan_chunk, stretches
from permeance.terms.file_bytes import open_regular
from permeance.terms.problem import BadInputError, Problem

MAX_PARTS = 200_000  # row groups, or columns, of which the footer may tell
MAX_ROWS = 1_000_000_000
MAX_AT_ONCE = 1024 * 1024 * 1024  # bytes of the pages that are unpacked at the same time, one of each column
LONGEST_CODED = 1_024  # bytes of a coded value, in a column of few: it unfolds to no more than this a row
MOST_PROBED = 2_000  # row groups
MAX_UNFOLDED = 256 * 1024 * 1024  # bytes that a column may take up in a batch, where it unfolds
_BUFFER = 1024 * 1024  # bytes of a column read ahead, in place of all of it


@dataclass(frozen=True, slots=True)
class _Source:
    """An open file, and the columns to read: by which of its names each known column goes."""

    file: pq.ParquetFile
    names: Mapping[str, str]
    whole: bool  # whether every column of the file is read
    most: int  # rows of a batch


def read_parquet(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read a file whole, by the rules of `read_csv`. Raises BadInputError where it cannot be used."""
    opened = open_parquet(path, required, optional)
    rows: list[Row] = []
    size = 0
    for batch in opened:
        size += sum(_text_bytes(cells) for cells in batch.columns.values())
        if size > MAX_BYTES:
            found = f"over {MAX_BYTES:,} bytes of text, unpacked"
            raise BadInputError([Problem(opened.file, None, None, found, "no more than that", "split the file")])
        columns = [cells.to_pylist() for cells in batch.columns.values()]
        rows += (
            Row(number, dict(zip(batch.columns, cells, strict=True)))
            for number, *cells in zip(batch.rows.to_pylist(), *columns, strict=True)
        )
    return Table(opened.file, opened.columns, tuple(rows), tuple(opened.problems))


def open_parquet(path: Path, required: Sequence[str], optional: Sequence[str] = (), *, rows: int = ROWS) -> Batches:
    """A file in batches of at most so many rows. Raises BadInputError where it cannot be used as a whole.

    Rows are numbered as in CSV: the first is row 2, as if the names of the columns stood in row 1.
    """
    raw = open_regular(path, KIND)
    try:
        with _told(path.name):
            source, header, problems = _opened(path.name, raw, required, optional)
    except BaseException:
        raw.close()
        raise
    return Batches(path.name, tuple(header), _batches(path.name, raw, source, rows, problems), problems=problems)


def _opened(
    name: str, raw: BufferedReader, required: Sequence[str], optional: Sequence[str]
) -> tuple[_Source, list[str], list[Problem]]:
    look_at_ends(name, raw)
    limits = {"thrift_container_size_limit": MAX_PARTS, "thrift_string_size_limit": MAX_FOOTER}
    file = pq.ParquetFile(raw, **limits)
    written = file.schema_arrow
    if file.metadata.num_rows > MAX_ROWS:
        found = f"{file.metadata.num_rows:,} rows"
        raise BadInputError([Problem(name, None, None, found, f"at most {MAX_ROWS:,}", "split the file")])
    header = named(written.names, required, optional)
    problems, usable = header_problems(name, header, required, optional)
    if not usable:
        raise BadInputError(problems)
    names = {column: at for column, at in zip(header, written.names, strict=True) if column in {*required, *optional}}
    kinds = {column: written.field(at).type for column, at in names.items()}
    odd = [
        Problem(name, 1, column, f"values of the type {str(kind)[:60]}", ALLOWED, "write the column as text")
        for column, kind in kinds.items()
        if not can_be_read(kind)
    ]
    if odd:
        raise BadInputError(odd)
    coded, mixed, widest = _scanned(name, raw, file, list(names.values()))
    coded += [column for column in mixed if not _may_unfold(raw, file, column, limits)]
    file = pq.ParquetFile(
        raw,
        metadata=file.metadata,
        read_dictionary=coded,
        buffer_size=_BUFFER,
        pre_buffer=False,
        page_checksum_verification=True,
        **limits,
    )
    most = max(1, MAX_UNFOLDED // widest) if widest else MAX_ROWS
    return _Source(file, names, len(names) == len(header), most), header, problems


def _may_unfold(raw: BufferedReader, file: pq.ParquetFile, column: str, limits: Mapping[str, int]) -> bool:
    """Whether a column of which few values are codes may be read as plain text: its longest coded value is short.

    To read such a column as codes takes ten times as long, and it cannot grow much more than it is.
    """
    if file.num_row_groups > MOST_PROBED:
        return False
    probe = pq.ParquetFile(raw, metadata=file.metadata, read_dictionary=[column], pre_buffer=False, **limits)
    for group in range(file.num_row_groups):
        for found in islice(probe.iter_batches(1, row_groups=[group], columns=[column]), 1):
            longest = pc.max(pc.binary_length(found.column(0).dictionary)).as_py() or 0
            if longest > LONGEST_CODED:
                return False
    return True


def _scanned(
    name: str, raw: BufferedReader, file: pq.ParquetFile, columns: Sequence[str]
) -> tuple[list[str], list[str], int]:
    """Which columns are to be read as codes, which are of codes and plain text, and how long a row may get unfolded.

    Refuses huge pages.
    """
    ways: dict[str, list[Chunk]] = {column: [] for column in columns}
    for group in stretches(footer_of(raw), columns):
        for column, at in group.items():
            ways[column].append(scan_chunk(raw, at))
        at_once = sum(ways[column][-1].largest for column in group)
        if at_once > MAX_AT_ONCE:
            found = f"pages of {at_once:,} bytes, unpacked, side by side"
            problem = Problem(name, None, None, found, f"at most {MAX_AT_ONCE:,}", "write it again with smaller pages")
            raise BadInputError([problem])
    coded, mixed, widest = list[str](), list[str](), 0
    for column, chunks in ways.items():
        if is_text(file.schema_arrow.field(column).type):
            if any(chunk.is_coded for chunk in chunks) and all(chunk.can_be_codes for chunk in chunks):
                few = 2 * sum(chunk.plain for chunk in chunks) > sum(chunk.values for chunk in chunks)
                (mixed if few else coded).append(column)
            else:
                widest = max(widest, *(max(chunk.dictionary, chunk.prefixed) for chunk in chunks), 0)
    return coded, mixed, widest


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Says of a file in which the library stumbles that it cannot be read."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        if "crypt" in str(error).lower():
            found, remedy = "an encrypted Parquet file", "write it without encryption"
        else:
            found, remedy = f"a Parquet file that cannot be read ({_first_words(error)})", WRITE_AGAIN
        raise BadInputError([Problem(name, None, None, found, "a sound Parquet file", remedy)]) from None


def _first_words(error: BaseException) -> str:
    return " ".join(str(error).split("\n")[0].split())[:80] or type(error).__name__


def _batches(name: str, raw: BufferedReader, source: _Source, rows: int, problems: list[Problem]) -> Iterator[Batch]:
    first, given = 2, False
    with raw:
        read = source.file.iter_batches(min(rows, source.most), columns=list(source.names.values()))
        while True:
            with _told(name):
                found = next(read, None)
            if found is None:
                break
            with _told(name):
                batch = _batch(name, source, found, first, problems)
            first += len(found)
            if len(batch):
                given = True
                yield batch
    if not given and not problems:
        problems.append(Problem(name, 2, None, "no row below the header", "at least one row", "add a row"))


def _batch(name: str, source: _Source, found: pa.RecordBatch, first: int, problems: list[Problem]) -> Batch:
    """The rows that can be read, tidied; which are left out is added to the problems."""
    columns, long = {}, np.zeros(len(found), bool)
    for column, at in source.names.items():
        cells = _checked(name, column, cells_of(found.column(found.schema.get_field_index(at))), first)
        values = values_of(cells)
        if (pc.max(pc.binary_length(values)).as_py() or 0) > MAX_CELL:
            too_long = pc.greater(pc.utf8_length(values), MAX_CELL)
            long |= where(cells, too_long).to_numpy(zero_copy_only=False)
            cells = _without(cells, too_long)
        columns[column] = tidied(cells)
    blank = _blank(columns, len(found)) & ~long if source.whole else np.zeros(len(found), bool)
    for number in np.flatnonzero(long).tolist():
        found_long = f"a cell of over {MAX_CELL} characters"
        problems.append(Problem(name, first + number, None, found_long, "shorter text", "shorten it"))
    numbers = pa.array(np.arange(first, first + len(found), dtype=np.int64))
    left_out = long | blank
    if left_out.any():
        kept = pa.array(~left_out)
        numbers = numbers.filter(kept)
        columns = {column: cells.filter(kept) for column, cells in columns.items()}
    return Batch(numbers, columns)


def _checked(name: str, column: str, cells: pa.Array, first: int) -> pa.Array:
    """Cells that are text. Raises BadInputError for the first that is none: bytes not UTF-8, a NUL character.

    The codes of a row group stand for all its values; those of no row in the batch are not told, and emptied.
    """
    values = values_of(cells)
    faults = _byte_faults(values)
    allowed = "UTF-8" if faults else "text"
    if not faults:
        with_nul = pc.match_substring(values, "\0")
        faults = dict.fromkeys(np.flatnonzero(with_nul.to_numpy(zero_copy_only=False)).tolist(), "a NUL character")
    if not faults:
        return cells
    faulty = pa.array([number in faults for number in range(len(values))], pa.bool_())
    at = int(pc.index(where(cells, faulty), True).as_py())
    if at < 0:
        return _checked(name, column, _without(cells, faulty), first)
    value = cells.indices[at].as_py() if pa.types.is_dictionary(cells.type) else at
    raise BadInputError(
        [Problem(name, first + at, column, faults[value], allowed, "write the table again with sound text")]
    )


def _byte_faults(values: pa.Array) -> dict[int, str]:
    """The values whose bytes are not UTF-8, by their place, with the byte at which that shows."""
    try:
        values.validate(full=True)
    except pa.ArrowInvalid:
        faults = {}
        for number, value in enumerate(values.cast(pa.binary()).to_pylist()):
            try:
                value.decode()
            except UnicodeDecodeError as error:
                faults[number] = f"a byte that is not UTF-8 (0x{value[error.start]:02x})"
        if not faults:
            raise
        return faults
    return {}


def _without(cells: pa.Array, dropped: pa.Array) -> pa.Array:
    """The cells with nothing in place of some of the values."""
    values = pc.if_else(dropped, "", values_of(cells))
    return pa.DictionaryArray.from_arrays(cells.indices, values) if pa.types.is_dictionary(cells.type) else values


def _blank(columns: Mapping[str, pa.Array], rows: int) -> np.ndarray:
    blank = np.ones(rows, bool)
    for cells in columns.values():
        blank &= where(cells, pc.equal(values_of(cells), "")).to_numpy(zero_copy_only=False)
        if not blank.any():
            break
    return blank


def _text_bytes(cells: pa.Array) -> int:
    """What a column takes up in CSV, with its separators."""
    lengths = where(cells, pc.binary_length(values_of(cells)))
    return int(pc.sum(lengths.cast(pa.int64())).as_py() or 0) + len(cells)
