"""Answers that never came: looked for, adopted, and never sent twice."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import OrderLink
from tamio.outbox.drain import drain_due
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark, sold, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_an_answer_lost_after_the_write_gives_one_order_and_the_invoice_knows_it(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "reset_after", "method": "POST", "path": "/3/orders", "count": 1})
    drain_due(clock=clock)
    assert submission(invoice).state == "later"
    clock.move(minutes=20)
    drain_due(clock=clock)
    (order,) = sim.orders(TENANT)
    link = OrderLink.objects.get(invoice=invoice)
    assert submission(invoice).state == "submitted"
    assert (link.order_number, link.adopted) == (order["DocumentNumber"], True)


def test_a_customer_whose_answer_was_lost_is_adopted_and_not_doubled(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "reset_after", "method": "POST", "path": "/3/customers", "count": 1})
    drain_due(clock=clock)
    clock.move(minutes=20)
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert len(sim.state.companies[TENANT].shelves["customers"]) == 1


def test_a_server_error_before_the_write_is_repeated_after_a_look(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "status", "status": 500, "method": "POST", "path": "/3/orders", "count": 1})
    drain_due(clock=clock)
    before = mark(sim)
    clock.move(minutes=20)
    drain_due(clock=clock)
    assert [path for _, path in calls(sim, before)] == ["/3/orders", "/3/orders"]
    assert len(sim.orders(TENANT)) == 1
    assert submission(invoice).state == "submitted"


def test_an_order_that_the_list_does_not_show_yet_is_waited_for(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults(
        {"kind": "reset_after", "method": "POST", "path": "/3/orders", "count": 1},
        {"kind": "list_lag", "seconds": 3600, "tenant": TENANT},
    )
    drain_due(clock=clock)
    clock.move(seconds=3)
    drain_due(clock=clock)
    assert submission(invoice).state == "later"
    assert (submission(invoice).problem or {})["code"] == "not-listed-yet"
    sim.faults({"kind": "list_lag", "seconds": 0})
    clock.move(minutes=20)
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"
    assert len(sim.orders(TENANT)) == 1
