"""These tests are about one destination: what else hears of a sale stays out of their way."""

import pytest

from tamio.outbox import destinations


@pytest.fixture(autouse=True)
def _nobody_writes_to_customers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(destinations._declared, "letters")
