from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import Agreed, place_order
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment
from tamio.commerce.stores.models import NumberSeries
from tamio.commerce.vat.rates import VatClass
from tamio.outbox.destinations import Destination, declared
from tamio.outbox.models import Delivery
from tests.factories import NOW, buyer, company_buyer, make_cart, make_product, make_store

pytestmark = pytest.mark.django_db
LISTENER = Destination(name="listener", hears=("invoice.issued",), deliver="nobody")


def refused(cart: Cart, **given: Any) -> dict[str, list[str]]:
    """What is said when the order is not taken; checks that nothing came of it."""
    with declared(LISTENER), pytest.raises(ValidationError) as refusal:
        place_order(**{"cart": cart, "buyer": buyer(), "now": NOW, **given})
    for rows in (Invoice, Customer, Payment, Delivery, NumberSeries):
        assert not rows._default_manager.exists()
    cart.refresh_from_db()
    assert cart.invoice is None
    return refusal.value.message_dict


def test_a_cart_becomes_an_invoice_with_customer_payment_and_fact() -> None:
    store = make_store()
    pot = make_product(store=store, name="Kruka", price=Decimal("199.00"), stock=3)
    book = make_product(store=store, price=Decimal("49.00"), vat_class=VatClass.FOOD)
    cart = make_cart(store=store, contents={pot: 2, book: 1})

    with declared(LISTENER):
        invoice = place_order(cart=cart, buyer=buyer(), now=NOW)

    assert invoice.number == 1001
    assert (invoice.net, invoice.vat, invoice.total) == (
        Decimal("364.63"), Decimal("82.37"), Decimal("447.00"),
    )  # fmt: skip
    assert invoice.customer == Customer.objects.get()
    assert Payment.objects.get().amount == invoice.total
    assert Delivery.objects.get(destination="listener").subject_id == invoice.pk
    assert invoice.issued_at == NOW


def test_lines_keep_what_was_sold() -> None:
    store = make_store(prices_include_vat=False)
    pot = make_product(store=store, sku="KRUKA", name="Kruka", price=Decimal("80.00"), unit="par")

    invoice = place_order(
        cart=make_cart(store=store, contents={pot: 2}), buyer=company_buyer(), now=NOW
    )

    line = invoice.lines.get()
    assert (line.position, line.sku, line.description, line.unit) == (1, "KRUKA", "Kruka", "par")
    assert [line.quantity, line.unit_price, line.vat_rate] == [2, 80, 25]
    assert [line.net, line.vat, line.gross] == [160, 40, 200]
    assert (line.item_type, line.vat_treatment) == ("physical", "domestic")
    assert (line.product, line.variant) == (pot, pot.lead)


def test_what_is_sold_leaves_the_stock() -> None:
    store = make_store()
    pot, endless = make_product(store=store, stock=3), make_product(store=store, stock=None)

    place_order(cart=make_cart(store=store, contents={pot: 2, endless: 5}), buyer=buyer(), now=NOW)

    assert pot.lead.stock == 1


def test_a_second_click_gives_the_same_invoice() -> None:
    store = make_store()
    pot = make_product(store=store, stock=3)
    cart = make_cart(store=store, contents={pot: 1})

    first = place_order(cart=cart, buyer=buyer(), now=NOW)
    second = place_order(cart=cart, buyer=buyer(name="Någon Annan"), now=NOW + timedelta(1))

    assert second == first
    assert pot.lead.stock == 2
    assert Customer.objects.get().name == "Åsa Öberg"


def test_an_empty_cart_is_not_sold() -> None:
    assert list(refused(make_cart(store=make_store()))) == ["cart"]


def test_more_than_there_is_is_not_sold() -> None:
    store = make_store()
    plenty = make_product(store=store, stock=9)
    scarce = make_product(store=store, name="Vas", stock=1)

    said = refused(make_cart(store=store, contents={plenty: 1, scarce: 2}))

    assert "Vas" in said["cart"][0]
    assert plenty.lead.stock == 9


def test_a_product_that_is_no_longer_for_sale_is_not_sold() -> None:
    store = make_store()
    product = make_product(store=store, name="Vas", active=False)

    assert "Vas" in refused(make_cart(store=store, contents={product: 1}))["cart"][0]


def test_a_rate_that_is_not_on_record_stops_the_sale() -> None:
    store = make_store(country="NO")
    cart = make_cart(store=store, contents={make_product(store=store): 1})
    norwegian = buyer(country="NO", postal_code="0150")

    assert list(refused(cart, buyer=norwegian)) == ["country"]


def test_a_buyer_with_something_wrong_stops_the_sale() -> None:
    store = make_store()
    cart = make_cart(store=store, contents={make_product(store=store): 1})

    assert set(refused(cart, buyer=buyer(email="", city=""))) == {"email", "city"}


def test_more_than_one_invoice_can_hold_is_not_sold() -> None:
    store = make_store()
    dear = make_product(store=store, price=Decimal("9999999999.99"))

    assert list(refused(make_cart(store=store, contents={dear: 999}))) == ["cart"]


def test_a_price_that_has_changed_since_it_was_shown_is_asked_about_again() -> None:
    store = make_store()
    product = make_product(store=store, price=Decimal("199.00"))
    cart = make_cart(store=store, contents={product: 1})

    assert list(refused(cart, agreed=Agreed("149.00"))) == ["cart"]
    assert place_order(cart=cart, buyer=buyer(), now=NOW, agreed=Agreed("199.00")).number == 1001


def test_a_refused_sale_leaves_no_gap_in_the_numbers() -> None:
    store = make_store()
    product = make_product(store=store, stock=1)
    carts = [make_cart(store=store, contents={product: 1}) for _ in range(2)]
    other = make_cart(store=store, contents={make_product(store=store): 1})

    first = place_order(cart=carts[0], buyer=buyer(), now=NOW)
    with pytest.raises(ValidationError):
        place_order(cart=carts[1], buyer=buyer(), now=NOW)
    second = place_order(cart=other, buyer=buyer(), now=NOW)

    assert (first.number, second.number) == (1001, 1002)


def test_the_rate_is_that_of_the_day_where_the_store_is() -> None:
    store = make_store()
    food = make_product(store=store, vat_class=VatClass.FOOD)

    def rate_at(instant: datetime) -> Decimal:
        cart = make_cart(store=store, contents={food: 1})
        return place_order(cart=cart, buyer=buyer(), now=instant).lines.get().vat_rate

    midnight = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
    assert rate_at(midnight - timedelta(seconds=1)) == 12
    assert rate_at(midnight) == 6


def test_each_line_is_taxed_as_what_it_is() -> None:
    store = make_store()
    contents = {make_product(store=store, item_type=item_type): 1 for item_type in ItemType}
    # A gift card is taxed when it is used, and nowhere before.
    norwegian = buyer(country="NO", postal_code="0150")

    invoice = place_order(cart=make_cart(store=store, contents=contents), buyer=norwegian, now=NOW)

    taxed = {line.item_type: (line.vat_treatment, line.vat_rate) for line in invoice.lines.all()}
    assert taxed == {
        "physical": ("export", 0), "service": ("domestic", 25), "digital": ("export", 0),
        "gift_card": ("domestic", 0),
    }  # fmt: skip


def test_refusals_are_in_the_shoppers_language() -> None:
    with override_settings(LANGUAGE_CODE="en"):
        assert refused(make_cart(store=make_store()))["cart"] == ["The cart is empty."]


def test_the_number_of_queries_grows_only_by_the_stock_of_each_line(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    store = make_store()

    def sell(count: int) -> Cart:
        return make_cart(
            store=store, contents={make_product(store=store, stock=9): 1 for _ in range(count)}
        )

    few, many = sell(1), sell(21)
    with django_assert_max_num_queries(60) as first:
        place_order(cart=few, buyer=buyer(), now=NOW)
    with django_assert_max_num_queries(80) as second:
        place_order(cart=many, buyer=buyer(), now=NOW)

    assert len(second) - len(first) <= 20
