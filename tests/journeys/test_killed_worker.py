"""`kill -9` of a real worker, at the worst instants there are."""

from random import Random
from time import sleep

import pytest

from tamio.clock import now
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import OrderLink
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import make_invoice, make_product
from tests.fortnox.sync.conftest import TENANT
from tests.journeys.processes import SimulatorProcess, eventually, worker_process

pytestmark = pytest.mark.journey


def is_submitted(invoice: Invoice) -> bool:
    return Delivery.objects.filter(
        destination="fortnox", subject_id=invoice.pk, state=State.SUBMITTED
    ).exists()


def test_a_worker_killed_after_fortnox_has_written_leaves_one_order_that_is_found_again(
    connected_store: Store, simulator: SimulatorProcess, shared_database: str
) -> None:
    simulator.fault(kind="hang_after", method="POST", path="/3/orders", count=1)
    invoice = make_invoice(store=connected_store, now=now())
    with worker_process(database=shared_database, environment=simulator.environment) as worker:
        eventually(lambda: simulator.orders(TENANT) == 1, within=20)
        worker.kill()
        worker.wait(10)
    assert not OrderLink.objects.get(invoice=invoice).order_number, "Tamio had not noted it"

    with worker_process(database=shared_database, environment=simulator.environment):
        eventually(lambda: is_submitted(invoice), within=20)

    link = OrderLink.objects.get(invoice=invoice)
    assert (link.adopted, link.total) == (True, invoice.total)
    assert simulator.orders(TENANT) == 1


def test_an_answer_lost_on_the_way_leaves_one_order_that_is_found_again(
    connected_store: Store, simulator: SimulatorProcess, shared_database: str
) -> None:
    simulator.fault(kind="reset_after", method="POST", path="/3/orders", count=1)
    invoice = make_invoice(store=connected_store, now=now())
    with worker_process(database=shared_database, environment=simulator.environment):
        eventually(lambda: is_submitted(invoice), within=20)
    assert OrderLink.objects.get(invoice=invoice).adopted
    assert simulator.orders(TENANT) == 1


def test_workers_killed_at_any_moment_give_one_order_per_invoice(
    connected_store: Store, simulator: SimulatorProcess, shared_database: str
) -> None:
    products = [make_product(store=connected_store) for _ in range(3)]
    invoices = [
        make_invoice(store=connected_store, contents=dict.fromkeys(products, 1), now=now())
        for _ in range(30)
    ]
    random = Random(20261123)
    for _ in range(4):
        with worker_process(database=shared_database, environment=simulator.environment) as worker:
            before = simulator.orders(TENANT)
            eventually(lambda: simulator.orders(TENANT) > before, within=60)  # noqa: B023
            sleep(random.uniform(0, 0.4))
            worker.kill()
            worker.wait(10)

    with worker_process(database=shared_database, environment=simulator.environment):
        eventually(lambda: all(is_submitted(invoice) for invoice in invoices), within=120)

    assert simulator.orders(TENANT) == len(invoices)
    numbers = OrderLink.objects.values_list("order_number", flat=True)
    assert len(set(numbers)) == len(invoices)
