"""What tests of Stripe do: begin a payment, pay it, and tell of it as Stripe would."""

import hashlib
import hmac
import json
import time
from typing import Any
from uuid import uuid4

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.attempts import attempt_for, look, page_of
from tamio.commerce.payments.hearing import hear
from tamio.commerce.payments.models import Attempt, Method, Receipt
from tamio.commerce.payments.providers import STRIPE
from tamio.commerce.stores.models import Store
from tests.commerce.payments.stripe_front import Stripe
from tests.factories import NOW

SECRET = "whsec_" + "t" * 32


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
