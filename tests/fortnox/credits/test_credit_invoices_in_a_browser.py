"""Credit invoices as a person meets them: asked for, approved in Fortnox, made, and given up."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.models import Invoice
from tamio.outbox.drain import drain_due
from tests.fortnox.credits.conftest import invoiced_there
from tests.fortnox.credits.test_in_a_browser import apart, fits, opened
from tests.fortnox.credits.test_in_a_browser import complaints as complaints
from tests.fortnox.sync.conftest import MovableClock
from tests.fortnox.sync.test_credits import credited
from tests.journeys.browsing import chromium as started
from tests.journeys.browsing import keep_screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SECTION = "#credit-invoices"


@pytest.fixture
def address(live_server: Any, invoice: Invoice) -> str:
    place: str = live_server.url.replace("localhost", "127.0.0.1")
    return f"{place}/backoffice/glashyttan/invoices/{invoice.number}/"


@pytest.fixture
def cookie(address: str, browser: Client) -> str:
    return browser.cookies["sessionid"].value


@pytest.fixture
def chrome(cookie: str) -> Iterator[Browser]:
    with started() as running:
        yield running


def test_they_are_asked_for_made_and_given_up(
    chrome: Browser,
    address: str,
    cookie: str,
    complaints: list[str],
    invoice: Invoice,
    sim: Simulator,
    clock: MovableClock,
) -> None:
    settings = f"{address.split('/invoices/')[0]}/integrations/fortnox/"
    page = opened(chrome, settings, cookie, complaints, locale="sv-SE")
    expect(page.locator(SECTION)).to_contain_text("Av")
    keep_screenshot(page, "credit-invoices-off")
    page.get_by_role("button", name="Be om medgivande i Fortnox").click()
    expect(page.locator(".scopes")).to_contain_text("Kundfakturor")
    page.locator("button[value=approve]").click()
    expect(page.locator(SECTION)).to_contain_text("På")
    keep_screenshot(page, "credit-invoices-on")

    invoiced_there(sim)
    apart(lambda: (credited(invoice, clock, jugs=1), drain_due(clock=clock)))
    page.goto(address)
    expect(page.locator("#fortnox")).to_contain_text("är krediterad med kreditfaktura")
    keep_screenshot(page, "credit-invoice-made")

    page.goto(settings)
    page.get_by_role("button", name="Sluta göra kreditfakturor").click()
    expect(page.locator(SECTION)).to_contain_text("Ta tillbaka det i Fortnox också")
    keep_screenshot(page, "credit-invoices-given-up")


def test_it_fits_a_phone_in_the_dark_and_works_without_javascript(
    chrome: Browser,
    address: str,
    cookie: str,
    complaints: list[str],
    invoice: Invoice,
    sim: Simulator,
    clock: MovableClock,
) -> None:
    settings = f"{address.split('/invoices/')[0]}/integrations/fortnox/"
    how = {"locale": "en-GB", "color_scheme": "dark", "java_script_enabled": False}
    phone = opened(chrome, settings, cookie, complaints, width=360, **how)
    keep_screenshot(phone, "credit-invoices-phone")
    phone.get_by_role("button", name="Ask for consent in Fortnox").click()
    phone.locator("button[value=approve]").click()
    expect(phone.locator(SECTION)).to_contain_text("Stop making credit invoices")
    invoiced_there(sim)
    refused = {"kind": "status", "status": 400, "code": 2000588, "path": r"^/3/invoices/\d+/credit"}
    sim.faults({**refused, "message": "Fakturan är inte bokförd."})
    apart(lambda: (credited(invoice, clock, jugs=1, tours=1), drain_due(clock=clock)))
    phone.goto(address)
    expect(phone.locator("#fortnox")).to_contain_text("Fortnox does not credit invoice")
    keep_screenshot(phone, "credit-invoice-refused-phone")
    shown = opened(chrome, address, cookie, complaints, width=360, locale="en-GB")
    assert fits(shown)
    shown.goto(settings)
    assert fits(shown)
    shown.goto(f"{settings}invoices/{invoice.number}/preview/")
    keep_screenshot(shown, "credit-invoice-preview-phone")
    assert fits(shown)
