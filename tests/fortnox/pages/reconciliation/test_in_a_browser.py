"""The reconciliation in a browser: it fits a phone, and a finding is settled by hand."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tamio.fortnox.models import Reconciliation
from tests.fortnox.pages.reconciliation.conftest import compared
from tests.fortnox.pages.rows import PERSON
from tests.journeys.browsing import chromium as started
from tests.journeys.browsing import keep_screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: Any, run: Reconciliation, browser: Client) -> str:
    compared(run.store, nightly=False)
    return f"{live_server.url}/backoffice/{run.store.slug}/integrations/fortnox/"


@pytest.fixture
def cookie(address: str, browser: Client) -> str:
    return browser.cookies["sessionid"].value


@pytest.fixture
def chrome(cookie: str) -> Iterator[Browser]:
    with started() as running:
        yield running


def _opened(chrome: Browser, address: str, cookie: str, *, width: int, **context: Any) -> Page:
    opened = chrome.new_context(viewport={"width": width, "height": 800}, **context)
    opened.add_cookies([{"name": "sessionid", "value": cookie, "url": urljoin(address, "/")}])
    page = opened.new_page()
    page.goto(address)
    return page


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_it_is_read_and_solved_on_every_screen(
    chrome: Browser, address: str, cookie: str, run: Reconciliation
) -> None:
    page = f"{address}reconciliation/{run.pk}/"
    wide = _opened(chrome, page, cookie, width=1280, locale="sv-SE")
    keep_screenshot(wide, "reconciliation")
    wide.emulate_media(media="print")
    keep_screenshot(wide, "reconciliation-print")
    phone = _opened(chrome, page, cookie, width=390, locale="en-GB", color_scheme="dark")
    assert not _overflows(phone)
    keep_screenshot(phone, "reconciliation-phone")
    for each in (wide, phone):
        each.emulate_media(media="screen")
        each.goto(f"{address}reconciliation/")
    assert not _overflows(phone)
    keep_screenshot(wide, "reconciliations")
    keep_screenshot(phone, "reconciliations-phone")
    wide.goto(address)
    keep_screenshot(wide, "reconciliation-overview")


def test_a_finding_is_settled_without_javascript(
    chrome: Browser, address: str, cookie: str, run: Reconciliation
) -> None:
    page = _opened(
        chrome,
        f"{address}reconciliation/{run.pk}/",
        cookie,
        width=1280,
        locale="en-GB",
        java_script_enabled=False,
    )
    last = page.locator(".finding").last
    last.locator("summary").click()
    last.get_by_label("Why may it stay so?").fill("Made by our own accountant")
    with page.expect_navigation():
        last.get_by_role("button", name="Settle", exact=True).click()
    settled = page.locator(".finding").last.inner_text()
    assert "Made by our own accountant" in settled
    assert PERSON in settled
