"""The drawing engine in a process of its own: it lets nothing else run while it starts, nor while it draws."""

from __future__ import annotations

import atexit
import json
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from subprocess import DEVNULL, PIPE, Popen
from typing import Any

import vl_convert

SCHEMA, VERSION = "https://vega.github.io/schema/vega-lite/v5.json", "5.21"
Spec = dict[str, Any]
_DAYS = {"field": "day", "type": "temporal", "axis": {"format": "%-d %b %y"}}
_TRIAL: Spec = {  # of the kinds of marks that are drawn, so that the engine has compiled what they need
    "$schema": SCHEMA,
    "data": {"values": [{"day": f"2026-01-{n:02}T00:00:00", "of": n} for n in range(1, 31)]},
    "layer": [
        {"mark": mark, "encoding": {"x": _DAYS, "y": {"field": "of", "type": "quantitative"}}}
        for mark in ("area", "line", "tick", "text")
    ],
}


class Engine:
    """Draws one specification after the other; where no other process can be had, or it ends, this one draws."""

    def __init__(self) -> None:
        self._queue = ThreadPoolExecutor(1)
        self._process = _start()

    def draw(self, spec: Spec) -> Future[str]:
        """The specification as SVG, as soon as it is drawn."""
        return self._queue.submit(self._drawn, spec)

    def _drawn(self, spec: Spec) -> str:
        found = self._answer(spec)
        return _svg(spec) if found is None else found

    def _answer(self, spec: Spec) -> str | None:
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            self._process.stdin.write(f"{json.dumps(spec)}\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except OSError:
            return None
        return str(json.loads(answer)) if answer else None


@cache
def engine() -> Engine:
    """The one engine of this process, started when it is first asked for."""
    return Engine()


def _start() -> Popen[str] | None:
    """A process that runs this file; it ends with its input, and so with this process."""
    if not sys.executable:
        return None
    try:
        started = Popen([sys.executable, "-P", __file__], stdin=PIPE, stdout=PIPE, stderr=DEVNULL, encoding="ascii")  # noqa: S603
    except OSError:
        return None
    atexit.register(_end, started)
    return started


def _end(process: Popen[str]) -> None:
    process.kill()
    process.communicate()


def _svg(spec: Spec) -> str:
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VERSION))


def _serve() -> None:
    """Answer each line, a specification, with a line, its drawing; the engine is warm before the first is asked."""
    _svg(_TRIAL)
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(_svg(json.loads(line)))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
