"""The recording half: a fact and who must hear of it, in the transaction of the fact itself."""

from datetime import datetime

from django.db import connection

from tamio.outbox import destinations
from tamio.outbox.destinations import Destination
from tamio.outbox.errors import NotInTransaction
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import Happening, Priority
from tamio.outbox.wake import wake


def record(
    *,
    kind: str,
    store_id: int,
    subject_id: int,
    now: datetime,
    priority: Priority = Priority.SALE,
) -> list[Delivery]:
    """One waiting delivery per destination that hears `kind`; recorded before, it is found again.

    Raises NotInTransaction: outside the fact's own transaction one could live without the other.
    No foreign code runs here, so a broken integration never loses a sale.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{kind} {subject_id} was recorded outside a transaction")
    return [
        _deliver_to(destination, kind, store_id, subject_id, now, priority)
        for destination in destinations.hearing(kind)
    ]


def _deliver_to(
    destination: Destination,
    kind: str,
    store_id: int,
    subject_id: int,
    now: datetime,
    priority: Priority,
) -> Delivery:
    lane = lane_of(store_id=store_id, destination=destination, now=now)
    due_at = now if priority == Priority.CLICK else now + destination.after
    delivery, is_new = Delivery.objects.get_or_create(
        destination=destination.name,
        kind=kind,
        subject_id=subject_id,
        defaults={
            "store_id": store_id,
            "lane": lane,
            "priority": priority,
            "due_at": due_at,
            "recorded_at": now,
        },
    )
    if is_new:
        delivery.events.create(at=now, by="tamio", what=Happening.RECORDED)
        if due_at <= now:
            wake(lane.pk)
    return delivery


def lane_of(*, store_id: int, destination: Destination, now: datetime) -> Lane:
    """The store's lane, made as declared if this is the first that is heard of it."""
    closed = {
        "closed_reason": destination.starts_closed,
        "closed_at": now,
        "closed_by": "tamio",
    }
    lane, _ = Lane.objects.get_or_create(
        store_id=store_id,
        destination=destination.name,
        defaults=closed if destination.starts_closed else {},
    )
    return lane
