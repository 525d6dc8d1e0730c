"""Processes that renew the same token at once, or are killed in the middle of it."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import Connection
from tamio.fortnox.sync import connect
from tamio.outbox.drain import drain_due
from tamio.outbox.lease import machine_now
from tamio.outbox.models import Lane
from tests.factories import make_invoice
from tests.fortnox.sync.conftest import RETURN, TENANT, Connect, MovableClock, approve
from tests.fortnox.sync.sales import basket, submission

pytestmark = pytest.mark.integration
ROOT = Path(__file__).resolve().parents[3]


def renewer(connection: Connection, database: str, *words: str) -> subprocess.Popen[str]:
    environment = settings.ENVIRONMENT
    pair = str(connection.token_pairs.order_by("pk")[0].pk)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.fortnox.sync.renewer", str(connection.pk), pair, *words],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database,
            "FORTNOX_API_URL": environment.fortnox_api_url,
            "FORTNOX_AUTH_URL": environment.fortnox_auth_url,
            "FORTNOX_CLIENT_ID": environment.fortnox_client_id,
            "FORTNOX_CLIENT_SECRET": environment.fortnox_client_secret,
        },
        stdout=subprocess.PIPE,
        text=True,
    )


def refreshes(sim: Simulator) -> list[int]:
    return [
        request["status"]
        for request in sim.state.token_requests
        if request["grant_type"] == "refresh_token"
    ]


def test_two_processes_that_meet_an_expired_token_refresh_it_once(
    shared_database: str, sim: Simulator, connected: Connect
) -> None:
    connection = connected(service_account=False)
    sim.state.refresh_seconds = 0.5

    processes = [renewer(connection, shared_database) for _ in range(2)]
    tokens = {process.communicate(timeout=60)[0] for process in processes}

    assert len(tokens) == 1
    assert refreshes(sim) == [200]


def test_a_refresh_token_lost_in_a_crash_asks_for_a_new_consent_and_loses_no_sale(
    shared_database: str, sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    """Fortnox has rotated the pair, and the new one died with the process: only a person helps."""
    connection = connected(service_account=False)
    with renewer(connection, shared_database, "die") as killed:
        assert killed.wait(timeout=60) == -signal.SIGKILL
    invoice = make_invoice(store=connection.store, contents=basket(connection.store), now=clock())
    sim.faults({"kind": "expire_tokens", "tenant": TENANT})
    Connection.objects.update(renewing_until=machine_now() + timedelta(milliseconds=100))

    drain_due(clock=clock)
    assert submission(invoice).state == "reconnect"
    assert Lane.objects.get().closed_reason == "reconnect"
    reconnected(connection, clock)
    drain_due(clock=clock)

    assert submission(invoice).state == "submitted"
    assert len(sim.orders(TENANT)) == 1


def test_a_service_account_loses_nothing_in_a_crash(
    shared_database: str, sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    with renewer(connection, shared_database, "die") as killed:
        assert killed.wait(timeout=60) == -signal.SIGKILL
    claimed = Connection.objects.get().renewing_until
    assert claimed is not None
    assert claimed - machine_now() < timedelta(seconds=16)
    invoice = make_invoice(store=connection.store, contents=basket(connection.store), now=clock())
    sim.faults({"kind": "expire_tokens", "tenant": TENANT})
    Connection.objects.update(renewing_until=machine_now() + timedelta(milliseconds=100))

    drain_due(clock=clock)

    assert submission(invoice).state == "submitted"


def reconnected(connection: Connection, clock: MovableClock) -> None:
    consent = connect.begin(redirect_uri=RETURN, service_account=False, clock=clock)
    back = approve(consent.url)
    connect.complete(
        store=connection.store,
        code=back["code"],
        redirect_uri=RETURN,
        service_account=False,
        clock=clock,
        by="owner@example.com",
    )
