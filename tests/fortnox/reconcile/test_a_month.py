"""A month of sales and credits with twenty accidents: exactly those twenty are found."""

import os
from collections.abc import Iterator
from itertools import islice

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import Connection
from tamio.fortnox.sync import budget
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice
from tests.fortnox.reconcile.books import (
    BY,
    Accountant,
    credit_some,
    order_of,
    reconciled,
)
from tests.fortnox.sync.conftest import Connect, MovableClock
from tests.fortnox.sync.sales import basket, calls, mark, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
SALES, CREDITS = (2_000, 100) if _THOROUGH else (180, 9)
DAYS = 30


@pytest.fixture
def at_full_speed(monkeypatch: pytest.MonkeyPatch, sim: Simulator) -> None:
    """A month's worth of requests, without the pace that a real company's allowance sets."""
    monkeypatch.setattr(budget, "ALLOWED", 10**6)
    monkeypatch.setattr(budget, "BURST", 10**6)
    sim.state.rate_limit.requests = 10**6


@pytest.fixture
def accountant(sim: Simulator, clock: MovableClock) -> Accountant:
    made = Accountant(sim, clock)
    made.later(hours=-24 * DAYS)
    return made


@pytest.fixture
def connection(at_full_speed: None, accountant: Accountant, connected: Connect) -> Connection:
    return connected()


@pytest.fixture
def sales(connection: Connection, clock: MovableClock, accountant: Accountant) -> list[Invoice]:
    """Spread over the days, each sent on its day, and some credited, wholly or in part."""
    store, made = connection.store, []
    contents = basket(store)
    for _ in range(DAYS):
        some = [
            make_invoice(store=store, contents=contents, now=clock()) for _ in range(SALES // DAYS)
        ]
        made += some
        drain_due(clock=clock)
        accountant.later(hours=24)
    for place, invoice in enumerate(made[-CREDITS:]):
        if place % 3:
            credit_some(invoice, clock)
        else:
            credit_all(invoice=invoice, reason="Ångrat köp", by=BY, now=clock())
    drain_due(clock=clock)
    accountant.later()
    return made


def _accidents(
    sales: list[Invoice], accountant: Accountant, connection: Connection, clock: MovableClock
) -> list[tuple[str, int | None]]:
    """Twenty, of ten kinds, one after the other; what is to be found of each."""
    waiting: Iterator[Invoice] = iter(sales[3:-CREDITS:4])
    planted: list[tuple[str, int | None]] = []

    def take(kind: str, count: int = 2) -> list[Invoice]:
        taken = list(islice(waiting, count))
        planted.extend((kind, invoice.number) for invoice in taken)
        return taken

    for invoice in take("deleted"):
        accountant.delete(order_of(invoice))
    for invoice in take("changed"):
        accountant.change_first_row(order_of(invoice), Price=300)
    for invoice in take("changed"):
        split = {"Price": 698, "DeliveredQuantity": "1", "OrderedQuantity": "1"}
        accountant.change_first_row(order_of(invoice), **split)
    for invoice in take("account"):
        accountant.change_first_row(order_of(invoice), AccountNumber=3002)
    for invoice in take("doubled"):
        accountant.double(order_of(invoice))
    for invoice in take("cancelled"):
        accountant.cancel(order_of(invoice))
    for invoice in take("invoiced"):
        accountant.invoice(order_of(invoice))
        credit_some(invoice, clock)
    for invoice in take("changed", 1):
        day = {"OrderDate": sales[-1].invoice_date.isoformat()}  # type: ignore[union-attr]
        accountant.call("PUT", f"/orders/{order_of(invoice)}", {"Order": day})
    code, day = connection.store.reference_code, sales[0].invoice_date
    assert day is not None
    for number in (999_998, 999_999):
        accountant.make(reference=f"T{code}{number:010d}", day=day)
        planted.append(("unknown", None))
    drain_due(clock=clock)
    for invoice in take("credit", 1):
        credit_some(invoice, clock)
    return planted


def _skipped(connection: Connection, clock: MovableClock) -> list[tuple[str, int | None]]:
    made = [make_invoice(store=connection.store, now=clock()) for _ in range(2)]
    for invoice in made:
        submission(invoice).skip(reason="Testköp", now=clock(), by=BY)
    return [("missing", invoice.number) for invoice in made]


def test_exactly_the_twenty_accidents_are_found(
    sales: list[Invoice],
    accountant: Accountant,
    connection: Connection,
    clock: MovableClock,
    sim: Simulator,
) -> None:
    # Honest work beside them: an order by hand, and another wording of a row.
    planted = _skipped(connection, clock) + _accidents(sales, accountant, connection, clock)
    day = sales[0].invoice_date
    assert day is not None
    accountant.make(day=day)
    accountant.change_first_row(order_of(sales[0]), Description="Kanna, blå")
    accountant.later()
    assert len(planted) == 20

    before = mark(sim)
    run = reconciled(connection, clock, first=day)

    found = [
        (row.kind, row.invoice.number if row.invoice else None)
        for row in run.findings.select_related("invoice")
    ]
    assert sorted(found, key=str) == sorted(planted, key=str)
    assert run.counts["others"] == 1
    pages = -(-run.counts["orders"] // 500)
    assert run.requests == len(calls(sim, before)) <= pages + 6 + run.counts["read"]
    # Each difference between the days' sums is one of the findings: nothing is lost on the way.
    difference = sum(float(line["theirs"]) - float(line["ours"]) for line in run.days)
    told = sum(
        float(row.theirs or 0) - float(row.ours or 0)
        for row in run.findings.exclude(kind="doubled")
    )
    doubles = sum(float(row.theirs or 0) for row in run.findings.filter(kind="doubled"))
    assert round(difference - told - doubles, 2) == 0
