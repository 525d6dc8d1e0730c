"""Cards on file at Stripe, against localstripe: left once, drawn once, whatever gets lost."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.attempts import attempt_for, look, page_of
from tamio.commerce.payments.cards import card_of, look_at_setup, new_setup, page_of_setup
from tamio.commerce.payments.draw_sending import SETTLES
from tamio.commerce.payments.drawing import draw
from tamio.commerce.payments.models import Attempt, Card, Method, Progress, Receipt, Refusal
from tamio.commerce.payments.providers.port import ProviderError
from tamio.commerce.stores.models import Store
from tamio.outbox.drain import drain_due
from tests.commerce.payments.paying import pay, sold
from tests.commerce.payments.stripe_front import CARD, Stripe
from tests.factories import NOW

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def card(stripe: Stripe, card_store: Store) -> Card:
    """Left on a page of its own by the customer of every invoice here."""
    customer = sold("1.00", store=card_store).customer
    setup = new_setup(
        customer=customer, method=Method.CARD, currency="SEK",
        return_url="https://shop.example/back/", language="sv", key=uuid4(), now=NOW,
    )  # fmt: skip
    page_of_setup(setup)
    assert look_at_setup(setup, now=NOW) is None
    assert setup.provider_id is not None
    stripe.leave(setup.provider_id)
    left = look_at_setup(setup, now=NOW)
    assert left is not None
    assert look_at_setup(setup, now=NOW) == left
    return left


def drawn(invoice: Invoice, card: Card) -> Attempt:
    with transaction.atomic():
        attempt = draw(invoice=invoice, card=card, now=NOW)
    assert attempt is not None
    return attempt


def work(at: datetime = NOW) -> None:
    drain_due(clock=lambda: at)


def test_a_card_is_known_by_its_last_numbers(card: Card) -> None:
    assert card.provider_customer.startswith("cus_")
    assert card.label.endswith("4242")


def test_a_card_that_pays_an_invoice_is_kept_if_that_was_asked_for(
    stripe: Stripe, card_invoice: Invoice
) -> None:
    attempt = attempt_for(
        invoice=card_invoice, method=Method.CARD, return_url="https://shop.example/", language="sv",
        key=uuid4(), now=NOW, saves_card=True,
    )  # fmt: skip
    page_of(attempt)
    assert attempt.provider_id is not None
    stripe.pay(attempt.provider_id)
    look(attempt, now=NOW)
    left = card_of(card_invoice.customer)
    assert left is not None
    assert left.label.endswith("4242")


def test_it_is_drawn_once_under_the_invoices_own_key(stripe: Stripe, card: Card) -> None:
    invoice = sold("100.00", store=card.store)
    attempt = drawn(invoice, card)
    work()
    work(NOW + timedelta(hours=1))
    assert stripe.drawing.sent == [f"inv:{invoice.pk}:attempt:1"]
    receipt = Receipt.objects.get(invoice=invoice)
    assert (receipt.amount, receipt.provider) == (Decimal(100), "stripe")
    attempt.refresh_from_db()
    assert attempt.progress == Progress.PAID


def test_a_lost_answer_is_asked_back_and_never_sent_again(stripe: Stripe, card: Card) -> None:
    invoice = sold("100.00", store=card.store)
    drawn(invoice, card)
    paid_before = len(stripe.intents())
    stripe.lost = 1
    work()
    assert not Receipt.objects.filter(invoice=invoice).exists()
    with pytest.raises(AssertionError), transaction.atomic():
        drawn(invoice, card)
    work(NOW + SETTLES)
    assert Receipt.objects.filter(invoice=invoice).count() == 1
    assert len(stripe.drawing.sent) == 1
    assert len(stripe.intents()) == paid_before + 1


def test_what_never_arrived_is_final_after_a_while_and_the_next_has_a_new_number(
    stripe: Stripe, card: Card
) -> None:
    invoice = sold("100.00", store=card.store)
    attempt = drawn(invoice, card)
    stripe.is_down = True
    work()
    stripe.is_down = False
    work(NOW + SETTLES)
    attempt.refresh_from_db()
    assert attempt.refusal == Refusal.LOST
    assert drawn(invoice, card).number == 2
    work(NOW + SETTLES)
    assert stripe.drawing.sent == [f"inv:{invoice.pk}:attempt:2"]
    assert Receipt.objects.filter(invoice=invoice).count() == 1


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("insufficient_funds", Refusal.SOFT),
        ("lost_card", Refusal.HARD),
        ("authentication_required", Refusal.ACTION),
    ],
)
def test_a_decline_says_what_to_do_next(
    stripe: Stripe, card: Card, code: str, refusal: Refusal
) -> None:
    stripe.drawing.declines = code
    attempt = drawn(sold("100.00", store=card.store), card)
    work()
    attempt.refresh_from_db()
    assert (attempt.progress, attempt.refusal) == (Progress.CLOSED, refusal)
    assert attempt.refused_with == code


def test_a_card_that_waits_for_its_holder_is_not_left_waiting(stripe: Stripe, card: Card) -> None:
    setup = new_setup(
        customer=card.customer, method=Method.CARD, currency="SEK",
        return_url="https://shop.example/back/", language="sv", key=uuid4(), now=NOW,
    )  # fmt: skip
    page_of_setup(setup)
    assert setup.provider_id is not None
    stripe.leave(setup.provider_id, card=CARD | {"number": "4000002500003155"})
    asks = look_at_setup(setup, now=NOW)
    assert asks is not None
    assert asks.pk != card.pk
    attempt = drawn(sold("100.00", store=card.store), asks)
    work()
    attempt.refresh_from_db()
    assert attempt.refusal == Refusal.ACTION
    assert [path for _method, path in stripe.asked if path.endswith("/cancel")] != []


def test_an_invoice_that_is_paid_meanwhile_is_not_drawn(stripe: Stripe, card: Card) -> None:
    invoice = sold("100.00", store=card.store)
    drawn(invoice, card)
    pay(invoice, "100.00")
    work()
    assert stripe.drawing.sent == []


def test_a_page_closes_a_draw_that_has_not_left_and_waits_for_one_that_has(
    stripe: Stripe, card: Card
) -> None:
    first, second = sold("100.00", store=card.store), sold("50.00", store=card.store)
    waits = drawn(first, card)
    assert _page(first).card_id is None
    waits.refresh_from_db()
    assert waits.refusal == Refusal.DROPPED
    drawn(second, card)
    stripe.is_down = True
    work()
    with pytest.raises(ProviderError):
        _page(second)


def _page(invoice: Invoice) -> Attempt:
    return attempt_for(
        invoice=invoice, method=Method.CARD, return_url="https://shop.example/", language="sv",
        key=uuid4(), now=NOW,
    )  # fmt: skip
