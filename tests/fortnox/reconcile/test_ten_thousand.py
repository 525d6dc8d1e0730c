"""Ten thousand invoices are compared in under thirty requests."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.fortnox.models import Connection, OrderLink
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice
from tests.fortnox.reconcile.books import Accountant, found, reconciled
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

MANY, DAYS = 10_000, 30


@pytest.fixture
def accountant(sim: Simulator, clock: MovableClock) -> Accountant:
    made = Accountant(sim, clock)
    made.later(hours=-24 * (DAYS + 1))
    return made


@pytest.fixture
def connection(accountant: Accountant, connected: Connect) -> Connection:
    return connected()


@pytest.fixture
def first(connection: Connection, clock: MovableClock) -> OrderLink:
    """One sale that went the whole way, for the others to be like."""
    invoice = make_invoice(store=connection.store, now=clock())
    drain_due(clock=clock)
    return OrderLink.objects.get(invoice=invoice)


def _sold_at(first: OrderLink, place: int) -> datetime:
    """Evenly over the days."""
    return first.noted_at + timedelta(days=DAYS) * place / MANY


def _invoices(first: OrderLink) -> list[Invoice]:
    sold = first.invoice
    fields = {
        field.attname: getattr(sold, field.attname)
        for field in Invoice._meta.concrete_fields
        if field.attname not in {"id", "number", "issued_at", "invoice_date"}
    }
    drafts = Invoice.objects.bulk_create([Invoice(**fields) for _ in range(MANY - 1)])
    line = sold.lines.get()
    copied = {
        field.attname: getattr(line, field.attname)
        for field in InvoiceLine._meta.concrete_fields
        if field.attname not in {"id", "invoice_id"}
    }
    InvoiceLine.objects.bulk_create(
        [InvoiceLine(invoice=draft, **copied) for draft in drafts], batch_size=500
    )
    for moment, pks in _by_day(first, drafts).items():
        _issue(first, moment, pks)
    numbers = [draft.pk for draft in drafts]
    made = Invoice.objects.filter(pk__gte=min(numbers), pk__lte=max(numbers))
    return list(made.select_related("store"))


def _by_day(first: OrderLink, drafts: list[Invoice]) -> dict[datetime, list[int]]:
    """The keys of what is sold each day, by the day's first sale."""
    store, moments, found = first.invoice.store, dict[date, datetime](), defaultdict(list)
    for place, draft in enumerate(drafts, start=1):
        at = _sold_at(first, place)
        found[moments.setdefault(store.date_of(at), at)].append(draft.pk)
    return found


def _issue(first: OrderLink, moment: datetime, pks: list[int]) -> None:
    day = first.invoice.store.date_of(moment)
    for start in range(0, len(pks), 500):
        Invoice.objects.filter(pk__in=pks[start : start + 500]).update(
            number=F("pk") + 100_000, issued_at=moment, invoice_date=day
        )


def _orders(sim: Simulator, first: OrderLink, invoices: list[Invoice]) -> None:
    """As the worker would have left them, on both sides."""
    shelf = sim.state.companies[TENANT].shelves["orders"]
    order: dict[str, Any] = dict(shelf[first.order_number])
    links = []
    for place, invoice in enumerate(invoices, start=1):
        number, at = str(1_000_000 + place), _sold_at(first, place)
        swedish = at.astimezone(ZoneInfo("Europe/Stockholm"))
        fields = {
            "DocumentNumber": number,
            "ExternalInvoiceReference1": invoice.reference,
            "OrderDate": str(invoice.invoice_date),
            "_modified": f"{swedish:%Y-%m-%d %H:%M:%S}",
        }
        shelf.put(number, order | fields)
        links.append(_link(first, invoice, number, at))
    OrderLink.objects.bulk_create(links, batch_size=500)


def _link(first: OrderLink, invoice: Invoice, number: str, at: datetime) -> OrderLink:
    return OrderLink(
        invoice=invoice,
        tenant_id=first.tenant_id,
        reference=invoice.reference,
        noted_at=at,
        doubt_until=at,
        order_number=number,
        linked_at=at,
        net=first.net,
        vat=first.vat,
        total=first.total,
        round_off=first.round_off,
        rows=first.rows,
    )


def test_ten_thousand_take_under_thirty_requests(
    connection: Connection,
    first: OrderLink,
    accountant: Accountant,
    sim: Simulator,
    clock: MovableClock,
) -> None:
    _orders(sim, first, _invoices(first))
    accountant.later(hours=24 * DAYS + 1)
    before = mark(sim)
    run = reconciled(connection, clock, days=DAYS + 2)

    assert found(run) == []
    assert run.counts["equal"] == run.counts["sales"] == MANY
    assert run.requests == len(calls(sim, before)) < 30

    # An account changed with an equal total costs the reading of that one order more.
    accountant.change_first_row("1000500", AccountNumber=3002)
    accountant.later()
    before = mark(sim)
    again = reconciled(connection, clock, days=DAYS + 2)
    assert [kind for kind, _ in found(again)] == ["account"]
    assert len(calls(sim, before)) < 30
