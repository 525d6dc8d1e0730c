"""What a payment provider tells a shop: taken if it is signed, and once."""

import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.payments import hearing
from tamio.commerce.payments.models import PaymentSettings, ProviderEvent
from tamio.commerce.payments.providers import wording
from tamio.commerce.payments.providers.port import Unanswered
from tamio.commerce.stores.models import Store

URL = "/s/glashyttan/webhooks/stripe/"
SECRET = "whsec_abcdefgh"


@pytest.fixture
def provider(store: Store) -> Client:
    """Has no cookie and no token of ours."""
    PaymentSettings.objects.create(
        store=store, by_card=True, stripe_key="sk_test_1", stripe_webhook_secret=SECRET
    )
    return Client(enforce_csrf_checks=True)


def tell(provider: Client, *, secret: str = SECRET, url: str = URL) -> Any:
    event = {"id": "evt_1", "object": "event", "type": "customer.created"}
    body = json.dumps(event | {"data": {"object": {"id": "cus_1", "object": "customer"}}})
    at = int(time.time())
    mac = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"Stripe-Signature": f"t={at},v1={mac}"}
    return provider.post(url, body, content_type="application/json", headers=headers)


def test_what_is_signed_is_taken_once(provider: Client) -> None:
    assert [tell(provider).status_code for _ in range(2)] == [200, 200]
    assert ProviderEvent.objects.count() == 1


def test_what_is_not_signed_by_the_stores_secret_is_refused(provider: Client) -> None:
    assert tell(provider, secret="whsec_other").status_code == 400
    assert provider.post(URL, b"{}", content_type="application/json").status_code == 400
    assert not ProviderEvent.objects.exists()


def test_while_the_provider_cannot_be_asked_it_is_to_tell_again(
    provider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unanswered(*_: object, **__: object) -> None:
        raise Unanswered(wording.no_answer("Stripe", "down"))

    monkeypatch.setattr(hearing, "_follow", unanswered)
    assert tell(provider).status_code == 503
    assert not ProviderEvent.objects.exists()


def test_a_store_without_a_key_and_an_unknown_provider_take_nothing(
    provider: Client, store: Store
) -> None:
    assert tell(provider, url="/s/glashyttan/webhooks/klarna/").status_code == 404
    assert tell(provider, url="/s/nowhere/webhooks/stripe/").status_code == 404
    assert provider.get(URL).status_code == 405
    PaymentSettings.objects.filter(store=store).update(stripe_key="")
    assert tell(provider).status_code == 400
