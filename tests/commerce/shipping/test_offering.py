from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from tamio.commerce.shipping.models import Basis
from tamio.commerce.shipping.offering import Option, Parcel, countries_shipped_to, options_for
from tamio.commerce.stores.models import Store
from tests.commerce.shipping.making import collected_at, make_method, make_zone
from tests.factories import make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


def options(store: Store, country: str = "SE", *, weight: int = 0, worth: str = "100") -> Any:
    parcel = Parcel(weight=weight, worth=Decimal(worth))
    return options_for(store=store, country=country, parcel=parcel)


def prices(store: Store, country: str = "SE", **parcel: Any) -> list[Decimal]:
    return [option.price for option in options(store, country, **parcel)]


def test_a_store_without_methods_asks_nothing(store: Store) -> None:
    make_zone("SE", store=store)
    assert options(store) is None
    assert countries_shipped_to(store) is None


def test_a_country_has_the_methods_of_its_zone_in_the_stores_order(store: Store) -> None:
    home, abroad = make_zone("SE", store=store), make_zone("NO", "DK", store=store)
    later = make_method(store=store, zone=home, price="99", position=2)
    first = make_method(store=store, zone=home, price="49", position=1)
    far = make_method(store=store, zone=abroad, price="149")
    make_method(store=store, zone=home, price="9", active=False)
    make_method(store=make_store(), zone=None, price="1")

    assert options(store) == [Option(first, Decimal(49)), Option(later, Decimal(99))]
    assert options(store, "DK") == [Option(far, Decimal(149))]
    assert options(store, "FI") == []
    assert countries_shipped_to(store) == frozenset({"SE", "NO", "DK"})


def test_the_zone_of_the_rest_takes_what_no_other_names(store: Store) -> None:
    make_method(store=store, zone=make_zone("SE", store=store), price="49")
    make_method(store=store, zone=make_zone(store=store, is_rest=True), price="299")

    assert prices(store) + prices(store, "JP") == [49, 299]
    assert countries_shipped_to(store) is None


def test_a_country_whose_zone_has_no_method_does_not_fall_to_the_rest(store: Store) -> None:
    make_zone("NO", store=store)
    make_method(store=store, zone=make_zone(store=store, is_rest=True), price="299")
    assert prices(store, "NO") == []


def test_what_is_collected_is_offered_wherever_the_buyer_lives(store: Store) -> None:
    collected_at(store)
    assert prices(store, "JP") == [0]


@pytest.mark.parametrize(
    ("weight", "price"), [(0, 49), (999, 49), (1000, 79), (4999, 79), (5000, 129), (20000, 129)]
)
def test_by_weight_the_price_is_that_of_the_step_reached(
    store: Store, weight: int, price: int
) -> None:
    zone = make_zone("SE", store=store)
    make_method(
        store=store, zone=zone, basis=Basis.WEIGHT, steps={"1000": "79", "5000": "129"},
        most=Decimal(20000),
    )  # fmt: skip
    assert prices(store, weight=weight) == [price]
    assert prices(store, weight=20001) == []


@pytest.mark.parametrize(
    ("worth", "price"), [("99.99", 49), ("100", 29), ("499.99", 29), ("500", 0)]
)
def test_by_sum_the_price_is_that_of_the_sum_reached(store: Store, worth: str, price: int) -> None:
    zone = make_zone("SE", store=store)
    make_method(
        store=store, zone=zone, basis=Basis.SUM, steps={"100": "29"}, free_from=Decimal(500)
    )
    assert prices(store, worth=worth) == [price]


def test_a_country_is_in_one_zone_of_a_store(store: Store) -> None:
    make_zone("SE", store=make_store())
    make_zone("SE", store=store)
    with pytest.raises(IntegrityError):
        make_zone("SE", store=store)


def test_methods_and_steps_cost_no_query_each(
    store: Store, django_assert_num_queries: Callable[[int], Any]
) -> None:
    zone = make_zone("SE", store=store)
    for _ in range(5):
        make_method(store=store, zone=zone, basis=Basis.WEIGHT, steps={"1": "2", "3": "4"})
    with django_assert_num_queries(3):
        options(store)
