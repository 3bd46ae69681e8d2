"""The report in a real browser: opens from disk without a network, fits a phone, and bars nobody."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from permeance.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844), "narrow phone": (320, 640)}


@pytest.fixture(scope="module")
def browser():
    found = os.environ.get("PERMEANCE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), MAC)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=sorted(path.name for path in EXAMPLES.glob("traction-motors-*")))
def report(request, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    assert main(["assess", str(EXAMPLES / request.param), "--out", str(path)]) == 0
    return path


def opened(browser: Browser, report: Path, width: str) -> tuple[Page, list[str], list[str]]:
    """The page, every address it asked for, and every complaint of its console."""
    across, down = WIDTHS[width]
    page = browser.new_context(viewport={"width": across, "height": down}, offline=True).new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(report.as_uri())
    return page, asked, complaints


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_with_every_reason_unfolded(browser, report, width):
    page, _, _ = opened(browser, report, width)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(rule["id"], rule["impact"], rule["nodes"][0]["html"]) for rule in found] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_report_opens_from_disk_and_asks_for_nothing_else(browser, report, width):
    page, asked, complaints = opened(browser, report, width)
    assert asked == [report.as_uri()]
    assert complaints == []
    assert page.locator("h1").inner_text().startswith("Line ")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_has_to_be_scrolled_sideways(browser, report, width):
    page, _, _ = opened(browser, report, width)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    across, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert across <= shown


@pytest.mark.parametrize("width", WIDTHS)
def test_each_picture_is_shown_once_in_the_drawing_for_that_width(browser, report, width):
    page, _, _ = opened(browser, report, width)
    shown = [figure.locator("svg:visible").count() for figure in page.locator("figure").all()]
    assert shown == [1] * len(shown)
    assert len(shown) == 6  # all lines, four stock fans, the cases
    beside = ".wide" if width == "desktop" else ".narrow"
    assert page.locator(f"figure {beside} svg:visible").count() == 6


def test_the_answer_stands_on_the_first_screen_of_a_phone(browser, report):
    page, _, _ = opened(browser, report, "phone")
    box = page.locator("h1").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < WIDTHS["phone"][1]


def test_all_scenarios_stand_in_one_table_that_takes_about_a_screen_of_a_phone(browser, report):
    page, _, _ = opened(browser, report, "phone")
    section = page.locator("section[aria-labelledby=scenarios]")
    assert section.locator("table").count() == 1
    box = section.bounding_box()
    assert box is not None
    assert box["height"] < 1.2 * WIDTHS["phone"][1]


def test_reasons_unfold_by_keyboard(browser, report):
    page, _, _ = opened(browser, report, "desktop")
    first = page.locator("section[aria-labelledby=evidence] details").first
    assert first.get_attribute("open") is None
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert first.get_attribute("open") is not None
    assert first.locator(".reasons li").first.is_visible()


def test_print_keeps_the_answer_and_the_disclaimer(browser, report, tmp_path):
    page, _, _ = opened(browser, report, "desktop")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert "Not legal or investment advice" in page.locator("footer").inner_text()
    assert page.pdf(path=tmp_path / "report.pdf")[:5] == b"%PDF-"
