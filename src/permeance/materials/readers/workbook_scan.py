"""A workbook's parts looked through before its values are read: how much there is, and cells that hold no value.

The library that reads the values shows an error, a formula without a result and an empty cell alike, and sets up the
whole area that a sheet spans. So the XML is walked first, in bounded space.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import normpath
from xml.parsers import expat

MAX_UNPACKED = 256 * 1024 * 1024  # bytes of all parts together
MAX_PARTS = 2_000
MAX_AREA = 5_000_000  # cells from A1 to the last one that holds anything
_PERCENT_FORMATS = {9, 10}
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_QUOTED = re.compile(r'"[^"]*"|\\.')


class WorkbookError(Exception):
    """Why a workbook is not read: what was found, what is allowed, what to do."""

    def __init__(self, found: str, allowed: str, remedy: str) -> None:
        super().__init__(found)
        self.found, self.allowed, self.remedy = found, allowed, remedy


@dataclass(slots=True)
class SheetScan:
    """Places (row, column), from 0: errors and formulas without a result, per cents, and figures shown with zeros."""

    bad: dict[tuple[int, int], str] = field(default_factory=dict)
    percent: set[tuple[int, int]] = field(default_factory=set)
    padded: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0


def scan(raw: bytes) -> Mapping[str, SheetScan]:
    """Each worksheet by its name. Raises WorkbookError where the file is no sound workbook or too large."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = _parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        raise WorkbookError("a damaged archive", "an Excel workbook (.xlsx)", "save it again in Excel") from None
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise WorkbookError("a workbook with macros", "one without", "save it as .xlsx")
    if "xl/workbook.xml" not in parts:
        found = "an archive that is no Excel workbook of the kind .xlsx"
        raise WorkbookError(found, "an Excel workbook (.xlsx)", "save it as .xlsx in Excel")
    percent, padded = _number_formats(parts.get("xl/styles.xml", b""))
    sheets = {}
    for name, part in _sheet_parts(parts):
        if part in parts:
            sheets[name] = _SheetWalk(percent, padded).walk(parts[part])
    return sheets


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part unpacked; the sizes that an archive states are not trusted."""
    members = archive.infolist()
    if len(members) > MAX_PARTS:
        raise WorkbookError(f"{len(members):,} parts in the archive", f"at most {MAX_PARTS:,}", "save a smaller one")
    if any(member.flag_bits & 1 for member in members):
        raise WorkbookError("a workbook under a password", "one without", "take the password off and save it")
    left, parts = MAX_UNPACKED, {}
    for member in members:
        with archive.open(member) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            found = f"over {MAX_UNPACKED // 2**20} MiB once unpacked"
            raise WorkbookError(found, "a workbook below that", "split it, or save its sheets as CSV")
        if member.filename.endswith((".xml", ".rels")) or "vbaProject" in member.filename:
            parts[member.filename.removeprefix("/")] = content
    return parts


def _sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name of each sheet and the part in which its cells stand."""
    targets = {a.get("Id"): a.get("Target", "") for a in _attributes(parts.get("xl/_rels/workbook.xml.rels", b""))}
    for attributes in _attributes(parts["xl/workbook.xml"], "sheet"):
        key = next((value for name, value in attributes.items() if name.rpartition(" ")[2] == "id"), None)
        target = targets.get(key, "")
        if target and "name" in attributes:
            inside = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            yield attributes["name"], normpath(inside)


def _attributes(xml: bytes, element: str = "Relationship") -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == element:
            found.append(attributes)

    _walk(xml, begin)
    return found


def _number_formats(xml: bytes) -> tuple[set[int], dict[int, int]]:
    """The styles that show per cents, and those that fill a figure up with zeros, with their width."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = [False]

    def begin(name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = _QUOTED.sub("", attributes.get("formatCode", ""))
        elif kind in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside[0] = kind == "cellXfs"
        elif kind == "xf" and inside[0]:
            styles.append(_whole(attributes.get("numFmtId")))

    _walk(xml, begin)
    percent = {n for n, code in enumerate(styles) if code in _PERCENT_FORMATS or "%" in codes.get(code, "")}
    padded = {n: len(text) for n, code in enumerate(styles) if re.fullmatch("0{2,40}", text := codes.get(code, ""))}
    return percent, padded


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


class _SheetWalk:
    """One pass over the cells of a sheet."""

    def __init__(self, percent: set[int], padded: Mapping[int, int]) -> None:
        self.percent, self.padded = percent, padded
        self.found = SheetScan()
        self.row, self.column = -1, -1
        self.cell: dict[str, str] = {}
        self.formula = self.in_value = False
        self.value = ""

    def walk(self, xml: bytes) -> SheetScan:
        _walk(xml, self._begin, self._end, self._text)
        return self.found

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "row":
            self.row = _whole(attributes.get("r")) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif kind == "c":
            self.cell, self.formula, self.value = attributes, False, ""
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self.column = _column(place[1]) if place else self.column + 1
            self.row = int(place[2]) - 1 if place else self.row
        elif kind in ("v", "f", "is"):
            self.formula |= kind == "f"
            self.in_value = kind == "v"
            self.found.rows = max(self.found.rows, self.row + 1)
            self.found.columns = max(self.found.columns, self.column + 1)
            if self.found.rows * self.found.columns > MAX_AREA:
                found = f"a cell in row {self.row + 1:,}, column {self.column + 1:,}"
                allowed = f"a sheet that spans at most {MAX_AREA:,} cells"
                raise WorkbookError(found, allowed, "delete what stands far from the table, or save it as CSV")

    def _text(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def _end(self, name: str) -> None:
        kind = name.rpartition(" ")[2]
        self.in_value = False if kind == "v" else self.in_value
        if kind != "c":
            return
        place, style, kind_of_value = (self.row, self.column), _whole(self.cell.get("s")), self.cell.get("t", "n")
        if kind_of_value == "e":
            self.found.bad[place] = f"the error {self.value[:20]}"
        elif self.formula and not self.value and kind_of_value != "str":
            self.found.bad[place] = "a formula whose result is not stored"
        elif kind_of_value == "n" and self.value and style in self.percent:
            self.found.percent.add(place)
        elif kind_of_value == "n" and self.value and style in self.padded:
            self.found.padded[place] = self.padded[style]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _walk(xml: bytes, begin: object, end: object = None, text: object = None) -> None:
    """Walk a part; a document type, in which entities could be declared, is refused, since no workbook has one."""
    if not xml:
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, text  # type: ignore[assignment]

    def refuse(*_: object) -> None:
        raise WorkbookError("a document type in its XML", "a workbook as Excel writes it", "save it again in Excel")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        found = "XML that cannot be read"
        raise WorkbookError(found, "a workbook as Excel writes it", "save it again in Excel") from None
