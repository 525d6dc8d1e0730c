"""The worker moves the clocks that were asked to be, bit by bit."""

from time import monotonic
from uuid import uuid4

from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.sandbox.moving import Mover, go_on
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock

#: So long at a time: other chores have their turn in between.
SECONDS = 5.0


def move(clock: Clock) -> None:
    """As a chore: what is left is done the next time."""
    for each in ClockMove.objects.filter(done_at=None).order_by("pk"):
        until = monotonic() + SECONDS

        def enough(until: float = until) -> bool:
            return is_stopping() or monotonic() >= until

        go_on(each, Mover(owner=uuid4().hex, clock=clock, stopping=enough))
