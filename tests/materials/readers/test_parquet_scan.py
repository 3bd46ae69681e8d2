"""The heads of the pages say how large a file unpacks and how it is packed, whatever its footer says."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from permeance.materials.readers import parquet
from permeance.materials.readers.parquet import open_parquet
from permeance.materials.readers.parquet_scan import Chunk, PageError, Stretch, scan_chunk, stretches
from permeance.materials.readers.table import read_table
from permeance.terms.problem import BadInputError

WORDS = [f"word {n % 10}" for n in range(5_000)]
UNLIKE = [f"word {n}" for n in range(200_000)]


def scanned(path: Path, values: list[str], **options: Any) -> Chunk:
    pq.write_table(pa.table({"id": values}), path, **options)
    raw = path.read_bytes()
    length = int.from_bytes(raw[-8:-4], "little")
    (group,) = stretches(raw[-8 - length : -8], ["id"])
    chunk = pq.read_metadata(path).row_group(0).column(0)
    begin = min(chunk.data_page_offset, chunk.dictionary_page_offset or chunk.data_page_offset)
    assert group["id"] == Stretch(begin, begin + chunk.total_compressed_size, len(values))
    with path.open("rb") as file:
        return scan_chunk(file, group["id"])


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("compression", ["none", "snappy", "zstd", "gzip"])
@pytest.mark.parametrize("checksum", [True, False])
def test_pages_are_found_however_they_are_written(
    tmp_path: Path, version: str, compression: str, checksum: bool
) -> None:
    options = {"data_page_version": version, "compression": compression, "write_page_checksum": checksum}
    path = tmp_path / "items.parquet"
    coded = scanned(path, WORDS, **options)
    assert (coded.is_coded, coded.prefixed) == (True, 0)
    assert coded.dictionary == 10 * (4 + len("word 0"))
    plain = scanned(path, UNLIKE, use_dictionary=False, data_page_size=64 * 1024, **options)
    assert (plain.is_coded, plain.dictionary) == (False, 0)
    assert 60_000 < plain.largest < 100_000
    mixed = scanned(path, UNLIKE, **options)
    assert mixed.is_coded
    assert mixed.dictionary > 1_000_000


@pytest.mark.parametrize(("way", "prefixed"), [("DELTA_BYTE_ARRAY", True), ("DELTA_LENGTH_BYTE_ARRAY", False)])
def test_text_that_cannot_be_read_as_codes_is_read_all_the_same(tmp_path: Path, way: str, prefixed: bool) -> None:
    path = tmp_path / "items.parquet"
    found = scanned(path, WORDS, use_dictionary=False, column_encoding={"id": way})
    assert (found.can_be_codes, found.prefixed > 0) == (False, prefixed)
    assert [row["id"] for row in read_table(path, ("id",), sheet="items").rows] == WORDS


def test_a_text_that_each_row_repeats_from_the_one_before_is_unfolded_a_few_rows_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, rows, long = tmp_path / "items.parquet", 200, "x" * 1_000_000
    cells = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), [long]).cast(pa.large_string())
    options = {"use_dictionary": False, "column_encoding": {"form": "DELTA_BYTE_ARRAY"}}
    pq.write_table(pa.table({"id": np.arange(rows), "form": cells}), path, compression="zstd", **options)
    del cells
    assert path.stat().st_size < 1_000_000
    monkeypatch.setattr(parquet, "MAX_UNFOLDED", 4 * 1024 * 1024)
    batches = open_parquet(path, ("id",), ("form",))
    before = most = pa.total_allocated_bytes()
    for _ in batches:
        most = max(most, pa.total_allocated_bytes())
    assert most - before < 50_000_000, "two hundred megabytes of text are never held at once"
    assert len(batches.problems) == rows


def test_pages_that_unpack_to_more_than_the_limit_are_refused_before_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "items.parquet"
    page = {"use_dictionary": False, "data_page_size": 1 << 26, "compression": "zstd"}
    pq.write_table(pa.table({"id": ["x" * 10_000] * 2_000, "colour": ["y" * 10_000] * 2_000}), path, **page)
    monkeypatch.setattr(parquet, "MAX_AT_ONCE", 21_000_000)
    assert len(list(open_parquet(path, ("id",)))) == 1, "what is not read is not counted"
    monkeypatch.setattr(parquet, "MAX_AT_ONCE", 1_000_000)
    with pytest.raises(BadInputError, match=r"pages of 20,00\d,\d\d\d bytes, unpacked, side by side; allowed: at most"):
        open_parquet(path, ("id",))


@given(st.binary(max_size=200))
@example(b"\x15\x00\x15\x02\x15\x02\x25\x02\x00")  # a number in place of what a page of data says of itself
def test_whatever_bytes_stand_for_a_page_are_looked_at_without_a_fault(raw: bytes) -> None:
    with suppress(PageError):
        assert scan_chunk(BytesIO(raw), Stretch(0, len(raw) + 1, 9)).prefixed >= 0  # type: ignore[arg-type]
    with suppress(PageError):
        assert all(set(group) <= {"id"} for group in stretches(raw, ["id"]))


def test_lists_in_lists_without_end_are_refused() -> None:
    with pytest.raises(PageError, match="nested too deep"):
        list(stretches(b"\x19" * 100_000, ["id"]))


def test_a_faulty_footer_ends_no_process(tmp_path: Path) -> None:
    path = tmp_path / "items.parquet"
    pq.write_table(pa.table({"id": ["A", "B"], "form": ["oxide", "metal"]}), path)
    raw = path.read_bytes()
    for at in range(len(raw) - 8 - int.from_bytes(raw[-8:-4], "little"), len(raw)):
        for byte in (0, 1, 21, 0xFF, raw[at] ^ 0x10):
            path.write_bytes(raw[:at] + bytes([byte]) + raw[at + 1 :])
            with suppress(BadInputError):
                read_table(path, ("id",), ("form",), sheet="items")
