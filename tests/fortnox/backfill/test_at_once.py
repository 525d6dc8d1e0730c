"""Backfills in several threads: a whole worker, and two that look at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from fortnox_simulator.testing import Simulator
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync.backfill import feeding
from tamio.fortnox.sync.backfill.feeding import feed_due
from tamio.outbox.models import Delivery
from tests.fortnox.backfill.conftest import again, begun, state_of, unrecorded
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.outbox.running import eventually, running_engine

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]


@pytest.fixture
def shop(shared_database: str, linked: Connect, clock: MovableClock) -> Store:
    """Connected to the simulated company, and sending what was sold in the last thirty days."""
    store = linked().store
    start = store.date_of(clock()) - timedelta(days=30)
    Settings.objects.filter(store=store).update(start_date=start)
    return store


def test_the_worker_does_all_of_it_by_itself(
    sim: Simulator, shop: Store, clock: MovableClock
) -> None:
    old = unrecorded(shop, 5, now=clock())
    backfill = begun(shop, now=clock())
    with running_engine(clock=clock, threads=2):
        eventually(lambda: again(backfill).finished_at is not None, within=40)
    arrived = [order["ExternalInvoiceReference1"] for order in sim.orders(TENANT)]
    assert sorted(arrived) == sorted(invoice.reference for invoice in old)


def test_two_workers_that_look_at_once_put_each_document_in_once(
    shop: Store, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "BATCH", 2)
    old = unrecorded(shop, 12, now=clock())
    backfill = begun(shop, now=clock())
    together = Barrier(2)

    def feeds() -> None:
        together.wait(timeout=10)
        try:
            feed_due(clock)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as workers:
        for future in [workers.submit(feeds) for _ in range(2)]:
            future.result(timeout=60)
    assert backfill.documents.count() == len(old)
    assert {state_of(each) for each in old} == {"waiting"}
    assert Delivery.objects.count() == len(old)
