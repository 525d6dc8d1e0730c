"""Refunds through Stripe, against localstripe: each goes once, and none goes unnoticed."""

from decimal import Decimal

import pytest

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Attempt, Means, PaymentSettings, Refund
from tamio.commerce.payments.providers import STRIPE
from tamio.commerce.payments.refunding import refund
from tamio.commerce.stores.models import Store
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Delivery
from tests import loopback
from tests.commerce.payments.paying import BY, pay, payment_of
from tests.commerce.payments.stripe_events import event, paid, told
from tests.commerce.payments.stripe_front import KEY, Stripe
from tests.factories import NOW

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def send(*, hour: int = 9) -> Delivery:
    """As the worker does."""
    drain_due(clock=lambda: NOW.replace(hour=hour))
    return Delivery.objects.get(destination="payments")


def test_a_refund_is_sent_once_though_its_answer_is_lost(stripe: Stripe, attempt: Attempt) -> None:
    receipt = paid(stripe, attempt)
    before = len(stripe.refunds())
    refund(invoice=receipt.invoice, amount=Decimal(40), reason="", by=BY, now=NOW)
    stripe.lost = 1
    assert send().state == "later"
    assert payment_of(receipt.invoice).refunded == 40  # it may have gone
    assert send(hour=15).state == "submitted"
    made = stripe.refunds()
    assert (len(made), made[0]["amount"]) == (before + 1, 4000)
    outcome = Refund.objects.get().outcome
    assert outcome is not None
    assert (outcome.failed, outcome.provider_id) == (False, made[0]["id"])


def test_a_refund_that_stripe_declines_counts_no_more(
    stripe: Stripe, card_invoice: Invoice
) -> None:
    pay(card_invoice, "100.00", provider=STRIPE, provider_id="pi_unheard_of", means=Means.CARD)
    refund(invoice=card_invoice, amount=Decimal(40), reason="", by=BY, now=NOW)
    assert send().state == "rejected"
    assert payment_of(card_invoice).refunded == 0
    outcome = Refund.objects.get().outcome
    assert outcome is not None
    assert outcome.failed


def test_a_refund_waits_while_the_key_is_wrong(stripe: Stripe, attempt: Attempt) -> None:
    receipt = paid(stripe, attempt)
    [made] = refund(invoice=receipt.invoice, amount=Decimal(40), reason="", by=BY, now=NOW)
    PaymentSettings.objects.update(stripe_key="sk_test_wrong")
    assert send().state == "settings"
    assert payment_of(receipt.invoice).refunded == 40
    assert made.outcome is None


def test_a_refund_made_on_stripes_own_pages_is_noticed(
    stripe: Stripe, card_store: Store, attempt: Attempt
) -> None:
    receipt = paid(stripe, attempt)
    form = {"payment_intent": receipt.provider_id, "amount": "2500"}
    authorized = {"Authorization": f"Bearer {KEY}"}
    assert loopback.post(f"{stripe.behind}/v1/refunds", data=form, headers=authorized).is_success
    charge = {"id": "ch_1", "object": "charge", "payment_intent": receipt.provider_id}
    for name in ("evt_1", "evt_2"):
        assert told(card_store, *event("charge.refunded", charge, name=name)) is True
    assert payment_of(receipt.invoice).refunded == 25
    assert Refund.objects.get().by == STRIPE
