"""What a page says something costs, and what it may be compared with."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.catalogue.models import Category, Product, Variant
from tamio.commerce.catalogue.writing import save_variant
from tamio.commerce.checkout.pricing import price_cart
from tamio.commerce.customers.parties import anyone_at_home
from tamio.commerce.offers.models import Offer
from tamio.commerce.offers.shown import Shown, shown_prices
from tamio.commerce.offers.spans import note_change_of_terms, terms_now
from tamio.commerce.stores.models import Store
from tests.commerce.offers.making import make_offer
from tests.factories import NOW, make_cart, make_pack, make_product, make_store

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def product(store: Store) -> Product:
    return make_product(store=store, price=Decimal(100), created_at=days(-200))


def days(number: int) -> Any:
    return NOW + timedelta(days=number)


def offered(store: Store, *, first: int = 0, last: int | None = None, **fields: Any) -> Offer:
    """An offer from day to day, day 0 being today; made on its first day."""
    return make_offer(
        store=store,
        starts_on=TODAY + timedelta(days=first),
        ends_on=None if last is None else TODAY + timedelta(days=last),
        created_at=days(first) - timedelta(hours=20),
        **fields,
    )


def shown(product: Product) -> Shown:
    return shown_prices([product.lead], store=product.store, now=NOW)[product.lead.pk]


def costs(product: Product, price: int, *, on: int) -> None:
    variant, before = product.lead, product.lead
    variant.price = Decimal(price)
    save_variant(variant, before=before, fields=["price"], by="", now=days(on))


def test_without_an_offer_a_page_says_the_price_alone(product: Product) -> None:
    assert shown(product) == Shown(Decimal(100))


def test_an_offer_is_in_the_price_beside_what_it_cost_before(
    store: Store, product: Product
) -> None:
    offered(store, last=9, value="15", products=[product])
    assert shown(product) == Shown(Decimal(85), Decimal(100), until=TODAY + timedelta(days=9))


def test_a_product_in_a_category_has_its_offer(store: Store, product: Product) -> None:
    category = Category.objects.create(store=store, name="Vaser", slug="vaser")
    offered(store, gives="amount", value="30").categories.add(category)
    assert shown(product) == Shown(Decimal(100))
    product.categories.add(category)
    assert shown(product) == Shown(Decimal(70), Decimal(100))


@pytest.mark.parametrize(
    "fields",
    [
        {"needs_code": True},
        {"minimum": Decimal(50)},
        {"active": False},
        {"first": 1},
        {"first": -9, "last": -1},
        {"gives": "shipping", "value": "0"},
        {"gives": "amount", "value": "20"},
    ],
)
def test_what_takes_nothing_off_a_piece_by_itself_is_not_in_its_price(
    store: Store, product: Product, fields: dict[str, Any]
) -> None:
    offered(store, **fields)
    assert shown(product) == Shown(Decimal(100))


def test_an_offer_of_the_last_thirty_days_is_the_price_to_compare_with(
    store: Store, product: Product
) -> None:
    offered(store, first=-20, last=-15, value="25", products=[product])
    offered(store, value="40", products=[product])
    assert shown(product).was == 75


def test_an_offer_that_ended_thirty_days_before_does_not_count(
    store: Store, product: Product
) -> None:
    offered(store, first=-50, last=-40, value="25", products=[product])
    offered(store, value="40", products=[product])
    assert shown(product).was == 100


def test_what_costs_less_than_nobody_is_compared_with_nothing(
    store: Store, product: Product
) -> None:
    offered(store, first=-20, last=-15, value="60", products=[product])
    offered(store, value="40", products=[product])
    assert shown(product) == Shown(Decimal(60))


def test_an_offer_on_a_reduced_price_is_a_second_step(store: Store, product: Product) -> None:
    costs(product, 90, on=-10)
    offered(store, value="10", products=[product])
    assert shown(product) == Shown(Decimal(81), Decimal(100))


def test_an_offer_on_a_price_that_was_raised_for_it_is_compared_with_the_old(
    store: Store, product: Product
) -> None:
    costs(product, 150, on=-5)
    offered(store, value="40", products=[product])
    assert shown(product) == Shown(Decimal(90), Decimal(100))


def test_an_announced_price_counts_the_offers_before_it(store: Store, product: Product) -> None:
    offered(store, first=-20, last=-15, value="15", products=[product])
    costs(product, 80, on=0)
    product.variants.update(announced=True)
    assert shown(product) == Shown(Decimal(80), Decimal(85))


def test_what_an_offer_was_before_it_was_changed_is_remembered(
    store: Store, product: Product
) -> None:
    offer = offered(store, first=-20, value="30", products=[product])
    before = terms_now(offer)
    offer.value = Decimal(10)
    offer.save()
    note_change_of_terms(offer, before=before, now=days(-5))
    assert shown(product) == Shown(Decimal(90))  # it cost 70 until five days ago

    before = terms_now(offer)
    offer.value = Decimal(50)
    offer.save()
    note_change_of_terms(offer, before=before, now=days(-1))
    assert shown(product) == Shown(Decimal(50), Decimal(70))


def test_nothing_is_off_a_gift_card(store: Store) -> None:
    card = make_product(store=store, item_type="gift_card", price=Decimal(500))
    offered(store, value="10")
    assert shown(card) == Shown(Decimal(500))


def test_an_offer_on_a_pack_lowers_the_packs_price(store: Store, product: Product) -> None:
    pack = make_pack(store=store, holds={product: 2}, price="150")
    offered(store, value="10", products=[pack])
    assert shown(pack).price == 135
    assert shown(product).price == 100


def test_a_list_asks_no_more_for_more_products(store: Store) -> None:
    category = Category.objects.create(store=store, name="Vaser", slug="vaser")
    offered(store, value="30").categories.add(category)
    every = [make_product(store=store, created_at=days(-200)) for _ in range(6)]
    for each in every:
        each.categories.add(category)

    def queries(products: list[Product]) -> int:
        variants = list(Variant.objects.filter(product__in=products).select_related("product"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = shown_prices(variants, store=store, now=NOW)
        assert all(each.was for each in found.values())
        return len(asked)

    assert queries(every[:1]) == queries(every)


PRICES = st.decimals("0.01", 500, places=2)
OFFERS = st.lists(
    st.tuples(st.booleans(), st.decimals(1, 100, places=2), st.booleans(), st.booleans()),
    min_size=1, max_size=3,
)  # fmt: skip


class WhatThePageSays(TestCase):
    """Hypothesis' own test case: each example in a transaction of its own."""

    @given(
        goods=st.lists(st.tuples(PRICES, st.integers(1, 40)), min_size=1, max_size=3),
        offers=OFFERS,
        includes_vat=st.booleans(),
    )
    def test_the_cart_charges(
        self,
        goods: list[tuple[Decimal, int]],
        offers: list[tuple[bool, Decimal, bool, bool]],
        includes_vat: bool,
    ) -> None:
        store = make_store(prices_include_vat=includes_vat)
        contents = {make_product(store=store, price=price): many for price, many in goods}
        pack = make_pack(store=store, holds={next(iter(contents)): 2}, price=str(goods[0][0]))
        contents[pack] = 3
        for is_percent, value, combines, is_narrow in offers:
            make_offer(
                store=store, gives="percent" if is_percent else "amount", value=str(value),
                combines=combines,
                products=list(contents) if is_narrow or not is_percent else [],
            )  # fmt: skip
        cart = make_cart(store=store, contents=contents)

        on_date = store.date_of(NOW)
        priced = price_cart(
            cart=cart, store=store, parties=anyone_at_home(store, on_date=on_date), on_date=on_date
        )

        variants = [each.lead for each in contents]
        said = shown_prices(variants, store=store, now=NOW)
        for variant, many in zip(variants, contents.values(), strict=True):
            lines = priced.sold[cart.lines.get(variant=variant).pk]
            charged = sum(each.gross if includes_vat else each.net for each in lines)
            assert charged == said[variant.pk].price * many


@pytest.fixture
def cheese() -> Product:
    """49.00 with 12 % VAT in it until March 2026; 46.38 with 6 % from April on."""
    at = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)
    store = make_store(kept_at_rate_change="net")
    return make_product(store=store, price=Decimal(49), vat_class="food", created_at=at)


def test_a_price_before_a_change_of_the_vat_rate_is_not_what_was_asked_last(
    cheese: Product,
) -> None:
    make_offer(store=cheese.store, starts_on=TODAY, created_at=days(-1))
    assert shown(cheese) == Shown(Decimal("41.74"), Decimal("46.38"))


def test_a_change_of_the_vat_rate_within_the_thirty_days_is_a_step(cheese: Product) -> None:
    at = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
    make_offer(store=cheese.store, starts_on=at.date(), created_at=at - timedelta(days=1))
    lead = cheese.lead
    assert shown_prices([lead], store=cheese.store, now=at)[lead.pk].was == 49


def test_a_price_that_was_set_at_the_new_rate_is_compared_as_it_was_set(cheese: Product) -> None:
    costs(cheese, 60, on=-100)
    costs(cheese, 50, on=0)
    cheese.variants.update(announced=True)
    assert shown(cheese) == Shown(Decimal(50), Decimal(60))
