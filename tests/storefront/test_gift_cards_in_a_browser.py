"""What only a browser can tell of gift cards: bought and paid with, with scripts and without."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tamio.commerce.stores.models import Store
from tests.commerce.giftcards.making import given_card, make_card_product
from tests.commerce.offers.making import make_code
from tests.factories import make_product
from tests.journeys.browsing import chromium, keep_screenshot
from tests.pictures.axe import serious
from tests.storefront.test_offers_in_a_browser import fill_in

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Shop:
    address: str
    code: str


@pytest.fixture
def shop(live_server: Any, store: Store) -> Shop:
    """Goods of 200, cards of an amount of one's own, one card of 250 that is in force, a code."""
    make_product(store=store, sku="VAS", name="Vas", price=Decimal(200))
    amounts: dict[str, Any] = {"least_amount": Decimal(100), "most_amount": Decimal(2000)}
    make_card_product(store=store, sku="KORT", **amounts)
    card = given_card(store=store, amount="250.00")
    make_code(store=store)
    return Shop(f"{live_server.url}/s/{store.slug}/", card.shown_code)


@pytest.fixture
def launched(shop: Shop) -> Iterator[Browser]:
    """Asked for after the rows are made: the ORM refuses to work beside Playwright's loop."""
    assert shop
    with chromium() as browser:
        yield browser


def with_goods_and_a_card(browser: Browser, shop: Shop, *, scripts: bool, width: int) -> Page:
    """At the checkout, with the form filled in."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=scripts,
        locale="en-GB",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(f"{shop.address}products/KORT/")
    for name, value in {
        "amount": "300", "recipient_name": "Kim", "recipient_email": "kim@example.com",
        "message": "Happy birthday!",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    keep_screenshot(page, f"gift-product-{width}")
    page.click("#add")
    page.wait_for_selector(".line")
    page.goto(f"{shop.address}products/VAS/")
    page.click("#add")
    page.wait_for_selector(".added" if scripts else ".line")
    page.goto(f"{shop.address}cart/")
    keep_screenshot(page, f"gift-cart-{width}")
    page.click("text=Go to the checkout")
    fill_in(page)
    return page


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 360)])
def test_one_buys_a_card_and_pays_the_goods_with_another(
    launched: Browser, shop: Shop, scripts: bool, width: int
) -> None:
    page = with_goods_and_a_card(launched, shop, scripts=scripts, width=width)
    page.fill("#gift_card", shop.code.lower())
    # Enter must not buy anything before it is seen what is left.
    page.press("#gift_card", "Enter")
    page.wait_for_selector("#summary :text('SEK 300.00')")
    assert page.input_value("[name=line1]") == "Lillgatan 2"
    keep_screenshot(page, f"gift-checkout-{width}")
    assert not scripts or serious(page) == []
    page.click(".summary .button.primary")
    page.wait_for_selector("text=Thank you for your order")
    assert page.is_visible("text=The code comes when the order is paid")
    keep_screenshot(page, f"gift-confirmation-{width}")
    assert not scripts or serious(page) == []


def test_with_scripts_what_is_left_is_shown_at_once(launched: Browser, shop: Shop) -> None:
    page = with_goods_and_a_card(launched, shop, scripts=True, width=360)
    page.fill("#gift_card", "0000-0000-0000-0000")
    page.click("#summary .code .field button")
    page.wait_for_selector("text=No gift card of this shop")
    page.fill("#gift_card", shop.code)
    page.click("#summary .code .field button")
    page.wait_for_selector("#summary :text('SEK 300.00')")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.click("#summary >> text=Take out")
    page.wait_for_selector(".card-uses", state="detached")
    assert page.input_value("[name=line1]") == "Lillgatan 2"


def test_with_scripts_a_discount_is_taken_off_at_once_and_out_again(
    launched: Browser, shop: Shop
) -> None:
    page = with_goods_and_a_card(launched, shop, scripts=True, width=360)
    whole = page.input_value("[name=agreed_total]")
    page.fill("#gift_card", "host10")
    page.click("#summary .code .field button")
    page.wait_for_selector("#summary .code-held:text('HOST10')")
    assert page.input_value("[name=agreed_total]") != whole
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert serious(page) == []
    page.click("#summary >> text=Take out")
    page.wait_for_selector("#summary .code-held", state="detached")
    assert page.input_value("[name=agreed_total]") == whole
    assert page.input_value("[name=line1]") == "Lillgatan 2"
