"""A store with a subscription, and the day on which somebody looks at it."""

from collections.abc import Callable

import pytest

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Subscription
from tests.commerce.subscriptions.making import at, customer_of, plan_of, subscribe
from tests.factories import buyer


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the clock to that day's noon."""

    def on(day: str) -> None:
        monkeypatch.setenv("TAMIO_CLOCK", at(day, 12).isoformat())

    on("2026-01-10")
    return on


@pytest.fixture
def monthly(store: Store, on_day: Callable[[str], None]) -> Subscription:
    """199 a month with VAT, since 1 January; looked at on the 10th."""
    kim = customer_of(store, buyer(email="kim@example.com", name="Kim Ek"))
    return subscribe(plan_of(store), customer=kim)
