"""Stripe, against localstripe: a page is paid once, a refund goes once, whatever gets lost."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

import pytest

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.asking import ask
from tamio.commerce.payments.attempts import attempt_for, close, look, page_of
from tamio.commerce.payments.hearing import hear
from tamio.commerce.payments.models import (
    Attempt,
    Means,
    Method,
    Payment,
    PaymentSettings,
    Progress,
    ProviderEvent,
    Receipt,
    Refund,
    Standing,
)
from tamio.commerce.payments.providers import STRIPE
from tamio.commerce.payments.providers.port import Declined, NotGenuine, NotSetUp, Unanswered
from tamio.commerce.payments.providers.stripe_pages import StripePages
from tamio.commerce.payments.refunding import refund
from tamio.commerce.stores.models import Store
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Delivery
from tests import loopback
from tests.commerce.payments.paying import BY, pay, payment_of, sold
from tests.commerce.payments.stripe_front import KEY, SESSIONS, Stripe, running
from tests.factories import NOW, make_store

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]

SECRET = "whsec_" + "t" * 32


@pytest.fixture(scope="module")
def fake() -> Iterator[Stripe]:
    with running() as stripe:
        yield stripe


@pytest.fixture
def stripe(fake: Stripe, settings: Any) -> Stripe:
    settings.STRIPE_URL = fake.url
    fake.asked.clear()
    fake.lost, fake.is_down = 0, False
    return fake


@pytest.fixture
def store(stripe: Stripe, transactional_db: None) -> Store:
    store = make_store()
    PaymentSettings.objects.create(
        store=store, by_card=True, stripe_key=KEY, stripe_webhook_secret=SECRET
    )
    return store


@pytest.fixture
def invoice(store: Store) -> Invoice:
    return sold("100.00", store=store)


@pytest.fixture
def attempt(invoice: Invoice) -> Attempt:
    return begun(invoice)


def begun(invoice: Invoice) -> Attempt:
    return attempt_for(
        invoice=invoice, method=Method.CARD, return_url="https://shop.example/back/",
        language="sv", key=uuid4(), now=NOW,
    )  # fmt: skip


def paid(stripe: Stripe, attempt: Attempt) -> Receipt:
    page_of(attempt)
    assert attempt.provider_id is not None
    stripe.pay(attempt.provider_id)
    settled = look(attempt, now=NOW)
    assert settled.receipt is not None
    return settled.receipt


def event(kind: str, about: dict[str, Any], *, name: str = "evt_1") -> tuple[bytes, str]:
    """Body and signature, made as Stripe's documentation says and without its package."""
    told = {"id": name, "object": "event", "type": kind, "data": {"object": about}}
    return signed(json.dumps(told).encode())


def signed(body: bytes, *, secret: str = SECRET, at: int | None = None) -> tuple[bytes, str]:
    at = at or int(time.time())
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return body, f"t={at},v1={mac}"


def told(store: Store, body: bytes, signature: str) -> bool:
    return hear(store=store, provider_key=STRIPE, body=body, signature=signature, now=NOW)


def session_of(attempt: Attempt) -> dict[str, Any]:
    return {
        "id": attempt.provider_id,
        "object": "checkout.session",
        "client_reference_id": str(attempt.key),
    }


def test_what_is_paid_on_the_page_is_a_receipt(stripe: Stripe, attempt: Attempt) -> None:
    receipt = paid(stripe, attempt)
    assert (receipt.amount, receipt.means, receipt.provider) == (100, Means.CARD, STRIPE)
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
    stripe: Stripe, store: Store, attempt: Attempt
) -> None:
    page_of(attempt)
    stripe.pay(str(attempt.provider_id))
    body, signature = event("checkout.session.completed", session_of(attempt))
    assert told(store, body, signature) is True
    assert told(store, body, signature) is False
    look(Attempt.objects.get(pk=attempt.pk), now=NOW)
    ask(lambda: NOW.replace(hour=12))
    assert (Receipt.objects.count(), ProviderEvent.objects.count()) == (1, 1)
    assert Payment.objects.get().received == 100


def test_the_order_of_events_does_not_matter(
    stripe: Stripe, store: Store, attempt: Attempt
) -> None:
    """That it has expired is told after that it was paid, and long before."""
    page_of(attempt)
    told(store, *event("checkout.session.expired", session_of(attempt), name="evt_0"))
    assert look(attempt, now=NOW).progress == Progress.OPEN
    stripe.pay(str(attempt.provider_id))
    told(store, *event("checkout.session.completed", session_of(attempt), name="evt_1"))
    told(store, *event("checkout.session.expired", session_of(attempt), name="evt_2"))
    assert Attempt.objects.get().progress == Progress.PAID
    assert Payment.objects.get().standing == Standing.PAID


def test_a_lost_event_is_made_good_by_the_chore(stripe: Stripe, attempt: Attempt) -> None:
    page_of(attempt)
    stripe.pay(str(attempt.provider_id))
    ask(lambda: NOW.replace(hour=12))
    assert Payment.objects.get().standing == Standing.PAID


def test_while_stripe_is_down_nothing_is_lost(
    stripe: Stripe, store: Store, attempt: Attempt
) -> None:
    page_of(attempt)
    stripe.pay(str(attempt.provider_id))
    stripe.is_down = True
    body, signature = event("checkout.session.completed", session_of(attempt))
    with pytest.raises(Unanswered):
        told(store, body, signature)
    ask(lambda: NOW.replace(hour=12))
    assert not ProviderEvent.objects.exists()
    stripe.is_down = False
    assert told(store, body, signature) is True
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
def test_what_is_not_stripes_is_refused(store: Store, attempt: Attempt, forged: Any) -> None:
    body, _signature = event("checkout.session.completed", session_of(attempt))
    with pytest.raises(NotGenuine):
        told(store, *forged(body))
    assert not ProviderEvent.objects.exists()


def test_what_is_not_ours_is_taken_and_left(store: Store) -> None:
    stranger = {"id": "cs_9", "object": "checkout.session", "client_reference_id": "order-7"}
    assert told(store, *event("checkout.session.completed", stranger)) is True
    assert told(store, *event("customer.created", {"id": "cus_1"}, name="evt_2")) is True
    assert not Receipt.objects.exists()


def test_another_amount_is_another_page_and_the_earlier_one_is_closed(
    stripe: Stripe, invoice: Invoice, attempt: Attempt
) -> None:
    page_of(attempt)
    pay(invoice, "40.00")
    second = begun(invoice)
    page_of(second)
    assert (second.amount, stripe.sessions[str(second.provider_id)]["amount_total"]) == (60, 6000)
    assert stripe.sessions[str(attempt.provider_id)]["status"] == "expired"


def test_an_invoice_that_is_paid_otherwise_has_its_page_closed(
    stripe: Stripe, invoice: Invoice, attempt: Attempt
) -> None:
    page_of(attempt)
    pay(invoice, "100.00")
    ask(lambda: NOW.replace(hour=12))
    assert Attempt.objects.get().progress == Progress.CLOSED
    assert stripe.sessions[str(attempt.provider_id)]["status"] == "expired"


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


def test_a_refund_that_stripe_declines_counts_no_more(stripe: Stripe, invoice: Invoice) -> None:
    pay(invoice, "100.00", provider=STRIPE, provider_id="pi_unheard_of", means=Means.CARD)
    refund(invoice=invoice, amount=Decimal(40), reason="", by=BY, now=NOW)
    assert send().state == "rejected"
    assert payment_of(invoice).refunded == 0
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
    stripe: Stripe, store: Store, attempt: Attempt
) -> None:
    receipt = paid(stripe, attempt)
    form = {"payment_intent": receipt.provider_id, "amount": "2500"}
    authorized = {"Authorization": f"Bearer {KEY}"}
    assert loopback.post(f"{stripe.behind}/v1/refunds", data=form, headers=authorized).is_success
    charge = {"id": "ch_1", "object": "charge", "payment_intent": receipt.provider_id}
    for name in ("evt_1", "evt_2"):
        assert told(store, *event("charge.refunded", charge, name=name)) is True
    assert payment_of(receipt.invoice).refunded == 25
    assert Refund.objects.get().by == STRIPE


def test_a_wrong_key_is_told_as_a_setting(store: Store, attempt: Attempt) -> None:
    PaymentSettings.objects.update(stripe_key="sk_test_wrong")
    fresh = Attempt.objects.select_related("store").get()
    with pytest.raises(NotSetUp):
        page_of(fresh)
    with pytest.raises(NotSetUp):
        StripePages.of(make_store())


def test_an_unknown_page_is_declined(store: Store, attempt: Attempt) -> None:
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


def test_what_localstripe_signs_is_genuine(stripe: Stripe, store: Store, attempt: Attempt) -> None:
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
    assert told(store, *caught[0]) is True
