"""The embedded engine: on SQLite, a few threads of one process walk the lanes that have work.

It keeps nothing of its own. Everything that must survive it stands in the rows; what it does is
to look often, cheaply, and hand lanes to threads.
"""

import logging
import queue
import time
from threading import Event, Lock, Thread

from django.db import DatabaseError, connection, connections

from tamio.outbox.chores import do_due
from tamio.outbox.drain import drain
from tamio.outbox.hands import Hands
from tamio.outbox.lanes import due_lanes, end_leases_of_the_gone
from tamio.outbox.lease import Clock
from tamio.outbox.owner import own_name
from tamio.outbox.watch import CommitWatch

# However quiet the database is: retries that fall due, and leases that nobody renews any more.
SWEEP_SECONDS = 2.0
# After a failure of the machinery itself, so that it is neither hidden nor repeated at full speed.
PAUSE_SECONDS = 1.0

log = logging.getLogger(__name__)


class Engine:
    """Runs in the thread that calls `run`, until `stop` is set."""

    def __init__(self, *, threads: int, clock: Clock, stop: Event) -> None:
        if threads < 1:
            raise ValueError("an engine needs at least one thread")
        self.owner = own_name()
        self._clock = clock
        self._stop = stop
        self._lanes: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._busy: set[int] = set()
        self._crowded = False
        self._lock = Lock()
        self._nudge = Event()
        self._threads = [
            Thread(target=self._work, name=f"lane-{number}", daemon=True)
            for number in range(threads)
        ]

    def run(self) -> None:
        """Returns when every thread has finished its request in flight and let go of its lane."""
        self._hands = Hands(count=len(self._threads))
        for thread in self._threads:
            thread.start()
        try:
            self._hand_out_until_stopped()
        finally:
            self._stop.set()
            for _ in self._threads:
                self._lanes.put(None)
            for thread in self._threads:
                thread.join()
            self._hands.close()
            connections.close_all()

    def _hand_out_until_stopped(self) -> None:
        changes, swept_at = CommitWatch(), float("-inf")
        while not self._stop.is_set():
            try:
                sweep = time.monotonic() - swept_at >= SWEEP_SECONDS
                # Asked before looking: what comes during the look is then seen the next time.
                if sweep:
                    end_leases_of_the_gone()
                    self._hands.offer(self._do_chores)
                if self._nudged() or changes.changed() or sweep:
                    self._hand_out()
                    swept_at = time.monotonic()
            except DatabaseError:
                self._recover("The engine could not look for work")
            self._nudge.wait(changes.interval)

    def _do_chores(self) -> None:
        """By a hand: the thread that watches must not write, nor wait for anybody."""
        try:
            do_due(clock=self._clock, stopping=self._stop.is_set)
        except DatabaseError:
            log.warning("The chores could not be looked at", exc_info=True)
            connection.close()

    def _nudged(self) -> bool:
        if not self._nudge.is_set():
            return False
        self._nudge.clear()
        return True

    def _hand_out(self) -> None:
        with self._lock:
            busy = frozenset(self._busy)
        idle = len(self._threads) - len(busy)
        waiting = due_lanes(now=self._clock(), limit=idle + 1, excluding=busy)
        self._crowded = len(waiting) > idle
        for lane_id in waiting[:idle]:
            with self._lock:
                self._busy.add(lane_id)
            self._lanes.put(lane_id)

    def _work(self) -> None:
        try:
            while (lane_id := self._lanes.get()) is not None:
                self._walk(lane_id)
                with self._lock:
                    self._busy.discard(lane_id)
                self._nudge.set()
        finally:
            connections.close_all()

    def _walk(self, lane_id: int) -> None:
        try:
            drain(
                lane_id=lane_id,
                owner=self.owner,
                clock=self._clock,
                stopping=self._stop.is_set,
                hands=self._hands,
                crowded=lambda: self._crowded,
            )
        except DatabaseError:
            self._recover("A lane could not be walked")
        except Exception:
            log.exception("A lane could not be walked: an error in the outbox itself")
            self._stop.wait(PAUSE_SECONDS)

    def _recover(self, what: str) -> None:
        log.warning(what, exc_info=True)
        connection.close()
        self._stop.wait(PAUSE_SECONDS)
