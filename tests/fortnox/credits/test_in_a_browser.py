"""A partial credit, as a person does it: the form, the sums, the note, and its way into Fortnox."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.models import Invoice
from tamio.outbox.drain import drain_due
from tests.fortnox.credits.conftest import invoiced_there, order_of
from tests.fortnox.sync.conftest import MovableClock
from tests.fortnox.sync.test_credits import credited
from tests.journeys.browsing import chromium as started
from tests.journeys.browsing import keep_screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: Any, invoice: Invoice) -> str:
    return f"{live_server.url}/backoffice/glashyttan/invoices/{invoice.number}/"


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


def opened(
    chrome: Browser,
    address: str,
    cookie: str,
    complaints: list[str],
    *,
    width: int = 1280,
    **how: Any,
) -> Page:
    context = chrome.new_context(viewport={"width": width, "height": 900}, **how)
    context.add_cookies(
        [{"name": "sessionid", "value": cookie, "url": address.split("/backoffice/")[0]}]
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("console", lambda said: complaints.append(said.text) if _is_bad(said) else None)
    page.goto(address)
    return page


def apart(work: Callable[[], object]) -> None:
    """The browser's own loop runs in this thread, where the database is not to be asked."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def fits(page: Page) -> bool:
    return not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_part_is_credited_and_comes_to_the_order(
    chrome: Browser,
    address: str,
    cookie: str,
    complaints: list[str],
    sim: Simulator,
    clock: MovableClock,
) -> None:
    page = opened(chrome, address, cookie, complaints, locale="sv-SE")
    page.get_by_role("link", name="Kreditera").click()
    page.get_by_label("Antal av Kaffekanna").fill("1")
    expect(page.locator("#credit-sums")).to_contain_text("349,00")
    page.get_by_label("Belopp av Guidad visning").fill("60,00")
    expect(page.locator("#credit-sums")).to_contain_text("409,00")
    keep_screenshot(page, "credit-form")
    page.get_by_role("button", name="Skapa kreditfakturan").click()
    expect(page.locator("#id_reason_error")).to_be_visible()
    assert page.get_by_label("Antal av Kaffekanna").input_value() == "1"
    keep_screenshot(page, "credit-form-refused")
    page.get_by_label("Anledning").fill("En kanna kom sprucken")
    page.get_by_role("button", name="Skapa kreditfakturan").dblclick()
    page.wait_for_url("**/credit-notes/**")
    keep_screenshot(page, "credit-note")
    apart(lambda: drain_due(clock=clock))
    page.goto(address)
    expect(page.locator("#fortnox")).to_contain_text("Negativa rader lades till")
    keep_screenshot(page, "credit-in-fortnox")
    assert Decimal(str(order_of(sim)["Total"])) == Decimal("649.00")
    page.goto(address.rsplit("/", 2)[0] + "/")
    keep_screenshot(page, "credit-list")
    page.goto(address)
    page.get_by_role("link", name="Kreditfaktura").first.click()
    page.get_by_role("link", name="Se den som kunden ser den").click()
    keep_screenshot(page, "credit-customer")


def test_it_fits_a_phone_and_works_without_javascript(
    chrome: Browser,
    address: str,
    cookie: str,
    complaints: list[str],
    invoice: Invoice,
    sim: Simulator,
    clock: MovableClock,
) -> None:
    how = {"locale": "en-GB", "color_scheme": "dark", "java_script_enabled": False}
    phone = opened(chrome, f"{address}credit/", cookie, complaints, width=360, **how)
    phone.get_by_label("Units of Kaffekanna").fill("1")
    phone.get_by_role("button", name="Show the sums").click()
    expect(phone.locator("#credit-sums")).to_contain_text("349.00")
    keep_screenshot(phone, "credit-phone")
    invoiced_there(sim)
    apart(lambda: (credited(invoice, clock, jugs=1), drain_due(clock=clock)))
    shown = opened(
        chrome, address, cookie, complaints, width=360, locale="en-GB", color_scheme="dark"
    )
    keep_screenshot(shown, "credit-by-hand-phone")
    assert fits(shown)
    shown.goto(f"{address}credit/")
    assert fits(shown)
    wide = opened(chrome, address, cookie, complaints, locale="en-GB")
    keep_screenshot(wide, "credit-by-hand")
    wide.get_by_label("What was done in Fortnox?").fill("Credit invoice 77")
    wide.get_by_role("button", name="Mark as done").click()
    expect(wide.locator("#fortnox")).to_contain_text("Credited by hand in Fortnox: Credit invoice")
    keep_screenshot(wide, "credit-done-by-hand")
