"""Lanes: which have work, who walks them, and whether they are open."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tamio.outbox import destinations
from tamio.outbox.lease import Clock, Lease, duration, machine_now
from tamio.outbox.models import Delivery, DeliveryEvent, Lane
from tamio.outbox.models.delivery import back_in_lane
from tamio.outbox.owner import is_gone
from tamio.outbox.record import lane_of
from tamio.outbox.states import Happening, Priority, State
from tamio.outbox.wake import wake

_CLOSING = ["closed_reason", "closed_at", "closed_by"]


def _never() -> bool:
    return False


def due_lanes(*, now: datetime, limit: int, excluding: Collection[int] = ()) -> list[int]:
    """Lanes that anyone may take and that have work: first those where a person has clicked, then
    the one that waited longest for a worker, so that nobody waits for another's backlog.
    """
    click = Exists(_work(now=now).filter(priority=Priority.CLICK))
    lanes = _due(now=now).exclude(pk__in=excluding)
    lanes = lanes.order_by(click.desc(), F("taken_at").asc(nulls_first=True), "pk")
    return list(lanes.values_list("pk", flat=True)[:limit])


def is_due(*, lane_id: int, now: datetime) -> bool:
    """Whether that lane is among them."""
    return _due(now=now).filter(pk=lane_id).exists()


def end_leases_of_the_gone() -> int:
    """Ends the leases of processes of this machine that were killed; how many. The lane is then
    taken over as one whose lease ran out: what its worker was doing is unknown.
    """
    at = machine_now()
    held = Lane.objects.exclude(owner="").filter(leased_until__gt=at)
    gone = [owner for owner in set(held.values_list("owner", flat=True)) if is_gone(owner)]
    return held.filter(owner__in=gone).update(leased_until=at) if gone else 0


def take(
    *, lane_id: int, owner: str, clock: Clock, stopping: Callable[[], bool] = _never
) -> Lease | None:
    """The lease, or None if another holds it or the lane is closed or rests.

    Compare-and-swap: of two workers that saw the lane free, the fence lets one through.
    """
    at = machine_now()
    free = Lane.objects.filter(_walkable(now=clock()) & _free(at=at), pk=lane_id)
    lane = free.first()
    if lane is None:
        return None
    taken_over = lane.owner != ""
    lane.owner, lane.fence = owner, lane.fence + 1
    won = free.filter(fence=lane.fence - 1).update(
        owner=owner,
        fence=lane.fence,
        leased_until=at + duration(),
        taken_at=at,
        takeovers=F("takeovers") + int(taken_over),
    )
    return Lease(lane=lane, clock=clock, taken_over=taken_over, stopping=stopping) if won else None


def open_lane(*, store_id: int, destination: str, now: datetime, by: str) -> Lane:
    """Opens it and lets go what waited for a new connection. Raises UnknownDestination."""
    with transaction.atomic():
        lane = lane_of(store_id=store_id, destination=destinations.named(destination), now=now)
        lane.closed_reason, lane.closed_at, lane.closed_by = "", None, ""
        lane.rests_until, lane.failures, lane.openings = None, 0, F("openings") + 1
        lane.save(update_fields=[*_CLOSING, "rests_until", "failures", "openings"])
        lane.refresh_from_db(fields=["openings"])
        release(store_id=store_id, destination=destination, state=State.RECONNECT, now=now, by=by)
        wake(lane.pk)
    return lane


def close_lane(
    *,
    store_id: int,
    destination: str,
    reason: str,
    now: datetime,
    by: str,
    openings: int | None = None,
) -> Lane:
    """Nothing in it is sent until it is opened. Raises UnknownDestination, ValueError.

    A worker that walks it stops before its next foreign call. With `openings`, only if it was
    opened no more often than that: what has been opened since stays open.
    """
    if not reason:
        raise ValueError("a lane is closed for a reason")
    with transaction.atomic():
        made = lane_of(store_id=store_id, destination=destinations.named(destination), now=now)
        lane = Lane.objects.select_for_update().get(pk=made.pk)
        if openings is None or lane.openings <= openings:
            lane.closed_reason, lane.closed_at, lane.closed_by = reason, now, by
            lane.save(update_fields=_CLOSING)
    return lane


def release(
    *,
    store_id: int,
    destination: str,
    now: datetime,
    by: str,
    state: State = State.SETTINGS,
) -> int:
    """All that is in `state` (settings, held or reconnect) goes back into the lane; how many.

    Raises ValueError for a state that does not hold anything back.
    """
    if state not in {State.SETTINGS, State.HELD, State.RECONNECT}:
        raise ValueError(f"nothing is held back by the state {state!r}")
    with transaction.atomic():
        # The lane goes first, as everywhere: a worker locks it before the delivery.
        lanes = Lane.objects.filter(store_id=store_id, destination=destination)
        held = list(lanes.select_for_update(no_key=True))
        stopped = Delivery.objects.select_for_update().filter(
            store_id=store_id, destination=destination, state=state
        )
        ids = list(stopped.values_list("pk", flat=True))
        moved = stopped.update(**back_in_lane(now=now))
        DeliveryEvent.objects.bulk_create(
            [DeliveryEvent(delivery_id=pk, at=now, by=by, what=Happening.RELEASED) for pk in ids],
            batch_size=500,
        )
        for lane in held:
            wake(lane.pk)
    return moved


def _due(*, now: datetime) -> QuerySet[Lane]:
    return Lane.objects.filter(
        _walkable(now=now) & _free(at=machine_now()),
        Exists(_work(now=now)),
        destination__in=destinations.names(),
    )


def _work(*, now: datetime) -> QuerySet[Delivery]:
    """What is due in the lane of the query around it."""
    return Delivery.objects.filter(lane=OuterRef("pk"), due_at__lte=now)


def _walkable(*, now: datetime) -> Q:
    return Q(closed_reason="") & (Q(rests_until__isnull=True) | Q(rests_until__lte=now))


def _free(*, at: datetime) -> Q:
    return Q(leased_until__isnull=True) | Q(leased_until__lte=at)
