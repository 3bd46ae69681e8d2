"""What every verb prints: one JSON object on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from permeance.terms.problem import Problem

CONTRACT_VERSION = "1"
EXIT_DONE, EXIT_DATA, EXIT_USAGE = 0, 1, 2


def print_json(payload: Mapping[str, object]) -> None:
    """Print one JSON object under the version of the contract; dates and other values as text, Chinese as it is."""
    json.dump({"contract_version": CONTRACT_VERSION, **payload}, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, one line each."""
    for problem in problems:
        print(f"permeance: {problem}", file=sys.stderr)
