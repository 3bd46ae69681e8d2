"""Vega-Lite drawn to SVG without a browser, once wide and once for a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width

from permeance.exposure.report.engine import SCHEMA, Spec, engine

INK, SOFT, RULE, OURS, STOP = "#1b1b1b", "#5b5750", "#d8d2c4", "#0b5a6b", "#a8321f"
# Latin first, then the families in which Linux, macOS and Windows write Chinese.
FONT = (
    "Georgia, 'Noto Serif', 'DejaVu Serif', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', "
    "'WenQuanYi Micro Hei', serif"
)
WIDE, NARROW = 640, 300
NAME_GAP = 7


@dataclass(frozen=True, slots=True)
class Picture:
    """One finding as a picture in two widths, with the sentence that says the same; asked for, and drawn meanwhile."""

    title: str
    text: str
    wide_drawn: Future[str]
    narrow_drawn: Future[str]

    @property
    def wide(self) -> str:
        return _as_image(self.wide_drawn.result(), self.title)

    @property
    def narrow(self) -> str:
        return _as_image(self.narrow_drawn.result(), self.title)


def draw(title: str, text: str, spec: Callable[[int], Spec]) -> Picture:
    """Draw one specification at both widths; `title` states the finding, `text` is its twin in words."""
    return Picture(title, text, engine().draw(_styled(spec(WIDE))), engine().draw(_styled(spec(NARROW))))


def _styled(spec: Spec) -> Spec:
    return {
        "$schema": SCHEMA,
        "background": None,
        "padding": 4,
        "config": {
            "font": FONT,
            "axis": {
                "labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12, "gridColor": RULE,
                "domainColor": SOFT, "tickColor": SOFT, "titleFontWeight": "normal",
            },
            "view": {"stroke": None},
            "text": {"font": FONT, "fontSize": 12, "color": INK},
        },
        **spec,
    }  # fmt: skip


def _as_image(svg: str, title: str) -> str:
    """One image with one name: what its parts announce would only be noise to a screen reader."""
    svg = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", svg)
    label = title.replace("&", "and").replace("<", "").replace('"', "'")
    svg = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def day_axis(width: int, **more: object) -> Spec:
    return {"title": None, "format": "%-d %b %y", "tickCount": 6 if width > 400 else 3, "grid": True, **more}


def name_room(names: Sequence[str], width: int) -> int:
    """Pixels beside an axis for the longest of its names in bold, up to two fifths of the picture."""
    longest = max((sum(14 if wide(mark) else 10 for mark in name) for name in names), default=0)
    return min(max(60, longest + NAME_GAP), width * 2 // 5)


def wide(mark: str) -> bool:
    return east_asian_width(mark) in "WF"


def name_axis(room: int) -> Spec:
    """An axis of names with nothing but the names; a name that is longer than the room is cut."""
    return {
        "title": None, "ticks": False, "domain": False, "labelFontWeight": "bold", "labelPadding": NAME_GAP,
        "labelLimit": room - NAME_GAP,
    }  # fmt: skip


def at(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"
