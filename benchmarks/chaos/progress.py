"""Where everything stands, in one line."""

import sys
import time
from collections import Counter

from django.db.models import Count

from benchmarks.deliveries import deliveries
from tamio.outbox.models import Lane
from tamio.outbox.states import DUE, State


def states() -> Counter[str]:
    """How many deliveries are in each state."""
    counted = deliveries().order_by().values_list("state").annotate(Count("pk"))
    return Counter(dict(counted))


def open_work() -> int:
    """Deliveries that the engine still has work with, or that wait for a reconnect."""
    return deliveries().filter(state__in=[*DUE, State.RECONNECT]).count()


class Progress:
    """Tells, when asked, at most every `every` seconds."""

    def __init__(self, *, every: float = 10.0) -> None:
        self._every = every
        self._started = time.monotonic()
        self._told = self._started

    def tell(self, what: str) -> None:
        now = time.monotonic()
        if now - self._told < self._every:
            return
        self._told = now
        stands = ", ".join(f"{count} {state}" for state, count in sorted(states().items()))
        closed = Lane.objects.exclude(closed_reason="").count()
        sys.stdout.write(
            f"[{now - self._started:5.0f} s] {what}: {stands}; {closed} lanes closed\n"
        )
        sys.stdout.flush()
