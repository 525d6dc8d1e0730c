"""One slice of one lane, walked by the thread that holds its lease and by hands that help it.

Deliveries are begun in their order. One is passed over only while another that is under way, or
that was passed over before it, has claimed what it stands on: so nothing is made twice, and the
changes of one customer or article keep their order.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from random import Random
from threading import Condition

from tamio.outbox import destinations
from tamio.outbox.attempt import attempt
from tamio.outbox.claims import Claims
from tamio.outbox.errors import Interrupted, LeaseLost
from tamio.outbox.hands import Hands
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority, State
from tamio.prepared import Prepared

# How far ahead it is looked for something that can go on while the first in line has to wait.
LOOK_AHEAD = 12
# Those that are under way stand first in line; no destination lets more of them overlap.
MOST_AT_ONCE = 8

log = logging.getLogger(__name__)


class Walk:
    """`may_go_on(attempts, seconds)` is asked before each delivery; `run` may be called once."""

    def __init__(
        self,
        *,
        lease: Lease,
        random: Random,
        may_go_on: Callable[[int, float], bool],
        hands: Hands | None = None,
    ) -> None:
        self._lease = lease
        self._random = random
        self._may_go_on = may_go_on
        self._hands = hands
        self._overlap = destinations.named(lease.destination).overlap
        # After trouble with the whole far side one delivery feels its way; the rest follows.
        self._is_sound = lease.failures == 0
        self._started = time.monotonic()
        self._attempts = 0
        self._walkers = 0
        self._under_way: dict[int, Claims] = {}
        self._has_ended = False
        self._error: Exception | None = None
        self._changed = Condition()

    def run(self) -> int:
        """How many attempts were made. Raises what the outbox itself stumbled over."""
        self._walkers += 1
        self._walk()
        with self._changed:
            self._changed.wait_for(lambda: self._walkers == 0)
        if self._error is not None:
            raise self._error
        return self._attempts

    def _walk(self) -> None:
        try:
            while (delivery := self._next()) is not None:
                self._attempt(delivery)
        except Interrupted:
            log.info("A worker let go of a lane", extra={"lane": self._lease.lane_id})
        except LeaseLost:
            log.warning("A worker lost a lane to another", extra={"lane": self._lease.lane_id})
        except Exception as error:  # noqa: BLE001 - `run` raises it in the thread that has the lane
            self._error = self._error or error
        finally:
            self._leave()

    def _next(self) -> Delivery | None:
        with self._changed:
            if self._is_over():
                return None
            self._lease.heartbeat()
            waiting = next_due(lease=self._lease, besides=self._under_way)
            delivery = self._first_that_may_go(waiting)
            if delivery is None:
                return None
            self._attempts += 1
            if len(waiting) > 1:
                self._ask_for_help()
            return delivery

    def _is_over(self) -> bool:
        seconds = time.monotonic() - self._started
        return self._has_ended or not self._may_go_on(self._attempts, seconds)

    def _first_that_may_go(self, waiting: list[Delivery]) -> Delivery | None:
        ahead = list(self._under_way.values())
        for delivery in waiting:
            claims = destinations.claims_of(delivery) if self._overlap > 1 else None
            if claims is None:
                # What claims nothing in particular has the lane for itself.
                if ahead:
                    return None
                claims = Claims()
            if not claims.clashes(ahead):
                delivery.claims = claims
                self._under_way[delivery.pk] = claims
                return delivery
            ahead.append(claims)
        return None

    def _ask_for_help(self) -> None:
        if (
            self._hands is not None
            and self._is_sound
            and self._walkers < self._overlap
            and self._hands.offer(self._walk)
        ):
            self._walkers += 1

    def _attempt(self, delivery: Delivery) -> None:
        goes_on = False
        try:
            goes_on = attempt(delivery=delivery, lease=self._lease, random=self._random)
        finally:
            with self._changed:
                del self._under_way[delivery.pk]
                self._has_ended = self._has_ended or not goes_on
                self._is_sound = self._is_sound or goes_on

    def _leave(self) -> None:
        with self._changed:
            # Whoever leaves because nothing may go now leaves the others to go on.
            self._walkers -= 1
            self._changed.notify_all()


def next_due(*, lease: Lease, besides: "dict[int, Claims]") -> list[Delivery]:
    """The next few: clicks, then sales, then backfill, each in the order they came. What a lost
    lease left in `sending` is among them; what this lease is sending is not.
    """
    due = _DUE.rows(lease.lane_id, lease.clock(), lease.fence)
    return [each for each in due if each.pk not in besides][:LOOK_AHEAD]


# All priorities are named so that SQLite walks the index that has them in order and stops at the
# last it needs; else it sorts the whole backlog each time.
_DUE = Prepared(
    lambda lane, at, fence: (
        Delivery.objects.filter(lane=lane, priority__gte=min(Priority), due_at__lte=at)
        .exclude(state=State.SENDING, fence=fence)
        .order_by("priority", "pk")[: LOOK_AHEAD + MOST_AT_ONCE]
    ),
    int,
    datetime,
    int,
)
