"""Tokens: renewed unseen, encrypted at rest, in no exchange."""

import pytest
from django.db import connection as database

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import ExchangeRecord, TokenPair
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import sold, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_an_expired_token_is_renewed_without_anyone_noticing(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "expire_tokens", "tenant": TENANT})
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert submission(invoice).tries == 0


def test_no_exchange_on_record_holds_a_token(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    drain_due(clock=clock)
    pair = TokenPair.objects.get(connection__store=invoice.store)
    for exchange in ExchangeRecord.objects.all():
        kept = f"{exchange.path}{exchange.request_body}{exchange.answer_body}{exchange.failure}"
        assert pair.access_token not in kept
        assert "Bearer" not in kept
    assert ExchangeRecord.objects.filter(delivery=submission(invoice)).count() == 4


def test_tokens_are_encrypted_at_rest(connected: Connect, sim: Simulator) -> None:
    connection = connected()
    pair = connection.token_pairs.first()
    assert pair is not None
    with database.cursor() as cursor:
        cursor.execute("SELECT access_token, refresh_token FROM fortnox_tokenpair")
        stored = [value for row in cursor.fetchall() for value in row if value]
    assert stored
    assert all(pair.access_token not in value and "." not in value for value in stored)


def test_refresh_tokens_are_rotated_and_stored_before_use(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected(service_account=False)
    first = connection.token_pairs.first()
    invoice = make_invoice(store=connection.store, now=clock())
    sim.faults({"kind": "expire_tokens", "tenant": TENANT})
    drain_due(clock=clock)
    second = connection.token_pairs.first()
    assert submission(invoice).state == "submitted"
    assert first is not None
    assert second is not None
    assert second.refresh_token not in {"", first.refresh_token}
