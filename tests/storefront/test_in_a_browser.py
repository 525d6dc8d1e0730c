"""What only a browser can tell: that one can buy with scripts and without, on a phone and at a
desk, and that the pages obey the policy.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tamio.commerce.stores.models import Store
from tests.factories import make_product
from tests.journeys.browsing import OVERTAKEN
from tests.journeys.browsing import chromium as started

pytestmark = pytest.mark.journey

LONG = "Handblåst vas i återvunnet Kosta-Smålandsglas, 2 000 ml, signerad"
Open = Callable[..., Page]


@pytest.fixture
def address(live_server: Any, store: Store) -> str:
    make_product(store=store, sku="VAS", name=LONG, price=Decimal("119999.50"), stock=5)
    make_product(store=store, sku="KURS/1", item_type="service", vat_class="culture")
    return f"{live_server.url}/s/{store.slug}/"


@pytest.fixture
def chromium(address: str) -> Iterator[Browser]:
    """Asked for after the rows are made: the ORM refuses to work beside Playwright's loop."""
    with started() as launched:
        yield launched


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Open]:
    """Opens the shop; fails the test for anything the browser complained about but a 422."""
    complaints: list[str] = []

    def opened(*, width: int = 1280, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="en-GB"
        )
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _bad(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield opened
    assert complaints == []


def _bad(said: Any) -> bool:
    """Refused input is part of the tests, and so is a question that a later one has overtaken:
    htmx tells both as errors.
    """
    told = said.type in {"error", "warning"}
    return told and not any(meant in said.text for meant in ("422", *OVERTAKEN))


def fill_in(page: Page) -> None:
    for name, value in {
        "name": "Glasbruket AB", "organisation_number": "202100-5489", "city": "Växjö",
        "email": "inkop@glasbruket.example", "line1": "Hyttgatan 3", "postal_code": "35230",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)


def test_one_can_buy_without_scripts(opened: Open, address: str) -> None:
    page = opened(scripts=False)
    page.click("text=Produkt")
    page.click("text=Add to cart")
    page.fill(".quantity", "3")
    page.click("text=Update")
    page.click("text=Go to the checkout")
    page.click("text=Buy and pay by invoice")
    page.wait_for_selector("text=5 things need correcting.")
    page.check("[value=company]")
    fill_in(page)
    page.click("text=Buy and pay by invoice")
    page.wait_for_selector("text=Thank you for your order")
    assert page.is_visible("text=202100-5489")


def test_with_scripts_the_cart_changes_in_place(opened: Open, address: str) -> None:
    page = opened()
    page.goto(f"{address}products/VAS/")
    page.fill("#quantity", "6")
    page.click("#add")
    page.wait_for_selector("text=There are only 5 left.")
    page.fill("#quantity", "2")
    page.click("#add")
    page.wait_for_selector("text=It is in your cart.")
    assert page.inner_text(".count").startswith("2")
    page.goto(f"{address}cart/")
    page.fill(".quantity", "1")
    page.press(".quantity", "Tab")
    page.wait_for_selector(".count:has-text('1')")
    assert page.is_hidden("text=Update")
    page.click(".line-out button")
    page.wait_for_selector("text=Your cart is empty")
    page.wait_for_selector("#cart:focus")


def test_with_scripts_the_total_follows_the_buyer(opened: Open, address: str) -> None:
    page = opened()
    page.goto(f"{address}products/VAS/")
    page.click("#add")
    page.wait_for_selector(".added")
    page.goto(f"{address}checkout/")
    assert page.is_hidden("#id_vat_number")
    page.check("[value=company]")
    page.wait_for_selector("#id_vat_number")
    page.select_option("#id_country", "DE")
    page.fill("#id_vat_number", "DE136695976")
    page.press("#id_vat_number", "Tab")
    page.wait_for_selector("text=Intra-Community supply")


@pytest.mark.parametrize("scripts", [True, False])
def test_every_page_fits_a_phone_a_tablet_and_a_desk(
    opened: Open, address: str, scripts: bool
) -> None:
    page = opened(scripts=scripts)
    page.goto(f"{address}products/VAS/")
    page.click("#add")
    page.wait_for_selector(".added" if scripts else ".line")
    for path in ("", "products/VAS/", "cart/", "checkout/"):
        page.goto(address + path)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert too_wide <= 0, (path, width)


def test_the_invoice_fits_a_phone_and_prints_alone(opened: Open, address: str) -> None:
    page = opened(width=360)
    page.goto(f"{address}products/VAS/")
    page.click("#add")
    page.wait_for_selector(".added")
    page.goto(f"{address}checkout/")
    page.check("[value=company]")
    fill_in(page)
    page.click("text=Buy and pay by invoice")
    page.wait_for_selector("text=How to pay")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.emulate_media(media="print")
    assert page.is_visible("text=Invoice 1001")
    assert page.is_hidden("text=How to pay")
    assert page.is_hidden("footer .languages")
