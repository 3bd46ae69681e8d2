"""YAML read strictly: no key twice, no aliases, YAML 1.2 booleans, a size limit, one line per fault."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from permeance.terms.file_bytes import read_bytes
from permeance.terms.problem import BadInputError, Problem

MAX_BYTES = 1024 * 1024
SHOWN = 80  # characters of a faulty value
_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "small letters, digits and underscores, a letter first",
    r"^https?://\S+$": "an address that begins with http:// or https://",
    r"^\d{6,10}$": "six to ten digits in quotation marks",
    r"^\d{1,2}(\.\d{1,7})?$": 'a percentage in quotation marks, such as "0.1"',
    r"^[A-Z]{2}$": "a two-letter country code",
    r"^([01]\d|2[0-3]):[0-5]\d$": "a time such as 17:00",
}
_BOUNDED = {
    "string_too_short": "a text that is not empty",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least {min_length}",
    "too_long": "at most {max_length}",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "greater_than": "more than {gt}",
    "less_than": "less than {lt}",
}
_KINDS = {  # by how the name of the fault begins
    "bool": "true or false",
    "decimal": 'a number in quotation marks, such as "0.1"',
    "finite": 'a number in quotation marks, such as "0.1"',
    "int": "a whole number",
    "float": "a number",
    "date": "a date such as 2025-04-04",
    "time": "a time such as 17:00",
    "string": "a text",
    "list": "a list",
    "tuple": "a list",
    "dict": "a mapping of keys",
    "model": "a mapping of keys",
}
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


def problems_of(path: Path, error: ValidationError, model: type[BaseModel] | None = None) -> list[Problem]:
    """What Pydantic found wrong, as problems: the key's path, what was found, what is allowed.

    With the model of the file, an unknown key is answered with those that may stand in its place.
    """
    problems = []
    for fault in error.errors(include_url=False):
        place = tuple(part for part in fault["loc"] if part != "[key]")
        key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place).lstrip(".")
        found, allowed, remedy = _words(fault, place, model)
        problems.append(Problem(path.name, None, key, found, allowed, remedy))
    return problems


def _words(fault: ErrorDetails, place: tuple[int | str, ...], model: type[BaseModel] | None) -> tuple[str, str, str]:
    if fault["type"] == "extra_forbidden":
        known = keys_at(model, place[:-1]) if model else ()
        near = get_close_matches(str(place[-1]), known, n=1)
        remedy = f"write {near[0]}" if near else "remove it"
        return "a key that is not known", ", ".join(known) or "the keys of this kind of file", remedy
    if fault["type"] == "missing":
        return "nothing", "this key is required", "add it"
    return _shown(fault.get("input")), _allowed(fault), "mend the value"


def _shown(value: object) -> str:
    if value in ([], ""):
        return "nothing"
    text = value.isoformat() if isinstance(value, date) else repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} ..."


def _allowed(fault: ErrorDetails) -> str:
    """What may stand there, in the words of a reader of the file, never in those of the library."""
    given = fault.get("ctx", {})
    kind = str(fault["type"])
    if kind == "value_error":
        return str(given["error"])
    if kind in ("enum", "literal_error"):
        return str(given["expected"]).replace("'", "").replace(" or ", ", ")
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(given["pattern"]), "a text of the kind that the reference names")
    if kind in _BOUNDED:
        return _BOUNDED[kind].format(**given)
    return next((words for start, words in _KINDS.items() if kind.startswith(start)), "a value of another kind")


def keys_at(model: type[BaseModel], place: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that may stand at a place of a file, such as `provisions[0].when`."""
    current: Any = model.model_fields["root"].annotation if issubclass(model, RootModel) else model
    for part in place:
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {field.alias or name: field for name, field in current.model_fields.items()}
            current = _inner(fields[str(part)].annotation) if part in fields else None
        elif not (isinstance(part, int) or get_origin(current) is dict):
            return ()
        else:
            current = _inner(get_args(current)[-1])
    current = _inner(current)
    if not (isinstance(current, type) and issubclass(current, BaseModel)):
        return ()
    return tuple(field.alias or name for name, field in current.model_fields.items())


def _inner(annotation: Any) -> Any:
    """A kind of value without what may be left out: `X` of `X | None`."""
    options = [part for part in get_args(annotation) if part is not type(None)]
    return options[0] if isinstance(annotation, UnionType) or get_origin(annotation) is Union else annotation
