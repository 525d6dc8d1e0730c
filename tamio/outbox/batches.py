"""Many deliveries of one lane, moved in one transaction; each with its line on the time line.

As many as the caller can afford to hold the lane for: none of this is bounded here. Call them with
the lane locked (`locked`), in the transaction that notes why.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tamio.outbox import destinations
from tamio.outbox.models import Delivery, DeliveryEvent, Lane
from tamio.outbox.models.delivery import back_in_lane
from tamio.outbox.record import lane_of
from tamio.outbox.states import Happening, Priority, State
from tamio.outbox.wake import wake

_AT_ONCE = 500
#: What a worker has in its hands, or the far side has, is left alone.
_UNTOUCHED = (State.SENDING, State.SUBMITTED, State.DIFFERS)


def locked(*, store_id: int, destination: str, now: datetime) -> Lane:
    """The store's lane, until the transaction ends: no worker begins or settles anything in it.

    Raises UnknownDestination.
    """
    made = lane_of(store_id=store_id, destination=destinations.named(destination), now=now)
    return Lane.objects.select_for_update(no_key=True).get(pk=made.pk)


def record_all(
    *,
    lane: Lane,
    kind: str,
    subject_ids: Collection[int],
    priority: Priority,
    now: datetime,
    by: str,
) -> list[int]:
    """A waiting delivery for each subject that has none yet, for this destination alone; their pks,
    in the order of the subjects.
    """
    ours = Delivery.objects.filter(destination=lane.destination, kind=kind)
    known = set(ours.filter(subject_id__in=subject_ids).values_list("subject_id", flat=True))
    new = [subject_id for subject_id in subject_ids if subject_id not in known]
    columns = back_in_lane(now=now) | {"priority": priority, "recorded_at": now}
    Delivery.objects.bulk_create(
        [
            Delivery(
                store_id=lane.store_id,
                lane=lane,
                destination=lane.destination,
                kind=kind,
                subject_id=subject_id,
                **columns,
            )
            for subject_id in new
        ],
        batch_size=_AT_ONCE,
        ignore_conflicts=True,  # a person may send one of them at this very moment
    )
    made = ours.filter(subject_id__in=new, recorded_at=now, priority=priority)
    pks = list(made.order_by("pk").values_list("pk", flat=True))
    _tell(pks, Happening.RECORDED, now=now, by=by)
    wake(lane.pk)
    return pks


def send_all(
    *, lane: Lane, deliveries: QuerySet[Delivery], priority: Priority, now: datetime, by: str
) -> list[int]:
    """Those of `deliveries` that are held or skipped go back into the lane, with that priority."""
    pks = _pks(deliveries.filter(lane=lane, state__in=[State.HELD, State.SKIPPED]))
    found = Delivery.objects.filter(pk__in=pks)
    found.update(**back_in_lane(now=now), priority=priority)
    _tell(pks, Happening.RELEASED, now=now, by=by)
    wake(lane.pk)
    return pks


def hold_all(
    *, lane: Lane, deliveries: QuerySet[Delivery], reason: str, now: datetime, by: str
) -> list[int]:
    """Those of `deliveries` that no worker has in its hands are not sent until somebody says so."""
    pks = _pks(deliveries.filter(lane=lane).exclude(state__in=_UNTOUCHED))
    columns: dict[str, Any] = {
        "state": State.HELD,
        "due_at": None,
        "settled_at": None,
        "problem": None,
        "reason": reason,
    }
    Delivery.objects.filter(pk__in=pks).update(**columns)
    _tell(pks, Happening.HELD, now=now, by=by, reason=reason)
    return pks


def _pks(deliveries: QuerySet[Delivery]) -> list[int]:
    found = deliveries.order_by("pk").select_for_update()
    return list(found.values_list("pk", flat=True))


def _tell(pks: Collection[int], what: Happening, *, now: datetime, by: str, **detail: str) -> None:
    DeliveryEvent.objects.bulk_create(
        [DeliveryEvent(delivery_id=pk, at=now, by=by, what=what, detail=detail) for pk in pks],
        batch_size=_AT_ONCE,
    )
