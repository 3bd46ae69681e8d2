"""Vega-Lite drawn to SVG without a browser, once wide and once for a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from threading import Thread
from typing import Any
from unicodedata import east_asian_width

import vl_convert

INK, SOFT, RULE, OURS, STOP = "#1b1b1b", "#5b5750", "#d8d2c4", "#0b5a6b", "#a8321f"
# Latin first, then the families in which Linux, macOS and Windows write Chinese.
FONT = (
    "Georgia, 'Noto Serif', 'DejaVu Serif', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', "
    "'WenQuanYi Micro Hei', serif"
)
WIDE, NARROW = 640, 300
NAME_GAP = 7
SCHEMA, VERSION = "https://vega.github.io/schema/vega-lite/v5.json", "5.21"
Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """One finding as a picture in two widths, with the sentence that says the same."""

    title: str
    wide: str
    narrow: str
    text: str


def warm_up() -> None:
    """Start the drawing engine beside what else there is to do: it takes longer to start than to draw every picture."""
    empty: Spec = {"$schema": SCHEMA, "data": {"values": []}, "mark": "bar", "encoding": {}}
    Thread(target=partial(vl_convert.vegalite_to_svg, empty, vl_version=VERSION)).start()


def draw(title: str, text: str, spec: Callable[[int], Spec]) -> Picture:
    """Draw one specification at both widths; `title` states the finding, `text` is its twin in words."""
    return Picture(title, _svg(spec(WIDE), title), _svg(spec(NARROW), title), text)


def _svg(spec: Spec, title: str) -> str:
    whole = {
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
    svg = vl_convert.vegalite_to_svg(whole, vl_version=VERSION)
    svg = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", svg)
    label = title.replace("&", "and").replace("<", "").replace('"', "'")
    # The drawing is one image with one name: what its parts announce would only be noise to a screen reader.
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
