"""Pacing: a request to a company waits until its budget has room for it.

Each request is booked before it leaves, in a row that web pages and workers share, so a killed
process leaves the budget known: what it had under way counts as long as it can still arrive. The
budget runs in the machine's own time, whatever TAMIO_CLOCK says.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from tamio.fortnox.models import RateBudget
from tamio.fortnox.sync.budget import Budget
from tamio.fortnox.sync.queueing import Queue
from tamio.outbox.lease import machine_now
from tamio.prepared import Prepared

#: A wait is cut into pieces: an answer may make room sooner, and the worker may be told to stop.
_GLANCE = 0.1

_queues: dict[str, Queue] = {}


@dataclass(frozen=True, slots=True)
class Turn:
    """A request's place in the budget of `tenant_id`; `left_at` in seconds of the clock."""

    tenant_id: str
    ticket: int
    left_at: float


@contextmanager
def turn(
    *, tenant_id: str, urgency: int = 0, still_wanted: Callable[[], None] = lambda: None
) -> Iterator[Turn]:
    """Waits for room and books the request; tell `answered` when its answer is here.

    A smaller `urgency` goes first among the threads of this process. `still_wanted` is asked again
    and again, the last time when the request may go: it raises to give up, and nothing is booked.
    """
    with _queue(tenant_id).place(urgency) as place:
        booked = _wait(tenant_id, place.is_first, still_wanted)
    try:
        still_wanted()
    except BaseException:
        give_back(booked)
        raise
    yield booked


def book(*, tenant_id: str, at: float) -> Turn | float:
    """The turn, or the seconds until it is worth asking again. Nothing is written then."""
    if wait := _as_it_stands(_row(tenant_id), at).room(at=at):
        return wait
    with _changing(tenant_id) as (_, budget):
        budget.let_go(at=at)
        return budget.room(at=at) or Turn(tenant_id, budget.book(at=at), at)


def answered(turn: Turn, *, status: int | None, at: float) -> None:
    """Its answer is here, with that HTTP status; or the wait for one is over, with None."""
    with _changing(turn.tenant_id) as (row, budget):
        budget.answered(turn.ticket, left_at=turn.left_at, at=at)
        name = str(status or "none")
        row.answers[name] = row.answers.get(name, 0) + 1


def give_back(turn: Turn) -> None:
    """It was never sent."""
    with _changing(turn.tenant_id) as (_, budget):
        budget.give_back(turn.ticket)


def spend(*, tenant_id: str, at: float) -> None:
    """Fortnox says that it was too much: nothing more goes for a window."""
    with _changing(tenant_id) as (_, budget):
        budget.spend(at=at)


def used(*, tenant_id: str, at: float) -> int:
    """How many requests are counted at this moment, of budget.ALLOWED."""
    return used_of(_row(tenant_id), at=at)


def used_of(row: RateBudget, *, at: float) -> int:
    """As `used`, for whoever has read the rows of several companies at once."""
    return len(_as_it_stands(row, at).counted)


def seconds() -> float:
    """The machine's own time, in which budgets run."""
    return machine_now().timestamp()


def _queue(tenant_id: str) -> Queue:
    return _queues.setdefault(tenant_id, Queue())


def _wait(tenant_id: str, is_first: Callable[[], bool], still_wanted: Callable[[], None]) -> Turn:
    while True:
        if is_first():
            booked = book(tenant_id=tenant_id, at=seconds())
            if isinstance(booked, Turn):
                return booked
            time.sleep(min(booked, _GLANCE))
        else:
            time.sleep(_GLANCE / 10)
        still_wanted()


def _row(tenant_id: str) -> RateBudget:
    return _ROWS.first(tenant_id) or RateBudget()


_ROWS = Prepared(lambda tenant: RateBudget.objects.filter(tenant_id=tenant), str)


def _as_it_stands(row: RateBudget, at: float) -> Budget:
    budget = _budget(row)
    budget.let_go(at=at)
    return budget


@contextmanager
def _changing(tenant_id: str) -> Iterator[tuple[RateBudget, Budget]]:
    """The row and its arithmetic; what was changed is written when the block ends well."""
    with transaction.atomic():
        row = _HELD.first(tenant_id)
        if row is None:
            row, _ = RateBudget.objects.select_for_update().get_or_create(tenant_id=tenant_id)
        budget = _budget(row)
        yield row, budget
        row.counted = budget.counted
        row.last_ticket, row.last_begun = budget.last_ticket, budget.last_begun
        row.save()


_HELD = Prepared(
    lambda tenant: RateBudget.objects.select_for_update().filter(tenant_id=tenant), str
)


def _budget(row: RateBudget) -> Budget:
    counted = [(int(ticket), float(until)) for ticket, until in row.counted]
    return Budget(counted, row.last_ticket, row.last_begun)
