"""The first page: what is sold, and what to do when nothing is."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tamio.backoffice.sales import Sold, sales
from tamio.commerce.catalogue.models import Product
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.invoices.models import Channel
from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, make_cart, make_invoice, make_product, make_store

URL = "/backoffice/glashyttan/"
TODAY = NOW.date()


@pytest.fixture
def product(store: Store) -> Product:
    return make_product(store=store, price=Decimal(100))


def _sell(store: Store, product: Product, *, days_ago: int) -> None:
    make_invoice(store=store, contents={product: 1}, now=NOW - timedelta(days=days_ago))


def test_sales_are_counted_by_day(store: Store, product: Product) -> None:
    for days_ago in (0, 0, 6, 7, 29, 30):
        _sell(store, product, days_ago=days_ago)
    sold = sales(store=store, today=TODAY)
    assert sold.last(1) == Sold(Decimal(200), 2)
    assert sold.last(7) == Sold(Decimal(300), 3)
    assert sold.last(30) == Sold(Decimal(500), 5)
    assert len(sold.days) == 30


def test_a_day_is_the_stores_own(store: Store, product: Product) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # 00:30 on the 23rd in Stockholm
    make_invoice(store=store, contents={product: 1}, now=late)
    assert sales(store=store, today=TODAY).last(1).count == 1


def test_test_sales_are_no_sales(store: Store, product: Product) -> None:
    cart = make_cart(store=store, contents={product: 1})
    place_order(cart=cart, buyer=buyer(), now=NOW, channel=Channel.TEST_SALE)
    assert sales(store=store, today=TODAY).last(30) == Sold()


def test_other_stores_sales_are_not_ours(store: Store) -> None:
    make_invoice(store=make_store())
    assert sales(store=store, today=TODAY).last(30) == Sold()


def test_other_currencies_are_never_added_to_ours(store: Store, product: Product) -> None:
    _sell(store, product, days_ago=0)
    store.currency = "EUR"
    store.save()
    _sell(store, product, days_ago=0)
    sold = sales(store=store, today=TODAY)
    assert sold.last(1) == Sold(Decimal(100), 1)
    assert sold.other == [("SEK", Sold(Decimal(100), 1))]


@pytest.mark.usefixtures("product")
def test_an_open_shop_is_told_how_the_first_sale_is_made(browser: Client) -> None:
    assert "Nothing sold yet" in browser.get(URL).content.decode()


def test_an_empty_shop_is_told_to_add_a_product(browser: Client, store: Store) -> None:
    page = browser.get(URL).content.decode()
    assert "Put something in your shop" in page
    assert "/products/new/" in page


def test_the_latest_invoices_come_first(
    browser: Client, store: Store, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())
    for days_ago in range(10, 0, -1):
        _sell(store, product, days_ago=days_ago)
    page = browser.get(URL)
    assert [row.invoice.number for row in page.context["rows"]] == list(range(1010, 1002, -1))
    text = page.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "SEK 1,000.00" in text
    assert "10 invoices" in text


def test_one_sale_is_one_invoice(
    browser: Client, store: Store, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())
    _sell(store, product, days_ago=0)
    assert "1 invoice<" in browser.get(URL).content.decode()
