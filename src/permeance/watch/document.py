"""An article in bytes, plain text or HTML, as one text with its title and day. Nothing is fetched."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from permeance.terms.file_bytes import read_bytes
from permeance.terms.problem import BadInputError, Problem
from permeance.watch.moments import MOMENT, PAST, dated
from permeance.watch.sentences import dateline_day

MAX_BYTES = 8 * 1024 * 1024
MAX_CHARACTERS = 1_000_000
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|script)\b", re.IGNORECASE)
# A line that holds a day and nothing else, and how many lines of a text may come before it.
_DAY_LINE = re.compile(
    r"(?:(?:published|posted|updated|date|dated)\b:?\s*(?:on\s+)?)?"
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?(?P<day>.{6,30}?)\.?"
    r"(?:,?\s+\d{1,2}[:.]\d\d\b.{0,20})?",
    re.IGNORECASE,
)
_MOMENT = re.compile(MOMENT, re.IGNORECASE)
_HEAD_LINES = 6
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Document:
    """An article: its text, in which all places are counted in characters, and what is known about it."""

    file: str
    text: str
    title: str | None
    published: date | None
    sha256: str
    is_html: bool


def read_document(path: Path, published: date | None = None) -> Document:
    """Read a file. `published` overrules the day that the file itself gives. Raises BadInputError."""
    raw = read_bytes(path, MAX_BYTES, "a text or HTML file", "hand in the article alone")
    return parse_document(path.name, raw, published)


def parse_document(name: str, raw: bytes, published: date | None = None) -> Document:
    """A document from bytes: UTF-8 text, or HTML of which only the article is kept. Raises BadInputError."""
    path = Path(name)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"a byte that is not UTF-8 (0x{raw[error.start]:02x})"
        raise _bad(path, found, "text or HTML in UTF-8", "save it as UTF-8 text or HTML") from None
    if "\0" in text:
        raise _bad(path, "a NUL character", "text or HTML", "hand in the article's text")
    is_html = bool(_HTML.search(text[:4096]))
    title, day = None, None
    if is_html:
        text, title, day = _article(path, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    day = day if is_html else _stated_day(text)
    if not text.strip():
        raise _bad(path, "no article text", "text, or HTML with an article in it", "hand in the article's text")
    if len(text) > MAX_CHARACTERS:
        raise _bad(path, f"{len(text):,} characters", f"at most {MAX_CHARACTERS:,}", "hand in the article alone")
    return Document(name, text, title, published or day, hashlib.sha256(raw).hexdigest(), is_html)


def _article(path: Path, html: str) -> tuple[str, str | None, date | None]:
    """Text, title and day of an HTML page."""
    import trafilatura  # noqa: PLC0415  (slow to load, and needed for HTML only)

    try:
        found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False, include_tables=False)
    except (ValueError, TypeError, RecursionError, AttributeError, KeyError) as error:
        raise _bad(
            path, f"HTML that cannot be read ({type(error).__name__})", "an article in HTML", "hand in its text"
        ) from None
    if found is None:
        raise _bad(path, "no article in the HTML", "HTML with an article in it", "hand in the article's text")
    record = found if isinstance(found, dict) else found.as_dict()
    return str(record.get("text") or ""), record.get("title") or None, _day(record.get("date"))


def _stated_day(text: str) -> date | None:
    """The day that a plain text gives near its top: in a line of its own, or in a dateline; with its year, or none."""
    lines = [line for line in text[:4096].split("\n") if line.strip()][:_HEAD_LINES]
    for line in map(str.strip, lines):
        alone = _DAY_LINE.fullmatch(line)
        words = alone["day"] if alone else dateline_day(line)
        moment = _MOMENT.fullmatch(words) if words else None
        days = dated(moment.groupdict(), None, PAST) if moment else None
        if days and days[0] == days[1]:
            return days[0]
    return None


def _day(word: object) -> date | None:
    try:
        return date.fromisoformat(str(word)[:10]) if word and _ISO_DAY.match(str(word)) else None
    except ValueError:
        return None


def _bad(path: Path, found: str, allowed: str, remedy: str) -> BadInputError:
    return BadInputError([Problem(path.name, None, None, found, allowed, remedy)])
