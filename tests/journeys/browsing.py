"""Chromium, headless, and where its screenshots are kept."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.processes import ROOT

SCREENSHOTS = ROOT / "build" / "screenshots"
#: How htmx tells, as errors, of a question that a later one, or the next page, has overtaken.
OVERTAKEN = ("htmx:sendAbort, ", "htmx:afterRequest, ")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=found, args=_FLAGS) as browser,
    ):
        yield browser


def keep_screenshot(page: Page, name: str) -> None:
    """Of the whole page, as build/screenshots/`name`.png."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def number_in(text: str) -> int:
    """The last whole number of `text`, as an invoice's in a title."""
    return int(re.findall(r"\d+", text)[-1])
