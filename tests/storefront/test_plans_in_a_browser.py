"""A plan of goods is bought in a browser, with scripts and without, and renewed for months."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Subscription
from tamio.commerce.subscriptions.running import renew_due
from tests.commerce.shipping.making import make_method, make_zone
from tests.commerce.subscriptions.making import at, invoices_of, plan_of
from tests.factories import make_product
from tests.journeys.browsing import chromium, keep_screenshot

pytestmark = pytest.mark.journey


@pytest.fixture
def address(live_server: Any, store: Store) -> str:
    box = make_product(
        store=store, sku="KAFFE", name="Kaffe från Huila", price=Decimal(169), stock=50, weight=500
    )
    make_method(store=store, zone=make_zone("SE", store=store))
    plan_of(store, "149.00", product=box, min_cycles=3, notice_days=14)
    make_product(store=store, sku="KOPP", name="Kopp", price=Decimal(89))
    return f"{live_server.url}/s/{store.slug}/"


@pytest.mark.parametrize(
    ("scripts", "width", "locale"), [(True, 1280, "sv-SE"), (False, 390, "en-GB")]
)
def test_a_box_each_month_is_bought_with_a_cup(
    address: str, scripts: bool, width: int, locale: str
) -> None:
    with chromium() as browser:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale=locale
        )
        buy(context.new_page(), address, name=f"plan-{width}", scripts=scripts)
    subscription = Subscription.objects.get()
    (first,) = invoices_of(subscription)
    assert first.lines.filter(kind="item").count() == 2
    assert subscription.freight > 0
    for _month in range(3):
        subscription.refresh_from_db()
        assert subscription.next_invoice_on is not None
        renew_due(now=at(subscription.next_invoice_on.isoformat()), stores=[first.store])
    totals = [each.total for each in invoices_of(subscription)[1:]]
    assert totals == [149 + subscription.freight] * 3


def buy(page: Page, address: str, *, name: str, scripts: bool) -> None:
    page.goto(f"{address}products/KOPP/")
    page.click("#add")
    page.wait_for_selector(".added, .line")
    page.goto(f"{address}products/KAFFE/")
    keep(page, f"{name}-product")
    page.click(".plan button")
    page.wait_for_selector(".line")
    keep(page, f"{name}-cart")
    if scripts:
        change_the_number(page)
    page.click("[action$='/cart/reservation/'] button")
    for field, value in {
        "name": "Åsa Öberg", "email": "asa@example.com", "line1": "Lillgatan 2",
        "postal_code": "35230", "city": "Växjö",
    }.items():  # fmt: skip
        page.fill(f"[name={field}]", value)
    page.wait_for_selector("[name=agreed_plans]", state="attached")
    keep(page, f"{name}-checkout")
    page.click(".summary button.primary")
    page.wait_for_selector("#subscriptions")
    keep(page, f"{name}-confirmation")


def change_the_number(page: Page) -> None:
    """To two, and back to one: each is counted without a button."""
    for quantity, amount in (("2", "298,00"), ("1", "149,00")):
        page.fill("[id^=plan-]", quantity)
        page.press("[id^=plan-]", "Tab")
        page.wait_for_selector(f".line:has([id^=plan-]) .line-amount:has-text('{amount}')")


def keep(page: Page, name: str) -> None:
    """And nothing reaches beyond the page's side."""
    wide, room = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= room, name
    keep_screenshot(page, name)
