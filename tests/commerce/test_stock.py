import pytest
from django.db import IntegrityError, transaction

from tamio.commerce.catalogue.models import Product
from tests.factories import make_product, make_store

pytestmark = pytest.mark.django_db


def test_what_is_reserved_leaves_the_stock() -> None:
    product = make_product(store=make_store(), stock=3)

    assert product.reserve(quantity=2)

    product.refresh_from_db()
    assert product.stock == 1


def test_too_few_left_reserves_nothing() -> None:
    product = make_product(store=make_store(), stock=3)

    assert not product.reserve(quantity=4)

    product.refresh_from_db()
    assert product.stock == 3


def test_the_last_one_can_be_sold() -> None:
    product = make_product(store=make_store(), stock=1)

    assert product.reserve(quantity=1)
    assert not product.reserve(quantity=1)


def test_a_product_without_a_stock_never_runs_out() -> None:
    product = make_product(store=make_store(), stock=None)

    assert product.reserve(quantity=999)

    product.refresh_from_db()
    assert product.stock is None


def test_the_database_refuses_a_stock_below_nothing() -> None:
    product = make_product(store=make_store(), stock=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(stock=-1)


def test_two_products_of_a_store_never_share_an_sku() -> None:
    store = make_store()
    make_product(store=store, sku="KRUKA")
    make_product(store=make_store(), sku="KRUKA")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_product(store=store, sku="KRUKA")
