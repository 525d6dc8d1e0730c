"""A code is not used more often than allowed, however many ask at the same moment."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.offers.models import OfferCode, Redemption
from tests.commerce.offers.making import make_code
from tests.commerce.together import together
from tests.factories import NOW, buyer, make_cart, make_product, make_store

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]


def sold(cart: Cart, to: BuyerDetails) -> bool:
    try:
        place_order(cart=cart, buyer=to, now=NOW)
    except ValidationError:
        return False
    return True


def carts_with(code: OfferCode, *, count: int) -> list[Cart]:
    product = make_product(store=code.store)
    carts = [make_cart(store=code.store, contents={product: 1}) for _ in range(count)]
    Cart.objects.update(code=code)
    return carts


def test_of_eight_buyers_two_have_a_code_for_two() -> None:
    code = make_code(store=make_store(), most_uses=2)
    calls = [
        partial(sold, cart, buyer(email=f"{n}@example.com"))
        for n, cart in enumerate(carts_with(code, count=8))
    ]

    assert together(calls).count(True) == 2

    assert Redemption.objects.count() == Invoice.objects.count() == 2


def test_one_customer_in_many_windows_uses_a_code_once() -> None:
    code = make_code(store=make_store(), most_per_customer=1)
    calls = [partial(sold, cart, buyer()) for cart in carts_with(code, count=6)]

    assert together(calls).count(True) == 1

    assert Redemption.objects.count() == 1
