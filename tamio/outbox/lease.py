"""A worker's right to walk a lane alone, for a while."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Lock

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from tamio.outbox.errors import LaneClosed, LeaseLost, Stopping
from tamio.outbox.models import Lane
from tamio.prepared import Prepared

Clock = Callable[[], datetime]


def machine_now() -> datetime:
    """Leases are promises between processes: they run in real time whatever TAMIO_CLOCK says."""
    return datetime.now(UTC)


def duration() -> timedelta:
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


class Lease:
    """Held by one worker; usable by several of its threads. Made by `lanes.take`.

    `clock` is what a destination asks for the time. `taken_over`: the worker before did not let
    go by itself, so what it was doing is unknown.
    """

    def __init__(
        self,
        *,
        lane: Lane,
        clock: Clock,
        taken_over: bool,
        stopping: Callable[[], bool],
    ) -> None:
        self.lane_id: int = lane.pk
        self.store_id: int = lane.store_id
        self.destination: str = lane.destination
        self.owner: str = lane.owner
        self.fence: int = lane.fence
        self.failures: int = lane.failures
        self.clock = clock
        self.taken_over = taken_over
        self._stopping = stopping
        self._renewed_at = machine_now()
        self._until = self._renewed_at + duration()
        self._renewing = Lock()

    def heartbeat(self, *, covering: timedelta = timedelta(0)) -> None:
        """Call before every foreign call; `covering` is how long that call may take at most.

        The lease then outlasts the call, so that nobody takes the lane over while a request of
        ours may still arrive. Raises LeaseLost, LaneClosed or Stopping: then make no call.
        """
        if self._stopping():
            raise Stopping
        with self._renewing:
            at = machine_now()
            if at - self._renewed_at < duration() / 3 and at + covering < self._until:
                self._check()
            else:
                self._renew(at=at, until=at + max(duration(), covering + duration() / 3))

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[Lane]:
        """A transaction that commits only while the lease is ours: no other worker can take the
        lane before it ends. Raises LeaseLost. Make no foreign call inside it.
        """
        with transaction.atomic(durable=durable):
            # Without the key: a sale that adds to the lane refers to it, and must not wait for us.
            lane = _LOCKED.first(self.lane_id, self.owner, self.fence)
            if lane is None:
                raise LeaseLost(f"{self.owner} no longer walks lane {self.lane_id}")
            yield lane

    def release(self) -> None:
        """Lets go. Nothing happens if another has taken the lane since."""
        self._ours().update(owner="", leased_until=None)

    def _check(self) -> None:
        if not _OPEN.rows(self.lane_id, self.owner, self.fence):
            self._say_why()

    def _renew(self, *, at: datetime, until: datetime) -> None:
        if not self._ours().filter(closed_reason="").update(leased_until=until):
            self._say_why()
        self._renewed_at, self._until = at, until

    def _say_why(self) -> None:
        if self._ours().exists():
            raise LaneClosed(f"lane {self.lane_id} was closed")
        raise LeaseLost(f"{self.owner} no longer walks lane {self.lane_id}")

    def _ours(self) -> QuerySet[Lane]:
        return Lane.objects.filter(pk=self.lane_id, owner=self.owner, fence=self.fence)


_OPEN = Prepared(
    lambda pk, owner, fence: Lane.objects.filter(pk=pk, owner=owner, fence=fence, closed_reason=""),
    int,
    str,
    int,
)
_LOCKED = Prepared(
    lambda pk, owner, fence: Lane.objects.select_for_update(no_key=True).filter(
        pk=pk, owner=owner, fence=fence
    ),
    int,
    str,
    int,
)
