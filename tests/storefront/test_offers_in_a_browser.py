"""What only a browser can tell of delivery and codes: with scripts and without, on a phone."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tamio.commerce.stores.models import Store
from tests.commerce.offers.making import make_code
from tests.commerce.shipping.making import collected_at, make_method, make_zone
from tests.factories import make_product
from tests.journeys.browsing import chromium, keep_screenshot

pytestmark = pytest.mark.journey


@pytest.fixture
def address(live_server: Any, store: Store) -> str:
    make_product(store=store, sku="VAS", name="Vas", price=Decimal(200))
    home = make_zone("SE", store=store)
    make_method(store=store, zone=home)
    long: dict[str, Any] = {
        "name_sv": "Hem till dörren",
        "name_en": "To your door, carried in on a weekday",
    }
    make_method(store=store, zone=home, price="129", position=2, **long)
    make_method(store=store, zone=make_zone("NO", store=store), name_en="Posten", price="149")
    collected_at(store, position=3)
    make_code(store=store, name="Höstrea på allt i hela butiken")
    return f"{live_server.url}/s/{store.slug}/"


@pytest.fixture
def launched(address: str) -> Iterator[Browser]:
    """Asked for after the rows are made: the ORM refuses to work beside Playwright's loop."""
    with chromium() as browser:
        yield browser


def at_the_cart(
    browser: Browser, address: str, *, scripts: bool, width: int, locale: str = "en-GB"
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale=locale
    )
    page = context.new_page()
    page.goto(f"{address}products/VAS/")
    page.click("#add")
    page.wait_for_selector(".added" if scripts else ".line")
    page.goto(f"{address}cart/")
    page.fill("#code", "host10")
    page.click(".code button")
    page.wait_for_selector(".code-held")
    return page


def fill_in(page: Page) -> None:
    for name, value in {
        "name": "Åsa Öberg", "email": "asa@example.com", "line1": "Lillgatan 2",
        "postal_code": "35230", "city": "Växjö",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 360)])
def test_one_buys_with_a_code_and_a_chosen_delivery(
    launched: Browser, address: str, scripts: bool, width: int
) -> None:
    page = at_the_cart(launched, address, scripts=scripts, width=width)
    page.click("text=Go to the checkout")
    fill_in(page)
    page.check("text=To your door")
    if scripts:
        page.wait_for_selector("#summary :text('SEK 309.00')")
    page.click(".summary .button.primary")
    if not scripts:
        # What was seen was the first method's total: the new one is shown, and asked again.
        page.wait_for_selector("text=The total is another one than you saw.")
        page.click(".summary .button.primary")
    page.wait_for_selector("text=Thank you for your order")
    assert page.is_visible("text=SEK 309.00")


def test_a_choice_made_while_the_summary_is_worked_out_is_kept(
    launched: Browser, address: str
) -> None:
    page = at_the_cart(launched, address, scripts=True, width=1280)
    page.goto(f"{address}checkout/")
    asked: list[Route] = []
    page.route("**/checkout/?*", lambda route: asked.append(route), times=1)
    with page.expect_request("**/checkout/?*"):
        page.fill("#id_postal_code", "35230")
        page.press("#id_postal_code", "Tab")
    page.check("text=To your door")
    page.wait_for_timeout(50)
    asked[0].continue_()
    page.wait_for_selector("#summary :text('SEK 309.00')")
    assert page.is_checked("text=To your door")


def test_the_button_can_be_pressed_while_the_sums_are_worked_out(
    launched: Browser, address: str
) -> None:
    """Leaving the last field asks for the sums anew, and they come while the button is down."""
    page = at_the_cart(launched, address, scripts=True, width=1280)
    page.goto(f"{address}checkout/")
    fill_in(page)
    page.focus("#id_postal_code")
    page.keyboard.type(" ")
    page.hover(".summary .button.primary")
    with page.expect_response("**/checkout/?*"):
        page.mouse.down()
    page.wait_for_timeout(200)
    page.mouse.up()
    page.wait_for_url("**/confirmation/**")


def test_another_country_has_other_methods(launched: Browser, address: str) -> None:
    page = at_the_cart(launched, address, scripts=True, width=1280)
    page.goto(f"{address}checkout/")
    page.select_option("#id_country", "NO")
    page.wait_for_selector("text=Posten")
    page.select_option("#id_country", "FI")
    page.wait_for_selector("text=Posten", state="detached")
    assert page.locator("[name=shipping]").count() == 1
    assert page.is_visible("text=Collect at the store")


def test_cart_and_checkout_fit_a_phone_a_tablet_and_a_desk(launched: Browser, address: str) -> None:
    for locale in ("sv-SE", "en-GB"):
        page = at_the_cart(launched, address, scripts=True, width=360, locale=locale)
        for path in ("cart/", "checkout/"):
            page.goto(address + path)
            for width in (360, 768, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert too_wide <= 0, (path, width)
                keep_screenshot(page, f"offers-{path.strip('/')}-{locale[:2]}-{width}")
