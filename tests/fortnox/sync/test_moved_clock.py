"""A moved clock and Fortnox itself never meet; with a simulator it may go on."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.translation import override

from tamio.clock import now
from tamio.commerce.sandbox.guards import refusal
from tamio.fortnox.models import Connection
from tamio.fortnox.pages.refusals import said
from tamio.fortnox.sync import connect
from tamio.fortnox.sync.sandbox import ClockIsMoved, is_real
from tests.factories import make_store
from tests.fortnox.pages.rows import connect as connected

pytestmark = pytest.mark.django_db

FORTNOX, SIMULATOR = "https://api.fortnox.se/3", "http://127.0.0.1:8100/3"


def answers_at(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = settings.ENVIRONMENT.model_copy(update={"fortnox_api_url": address})
    monkeypatch.setattr(settings, "ENVIRONMENT", there)


@pytest.mark.parametrize(
    ("address", "real"),
    [
        (FORTNOX, True),
        (SIMULATOR, False),
        ("https://notfortnox.se/3", False),
        ("https://fortnox.se.example/3", False),
    ],
)
def test_fortnox_is_known_by_its_address(
    address: str, real: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_at(address, monkeypatch)
    assert is_real() is real


def test_a_store_that_is_connected_to_fortnox_itself_keeps_its_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = make_store(name="Provbutiken", is_sandbox=True)
    answers_at(FORTNOX, monkeypatch)
    assert refusal(store) == ""
    connected(store)
    with override("en"):
        assert refusal(store).startswith("Provbutiken is connected to Fortnox")
    answers_at(SIMULATOR, monkeypatch)
    assert refusal(store) == ""


def test_a_moved_store_is_not_connected_to_fortnox_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of Fortnox: the code is not even exchanged."""
    store = make_store(is_sandbox=True, clock_ahead=timedelta(days=90))
    answers_at(FORTNOX, monkeypatch)
    with pytest.raises(ClockIsMoved) as refused:
        connect.complete(
            store=store, code="a code", redirect_uri="http://127.0.0.1/", service_account=True,
            clock=now, by="mia@butik.example",
        )  # fmt: skip
    assert not Connection.objects.exists()
    with override("en"):
        assert said(refused.value).startswith("The store’s clock was moved")
