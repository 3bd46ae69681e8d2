"""A file is put in its place whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from permeance.terms.file_placing import placed, put_in_place
from permeance.terms.problem import BadInputError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_a_file_is_put_into_a_folder_that_is_made_for_it_and_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "made" / "answer.csv"
    put_in_place(path, b"one", "--out")
    put_in_place(path, b"two", "--out")
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == ["answer.csv", "made"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_is_half_written_is_taken_away_and_an_older_file_stays(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "answer.csv"
    path.write_bytes(b"old")

    def fail() -> None:
        with placed(path, "--out") as file:
            file.write(b"half")
            file.flush()
            assert path.read_bytes() == b"old"
            raise error

    with pytest.raises(error):
        fail()
    assert names(tmp_path) == ["answer.csv"]
    assert path.read_bytes() == b"old"


def test_where_no_file_can_stand_nothing_is_begun(tmp_path: Path) -> None:
    begun = []
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_bytes(b"")

    def begin(path: Path) -> None:
        with placed(path, "--out"):
            begun.append(path)

    for name, found in (
        ("pipe.csv", "a device or a pipe; allowed: the path of a file; choose another"),
        ("folder.csv", "a folder; allowed: the path of a file"),
        ("file/answer.csv", "allowed: a path that can be written; choose another"),
    ):
        with pytest.raises(BadInputError) as caught:
            begin(tmp_path / name)
        (problem,) = caught.value.problems
        assert (problem.file, problem.key) == (str(tmp_path / name), "--out")
        assert found in str(problem)
    assert begun == []
    assert names(tmp_path) == ["file", "folder.csv", "pipe.csv"]
