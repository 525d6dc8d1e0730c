"""A few submissions in different states, and very many."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import connection

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import OrderLink
from tamio.fortnox.pages.states import KIND
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import DUE, EXPLAINED, SETTLED, State
from tests.factories import NOW, buyer, make_invoice
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX
from tests.fortnox.pages.conftest import browser as browser
from tests.fortnox.pages.conftest import connected as connected
from tests.fortnox.pages.conftest import english as english
from tests.fortnox.pages.conftest import store as store
from tests.many import make_customers, make_invoices

LIST = f"{FORTNOX}submissions/"
BULK = "/backoffice/glashyttan/lists/fortnox-submissions/bulk/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is NOW."""
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


@pytest.fixture
def three(connected: Store) -> list[Invoice]:
    """One that is order 10234, one that was rejected, and one that waits."""
    made = [
        make_invoice(store=connected, buyer_details=buyer(name=name, email=f"{at}@example.com"))
        for at, name in enumerate(("Åsa Öberg", "Bo Ek", "Siv Ask"))
    ]
    rows.put(made[0], State.SUBMITTED)
    rows.link(made[0])
    rows.put(made[1], State.REJECTED)
    return made


def recorded(invoice: Invoice, at: datetime) -> Delivery:
    """As if it had been sold then."""
    Delivery.objects.filter(pk=rows.submission_of(invoice).pk).update(recorded_at=at)
    return rows.submission_of(invoice)


def make_submissions(
    *, store: Store, count: int, first: int = 100_001, apart: timedelta = timedelta(seconds=60)
) -> None:
    """Of an invoice each, up to now: of twenty one was rejected, one waits, the rest are orders."""
    customers = make_customers(store=store, count=count, first=first)
    make_invoices(store=store, customers=customers, first=first)
    invoices = list(store.invoices.filter(number__gte=first).order_by("number"))
    lane = Lane.objects.get(store=store, destination=DESTINATION)
    Delivery.objects.bulk_create(
        [
            _delivery(lane, each, at=at, of=len(invoices), apart=apart)
            for at, each in enumerate(invoices)
        ],
        5_000,
    )
    there = [each for at, each in enumerate(invoices) if _state(at) == State.SUBMITTED]
    OrderLink.objects.bulk_create(_links(there), 5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _state(at: int) -> State:
    return {0: State.REJECTED, 1: State.WAITING}.get(at % 20, State.SUBMITTED)


def _delivery(lane: Lane, invoice: Invoice, *, at: int, of: int, apart: timedelta) -> Delivery:
    state, when = _state(at), NOW - apart * (of - at)
    return Delivery(
        store_id=lane.store_id, lane=lane, destination=DESTINATION, kind=KIND,
        subject_id=invoice.pk, state=state, recorded_at=when,
        due_at=when if state in DUE else None, settled_at=when if state in SETTLED else None,
        problem=rows.problem().as_json(answer=state) if state in EXPLAINED else None,
    )  # fmt: skip


def _links(invoices: Sequence[Invoice]) -> list[OrderLink]:
    return [
        OrderLink(
            invoice=each, tenant_id="910001", reference=str(each.pk), noted_at=NOW, doubt_until=NOW,
            order_number=str(10_000_000 + (each.number or 0)), linked_at=NOW, total=each.total,
        )
        for each in invoices
    ]  # fmt: skip
