"""Goods, a plan, a code and a gift card in one basket, bought by a business elsewhere in the EU: on
a phone, without scripts and by keyboard alone.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.search import upkeep
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Subscription
from tests.commerce.giftcards.making import balance, given_card
from tests.commerce.offers.making import make_code
from tests.commerce.shipping.making import make_method, make_zone
from tests.commerce.subscriptions.making import invoices_of, plan_of
from tests.factories import make_product
from tests.journeys.browsing import chromium, keep_screenshot
from tests.pictures.axe import serious
from tests.storefront.keyboard import Keyboard

pytestmark = pytest.mark.journey

BUYER = {
    "name": "Kontor GmbH", "vat_number": "DE136695976", "email": "einkauf@kontor.example",
    "line1": "Lindenstraße 3", "postal_code": "10115", "city": "Berlin",
}  # fmt: skip
#: With 25 % VAT in them: 200 less a tenth is 144 without, the first month's 149 less a tenth is
#: 107.28, and 50 to send it is 40.
LINES = [("Vas", "144.00"), ("Klubb – Månad", "107.28"), ("Ombud", "40.00")]
TOTAL = Decimal("291.28")


@pytest.fixture
def card(store: Store) -> GiftCard:
    """A shop that sends to Germany, and a card of 250 in the buyer's hand."""
    make_product(store=store, sku="VAS", name="Vas", price=Decimal(200))
    club = make_product(store=store, sku="KLUBB", name="Klubb", item_type="service")
    plan_of(store, "149.00", product=club)
    make_method(store=store, zone=make_zone("SE", "DE", store=store), price="50")
    make_code(store=store)
    upkeep.bring_up_to_date()
    return given_card(store=store, amount="250.00")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_business_abroad_buys_it_all_on_a_phone(
    card: GiftCard, live_server: Any, scripts: bool
) -> None:
    address = f"{live_server.url}/s/{card.store.slug}/"
    bought(card, lambda page: buy(page, address, card.shown_code, scripts=scripts), scripts=scripts)


def test_a_business_abroad_buys_it_all_by_keyboard_alone(card: GiftCard, live_server: Any) -> None:
    address = f"{live_server.url}/s/{card.store.slug}/"
    bought(card, lambda page: buy_by_keyboard(page, address, card.shown_code))


def bought(card: GiftCard, buy: Callable[[Page], None], *, scripts: bool = True) -> None:
    with chromium() as browser:
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, java_script_enabled=scripts, locale="en-GB",
            bypass_csp=True,
        )  # fmt: skip
        page = context.new_page()
        buy(page)
        page.wait_for_selector("text=Thank you for your order")
        assert page.is_visible("text=SEK 41.28")
        look_at(page, "one-basket-confirmation", scripts=scripts)
    is_as_agreed(card)


def buy(page: Page, address: str, code: str, *, scripts: bool) -> None:
    page.goto(f"{address}products/VAS/")
    page.click("#add")
    page.wait_for_selector(".added, .line")
    page.goto(f"{address}products/KLUBB/")
    page.click(".plan button")
    page.wait_for_selector(".line >> text=Klubb")
    page.fill("#code", "host10")
    page.click(".code button >> text=Use")
    page.wait_for_selector(".code-held")
    look_at(page, "one-basket-cart", scripts=scripts)
    page.click("text=Go to the checkout")
    page.check("[value=company]")
    for name, value in BUYER.items():
        page.fill(f"[name={name}]", value)
    page.select_option("#id_country", "DE")
    page.fill("#gift_card", code)
    # Enter sends the code alone: what is left is shown before anything is ordered.
    page.press("#gift_card", "Enter")
    page.wait_for_selector("#summary :text('SEK 41.28')")
    look_at(page, "one-basket-checkout", scripts=scripts)
    page.click(".summary .button.primary")


def buy_by_keyboard(page: Page, address: str, code: str) -> None:
    """From the first page on; the club is searched for with letters exchanged."""
    keys = Keyboard(page)
    page.goto(address)
    keys.write("#seek", "vas")
    keys.follow("Enter", to="**/search/**")
    keys.press_on("main a >> text=Vas", to="**/products/VAS/")
    keys.press_on("#add")
    page.wait_for_selector(".added")
    keys.write("#seek", "kulbb")
    keys.follow("Enter", to="**/search/**")
    keys.press_on("main a >> text=Klubb", to="**/products/KLUBB/")
    keys.press_on(".plan button", to="**/cart/")
    keys.write("#code", "host10")
    keys.follow("Enter", to="**/cart/")
    page.wait_for_selector(".code-held")
    keys.press_on("text=Go to the checkout", to="**/checkout/")
    keys.go_to("[name=type]")
    page.keyboard.press("ArrowRight")
    for name, value in BUYER.items():
        keys.write(f"[name={name}]", value)
    keys.write("#id_country", "Germ")
    keys.write("#gift_card", code)
    page.keyboard.press("Enter")
    page.wait_for_selector("#summary :text('SEK 41.28')")
    keys.press_on(".summary .button.primary", to="**/confirmation/**")


def look_at(page: Page, name: str, *, scripts: bool) -> None:
    """Nothing reaches beyond the page's side, and axe, which is a script, has nothing serious."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, name
    keep_screenshot(page, f"{name}{'' if scripts else '-unscripted'}")
    assert not scripts or serious(page) == [], name


def is_as_agreed(card: GiftCard) -> None:
    invoice = Invoice.objects.get()
    lines = list(invoice.lines.exclude(kind=LineKind.TEXT))
    assert [(line.description, str(line.net)) for line in lines] == LINES
    assert {line.vat_rate for line in lines} == {Decimal(0)}
    assert {line.vat_treatment for line in lines} == {"eu_business"}
    assert (invoice.net, invoice.vat, invoice.total) == (TOTAL, Decimal(0), TOTAL)
    subscription = Subscription.objects.get()
    assert invoices_of(subscription) == [invoice]
    assert balance(card) == Decimal(0)
    assert invoice.payments.get().left == Decimal("41.28")
