"""Paying before the order is placed, by the built-in test provider: whatever a buyer does, there is
one payment for one invoice.
"""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tamio.clock import now
from tamio.commerce.catalogue.models import Product
from tamio.commerce.checkout.forgetting import forget
from tamio.commerce.checkout.orders import PendingOrder
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.asking import ask
from tamio.commerce.payments.models import (
    Attempt,
    Method,
    Payment,
    PaymentSettings,
    Progress,
    Receipt,
    Standing,
    TestCharge,
)
from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery
from tests.factories import NOW, make_product, make_store
from tests.storefront.shopping import Answer, Shopper, seen, text

LATER = NOW.replace(hour=10)


@pytest.fixture(autouse=True)
def _test_payments(settings: Any, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TEST_PAYMENTS = True
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())
    PaymentSettings.objects.create(store=store, by_test=True, by_invoice=True)


@pytest.fixture
def product(store: Store) -> Product:
    return make_product(store=store, stock=5, price=100)


@pytest.fixture
def going(shopper: Shopper, product: Product) -> str:
    """Somebody has chosen to pay first: the address of the try."""
    shopper.put(product)
    answer = shopper.send(pay_by="test")
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def decide(shopper: Shopper, decision: str) -> Answer:
    """On the test provider's page, of the latest try."""
    key = Attempt.objects.latest("pk").key
    return shopper.client.post(shopper.url(f"pay/{key}/test/"), {"decision": decision})


def approve(shopper: Shopper, going: str) -> Invoice:
    shopper.client.get(going)
    back = decide(shopper, "approve")
    confirmed = shopper.client.get(back["Location"])
    assert confirmed.status_code == 302, text(confirmed)
    return Invoice.objects.get()


def stock(product: Product) -> int:
    left = product.lead.stock
    assert left is not None
    return left


def test_nothing_is_sold_before_it_is_paid(product: Product, going: str) -> None:
    assert going.endswith("?go=1")
    assert not Invoice.objects.exists()
    assert not Delivery.objects.exists()
    assert stock(product) == 4


def test_what_is_paid_is_sold_and_its_payment_noticed(
    shopper: Shopper, product: Product, going: str
) -> None:
    invoice = approve(shopper, going)
    payment = Payment.objects.get(invoice=invoice)
    assert (payment.method, payment.standing) == (Method.TEST, Standing.PAID)
    assert Receipt.objects.get().amount == invoice.total == 100
    assert stock(product) == 4
    page = shopper.client.get(shopper.url(f"confirmation/{invoice.cart.key}/"))
    assert "Paid" in seen(page)
    assert "How to pay" not in seen(page)


def test_the_page_leads_on_without_a_script(shopper: Shopper, going: str) -> None:
    page = text(shopper.client.get(going))
    key = Attempt.objects.get().key
    assert f'content="0;url=http://testserver/s/glashyttan/pay/{key}/test/"' in page
    assert "SEK 100.00" in seen(shopper.client.get(shopper.url(f"pay/{key}/test/")))


def test_declined_nothing_is_sold_and_the_cart_is_as_it_was(
    shopper: Shopper, product: Product, going: str
) -> None:
    shopper.client.get(going)
    back = shopper.client.get(decide(shopper, "decline")["Location"])
    assert "The payment was not made" in seen(back)
    assert not Invoice.objects.exists()
    assert stock(product) == 5
    assert product.name in seen(shopper.get("checkout/"))


def test_a_second_window_pays_by_the_same_page(shopper: Shopper, going: str) -> None:
    again = shopper.send(pay_by="test")
    assert again["Location"] == going
    assert Attempt.objects.count() == 1


def test_a_changed_cart_ends_the_earlier_try(
    shopper: Shopper, product: Product, going: str
) -> None:
    shopper.client.get(going)
    shopper.put(product)
    other = shopper.send(pay_by="test")
    assert other["Location"] != going
    first, second = Attempt.objects.order_by("pk")
    assert (first.progress, second.progress) == (Progress.CLOSED, Progress.OPEN)
    assert (second.amount, stock(product)) == (Decimal(200), 3)
    assert "The payment was not made" in seen(shopper.client.get(going.removesuffix("?go=1")))


def test_choosing_invoice_after_all_ends_the_try(
    shopper: Shopper, product: Product, going: str
) -> None:
    shopper.client.get(going)
    invoice = shopper.buy(pay_by="invoice")
    assert Attempt.objects.get().progress == Progress.CLOSED
    assert Payment.objects.get(invoice=invoice).standing == Standing.UNPAID
    assert stock(product) == 4


def test_paid_in_one_window_and_bought_in_another_is_one_sale(shopper: Shopper, going: str) -> None:
    """The buyer has paid and not come back; then they press the button for an invoice."""
    shopper.client.get(going)
    decide(shopper, "approve")
    answer = shopper.send(pay_by="invoice")
    assert "/confirmation/" in answer["Location"]
    assert Payment.objects.get().standing == Standing.PAID
    assert (Invoice.objects.count(), Receipt.objects.count()) == (1, 1)


def test_a_buyer_who_closes_the_window_is_noticed_by_the_chore(
    shopper: Shopper, going: str
) -> None:
    shopper.client.get(going)
    decide(shopper, "approve")
    ask(lambda: NOW)
    assert not Invoice.objects.exists()  # they may be on their way back
    for _ in range(2):
        ask(lambda: LATER)
    assert Payment.objects.get().standing == Standing.PAID
    assert Attempt.objects.get().progress == Progress.PAID


def test_what_was_never_opened_is_let_go_by_the_chore(product: Product, going: str) -> None:
    ask(lambda: LATER)
    assert Attempt.objects.get().progress == Progress.CLOSED
    assert (going, stock(product)) == (going, 5)


def test_coming_back_twice_is_one_sale(shopper: Shopper, going: str) -> None:
    approve(shopper, going)
    for _ in range(2):
        again = shopper.client.get(going)
        assert "/confirmation/" in again["Location"]
    assert Receipt.objects.count() == 1


def test_what_changes_meanwhile_is_not_what_was_agreed(
    shopper: Shopper, product: Product, going: str
) -> None:
    product.variants.update(price=999)
    Product.objects.filter(pk=product.pk).update(name="Another", active=False)
    invoice = approve(shopper, going)
    line = invoice.lines.get()
    assert (invoice.total, line.description) == (Decimal(100), product.name)


def test_what_is_held_cannot_be_bought_by_another(
    shopper: Shopper, store: Store, product: Product
) -> None:
    shopper.put(product, 5)
    assert shopper.send(pay_by="test").status_code == 302
    other = Shopper(store)
    assert "sold out" in seen(other.put(product)) or stock(product) == 0


def test_a_try_is_only_seen_in_its_own_store(shopper: Shopper, going: str) -> None:
    stranger = Client()
    assert going
    other = Shopper(make_store(slug="annan"), stranger)
    key = Attempt.objects.get().key
    assert other.get(f"pay/{key}/").status_code == 404
    assert other.client.post(other.url(f"pay/{key}/test/")).status_code == 404


def test_without_test_payments_the_test_page_is_not_there(
    shopper: Shopper, going: str, settings: Any
) -> None:
    shopper.client.get(going)
    settings.TEST_PAYMENTS = False
    assert decide(shopper, "approve").status_code == 404
    assert TestCharge.objects.get().progress == Progress.OPEN
    assert "pay_by" not in text(shopper.get("checkout/"))


def test_an_issued_invoice_is_paid_online_once(shopper: Shopper, product: Product) -> None:
    shopper.put(product)
    invoice = shopper.buy(pay_by="invoice")
    place = f"confirmation/{invoice.cart.key}/pay/"
    going = [
        shopper.client.post(shopper.url(place), {"method": "test"})["Location"] for _ in range(2)
    ]
    assert going[0] == going[1]
    shopper.client.get(going[0])
    decide(shopper, "approve")
    shopper.client.get(going[0].removesuffix("?go=1"))
    assert Payment.objects.get().standing == Standing.PAID
    again = shopper.client.post(shopper.url(place), {"method": "test"})
    assert "/confirmation/" in again["Location"]
    assert Attempt.objects.count() == 1


def test_an_invoice_is_not_paid_by_what_the_store_does_not_offer(
    shopper: Shopper, product: Product
) -> None:
    shopper.put(product)
    invoice = shopper.buy(pay_by="invoice")
    for method in ("card", "gold", ""):
        place = shopper.url(f"confirmation/{invoice.cart.key}/pay/")
        assert shopper.client.post(place, {"method": method}).status_code == 404


def test_an_unknown_way_to_pay_is_refused_at_its_field(shopper: Shopper, product: Product) -> None:
    shopper.put(product)
    answer = shopper.send(pay_by="gold")
    assert answer.status_code == 422
    assert not Invoice.objects.exists()


def test_what_the_buyer_wrote_is_forgotten_after_a_month(shopper: Shopper, going: str) -> None:
    approve(shopper, going)
    forget(now)
    assert PendingOrder.objects.exists()
    forget(lambda: NOW.replace(year=2027))
    assert not PendingOrder.objects.exists()
    assert Attempt.objects.exists()


def test_swish_is_paid_afterwards_and_due_at_once(
    shopper: Shopper, store: Store, product: Product
) -> None:
    store.swish = "1231234567"
    store.save()
    PaymentSettings.objects.filter(store=store).update(by_swish=True)
    shopper.put(product)
    invoice = shopper.buy(pay_by="swish")
    payment = Payment.objects.get(invoice=invoice)
    assert (payment.method, payment.due_date) == (Method.SWISH, invoice.invoice_date)
    page = shopper.client.get(shopper.url(f"confirmation/{invoice.cart.key}/"))
    assert "Scan with Swish" in seen(page)
