"""Many ask for a new token in the same instant; a single-use refresh token is spent once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from fortnox_simulator.testing import Simulator
from tamio.fortnox.client.errors import InvalidGrant
from tamio.fortnox.models import Connection
from tamio.fortnox.sync.tokens import access_token
from tamio.outbox.lease import machine_now
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock

pytestmark = pytest.mark.integration


def renewed(connection: Connection, refused: str, clock: MovableClock) -> str:
    try:
        return access_token(connection=connection, refused=refused, clock=clock)
    finally:
        connections.close_all()


def refreshes(sim: Simulator) -> int:
    return sum("refresh_token" in str(request) for request in sim.state.token_requests)


def test_eight_threads_that_meet_an_expired_token_refresh_it_once(
    shared_database: str, sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected(service_account=False)
    refused = connection.token_pairs.get().access_token
    before = refreshes(sim)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: renewed(connection, refused, clock), range(8)))
    assert len(set(found)) == 1
    assert found[0] != refused
    assert refreshes(sim) - before == 1


def test_a_claim_of_a_process_that_died_is_taken_over_when_it_has_run_out(
    shared_database: str, sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    refused = connection.token_pairs.get().access_token
    Connection.objects.update(renewing_until=machine_now() + timedelta(milliseconds=200))
    assert access_token(connection=connection, refused=refused, clock=clock) != refused


def test_a_refresh_token_that_someone_else_has_spent_asks_for_a_new_consent(
    shared_database: str, sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected(service_account=False)
    pair = connection.token_pairs.get()
    sim.faults({"kind": "revoke_consent", "tenant": TENANT})
    with pytest.raises(InvalidGrant):
        access_token(connection=connection, refused=pair.access_token, clock=clock)
    connection.refresh_from_db()
    assert connection.renewing_until is None
