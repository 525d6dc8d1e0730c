"""An empty store is led to its first test sale in Fortnox; clicks and fields are counted."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import chromium, keep_screenshot
from tests.journeys.demo_process import NYBUTIKEN, Demo
from tests.journeys.test_main_job import in_store, sign_in

pytestmark = pytest.mark.journey

COMPANY = {
    "organisation_number": "559530-2042",
    "vat_number": "SE559530204201",
    "line1": "Bredgatan 3",
    "postal_code": "222 21",
    "city": "Lund",
}
#: From the first look at the list to the order in Fortnox.
CLICKS, FIELDS = 9, 6


@dataclass
class Counted:
    """A person's hands: every click and every field that is written in, counted."""

    page: Page
    clicks: int = 0
    fields: int = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def go(self, what: Locator) -> None:
        """A click that leads to another page."""
        with self.page.expect_navigation():
            self.click(what)

    def write(self, name: str, text: str) -> None:
        self.page.locator(f"[name={name}]").fill(text)
        self.fields += 1


@pytest.fixture
def page() -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page(locale="sv-SE", viewport={"width": 1280, "height": 900})
        page.set_default_timeout(10_000)
        yield page


def test_an_empty_store_reaches_its_first_order_in_few_clicks(
    page: Page, demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(page, demo)
    page.goto(in_store(demo, "", store="nybutiken"))
    hand, began = Counted(page), time.monotonic()
    keep_screenshot(page, "first-steps")
    button = page.get_by_role("button", name="Spara och fortsätt")

    hand.go(page.get_by_role("link", name="Fyll i företaget"))
    for name, text in COMPANY.items():
        hand.write(name, text)
    keep_screenshot(page, "first-steps-company")
    hand.go(button)
    hand.write("bankgiro", "5050-1055")
    keep_screenshot(page, "first-steps-payment")
    hand.go(button)
    keep_screenshot(page, "first-steps-product")
    hand.go(page.get_by_role("button", name="Skapa en provprodukt åt mig"))

    hand.go(page.get_by_role("button", name="Anslut Fortnox"))
    hand.click(page.locator(f"[name=tenant][value='{NYBUTIKEN}']"))
    hand.go(page.locator("button[value=approve]"))
    # Both accounts are chosen beforehand: the likely ones of the company's chart.
    hand.go(page.get_by_role("button", name="Spara"))
    page.wait_for_url("**/start/test-sale/")
    keep_screenshot(page, "first-steps-test-sale")
    hand.go(page.get_by_role("button", name="Gör ett testköp"))
    expect(page.locator("#following")).to_contain_text("Det är framme")
    took = time.monotonic() - began
    keep_screenshot(page, "first-steps-arrived")

    (order,) = demo.orders(NYBUTIKEN)
    assert len(order["OrderRows"]) == 1
    assert float(order["OrderRows"][0]["DeliveredQuantity"]) == 1
    there = page.get_by_role("link", name=f"Öppna Fortnox, order {order['DocumentNumber']}")
    expect(there).to_be_visible()
    assert (hand.clicks, hand.fields) == (CLICKS, FIELDS)
    # Told, not held to: how fast a machine is says nothing of the pages.
    with capsys.disabled():
        sys.stdout.write(
            f"\nFirst steps: {hand.clicks} clicks, {hand.fields} fields, {took:.1f} s\n"
        )
    page.goto(in_store(demo, "", store="nybutiken"))
    expect(page.get_by_role("heading", name="Kom igång")).to_have_count(0)
