"""The pages of preview, dry run and pre-flight in a browser: they fit and obey the policy."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page

from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import TextLine
from tamio.commerce.invoices.credit import CreditPart, credit
from tamio.commerce.stores.models import Store
from tamio.outbox.states import State
from tests.commerce.sales import sale, sale_line
from tests.factories import NOW, buyer, company_buyer
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import browser as browser
from tests.fortnox.pages.conftest import english as english
from tests.fortnox.pages.conftest import store as store
from tests.fortnox.preflight.test_page import FINE, STOPS, kept
from tests.journeys.browsing import chromium as started
from tests.journeys.browsing import keep_screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop(store: Store) -> Store:
    rows.connect(store)
    rows.choose_accounts(store)
    return store


@pytest.fixture
def address(live_server: Any, shop: Store) -> str:
    """With a sale of many kinds, one that is credited, and one that is stopped."""
    lines: list[Any] = [
        TextLine(text="Paket: Fika"),
        sale_line(description="Kaffekanna “Björk” — glas", discount_percent=Decimal("12.5")),
        sale_line(sku="TE", description="Te, 100 g", unit_price=Decimal("33.33")),
        sale_line(sku=None, description="Arbete", type="service", quantity=Decimal("0.3333")),
    ]
    extra = Charges(
        shipping=Charge(description="Frakt", amount=Decimal("49.00")),
        discounts=[Charge(description="Kampanj", amount=Decimal("25.00"))],
    )
    made = sale(*lines, charges=extra, buyer=company_buyer())
    register_sale(store=shop, sale=made, now=NOW)
    invoice, _ = register_sale(
        store=shop, sale=sale(external_reference="webb-2", currency="EUR"), now=NOW
    )
    part = CreditPart(position=1, quantity=Decimal(1))
    credit(invoice=invoice, parts=[part], reason="Retur", by=rows.PERSON, now=NOW)
    third, _ = register_sale(
        store=shop, sale=sale(external_reference="webb-3", buyer=buyer(name="Å — Ö")), now=NOW
    )
    rows.put(third, State.HELD, reason="manual")
    kept(shop, STOPS, FINE)
    return f"{live_server.url}/backoffice/{shop.slug}/integrations/fortnox/"


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
    return said.type in {"error", "warning"}


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("invoices/1001/preview/", "preview"),
        ("invoices/1002/preview/", "preview-credit"),
        ("preview/", "dry-run"),
        ("preflight/", "preflight"),
        ("", "overview-preflight"),
    ],
)
def test_each_page_fits_every_screen(
    chrome: Browser, address: str, cookie: str, complaints: list[str], path: str, name: str
) -> None:
    for width, context in (
        (1280, {"locale": "sv-SE"}),
        (390, {"locale": "en-GB", "color_scheme": "dark"}),
    ):
        opened = chrome.new_context(viewport={"width": width, "height": 900}, **context)  # type: ignore[arg-type]
        opened.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
        page = opened.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _is_bad(said) else None)
        page.goto(f"{address}{path}")
        assert not _overflows(page)
        keep_screenshot(page, f"{name}-{width}")
