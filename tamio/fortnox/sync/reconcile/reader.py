"""Reads orders for a reconciliation: counted, at the pace of backfill, and giving way to sales."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime

from tamio.fortnox.client.errors import NotFound
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.order import OrderSummary, StoredOrder
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority

#: While sales wait to be sent, a reconciliation takes one request in so many seconds.
GIVES_WAY = 5.0
_GLANCE = 0.2


class Reader:
    """`before_each` runs before each request and while it gives way: raise in it to stop."""

    def __init__(
        self,
        fortnox: Fortnox,
        *,
        is_busy: Callable[[], bool],
        before_each: Callable[[], None],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.requests = 0
        self._fortnox = fortnox
        self._is_busy = is_busy
        self._before_each = before_each
        self._sleep = sleep

    def pages(
        self, *, first: date, last: date, modified_since: datetime | None = None
    ) -> Iterator[list[OrderSummary]]:
        """What Fortnox lists of the days."""
        listed = self._fortnox.orders.dated(first=first, last=last, modified_since=modified_since)
        self._give_way()
        for page in listed:
            self.requests += 1
            yield page
            self._give_way()

    def order(self, number: str) -> StoredOrder | None:
        """None if there is none by that number."""
        self._give_way()
        self.requests += 1
        try:
            return self._fortnox.orders.get(number)
        except NotFound:
            return None

    def _give_way(self) -> None:
        waited = 0.0
        self._before_each()
        while waited < GIVES_WAY and self._is_busy():
            self._sleep(_GLANCE)
            waited += _GLANCE
            self._before_each()


def lane_is_busy(*, store_id: int, now: datetime) -> bool:
    """Whether a sale or a click waits to be sent, or is being sent."""
    due = Delivery.objects.filter(
        lane__store=store_id,
        lane__destination="fortnox",
        lane__closed_reason="",
        due_at__lte=now,
        priority__lt=Priority.BACKFILL,
    )
    return due.exclude(lane__rests_until__gt=now).exists()
