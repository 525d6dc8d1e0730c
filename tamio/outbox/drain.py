"""Walks a lane: what is due, in order, one after the other."""

import logging
import time
from collections.abc import Callable
from random import Random

from tamio.outbox.attempt import attempt
from tamio.outbox.errors import Interrupted, LeaseLost
from tamio.outbox.lanes import due_lanes, take
from tamio.outbox.lease import Clock, Lease
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority, State

# A slice ends at whichever comes first, so that every lane gets its turn.
SLICE_DELIVERIES = 20
SLICE_SECONDS = 1.0

log = logging.getLogger(__name__)


def _never() -> bool:
    return False


def drain(
    *,
    lane_id: int,
    owner: str,
    clock: Clock,
    stopping: Callable[[], bool] = _never,
    random: Random | None = None,
    deliveries: int = SLICE_DELIVERIES,
    seconds: float = SLICE_SECONDS,
) -> int:
    """One slice of the lane; how many attempts it made, 0 if another worker walks the lane.

    Must not be called inside a transaction: each step commits before the next.
    """
    lease = take(lane_id=lane_id, owner=owner, clock=clock, stopping=stopping)
    if lease is None:
        return 0
    random = random or Random()  # noqa: S311 - it only spreads retries
    try:
        return _walk(lease, random, deliveries, time.monotonic() + seconds)
    finally:
        lease.release()


def drain_due(*, clock: Clock, random: Random | None = None, slices: int = 10_000) -> int:
    """Everything that is due now in every open lane, in this thread; how many attempts it made.

    For tests and commands. Raises RuntimeError if there is still work after `slices`.
    """
    attempts = 0
    for _ in range(slices):
        lanes = due_lanes(now=clock(), limit=1)
        if not lanes:
            return attempts
        attempts += drain(lane_id=lanes[0], owner="drain_due", clock=clock, random=random)
    raise RuntimeError(f"there is still work after {slices} slices and {attempts} attempts")


def next_due(*, lease: Lease) -> Delivery | None:
    """Clicks, then sales, then backfill, each in the order they came. What a lost lease left in
    `sending` is among them; what this lease is sending is not.
    """
    # All priorities are named so that SQLite walks the index that has them in order and stops at
    # the first; else it sorts the whole backlog each time.
    return (
        Delivery.objects.filter(
            lane=lease.lane_id, priority__gte=min(Priority), due_at__lte=lease.clock()
        )
        .exclude(state=State.SENDING, fence=lease.fence)
        .order_by("priority", "pk")
        .first()
    )


def _walk(lease: Lease, random: Random, deliveries: int, until: float) -> int:
    attempts = 0
    try:
        while attempts < deliveries and time.monotonic() < until:
            lease.heartbeat()
            delivery = next_due(lease=lease)
            if delivery is None:
                break
            attempts += 1
            if not attempt(delivery=delivery, lease=lease, random=random):
                break
    except Interrupted:
        log.info("A worker let go of a lane", extra={"lane": lease.lane_id})
    except LeaseLost:
        log.warning("A worker lost a lane to another", extra={"lane": lease.lane_id})
    return attempts
