"""The recording half: a fact and who must hear of it, in the transaction of the fact itself."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from django.db import IntegrityError, connection, transaction

from tamio.outbox import destinations
from tamio.outbox.destinations import Destination
from tamio.outbox.errors import NotInTransaction
from tamio.outbox.models import Delivery, DeliveryEvent, Lane
from tamio.outbox.states import Happening, Priority
from tamio.outbox.wake import wake
from tamio.prepared import Prepared
from tamio.store_clock import real


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
    # Told in the world's time, also of a store whose clock is ahead: nothing waits for that day.
    now = real(now)
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{kind} {subject_id} was recorded outside a transaction")
    hearing = destinations.hearing(kind)
    if not hearing:
        return []
    known = _known([each.name for each in hearing], kind, subject_id)
    fresh = [each for each in hearing if each.name not in known]
    if fresh:
        lanes = _lanes(fresh, store_id, now)
        new = [
            Delivery(
                destination=each.name,
                kind=kind,
                subject_id=subject_id,
                store_id=store_id,
                lane=lanes[each.name],
                priority=priority,
                due_at=now if priority == Priority.CLICK else now + each.after,
                recorded_at=now,
            )
            for each in fresh
        ]
        known |= _written(new, now)
    return [known[each.name] for each in hearing]


def _known(names: Sequence[str], kind: str, subject_id: int) -> dict[str, Delivery]:
    found = _recorded(tuple(names)).rows(kind, subject_id)
    return {each.destination: each for each in found}


@cache
def _recorded(names: tuple[str, ...]) -> Prepared[Delivery]:
    return Prepared(
        lambda kind, subject: Delivery.objects.filter(
            destination__in=names, kind=kind, subject_id=subject
        ),
        str,
        int,
    )


def _lanes(hearing: Sequence[Destination], store_id: int, now: datetime) -> dict[str, Lane]:
    there = _LANES.rows(store_id)
    lanes = {each.destination: each for each in there}
    for each in hearing:
        if each.name not in lanes:
            lanes[each.name] = lane_of(store_id=store_id, destination=each, now=now)
    return lanes


_LANES = Prepared(lambda store: Lane.objects.filter(store=store), int)


def _written(new: Sequence[Delivery], now: datetime) -> dict[str, Delivery]:
    """By destination. Those of someone else, who has recorded the same fact meanwhile."""
    try:
        with transaction.atomic():
            Delivery.objects.bulk_create(new)
    except IntegrityError:
        meanwhile = _known([each.destination for each in new], new[0].kind, new[0].subject_id)
        if len(meanwhile) < len(new):
            raise
        return meanwhile
    DeliveryEvent.objects.bulk_create(
        DeliveryEvent(delivery=each, at=now, by="tamio", what=Happening.RECORDED) for each in new
    )
    for each in new:
        if each.due_at is not None and each.due_at <= now:
            wake(each.lane_id)
    return {each.destination: each for each in new}


def record_new(*, kind: str, store_id: int, subject_ids: Sequence[int], now: datetime) -> None:
    """As `record`, of many facts of one store that are all new: the same few queries for them all.

    Raises NotInTransaction, and IntegrityError for a fact that was recorded before.
    """
    now = real(now)
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{kind} was recorded outside a transaction")
    hearing = destinations.hearing(kind)
    lanes = _lanes(hearing, store_id, now)
    new = Delivery.objects.bulk_create(
        Delivery(
            destination=each.name,
            kind=kind,
            subject_id=subject_id,
            store_id=store_id,
            lane=lanes[each.name],
            due_at=now + each.after,
            recorded_at=now,
        )
        for each in hearing
        for subject_id in subject_ids
    )
    DeliveryEvent.objects.bulk_create(
        DeliveryEvent(delivery=each, at=now, by="tamio", what=Happening.RECORDED) for each in new
    )
    for each in hearing if subject_ids else []:
        if not each.after:
            wake(lanes[each.name].pk)


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
