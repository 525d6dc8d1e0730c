"""Very many submissions, written at once."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import OrderLink
from tamio.fortnox.pages.states import KIND
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import DUE, EXPLAINED, SETTLED, State
from tests.factories import NOW
from tests.fortnox.pages import rows
from tests.many import make_customers, make_invoices


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
