"""A file is read to a limit from one open handle; what is no regular file is refused and never waited for."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from permeance.law.strict_yaml import load
from permeance.materials.readers.csv import read_csv
from permeance.terms.file_bytes import read_bytes
from permeance.terms.problem import BadInputError
from permeance.watch.document import read_document


def as_folder(path: Path) -> None:
    path.mkdir()


def as_pipe(path: Path) -> None:
    os.mkfifo(path)


def as_endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def as_socket(path: Path) -> None:
    socket.socket(socket.AF_UNIX).bind(os.path.relpath(path))


READERS = {
    "table": lambda path: read_csv(path, ("id",)),
    "yaml": load,
    "article": read_document,
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize(
    ("odd", "found"),
    [
        (as_folder, "a folder"),
        (as_pipe, "a pipe, which has no end to wait for"),
        (as_endless, "a device, not a file"),
    ],
)
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, read, odd, found: str) -> None:
    odd(tmp_path / "given")
    with pytest.raises(BadInputError) as caught:
        read(tmp_path / "given")
    (problem,) = caught.value.problems
    assert (problem.file, problem.found) == ("given", found)
    assert " file" in problem.allowed
    assert problem.remedy


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_socket_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    as_socket(tmp_path / "given")
    with pytest.raises(BadInputError, match="allowed: a file that can be read"):
        read_bytes(tmp_path / "given", 5, "a file")


def test_a_file_is_read_up_to_its_limit_and_refused_one_byte_beyond(tmp_path: Path) -> None:
    path = tmp_path / "given"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5, "a file") == b"12345"
    with pytest.raises(BadInputError, match="given: found 5 bytes; allowed: at most 4; split the file"):
        read_bytes(path, 4, "a file")


def test_a_file_that_grows_after_it_was_measured_is_read_no_further(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "given"
    path.write_bytes(b"x" * 100)
    small = os.stat_result((0o100644, *[0] * 9))
    monkeypatch.setattr(os, "fstat", lambda descriptor: small)
    with pytest.raises(BadInputError, match="found 11 bytes; allowed: at most 10"):
        read_bytes(path, 10, "a file")


def test_a_path_that_no_file_can_have_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="a path that cannot be opened"):
        read_bytes(tmp_path / "a\0b", 10, "a file")


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else None
    for _ in range(5):
        with pytest.raises(BadInputError):
            read_bytes(tmp_path, 10, "a file")
    if before is not None:
        assert len(os.listdir("/proc/self/fd")) == before
