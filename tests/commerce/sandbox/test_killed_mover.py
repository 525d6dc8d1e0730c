"""Whoever moves a clock is killed in the middle of a renewal: the next one finishes it, once."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.stores.models import Store
from tamio.outbox.lease import machine_now
from tests.commerce.sandbox.making import WORLD, today
from tests.commerce.subscriptions.making import invoices_of, plan_of, subscribe
from tests.factories import make_store

pytestmark = pytest.mark.integration
ROOT = Path(__file__).resolve().parents[3]


def mover(database: str, store: Store, *words: str) -> int:
    process = subprocess.run(
        [sys.executable, "-m", "tests.commerce.sandbox.clockmover", store.slug, *words],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database,
            "TAMIO_CLOCK": WORLD.isoformat(),
        },
        timeout=120,
        check=False,
    )
    return process.returncode


def test_a_killed_mover_leaves_each_renewal_to_be_made_once_on_its_own_day(
    shared_database: str,
) -> None:
    store = make_store(is_sandbox=True)
    plan = plan_of(store)
    subscriptions = [subscribe(plan, on="2026-01-15") for _ in range(3)]

    assert mover(shared_database, store, "2026-03-01", "2026-02-15") == -signal.SIGKILL
    assert today(store).isoformat() == "2026-02-15"
    # Nobody waits for the minute that the dead had left.
    ClockMove.objects.update(leased_until=machine_now() - timedelta(seconds=1))
    assert mover(shared_database, store, "2026-03-01") == 0

    assert today(store).isoformat() == "2026-03-01"
    for each in subscriptions:
        days = [f"{invoice.invoice_date}" for invoice in invoices_of(each)]
        assert days == ["2026-01-15", "2026-02-15"]
