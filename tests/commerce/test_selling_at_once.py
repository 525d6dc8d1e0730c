import os
import subprocess
import sys
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from tamio.commerce.catalogue.models import StockMovement, Variant
from tamio.commerce.checkout.models import Cart, Reservation
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.reserving import reserve
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tests.commerce.sales import sale
from tests.commerce.together import together
from tests.factories import NOW, buyer, make_cart, make_pack, make_product, make_store

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]


def numbers(store: Store) -> list[int | None]:
    return list(store.invoices.order_by("number").values_list("number", flat=True))


def sold(cart: Cart) -> Invoice | None:
    """None if there were too few left."""
    try:
        return place_order(cart=cart, buyer=buyer(), now=NOW)
    except ValidationError:
        return None


def test_buyers_at_once_get_numbers_without_gap_or_double() -> None:
    store = make_store()
    product = make_product(store=store)
    carts = [make_cart(store=store, contents={product: 1}) for _ in range(12)]

    together([partial(sold, cart) for cart in carts])

    assert numbers(store) == list(range(1001, 1013))


def test_processes_that_sell_at_once_share_one_series(shared_database: str) -> None:
    store = make_store()
    product = make_product(store=store)
    command = [sys.executable, "-m", "tests.commerce.seller", str(store.pk), str(product.pk), "8"]
    environment = os.environ | {"DATABASE_URL": shared_database}

    sellers = [subprocess.Popen(command, env=environment) for _ in range(3)]

    assert [seller.wait(60) for seller in sellers] == [0, 0, 0]
    assert numbers(store) == list(range(1001, 1025))


def test_more_is_never_sold_than_there_is() -> None:
    store = make_store()
    product = make_product(store=store, stock=5)
    carts = [make_cart(store=store, contents={product: 2}) for _ in range(8)]

    invoices = together([partial(sold, cart) for cart in carts])

    assert len([invoice for invoice in invoices if invoice]) == 2
    assert Variant.objects.get().stock == 1
    assert numbers(store) == [1001, 1002]


def test_a_pack_and_its_parts_that_are_sold_at_once_are_never_oversold() -> None:
    store = make_store()
    candle, holder = make_product(store=store, stock=10), make_product(store=store, stock=6)
    pack = make_pack(store=store, holds={holder: 1, candle: 3})
    wanted = [{pack: 1}, {candle: 2, pack: 1}, {holder: 1, candle: 1}, {candle: 2}]
    carts = [make_cart(store=store, contents=wanted[n % 4]) for n in range(12)]

    invoices = together([partial(sold, cart) for cart in carts])

    some = [invoice for invoice in invoices if invoice]
    assert some
    for product, there in ((candle, 10), (holder, 6)):
        lines = [line for each in some for line in each.lines.filter(product=product)]
        left = product.lead.stock
        assert left is not None
        assert left >= 0
        assert sum(line.quantity for line in lines) == there - left
        assert (
            sum(each.change for each in StockMovement.objects.filter(variant=product.lead)) == left
        )


@pytest.mark.parametrize("held", [False, True])
def test_of_fifty_who_want_one_of_ten_at_once_ten_get_it(*, held: bool) -> None:
    store = make_store()
    product = make_product(store=store, stock=10)
    carts = [make_cart(store=store, contents={product: 1}) for _ in range(50)]
    if held:
        together([partial(reserve, cart=cart, now=NOW) for cart in carts])
        assert Reservation.objects.aggregate(pieces=Sum("quantity")) == {"pieces": 10}

    invoices = together([partial(sold, cart) for cart in carts])

    assert len([invoice for invoice in invoices if invoice]) == 10
    assert product.lead.stock == 0
    assert numbers(store) == list(range(1001, 1011))
    movements = StockMovement.objects.filter(reason="sold").order_by("-left")
    assert [each.left for each in movements] == list(range(9, -1, -1))


def test_carts_that_want_the_same_things_in_another_order_do_not_wait_for_each_other() -> None:
    store = make_store()
    pot, vase = make_product(store=store, stock=50), make_product(store=store, stock=50)
    one_way, other_way = {pot: 1, vase: 1}, {vase: 1, pot: 1}
    carts = [make_cart(store=store, contents=[one_way, other_way][n % 2]) for n in range(8)]

    together([partial(sold, cart) for cart in carts])

    assert numbers(store) == list(range(1001, 1009))


def test_clicking_twice_at_once_buys_once() -> None:
    store = make_store()
    cart = make_cart(store=store, contents={make_product(store=store, stock=9): 1})

    invoices = together([partial(sold, cart)] * 6)

    assert invoices == [Invoice.objects.get()] * 6
    assert Variant.objects.get().stock == 8


def test_a_new_buyer_who_buys_twice_at_once_gets_one_card() -> None:
    store = make_store()
    product = make_product(store=store)
    carts = [make_cart(store=store, contents={product: 1}) for _ in range(6)]

    together([partial(sold, cart) for cart in carts])

    assert Customer.objects.get().number == 1001


def test_a_sale_told_several_times_at_once_becomes_one_invoice() -> None:
    store = make_store()

    answers = together([partial(register_sale, store=store, sale=sale(), now=NOW)] * 6)

    assert {invoice.pk for invoice, _ in answers} == {Invoice.objects.get().pk}
    assert [is_new for _, is_new in answers].count(True) == 1
    assert numbers(store) == [1001]
