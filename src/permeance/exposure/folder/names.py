"""The names that a table gives to the others, and which of them was probably meant by one that it does not give."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

MOST_COMPARED = 2_000  # names; of more only the spelling apart from case is looked for
MOST_ASKED = 50  # unknown names, since each is held against all
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a table gives, and those in its rows that were left out, by row.

    `unnamed` are rows that were left out and of which the name cannot be read: any other name may stand there.
    """

    file: str
    known: Collection[str]
    left_out: Mapping[str, int]
    unnamed: tuple[int, ...] = ()
    _nearest: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    _plain: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def nearest(self, name: str) -> str | None:
        """The name that was probably meant: `MAG-H` for `mag-h` or `MAG-HX`; None where none is near."""
        if name not in self._nearest and len(self._nearest) < MOST_ASKED:
            if not self._plain:
                self._plain.update((_plain(known), known) for known in self.known)
            self._nearest[name] = self._plain.get(_plain(name)) or self._near(_plain(name))
        return self._nearest.get(name)

    def _near(self, plain: str) -> str | None:
        if not plain or len(self._plain) > MOST_COMPARED:
            return None
        near = get_close_matches(plain[:60], self._plain, n=1, cutoff=_NEAR)
        return self._plain[near[0]] if near else None


def did_you_mean(name: str, names: Names, otherwise: str) -> str:
    """What to do about a name that a table does not give."""
    near = names.nearest(name) if name else None
    return otherwise if near is None else f"did you mean {near[:60]}? if not, {otherwise}"


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
