"""The first page: what is sold, and what to do when nothing is."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tamio.backoffice.sales import Sales, Sold, sales
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


@pytest.fixture
def without_first_steps(store: Store) -> None:
    store.first_steps_put_away_at = NOW
    store.save()


def _sell(store: Store, product: Product, *, days_ago: int) -> None:
    make_invoice(store=store, contents={product: 1}, now=NOW - timedelta(days=days_ago))


def test_this_month_is_counted_beside_last_month(store: Store, product: Product) -> None:
    # The 23rd of November, the 1st, the 31st and 23rd of October, and the last of September.
    for days_ago in (0, 0, 22, 23, 31, 54):
        _sell(store, product, days_ago=days_ago)
    sold = sales(store=store, today=TODAY)
    assert sold.today == Sold(Decimal(200), 2)
    assert sold.so_far == Sold(Decimal(300), 3)
    assert sold.whole_last == Sold(Decimal(200), 2)
    assert sold.last_so_far == Sold(Decimal(100), 1)
    assert sold.percent == 200
    assert [len(sold.this_month), len(sold.last_month)] == [30, 31]


@pytest.mark.parametrize(
    ("this", "last", "percent"),
    [(0, 0, None), (100, 0, None), (0, 100, -100), (300, 200, 50), (201, 200, 1), (200, 201, 0)],
)
def test_months_are_compared_by_the_same_day(this: int, last: int, percent: int | None) -> None:
    """Half a percent is rounded away from nought."""
    sold = _months(date(2026, 11, 23), {11: {23: this}, 10: {23: last, 24: 999}})
    assert sold.percent == percent


def test_a_day_that_last_month_did_not_have_is_compared_with_all_of_it() -> None:
    sold = _months(date(2026, 3, 31), {3: {31: 100}, 2: {28: 50}})
    assert sold.last_so_far == sold.whole_last == Sold(Decimal(50), 1)


def _months(today: date, amounts: dict[int, dict[int, int]]) -> Sales:
    def month(number: int) -> list[tuple[date, Sold]]:
        first = date(today.year, number, 1)
        days = [first + timedelta(days=at) for at in range(31)]
        given = amounts[number]
        return [
            (day, Sold(Decimal(given[day.day]), 1) if day.day in given else Sold())
            for day in days
            if day.month == number
        ]

    return Sales(
        on_date=today,
        this_month=month(today.month),
        last_month=month(today.month - 1),
        other=[],
    )


def test_a_day_is_the_stores_own(store: Store, product: Product) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # 00:30 on the 23rd in Stockholm
    make_invoice(store=store, contents={product: 1}, now=late)
    assert sales(store=store, today=TODAY).today.count == 1


def test_test_sales_are_no_sales(store: Store, product: Product) -> None:
    cart = make_cart(store=store, contents={product: 1})
    place_order(cart=cart, buyer=buyer(), now=NOW, channel=Channel.TEST_SALE)
    assert sales(store=store, today=TODAY).so_far == Sold()


def test_other_stores_sales_are_not_ours(store: Store) -> None:
    make_invoice(store=make_store())
    assert sales(store=store, today=TODAY).so_far == Sold()


def test_other_currencies_are_never_added_to_ours(store: Store, product: Product) -> None:
    _sell(store, product, days_ago=0)
    store.currency = "EUR"
    store.save()
    _sell(store, product, days_ago=0)
    sold = sales(store=store, today=TODAY)
    assert sold.today == Sold(Decimal(100), 1)
    assert sold.other == [("SEK", Sold(Decimal(100), 1))]


def test_both_months_stand_in_the_chart_and_in_the_table_behind_it(
    browser: Client, store: Store, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())
    for days_ago in (0, 31, 31):
        _sell(store, product, days_ago=days_ago)
    page = browser.get(URL)
    chart = page.context["chart"]
    assert len(chart.bars) == len(chart.against) == 31
    assert [bar.label for bar in chart.bars if bar.highest] == ["Nov 23"]
    assert [bar.label for bar in chart.against if bar.highest] == ["Oct 23"]
    assert page.context["days"] == [(23, Sold(Decimal(100), 1), Sold(Decimal(200), 2))]
    assert "50% below October by the same day" in page.content.decode()


@pytest.mark.usefixtures("product", "without_first_steps")
def test_an_open_shop_is_told_how_the_first_sale_is_made(browser: Client) -> None:
    assert "Nothing sold yet" in browser.get(URL).content.decode()


@pytest.mark.usefixtures("without_first_steps")
def test_an_empty_shop_is_told_to_add_a_product(browser: Client) -> None:
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
