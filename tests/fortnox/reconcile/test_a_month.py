"""A month of sales and credits with twenty accidents: exactly those twenty are found."""

import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import Connection, Finding
from tamio.fortnox.sync import budget
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice
from tests.fortnox.reconcile.books import (
    BY,
    Accountant,
    credit_some,
    found,
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


def _planted(
    sales: list[Invoice], accountant: Accountant, clock: MovableClock
) -> list[tuple[str, int | None]]:
    """Sixteen, of seven kinds, in orders of their own; what is to be found of each."""
    waiting: Iterator[Invoice] = iter(sales[3:-CREDITS:4])
    split = {"Price": 698, "DeliveredQuantity": "1", "OrderedQuantity": "1"}
    moved = {"Order": {"OrderDate": str(sales[-1].invoice_date)}}

    def invoice_then_credit(invoice: Invoice) -> None:
        accountant.invoice(order_of(invoice))
        credit_some(invoice, clock)

    deeds: list[tuple[str, int, Callable[[Invoice], object]]] = [
        ("deleted", 2, lambda sale: accountant.delete(order_of(sale))),
        ("changed", 2, lambda sale: accountant.change_first_row(order_of(sale), Price=300)),
        ("changed", 2, lambda sale: accountant.change_first_row(order_of(sale), **split)),
        (
            "account",
            2,
            lambda sale: accountant.change_first_row(order_of(sale), AccountNumber=3002),
        ),
        ("doubled", 2, lambda sale: accountant.double(order_of(sale))),
        ("cancelled", 2, lambda sale: accountant.cancel(order_of(sale))),
        ("changed", 1, lambda sale: accountant.call("PUT", f"/orders/{order_of(sale)}", moved)),
        ("invoiced", 2, invoice_then_credit),
    ]
    planted: list[tuple[str, int | None]] = []
    for kind, count, deed in deeds:
        for invoice in islice(waiting, count):
            deed(invoice)
            planted.append((kind, invoice.number))
    drain_due(clock=clock)
    # One whose credit note has not been sent yet.
    late = next(waiting)
    credit_some(late, clock)
    return [*planted, ("credit", late.number)]


def _made_by_hand(
    sales: list[Invoice], accountant: Accountant, connection: Connection
) -> list[tuple[str, int | None]]:
    """Two orders with references that the store has never given."""
    code, day = connection.store.reference_code, sales[0].invoice_date
    assert day is not None
    for number in (999_998, 999_999):
        accountant.make(reference=f"T{code}{number:010d}", day=day)
    return [("unknown", None)] * 2


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
    planted = [
        *_skipped(connection, clock),
        *_made_by_hand(sales, accountant, connection),
        *_planted(sales, accountant, clock),
    ]
    # Honest work beside them: an order by hand, and another wording of a row.
    day = sales[0].invoice_date
    assert day is not None
    accountant.make(day=day)
    accountant.change_first_row(order_of(sales[0]), Description="Kanna, blå")
    accountant.later()
    assert len(planted) == 20

    before = mark(sim)
    run = reconciled(connection, clock, first=day)

    assert sorted(found(run), key=str) == sorted(planted, key=str)
    assert run.counts["others"] == 1
    pages = -(-run.counts["orders"] // 500)
    assert run.requests == len(calls(sim, before)) <= pages + 6 + run.counts["read"]
    # The findings explain the whole difference between the two sides' sums.
    difference = sum(Decimal(line["theirs"]) - Decimal(line["ours"]) for line in run.days)
    assert difference == sum(_explained(row) for row in run.findings.all())


def _explained(row: Finding) -> Decimal:
    """How much of the difference is this finding; a double's sale has an order of its own."""
    ours = Decimal(0) if row.kind == "doubled" else row.ours or Decimal(0)
    return (row.theirs or Decimal(0)) - ours
