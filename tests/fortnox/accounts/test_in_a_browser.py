"""The page of the accounts in a browser: it fits a phone, obeys the policy, and saves."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tamio.commerce.stores.models import Store
from tests.factories import NOW
from tests.fortnox.accounts.sales import october
from tests.journeys.browsing import chromium as started
from tests.journeys.browsing import keep_screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: Any, shop: Store, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("tamio.fortnox.pages.accounts.views.now", lambda: NOW)
    october(shop)
    return f"{live_server.url}/backoffice/{shop.slug}/"


@pytest.fixture
def cookie(address: str, browser: Client) -> str:
    return browser.cookies["sessionid"].value


@pytest.fixture
def chrome(cookie: str) -> Iterator[Browser]:
    with started() as running:
        yield running


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about; a test fails for anything of it."""
    found: list[str] = []
    yield found
    assert found == []


def _is_bad(said: ConsoleMessage) -> bool:
    """That a form came back with 422 is meant."""
    return said.type in {"error", "warning"} and "422" not in said.text


def _opened(
    chrome: Browser,
    address: str,
    cookie: str,
    complaints: list[str],
    *,
    width: int,
    **context: Any,
) -> Page:
    opened = chrome.new_context(viewport={"width": width, "height": 800}, **context)
    opened.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    page = opened.new_page()
    page.on("console", lambda said: complaints.append(said.text) if _is_bad(said) else None)
    page.goto(f"{address}integrations/fortnox/accounts/")
    return page


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_the_page_fits_every_screen_and_the_suggestions_are_one_click(
    chrome: Browser, address: str, cookie: str, complaints: list[str]
) -> None:
    wide = _opened(chrome, address, cookie, complaints, width=1280, locale="sv-SE")
    keep_screenshot(wide, "accounts-suggested")
    wide.get_by_role("button", name="förslagen").click()
    assert wide.locator("[name=goods-export]").input_value() == "3105"
    keep_screenshot(wide, "accounts-chosen")
    phone = _opened(
        chrome, address, cookie, complaints, width=390, locale="en-GB", color_scheme="dark"
    )
    assert not _overflows(phone)
    keep_screenshot(phone, "accounts-phone")
    for page in (wide, phone):
        page.locator("summary", has_text="Fler" if page is wide else "More").first.click()
    assert not _overflows(phone)


def test_what_is_wrong_is_said_at_its_cell_and_the_rest_is_kept(
    chrome: Browser, address: str, cookie: str, complaints: list[str]
) -> None:
    page = _opened(
        chrome, address, cookie, complaints, width=1280, locale="en-GB", java_script_enabled=False
    )
    page.locator("[name=goods-domestic-6]").fill("3001")
    page.locator("[name=goods-export]").fill("3105")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#id_goods-domestic-6_error")).to_contain_text("has VAT code MP1")
    assert page.locator("[name=goods-export]").input_value() == "3105"
    keep_screenshot(page, "accounts-refused")
    page.goto(f"{address}products/")
    page.get_by_role("link", name="Vas Linnea").click()
    expect(page.locator("[name=fortnox-account]")).to_be_visible()
    keep_screenshot(page, "accounts-product")


def test_an_account_is_called_by_its_name_where_one_types(
    chrome: Browser, address: str, cookie: str, complaints: list[str]
) -> None:
    page = _opened(chrome, address, cookie, complaints, width=1280, locale="en-GB")
    cell, told = page.locator("[name=goods-export]"), page.locator("#told-goods-export")
    expect(told).to_contain_text("Suggested: 3105")
    cell.fill("3105")
    cell.press("Tab")
    expect(told).to_have_text("Försäljning varor till land utanför EU, momsfri")
    cell.fill("3001")
    expect(page.locator("#id_goods-export_error")).to_contain_text("has VAT code MP1")
    expect(told).to_be_empty()
    assert cell.input_value() == "3001"
