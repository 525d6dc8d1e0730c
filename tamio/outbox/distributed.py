"""The distributed engine: on PostgreSQL, any number of processes and machines share the lanes.

Like the embedded one it keeps nothing of its own. Lanes are woken by the transactions that give
them work (wake.py), by whoever leaves one with work in it, and by a sweep for everything else:
retries that fall due, wake-ups that were lost, leases that nobody renews any more.
"""

import logging
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connection, connections

from tamio.outbox.chores import do_due
from tamio.outbox.drain import drain
from tamio.outbox.hands import Hands
from tamio.outbox.lanes import due_lanes, end_leases_of_the_gone, is_due
from tamio.outbox.lease import Clock
from tamio.outbox.owner import own_name
from tamio.outbox.wake import wake
from tamio.outbox.wake_ups import WakeUps, forget_the_gone, waiting_lanes

SWEEP_SECONDS = 2.0
# Many more lanes than this have work at once only after an outage, and the next sweep goes on.
SWEEP_LANES = 1_000

log = logging.getLogger(__name__)


class DistributedEngine:
    """Runs in the thread that calls `run`, until `stop` is set."""

    def __init__(self, *, threads: int, clock: Clock, stop: Event) -> None:
        if threads < 1:
            raise ValueError("an engine needs at least one thread")
        self.owner = own_name()
        self._clock = clock
        self._stop = stop
        self._threads = threads
        self._wake_ups = WakeUps(walk=self._walk, threads=threads, stop=stop)

    def run(self) -> None:
        """Returns when every thread has finished its request in flight and let go of its lane."""
        self._hands = Hands(count=self._threads)
        taking = Thread(target=self._wake_ups.run, name="wake-ups")
        taking.start()
        try:
            self._sweep_until_stopped()
        finally:
            self._stop.set()
            taking.join()
            self._hands.close()
            connections.close_all()

    def _sweep_until_stopped(self) -> None:
        while not self._stop.is_set():
            try:
                close_old_connections()
                self._sweep()
            except DatabaseError:
                self._recover("The engine could not look for work")
            self._stop.wait(SWEEP_SECONDS)

    def _sweep(self) -> None:
        end_leases_of_the_gone()
        forget_the_gone()
        self._hands.offer(self._do_chores)
        for lane_id in due_lanes(now=self._clock(), limit=SWEEP_LANES, excluding=waiting_lanes()):
            wake(lane_id)

    def _do_chores(self) -> None:
        """By a hand: a chore may wait for somebody else's server."""
        try:
            close_old_connections()
            do_due(clock=self._clock, stopping=self._stop.is_set)
        except DatabaseError:
            log.warning("The chores could not be looked at", exc_info=True)
            connection.close()

    def _walk(self, lane_id: int) -> None:
        """One slice. What goes wrong here is tried again by the sweep, and not at full speed."""
        try:
            drain(
                lane_id=lane_id,
                owner=self.owner,
                clock=self._clock,
                stopping=self._stop.is_set,
                hands=self._hands,
                crowded=lambda: bool(waiting_lanes()),
            )
            # Asked after letting go: whoever was woken meanwhile and found the lane taken has gone
            # away again. At the end of the queue, so that every lane gets its turn.
            if is_due(lane_id=lane_id, now=self._clock()):
                wake(lane_id)
        except DatabaseError:
            self._recover("A lane could not be walked")
        except Exception:
            log.exception("A lane could not be walked: an error in the outbox itself")

    def _recover(self, what: str) -> None:
        log.warning(what, exc_info=True)
        connection.close()
