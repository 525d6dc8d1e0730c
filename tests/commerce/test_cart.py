import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tamio.commerce.checkout.models import MOST_OF_ONE, CartLine
from tests.factories import make_cart, make_product, make_store

pytestmark = pytest.mark.django_db


def test_putting_a_product_again_sets_its_quantity() -> None:
    store = make_store()
    product = make_product(store=store)
    cart = make_cart(store=store, contents={product: 2})

    cart.put(variant=product.lead, quantity=5)

    assert cart.lines.get().quantity == 5


def test_putting_none_takes_the_product_out() -> None:
    store = make_store()
    product = make_product(store=store)
    cart = make_cart(store=store, contents={product: 2})

    cart.put(variant=product.lead, quantity=0)

    assert not cart.lines.exists()


@pytest.mark.parametrize("quantity", [-1, MOST_OF_ONE + 1])
def test_a_quantity_that_no_cart_can_hold_is_refused(quantity: int) -> None:
    store = make_store()

    with pytest.raises(ValidationError, match=str(MOST_OF_ONE)):
        make_cart(store=store, contents={make_product(store=store): quantity})


def test_a_product_of_another_store_is_not_sold_here() -> None:
    with pytest.raises(ValueError, match="is not sold in store"):
        make_cart(store=make_store(), contents={make_product(store=make_store()): 1})


def test_the_database_holds_the_quantity_too() -> None:
    store = make_store()
    cart = make_cart(store=store, contents={make_product(store=store): 1})

    with pytest.raises(IntegrityError), transaction.atomic():
        CartLine.objects.filter(cart=cart).update(quantity=MOST_OF_ONE + 1)
