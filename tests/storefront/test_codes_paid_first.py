"""A code while its buyer is away paying: kept for them, and free again if they do not pay."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.offers.models import OfferCode, Redemption
from tamio.commerce.payments.models import Attempt, PaymentSettings
from tamio.commerce.stores.models import Store
from tests.commerce.offers.making import make_code
from tests.commerce.shipping.making import collected_at
from tests.factories import NOW, make_product
from tests.storefront.shopping import Answer, Shopper, seen


@pytest.fixture(autouse=True)
def _test_payments(settings: Any, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TEST_PAYMENTS = True
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())
    PaymentSettings.objects.create(store=store, by_test=True, by_invoice=True)


@pytest.fixture
def code(store: Store) -> OfferCode:
    """For one use in all."""
    return make_code(store=store, most_uses=1)


def leave_to_pay(shopper: Shopper, **written: object) -> Answer:
    shopper.put(make_product(store=shopper.store, price=Decimal(200)))
    shopper.client.post(shopper.url("cart/code/"), {"code": "host10"})
    return go(shopper, **written)


def go(shopper: Shopper, **written: object) -> Answer:
    """To the provider's page, if the order is taken."""
    answer = shopper.send(pay_by="test", **written)
    if answer.status_code == 302:
        shopper.client.get(answer["Location"])
    return answer


def decide(shopper: Shopper, decision: str) -> None:
    key = Attempt.objects.latest("pk").key
    back = shopper.client.post(shopper.url(f"pay/{key}/test/"), {"decision": decision})
    shopper.client.get(back["Location"])


def another(store: Store) -> Shopper:
    return Shopper(store, Client(headers={"accept-language": "en"}))


@pytest.mark.usefixtures("code")
def test_a_use_is_held_until_it_is_paid_and_then_the_invoices(shopper: Shopper) -> None:
    assert leave_to_pay(shopper).status_code == 302
    held = Redemption.objects.get()
    assert (held.invoice, held.email) == (None, "asa@example.com")

    decide(shopper, "approve")

    invoice, use = Invoice.objects.get(), Redemption.objects.get()
    assert invoice.total == 180
    assert (use.invoice, use.customer, use.held_for) == (invoice, invoice.customer, None)
    assert (use.amount, use.email) == (Decimal(20), "")


@pytest.mark.usefixtures("code")
def test_what_is_held_for_one_is_not_for_another(shopper: Shopper) -> None:
    leave_to_pay(shopper)
    late = another(shopper.store)

    late.put(make_product(store=shopper.store))
    late.client.post(late.url("cart/code/"), {"code": "HOST10"})

    assert "The code HOST10 has been used up." in seen(late.get("cart/"))


@pytest.mark.usefixtures("code")
def test_what_is_not_paid_is_free_again(shopper: Shopper) -> None:
    leave_to_pay(shopper)
    decide(shopper, "decline")
    assert not Redemption.objects.exists()
    assert leave_to_pay(another(shopper.store), email="bo@example.com").status_code == 302


def test_one_person_has_it_once_though_the_first_is_not_paid_yet(shopper: Shopper) -> None:
    make_code(store=shopper.store, most_per_customer=1)
    leave_to_pay(shopper)
    refused = leave_to_pay(another(shopper.store))
    assert refused.status_code == 422
    assert "You have used the code HOST10 before." in seen(refused)


@pytest.mark.usefixtures("code")
def test_leaving_twice_from_one_cart_holds_one_use(shopper: Shopper) -> None:
    leave_to_pay(shopper)
    again = go(shopper, name="Någon Annan")
    assert again.status_code == 302
    assert Redemption.objects.count() == 1


def test_what_is_collected_is_so_when_it_is_paid_first_too(shopper: Shopper) -> None:
    method = collected_at(shopper.store)
    shopper.put(make_product(store=shopper.store))
    go(shopper, shipping=method.pk)
    decide(shopper, "approve")
    assert Invoice.objects.get().delivery_name == shopper.store.name
