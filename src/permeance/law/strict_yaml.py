"""YAML read strictly: no key twice, no aliases, YAML 1.2 booleans, a size limit, one line per fault."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from permeance.terms.file_bytes import read_bytes
from permeance.terms.problem import BadInputError, Problem

MAX_BYTES = 1024 * 1024
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]  # the C loader carries no types
    """Refuses what a law file must not hold; `no` stays a word, since NO is Norway."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, bool) or not isinstance(key, str | int):
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r}", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} twice", key_node.start_mark)
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping

    def construct_yaml_timestamp(self, node: Any) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            found = f"the date {node.value[:40]}, which is not in the calendar"
            raise yaml.constructor.ConstructorError(None, None, found, node.start_mark) from None


# YAML 1.2 in what it takes for a value: 17:00 and 0101 stay words, where YAML 1.1 reads 1020 and 65.
_OWN = {
    "tag:yaml.org,2002:bool": (r"^(?:true|false|True|False)$", "tTfF"),
    "tag:yaml.org,2002:int": (r"^[-+]?(?:0|[1-9][0-9_]*)$", "-+0123456789"),
}
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _OWN]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
for _tag, (_pattern, _first) in _OWN.items():
    _StrictLoader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))
_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _StrictLoader.construct_yaml_timestamp)


def load(path: Path) -> object:
    """The content of a YAML file as plain values. Raises BadInputError with the line of the fault."""
    raw = read_bytes(path, MAX_BYTES, "a YAML file")
    try:
        _refuse_aliases(raw)
        return yaml.load(raw, Loader=_StrictLoader)  # noqa: S506  (a SafeLoader underneath)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        row = None if mark is None else mark.line + 1
        allowed = "plain YAML: each key once, dates that exist, no aliases"
        raise _bad(path, row, error.problem or "broken YAML", allowed, "mend this line") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        found = str(error).splitlines()[0] or "broken YAML"
        raise _bad(path, None, found, "plain YAML in UTF-8", "mend the file") from None


def _refuse_aliases(raw: bytes) -> None:
    """An anchor or alias lets a small file unfold into a huge one. The C loader has no hook, so ask its events."""
    for event in yaml.parse(raw, Loader=_Base):
        name: str | None = getattr(event, "anchor", None)
        if name is not None:
            found = f"the anchor or alias {name[:40]}"
            mark: Any = event.start_mark
            raise yaml.constructor.ConstructorError(None, None, found, mark)


def _bad(path: Path, row: int | None, found: str, allowed: str, remedy: str) -> BadInputError:
    return BadInputError([Problem(path.name, row, None, found, allowed, remedy)])


def problems_of(path: Path, error: ValidationError) -> list[Problem]:
    """What Pydantic found wrong, as problems: the key's path, what was found, what is allowed."""
    problems = []
    for fault in error.errors(include_url=False):
        key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in fault["loc"]).lstrip(".")
        kind, found = fault["type"], repr(fault.get("input"))[:80]
        if kind == "extra_forbidden":
            problems.append(
                Problem(
                    path.name,
                    None,
                    key,
                    "a key that is not known",
                    "the keys of this kind of file",
                    "remove it",
                )
            )
        elif kind == "missing":
            problems.append(Problem(path.name, None, key, "nothing", "this key is required", "add it"))
        else:
            problems.append(Problem(path.name, None, key, found, fault["msg"], "mend the value"))
    return problems
