"""Stripe, against localstripe: a page is paid once, whatever gets lost, doubled or forged."""

import time
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.asking import ask
from tamio.commerce.payments.attempts import close, look, page_of
from tamio.commerce.payments.models import (
    Attempt,
    Means,
    Payment,
    PaymentSettings,
    Progress,
    ProviderEvent,
    Receipt,
    Standing,
)
from tamio.commerce.payments.providers import STRIPE
from tamio.commerce.payments.providers.port import Declined, NotGenuine, NotSetUp, Unanswered
from tamio.commerce.payments.providers.stripe_pages import StripePages
from tamio.commerce.stores.models import Store
from tests import loopback
from tests.commerce.payments.paying import pay, payment_of
from tests.commerce.payments.stripe_events import (
    SECRET,
    begun,
    event,
    paid,
    session_of,
    signed,
    told,
)
from tests.commerce.payments.stripe_front import KEY, SESSIONS, Stripe
from tests.factories import NOW, make_store

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def test_what_is_paid_on_the_page_is_a_receipt(stripe: Stripe, attempt: Attempt) -> None:
    receipt = paid(stripe, attempt)
    assert (receipt.amount, receipt.means, receipt.provider) == (Decimal(100), Means.CARD, STRIPE)
    assert receipt.provider_id is not None
    assert receipt.provider_id.startswith("pi_")
    assert payment_of(receipt.invoice).standing == Standing.PAID


def test_a_page_is_opened_once_even_if_its_answer_is_lost(stripe: Stripe, attempt: Attempt) -> None:
    before = len(stripe.sessions)
    stripe.lost = 1
    with pytest.raises(Unanswered):
        page_of(attempt)
    url = page_of(attempt)
    assert url == page_of(Attempt.objects.get(pk=attempt.pk))
    assert len(stripe.sessions) == before + 1


def test_an_open_page_is_not_paid_and_can_be_closed(stripe: Stripe, attempt: Attempt) -> None:
    page_of(attempt)
    assert look(attempt, now=NOW).progress == Progress.OPEN
    assert close(attempt, now=NOW).progress == Progress.CLOSED
    with pytest.raises(AssertionError):
        stripe.pay(str(attempt.provider_id))


def test_a_page_whose_answer_was_lost_is_closed_too(stripe: Stripe, attempt: Attempt) -> None:
    stripe.lost = 1
    with pytest.raises(Unanswered):
        page_of(attempt)
    assert close(attempt, now=NOW).progress == Progress.CLOSED
    assert [each["status"] for each in stripe.sessions.values()][-1] == "expired"


def test_closing_what_has_been_paid_tells_that_it_is_paid(stripe: Stripe, attempt: Attempt) -> None:
    page_of(attempt)
    stripe.pay(str(attempt.provider_id))
    assert close(attempt, now=NOW).progress == Progress.PAID
    assert Receipt.objects.count() == 1


def test_an_event_and_the_buyer_and_the_chore_make_one_receipt(
    stripe: Stripe, card_store: Store, attempt: Attempt
) -> None:
    page_of(attempt)
    stripe.pay(str(attempt.provider_id))
    body, signature = event("checkout.session.completed", session_of(attempt))
    assert told(card_store, body, signature) is True
    assert told(card_store, body, signature) is False
    look(Attempt.objects.get(pk=attempt.pk), now=NOW)
    ask(lambda: NOW.replace(hour=12))
    assert (Receipt.objects.count(), ProviderEvent.objects.count()) == (1, 1)
    assert Payment.objects.get().received == 100


def test_the_order_of_events_does_not_matter(
    stripe: Stripe, card_store: Store, attempt: Attempt
) -> None:
    """That it has expired is told after that it was paid, and long before."""
    page_of(attempt)
    told(card_store, *event("checkout.session.expired", session_of(attempt), name="evt_0"))
    assert look(attempt, now=NOW).progress == Progress.OPEN
    stripe.pay(str(attempt.provider_id))
    told(card_store, *event("checkout.session.completed", session_of(attempt), name="evt_1"))
    told(card_store, *event("checkout.session.expired", session_of(attempt), name="evt_2"))
    assert Attempt.objects.get().progress == Progress.PAID
    assert Payment.objects.get().standing == Standing.PAID


def test_a_lost_event_is_made_good_by_the_chore(stripe: Stripe, attempt: Attempt) -> None:
    page_of(attempt)
    stripe.pay(str(attempt.provider_id))
    ask(lambda: NOW.replace(hour=12))
    assert Payment.objects.get().standing == Standing.PAID


def test_while_stripe_is_down_nothing_is_lost(
    stripe: Stripe, card_store: Store, attempt: Attempt
) -> None:
    page_of(attempt)
    stripe.pay(str(attempt.provider_id))
    stripe.is_down = True
    body, signature = event("checkout.session.completed", session_of(attempt))
    with pytest.raises(Unanswered):
        told(card_store, body, signature)
    ask(lambda: NOW.replace(hour=12))
    assert not ProviderEvent.objects.exists()
    stripe.is_down = False
    assert told(card_store, body, signature) is True
    assert Payment.objects.get().standing == Standing.PAID


@pytest.mark.parametrize(
    "forged",
    [
        lambda body: (body, ""),
        lambda body: (body, "t=1,v1=00"),
        lambda body: signed(body, secret="whsec_other"),
        lambda body: signed(body, at=int(time.time()) - 3600),
        lambda body: (body.replace(b"evt_1", b"evt_2"), signed(body)[1]),
        lambda _body: signed(b"no json"),
    ],
    ids=["unsigned", "wrong", "another's secret", "old", "changed", "no json"],
)
def test_what_is_not_stripes_is_refused(card_store: Store, attempt: Attempt, forged: Any) -> None:
    body, _signature = event("checkout.session.completed", session_of(attempt))
    with pytest.raises(NotGenuine):
        told(card_store, *forged(body))
    assert not ProviderEvent.objects.exists()


def test_what_is_not_ours_is_taken_and_left(card_store: Store) -> None:
    stranger = {"id": "cs_9", "object": "checkout.session", "client_reference_id": "order-7"}
    assert told(card_store, *event("checkout.session.completed", stranger)) is True
    assert told(card_store, *event("customer.created", {"id": "cus_1"}, name="evt_2")) is True
    assert not Receipt.objects.exists()


def test_another_amount_is_another_page_and_the_earlier_one_is_closed(
    stripe: Stripe, card_invoice: Invoice, attempt: Attempt
) -> None:
    page_of(attempt)
    pay(card_invoice, "40.00")
    second = begun(card_invoice)
    page_of(second)
    assert (second.amount, stripe.sessions[str(second.provider_id)]["amount_total"]) == (
        Decimal(60),
        6000,
    )
    assert stripe.sessions[str(attempt.provider_id)]["status"] == "expired"


def test_an_invoice_that_is_paid_otherwise_has_its_page_closed(
    stripe: Stripe, card_invoice: Invoice, attempt: Attempt
) -> None:
    page_of(attempt)
    pay(card_invoice, "100.00")
    ask(lambda: NOW.replace(hour=12))
    assert Attempt.objects.get().progress == Progress.CLOSED
    assert stripe.sessions[str(attempt.provider_id)]["status"] == "expired"


def test_a_wrong_key_is_told_as_a_setting(card_store: Store, attempt: Attempt) -> None:
    PaymentSettings.objects.update(stripe_key="sk_test_wrong")
    fresh = Attempt.objects.select_related("store").get()
    with pytest.raises(NotSetUp):
        page_of(fresh)
    with pytest.raises(NotSetUp):
        StripePages.of(make_store())


def test_an_unknown_page_is_declined(card_store: Store, attempt: Attempt) -> None:
    attempt.provider_id = "cs_gone"
    with pytest.raises(Declined, match="No such session"):
        look(attempt, now=NOW)


def test_the_store_asks_for_what_it_is_owed(stripe: Stripe, attempt: Attempt) -> None:
    page_of(attempt)
    session = stripe.sessions[str(attempt.provider_id)]
    assert (session["amount_total"], session["currency"]) == (10000, "sek")
    assert session["success_url"] == "https://shop.example/back/"
    assert stripe.asked == [("POST", SESSIONS)]
    assert session["expires_at"] > NOW.timestamp() + 30 * 60


class _Catcher(BaseHTTPRequestHandler):
    caught: list[tuple[bytes, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.caught.append((body, self.headers["Stripe-Signature"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_what_localstripe_signs_is_genuine(
    stripe: Stripe, card_store: Store, attempt: Attempt
) -> None:
    caught: list[tuple[bytes, str]] = []
    handler = type("Catcher", (_Catcher,), {"caught": caught})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        server.timeout = 15
        hook = {"url": f"http://127.0.0.1:{server.server_port}/", "secret": SECRET}
        set_up = loopback.post(f"{stripe.behind}/_config/webhooks/tamio", json=hook)
        assert set_up.is_success
        paid(stripe, attempt)
        while not caught:
            server.handle_request()
    heard = StripePages(key=KEY, webhook_secret=SECRET).hear(*caught[0])
    assert heard.kind.startswith(("payment_intent.", "charge."))
    assert told(card_store, *caught[0]) is True
