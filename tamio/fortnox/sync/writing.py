"""Writing to Fortnox: noted before it leaves, and in doubt until it can arrive no more.

A request whose answer never came may still be under way, long after the process that sent it is
dead. So every note says until when; what must not be mixed up with it waits until then.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import Protocol

from tamio.fortnox.sync.calling import LONGEST_CALL
from tamio.outbox.lease import Lease

#: A request leaves so soon after its note, or the note is given the later time.
SOON = timedelta(seconds=2)


class StillUnderWay(Exception):
    """What was sent before may arrive until `until`, and would undo or be undone by this."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"a request from before may still arrive until {until}")
        self.until = until


class Note(Protocol):
    """A row that says that something was about to be written."""

    def extend_doubt(self, until: datetime) -> None: ...


class Writing:
    """What one attempt may write while the lane is its worker's."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._note: Note | None = None
        self._lag = timedelta(0)
        self._stamped_at: datetime | None = None

    @property
    def now(self) -> datetime:
        return self._lease.clock()

    def under_lease(self) -> AbstractContextManager[object]:
        """A transaction that commits only while the lane is ours. Raises LeaseLost."""
        return self._lease.writing(durable=True)

    def doubt_from(self, at: datetime, *, lag: timedelta = timedelta(0)) -> datetime:
        """Until when a request noted at `at` may arrive; `lag`: and go unseen after it has."""
        return at + SOON + LONGEST_CALL + lag

    @contextmanager
    def noted(self, note: Note, *, lag: timedelta = timedelta(0)) -> Iterator[None]:
        """Around the sending of what `note` was just saved for."""
        self._note, self._lag, self._stamped_at = note, lag, self.now
        try:
            yield
        finally:
            self._note = self._stamped_at = None

    def before_call(self) -> None:
        """While a request waits for its turn, and when it leaves. Raises Interrupted, LeaseLost.

        A token may have had to be renewed first, or many may have been before it: then the doubt
        begins later than when the note was made.
        """
        self._lease.heartbeat(covering=LONGEST_CALL)
        now = self.now
        if self._note is None or self._stamped_at is None or now - self._stamped_at <= SOON:
            return
        with self.under_lease():
            self._note.extend_doubt(self.doubt_from(now, lag=self._lag))
        self._stamped_at = now
