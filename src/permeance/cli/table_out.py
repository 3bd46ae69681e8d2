"""Answers to many rows written to a file as they come: Parquet, CSV or JSON, by the ending of its name."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path
from typing import TYPE_CHECKING

from permeance.cli.output import CONTRACT_VERSION, json_piece
from permeance.terms.file_placing import placed

if TYPE_CHECKING:
    import pyarrow

    from permeance.terms.problem import Problem

ENDINGS = (".parquet", ".csv", ".json")
OPTION = "--out"
GROUP = 262_144  # rows of a row group


def misuse(out: Path, source: Path) -> str | None:
    """What cannot be meant by `--out`: a kind of file that is not known, or the table that is read."""
    if out.suffix.lower() not in ENDINGS:
        return f"{OPTION}: found {out}; allowed: a name that ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
    same = out.resolve() == source.resolve()
    with suppress(OSError):
        same = same or os.path.samefile(out, source)
    if same:
        return f"{OPTION}: found {out}, the table that is read; allowed: any other file; nothing was written"
    return None


class Writer(ABC):
    """Takes batches of columns, in any number of rows, by the schema that it was opened with.

    What is added to `problems` stands behind the rows in JSON; a table does not tell it, the verb prints it.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @abstractmethod
    def write(self, columns: Mapping[str, pyarrow.Array]) -> None:
        """Write some rows. A column is an array of the type in the schema, or a dictionary of values of that type."""

    @abstractmethod
    def end(self) -> None:
        """Write what stands behind the rows."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the file, written to its end or not."""


@contextmanager
def table_out(path: Path, schema: pyarrow.Schema, head: Mapping[str, object]) -> Iterator[Writer]:
    """A writer whose file is put in its place when all is written, and taken away if anything is raised.

    Columns are text, yes or no, whole numbers, days, things of these (struct), or lists; a dictionary in the schema is
    kept as one in Parquet. `head` is what JSON says before the rows and Parquet in its metadata: `known`, `law`. In
    JSON, a row whose column `problem` is not null is `{id, row, problem}`, and any other has neither `row` nor
    `problem`. Raises BadInputError where the file cannot be written.
    """
    kinds: dict[str, type[_Parquet | _Csv | _Json]] = {".parquet": _Parquet, ".csv": _Csv, ".json": _Json}
    kind = kinds[path.suffix.lower()]
    with placed(path, OPTION) as file:
        writer = kind(file, schema, {"contract_version": CONTRACT_VERSION, **head})
        try:
            yield writer
            writer.end()
        except BaseException:
            with suppress(Exception):
                writer.close()
            raise
        writer.close()


class _Csv(Writer):
    """With the mark by which Excel knows UTF-8; quoted where it must be, no cell a formula."""

    def __init__(self, file: BufferedWriter, schema: pyarrow.Schema, _: Mapping[str, object]) -> None:
        from permeance.cli.row_text import CsvLines

        super().__init__()
        self.file, self.lines = file, CsvLines(schema.names)
        file.write(b"\xef\xbb\xbf" + self.lines.head().encode())

    def write(self, columns: Mapping[str, pyarrow.Array]) -> None:
        for lines in self.lines.of(columns):
            self.file.write(lines)

    def end(self) -> None:
        """Nothing stands behind the rows."""

    def close(self) -> None:
        """Nothing is held back."""


class _Json(Writer):
    """One object by the contract, with a result on each line."""

    def __init__(self, file: BufferedWriter, schema: pyarrow.Schema, head: Mapping[str, object]) -> None:
        from permeance.cli.row_text import JsonLines

        super().__init__()
        self.file, self.lines, self.last = file, JsonLines(schema.names), b""
        pairs = "".join(f"  {json_piece(key)}: {json_piece(value)},\n" for key, value in head.items())
        file.write(f'{{\n{pairs}  "results": ['.encode())

    def write(self, columns: Mapping[str, pyarrow.Array]) -> None:
        for lines in self.lines.of(columns):
            self.file.write(self.last or b"\n")
            self.file.write(lines[:-2])
            self.last = b",\n"

    def end(self) -> None:
        said = ",".join(f"\n    {json_piece(problem.as_json())}" for problem in self.problems)
        ends = ("\n  ]" if self.last else "]", "\n  ]" if said else "]")
        self.file.write(f'{ends[0]},\n  "problems": [{said}{ends[1]}\n}}\n'.encode())

    def close(self) -> None:
        """Nothing is held back."""


class _Parquet(Writer):
    """In row groups; a column of few values is kept as codes, under one dictionary a group."""

    def __init__(self, file: BufferedWriter, schema: pyarrow.Schema, head: Mapping[str, object]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        super().__init__()
        self.schema = schema.with_metadata({"permeance": json_piece(head)})
        self.waiting: list[pyarrow.RecordBatch] = []
        self.rows = 0
        coded = [field.name for field in schema if pa.types.is_dictionary(field.type)]
        self.writer = pq.ParquetWriter(
            file,
            self.schema,
            compression="lz4",
            use_dictionary=coded,
            write_statistics=[name for name in schema.names if name not in coded],  # of codes they cost half the time
            write_page_checksum=True,
        )

    def write(self, columns: Mapping[str, pyarrow.Array]) -> None:
        import pyarrow as pa

        arrays = [_as_type(columns[field.name], field.type) for field in self.schema]
        self.waiting.append(pa.RecordBatch.from_arrays(arrays, schema=self.schema))
        self.rows += len(self.waiting[-1])
        if self.rows >= GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        table = pa.Table.from_batches(self.waiting, self.schema).unify_dictionaries()
        self.waiting, self.rows = [], 0
        self.writer.write_table(table, row_group_size=GROUP)

    def end(self) -> None:
        if self.waiting:
            self._flush()

    def close(self) -> None:
        self.writer.close()


def _as_type(values: pyarrow.Array, kind: pyarrow.DataType) -> pyarrow.Array:
    """An array as a column of the schema; of lists and things Parquet keeps no dictionary."""
    import pyarrow as pa

    coded, wanted = pa.types.is_dictionary(values.type), pa.types.is_dictionary(kind)
    if coded and (not wanted or values.dictionary.null_count):  # dictionaries with a null cannot be made one
        values, coded = values.dictionary.take(values.indices), False
    if wanted and not coded:
        values = values.dictionary_encode()
    return values.cast(kind)
