"""The worker process: the engine until it is told to stop."""

import logging
import os
import signal
from threading import Event
from types import FrameType
from typing import Protocol

from django.db import connection

from tamio import clock as house_clock
from tamio.outbox.engine import Engine
from tamio.outbox.lease import Clock

log = logging.getLogger(__name__)


class Walking(Protocol):
    """What walks the lanes, whichever the database is."""

    def run(self) -> None: ...


def run(*, threads: int, stop: Event | None = None, clock: Clock = house_clock.now) -> int:
    """Delivers until `stop` is set; without one, until SIGTERM or SIGINT (main thread only).

    A first signal finishes the requests in flight and lets go of the lanes; a second ends the
    process at once, which loses nothing but the wait for its leases. Returns the exit code.
    """
    if stop is None:
        stop = Event()
        _stop_on_signals(stop)
    log.info("The worker delivers, with %d threads", threads)
    engine(threads=threads, clock=clock, stop=stop).run()
    log.info("The worker has stopped")
    return 0


def engine(*, threads: int, clock: Clock, stop: Event) -> Walking:
    """The one for the database that Tamio runs on. Raises ValueError without a thread."""
    if connection.vendor == "sqlite":
        return Engine(threads=threads, clock=clock, stop=stop)
    # Not before it is needed: what it imports is installed only where PostgreSQL is used.
    from tamio.outbox.distributed import DistributedEngine

    return DistributedEngine(threads=threads, clock=clock, stop=stop)


def _stop_on_signals(stop: Event) -> None:
    def on_signal(number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
