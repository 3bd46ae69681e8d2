"""YAML is read strictly: what is ambiguous, doubled or able to unfold is refused by its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from permeance.law import strict_yaml
from permeance.law.strict_yaml import load
from permeance.terms.problem import BadInputError


def read(tmp_path: Path, raw: str | bytes) -> object:
    path = tmp_path / "law.yaml"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return load(path)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: NO", {"a": "NO"}),
        ("a: on", {"a": "on"}),
        ("a: yes", {"a": "yes"}),
        ("a: true", {"a": True}),
        ("a: False", {"a": False}),
        ("a: 17:00", {"a": "17:00"}),
        ("a: 0101", {"a": "0101"}),
        ("a: 12", {"a": 12}),
        ("a: -3", {"a": -3}),
        ("a: 0", {"a": 0}),
        ("a: 2025-04-04", {"a": date(2025, 4, 4)}),
        ("a: null", {"a": None}),
        ("a: 商务部", {"a": "商务部"}),
        ("1: x", {1: "x"}),
        ("", None),
    ],
)
def test_words_stay_words_and_only_plain_values_are_values(tmp_path: Path, text: str, value: object) -> None:
    found = read(tmp_path, text)
    assert found == value
    if isinstance(value, dict):
        assert [type(v) for v in found.values()] == [type(v) for v in value.values()]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", "law.yaml, row 3: found the key 'a' twice"),
        ("x:\n  a: 1\n  a: 2\n", "law.yaml, row 3: found the key 'a' twice"),
        ("- {a: 1, a: 2}\n", "law.yaml, row 1: found the key 'a' twice"),
        ("a: 2025-02-30\n", "row 1: found the date 2025-02-30, which is not in the calendar"),
        ("a: &x [1]\nb: *x\n", "row 1: found the anchor or alias x"),
        ("a: 1\n<<: {b: 2}\n", "law.yaml, row 2: found could not determine a constructor"),
        ("1.5: x\n", "row 1: found the key 1.5"),
        ("true: x\n", "row 1: found the key True"),
        ("2025-01-01: x\n", "row 1: found the key datetime.date"),
        ("a: [1, 2\n", "row 2: found did not find expected"),
        ("a: !!python/name:os.system\n", "row 1: found could not determine a constructor"),
        ("a: 1\n---\nb: 2\n", "row 2: found but found another document"),
        ("a: café".encode("latin-1"), "law.yaml: found"),
        (b"a: \x00", "law.yaml: found"),
        ("[" * 50_000, "law.yaml, row 1: found exceeded maximum nesting depth"),
    ],
)
def test_what_is_not_plain_is_refused_in_one_short_line(tmp_path: Path, raw: str | bytes, says: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read(tmp_path, raw)
    message = str(caught.value)
    assert says in message
    assert "allowed: " in message
    assert len(message.splitlines()) == 1
    assert len(message) < 300


def test_a_file_above_the_size_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "MAX_BYTES", 5)
    assert read(tmp_path, "a: 12") == {"a": 12}
    with pytest.raises(BadInputError, match="found 6 bytes; allowed: at most 5; split the file"):
        read(tmp_path, "a: 123")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"none\.yaml: found No such file .*allowed: a YAML file that can be read"):
        load(tmp_path / "none.yaml")
