"""What is wrong with a piece of input, said so that the reader can mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one input: where it stands, what was found, what is allowed, what to do.

    `row` is the line in a table (the header is line 1) or None where the file has no rows.
    """

    file: str
    row: int | None
    key: str | None
    found: str
    allowed: str
    remedy: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.key:
            place += f", {self.key}"
        return f"{place}: found {self.found}; allowed: {self.allowed}; {self.remedy}"

    def as_json(self) -> dict[str, str | int | None]:
        """The contract's form of a problem: {file, row, key, found, allowed, remedy}."""
        return asdict(self)


class BadInputError(Exception):
    """Input that cannot be used at all; carries every problem that was found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
