"""The documents as data: their fenced blocks, the commands in them with the outputs shown, their links."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "examples").rglob("README.md")),
]
_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<kind>[a-z{][^\n`]*)?$")
_MARK = re.compile(r"^<!-- (?P<word>write|append|instrument|law-table|calendar)(?:: (?P<file>\S+))? -->$")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, its text, the line of its first character, and the mark before it."""

    kind: str
    text: str
    line: int
    mark: str = ""
    file: str = ""


@dataclass
class Command:
    """A command as a reader would type it and the lines shown below it; none shown, none compared."""

    text: str
    line: int
    shown: list[str] = field(default_factory=list)


def blocks(page: Path) -> list[Block]:
    lines = page.read_text(encoding="utf-8").splitlines()
    found: list[Block] = []
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        if not opening:
            number += 1
            continue
        end = next(n for n in range(number + 1, len(lines)) if lines[n] == opening["ticks"])
        mark = _MARK.match(lines[number - 1]) if number else None
        words = (mark["word"], mark["file"] or "") if mark else ("", "")
        text = "".join(f"{line}\n" for line in lines[number + 1 : end])
        found.append(Block((opening["kind"] or "").strip(), text, number + 2, *words))
        number = end + 1
    return found


def commands(block: Block) -> list[Command]:
    """What follows `$ ` is typed, the lines below it are shown. A backslash at the end carries on."""
    found: list[Command] = []
    for offset, line in enumerate(block.text.splitlines()):
        if line.startswith("$ "):
            found.append(Command(line[2:], block.line + offset))
        elif found and not found[-1].shown and found[-1].text.endswith("\\"):
            found[-1].text = found[-1].text[:-1].rstrip() + " " + line.strip().removeprefix("> ")
        else:
            assert found, f"line {block.line + offset}: an output without a command"
            found[-1].shown.append(line)
    return found


def matches(shown: list[str], found: list[str]) -> bool:
    """Whether the output is as shown; a line of three dots stands for any number of lines."""
    if "..." not in shown:
        return shown == found
    place = shown.index("...")
    head, tail = shown[:place], shown[place + 1 :]
    if found[:place] != head:
        return False
    return any(matches(tail, found[start:]) for start in range(place, len(found) + 1))


def abridged(shown: list[str], found: list[str]) -> list[str]:
    """The output found, cut where the output shown was cut."""
    if "..." not in shown:
        return found
    head, tail = shown.index("..."), len(shown) - shown.index("...") - 1
    return [*found[:head], "...", *(found[len(found) - tail :] if tail else [])]


def type_in(command: str, folder: Path, previous: int, environment: dict[str, str]) -> tuple[int, list[str]]:
    """Run one command in bash after one that ended with `previous`; both streams as a terminal shows them."""
    done = subprocess.run(
        ["bash", "-c", f"(exit {previous})\n{command}"],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False, text=True, timeout=60,
    )  # fmt: skip
    return done.returncode, [line.rstrip() for line in done.stdout.splitlines()]


def links(page: Path) -> list[str]:
    """Every relative link and image of a page, fenced blocks left out."""
    text = re.sub(r"^(`{3,}).*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [link for link in _LINK.findall(text) if not re.match(r"[a-z]+:", link)]


def anchors(page: Path) -> set[str]:
    """The names by which headings are linked, as both MyST and code forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def sections(page: Path, level: str = "##") -> dict[str, str]:
    """The text below each heading of one level, by the heading without its code marks."""
    parts = re.split(rf"^{level} (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {parts[n].replace("`", ""): parts[n + 1] for n in range(1, len(parts) - 1, 2)}


def first_cells(text: str) -> dict[str, str]:
    """Rows of the tables in a text: the code in the first cell, and the rest of the row."""
    rows = re.findall(r"^\| `([^`]+)` *\|(.*)$", text, flags=re.MULTILINE)
    return dict(rows)
