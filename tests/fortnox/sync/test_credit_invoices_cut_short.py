"""Answers that never came and workers that died: one credit invoice all the same, and exact."""

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import Connection
from tamio.outbox.drain import drain_due
from tamio.outbox.lease import Clock, machine_now
from tamio.outbox.models import Lane
from tests.fortnox.sync.conftest import Connect, MovableClock
from tests.fortnox.sync.credit_invoices import (
    by_the_accountant,
    credit_of,
    shelf,
    sold_and_invoiced,
    sums,
    sums_of,
)
from tests.fortnox.sync.history.death import Process
from tests.fortnox.sync.test_credits import credited, delivery_of

CREDIT, TRIM = r"^/3/invoices/\d+/credit$", r"^/3/invoices/\d+$"


def standing(clock: MovableClock) -> Clock:
    """The clock as it stands now: on a busy machine the next try would else be due already."""
    at = clock()
    return lambda: at


@pytest.fixture
def connection(connected: Connect) -> Connection:
    return connected(credit_invoices=True)


@pytest.mark.integration
@pytest.mark.django_db
@pytest.mark.parametrize("path", [CREDIT, TRIM], ids=["credit", "trim"])
@pytest.mark.parametrize("kind", ["reset_before", "reset_after", "hang_after", "garbage"])
def test_an_answer_that_never_came_is_looked_after(
    sim: Simulator, connection: Connection, clock: MovableClock, kind: str, path: str
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    sim.faults({"kind": kind, "method": "PUT", "path": path, "count": 1})
    note = credited(invoice, clock, jugs=1, tours=1)
    drain_due(clock=standing(clock))
    assert delivery_of(note).state == "later"

    clock.move(hours=1)
    drain_due(clock=clock)

    assert delivery_of(note).state == "submitted"
    assert len(shelf(sim)) == 2
    assert sums(credit_of(sim, number)) == sums_of(note)


@pytest.mark.integration
@pytest.mark.django_db
def test_nothing_is_written_while_an_earlier_request_may_still_arrive(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    sim.faults({"kind": "reset_after", "method": "PUT", "path": CREDIT, "count": 1})
    first, second = credited(invoice, clock, jugs=1), credited(invoice, clock, tours=1)
    drain_due(clock=standing(clock))
    whole = sums(credit_of(sim, number))
    assert [delivery_of(note).state for note in (first, second)] == ["later", "later"]
    assert whole == (-invoice.total, -invoice.vat)

    clock.move(hours=1)
    drain_due(clock=clock)
    clock.move(hours=1)
    drain_due(clock=clock)

    assert [delivery_of(note).state for note in (first, second)] == ["submitted", "submitted"]
    assert sums(credit_of(sim, number)) == sums_of(first, second)


@pytest.mark.integration
@pytest.mark.django_db(transaction=True)
def test_a_worker_may_die_at_any_write_of_its_own(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    died = 0
    for nth in range(1, 100):
        invoice, number = sold_and_invoiced(sim, connection, clock)
        note = credited(invoice, clock, jugs=1, tours=2)
        process = Process(dies_at_write=nth)
        with process.lives():
            drain_due(clock=clock)
        if process.is_dead:
            died += 1
            Lane.objects.filter(leased_until__isnull=False).update(leased_until=machine_now())
            clock.move(hours=1)
            drain_due(clock=clock)
            clock.move(hours=1)
            drain_due(clock=clock)
        assert delivery_of(note).state == "submitted", nth
        assert sums(credit_of(sim, number)) == sums_of(note), nth
        if not process.is_dead:
            break
    assert died > 10


@pytest.mark.integration
@pytest.mark.django_db
def test_one_that_was_booked_before_it_could_be_trimmed_is_a_task(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> None:
    invoice, number = sold_and_invoiced(sim, connection, clock)
    sim.faults({"kind": "reset_before", "method": "PUT", "path": TRIM, "count": 1})
    note = credited(invoice, clock, jugs=1)
    drain_due(clock=clock)
    made = credit_of(sim, number)["DocumentNumber"]
    by_the_accountant(sim, "PUT", f"/invoices/{made}/bookkeep")

    clock.move(hours=1)
    drain_due(clock=clock)

    assert delivery_of(note).explanation.code == "credit-final"  # type: ignore[union-attr]
    assert sums(credit_of(sim, number)) == (-invoice.total, -invoice.vat)
