"""A store whose cards are taken by a fake Stripe, and an invoice that is being paid there."""

from collections.abc import Iterator
from typing import Any

import pytest

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Attempt, PaymentSettings
from tamio.commerce.stores.models import Store
from tests.commerce.payments.paying import sold
from tests.commerce.payments.stripe_drawing import Drawing
from tests.commerce.payments.stripe_events import SECRET, begun
from tests.commerce.payments.stripe_front import KEY, Stripe, running
from tests.factories import make_store


@pytest.fixture(scope="session")
def fake() -> Iterator[Stripe]:
    with running() as stripe:
        yield stripe


@pytest.fixture
def stripe(fake: Stripe, settings: Any) -> Stripe:
    settings.STRIPE_URL = fake.url
    fake.asked.clear()
    fake.lost, fake.is_down = 0, False
    fake.drawing = Drawing()
    return fake


@pytest.fixture
def card_store(stripe: Stripe, transactional_db: None) -> Store:
    store = make_store()
    PaymentSettings.objects.create(
        store=store, by_card=True, stripe_key=KEY, stripe_webhook_secret=SECRET
    )
    return store


@pytest.fixture
def card_invoice(card_store: Store) -> Invoice:
    return sold("100.00", store=card_store)


@pytest.fixture
def attempt(card_invoice: Invoice) -> Attempt:
    return begun(card_invoice)
