"""Stock: taken, promised and put back; every change a fact."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tamio.commerce.catalogue import stock
from tamio.commerce.catalogue.models import Product, StockMovement, Variant
from tamio.commerce.checkout.models import Cart, Reservation
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.reserving import KEPT_FOR, free_of, reserve
from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, make_cart, make_product, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


def buy(product: Product, quantity: int) -> None:
    cart = make_cart(store=product.store, contents={product: quantity})
    place_order(cart=cart, buyer=buyer(), now=NOW)


def story(product: Product) -> list[tuple[str, int, int | None, str]]:
    rows = StockMovement.objects.filter(variant__product=product).order_by("pk")
    return [(each.reason, each.change, each.left, each.document) for each in rows]


def test_a_sale_is_a_movement_with_the_number_of_its_invoice(store: Store) -> None:
    product = make_product(store=store, stock=3)

    buy(product, 2)

    assert product.lead.stock == 1
    assert story(product) == [("opening", 3, 3, ""), ("sold", -2, 1, "1001")]


def test_the_last_one_can_be_sold_and_no_more(store: Store) -> None:
    product = make_product(store=store, stock=1)

    buy(product, 1)

    with pytest.raises(ValidationError, match="slutsåld"):
        buy(product, 1)
    assert product.lead.stock == 0


def test_what_is_not_counted_never_runs_out_and_has_no_movements(store: Store) -> None:
    product = make_product(store=store, stock=None)

    buy(product, 999)

    assert product.lead.stock is None
    assert story(product) == []


def test_what_is_sold_when_there_is_none_goes_below_zero(store: Store) -> None:
    product = make_product(store=store, stock=1, backorder=True)

    buy(product, 3)

    assert product.lead.stock == -2


def test_the_database_refuses_a_stock_below_nothing(store: Store) -> None:
    product = make_product(store=store, stock=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Variant.objects.filter(product=product).update(stock=-1)


def test_two_variants_of_a_store_never_share_an_sku(store: Store) -> None:
    make_product(store=store, sku="KRUKA")
    make_product(store=make_store(), sku="KRUKA")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_product(store=store, sku="KRUKA")


def test_what_is_put_back_can_be_sold_again(store: Store) -> None:
    product = make_product(store=store, stock=1)
    buy(product, 1)

    with transaction.atomic():
        stock.put_back(pieces={product.lead.pk: 1}, document="501", by="a@example.com", now=NOW)

    assert story(product)[-1] == ("returned", 1, 1, "501")
    buy(product, 1)


def held(store: Store, product: Product, quantity: int = 1) -> Cart:
    cart = make_cart(store=store, contents={product: quantity})
    reserve(cart=cart, now=NOW)
    return cart


def test_what_one_holds_at_the_checkout_is_not_sold_to_another(store: Store) -> None:
    product = make_product(store=store, name="Vas", stock=2)
    first = held(store, product, 2)

    with pytest.raises(ValidationError, match="”Vas” är slutsåld"):
        buy(product, 1)

    place_order(cart=first, buyer=buyer(), now=NOW)
    assert product.lead.stock == 0
    assert not Reservation.objects.exists()


def test_what_is_held_is_free_again_when_its_time_is_out(store: Store) -> None:
    product = make_product(store=store, stock=1)
    held(store, product)

    assert free_of([product.lead], cart=None, now=NOW) == {product.lead.pk: 0}
    later = NOW + KEPT_FOR + timedelta(seconds=1)
    assert free_of([product.lead], cart=None, now=later) == {product.lead.pk: 1}
    other = make_cart(store=store, contents={product: 1})
    place_order(cart=other, buyer=buyer(), now=later)


def test_whoever_comes_again_is_kept_their_time_anew(store: Store) -> None:
    product = make_product(store=store, stock=1)
    cart = held(store, product)

    reserve(cart=cart, now=NOW + timedelta(minutes=10))

    assert Reservation.objects.get().expires_at == NOW + timedelta(minutes=10) + KEPT_FOR


def test_of_too_few_as_many_as_are_free_are_kept(store: Store) -> None:
    product = make_product(store=store, stock=3)
    held(store, product, 2)

    second = held(store, product, 2)

    assert second.reservations.get().quantity == 1
    assert free_of([product.lead], cart=second, now=NOW) == {product.lead.pk: 1}


def test_nothing_needs_to_be_kept_of_what_never_runs_out(store: Store) -> None:
    held(store, make_product(store=store, stock=None))
    held(store, make_product(store=store, stock=0, backorder=True))

    assert not Reservation.objects.exists()
