"""Refusals and letters are read in English, in a store with test cards."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.stores.models import Store
from tests.factories import make_store


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def store(db: None) -> Store:
    made = make_store()
    PaymentSettings.objects.create(store=made, by_test=True)
    return made
