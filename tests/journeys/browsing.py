"""Chromium, headless, and where its screenshots are kept."""

import asyncio
import atexit
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.journeys.processes import ROOT

SCREENSHOTS = ROOT / "build" / "screenshots"
#: How htmx tells, as errors, of a question that a later one, or the next page, has overtaken.
OVERTAKEN = ("htmx:sendAbort, ", "htmx:afterRequest, ")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """One for all tests of this process, since to start it takes as long as to walk many pages.
    What is opened in it shares nothing, and is closed at the end.
    """
    browser, loop = _launched()
    # Playwright's loop counts as running for as long as the ORM has to keep away from it, and no
    # longer: what comes after may use both rows and loops of its own.
    asyncio._set_running_loop(loop)
    try:
        yield browser
    finally:
        try:
            for context in browser.contexts:
                context.close()
        finally:
            asyncio._set_running_loop(None)


_kept: list[tuple[Browser, asyncio.AbstractEventLoop]] = []


def _launched() -> tuple[Browser, asyncio.AbstractEventLoop]:
    if not _kept:
        playwright = sync_playwright().start()
        loop = asyncio.get_running_loop()
        found = next(filter(None, map(shutil.which, _NAMES)), None)
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        asyncio._set_running_loop(None)
        _kept.append((browser, loop))
        atexit.register(_end, playwright, loop)
    return _kept[0]


def _end(playwright: Playwright, loop: asyncio.AbstractEventLoop) -> None:
    """Takes the browser along."""
    asyncio._set_running_loop(loop)
    playwright.stop()


def keep_screenshot(page: Page, name: str) -> None:
    """Of the whole page, as build/screenshots/`name`.png."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def number_in(text: str) -> int:
    """The last whole number of `text`, as an invoice's in a title."""
    return int(re.findall(r"\d+", text)[-1])
