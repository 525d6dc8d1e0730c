"""Takes a lane, walks a slice of it, lets go."""

from collections.abc import Callable
from random import Random

from tamio.outbox.hands import Hands
from tamio.outbox.lanes import due_lanes, take
from tamio.outbox.lease import Clock
from tamio.outbox.walk import Walk

# While other lanes wait for a thread a slice ends at whichever comes first, so that each gets its
# turn. Nobody waiting, a slice ends all the same now and then: the look for work is made anew.
SLICE_DELIVERIES = 20
SLICE_SECONDS = 1.0
LONGEST_SLICE_SECONDS = 30.0


def _never() -> bool:
    return False


def _always() -> bool:
    return True


def drain(
    *,
    lane_id: int,
    owner: str,
    clock: Clock,
    stopping: Callable[[], bool] = _never,
    random: Random | None = None,
    hands: Hands | None = None,
    crowded: Callable[[], bool] = _always,
    deliveries: int = SLICE_DELIVERIES,
    seconds: float = SLICE_SECONDS,
) -> int:
    """One slice of the lane; how many attempts it made, 0 if another worker walks the lane.

    `crowded` tells whether other lanes wait for this thread. `hands` may help where the
    destination lets deliveries overlap. Must not be called inside a transaction: each step
    commits before the next.
    """
    lease = take(lane_id=lane_id, owner=owner, clock=clock, stopping=stopping)
    if lease is None:
        return 0

    def may_go_on(attempts: int, passed: float) -> bool:
        if attempts < deliveries and passed < seconds:
            return True
        return not crowded() and passed < LONGEST_SLICE_SECONDS

    spread = random or Random()  # noqa: S311 - it only spreads retries
    try:
        return Walk(lease=lease, random=spread, may_go_on=may_go_on, hands=hands).run()
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
