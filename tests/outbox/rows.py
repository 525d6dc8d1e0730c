"""Rows as a sale, a worker or a person would have left them."""

from datetime import datetime, timedelta

from django.db import transaction

from tamio.commerce.stores.models import Store
from tamio.outbox.lease import machine_now
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.record import record
from tamio.outbox.states import Priority, State
from tests.factories import NOW, make_store

PERSON = "anna@example.com"


def recorded(
    *,
    subject_id: int = 1,
    store: Store | None = None,
    now: datetime = NOW,
    priority: Priority = Priority.SALE,
) -> Delivery:
    """One waiting delivery to the destination `far`; in a store of its own if none is given."""
    store = store or make_store()
    with transaction.atomic():
        [delivery] = record(
            kind="thing.happened",
            store_id=store.pk,
            subject_id=subject_id,
            now=now,
            priority=priority,
        )
    return delivery


def whats(delivery: Delivery) -> list[str]:
    """The time line in short."""
    return list(delivery.events.values_list("what", flat=True))


def all_submitted() -> bool:
    return not Delivery.objects.exclude(state=State.SUBMITTED).exists()


def let_the_lease_expire(lane_id: int) -> None:
    """As time would: leases run in the machine's time, so their end is moved instead of ours."""
    past = machine_now() - timedelta(seconds=1)
    Lane.objects.filter(pk=lane_id).update(leased_until=past)
