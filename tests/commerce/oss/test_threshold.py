"""99,680 kronor without VAT, this calendar year and the one before: facts, section 4."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.invoices.oss.threshold import THRESHOLD, Meter, Nearness, meter
from tamio.commerce.stores.models import Store
from tests.commerce.oss.selling import sell, take_back
from tests.factories import make_store

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 26)


@pytest.fixture
def store() -> Store:
    """States prices without VAT, so that the sums below are what is counted."""
    return make_store(prices_include_vat=False)


def of(store: Store) -> Meter:
    return meter(store=store, today=TODAY)


def test_what_crosses_a_border_to_a_consumer_is_counted_without_vat(store: Store) -> None:
    sell(store, day="2026-02-01", price="1000.00", country="DE")
    sell(store, day="2026-03-01", price="200.00", country="FR", item_type="digital")

    assert of(store).this_year == Decimal("1200.00")


@pytest.mark.parametrize(
    "sale",
    [
        {"country": "SE", "postal_code": "352 30"},
        {"country": "NO", "postal_code": "0150"},
        {"country": "DE", "item_type": "service"},
        {"country": "DE", "type": "company", "vat_number": "DE136695976"},
        {"country": "FI", "postal_code": "22100"},
        {"country": "ES", "postal_code": "35001"},
    ],
    ids=["at home", "export", "service", "business", "Åland", "Canary Islands"],
)
def test_what_the_threshold_is_not_about_is_not_counted(store: Store, sale: dict[str, str]) -> None:
    sell(store, day="2026-02-01", price="1000.00", **sale)

    assert of(store).this_year == 0


def test_goods_count_where_they_go(store: Store) -> None:
    elsewhere = {
        "delivery_line1": "Hauptstr. 1", "delivery_city": "Berlin",
        "delivery_postal_code": "10115", "delivery_country": "DE",
    }  # fmt: skip
    sell(store, day="2026-02-01", price="500.00", country="SE", postal_code="352 30", **elsewhere)

    assert of(store).this_year == Decimal("500.00")


def test_what_is_taken_back_lessens_the_year_in_which_it_is(store: Store) -> None:
    first = sell(store, day="2025-12-01", price="1000.00")
    second = sell(store, day="2026-02-01", price="400.00")
    take_back(first, day="2026-01-10", amount="300.00")
    take_back(second, day="2026-02-10", amount="50.00")

    found = of(store)

    assert (found.last_year, found.this_year) == (Decimal("1000.00"), Decimal("50.00"))


def test_euros_count_at_the_rate_that_the_law_has_fixed() -> None:
    # 1,000.00 euros are a tenth of the threshold.
    store = make_store(prices_include_vat=False, currency="EUR")
    sell(store, day="2026-02-01", price="1000.00")

    assert of(store).this_year == Decimal("9968.00")


def test_a_currency_without_such_a_rate_is_told_apart() -> None:
    store = make_store(prices_include_vat=False, currency="USD")
    sell(store, day="2026-02-01", price="1000.00")

    found = of(store)

    assert found.this_year == 0
    assert found.uncounted == {"USD": Decimal("1000.00")}


@pytest.mark.parametrize(
    ("price", "nearness", "percent"),
    [
        ("79743.99", Nearness.BELOW, 79),
        ("79744.00", Nearness.NEAR, 80),
        ("99680.00", Nearness.NEAR, 100),
        ("99680.01", Nearness.PASSED, 100),
    ],
)
def test_it_warns_from_four_fifths_and_tells_when_it_is_passed(
    store: Store, price: str, nearness: Nearness, percent: int
) -> None:
    sell(store, day="2026-02-01", price=price)

    found = of(store)

    assert (found.nearness, found.percent) == (nearness, percent)
    assert found.left == max(THRESHOLD - Decimal(price), 0)


def test_passed_last_year_is_passed_this_year_too(store: Store) -> None:
    sell(store, day="2025-12-31", price="100000.00")

    assert of(store).nearness is Nearness.PASSED_BEFORE


def test_of_the_year_before_the_last_nothing_is_counted(store: Store) -> None:
    sell(store, day="2024-12-31", price="100000.00")

    assert of(store).nearness is Nearness.BELOW


def test_another_stores_sales_are_another_stores(store: Store) -> None:
    sell(make_store(prices_include_vat=False), day="2026-02-01", price="1000.00")

    assert of(store).this_year == 0


def test_it_takes_two_queries_however_many_sales(
    store: Store, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for country in ("DE", "FR", "NL"):
        take_back(sell(store, day="2026-02-01", price="10.00", country=country), day="2026-02-02")

    with django_assert_num_queries(2):
        of(store)
