"""A store to try things in, with test cards; refusals are read in English."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.stores.models import Store
from tests.commerce.sandbox.making import WORLD
from tests.factories import make_store


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", WORLD.isoformat())


@pytest.fixture
def store(db: None) -> Store:
    made = make_store(is_sandbox=True)
    PaymentSettings.objects.create(store=made, by_test=True)
    return made
