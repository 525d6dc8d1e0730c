"""The page of alerts in a browser: what needs somebody is there, and who is told is chosen."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from tamio.commerce.stores.models import Store
from tamio.outbox.states import State
from tests.factories import make_invoice, make_member
from tests.fortnox.alerts.test_what_is_told import night
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import browser as browser
from tests.fortnox.pages.conftest import english as english
from tests.fortnox.pages.conftest import store as store
from tests.journeys.browsing import chromium as started
from tests.journeys.browsing import keep_screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: Any, store: Store) -> str:
    """With refused and differing documents, and findings of the night."""
    rows.connect(store)
    rows.choose_accounts(store)
    rows.put(make_invoice(store=store), State.REJECTED)
    rows.put(make_invoice(store=store), State.DIFFERS)
    night(store, "one", "two")
    make_member(store=store, email="ekonomi@example.com", name="Ekonomi")
    return f"{live_server.url}/backoffice/{store.slug}/integrations/fortnox/alerts/"


@pytest.fixture
def cookie(address: str, browser: Client) -> str:
    return browser.cookies["sessionid"].value


@pytest.fixture
def chrome(cookie: str) -> Iterator[Browser]:
    with started() as running:
        yield running


@pytest.mark.parametrize(
    ("locale", "width", "saying", "button"),
    [
        ("sv-SE", 1280, "Nattens avstämning hittade 2 saker", "Spara"),
        ("en-GB", 390, "reconciliation found 2 things", "Save"),
    ],
)
def test_what_needs_somebody_is_shown_and_who_is_told_is_chosen(
    chrome: Browser,
    address: str,
    cookie: str,
    locale: str,
    width: int,
    saying: str,
    button: str,
) -> None:
    opened = chrome.new_context(viewport={"width": width, "height": 900}, locale=locale)
    opened.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    page = opened.new_page()
    page.goto(address)
    expect(page.get_by_text(saying)).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    keep_screenshot(page, f"alerts-{width}")
    told = page.get_by_label("ekonomi@example.com")
    told.uncheck()
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()
    page.reload()
    expect(page.get_by_label("ekonomi@example.com")).not_to_be_checked()
