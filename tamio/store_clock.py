"""The clock of the store that is worked for: the house's own, or for a sandbox so much ahead of it.

Doors enter a store's time with `running_ahead` (see commerce.stores.clock); inside it `now` is what
the store takes for now. Outside, or for a store whose clock nobody has moved, it is the house's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from tamio import clock

NOT_AHEAD = timedelta(0)
_ahead: ContextVar[timedelta] = ContextVar("store_clock_ahead", default=NOT_AHEAD)


@contextmanager
def running_ahead(ahead: timedelta) -> Iterator[None]:
    """Work for a store whose clock is so much ahead of the house's; at the end it is as before."""
    before = _ahead.get()
    _ahead.set(ahead)
    try:
        yield
    finally:
        _ahead.set(before)


def now() -> datetime:
    """The instant that the store takes for now, aware, in UTC."""
    return told(clock.now())


def told(instant: datetime) -> datetime:
    """What the store's clock says when the house's says `instant`."""
    return instant + _ahead.get()


def real(instant: datetime) -> datetime:
    """For what must hold outside the store too (the audit trail, the outbox, foreign servers):
    nothing happens later than the house's now, so what says so was told by the store's clock.
    """
    return min(instant, clock.now()) if _ahead.get() else instant
