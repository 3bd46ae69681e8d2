"""Draw the picture of the report that the README shows, from the shipped example: `make picture`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from permeance.cli.main import main

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "images" / "report.png"


def draw(chromium: str) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        report = Path(folder) / "report.html"
        main(["assess", str(ROOT / "examples" / "traction-motors-2025-05-12"), "--out", str(report)])
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 760, "height": 900})
        page.goto(report.as_uri())
        last = page.locator("figure").nth(1).bounding_box()
        end = last["y"] + last["height"] if last else 900
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE, full_page=True, clip={"x": 0, "y": 0, "width": 760, "height": end})
        browser.close()


if __name__ == "__main__":
    draw(sys.argv[1])
