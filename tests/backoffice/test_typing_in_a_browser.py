"""What only a browser can tell of typing: focus stays, what is typed stays, and comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tamio.commerce.catalogue.models import Product
from tamio.commerce.stores.models import Store
from tests.backoffice.test_in_a_browser import address, chromium, cookie, opened
from tests.factories import make_product
from tests.pictures.axe import serious

__all__ = ["address", "chromium", "cookie", "opened"]

pytestmark = pytest.mark.journey
Open = Callable[..., Page]
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('tamio-unsaved'))"


@pytest.fixture
def bowl(store: Store) -> Product:
    """Made before the browser: the ORM refuses to work beside Playwright's loop."""
    return make_product(store=store, name="Skål", sku="SKAL", price=125)


def answered(page: Page, act: Callable[[], Any]) -> None:
    """What follows a check that `act` leads to."""
    with page.expect_response(lambda answer: "tamio-check" in answer.request.headers):
        act()


def test_a_form_is_checked_where_one_types(bowl: Product, opened: Open) -> None:
    page = opened("products/new/")
    price, error = page.locator("#id_price"), page.locator("#id_price_error")

    page.fill("#id_name", "Vas")
    price.press_sequentially("12x")
    answered(page, lambda: page.press("#id_price", "Tab"))
    error.get_by_text("Write an amount, such as 1249,50.").wait_for()
    assert error.get_attribute("aria-live") == "polite"
    assert price.get_attribute("aria-invalid") == "true"
    assert "id_price_error" in (price.get_attribute("aria-describedby") or "")
    assert page.locator(".field-error:not(:empty)").count() == 1
    assert page.evaluate("document.activeElement.id") != "id_price"
    assert serious(page) == []

    price.fill("")
    price.press_sequentially("125")
    page.locator("#figures-product").get_by_text("SEK 25.00").wait_for()
    page.fill("#id_cost", "60")
    page.locator("#figures-product").get_by_text("40%").wait_for()
    assert error.text_content() == ""
    assert price.get_attribute("aria-invalid") is None
    assert price.input_value() == "125"
    assert page.evaluate("document.activeElement.id") == "id_cost"


def test_what_was_typed_is_offered_back_until_it_is_saved(
    bowl: Product, opened: Open, store: Store
) -> None:
    page = opened(f"products/{bowl.pk}/")
    page.fill("#id_name", "Skål med fot")
    page.fill("#id_price", "200")
    page.reload()

    offer = page.locator("[data-offer]")
    offer.get_by_text("You have unsaved changes").wait_for()
    assert page.locator("[data-conflict]").is_hidden()
    assert page.input_value("#id_name") == "Skål"
    assert serious(page) == []

    # Somebody else saves another name meanwhile.
    other = opened(f"products/{bowl.pk}/")
    other.fill("#id_name", "Fat")
    with other.expect_navigation():
        other.click("main form .button.primary")

    page.reload()
    page.locator("[data-conflict]").get_by_text("Name").wait_for()
    page.click("[data-restore]")
    assert (page.input_value("#id_name"), page.input_value("#id_price")) == ("Skål med fot", "200")
    assert page.evaluate("document.activeElement.id") == "id_name"
    with page.expect_navigation():
        page.click("main form .button.primary")
    assert page.input_value("#id_name") == "Skål med fot"
    assert page.locator("[data-offer]").is_hidden()
    assert page.evaluate(KEPT) == []


def test_what_could_not_be_saved_comes_back_after_signing_in(
    bowl: Product, chromium: Browser, address: str, cookie: str
) -> None:
    # Not `opened`, which takes what Chromium writes of a refusal for a complaint.
    page = chromium.new_context(locale="en-GB").new_page()
    signed_in: Any = {"name": "sessionid", "value": cookie, "url": address}
    page.context.add_cookies([signed_in])
    page.goto(f"{address}products/{bowl.pk}/")
    page.context.clear_cookies(name="sessionid")
    answered(page, lambda: page.fill("#id_name", "Skål med fot"))
    page.locator("#signed-out").wait_for()
    assert page.input_value("#id_name") == "Skål med fot"
    back = page.url
    with page.expect_navigation():
        page.click("#signed-out a")
    page.context.add_cookies([signed_in])
    page.goto(back)
    page.click("[data-restore]")
    assert page.input_value("#id_name") == "Skål med fot"


def test_signing_out_forgets_what_was_typed(bowl: Product, opened: Open) -> None:
    page = opened(f"products/{bowl.pk}/")
    # A check that is asked for while one signs out is refused, and the browser complains of it.
    answered(page, lambda: page.fill("#id_name", "Skål med fot"))
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate(KEPT) != []
    with page.expect_navigation():
        page.evaluate("document.querySelector('[data-signs-out]').requestSubmit()")
    assert page.evaluate(KEPT) == []
